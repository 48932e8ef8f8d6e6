"""Working days of Kazakhstan: holidays, their shifts, and the rest days moved by the Government.

The rules are the law's, the days are data: one dated file a year under ``forms/calendars``, or a newer one in the data
folder. A year without a file comes from the ``holidays`` library and says so. Two weeks are known: of five working days
(Monday to Friday), and of six (Monday to Saturday), which the State Corporation works.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Literal

from forms.calendar_files import Certainty, Holiday, Year, read_year, read_years
from forms.calendar_rules import WorkingWeek, is_weekend, shift_holidays
from forms.problems import Problem
from forms.texts import Text

SHIPPED = Path(__file__).resolve().parent / "calendars"

DayKind = Literal["working", "worked_instead", "rest", "holiday", "shifted", "moved"]

REST_DAY = Text(kk="демалыс күні", ru="выходной день")
MOVED = Text(kk="ауыстырылған демалыс күні", ru="перенесенный выходной день")
WORKED_INSTEAD = Text(kk="ауыстырылған демалыс күні үшін жұмыс күні", ru="рабочий день за перенесенный выходной")

_ONE_DAY = timedelta(days=1)
_WORKED: tuple[DayKind, ...] = ("working", "worked_instead")


@dataclass(frozen=True)
class Day:
    """What one day is in one working week.

    ``kind``: an ordinary ``working`` day; a rest day ``worked_instead`` of a moved one; the week's own ``rest`` day;
    a ``holiday``; the day a holiday ``shifted`` to; or a working day ``moved`` into rest. ``name`` says why it is off
    or why it is worked, ``act`` names the act of a holiday or of a move. ``estimated``: the day may still change.
    """

    day: date
    kind: DayKind
    name: Text | None = None
    act: Text | None = None
    source: Literal["file", "library"] = "file"
    estimated: bool = False

    @property
    def is_working(self) -> bool:
        """Whether people are at work."""
        return self.kind in _WORKED


@dataclass(frozen=True)
class CountedDays:
    """A due date and the working days counted up to it, the last of which it is."""

    due: date
    days: tuple[date, ...]


class Calendar:
    """The years of one country. Ask what a day is, or count working days; nothing here changes.

    ``troubles`` are the problems of files that could not be used: the shipped years stand in their place.
    """

    def __init__(self, years: Mapping[int, Year], troubles: tuple[Problem, ...] = ()) -> None:
        self.troubles = troubles
        self._files = dict(years)
        self._years: dict[tuple[int, WorkingWeek], Mapping[date, Day]] = {}
        self._library: dict[int, Year] = {}

    @property
    def years(self) -> tuple[int, ...]:
        """The years that have a file."""
        return tuple(sorted(self._files))

    def certainty(self, year: int) -> Certainty:
        """``confirmed`` by published acts, ``expected`` (may still change), or ``library``: there is no file."""
        return self._files[year].certainty if year in self._files else "library"

    def year(self, year: int) -> Year:
        """A year's holidays and moves as they are written, from its file or from the library."""
        return self._year(year)

    def day(self, day: date, week: WorkingWeek = 5) -> Day:
        """What ``day`` is in a week of ``week`` working days."""
        key = (day.year, week)
        if key not in self._years:
            self._years[key] = self._build(day.year, week)
        special = self._years[key].get(day)
        if special is not None:
            return special
        source = self._source(day.year)
        if is_weekend(day, week):
            return Day(day, "rest", REST_DAY, source=source)
        return Day(day, "working", source=source)

    def is_working(self, day: date, week: WorkingWeek = 5) -> bool:
        """Whether ``day`` is worked."""
        return self.day(day, week).is_working

    def why_off(self, day: date, week: WorkingWeek = 5) -> Text | None:
        """The name of the holiday or of the rest day, or None on a working day."""
        found = self.day(day, week)
        return None if found.is_working else found.name

    def next_working(self, day: date, week: WorkingWeek = 5) -> date:
        """The first working day after ``day``."""
        following = day + _ONE_DAY
        while not self.is_working(following, week):
            following += _ONE_DAY
        return following

    def add_working_days(self, day: date, n: int, *, exclude_first: bool = True, week: WorkingWeek = 5) -> CountedDays:
        """The end of ``n`` working days from ``day``, and the days counted.

        With ``exclude_first`` counting starts after ``day`` ("the day of acceptance is not counted"); without it
        ``day`` itself is the first where it is worked. ``n`` is at least 1; raises ValueError below.
        """
        if n < 1:
            raise ValueError(f"working days are counted from one, not {n}")
        counted = [] if exclude_first or not self.is_working(day, week) else [day]
        last = day
        while len(counted) < n:
            last = self.next_working(last, week)
            counted.append(last)
        return CountedDays(counted[-1], tuple(counted))

    def count_working_days(self, first: date, last: date, week: WorkingWeek = 5) -> int:
        """Working days from ``first`` to ``last``, both included."""
        days = (first + timedelta(days=offset) for offset in range((last - first).days + 1))
        return sum(self.is_working(day, week) for day in days)

    def _year(self, year: int) -> Year:
        if year in self._files:
            return self._files[year]
        if year not in self._library:
            from forms.calendar_library import read_library_year  # heavy, and rarely needed

            self._library[year] = read_library_year(year)
        return self._library[year]

    def _source(self, year: int) -> Literal["file", "library"]:
        return "file" if year in self._files else "library"

    def _build(self, year: int, week: WorkingWeek) -> Mapping[date, Day]:
        building = _Building(week, self._source(year))
        building.add_holidays(self._year(year).holidays)
        building.shift_holidays(self._year(year).holidays)
        # The last Saturday of December may be worked for a day of January: the move stands in January's file.
        for neighbour in (year, year + 1):
            # The library is not woken for a neighbour: only a file may reach over.
            if neighbour == year or neighbour in self._files:
                building.move(self._year(neighbour), year)
        return building.days


