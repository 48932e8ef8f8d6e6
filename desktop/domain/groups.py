"""Groups children are enrolled in: what is typed of one, checked."""

import re
from dataclasses import dataclass

from forms.contacts import check_words
from forms.problems import Problem

MOST_PLACES = 999
YEARS = (2000, 2100)
AGES = (0, 99)
# Of a service whose edition says nothing of ages.
USUAL_AGES = (6, 17)


@dataclass(frozen=True)
class TypedGroup:
    """A group as typed on the screen; ``service`` and ``key`` are not typed, an empty key is a new group's."""

    service: str
    key: str = ""
    year: str = ""
    programme_kk: str = ""
    programme_ru: str = ""
    name: str = ""
    schedule: str = ""
    places: str = ""
    youngest: str = ""
    oldest: str = ""
    open: bool = True


@dataclass(frozen=True)
class CheckedGroup:
    """The same, checked."""

    year: int
    programme_kk: str
    programme_ru: str
    name: str
    schedule: str
    places: int
    youngest: int
    oldest: int


def check_group_typed(typed: TypedGroup, *, this_year: int, taken: int = 0) -> CheckedGroup:
    """The group in its checked form. ``taken``: places that orders hold already.

    Raises Problem 1042 to 1047, 1049 and 560; its fields hold ``field``, the place to go to.
    """
    year = _whole(typed.year)
    if year is None or not YEARS[0] <= year <= YEARS[1]:
        raise Problem("1049", field="year", year=this_year)
    kk, ru = (_words(name, getattr(typed, name)) for name in ("programme_kk", "programme_ru"))
    if not kk or not ru:
        raise Problem("1047", field="programme_ru" if kk else "programme_kk")
    name = _words("name", typed.name)
    if not name:
        raise Problem("1042", field="name")
    places = _whole(typed.places)
    if places is None or not 1 <= places <= MOST_PLACES:
        raise Problem("1043", field="places", most=MOST_PLACES, found=typed.places.strip())
    if places < taken:
        raise Problem("1044", field="places", group=name, taken=taken)
    youngest, oldest = _whole(typed.youngest), _whole(typed.oldest)
    if youngest is None or oldest is None or not AGES[0] <= youngest <= oldest <= AGES[1]:
        wrong = "youngest" if youngest is None else "oldest"
        raise Problem("1045", field=wrong, least=AGES[0], most=AGES[1])
    schedule = _words("schedule", typed.schedule)
    if not schedule:
        raise Problem("1046", field="schedule")
    return CheckedGroup(year, kk, ru, name, schedule, places, youngest, oldest)


def _whole(typed: str) -> int | None:
    written = typed.strip()
    return int(written) if re.fullmatch(r"[0-9]{1,4}", written) else None


def _words(field: str, typed: str) -> str:
    """On one line, in letters papers can show."""
    try:
        return " ".join(check_words(typed).split())
    except Problem as problem:
        raise Problem(problem.code, detail=problem.detail, **{**problem.fields, "field": field}) from problem
