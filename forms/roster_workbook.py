"""A roster in a workbook of Excel: its tables, cell by cell, as text.

What a workbook unpacks to is bounded before it is read. openpyxl reads it as a stream.
"""

import io
import re
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from xml.etree import ElementTree

from forms.problems import Problem
from forms.roster_text import MOST_COLUMNS

WORKBOOK = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"  # a workbook of before 2007, or one locked with a password
LAST_ROW = 1 << 20  # of any sheet
# What a part of the workbook may unpack to, in bytes and in marks of XML. A hundred thousand rows of long values take
# half of what sheets may.
_SHEETS, _STRINGS = (192 << 20, 8_000_000), (64 << 20, 4_000_000)
_OTHER = (64 << 20, 400_000)
_MOST_PARTS = 2_000
_MOST_BYTES = 400 << 20
_MOST_SEEN = 4 << 20  # rows, over and over, of all sheets
_TICK = 1_000
# What is large by itself where a table is calculated or turned over.
_LARGE = ("xl/worksheets/", "xl/calcchain.xml", "xl/pivotcache/")
_TYPES = "[content_types].xml"
_MERGED = re.compile(rb"mergeCell\s[^<>]{0,80}?\bref\s*=\s*[\"']([A-Z]{1,3})(\d{1,7}):[A-Z]{1,3}(\d{1,7})[\"']")
_MOST_MERGED = 200_000

# RuntimeError: a part that is encrypted, or packed in a way Python does not know.
_DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)

Lines = Iterator[tuple[int, list[str] | None]]
# Of each part, of each row: the columns from 0 whose cells go on below, and in which row they end.
Merged = dict[int, dict[int, int]]


class Number(str):
    """What a cell says that holds a number, not words."""

    __slots__ = ()


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook. ``lines`` begins anew each time: row numbers, and the row's values.

    It is told how many columns are read, and the last row.
    """

    name: str
    rows: int  # as the workbook says, 0 where it does not
    lines: Callable[[int, int], Lines]


@dataclass(frozen=True)
class Workbook:
    """The sheets to be seen, in their order. ``day_one``: what a day's number counts from."""

    sheets: tuple[Sheet, ...]
    day_one: date
    close: Callable[[], None]


def is_workbook(content: bytes) -> bool:
    """Whether these bytes claim to be one, of any age."""
    return content.startswith((WORKBOOK, _OLD))


def open_workbook(content: bytes, file: str, seen: Callable[[int], None]) -> Workbook:
    """``seen`` hears of every thousandth row, also of empty ones, and may raise what stops it.

    Raises Problem 972 for another kind of file, 973 for a damaged or locked one, 974 for one that holds too much."""
    if content.startswith(_OLD):
        raise Problem("972", file=file)
    merged = _check_parts(content, file)
    import openpyxl

    # Its words on what it does not understand of a sheet's looks are nobody's concern.
    warnings.filterwarnings("ignore", module=r"openpyxl\.")
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        patience = _Patience(file, seen)
        sheets = tuple(_sheet(sheet, file, patience, merged.get(sheet._worksheet_path, {})) for sheet in shown)
        return Workbook(sheets, book.epoch.date(), book.close)
    except Exception as error:
        # Whatever a file of a stranger's making brings about in openpyxl, it is that file's fault.
        raise Problem("973", file=file, detail=f"{type(error).__name__}: {error}"[:200]) from error


class _Patience:
    """Counts the rows of all sheets: whoever reads them may stop, and does once there are too many."""

    def __init__(self, file: str, seen: Callable[[int], None]) -> None:
        self._file = file
        self._seen = seen
        self._rows = 0

    def tick(self, number: int) -> None:
        self._rows += _TICK
        if self._rows > _MOST_SEEN:
            raise Problem("974", file=self._file, detail="rows")
        self._seen(number)


def _sheet(sheet: Any, file: str, patience: _Patience, merged: Merged) -> Sheet:
    rows = min(sheet.max_row or 0, LAST_ROW)
    # What the sheet says of its size may be wrong, and would cut it.
    sheet.reset_dimensions()

    def lines(columns: int, last: int) -> Lines:
        found = _lines(sheet, file, patience, columns, last)
        return _filled(found, merged) if merged else found

    return Sheet(sheet.title, rows, lines)


