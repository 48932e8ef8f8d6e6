"""The register as an Excel workbook, row by row into the file.

XlsxWriter makes everything of the workbook but its rows: styles, widths, head, filter, frozen pane. The rows are put
into its sheet while the file is packed, as inline strings, the form XlsxWriter itself writes in constant memory. Its
own way would lay the whole sheet down in a temporary file twice, in the clear, and take twice the time
(docs/decisions/exports.md).

Every text is a text, whatever it looks like: no formula, no link, no number. Days are real dates.
"""

import io
import re
import zipfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from functools import lru_cache
from typing import IO, cast

from desktop.exporting.files import Sink
from forms.problems import Problem
from forms.register_columns import COLUMNS, Columns
from forms.register_lines import RegisterLine

MOST_ROWS = 1_048_576 - 1  # of Excel, less the head
MANY_ROWS = 600_000  # from here on they may come to more than a plain ZIP entry holds; Excel likes the plain one
MOST_CHARACTERS = 32_767  # in a cell
SHEET = "xl/worksheets/sheet1.xml"

_DAY_FORMAT, _MOMENT_FORMAT = "dd.mm.yyyy", "dd.mm.yyyy hh:mm"
_FIRST_DAY = date(1899, 12, 30).toordinal()  # day 0 of Excel's count
_AT_ONCE = 256
# What XML cannot hold, and its own signs.
_MARKUP = str.maketrans(
    {"&": "&amp;", "<": "&lt;", ">": "&gt;", **{chr(code): " " for code in range(32) if chr(code) not in "\t\n"}}
    | {"\ufffe": "\ufffd", "\uffff": "\ufffd"}
)
_ESCAPE_LIKE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")


def write_sheet(
    columns: Columns,
    lines: Iterable[RegisterLine],
    rows: int,
    stream: Sink,
    title: str,
    tick: Callable[[int], None],
) -> None:
    """Write a workbook with one sheet called ``title``. ``rows`` is how many lines there are.

    ``tick`` is told how many are done; what it raises ends the writing. Raises Problem 787 for more than Excel holds.
    """
    if rows > MOST_ROWS:
        raise Problem("787", rows=rows, most=MOST_ROWS)
    template = zipfile.ZipFile(io.BytesIO(_make_template(columns, rows, title)))
    with template, zipfile.ZipFile(cast("IO[bytes]", stream), "w", zipfile.ZIP_DEFLATED) as packed:
        for part in template.infolist():
            content = template.read(part)
            if part.filename != SHEET:
                packed.writestr(zipfile.ZipInfo(part.filename, part.date_time), content, zipfile.ZIP_DEFLATED)
                continue
            opening, styles, closing = _part_sheet(content.decode("utf-8"), rows)
            entry = zipfile.ZipInfo(part.filename, part.date_time)
            entry.compress_type = zipfile.ZIP_DEFLATED
            # A sheet of two gigabytes needs the longer form, which cannot be chosen once its length is known.
            with packed.open(entry, "w", force_zip64=rows > MANY_ROWS) as sheet:
                sheet.write(opening.encode("utf-8"))
                _write_rows(sheet.write, columns, lines, styles, tick)
                sheet.write(closing.encode("utf-8"))


def _make_template(columns: Columns, rows: int, title: str) -> bytes:
    """The workbook with its head and one empty row, which shows the style of each column."""
    from xlsxwriter import Workbook

    made = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False, "strings_to_numbers": False}
    with Workbook(made, options) as workbook:
        workbook.set_properties({"title": title, "author": "Kense"})
        sheet = workbook.add_worksheet(title)
        head = workbook.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1})
        formats = {
            kind: workbook.add_format({"num_format": number, "valign": "top", "text_wrap": kind == "text"})
            for kind, number in (("text", "@"), ("number", "0"), ("day", _DAY_FORMAT), ("moment", _MOMENT_FORMAT))
        }
        for place, (column, words) in enumerate(zip(COLUMNS, columns.heads, strict=True)):
            sheet.set_column(place, place, column.width, formats[column.kind])
            sheet.write_string(0, place, words, head)
            sheet.write_blank(1, place, None, formats[column.kind])
        sheet.freeze_panes(1, 1)
        sheet.autofilter(0, 0, max(rows, 1), len(COLUMNS) - 1)
        sheet.repeat_rows(0)
        sheet.set_landscape()
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
    return made.getvalue()


def _part_sheet(sheet: str, rows: int) -> tuple[str, list[str], str]:
    """What stands before the rows, the style of each column, what stands after them."""
    before, row, after = re.split(r"(<row r=\"2\".*?</row>)", sheet, maxsplit=1)
    styles = re.findall(r'<c r="[A-Z]+2" s="(\d+)"/>', row)
    last = re.sub(r"\d+", str(rows + 1), re.findall(r'<c r="([A-Z]+2)"', row)[-1])
    return re.sub(r'<dimension ref="[^"]*"/>', f'<dimension ref="A1:{last}"/>', before), styles, after


def _write_rows(
    write: Callable[[bytes], object],
    columns: Columns,
    lines: Iterable[RegisterLine],
    styles: list[str],
    tick: Callable[[int], None],
) -> None:
    letters = [chr(ord("A") + place) for place in range(len(COLUMNS))]
    # Before and after each cell's value, its row's number between the two halves of what is before.
    texts = [f'" s="{style}" t="inlineStr"><is><t xml:space="preserve">' for style in styles]
    values = [f'" s="{style}"><v>' for style in styles]
    places = list(zip([column.kind for column in COLUMNS], letters, texts, values, strict=True))
    waiting: list[str] = []
    for done, line in enumerate(lines, 1):
        number = done + 1
        waiting.append(f'<row r="{number}">')
        for (kind, letter, text, value), cell in zip(places, columns.row(line), strict=True):
            if cell == "":
                continue
            if kind == "text":
                waiting.append(f'<c r="{letter}{number}{text}{escape(str(cell))}</t></is></c>')
            elif kind == "number":
                waiting.append(f'<c r="{letter}{number}{value}{cell}</v></c>')
            else:
                serial = day_number(str(cell)) if kind == "day" else moment_number(str(cell))
                waiting.append(f'<c r="{letter}{number}{value}{serial}</v></c>')
        waiting.append("</row>")
        if not done % _AT_ONCE:
            write("".join(waiting).encode("utf-8"))
            waiting.clear()
        tick(done)
    write("".join(waiting).encode("utf-8"))


def escape(text: str) -> str:
    """A text as XML holds it, and Excel reads it back: its own way to write a sign by its code is not understood."""
    if "_x" in text:
        text = _ESCAPE_LIKE.sub("_x005F_", text)
    return text[:MOST_CHARACTERS].translate(_MARKUP)


@lru_cache(maxsize=4096)
def day_number(day: str) -> int:
    """An ISO date as Excel counts days."""
    return date.fromisoformat(day[:10]).toordinal() - _FIRST_DAY


def moment_number(at: str) -> str:
    """An ISO moment as Excel counts it: the organisation's wall time, to the minute."""
    moment = datetime.fromisoformat(at)
    return f"{day_number(at[:10]) + (moment.hour * 60 + moment.minute) / 1440:.10f}"
