"""A table of any length as a PDF of A4 sheets lying down: what a page of the centre shows, to print or to keep.

Each sheet leaves as soon as it is full, so a long table takes no more memory than a short one. Columns are as wide as
the first rows ask for.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import accumulate, chain, islice
from typing import Any, NamedTuple

from forms.papers.breaking import break_lines
from forms.papers.flowing import FlowingPdf, Sink
from forms.papers.fonts import BOLD, REGULAR, make_printable, text_width, typeface
from forms.papers.layout import HAIRLINE
from forms.papers.pages import A4, About
from forms.papers.qr import MM

SIZE = (A4[1], A4[0])
_LEFT, _RIGHT, _TOP, _BOTTOM = 15 * MM, 10 * MM, 12 * MM, 14 * MM
WIDTH = SIZE[0] - _LEFT - _RIGHT
_TYPE, _LEADING, _PAD = 7.5, 8.8, 2.0
_BASELINE = _LEADING - _TYPE * 0.27
_TITLE, _NOTE = 11.0, 8.0
_MEASURED = 200  # rows that the widths are taken from
_WIDEST = 62 * MM
_NARROWEST = 9 * MM
_MOST_LINES = 40  # of a cell: a row is never higher than a sheet

_Lines = tuple[tuple[str, ...], ...]


class TableColumn(NamedTuple):
    """A column: its head, and whether its cells stand at the right, as numbers do."""

    head: str
    numbers: bool = False


class TablePaper(NamedTuple):
    """What stands above and below the table. ``language`` is the PDF's own mark; ``notes`` say what was chosen."""

    title: str
    notes: Sequence[str]
    office: str
    language: str
    at: datetime


def draw_plain_table(
    paper: TablePaper, columns: Sequence[TableColumn], rows: Iterable[Sequence[str]], sink: Sink
) -> int:
    """Write the table into ``sink``; how many rows it has. A table without rows is its head alone."""
    coming: Iterator[Sequence[str]] = iter(rows)
    first = list(islice(coming, _MEASURED))
    widths = _widths(columns, first)
    heads = tuple(_break(column.head, BOLD, width) for column, width in zip(columns, widths, strict=True))
    about = About(
        title=paper.title,
        author=paper.office,
        subject=paper.title,
        keywords="",
        language=paper.language,
        at=paper.at,
        reference=paper.title,
    )
    pdf = FlowingPdf(sink, SIZE, about)
    count = 0
    table = _Table(columns, widths, heads)
    page, top = 1, _open_page(pdf.canvas, paper)
    room = top - _BOTTOM - table.head_height
    waiting: list[_Lines] = []
    for row in chain(first, coming):
        count += 1
        cells = tuple(_break(text, REGULAR, width) for text, width in zip(row, widths, strict=True))
        height = _height(cells)
        if height > room and waiting:
            _close_page(pdf, paper, page, table, top, waiting)
            page, top, waiting = page + 1, _open_page(pdf.canvas, paper, again=True), []
            room = top - _BOTTOM - table.head_height
        waiting.append(cells)
        room -= height
    _close_page(pdf, paper, page, table, top, waiting)
    pdf.finish()
    return count


class _Table(NamedTuple):
    columns: Sequence[TableColumn]
    widths: Sequence[float]
    heads: _Lines

    @property
    def head_height(self) -> float:
        return _height(self.heads)


def _break(text: str, font: str, width: float) -> tuple[str, ...]:
    return break_lines(text, font, _TYPE, width - 2 * _PAD)[:_MOST_LINES] if text else ()


def _height(cells: _Lines) -> float:
    return max(1, *map(len, cells)) * _LEADING + 2 * _PAD if cells else _LEADING


def _widths(columns: Sequence[TableColumn], rows: Sequence[Sequence[str]]) -> list[float]:
    """What each column wants, less where they want more than the sheet has, never less than its longest word."""
    wanted, least = [], []
    for place, column in enumerate(columns):
        texts = [make_printable(str(row[place])) for row in rows]
        lengths = [text_width(line, REGULAR, _TYPE) for text in texts for line in text.split("\n")]
        words = [text_width(word, REGULAR, _TYPE) for text in texts for word in text.split()]
        words += [text_width(word, BOLD, _TYPE) for word in make_printable(column.head).split()]
        widest = min(_WIDEST, max([*lengths, _NARROWEST]) + 2 * _PAD)
        least.append(min(_WIDEST / 2, max([*words, _NARROWEST]) + 2 * _PAD))
        wanted.append(max(widest, least[-1]))
    if sum(wanted) <= WIDTH:
        return [width * WIDTH / sum(wanted) for width in wanted] if sum(wanted) > WIDTH / 2 else wanted
    if sum(least) >= WIDTH:
        return [width * WIDTH / sum(least) for width in least]
    share = (WIDTH - sum(least)) / (sum(wanted) - sum(least))
    return [low + (wide - low) * share for low, wide in zip(least, wanted, strict=True)]


def _open_page(canvas: Any, paper: TablePaper, *, again: bool = False) -> float:
    """What stands above the table; where the table begins."""
    y = SIZE[1] - _TOP
    lines = [(paper.title, BOLD, _NOTE if again else _TITLE)]
    lines += [] if again else [(note, REGULAR, _NOTE) for note in paper.notes]
    text = canvas.beginText()
    for words, font, size in lines:
        typeface(font)
        text.setFont(font, size)
        for line in break_lines(words, font, size, WIDTH):
            y -= size * 1.2
            text.setTextOrigin(_LEFT, y)
            text.textOut(line)
    canvas.drawText(text)
    return y - 6


def _close_page(
    pdf: FlowingPdf, paper: TablePaper, page: int, table: _Table, top: float, rows: Sequence[_Lines]
) -> None:
    canvas = pdf.canvas
    text = canvas.beginText()
    depth = top
    strokes = [(_LEFT, top, _LEFT + sum(table.widths), top)]
    for font, cells in ((BOLD, table.heads), *((REGULAR, row) for row in rows)):
        typeface(font)
        text.setFont(font, _TYPE)
        _draw_row(text, table, cells, depth, font)
        depth -= _height(cells)
        strokes.append((_LEFT, depth, _LEFT + sum(table.widths), depth))
    strokes += [(edge, top, edge, depth) for edge in accumulate(table.widths, initial=_LEFT)]
    typeface(REGULAR)
    text.setFont(REGULAR, _NOTE)
    text.setTextOrigin(_LEFT, _BOTTOM - 14)
    text.textOut(make_printable(f"{paper.office} · {paper.at:%d.%m.%Y %H:%M}"))
    number = str(page)
    text.setTextOrigin(SIZE[0] - _RIGHT - text_width(number, REGULAR, _NOTE), _BOTTOM - 14)
    text.textOut(number)
    canvas.drawText(text)
    canvas.setLineWidth(HAIRLINE)
    canvas.lines(strokes)
    pdf.end_page()


def _draw_row(text: Any, table: _Table, cells: _Lines, top: float, font: str) -> None:
    x = _LEFT
    for column, width, lines in zip(table.columns, table.widths, cells, strict=True):
        y = top - _PAD - _BASELINE
        for line in lines:
            right = column.numbers and font == REGULAR
            text.setTextOrigin(x + width - _PAD - text_width(line, font, _TYPE) if right else x + _PAD, y)
            text.textOut(line)
            y -= _LEADING
        x += width
