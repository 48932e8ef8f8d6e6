"""The individual identification number (IIN): what was typed becomes twelve digits, or a sentence that says why not.

Only the control digit is checked (Law on national registers of identification numbers). Birth date and sex are not:
since 2013 a number need not agree with them. A digit row typed with another layout on is read as the digits meant.
"""

import unicodedata
from collections.abc import Mapping

from forms.problems import Problem

LENGTH = 12

_FIRST_WEIGHTS = tuple(range(1, 12))
_SECOND_WEIGHTS = (3, 4, 5, 6, 7, 8, 9, 10, 11, 1, 2)
_NOT_GIVEN = 10  # the remainder of a number that is never issued

# The digit row of each layout, from the key 1 to the key 0: what it types plain, and what with Shift.
_ROWS: tuple[str, ...] = (
    '"әіңғ,.үұқ',  # Kazakh, in Windows and in XKB ("kz")
    "!ӘІҢҒ;:ҮҰҚ",
    '!"№;%:?*()',  # Russian in Windows, and Kazakh with the digits kept ("kz(ruskaz)")
    "!@#$%^&*()",  # English
    '"áíńǵ,.úýó',  # Kazakh in Latin letters ("kz(latin)")
    "!ÁÍŃǴ;:ÚÝÓ",
)
# The typewriter layout types digits with Shift. Its hyphen and underscore would be taken for separators, and most of
# its other signs for another layout's, so it is believed only where it explains a whole number.
_TYPEWRITER = dict(zip('№-/":,._?%', "1234567890", strict=True))
_LAYOUTS: tuple[Mapping[str, str], ...] = tuple(dict(zip(row, "1234567890", strict=True)) for row in _ROWS)
# The keys right of 0, which type a hyphen and an equals sign where the digits are.
_BESIDE_THE_ROW = str.maketrans("", "", "өӨһҺ")
_KAZAKH_LETTERS: Mapping[str, str] = {
    letter: digit for layout in _LAYOUTS[:2] for letter, digit in layout.items() if letter.isalpha()
}


def check_iin(text: str) -> str:
    """The twelve digits of an IIN typed or pasted in any way. Raises Problem 200 to 208."""
    digits = restore_digits(text)
    if not digits:
        raise Problem("200")
    for letter in digits:
        if letter not in "0123456789":
            raise Problem("201", found=letter)
    if len(digits) < LENGTH:
        raise Problem("202" if len(digits) == LENGTH - 1 else "203", count=len(digits))
    if len(digits) > LENGTH:
        raise Problem("204", count=len(digits))
    if digits == "0" * LENGTH:
        raise Problem("208")
    expected = check_digit(digits[:-1])
    if expected is None:
        raise Problem("207")
    if digits[-1] != str(expected):
        raise Problem("205")
    if is_organisation(digits):
        raise Problem("206")
    return digits


def check_digit(first_eleven: str) -> int | None:
    """The control digit of eleven digits, or None where no number is issued with them."""
    numbers = [int(digit) for digit in first_eleven]
    for weights in (_FIRST_WEIGHTS, _SECOND_WEIGHTS):
        remainder = sum(number * weight for number, weight in zip(numbers, weights, strict=True)) % 11
        if remainder != _NOT_GIVEN:
            return remainder
    return None


def is_organisation(digits: str) -> bool:
    """Whether twelve digits are built as a BIN: year, month, 4 to 6 for the kind, 0 to 3 for the division.

    A BIN passes the check digit, so its build is all that tells. A person's number has a day of a month there, whose
    tens are 0 to 3: also where it is not the day of birth.
    """
    return "01" <= digits[2:4] <= "12" and digits[4] in "456" and digits[5] in "0123"


def restore_digits(text: str) -> str:
    """What was meant as digits: spaces, hyphens and invisible characters gone, any script's digits made ASCII.

    Letters and signs that the digit row of one layout types become its digits. What no layout explains stays, so that
    the check can name it. Dots and commas between twelve digits are dropped as the separators they are.
    """
    text = unicodedata.normalize("NFC", text)
    whole = text.strip()
    if len(whole) >= LENGTH - 1 and all(letter in _TYPEWRITER for letter in whole):
        return "".join(_TYPEWRITER[letter] for letter in whole)
    plain = "".join(_plain(letter) for letter in text)
    strange = {letter for letter in plain if not letter.isdecimal()}
    if not strange:
        return plain
    if len(plain) - sum(letter in strange for letter in plain) == LENGTH and not any(map(str.isalnum, strange)):
        return "".join(letter for letter in plain if letter.isdecimal())
    typed = plain.translate(_BESIDE_THE_ROW)
    for layout in _LAYOUTS:
        if all(letter.isdecimal() or letter in layout for letter in typed):
            return "".join(layout.get(letter, letter) for letter in typed)
    mixed = {**_LAYOUTS[0], **_LAYOUTS[1]}
    if all(letter.isdecimal() or letter in mixed for letter in typed):
        return "".join(mixed.get(letter, letter) for letter in typed)
    return "".join(_KAZAKH_LETTERS.get(letter, letter) for letter in plain)


def _plain(letter: str) -> str:
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    kind = unicodedata.category(letter)
    # Spaces, control and format characters, and every dash.
    if kind[0] in "ZC" or kind == "Pd" or letter in "_−":
        return ""
    return letter
