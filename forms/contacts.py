"""How to reach a person: a phone number in its international form, and an e-mail address that could exist."""

import re
import unicodedata

from forms.problems import Problem

_REGION = "KZ"
_SEPARATORS = re.compile(r"[\s().‐‑‒–—―/-]+")
_ADDRESS_SIGNS = "@.!#$%&'*+/=?^_`{|}~-"
_LOCAL_PART = re.compile(r"[^.@]+(\.[^.@]+)*")
_SITE = re.compile(r"[a-z0-9]([a-z0-9-]*[a-z0-9])?(\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*\.[a-z]{2,63}")


def check_phone(text: str) -> str:
    """The number as ``+77010000000`` (E.164), from ``+7``, ``8`` or bare ten digits; landlines and other countries too.

    Raises Problem 220 to 224.
    """
    plain = _SEPARATORS.sub("", _ascii_digits(text))
    if not plain:
        raise Problem("220")
    international = plain.startswith("+")
    digits = plain.removeprefix("+")
    for letter in digits:
        if letter not in "0123456789":
            raise Problem("221", found=letter)
    if len(digits) < 10:
        raise Problem("222", count=len(digits))
    if len(digits) > 15 or (not international and len(digits) > 11):
        raise Problem("223", count=len(digits))

    import phonenumbers  # its tables are large: only where a number is checked

    if not international and len(digits) == 11 and digits[0] == "7":
        plain = f"+{digits}"
    try:
        number = phonenumbers.parse(plain, _REGION)
    except phonenumbers.NumberParseException as error:
        raise Problem("224", detail=str(error)) from error
    if not phonenumbers.is_valid_number(number):
        raise Problem("224")
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)


def show_phone(number: str) -> str:
    """A checked number as people of Kazakhstan read it: ``+7 701 000 00 00``; others in groups of their country."""
    if re.fullmatch(r"\+7\d{10}", number):
        return f"+7 {number[2:5]} {number[5:8]} {number[8:10]} {number[10:]}"

    import phonenumbers

    parsed = phonenumbers.parse(number, _REGION)
    return phonenumbers.format_number(parsed, phonenumbers.PhoneNumberFormat.INTERNATIONAL)


def phone_in_print(written: str) -> str:
    """A number of the profile as papers have it, ``+7 701 000 00 00``; what is not one stays as it was written."""
    try:
        return show_phone(check_phone(written))
    except Problem:
        return written


def check_email(text: str) -> str:
    """The address without spaces around it, its site in small letters. A light check: only sending proves it.

    Raises Problem 225 to 229.
    """
    address = unicodedata.normalize("NFC", text).strip().removeprefix("mailto:")
    if not address:
        raise Problem("225")
    for letter in address:
        if not (letter.isascii() and (letter.isalnum() or letter in _ADDRESS_SIGNS)):
            raise Problem("226", found=letter)
    if address.count("@") != 1:
        raise Problem("227")
    local, site = address.split("@")
    site = site.lower()
    if not _SITE.fullmatch(site) or len(site) > 253:
        raise Problem("228")
    if not _LOCAL_PART.fullmatch(local) or len(local) > 64:
        raise Problem("229")
    return f"{local}@{site}"


def _ascii_digits(text: str) -> str:
    return "".join(str(unicodedata.decimal(letter)) if letter.isdecimal() else letter for letter in text)


def check_words(text: str) -> str:
    """Free words of a workplace, a position, a reason: what papers can show, no emoji and no foreign scripts.

    Returns them without spaces around. Raises Problem 560 naming the characters.
    """
    strange = [letter for letter in dict.fromkeys(text) if not _is_printable(letter)]
    if strange:
        raise Problem("560", characters=" ".join(strange))
    return text.strip()


def _is_printable(letter: str) -> bool:
    # Latin, Greek, Cyrillic; Latin with marks; punctuation, currencies and №: what the papers' typeface holds.
    code = ord(letter)
    return letter in "\n\t" or 0x20 <= code < 0x530 or 0x1E00 <= code < 0x1F00 or 0x2010 <= code < 0x2120
