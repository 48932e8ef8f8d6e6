"""A roster: whom the district's schools employ, as a file an office writes and a counter looks people up in.

A workbook of Excel, or CSV with commas, semicolons or tabs. One of the first lines names the columns, in any order, in
English, Kazakh or Russian; what stands above it is its title. Each line that cannot be used is refused alone, with its
number and a sentence; what is wrong with the file is a Problem that names it. All sheets of a workbook whose columns
are named are one roster.
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
from forms.roster_headings import COLUMNS, LONGEST_HEADING, MUST, column_of, place_heading
from forms.roster_text import DELIMITERS, MOST_COLUMNS, decode, is_damaged, read_lines
from forms.roster_values import NOTHING, is_formula, is_typed_formula, keeps_noughts, read_iin, read_name
from forms.roster_workbook import LAST_ROW, Number, Sheet, Workbook, is_workbook, open_workbook

MOST_ROWS = 100_000
MOST_BYTES = 64 << 20
_WINDOW = 8 << 20
MOST_PROBLEMS = 100  # told of one file
MOST_LETTERS = 300  # in one value
_TITLE_LINES = 20  # at most, above the line that names the columns
_TITLE_ROWS = 1_000  # of a sheet, with empty ones
_COLUMNS_READ = 41  # of a sheet, or as many as it names, and one that is too many
_TICK = 500  # rows between two words on how far it is
MOST_NAMED = 20  # lines with noughts put before
_SHORT_YEAR = re.compile(r"(\d{1,2}[.,/\s-]+\d{1,2}[.,/\s-]+)(\d{2})")


class RosterRow(NamedTuple):
    """Somebody of a roster; what the file does not say is empty. ``birth_date`` is ISO."""

    iin: str
    name: str
    position: str = ""
    workplace: str = ""
    category: str = ""
    birth_date: str = ""


class RefusedRow(NamedTuple):
    """A line of a roster that cannot be used: its number, what stands there, and why, as a Problem's parts.

    ``sheet`` is named where there are several.
    """

    line: int
    what: str
    code: str
    fields: Mapping[str, Any]
    sheet: str = ""

    @property
    def place(self) -> str:
        """The line, and of which sheet where there are several."""
        return _place(self.sheet, str(self.line))

    @property
    def problem(self) -> Problem:
        """Why."""
        return Problem(self.code, **self.fields)


@dataclass(frozen=True)
class Roster:
    """The rows that could be read, and what is wrong with the others: the first ``MOST_PROBLEMS``, and how many.

    ``refused`` are all lines that cannot be used; empty where the whole file cannot. ``encoding`` is the text's,
    ``XLSX`` of a workbook, whose tables are on ``sheets``. ``left_out`` are columns a roster does not have, as written.
    ``remarks`` are what has to be looked at though nothing is refused for it: 1158 and 1159.
    """

    rows: tuple[RosterRow, ...]
    problems: tuple[Problem, ...] = ()
    faulty: int = 0
    refused: tuple[RefusedRow, ...] = ()
    encoding: str = ""
    sheets: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    remarks: tuple[Problem, ...] = ()

    @property
    def unusable(self) -> Problem | None:
        """What is wrong with the whole file, or None."""
        return self.problems[0] if self.problems and not self.refused else None


Told = Callable[[int, int], None]


def read_roster(content: bytes, file: str, *, today: date, others: bool = False, told: Told | None = None) -> Roster:
    """What a roster's bytes say; ``file`` is its name in the problems.

    928 to 936, 971 to 979 and 1156 to 1159; within 930 those of IIN, name, words and date.

    ``others``: columns a roster does not have are left out; else they are a problem of the file. Nobody was born after
    ``today``. ``told`` hears how far it is, of how much, and may raise what stops it.
    """
    reading = _Reading(file, others, today, told or (lambda done, of: None))
    try:
        if is_workbook(content):
            return reading.workbook(open_workbook(content, file, reading.seen))
        return reading.text(*decode(content, file))
    except Problem as problem:
        if problem.code in _OF_THE_FILE:
            return Roster((), (problem,), 1)
        raise


_OF_THE_FILE = ("928", "929", "931", "932", "934", "972", "973", "974", "975", "1157")


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

    def __init__(self, file: str, others: bool, today: date, told: Told) -> None:
        self._file = file
        self._others = others
        self._today = today
        self._told = told
        self._is_formula = is_typed_formula
        self._pads = False
        self._day_one: date | None = None
        self._known: dict[str, str] = {}  # words that were checked, so that a school's name is kept once
        self._sheet = ""  # where there are several
        self._of = self._before = 0  # rows: of all, and of the sheets before
        self._rows: list[RosterRow] = []
        self._refused: list[RefusedRow] = []
        self._seen: dict[str, tuple[str, int]] = {}
        self._padded: list[str] = []
        self._left_out: list[str] = []

    def seen(self, line: int) -> None:
        """How far it is."""
        done = self._before + line
        self._told(done, max(done, self._of))

    def text(self, text: str, encoding: str) -> Roster:
        """A CSV file."""
        ways = sorted(DELIMITERS, key=text[:10_000].count, reverse=True)
        found = {way: place_heading(list(islice(read_lines(text, way), _TITLE_LINES))) for way in ways}
        way = max(ways, key=lambda way: found[way][:2])
        if not found[way].columns:
            way = max(ways, key=text.split("\n", 1)[0].count)
        self._of = 1 + text.count("\n")
        # Excel leaves the noughts out when it writes such a file, but then all of them.
        self._pads = not keeps_noughts(text)
        self._read(self._telling(read_lines(text, way)), found[way].line, exact=True)
        return self._roster(encoding)

    def workbook(self, book: Workbook) -> Roster:
        """All sheets that have a roster's columns; else the one that has most of them."""
        try:
            self._is_formula, self._day_one = is_formula, book.day_one
            begun = [
                (sheet, list(islice(sheet.lines(MOST_COLUMNS, _TITLE_ROWS), _TITLE_LINES))) for sheet in book.sheets
            ]
            filled = [(sheet, place_heading(lines)) for sheet, lines in begun if lines]
            if not filled:
                raise Problem("932", file=self._file)
            tables = [(sheet, place) for sheet, place in filled if place.has_all]
            unread = [sheet.name for sheet, place in filled if not place.has_all] if tables else []
            tables = tables or [max(filled, key=lambda one: one[1][:2])]
            self._of = sum(sheet.rows for sheet, _ in tables)
            for sheet, place in tables:
                self._sheet = sheet.name if len(tables) > 1 else ""
                self._read(sheet.lines(max(_COLUMNS_READ, place.width + 1), LAST_ROW), place.line, exact=False)
                self._before += sheet.rows
            return self._roster("XLSX", [sheet for sheet, _ in tables], unread)
        finally:
            book.close()

    def _telling(self, lines: Lines) -> Lines:
        for count, numbered in enumerate(lines, 1):
            if not count % _TICK:
                self.seen(numbered[0])
            yield numbered

    def _roster(self, encoding: str, sheets: Iterable[Sheet] = (), unread: Iterable[str] = ()) -> Roster:
        if not self._rows and not self._refused:
            raise Problem("932", file=self._file)
        problems = tuple(
            Problem("930", file=_place(self._file, one.sheet), line=one.line, reason=one.problem, detail=one.code)
            for one in self._refused[:MOST_PROBLEMS]
        )
        remarks: list[Problem] = []
        if self._padded:
            lines = ", ".join(self._padded[:MOST_NAMED]) + (", …" if len(self._padded) > MOST_NAMED else "")
            remarks.append(Problem("1158", file=self._file, count=len(self._padded), lines=lines))
        if names := list(unread):
            remarks.append(Problem("1159", file=self._file, sheets=", ".join(names)))
        return Roster(
            tuple(self._rows),
            problems,
            len(self._refused),
            tuple(self._refused),
            encoding,
            tuple(sheet.name for sheet in sheets),
            tuple(dict.fromkeys(self._left_out)),
            tuple(remarks),
        )

    def _read(self, lines: Lines, place: int, *, exact: bool) -> None:
        """``place`` is the heading's among the lines; ``exact``: a line has as many values as there are columns."""
        head = next(islice(lines, place, None), None)
        if head is None:
            raise Problem("932", file=self._file)
        heading = self._heading(*head)
        for line, values in lines:
            if len(self._rows) + len(self._refused) >= MOST_ROWS:
                raise Problem("931", file=self._file, most=MOST_ROWS)
            try:
                if values is None:
                    raise Problem("979")
                row, padded = self._row(_fitted(values, len(heading.columns), exact), heading)
                if before := self._seen.get(row.iin):
                    sheet, first = before
                    raise (
                        Problem("933", first=first)
                        if sheet == self._sheet
                        else Problem("1156", sheet=sheet, first=first)
                    )
                self._seen[row.iin] = self._sheet, line
                self._rows.append(row)
                if padded:
                    self._padded.append(_place(self._sheet, str(line)))
            except Problem as problem:
                self._refused.append(RefusedRow(line, _shown(values), problem.code, problem.fields, self._sheet))

    def _heading(self, line: int, values: list[str] | None) -> _Heading:
        """What the columns are. Raises Problem 928, 929, 934 and 1157."""
        file = _place(self._file, self._sheet)
        if values is None or any(len(value) > LONGEST_HEADING for value in values):
            raise Problem("934", file=file, key=f"line {line}")
        written = [" ".join(value.split()) for value in values]
        while written and not written[-1]:
            written.pop()
        columns: list[str | None] = []
        for value, name in zip(values, written, strict=False):
            column = column_of(value)
            if column is None and not self._others:
                raise Problem("929", file=file, found=name, expected=", ".join(COLUMNS))
            if column is not None and column in columns:
                first = written[columns.index(column)]
                raise Problem("1157", file=file, line=line, first=first, second=name)
            columns.append(column)
        for must in MUST:
            if must not in columns:
                raise Problem("928", file=file, found=must, expected=", ".join(COLUMNS))
        self._left_out += [name for name, column in zip(written, columns, strict=True) if name and column is None]
        return _Heading(tuple(columns), tuple(written))

    def _row(self, values: list[str], heading: _Heading) -> tuple[RosterRow, bool]:
        """The row, and whether noughts were put before its IIN."""
        given: dict[str, str] = {}
        pads = self._pads
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
            if column == "iin" and isinstance(raw, Number):
                pads = True
        iin, padded = read_iin(given["iin"], pad=pads)
        row = RosterRow(
            iin,
            read_name(given["name"]),
            self._words(given.get("position", "")),
            self._words(given.get("workplace", "")),
            self._words(given.get("category", "")),
            self._read_day(given.get("birth_date", "")),
        )
        return row, padded

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
        if found := _SHORT_YEAR.fullmatch(day):
            # Nobody is born in a year to come.
            day = f"{found[1]}{self._today.year // 100 - (int(found[2]) > self._today.year % 100)}{found[2]}"
        return parse_date(day, not_after=self._today).isoformat()


def _place(of: str, part: str) -> str:
    return f"{of} · {part}" if of and part else of or part


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
