"""Latin letters that pass for Cyrillic ones in a text of the law: they break search, sorting and speech."""

import re
from dataclasses import dataclass

# Latin letters drawn as Cyrillic ones, in Russian and in Kazakh (і, һ).
LOOK_ALIKES = frozenset("ABCEHIKMOPTXYaceikmoptxyhu")
_TOKEN = re.compile(r"[\w.@/:-]+")
_LATIN = re.compile(r"[A-Za-z]")
_CYRILLIC = re.compile(r"[\u0400-\u04FF]")


@dataclass(frozen=True)
class LookAlike:
    """A word that mixes the two alphabets, or is spelt in Latin letters that only look Cyrillic."""

    word: str
    letters: tuple[str, ...]


def find_look_alikes(text: str) -> tuple[LookAlike, ...]:
    """The suspect words of a Kazakh or Russian text. Addresses (``egov.kz``) and Latin names (``E-aktobe``) pass."""
    if not _LATIN.search(text):
        return ()
    found: list[LookAlike] = []
    for token in _TOKEN.findall(text):
        word = token.strip(".:/-")
        if not _CYRILLIC.search(word):
            # A whole Latin token is an address or a name, unless each of its letters could be Cyrillic.
            if word.isalpha() and set(word) <= LOOK_ALIKES:
                found.append(_look_alike(word))
            continue
        # «ЭЦҚ-мен» and «PDF-файл» are two words; «болcа» is one.
        found.extend(
            _look_alike(part) for part in re.split(r"[-./:@]", word) if _LATIN.search(part) and _CYRILLIC.search(part)
        )
    return tuple(found)


def _look_alike(word: str) -> LookAlike:
    return LookAlike(word, tuple(dict.fromkeys(_LATIN.findall(word))))
