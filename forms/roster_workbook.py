"""A roster in a workbook of Excel: its first table, cell by cell, as text.

What a workbook unpacks to is bounded before it is read. openpyxl reads it as a stream.
"""

import io
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from forms.problems import Problem
from forms.roster_text import MOST_COLUMNS

WORKBOOK = b"PK\x03\x04"
_OLD = b"\xd0\xcf\x11\xe0"  # a workbook of before 2007, or one locked with a password
_LAST_ROW = 1 << 20  # of any sheet
# What a part of the workbook may unpack to, in bytes and in marks of XML. A hundred thousand rows of long values take
# half of what sheets may.
_SHEETS, _STRINGS = (192 << 20, 8_000_000), (64 << 20, 4_000_000)
_OTHER = (64 << 20, 400_000)
_MOST_PARTS = 2_000
_MOST_BYTES = 400 << 20
_NOT_READ = ("xl/calcchain.xml", "xl/pivotcache/")

# RuntimeError: a part that is encrypted, or packed in a way Python does not know.
_DAMAGED = (zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, OSError, EOFError, ValueError, RuntimeError)

Lines = Iterator[tuple[int, list[str] | None]]


@dataclass(frozen=True)
class Sheet:
    """A sheet of a workbook. ``lines`` begins anew each time: row numbers, and the row's values."""

    name: str
    rows: int  # as the workbook says, 0 where it does not
    lines: Callable[[], Lines]


@dataclass(frozen=True)
class Workbook:
    """The sheets to be seen, in their order. ``day_one``: what a day's number counts from."""

    sheets: tuple[Sheet, ...]
    day_one: date
    close: Callable[[], None]


def is_workbook(content: bytes) -> bool:
    """Whether these bytes claim to be one, of any age."""
    return content.startswith((WORKBOOK, _OLD))


def open_workbook(content: bytes, file: str) -> Workbook:
    """Raises Problem 972 for another kind of file, 973 for a damaged or locked one, 974 for one that holds too much."""
    if content.startswith(_OLD):
        raise Problem("972", file=file)
    _check_parts(content, file)
    import openpyxl

    # Its words on what it does not understand of a sheet's looks are nobody's concern.
    warnings.filterwarnings("ignore", module=r"openpyxl\.")
    try:
        book = openpyxl.load_workbook(io.BytesIO(content), read_only=True, data_only=False, keep_links=False)
        shown = [sheet for sheet in book.worksheets if sheet.sheet_state == "visible"]
        sheets = tuple(_sheet(sheet, file) for sheet in shown)
        return Workbook(sheets, book.epoch.date(), book.close)
    except Exception as error:
        # Whatever a file of a stranger's making brings about in openpyxl, it is that file's fault.
        raise Problem("973", file=file, detail=f"{type(error).__name__}: {error}"[:200]) from error


def _sheet(sheet: Any, file: str) -> Sheet:
    rows = min(sheet.max_row or 0, _LAST_ROW)
    # What the sheet says of its size may be wrong, and would cut it.
    sheet.reset_dimensions()
    return Sheet(sheet.title, rows, lambda: _lines(sheet, file))


def _lines(sheet: Any, file: str) -> Lines:
    rows = iter(sheet.iter_rows(values_only=True))
    # Rows that are left out are given as empty: a sheet whose last row lies too far must not take for ever.
    for number in range(1, _LAST_ROW + 1):
        try:
            row = next(rows, None)
        except Exception as error:
            raise Problem("973", file=file, detail=f"{type(error).__name__}: {error}"[:200]) from error
        if row is None:
            return
        if row:
            values = [_text(value) for value in row[: MOST_COLUMNS + 1]]
            while values and not values[-1].strip():
                values.pop()
            if values:
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
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else repr(value)
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat(" ")
    if isinstance(value, date | time):
        return value.isoformat()
    return "="  # an array formula, or a table of them


def _check_parts(content: bytes, file: str) -> None:
    """Count what would be read. Sizes a ZIP file states bind its reader, so a false one is a damaged file."""
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as packed:
            parts = packed.infolist()
            if not any(part.filename.casefold() == "[content_types].xml" for part in parts):
                raise Problem("972", file=file)
            if len(parts) > _MOST_PARTS or sum(part.file_size for part in parts) > _MOST_BYTES:
                raise Problem("974", file=file, detail=f"{len(parts)} parts")
            for part in parts:
                if not part.filename.casefold().startswith(_NOT_READ):
                    _check_part(packed, part, file)
    except _DAMAGED as error:
        raise Problem("973", file=file, detail=str(error)[:200]) from error


def _check_part(packed: zipfile.ZipFile, part: zipfile.ZipInfo, file: str) -> None:
    name = part.filename.casefold()
    most_bytes, most_marks = (
        _SHEETS if name.startswith("xl/worksheets/") else _STRINGS if name.endswith("sharedstrings.xml") else _OTHER
    )
    marks, end = 0, b""
    with packed.open(part) as stream:
        while chunk := stream.read(1 << 20):
            marks += chunk.count(b"<")
            # No workbook declares entities; who does wants them multiplied.
            entities = b"<!DOCTYPE" in end + chunk[:16] or b"<!DOCTYPE" in chunk
            end = chunk[-16:]
            if part.file_size > most_bytes or marks > most_marks or entities:
                raise Problem("974", file=file, detail=part.filename)
