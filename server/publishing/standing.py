"""What stands published now: the editions and calendars the counters work under."""

from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path

from forms.calendar import Calendar, load_calendar
from forms.calendar_files import Year, read_year_bytes
from forms.editions import Edition
from forms.exchange import Update
from forms.problems import Problem
from forms.reading import Editions, examine_bytes, load_editions
from forms.signed import read_signed
from server.publishing.models import Publication, Subject


def content_of(publication: Publication) -> str:
    """What was published; empty where it is no longer kept."""
    return read_signed(bytes(publication.document), Update, None).content if publication.document else ""


def holding(subject: Subject) -> list[Publication]:
    """What of a subject neither was withdrawn nor is replaced, the earliest first."""
    return list(
        Publication.objects.filter(subject=subject, withdrawn_at=None, replaced_by=None).order_by("number").all()
    )


def editions_now(without: Publication | None = None) -> Editions:
    """The shipped editions with what was published since, joined as counters join them; leaving one out."""
    found = load_editions()
    for publication in holding(Subject.EDITION):
        if without is not None and publication.pk == without.pk:
            continue
        # A later program may ship what was published, or read it no more: counters pass over it as well.
        with suppress(Problem):
            found = found.joined(read_published(publication), publication.name)
    return found


def labels_given() -> Mapping[str, int]:
    """Every label ever published, folded, with its number: a label names one text for ever."""
    given = Publication.objects.filter(subject=Subject.EDITION).values_list("name", "number")
    return {name.casefold(): number for name, number in given}


def read_published(publication: Publication) -> Edition:
    """A published edition. Raises the first Problem where this program cannot read it any more."""
    examined = examine_bytes(content_of(publication).encode(), publication.name)
    if examined.problems:
        raise examined.problems[0]
    return examined.editions[0]


def calendar_now() -> Calendar:
    """The shipped years, the published ones in their place."""
    shipped = load_calendar()
    years: dict[int, Year] = {year: shipped.year(year) for year in shipped.years}
    troubles: list[Problem] = []
    for publication in holding(Subject.CALENDAR):
        try:
            found = read_year_bytes(content_of(publication).encode(), Path(f"{publication.name}.toml"))
        except Problem as problem:
            troubles.append(problem)
        else:
            years[found.year] = found
    return Calendar(years, tuple(troubles))
