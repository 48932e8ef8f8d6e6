"""From blocks to the bytes of a PDF: pages, footers, metadata. The same paper always gives the same bytes."""

import logging
from collections.abc import Callable, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, NamedTuple

import msgspec

from forms.papers.across import Across, draw_across
from forms.papers.chart_ink import paint_chart
from forms.papers.fonts import REGULAR, SUBSTITUTE, make_printable, typeface
from forms.papers.layout import HAIRLINE, Block, Ink, Style
from forms.papers.qr import MM, draw_qr

A4 = (210 * MM, 297 * MM)
TOP, RIGHT, BOTTOM, LEFT = 20 * MM, 15 * MM, 20 * MM, 25 * MM
FRAME_WIDTH = A4[0] - LEFT - RIGHT
FRAME_HEIGHT = A4[1] - TOP - BOTTOM

_LEAST_LEAD = 0.92  # of the usual: 11 pt on 12
_ROUNDING = 0.01
_PEN = 1.1  # points: a signature's line

_log = logging.getLogger(__name__)


class About(msgspec.Struct, frozen=True, kw_only=True):
    """What a PDF says of itself. No personal data: it is read by file managers and search engines."""

    title: str
    author: str
    subject: str
    keywords: str
    language: str
    at: datetime
    reference: str  # names the paper in the log


class Placed(NamedTuple):
    """A block in its place on a page."""

    block: Block
    top: float  # depth below the frame's top


Page = list[Placed]


def paginate(blocks: Sequence[Block], height: float) -> list[Page]:
    """Place blocks on pages of ``height``: whatever keeps together goes over together."""
    pages: list[Page] = [[]]
    depth = 0.0
    for chain in _chains(blocks):
        tall = sum(block.height for block in chain)
        if depth + tall > height + _ROUNDING and pages[-1] and tall <= height:
            pages.append([])
            depth = 0.0
        for block in chain:
            if depth + block.height > height + _ROUNDING and pages[-1]:
                pages.append([])
                depth = 0.0
            if block.empty and not pages[-1]:
                continue
            pages[-1].append(Placed(block, depth))
            depth += block.height
    return pages


def squeeze(blocks: Sequence[Block], height: float) -> None:
    """Set a paper that runs over one page by a little with less lead, so that it stays on one."""
    rigid = sum(block.height for block in blocks if block.rigid)
    total = sum(block.height for block in blocks)
    factor = (height - rigid) / (total - rigid)
    if not _LEAST_LEAD <= factor < 1:
        return
    for block in blocks:
        if not block.rigid:
            block.height *= factor
            block.runs = [run._replace(y=run.y * factor) for run in block.runs]
            block.rules = [rule._replace(y1=rule.y1 * factor, y2=rule.y2 * factor) for rule in block.rules]


def _chains(blocks: Sequence[Block]) -> list[list[Block]]:
    chains: list[list[Block]] = [[]]
    for block in blocks:
        chains[-1].append(block)
        if not block.keep:
            chains.append([])
    return [chain for chain in chains if chain]


Footer = Callable[[int, int], Block]


def draw_sheets(blocks: Sequence[Block], about: About, footer: Footer, across: Across | None = None) -> bytes:
    """Blocks on A4 sheets, each with its footer in the lower margin and what stands ``across`` it."""
    squeeze(blocks, FRAME_HEIGHT)
    pages = paginate(blocks, FRAME_HEIGHT)
    canvas, finish = _open(A4, about)
    for number, page in enumerate(pages, 1):
        foot = Placed(footer(number, len(pages)), FRAME_HEIGHT + 5 * MM)
        if across is not None:
            draw_across(canvas, across, A4, TOP)
        draw_page(canvas, [*page, foot], A4[1] - TOP)
        canvas.showPage()
    _report_substitutes(blocks, about)
    return finish()


