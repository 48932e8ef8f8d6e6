"""The values of a roster as offices write them: what stands over a column, a formula, an IIN taken for a number."""

import re
from collections.abc import Mapping

from forms.identity import LENGTH, check_digit, check_iin
from forms.names import LONGEST, check_name
from forms.problems import Problem

COLUMNS = ("iin", "name", "position", "workplace", "category", "birth_date")
NOTHING = ("-", "–", "—")  # how a table says that there is none
# What offices write over these columns, folded.
_HEADINGS: Mapping[str, str] = {
    **{column: column for column in COLUMNS},
    "birth date": "birth_date",
    "date of birth": "birth_date",
    "жсн": "iin",
    "иин": "iin",
    "аты-жөні": "name",
    "аты жөні": "name",
    "тегі, аты, әкесінің аты": "name",
    "тегі аты әкесінің аты": "name",
    "таә": "name",
    "фио": "name",
    "фамилия, имя, отчество": "name",
    "фамилия имя отчество": "name",
    "лауазымы": "position",
    "қызметі": "position",
    "должность": "position",
    "жұмыс орны": "workplace",
    "мектеп": "workplace",
    "ұйым": "workplace",
    "место работы": "workplace",
    "школа": "workplace",
    "организация": "workplace",
    "санаты": "category",
    "біліктілік санаты": "category",
    "категория": "category",
    "квалификационная категория": "category",
    "туған күні": "birth_date",
    "дата рождения": "birth_date",
}
_PLAIN_NUMBER = re.compile(r"[+-]?[\d\s\u00a0().,‐-―-]+")
_ROUNDED = re.compile(r"(\d)(?:[.,](\d+))?[eE]\+?(\d{1,2})")
_NO_FRACTION = re.compile(r"(\d+)[.,]0+")
_BETWEEN_DIGITS = re.compile(r"[\s\u00a0\u200b\u202f\ufeff‐-―-]+")
_ERROR = re.compile(r"#(?:N/A|REF!|NAME\?|VALUE!|DIV/0!|NULL!|NUM!|Н/Д|ССЫЛКА!|ИМЯ\?|ЗНАЧ!|ДЕЛ/0!|ПУСТО!|ЧИСЛО!)")
# The usual case of a name, which is checked letter by letter otherwise.
_LETTERS = "А-ЯЁӘІҢҒҮҰҚӨҺа-яёәіңғүұқөһ"
_PLAIN_NAME = re.compile(rf"[{_LETTERS}]{{2,}}(?:[ -][{_LETTERS}]+)*")


def column_of(heading: str) -> str | None:
    """Which of our columns is meant by what stands over it, or None."""
    return _HEADINGS.get(" ".join(heading.split()).casefold().replace(".", "").replace("*", "").rstrip(": "))


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


def read_iin(written: str) -> str:
    """The IIN, also where a spreadsheet took it for a number. Raises Problem 200 to 208, and 977."""
    if _is_sound(written):
        return written
    plain = _BETWEEN_DIGITS.sub("", written.lstrip("'’"))
    if found := _NO_FRACTION.fullmatch(plain):
        plain = found[1]
    elif found := _ROUNDED.fullmatch(plain):
        digits, places = found[1] + (found[2] or ""), int(found[3]) + 1
        if len(digits) < places or digits[places:].strip("0"):
            raise Problem("977", found=plain)
        plain = digits[:places]
    for letter in plain:
        # No layout of a keyboard is guessed at: nobody typed this at the counter.
        if not letter.isdecimal():
            raise Problem("201", found=letter)
    return check_iin(_padded(plain))


def _padded(written: str) -> str:
    """A spreadsheet that took the IIN for a number has dropped the noughts it begins with."""
    return written.rjust(LENGTH, "0") if written.isascii() and len(written) >= 9 else written


def _is_sound(iin: str) -> bool:
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


def read_name(written: str) -> str:
    """The name in one spelling. Raises Problem 210 to 219."""
    if len(written) <= LONGEST and _PLAIN_NAME.fullmatch(written):
        return written
    return check_name(written)
