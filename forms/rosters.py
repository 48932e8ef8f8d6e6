"""A roster: whom the district's schools employ, as a file an office writes and a counter looks people up in.

A workbook of Excel, or CSV with commas, semicolons or tabs. One of the first lines names the columns, in any order, in
English, Kazakh or Russian; what stands above it is its title. Each line that cannot be used is refused alone, with its
number and a sentence; what is wrong with the file is a Problem that names it.
"""

import base64
import csv
import io
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from typing import Any, NamedTuple

import zstandard

from forms.contacts import check_words
from forms.dates import parse_date
from forms.problems import Problem
from forms.roster_text import DELIMITERS, MOST_COLUMNS, decode, is_damaged, read_lines
from forms.roster_values import COLUMNS, NOTHING, column_of, is_formula, is_typed_formula, read_iin, read_name
from forms.roster_workbook import Sheet, Workbook, is_workbook, open_workbook

MOST_ROWS = 100_000
MOST_BYTES = 64 << 20
_WINDOW = 8 << 20
MOST_PROBLEMS = 100  # told of one file
MOST_LETTERS = 300  # in one value
MUST = ("iin", "name")
_TITLE_LINES = 20  # at most, above the line that names the columns
_TICK = 500  # rows between two words on how far it is


class RosterRow(NamedTuple):
    """Somebody of a roster; what the file does not say is empty. ``birth_date`` is ISO."""

    iin: str
    name: str
    position: str = ""
    workplace: str = ""
    category: str = ""
    birth_date: str = ""


class RefusedRow(NamedTuple):
    """A line of a roster that cannot be used: its number, what stands there, and why, as a Problem's parts."""

    line: int
    what: str
    code: str
    fields: Mapping[str, Any]

    @property
    def problem(self) -> Problem:
        """Why."""
        return Problem(self.code, **self.fields)


@dataclass(frozen=True)
class Roster:
    """The rows that could be read, and what is wrong with the others: the first ``MOST_PROBLEMS``, and how many.

    ``refused`` are all lines that cannot be used; empty where the whole file cannot. ``encoding`` is the text's,
    ``XLSX`` of a workbook, whose table is on ``sheet``. ``left_out`` are columns a roster does not have, as written.
    """

    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...] = ()
    faulty: int = 0
    refused: tuple[RefusedRow, ...] = ()
    encoding: str = ""
    sheet: str = ""
    left_out: tuple[str, ...] = ()

    @property
    def unusable(self) -> Problem | None:
        """What is wrong with the whole file, or None."""
        return self.problems[0] if self.problems and not self.refused else None


Told = Callable[[int, int], None]


def read_roster(
    content: bytes, file: str, *, others: bool = False, today: date | None = None, told: Told | None = None
) -> Roster:
    """What a roster's bytes say; ``file`` is its name in the problems.

    928 to 936 and 971 to 979; within 930 those of IIN, name, words and date.

    ``others``: columns a roster does not have are left out; else they are a problem of the file. Nobody was born after
    ``today``. ``told`` hears how far it is, of how much, and may raise what stops it.
    """
    reading = _Reading(file, others, today, told or (lambda done, of: None))
    try:
        if is_workbook(content):
            return reading.workbook(open_workbook(content, file))
        return reading.text(*decode(content, file))
    except Problem as problem:
        if problem.code in _OF_THE_FILE:
            return Roster((), (problem,), 1)
        raise


_OF_THE_FILE = ("115", "928", "929", "931", "932", "934", "972", "973", "974", "975")


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
    """The rows of a roster as ``write_roster`` wrote it, now or before there were birth dates; their values unchecked.

    Raises Problem 934 for what it did not write.
    """
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        next(reader, None)
        for row in reader:
            if not len(MUST) <= len(row) <= len(COLUMNS):
                raise Problem("934", file="", key=f"line {reader.line_num}", detail=f"{len(row)} values")
            yield RosterRow(*row)
    except csv.Error as error:
        raise Problem("934", file="", key=f"line {reader.line_num}", detail=str(error)) from error


Lines = Iterator[tuple[int, list[str] | None]]


@dataclass(frozen=True)
class _Heading:
    """The columns in the order of the file: ours, or None for one to leave out; and as the file names them."""

    columns: tuple[str | None, ...]
    written: tuple[str, ...]


