"""Names of persons: checked, put in one spelling, shortened and ordered; letters of a wrong alphabet found in them."""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from forms.problems import Problem

LONGEST = 200
HYPHEN = "-"
APOSTROPHE = "’"

Alphabet = Literal["cyrillic", "latin"]

_HYPHENS = "‐‑‒–—―−"
_APOSTROPHES = "'`´ʼʻ‘‛′"
_ONE_SPELLING = str.maketrans({**dict.fromkeys(_HYPHENS, HYPHEN), **dict.fromkeys(_APOSTROPHES, APOSTROPHE)})

# Latin letters drawn as Cyrillic ones, Kazakh letters included, and the Cyrillic letter each stands for.
CYRILLIC_OF_LATIN: Mapping[str, str] = dict(
    zip(
        "AaBCcEeHhIiKkMOoPpTXxYyËëƏəƟɵĶķŊŋ",
        "АаВСсЕеНһІіКкМОоРрТХхҮуЁёӘәӨөҚқҢң",
        strict=True,
    )
)
# The reverse, for a Cyrillic letter within a Latin word. Letters whose capital alone is alike go by the capital.
_TO_LATIN: Mapping[str, str] = dict(
    zip("АаВСсЕеНһҺІіКкМОоРрТХхҮУуЁёӘәӨө", "AaBCcEeHhHIiKkMOoPpTXxYYyËëƏəƟɵ", strict=True)
)
_MENDS: Mapping[Alphabet, Mapping[str, str]] = {"cyrillic": CYRILLIC_OF_LATIN, "latin": _TO_LATIN}

_KAZAKH_ORDER = "аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
_PLACES: Mapping[str, int] = {letter: place for place, letter in enumerate(_KAZAKH_ORDER, start=1)}


@dataclass(frozen=True)
class Lookalike:
    """A word spelt with letters of another alphabet: where it starts, which letters, and how it would be mended."""

    word: str
    start: int
    letters: tuple[str, ...]
    mended: str


def check_name(text: str) -> str:
    """A name in one spelling: composed (NFC), single spaces, one kind of hyphen and of apostrophe.

    Cyrillic names, and names written in Latin letters throughout. Nothing is mended that a reader could see: a word
    of two alphabets is refused, and :func:`mend_lookalikes` offers its mending. Raises Problem 210 to 219.
    """
    name = " ".join(_visible(text).split()).translate(_ONE_SPELLING)
    if not name:
        raise Problem("210")
    if len(name) > LONGEST:
        raise Problem("213", count=len(name), most=LONGEST)
    for before, letter in pairwise(f" {name}"):
        _check_letter(letter, before)
    if sum(letter.isalpha() for letter in name) < 2:
        raise Problem("211")
    for place, letter in enumerate(name):
        if letter in (HYPHEN, APOSTROPHE) and not _stands_within(name, place):
            raise Problem("219", found=letter)
    for word in name.split():
        letters = _strangers(word, _alphabet_of(word) or "cyrillic")
        if letters and _alphabets(word) == {"cyrillic", "latin"}:
            raise Problem("218", word=word, letters=", ".join(letters))
    return name


def find_lookalikes(text: str) -> list[Lookalike]:
    """Words with letters of another alphabet than their own: Latin ones in a Cyrillic word, and the reverse.

    A word whose every letter could be of either alphabet goes by the other words of the name.
    """
    composed = unicodedata.normalize("NFC", text)
    found: list[Lookalike] = []
    usual = _alphabet_of(composed)
    for start, word in _words(composed):
        alphabet = _alphabet_of(word) or usual
        letters = _strangers(word, alphabet) if alphabet is not None else ()
        if alphabet is not None and letters:
            mends = _MENDS[alphabet]
            mended = "".join(mends.get(letter, letter) if _of(letter) != alphabet else letter for letter in word)
            if mended != word:
                found.append(Lookalike(word, start, letters, mended))
    return found


