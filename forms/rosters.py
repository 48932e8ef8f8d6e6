"""A roster: whom the district's schools employ, as a CSV file an office writes and a counter looks people up in.

The first line names the columns, in any order, in English, Kazakh or Russian; the values are divided by commas,
semicolons or tabs. Every fault is a Problem that names the file, the line and what is expected.
"""

import base64
import csv
import io
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import zstandard

from forms.contacts import check_words
from forms.identity import LENGTH, check_digit, check_iin
from forms.names import check_name
from forms.problems import Problem

MOST_ROWS = 100_000
MOST_BYTES = 64 << 20
_WINDOW = 8 << 20
MOST_PROBLEMS = 100  # told of one file
MOST_LETTERS = 300  # in one value
COLUMNS = ("iin", "name", "position", "workplace", "category")
MUST = ("iin", "name")
# What offices write over these columns, folded.
_HEADINGS: Mapping[str, str] = {
    **{column: column for column in COLUMNS},
    "жсн": "iin",
    "иин": "iin",
    "аты-жөні": "name",
    "тегі, аты, әкесінің аты": "name",
    "фио": "name",
    "фамилия, имя, отчество": "name",
    "лауазымы": "position",
    "должность": "position",
    "жұмыс орны": "workplace",
    "место работы": "workplace",
    "санаты": "category",
    "категория": "category",
}


class RosterRow(NamedTuple):
    """Somebody of a roster; what the file does not say is empty."""

    iin: str
    name: str
    position: str = ""
    workplace: str = ""
    category: str = ""


@dataclass(frozen=True)
class Roster:
    """The rows that could be read, and what is wrong with the others: the first ``MOST_PROBLEMS``, and how many."""

    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...] = ()
    faulty: int = 0


def read_roster(content: bytes, file: str) -> Roster:
    """What a roster's bytes say; ``file`` is its name in the problems (101, 928 to 934, and those of IIN and name)."""
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        return _refused(Problem("101", file=file, key=f"line {line}", detail=str(error)))
    lines = _lines(text)
    try:
        heading = next(lines, None)
    except csv.Error as error:
        return _refused(Problem("934", file=file, key="line 1", detail=str(error)))
    if heading is None:
        return _refused(Problem("932", file=file))
    try:
        columns = _columns(heading[1], file)
    except Problem as problem:
        return _refused(problem)
    return _read_rows(lines, columns, file)


def write_roster(rows: Iterable[RosterRow]) -> str:
    """The rows as a roster travels: commas, the columns in their order, one line feed a row."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(COLUMNS)
    writer.writerows(rows)
    return out.getvalue()


def pack_roster(rows: Iterable[RosterRow]) -> str:
    """The rows as an update carries them: a fifth of their bytes."""
    packed = zstandard.ZstdCompressor(level=10).compress(write_roster(rows).encode())
    return base64.b64encode(packed).decode()


def unpack_roster(content: str) -> str:
    """The CSV an update carries. Raises Problem 934 for what is no packed roster, or a larger one than any may be."""
    try:
        packed = base64.b64decode(content, validate=True)
        plain = zstandard.ZstdDecompressor(max_window_size=_WINDOW).stream_reader(packed).read(MOST_BYTES + 1)
        if len(plain) > MOST_BYTES:
            raise Problem("934", file="", key="", detail="size")
        return plain.decode()
    except (ValueError, zstandard.ZstdError, MemoryError) as error:
        raise Problem("934", file="", key="", detail=str(error)) from error


def rows_of(text: str) -> Iterator[RosterRow]:
    """The rows of a roster as ``write_roster`` wrote it, unchecked."""
    reader = csv.reader(io.StringIO(text, newline=""))
    next(reader, None)
    for row in reader:
        yield RosterRow(*row)


def _refused(problem: Problem) -> Roster:
    return Roster((), (problem,), 1)


def _lines(text: str) -> Iterator[tuple[int, list[str]]]:
    """Each line that says something, with its number in the file."""
    first = text.split("\n", 1)[0]
    delimiter = max(",;\t", key=first.count)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    for row in reader:
        if any(value.strip() for value in row):
            yield reader.line_num, row


def _columns(heading: list[str], file: str) -> list[str]:
    found: list[str] = []
    for written in heading:
        column = _HEADINGS.get(" ".join(written.split()).casefold())
        if column is None:
            raise Problem("929", file=file, found=written.strip(), expected=", ".join(COLUMNS))
        if column in found:
            raise Problem("115", file=file, key="line 1", found=written.strip(), first="line 1")
        found.append(column)
    for column in MUST:
        if column not in found:
            raise Problem("928", file=file, found=column, expected=", ".join(COLUMNS))
    return found


def _read_rows(lines: Iterator[tuple[int, list[str]]], columns: list[str], file: str) -> Roster:
    rows: list[RosterRow] = []
    problems: list[Problem] = []
    seen: dict[str, int] = {}
    faulty = line = 0
    try:
        for line, values in lines:
            if len(rows) + faulty >= MOST_ROWS:
                return _refused(Problem("931", file=file, most=MOST_ROWS))
            try:
                rows.append(_read_row(values, columns, line, seen))
            except Problem as problem:
                faulty += 1
                if len(problems) < MOST_PROBLEMS:
                    problems.append(Problem("930", file=file, line=line, reason=problem, detail=problem.code))
    except csv.Error as error:
        return _refused(Problem("934", file=file, key=f"line {line + 1}", detail=str(error)))
    if not rows and not faulty:
        return _refused(Problem("932", file=file))
    return Roster(tuple(rows), tuple(problems), faulty)


def _read_row(values: list[str], columns: list[str], line: int, seen: dict[str, int]) -> RosterRow:
    if len(values) != len(columns):
        raise Problem("935", found=len(values), expected=len(columns))
    given = {column: value.strip() for column, value in zip(columns, values, strict=True)}
    for column, value in given.items():
        if len(value) > MOST_LETTERS:
            raise Problem("936", column=column, most=MOST_LETTERS)
    iin = given["iin"] if _is_sound(given["iin"]) else check_iin(_padded(given["iin"]))
    if iin in seen:
        raise Problem("933", first=seen[iin])
    row = RosterRow(
        iin=iin,
        name=check_name(given["name"]),
        **{column: check_words(given[column]) for column in COLUMNS[2:] if given.get(column)},
    )
    seen[iin] = line
    return row


def _padded(written: str) -> str:
    """A spreadsheet that took the IIN for a number has dropped the noughts it begins with."""
    return written.rjust(LENGTH, "0") if written.isascii() and written.isdecimal() and len(written) >= 9 else written


def _is_sound(iin: str) -> bool:
    """The usual case quickly: ``check_iin`` would give it back as it is."""
    # What is built as an organisation's number goes the long way, to be told as that.
    return (
        len(iin) == LENGTH
        and iin.isascii()
        and iin.isdecimal()
        and iin[4] not in "456"
        and iin != "0" * LENGTH
        and iin[-1] == str(check_digit(iin[:-1]))
    )