class _Reading:
    """One file while it is read."""

    def __init__(self, file: str, others: bool, today: date | None, told: Told) -> None:
        self._file = file
        self._others = others
        self._today = today
        self._told = told
        self._is_formula = is_typed_formula
        self._day_one: date | None = None
        self._known: dict[str, str] = {}  # words that were checked, so that a school's name is kept once

    def text(self, text: str, encoding: str) -> Roster:
        """A CSV file."""
        ways = sorted(DELIMITERS, key=text[:10_000].count, reverse=True)
        begun = [list(islice(read_lines(text, way), _TITLE_LINES)) for way in ways]
        place, way = next(
            ((place, way) for way, lines in zip(ways, begun, strict=True) if (place := _find(lines)) is not None),
            (0, max(ways, key=text.split("\n", 1)[0].count)),
        )
        found = self._read(read_lines(text, way), place, 1 + text.count("\n"), exact=True)
        return Roster(*found, encoding=encoding, left_out=self._left_out)

    def workbook(self, book: Workbook) -> Roster:
        """The first sheet that has a roster, else the first that has anything."""
        try:
            self._is_formula, self._day_one = is_formula, book.day_one
            first: Sheet | None = None
            for sheet in book.sheets:
                lines = list(islice(sheet.lines(), _TITLE_LINES))
                place = _find(lines)
                if place is not None:
                    return self._of_sheet(sheet, place)
                first = first or (sheet if lines else None)
            if first is None:
                raise Problem("932", file=self._file)
            return self._of_sheet(first, 0)
        finally:
            book.close()

    def _of_sheet(self, sheet: Sheet, place: int) -> Roster:
        found = self._read(sheet.lines(), place, sheet.rows, exact=False)
        return Roster(*found, encoding="XLSX", sheet=sheet.name, left_out=self._left_out)

    def _read(
        self, lines: Lines, place: int, of: int, *, exact: bool
    ) -> tuple[tuple[RosterRow, ...], tuple[Problem, ...], int, tuple[RefusedRow, ...]]:
        """``place`` is the heading's among the lines; ``exact``: a line has as many values as there are columns."""
        head = next(islice(lines, place, None), None)
        if head is None:
            raise Problem("932", file=self._file)
        heading = self._heading(*head)
        rows: list[RosterRow] = []
        refused: list[RefusedRow] = []
        seen: dict[str, int] = {}
        for line, values in lines:
            if len(rows) + len(refused) >= MOST_ROWS:
                raise Problem("931", file=self._file, most=MOST_ROWS)
            try:
                if values is None:
                    raise Problem("979")
                row = self._row(_fitted(values, len(heading.columns), exact), heading)
                if row.iin in seen:
                    raise Problem("933", first=seen[row.iin])
                seen[row.iin] = line
                rows.append(row)
            except Problem as problem:
                refused.append(RefusedRow(line, _shown(values), problem.code, problem.fields))
            if not (len(rows) + len(refused)) % _TICK:
                self._told(line, max(line, of))
        if not rows and not refused:
            raise Problem("932", file=self._file)
        problems = tuple(
            Problem("930", file=self._file, line=one.line, reason=one.problem, detail=one.code)
            for one in refused[:MOST_PROBLEMS]
        )
        return tuple(rows), problems, len(refused), tuple(refused)

    def _heading(self, line: int, values: list[str] | None) -> _Heading:
        """What the columns are. Raises Problem 928, 929, 934 and 115."""
        if values is None:
            raise Problem("934", file=self._file, key=f"line {line}")
        written = [" ".join(value.split()) for value in values]
        while written and not written[-1]:
            written.pop()
        columns: list[str | None] = []
        for name in written:
            column = column_of(name)
            if column is None and not self._others:
                raise Problem("929", file=self._file, found=name, expected=", ".join(COLUMNS))
            if column is not None and column in columns:
                raise Problem("115", file=self._file, key=f"line {line}", found=name, first=f"line {line}")
            columns.append(column)
        for must in MUST:
            if must not in columns:
                raise Problem("928", file=self._file, found=must, expected=", ".join(COLUMNS))
        self._left_out = tuple(name for name, column in zip(written, columns, strict=True) if name and column is None)
        return _Heading(tuple(columns), tuple(written))

    def _row(self, values: list[str], heading: _Heading) -> RosterRow:
        given: dict[str, str] = {}
        for raw, column, written in zip(values, heading.columns, heading.written, strict=True):
            if column is None:
                continue
            if self._is_formula(raw):
                raise Problem("976", column=written)
            value = raw.strip()
            if len(value) > MOST_LETTERS:
                raise Problem("936", column=written, most=MOST_LETTERS)
            if is_damaged(value):
                raise Problem("978", column=written)
            given[column] = "" if value in NOTHING else value
        return RosterRow(
            read_iin(given["iin"]),
            read_name(given["name"]),
            self._words(given.get("position", "")),
            self._words(given.get("workplace", "")),
            self._words(given.get("category", "")),
            self._read_day(given.get("birth_date", "")),
        )

    def _words(self, written: str) -> str:
        known = self._known.get(written)
        if known is None:
            known = check_words(" ".join(written.split()))
            if len(self._known) < MOST_ROWS:
                self._known[written] = known
        return known

    def _read_day(self, written: str) -> str:
        if not written:
            return ""
        # A workbook's day that was not marked as one is its number; a small number may be a year.
        if self._day_one is not None and written.isdecimal() and 10_000 <= int(written) < 100_000:
            return (self._day_one + timedelta(days=int(written))).isoformat()
        # What was exported with a time of the day: 12.05.1985 0:00:00.
        day = re.sub(r"[ T]0?0:00(:00)?(\.0+)?$", "", written)
        return parse_date(day, not_after=self._today).isoformat()


def _find(lines: list[tuple[int, list[str] | None]]) -> int | None:
    """Which of the lines names the columns, or None."""
    for place, (_, values) in enumerate(lines):
        columns = {column_of(value) for value in values or ()}
        if columns.issuperset(MUST):
            return place
    return None


def _fitted(values: list[str], count: int, exact: bool) -> list[str]:
    """As many values as there are columns. Raises Problem 935."""
    if len(values) < count and not exact:
        return [*values, *[""] * (count - len(values))]
    if len(values) != count:
        if len(values) < count or any(value.strip() for value in values[count:]):
            raise Problem("935", found=min(len(values), MOST_COLUMNS), expected=count)
        return values[:count]
    return values


def _shown(values: list[str] | None) -> str:
    """What finds the line again for who looks into the file."""
    said = (" ".join(value.split()) for value in values or ())
    return next((value for value in said if value), "")[:40]
