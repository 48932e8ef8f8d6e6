"""What stands over the columns of a roster, as offices write it, and which of its first lines that is."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from typing import NamedTuple

COLUMNS = ("iin", "name", "position", "workplace", "category", "birth_date")
MUST = ("iin", "name")
LONGEST_HEADING = 300
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
# Of a father's name: where there is one.
_IF_ANY = frozenset(
    ("болған жағдайда", "ол болған жағдайда", "бар болса", "ол бар болса", "при наличии", "при его наличии")
)
_IN_BRACKETS = re.compile(r"\(([^()]*)\)")
_DASH = re.compile(r"\s*[‐-―−-]\s*")
_LETTER_ALONE = re.compile(r"\b(\w) (?=\w\b)")


class Place(NamedTuple):
    """Where the columns are named, as far as can be seen; the larger, the likelier."""

    has_all: bool  # that a roster must have
    columns: int
    line: int = 0  # among those looked at
    width: int = 0  # of that line


def column_of(heading: str) -> str | None:
    """Which of our columns is meant by what stands over it, or None."""
    if len(heading) > LONGEST_HEADING:
        return None
    found = _meant(heading)
    # Two languages one below the other.
    return _meant(heading.strip().replace("\n", "/")) if found is None and "\n" in heading else found


def place_heading(lines: Sequence[tuple[int, list[str] | None]]) -> Place:
    """The first line that names all columns a roster must have, else the one that names most."""
    best = Place(False, 0)
    for line, (_, values) in enumerate(lines):
        columns = {column_of(value) for value in values or ()} - {None}
        place = Place(columns.issuperset(MUST), len(columns), line, len(values or ()))
        if place.has_all:
            return place
        if place.columns > best.columns:
            best = place
    return best


def _meant(heading: str) -> str | None:
    said = _folded(heading)
    explained: list[str] = []
    while found := _IN_BRACKETS.search(said):
        explained.append(found[1].strip())
        said = " ".join(f"{said[: found.start()]} {said[found.end() :]}".split())
    column = _known(said)
    # Brackets say the same once more; else they make another column of it.
    return column if all(words in _IF_ANY or _known(words) == column for words in explained) else None


def _known(said: str) -> str | None:
    """Of words alone, also in two languages with a slash between."""
    columns = {_HEADINGS.get(part.strip(": ")) for part in said.split("/")}
    return columns.pop() if len(columns) == 1 else None


def _folded(heading: str) -> str:
    seen = "".join(letter for letter in heading.casefold() if unicodedata.category(letter) != "Cf")
    said = " ".join(seen.replace(".", " ").replace("*", " ").split())
    return _LETTER_ALONE.sub(r"\1", _DASH.sub("-", said)).rstrip(": ")
