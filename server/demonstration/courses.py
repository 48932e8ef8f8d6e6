"""Which courses begin on a day at a counter of the demonstration, and what earlier ones bring on it."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random

from forms.calendar import Calendar
from forms.editions import Edition
from server.demonstration.services import Place, Told, complain, enrol, package, set_groups

_STAYING = (2, 3, 4, 5)  # where enrolments of the last day stand


@dataclass
class Courses:
    """What a counter does beside attestation; ``numbers`` are its reception's, shared with the rest of its work."""

    code: str
    clerk: str
    rng: Random
    calendar: Calendar
    until: date
    office: str
    numbers: dict[int, int]
    enrols: Edition | None = None
    packs: Edition | None = None
    hears: Edition | None = None  # complaints under this edition
    results: dict[int, int] = field(default_factory=dict)
    complaints: dict[int, int] = field(default_factory=dict)
    later: dict[date, list[Told]] = field(default_factory=lambda: defaultdict(list))
    school_years: set[int] = field(default_factory=set)

    def of(self, day: date) -> list[Told]:
        """Everything of this working day, in no order."""
        for told in self._begun(day):
            self.later[told.day].append(told)
        due = [one for one in self.later if one <= day]
        return [told._replace(day=day) for one in sorted(due) for told in self.later.pop(one)]

    @property
    def _last(self) -> date:
        """The last day anybody works: something of everything is under way on it."""
        day = self.until
        while not self.calendar.is_working(day):
            day -= timedelta(1)
        return day

    def _begun(self, day: date) -> Iterable[Told]:
        if self.enrols is not None:
            yield from self._enrolments(self.enrols, day)
        if self.packs is not None:
            for number in range(4 if day == self._last else self.rng.choice((0, 1, 1, 2))):
                yield from package(self._place(day, self.numbers), self.packs, day, 3_000 + 4_000 * number)
        if self.hears is not None and self.rng.random() < 0.04:
            about = self.clerk if self.rng.random() < 0.5 else ""
            place = self._place(day, self.complaints)
            yield from complain(place, self.hears, day, about, self.office)

    def _enrolments(self, edition: Edition, day: date) -> Iterable[Told]:
        year = day.year if day.month >= 8 else day.year - 1
        if year not in self.school_years:
            self.school_years.add(year)
            yield from set_groups(day, year)
        last = day == self._last
        busy = (8, 20) <= (day.month, day.day) <= (9, 20)
        for number in range(len(_STAYING) if last else 2 if busy else int(self.rng.random() < 0.3)):
            result = self.results[day.year] = self.results.get(day.year, 0) + 1
            place, came = self._place(day, self.numbers), 2_000 + 5_000 * number
            yield from enrol(place, edition, day, came, result, stays_at=_STAYING[number] if last else 0)

    def _place(self, day: date, numbers: dict[int, int]) -> Place:
        count = numbers[day.year] = numbers.get(day.year, 0) + 1
        case = f"{self.rng.getrandbits(128):032x}"
        return Place(self.code, self.clerk, case, count, self.rng, self.calendar)
