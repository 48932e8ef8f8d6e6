"""Breaking text into lines: at spaces, after a slash or hyphen between words, and inside a word too long for a line."""

import re
from functools import lru_cache

from forms.papers.fonts import UNITS, make_printable, word_width

# A space breaks, except after a number sign and between a year and its "ж." or "г."; no-break spaces never do.
_SPACE = re.compile(r"(?<!№) +(?!(?:ж|г|жж|гг)\.)")
# "оқушылардың/тәрбиеленушілердің" may break after the slash; "2020-7" and "А/Б" may not.
_JOINT = re.compile(r"(?<=[^\W\d_]{2}[-/])(?=[^\W\d_]{2})")


@lru_cache(maxsize=2048)
def break_lines(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
    """The lines of ``text`` in ``width`` points; a line feed begins a new one. No text at all is one empty line."""
    room = width * UNITS / size
    lines: list[str] = []
    for paragraph in make_printable(text).split("\n"):
        lines += _break_paragraph(paragraph.strip(" "), font, room)
    return tuple(lines)


def break_evenly(text: str, font: str, size: float, width: float) -> tuple[str, ...]:
    """As few lines as :func:`break_lines` makes, but of nearly equal length: for titles."""
    lines = break_lines(text, font, size, width)
    if len(lines) == 1:
        return lines
    narrow, wide = width / 3, width
    while wide - narrow > 2:
        middle = (narrow + wide) / 2
        if len(break_lines(text, font, size, middle)) > len(lines):
            narrow = middle
        else:
            wide = middle
    return break_lines(text, font, size, wide)


def _break_paragraph(paragraph: str, font: str, room: float) -> list[str]:
    lines: list[str] = []
    line, used = "", 0.0
    space = word_width(" ", font)
    for word in _SPACE.split(paragraph):
        lead = space if line else 0
        for part in _JOINT.split(word):
            length = word_width(part, font)
            if line and used + lead + length > room:
                lines.append(line)
                line, used, lead = "", 0.0, 0
            if not line and length > room:
                *full, part = _cut(part, font, room)  # noqa: PLW2901 - the rest of the word goes on
                lines += full
                length = word_width(part, font)
            line += (" " if lead else "") + part
            used += lead + length
            lead = 0
    lines.append(line)
    return lines


def _cut(word: str, font: str, room: float) -> list[str]:
    """A word longer than a line, in pieces that fit."""
    pieces, piece, used = [], "", 0
    for character in word:
        length = word_width(character, font)
        if piece and used + length > room:
            pieces.append(piece)
            piece, used = "", 0
        piece += character
        used += length
    return [*pieces, piece]
