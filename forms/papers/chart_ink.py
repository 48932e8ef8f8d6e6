"""Charts on paper: black, two greys and hatching, which a worn laser printer still tells apart."""

from collections.abc import Mapping
from typing import Any

from forms.papers.charts import Box, Chart, Role
from forms.papers.fonts import BOLD, REGULAR, make_printable, text_width, typeface

# Nothing between these greys carries a meaning: bars differ by grey against hatching, the norm by its dashes.
_GREYS: Mapping[Role, float] = {"first": 0.45, "second": 1.0, "over": 0.0, "grid": 0.8}
_HATCHED: frozenset[Role] = frozenset(("second",))
_HATCH_EVERY = 3.2
_DASH = (3, 2)


def paint_chart(canvas: Any, chart: Chart, left: float, top: float) -> None:
    """Paint a chart with its upper left corner at ``left``, ``top`` (upwards from the page's foot)."""
    canvas.saveState()
    canvas.setLineWidth(0.5)
    for stroke in (stroke for stroke in chart.strokes if stroke.role == "grid"):
        canvas.setStrokeGray(_GREYS["grid"])
        canvas.line(left + stroke.x1, top - stroke.y1, left + stroke.x2, top - stroke.y2)
    for box in chart.boxes:
        _paint_box(canvas, box, left, top)
    canvas.setStrokeGray(0)
    for stroke in (stroke for stroke in chart.strokes if stroke.role != "grid"):
        if stroke.dashed:
            canvas.setDash(*_DASH)
            canvas.setLineWidth(1)
        canvas.line(left + stroke.x1, top - stroke.y1, left + stroke.x2, top - stroke.y2)
        canvas.setDash()
        canvas.setLineWidth(0.5)
    canvas.setFillGray(0)
    for words in chart.words:
        font = BOLD if words.bold else REGULAR
        typeface(font)
        text = make_printable(words.text)
        wide = text_width(text, font, words.size)
        shift = {"left": 0.0, "center": wide / 2, "right": wide}[words.align]
        canvas.setFont(font, words.size)
        canvas.drawString(left + words.x - shift, top - words.y, text)
    canvas.restoreState()


def _paint_box(canvas: Any, box: Box, left: float, top: float) -> None:
    x, y = left + box.x, top - box.y - box.height
    canvas.setStrokeGray(0)
    canvas.setFillGray(_GREYS.get(box.role, 0.0))
    canvas.rect(x, y, box.width, box.height, stroke=1, fill=1)
    if box.role in _HATCHED:
        canvas.lines(hatching(x, y, box.width, box.height))


def hatching(x: float, y: float, width: float, height: float) -> list[tuple[float, float, float, float]]:
    """Strokes at 45° that fill a rectangle, none of them leaving it."""
    strokes = []
    reach = _HATCH_EVERY
    while reach < width + height:
        x1, y1 = (x, y + reach) if reach <= height else (x + reach - height, y + height)
        x2, y2 = (x + reach, y) if reach <= width else (x + width, y + reach - width)
        strokes.append((x1, y1, x2, y2))
        reach += _HATCH_EVERY
    return strokes
