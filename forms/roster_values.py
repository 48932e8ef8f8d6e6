"""The values of a roster as offices write them: a formula, a name, an IIN that was taken for a number."""

import re
import unicodedata

from forms.identity import LENGTH, check_digit, check_iin
from forms.names import LONGEST, check_name
from forms.problems import Problem

NOTHING = ("-", "–", "—")  # how a table says that there is none
_PLAIN_NUMBER = re.compile(r"[+-]?[\d\s\u00a0().,‐-―-]+")
_ROUNDED = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_BEGINS_WITH_NOUGHT = re.compile(r"(?<!\d)0\d{11}(?!\d)", re.ASCII)
_NO_FRACTION = re.compile(r"(\d+)[.,]0+")
_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|Н/Д|ССЫЛКА!|ИМЯ\?|ЗНАЧ!|ДЕЛ/0!|ПУСТО!|ЧИСЛО!)")
# The usual case of a name, which is checked letter by letter otherwise.
_LETTERS = "А-ЯЁӘІҢҒҮҰҚӨҺа-яёәіңғүұқөһ"
_PLAIN_NAME = re.compile(rf"[{_LETTERS}]{{2,}}(?:[ -][{_LETTERS}]+)*")


def is_formula(raw: str) -> bool:
    """Whether a workbook's cell is one, or its error."""
    return raw.startswith("=") or (raw.startswith("#") and _ERROR.fullmatch(raw.strip()) is not None)


def is_typed_formula(raw: str) -> bool:
    """Whether a program that opens the CSV file would take the value for a formula, or its error."""
    if not raw or raw[0].isalnum():
        return False
    plain = raw.lstrip(" \u00a0\u200b\ufeff")
    if plain.startswith(("=", "@", "\t", "\r", "＝", "＠")):
        return True
    if plain.startswith(("+", "-", "＋", "－")):
        return plain.strip() not in NOTHING and _PLAIN_NUMBER.fullmatch(plain.strip()) is None
    return is_formula(plain)


def read_iin(written: str, *, pad: bool = False) -> tuple[str, bool]:
    """The IIN, also where a spreadsheet took it for a number; and whether noughts were put before it.

    A spreadsheet drops the noughts a number begins with. ``pad``: it may have been one that wrote this. Raises Problem
    200 to 208, and 977.
    """
    if is_sound(written):
        return written, False
    # Neither seen nor meant, as in ``forms.identity``.
    plain = "".join(letter for letter in written if not _is_between(letter)).lstrip("'’")
    if found := _NO_FRACTION.fullmatch(plain):
        plain, pad = found[1], True
    elif found := _ROUNDED.fullmatch(plain):
        digits, places = found[1] + (found[2] or ""), int(found[3]) + 1
        if len(digits) < places or digits[places:].strip("0"):
            raise Problem("977", found=plain)
        plain, pad = digits[:places], True
    for letter in plain:
        # No layout of a keyboard is guessed at: nobody typed this at the counter.
        if not letter.isdecimal():
            raise Problem("201", found=letter)
    if pad and plain.isascii() and 9 <= len(plain) < LENGTH and is_sound(plain.rjust(LENGTH, "0")):
        return plain.rjust(LENGTH, "0"), True
    return check_iin(plain), False


def keeps_noughts(text: str) -> bool:
    """Whether an IIN in a text begins with a nought: then no spreadsheet took them for numbers."""
    return any(is_sound(found) for found in _BEGINS_WITH_NOUGHT.findall(text))


def is_sound(iin: str) -> bool:
    """The usual case quickly: ``check_iin`` would give it back as it is."""
    # What is built as an organisation's number goes the long way, to be told as that.
    return (
        len(iin) == LENGTH
        and iin.isascii()
        and iin.isdecimal()
        and iin[4] not in "456"
        and iin != "0" * LENGTH
        and iin[-1] == str(check_digit(iin[:-1]))
    )


def _is_between(letter: str) -> bool:
    kind = unicodedata.category(letter)
    return kind[0] in "ZC" or kind == "Pd"


def read_name(written: str) -> str:
    """The name in one spelling. Raises Problem 210 to 219."""
    if len(written) <= LONGEST and _PLAIN_NAME.fullmatch(written):
        return written
    return check_name(written)