def mend_lookalikes(text: str) -> str:
    """The text with every word of :func:`find_lookalikes` mended. To be offered, never done silently."""
    mended = unicodedata.normalize("NFC", text)
    for found in reversed(find_lookalikes(text)):
        mended = mended[: found.start] + found.mended + mended[found.start + len(found.word) :]
    return mended


def collation_key(text: str) -> bytes:
    """A key that sorts by the 42 letters of the Kazakh alphabet, in a database too; spaces and hyphens first, other
    letters last, capitals as small letters."""
    folded = unicodedata.normalize("NFC", text).casefold()
    return folded.translate(_PLACE_OF_CODE).encode("utf-8", "surrogatepass")


def _place(letter: str) -> int:
    if letter in _PLACES:
        return _PLACES[letter]
    return 0 if letter.isspace() or letter == HYPHEN else len(_KAZAKH_ORDER) + ord(letter)


class _PlaceOfCode(dict[int, int]):
    def __missing__(self, code: int) -> int:
        return _place(chr(code))


_PLACE_OF_CODE = _PlaceOfCode({ord(letter): place for letter, place in _PLACES.items()})


def _visible(text: str) -> str:
    """Composed, without the format characters (soft hyphens, zero-width spaces, marks of direction) nobody sees."""
    composed = unicodedata.normalize("NFC", text)
    return "".join(letter for letter in composed if unicodedata.category(letter) != "Cf")


def _check_letter(letter: str, before: str) -> None:
    kind = unicodedata.category(letter)
    point = f"U+{ord(letter):04X}"
    if kind[0] == "M":
        # What NFC could not compose has no letter of its own, and fonts place its mark anywhere.
        raise Problem("216", found=before + letter) if before.isalpha() else Problem("215", point=point)
    if kind[0] == "N":
        raise Problem("212", found=letter)
    if letter in (" ", HYPHEN, APOSTROPHE):
        return
    if not letter.isalpha():
        raise Problem("214", found=letter if letter.isprintable() else "", point=point)
    if _of(letter) is None:
        raise Problem("217", found=letter)


def _stands_within(name: str, place: int) -> bool:
    around = name[max(0, place - 1) : place + 2].strip()
    return len(around) == 3 and around[0].isalpha() and around[2].isalpha()


def _words(text: str) -> list[tuple[int, str]]:
    words: list[tuple[int, str]] = []
    start = None
    for place, letter in enumerate(f"{text} "):
        if letter.isalpha():
            start = place if start is None else start
        elif start is not None:
            words.append((start, text[start:place]))
            start = None
    return words


@lru_cache(maxsize=1024)
def _of(letter: str) -> Alphabet | None:
    if not letter.isalpha():
        return None
    first = unicodedata.name(letter, "").split(" ", 1)[0]
    return "cyrillic" if first == "CYRILLIC" else "latin" if first == "LATIN" else None


def _alphabets(text: str) -> set[Alphabet]:
    return {alphabet for letter in text if (alphabet := _of(letter)) is not None}


def _alphabet_of(text: str) -> Alphabet | None:
    """The alphabet of a text by the letters only it has; where there is none, the alphabet of all its letters."""
    sure = {"cyrillic": 0, "latin": 0}
    for letter in text:
        alphabet = _of(letter)
        if alphabet is not None and letter not in (_TO_LATIN if alphabet == "cyrillic" else CYRILLIC_OF_LATIN):
            sure[alphabet] += 1
    if sure["cyrillic"] != sure["latin"]:
        return "cyrillic" if sure["cyrillic"] > sure["latin"] else "latin"
    alphabets = _alphabets(text)
    if alphabets == {"cyrillic", "latin"}:
        return "cyrillic"  # this country's alphabet, where nothing else tells
    # A word of look-alikes alone cannot tell: «СОВА» may be Latin throughout.
    return None


def _strangers(word: str, alphabet: Alphabet) -> tuple[str, ...]:
    other = (letter for letter in word if _of(letter) not in (alphabet, None))
    return tuple(dict.fromkeys(other))
