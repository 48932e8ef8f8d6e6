"""The typeface of papers, embedded in each: registered once, and every character checked against its glyphs.

ReportLab says nothing when a glyph is missing: it draws an empty box and the text layer loses the character. So no
string reaches a paper unless it has passed :func:`make_printable`; and the counter asks :func:`find_unprintable`
when a name is typed, so that on paper the substitute is never seen in practice.
"""

import unicodedata
from functools import cache, lru_cache
from typing import Any

from forms.problems import Problem
from forms.resources import find_resource

REGULAR = "Tinos-Regular"
BOLD = "Tinos-Bold"
SUBSTITUTE = "\ufffd"
_UNSEEN = frozenset(("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"))  # controls, formats, private use, separators of lines
UNITS = 1000  # widths are in thousandths of the type size


@cache
def typeface(name: str) -> Any:
    """The ReportLab font of that name, registered on first use; reading the file takes about 20 ms."""
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    font = TTFont(name, str(find_resource("fonts", f"{name}.ttf")))
    pdfmetrics.registerFont(font)
    return font


@cache
def _printable() -> frozenset[str]:
    """The characters both weights can draw."""
    glyphs = [typeface(name).face.charToGlyph for name in (REGULAR, BOLD)]
    characters = (chr(code) for code in glyphs[0] if all(code in table for table in glyphs))
    return frozenset(character for character in characters if unicodedata.category(character) not in _UNSEEN)


def make_printable(text: str) -> str:
    """``text`` with only what the font can draw: composed, and free of control and format characters.

    A line feed stays, as a new line. A character without a glyph becomes :data:`SUBSTITUTE`, so that the gap is seen.
    """
    if _printable().issuperset(text) and unicodedata.is_normalized("NFC", text):
        return text
    return "".join(_printable_form(character) for character in unicodedata.normalize("NFC", text))


def _printable_form(character: str) -> str:
    if character == "\n" or character in _printable():
        return character
    category = unicodedata.category(character)
    if category == "Cf" or "\ufe00" <= character <= "\ufe0f":
        return ""  # joiners, direction marks, soft hyphens, variation selectors: nothing to see
    if category in ("Cc", "Zl", "Zp", "Zs"):
        return " "
    return SUBSTITUTE


def find_unprintable(text: str) -> tuple[str, ...]:
    """The characters of ``text`` that no paper can show, each once, in order."""
    composed = unicodedata.normalize("NFC", text)
    return tuple(dict.fromkeys(c for c in composed if _printable_form(c) == SUBSTITUTE and c != SUBSTITUTE))


def check_printable(text: str) -> None:
    """Raises Problem 560 where ``text`` holds a character no paper can show: an emoji, a foreign script."""
    found = find_unprintable(text)
    if found:
        codes = ", ".join(f"U+{ord(character):04X}" for character in found)
        raise Problem("560", detail=codes, characters=" ".join(found))


@lru_cache(maxsize=8192)
def word_width(word: str, font: str) -> int:
    """The width of a word in thousandths of the type size. The law's words come again on every paper."""
    face = typeface(font).face
    widths, default = face.charWidths, face.defaultWidth
    return round(sum(float(widths.get(ord(character), default)) for character in word))


def text_width(text: str, font: str, size: float) -> float:
    """The width of a line in points."""
    return word_width(text, font) * size / UNITS
