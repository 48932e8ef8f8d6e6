"""Words folded for search: who types кайрат finds Қайрат, also on a wrong layout or with letters of another alphabet.

Names and what is typed go through the same fold, so that the two always meet. What is typed may be read in several
ways; each is tried.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from forms.identity import LENGTH, restore_digits
from forms.names import CYRILLIC_OF_LATIN

# Kazakh letters as one types them on a Russian keyboard, and the two that Russians leave out.
_ONE_LETTER = str.maketrans("әғқңөұүһіёй", "агкноуухиеи")
# Small letters that are not drawn like the Cyrillic ones their capitals are drawn like: case is not told apart here.
_TO_CYRILLIC = {**CYRILLIC_OF_LATIN, "b": "в", "m": "м", "t": "т"}
# Digits of a phone and of a whole registration number are written with others than an IIN's, so that the start of one
# never finds the other. What is typed is never read as these.
_PHONE_DIGITS = str.maketrans("0123456789", "".join(map(chr, range(0x660, 0x66A))))
_NUMBER_DIGITS = str.maketrans("0123456789", "".join(map(chr, range(0x7C0, 0x7CA))))

# The keys of a Latin keyboard as the Russian and Kazakh layouts have them, and the digit row of the Kazakh one.
_KEYS = "qwertyuiop[]asdfghjkl;'zxcvbnm,.`"
_RUSSIAN_KEYS = str.maketrans(_KEYS, "йцукенгшщзхъфывапролджэячсмитьбюё")
_KAZAKH_ROW = str.maketrans("2345890-=", "әіңғүұқөһ")
_SHIFTED = str.maketrans('{}:"<>~', "[];',.`")

_LATIN = re.compile(r"[A-Za-z\u00C0-\u02AF]")
_CYRILLIC = re.compile(r"[\u0400-\u04FF]")
_DIGITS = re.compile(r"[0-9]+")
# A registration number: its counter's code where it was typed, the year, the count.
_NUMBER = re.compile(r"(?<![\w-])(?:[^\W_]{1,12}/)?((?:19|20)\d\d)-(\d{1,9})(?![\w-])")
# Digits set apart as people write them: 8 (701) 000-00-00, 850101 100 002.
_SPACED = re.compile(r"(?<!\w)\+?\(?[0-9]+(?:[ \u00a0()./‐‑–-]+[0-9]+)*(?!\w)")
_LABEL = re.compile(r"([^\W\d_])-?([0-9]{1,3})")

_TICKET_LETTERS = "".join(map(chr, (*range(0x41, 0x5B), *range(0x61, 0x7B), *range(0x400, 0x530))))

MOST_WORDS = 12
LONGEST_WORD = 40
LEAST_SLIP = 4
_YEAR = 4


@dataclass(frozen=True)
class Wanted:
    """One word that a row must have: any of ``starts`` as the start of one of its words, or one of ``counts`` as
    the count of its registration number."""

    starts: tuple[str, ...] = ()
    counts: tuple[int, ...] = ()


@dataclass(frozen=True)
class Reading:
    """One way to read what was typed: all of these together."""

    wanted: tuple[Wanted, ...]


@dataclass(frozen=True)
class FoundBy:
    """What a case is found by: its folded words, and the count of its registration number."""

    words: tuple[str, ...]
    count: int | None


def fold_case(*, number: str, ticket: str, names: Iterable[str], iins: Iterable[str], phones: Iterable[str]) -> FoundBy:
    """What a case is found by: words of its persons' names, IINs and phones, its number and its ticket's label."""
    whole, count = fold_number(number)
    words = [word for name in names for word in fold_words(name)]
    words += [*iins, *(fold_phone(phone) for phone in phones), whole, fold_label(ticket)]
    return FoundBy(tuple(dict.fromkeys(word for word in words if word)), count)


def is_found(readings: Iterable[Reading], found_by: FoundBy) -> bool:
    """Whether what was typed finds a case."""
    return any(all(_is_wanted(wanted, found_by) for wanted in reading.wanted) for reading in readings)


def _is_wanted(wanted: Wanted, found_by: FoundBy) -> bool:
    return found_by.count in wanted.counts or any(word.startswith(wanted.starts) for word in found_by.words)


def fold_letters(text: str) -> str:
    """One spelling of a text: composed, without case, Kazakh letters as their Russian neighbours."""
    plain = unicodedata.normalize("NFC", unicodedata.normalize("NFC", text).casefold()).translate(_ONE_LETTER)
    if plain.isalnum():
        return plain
    return "".join(letter for letter in plain if unicodedata.category(letter)[0] != "M")


def fold_words(text: str) -> tuple[str, ...]:
    """The words of a name as they are found by, each once, in their order.

    A word with letters of both alphabets is read as Cyrillic; one of Latin letters that could all be Cyrillic has both.
    """
    found: dict[str, None] = {}
    for whole in text.split():
        parts = _split(whole)
        if len(parts) == 1 and not _LATIN.search(whole):
            found[fold_letters(parts[0])] = None
            continue
        # Анна-Мария is found as two words and as one.
        for word in parts if len(parts) < 2 else (*parts, "".join(parts)):
            found.update(dict.fromkeys(_readings_of(word, both=_could_be_cyrillic(word))))
    return tuple(found)


def fold_phone(text: str) -> str:
    """A phone number as it is found by: ten digits of this country without its code, others whole."""
    digits = "".join(_ascii(letter) for letter in text if letter.isdecimal())
    digits = digits[1:] if len(digits) == LENGTH - 1 and digits[0] in "78" else digits
    return digits.translate(_PHONE_DIGITS)


def fold_number(number: str) -> tuple[str, int | None]:
    """Year and count of a registration number as they are found by in one, and the count alone."""
    found = re.search(r"(\d{4})-(\d{6,})\Z", number)
    if found is None:
        return "", None
    return (found[1] + found[2]).translate(_NUMBER_DIGITS), int(found[2])


def read_typed(text: str) -> tuple[Reading, ...]:
    """The ways to read what was typed into a search box. None where it holds no letter and no digit."""
    text = text[:1000]
    readings: dict[Reading, None] = {}
    typed = unicodedata.normalize("NFC", text)
    for meant in (typed, *_slips(typed)):
        for joined in (True, False):
            wanted = tuple(_wanted_of(meant, joined=joined))[:MOST_WORDS]
            if wanted:
                readings[Reading(wanted)] = None
    return tuple(readings)


def read_label(text: str) -> tuple[str, int] | None:
    """Letter and number of a ticket typed whole, the letter folded and empty where only digits were typed."""
    typed = unicodedata.normalize("NFC", text).strip()
    if re.fullmatch(r"[0-9]{1,3}", typed):
        return "", int(typed)
    found = _LABEL.fullmatch(typed)
    return None if found is None else (fold_label(found[1]), int(found[2]))


def fold_label(label: str) -> str:
    """A ticket's label or its letter as it is found by: А007 and A007 are one."""
    return fold_letters(_to_cyrillic(label))