def _lines(sheet: Any, file: str, patience: _Patience, columns: int, last: int) -> Lines:
    # A cell far to the right would make its whole row as wide.
    rows = iter(sheet.iter_rows(values_only=True, max_col=columns))
    # Rows that are left out are given as empty: a sheet whose last row lies too far must not take for ever.
    for number in range(1, last + 1):
        try:
            row = next(rows, None)
        except Exception as error:
            raise Problem("973", file=file, detail=f"{type(error).__name__}: {error}"[:200]) from error
        if row is None:
            return
        if not number % _TICK:
            patience.tick(number)
        if row.count(None) == len(row):
            continue
        values = [_text(value) for value in row]
        while values and not values[-1].strip():
            values.pop()
        if values:
            yield number, values


def _filled(lines: Lines, merged: Merged) -> Lines:
    """What stands once for several people one below the other is said of each of them."""
    held: dict[int, tuple[int, str]] = {}
    for number, values in lines:
        assert values is not None
        for column, (last, value) in held.items():
            if number <= last and value:
                values.extend([""] * (column + 1 - len(values)))
                values[column] = values[column] or value
        for column, last in merged.get(number, {}).items():
            held[column] = (last, values[column] if column < len(values) else "")
        yield number, values


def _text(value: object) -> str:
    """A cell as it is meant. A formula begins with an equals sign, as it is typed."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value.replace("_x000D_", "\r")  # how a workbook writes a line break of Windows
    if isinstance(value, bool):
        return str(value).upper()
    if isinstance(value, float):
        return Number(int(value)) if value.is_integer() and abs(value) < 1e15 else Number(repr(value))
    if isinstance(value, int):
        return Number(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return "="  # an array formula, or a table of them


def _check_parts(content: bytes, file: str) -> dict[str, Merged]:
    """Count what would be read, and note the merged cells of each part.

    Sizes a ZIP file states bind its reader, so a false one is a damaged file.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            types = next((part for part in parts if part.filename.casefold() == _TYPES), None)
            if types is None:
                raise Problem("972", file=file)
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise Problem("974", file=file, detail=f"{len(parts)} parts")
            _check_part(packed, types, _OTHER, file)
            strings = _strings_of(packed.read(types))
            return {
                part.filename: _check_part(packed, part, _bounds_of(part.filename.casefold(), strings), file)
                for part in parts
            }
    except (*_DAMAGED, ElementTree.ParseError) as error:
        raise Problem("973", file=file, detail=str(error)[:200]) from error


def _strings_of(types: bytes) -> frozenset[str]:
    """Which parts hold the words of the cells: the workbook says it, wherever they lie."""
    return frozenset(
        one.get("PartName", "").lstrip("/").casefold()
        for one in ElementTree.fromstring(types)
        if "sharedstrings" in one.get("ContentType", "").casefold()
    )


def _bounds_of(name: str, strings: frozenset[str]) -> tuple[int, int]:
    if name in strings or name.endswith("sharedstrings.xml"):
        return _STRINGS
    return _SHEETS if name.startswith(_LARGE) else _OTHER


def _check_part(packed: zipfile.ZipFile, part: zipfile.ZipInfo, bounds: tuple[int, int], file: str) -> Merged:
    most_bytes, most_marks = bounds
    merged: Merged = {}
    marks, end, count = 0, b"", 0
    with packed.open(part) as stream:
        while chunk := stream.read(1 << 20):
            marks += chunk.count(b"<")
            seen, end = end + chunk, chunk[-160:]
            # No workbook declares entities; who does wants them multiplied.
            entities = b"<!DOCTYPE" in seen
            for column, first, last in _MERGED.findall(seen) if b"mergeCell" in seen else ():
                place = _place_of(column.decode())
                if int(first) < int(last) and place <= MOST_COLUMNS:
                    merged.setdefault(int(first), {})[place] = int(last)
                    count += 1
            if part.file_size > most_bytes or marks > most_marks or entities or count > _MOST_MERGED:
                raise Problem("974", file=file, detail=part.filename)
    return merged


def _place_of(column: str) -> int:
    """Of A it is 0."""
    place = 0
    for letter in column:
        place = place * 26 + ord(letter) - 64
    return place - 1