@dataclass
class _Building:
    """The special days of one year for one week, while they are put together."""

    week: WorkingWeek
    source: Literal["file", "library"]
    days: dict[date, Day] = field(default_factory=dict)

    def add_holidays(self, holidays: tuple[Holiday, ...]) -> None:
        for holiday in holidays:
            for day in holiday.days:
                self._put(day, "holiday", holiday)

    def shift_holidays(self, holidays: tuple[Holiday, ...]) -> None:
        for day, holiday in shift_holidays(holidays, self.week).items():
            self._put(day, "shifted", holiday)

    def move(self, year: Year, into: int) -> None:
        """Art. 85(3) of the Labour Code. A Saturday cannot be moved out of a week in which it is worked."""
        for move in year.moves:
            if not (self._is_off(move.works) if move.works.year == into else is_weekend(move.works, self.week)):
                continue
            if move.rest.year == into:
                self.days[move.rest] = Day(move.rest, "moved", MOVED, move.source, self.source)
            if move.works.year == into:
                self.days[move.works] = Day(move.works, "worked_instead", WORKED_INSTEAD, move.source, self.source)

    def _put(self, day: date, kind: Literal["holiday", "shifted"], holiday: Holiday) -> None:
        self.days[day] = Day(day, kind, holiday.name, holiday.source, self.source, holiday.estimated)

    def _is_off(self, day: date) -> bool:
        return day in self.days or is_weekend(day, self.week)


def load_calendar(extra: Path | None = None) -> Calendar:
    """The shipped years; those of the folder ``extra``, from the centre or a stick, in their place where newer.

    A file of ``extra`` that cannot be used raises nothing: its problem stands in the calendar's ``troubles``.
    """
    shipped = _load_shipped()
    if extra is None:
        return shipped
    years, troubles = _read_extra(extra, shipped)
    if not years and not troubles:
        return shipped
    return Calendar({**{year: shipped.year(year) for year in shipped.years}, **years}, troubles)


def _read_extra(folder: Path, shipped: Calendar) -> tuple[dict[int, Year], tuple[Problem, ...]]:
    years: dict[int, Year] = {}
    troubles: list[Problem] = []
    try:
        files = sorted(path for path in folder.iterdir() if path.suffix.casefold() == ".toml")
    except FileNotFoundError:
        return {}, ()
    except OSError as error:
        return {}, (Problem("148", file=str(folder), key="folder", detail=str(error)),)
    for file in files:
        try:
            found = read_year(file)
            _refuse_older(file, found, shipped)
        except Problem as problem:
            troubles.append(problem)
        else:
            years[found.year] = found
    return years, tuple(troubles)


def _refuse_older(file: Path, found: Year, shipped: Calendar) -> None:
    """A newer program may bring a year that was held against its sources later than the file of the folder."""
    known = shipped.year(found.year).checked if found.year in shipped.years else None
    if known is not None and found.checked is not None and found.checked < known:
        raise Problem("149", file=str(file), key="checked", day=known.isoformat())


@cache
def _load_shipped() -> Calendar:
    return Calendar(read_years(SHIPPED))