def letters_like(folded: str) -> tuple[str, ...]:
    """The letters a ticket may begin with that are found by one folded letter."""
    return tuple(letter for letter in _TICKET_LETTERS if fold_label(letter) == folded)


def _wanted_of(text: str, *, joined: bool) -> Iterator[Wanted]:
    """The words of one reading, digits set apart ``joined`` to one number or each for itself."""
    rest = []
    place = 0
    numbers = [*_NUMBER.finditer(text)]
    taken = [found.span() for found in numbers]
    for found in numbers:
        yield _numbered(found[1], found[2])
    for found in _SPACED.finditer(text) if joined else ():
        if any(start < found.end() and found.start() < end for start, end in taken):
            continue
        digits = "".join(_DIGITS.findall(found[0]))
        if len(digits) <= LENGTH + 1:
            taken.append(found.span())
            yield _digits(digits)
    for start, end in sorted(taken):
        rest.append(text[place:start])
        place = end
    rest.append(text[place:])
    for word in _split(" ".join(rest)):
        yield _word(word)


def _numbered(year: str, count: str) -> Wanted:
    whole = f"{year}{int(count):06d}"
    # Typed with its zeros it may not be at its end yet: 2026-0001 begins 2026-000123.
    starts = (f"{year}{count}", whole) if count[0] == "0" else (whole,)
    return Wanted(tuple(dict.fromkeys(start.translate(_NUMBER_DIGITS) for start in starts)))


