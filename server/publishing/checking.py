"""What somebody wants to publish, checked as strictly as a counter will read it, before anything is signed."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path, PurePath

from django.utils import timezone

from forms.calendar import Calendar
from forms.calendar_files import Year, read_year_bytes
from forms.contacts import check_words
from forms.editions import Edition
from forms.problems import Problem
from forms.reading import Editions, examine_bytes
from forms.rosters import RosterRow, pack_roster, read_roster, rows_of, unpack_roster
from server.publishing.models import Prepared, Publication, Subject
from server.publishing.standing import calendar_now, editions_now, labels_given, read_published

MOST_UPLOAD = 48 << 20
MOST_TITLE = 120
MOST_WORDS = 4000


class FaultsError(Exception):
    """Everything wrong with a file; ``more``: how many faults beyond those named."""

    def __init__(self, problems: tuple[Problem, ...], more: int = 0) -> None:
        super().__init__(", ".join(problem.code for problem in problems))
        self.problems = problems
        self.more = more


@dataclass(frozen=True)
class Written:
    """What was sent in: a file's bytes and name, or what was typed."""

    content: bytes = b""
    file: str = ""
    title: str = ""
    holds_from: str = ""


@dataclass(frozen=True)
class Sound:
    """Something that may be published; ``remarks`` are what has to be looked at before it is."""

    name: str
    content: str
    holds_from: date | None = None
    remarks: tuple[Problem, ...] = ()


def check(subject: Subject, written: Written, replaces: Publication | None) -> Sound:
    """Check what was sent in. Raises FaultsError with every Problem there is."""
    if len(written.content) > MOST_UPLOAD:
        size, most = len(written.content) >> 20, MOST_UPLOAD >> 20
        raise FaultsError((Problem("937", name=written.file or written.title, size=size, most=most),))
    try:
        return _CHECKS[subject](written, replaces)
    except Problem as problem:
        raise FaultsError((problem,)) from problem


def edition_of(prepared: Prepared) -> tuple[Edition | None, Edition, Editions]:
    """The edition before, if there is one, the edition prepared, and all of them once it is published."""
    after = examine_bytes(prepared.content.encode(), prepared.name).editions[0]
    others = editions_now(without=prepared.replaces)
    joined = others.joined(after, prepared.name)
    if prepared.replaces is not None:
        return read_published(prepared.replaces), after, joined
    before = others.in_force(after.service, after.provider, after.in_force.since)
    if before is None:
        before = next(
            (one for one in reversed(others.of_service(after.service)) if one.provider == after.provider), None
        )
    return before, after, joined


def calendars_of(prepared: Prepared) -> tuple[Calendar, Calendar, Year]:
    """The calendar counters have, the one they will have, and the year prepared."""
    before = calendar_now()
    year = _read_year(prepared.content.encode(), f"{prepared.name}.toml")
    years = {known: before.year(known) for known in before.years}
    return before, Calendar({**years, year.year: year}), year


def roster_of(prepared: Prepared) -> list[RosterRow]:
    """The rows of a roster prepared."""
    return list(rows_of(unpack_roster(prepared.content)))


def _check_edition(written: Written, replaces: Publication | None) -> Sound:
    file = _name_of(written, "edition.toml")
    examined = examine_bytes(_given(written), file)
    if examined.problems:
        raise FaultsError(examined.problems)
    edition = examined.editions[0]
    known = labels_given().get(edition.label.casefold())
    if known is not None:
        raise Problem("129", file=file, key="label", label=edition.label, other=f"№ {known}")
    if len(edition.label) > MOST_TITLE:
        raise Problem("107", file=file, key="label", found=edition.label[:20], expected=f"1–{MOST_TITLE}")
    shipped_or_given = editions_now(without=replaces)
    if any(one.label.casefold() == edition.label.casefold() for one in shipped_or_given):
        raise Problem("129", file=file, key="label", label=edition.label, other=edition.label)
    shipped_or_given.joined(edition, file)
    return Sound(edition.label, written.content.decode("utf-8-sig"), edition.in_force.since)


def _check_calendar(written: Written, _replaces: Publication | None) -> Sound:
    content = _given(written)
    file = _name_of(written, f"{_year_within(content)}.toml")
    year = _read_year(content, file)
    now = calendar_now()
    known = now.year(year.year).checked if year.year in now.years else None
    if known is not None and year.checked is not None and year.checked < known:
        raise Problem("149", file=file, key="checked", day=known.isoformat())
    return Sound(f"{year.year}", content.decode("utf-8-sig"))


def _check_roster(written: Written, _replaces: Publication | None) -> Sound:
    title = _title(written)
    roster = read_roster(_given(written), _name_of(written, "roster.csv"), today=timezone.localdate())
    if roster.problems:
        raise FaultsError(roster.problems, roster.faulty - len(roster.problems))
    return Sound(title, pack_roster(roster.rows), _day(written.holds_from), roster.remarks)


def _check_message(written: Written, _replaces: Publication | None) -> Sound:
    words = check_words(written.content.decode("utf-8", "replace").replace("\r\n", "\n"))
    if not words or len(words) > MOST_WORDS:
        raise Problem("938", title=MOST_TITLE, words=MOST_WORDS)
    return Sound(_title(written), words, _day(written.holds_from))


_CHECKS: Mapping[Subject, Callable[[Written, Publication | None], Sound]] = {
    Subject.EDITION: _check_edition,
    Subject.CALENDAR: _check_calendar,
    Subject.ROSTER: _check_roster,
    Subject.MESSAGE: _check_message,
}
PUBLISHED_BY_HAND: tuple[Subject, ...] = tuple(_CHECKS)


def _given(written: Written) -> bytes:
    if not written.content.strip():
        raise Problem("940")
    return written.content


def _title(written: Written) -> str:
    title = check_words(" ".join(written.title.split()))
    if not title or len(title) > MOST_TITLE:
        raise Problem("938", title=MOST_TITLE, words=MOST_WORDS)
    return title


def _day(typed: str) -> date | None:
    if not typed.strip():
        return None
    try:
        return date.fromisoformat(typed.strip())
    except ValueError as error:
        raise Problem("941", found=typed.strip()[:20]) from error


def _name_of(written: Written, otherwise: str) -> str:
    """The last part of the file's name, whichever system it comes from."""
    return PurePath(written.file.replace("\\", "/")).name or otherwise


def _year_within(content: bytes) -> str:
    """The year a pasted calendar speaks of, which a file would have as its name."""
    for line in content.decode("utf-8-sig", "replace").splitlines():
        key, _equals, value = line.partition("=")
        if key.strip() == "year":
            return value.split("#")[0].strip()[:8]
    return "calendar"


def _read_year(content: bytes, file: str) -> Year:
    return read_year_bytes(content, Path(file))
