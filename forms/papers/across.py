"""Words across a whole page, in outline: of practice, and of a paper that no longer holds.

The letters are drawn as thin black lines and not filled: greys come out of a worn laser printer as coarse dots, and a
thermal head has none, while a thin line leaves every word under it readable.
"""

from math import atan2, cos, hypot, sin
from typing import Any, NamedTuple

from forms.catalogues import N_, catalogue
from forms.papers.fonts import BOLD, REGULAR, make_printable, text_width, typeface
from forms.papers.layout import Sheet, Tongue

_LINE = 0.35
_SHARE = 0.82  # of the diagonal
_TALLEST = 112.0
_NOTE = 9.0
_STROKED, _FILLED = 1, 0
_PRACTICE = N_("PRACTICE")


class Across(NamedTuple):
    """``words`` across each page, on a strip in turn; ``head`` stands in the upper margin of each sheet."""

    words: tuple[str, ...]
    head: str = ""


def practice_mark(sheet: Sheet) -> Across:
    """ОҚУ · УЧЕБНЫЙ in both languages whatever the paper's, and a line that says so in the paper's own."""
    words = tuple(catalogue("forms", language).gettext(_PRACTICE) for language in ("kk", "ru"))
    return Across(words, " · ".join(practice_words(tongue) for tongue in sheet.tongues))


def practice_words(tongue: Tongue) -> str:
    """What a paper of practice says of itself."""
    return tongue._("Made for practice: has no force and is in no register.")


def invalid_mark(sheet: Sheet) -> Across:
    """ЖАРАМСЫЗ / НЕДЕЙСТВИТЕЛЬНО in the paper's languages."""
    return Across(tuple(invalid_words(tongue) for tongue in sheet.tongues))


def invalid_words(tongue: Tongue) -> str:
    """The word for a paper that no longer holds."""
    return tongue._("INVALID")


def draw_across(canvas: Any, across: Across, size: tuple[float, float], margin: float) -> None:
    """Draw the words from corner to corner; on a long strip one after the other, each over its own stretch."""
    width, height = size
    count = max(1, round(height / (1.5 * width)))
    stretch = height / count
    canvas.saveState()
    canvas.setLineWidth(_LINE)
    canvas.setStrokeGray(0)
    for place in range(count):
        words = " · ".join(across.words) if count == 1 else across.words[(count - 1 - place) % len(across.words)]
        canvas.saveState()
        canvas.translate(width / 2, stretch * (place + 0.5))
        _draw_outline(canvas, make_printable(words), (width, stretch))
        canvas.restoreState()
    if across.head:
        _draw_head(canvas, across.head, size, margin)
    canvas.restoreState()


def _draw_outline(canvas: Any, words: str, room: tuple[float, float]) -> None:
    """The words with their middle at the canvas's origin, along the diagonal of ``room``."""
    angle = atan2(room[1], room[0])
    wide = text_width(words, BOLD, 1)
    # The letters' own height takes room at both ends of the diagonal.
    type_size = min(_TALLEST, hypot(*room) * _SHARE / (wide + 0.35))
    typeface(BOLD)
    canvas.transform(cos(angle), sin(angle), -sin(angle), cos(angle), 0, 0)
    text = canvas.beginText(-wide * type_size / 2, -type_size * 0.33)
    text.setFont(BOLD, type_size)
    text.setTextRenderMode(_STROKED)
    text.textOut(words)
    text.setTextRenderMode(_FILLED)
    canvas.drawText(text)


def _draw_head(canvas: Any, head: str, size: tuple[float, float], margin: float) -> None:
    text = make_printable(head)
    wide = text_width(text, REGULAR, 1)
    type_size = min(_NOTE, (size[0] - 2 * margin) / wide)
    typeface(REGULAR)
    canvas.setFont(REGULAR, type_size)
    canvas.drawCentredString(size[0] / 2, size[1] - margin / 2 - type_size / 3, text)