def _digits(digits: str) -> Wanted:
    """Digits are the start of an IIN, of a phone or of a whole number, or a number's count."""
    phones = [digits]
    if digits[0] in "78" and len(digits) > 1:
        phones.append(digits[1:])  # with the country's code, or the 8 before long-distance calls
    starts = [digits, *(phone.translate(_PHONE_DIGITS) for phone in phones)]
    if len(digits) > _YEAR and digits[:2] in ("19", "20"):
        starts.append(digits.translate(_NUMBER_DIGITS))
    count = int(digits)
    return Wanted(tuple(start[:LONGEST_WORD] for start in starts), (count,) if 0 < count < 10**9 else ())


def _word(word: str) -> Wanted:
    if word.isdecimal():
        return _digits(_ascii_digits(word))
    starts = list(_readings_of(word, both=True))
    label = _LABEL.fullmatch(word)
    if label is not None:
        starts.append(f"{fold_label(label[1])}{int(label[2]):03d}")
    return Wanted(tuple(dict.fromkeys(start[:LONGEST_WORD] for start in starts if start)))


def _readings_of(word: str, *, both: bool) -> Iterator[str]:
    """A word as it is, where its letters are of one alphabet; and with its Latin letters read as Cyrillic ones."""
    if not _LATIN.search(word):
        yield fold_letters(word)
        return
    mixed = bool(_CYRILLIC.search(word))
    if both or not mixed:
        yield fold_letters(word)
    if both or mixed:
        yield fold_letters(_to_cyrillic(word))


def _could_be_cyrillic(word: str) -> bool:
    """Of a word with Latin letters only."""
    return not _CYRILLIC.search(word) and all(letter in _TO_CYRILLIC for letter in word if _LATIN.match(letter))


def _to_cyrillic(word: str) -> str:
    return "".join(_TO_CYRILLIC.get(letter, letter) for letter in word)


def _slips(typed: str) -> Iterator[str]:
    """What was meant if another layout was on."""
    bare = typed.strip()
    if len(bare) < LEAST_SLIP:
        return
    if not bare.isdecimal() and len(bare) <= LENGTH * 2:
        digits = restore_digits(bare)
        if digits.isdecimal() and not any(letter.isdecimal() for letter in bare):
            yield digits
    if _LATIN.search(bare) and not _CYRILLIC.search(bare) and not _NUMBER.search(bare):
        yield " ".join(_through_keys(word) for word in bare.lower().translate(_SHIFTED).split())


def _through_keys(word: str) -> str:
    keyed = word.translate(_RUSSIAN_KEYS)
    return keyed.translate(_KAZAKH_ROW) if _LATIN.search(word) else keyed


def _split(text: str) -> list[str]:
    """Runs of letters and digits; marks and what cannot be seen belong to the letter before."""
    composed = unicodedata.normalize("NFC", text)
    if composed.isalnum():
        return [composed]
    plain = "".join(
        letter if letter.isalnum() else "" if unicodedata.category(letter) in ("Mn", "Mc", "Me", "Cf") else " "
        for letter in composed
    )
    return plain.split()


def _ascii_digits(word: str) -> str:
    return "".join(_ascii(letter) for letter in word)


def _ascii(letter: str) -> str:
    return str(unicodedata.decimal(letter))