def draw_strip(
    blocks: Sequence[Block], about: About, width: float, margin: float, across: Across | None = None
) -> bytes:
    """Blocks on one page of ``width`` that is as long as they are."""
    (page,) = paginate(blocks, float("inf"))
    last = page[-1]
    height = last.top + last.block.height + 2 * margin
    canvas, finish = _open((width, height), about)
    if across is not None:
        draw_across(canvas, across, (width, height), margin)
    draw_page(canvas, page, height - margin)
    canvas.showPage()
    _report_substitutes(blocks, about)
    return finish()


def draw_leaf(
    blocks: Sequence[Block], about: About, size: tuple[float, float], margin: float, across: Across | None = None
) -> bytes:
    """Blocks on leaves of a small size without footers; one leaf, unless the caller's blocks are too many for it."""
    canvas, finish = _open(size, about)
    for page in paginate(blocks, size[1] - 2 * margin):
        if across is not None:
            draw_across(canvas, across, size, margin)
        draw_page(canvas, page, size[1] - margin)
        canvas.showPage()
    _report_substitutes(blocks, about)
    return finish()


def _open(size: tuple[float, float], about: About) -> tuple[Any, Callable[[], bytes]]:
    from reportlab.pdfgen.canvas import Canvas

    typeface(REGULAR)
    stream = BytesIO()
    canvas = Canvas(stream, pagesize=size, invariant=1, initialFontName=REGULAR, lang=about.language)
    # ReportLab's invariant mode dates every file 2000-01-01; the paper's own moment is as invariant, and true.
    canvas._doc._timeStamp = Stamp(about.at)
    canvas.setTitle(make_printable(about.title))
    canvas.setAuthor(make_printable(about.author))
    canvas.setSubject(make_printable(about.subject))
    canvas.setKeywords(make_printable(about.keywords))
    canvas.setCreator("Kense")

    def finish() -> bytes:
        canvas.save()
        return stream.getvalue()

    return canvas, finish


class Stamp:
    """A moment as ReportLab's metadata asks for it."""

    def __init__(self, at: datetime) -> None:
        offset = at.utcoffset()
        minutes = int(offset.total_seconds()) // 60 if offset is not None else 0
        self.YMDhms = at.timetuple()[:6]
        self.dhh, self.dmm = divmod(minutes, 60) if minutes >= 0 else (-(-minutes // 60), -minutes % 60)


def draw_page(canvas: Any, page: Page, frame_top: float) -> None:
    """Put the blocks of a page on the canvas; ``frame_top`` is the frame's upper edge above the sheet's lower one."""
    text = canvas.beginText()
    style: Style | None = None
    strokes = []
    for block, top in page:
        above = frame_top - top
        for run in block.runs:
            if run.style is not style:
                style = run.style
                typeface(style.font)
                text.setFont(style.font, style.size)
            text.setTextOrigin(run.x, above - run.y)
            text.textOut(run.text)
        strokes += [(rule.x1, above - rule.y1, rule.x2, above - rule.y2) for rule in block.rules]
        for symbol in block.symbols:
            draw_qr(canvas, symbol.text, symbol.x, above - symbol.y)
        for picture in block.pictures:
            paint_chart(canvas, picture.chart, picture.x, above - picture.y)
        for ink in block.inks:
            _paint_ink(canvas, ink, above)
    canvas.drawText(text)
    if strokes:
        canvas.setLineWidth(HAIRLINE)
        canvas.lines(strokes)


def _paint_ink(canvas: Any, ink: Ink, above: float) -> None:
    """A pen's strokes as lines: a printed signature stays sharp."""
    canvas.saveState()
    canvas.setLineWidth(_PEN)
    canvas.setLineCap(1)
    canvas.setLineJoin(1)
    for stroke in ink.strokes:
        path = canvas.beginPath()
        path.moveTo(stroke[0][0], above - stroke[0][1])
        for x, y in stroke[1:] or stroke:
            path.lineTo(x, above - y)
        canvas.drawPath(path)
    canvas.restoreState()


def _report_substitutes(blocks: Sequence[Block], about: About) -> None:
    count = sum(run.text.count(SUBSTITUTE) for block in blocks for run in block.runs)
    if count:
        _log.warning("paper %s: %d characters have no glyph and were replaced", about.reference, count)
