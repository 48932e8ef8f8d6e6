"""Waiting and serving against the norms, over many counters: counted by the database, told as the counter tells it.

What each figure counts is docs/day.md's. The database groups the times and hands each group over as one list, so that
medians are exact and a year of a district costs a few hundred rows. No person who came is in a figure.
"""

from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from operator import add
from typing import Any, NamedTuple

from django.db.models import Aggregate, BigIntegerField, Count, F, Q, QuerySet, TextField
from django.db.models.functions import Cast, Round

from forms.editions import Norms
from forms.figures import Classes
from forms.figures_counting import MINUTE, class_edges, median_seconds, whole_seconds
from server.organisations.models import Organisation
from server.register.models import VisitRow


class Listed(Aggregate):
    """Texts of a group, joined by commas."""

    function = "STRING_AGG"
    template = "%(function)s(%(expressions)s, ',')"
    output_field = TextField()

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        """By the name SQLite has for it."""
        return self.as_sql(compiler, connection, function="GROUP_CONCAT", **context)


class Kept(NamedTuple):
    """Times against their norms, in whole seconds. ``measured`` are those there is a norm for, ``over`` beyond it."""

    many: int = 0
    median_seconds: int = 0
    longest_seconds: int = 0
    measured: int = 0
    over: int = 0

    @property
    def share(self) -> float | None:
        """The part of those with a norm that was over it, of one; None where there is no norm."""
        return self.over / self.measured if self.measured else None


@dataclass
class Times:
    """Times in whole milliseconds by the norm they stand against, in minutes; None where there is none."""

    lists: dict[int | None, list[int]] = field(default_factory=lambda: defaultdict(list))

    def add(self, norm: int | None, milliseconds: Sequence[int]) -> None:
        """More of them, the shortest first."""
        self.lists[norm].extend(milliseconds)

    def tell(self) -> Kept:
        """Count, median, longest, and how many were over their norm."""
        every = self._in_order()
        measured = {norm: times for norm, times in self.lists.items() if norm is not None}
        return Kept(
            many=len(every),
            median_seconds=median_seconds(every),
            longest_seconds=whole_seconds(every[-1] if every else 0),
            measured=sum(map(len, measured.values())),
            over=sum(len(times) - bisect_right(times, norm * MINUTE) for norm, times in measured.items()),
        )

    def in_classes(self) -> Classes:
        """How many took how long, in classes of five minutes."""
        norms = tuple(sorted(norm for norm in self.lists if norm is not None))
        edges = class_edges(norms)
        every = self._in_order()
        upto = [0, *(bisect_right(every, edge * MINUTE) for edge in edges), len(every)]
        return Classes(edges=edges, counts=tuple(last - before for before, last in pairwise(upto)), norms=norms)

    def _in_order(self) -> list[int]:
        for times in self.lists.values():
            times.sort()  # of runs in order: merged, hardly compared
        if len(self.lists) == 1:
            return next(iter(self.lists.values()))
        return sorted(time for times in self.lists.values() for time in times)


class SchoolLine(NamedTuple):
    """One organisation: who came, and how its norms were kept."""

    organisation: int
    visits: int
    doubted: int
    waiting: Kept
    serving: Kept


class ClerkLine(NamedTuple):
    """One operator of one counter; ``operator`` is an identifier."""

    organisation: int
    counter: int
    operator: str
    serving: Kept


class HourLine(NamedTuple):
    """An hour by the counters' wall clocks: who came in it and waited; whose paper was handed over in it."""

    hour: int
    arrivals: int
    waiting: Kept
    serving: Kept


class DayLine(NamedTuple):
    """A working day: who came on it, how many were served and waited, and how many over their norms."""

    day: date
    arrivals: int
    served: int
    waited: int
    waiting_over: int
    serving_over: int


@dataclass(frozen=True)
class NormFigures:
    """The figures of a period."""

    visits: int
    tickets: int
    no_shows: int
    doubted: int
    waiting: Kept
    serving: Kept
    waiting_classes: Classes
    serving_classes: Classes
    schools: tuple[SchoolLine, ...]
    clerks: tuple[ClerkLine, ...]
    hours: tuple[HourLine, ...]
    days: tuple[DayLine, ...]


# the counter's rules, as conditions on a row
WAITED = Q(called=True) & ~Q(label="")
SERVED = Q(ended_by="handed_over")


def milliseconds(column: str) -> Cast:
    """Measured seconds as whole milliseconds, written out."""
    return Cast(Cast(Round(F(column) * 1000.0), BigIntegerField()), TextField())


def over_norm(column: str, minutes: Mapping[str, int | None]) -> Q:
    """Which rows took longer than the norm of their edition; ``minutes`` by edition."""
    found = Q(pk__in=[])
    for norm in sorted({norm for norm in minutes.values() if norm is not None}):
        editions = [label for label, given in minutes.items() if given == norm]
        # Half a millisecond beyond rounds up into the next one, which is over.
        found |= Q(edition__in=editions, **{f"{column}__gte": norm * 60 + 0.0005})
    return found


def visits_of(organisations: QuerySet[Organisation], first: date, last: date, service: str = "") -> QuerySet[VisitRow]:
    """The visits that came to these organisations on the days from ``first`` to ``last``."""
    rows = VisitRow.objects.filter(organisation__in=organisations.order_by().values("pk"), day__range=(first, last))
    rows = rows.filter(left_behind=False)
    return rows.filter(service=service) if service else rows


def count_norms(visits: QuerySet[VisitRow], norms: Mapping[str, Norms]) -> NormFigures:
    """The figures of these visits. ``norms`` by edition's label; other editions measure none."""
    waiting_norms = {label: norm.waiting_minutes for label, norm in norms.items()}
    serving_norms = {label: norm.serving_minutes for label, norm in norms.items()}
    waiting, serving = _Grouped(), _Grouped()
    clerks: dict[tuple[int, int, str], Times] = defaultdict(Times)
    arrivals: Counter[int] = Counter()
    for organisation, hour, edition, many, listed in _arrivals(visits):
        arrivals[hour] += many
        if listed:
            waiting.add(organisation, hour, waiting_norms.get(edition), _read(listed))
    for organisation, counter, hour, operator, edition, listed in _serving(visits):
        times = _read(listed)
        serving.add(organisation, hour, serving_norms.get(edition), times)
        clerks[organisation, counter, operator].add(serving_norms.get(edition), times)
    came = _Came(visits, waiting_norms, serving_norms)
    hours = sorted({*arrivals, *waiting.hours, *serving.hours})
    return NormFigures(
        visits=came.visits,
        tickets=came.tickets,
        no_shows=came.no_shows,
        doubted=came.doubted,
        waiting=waiting.every.tell(),
        serving=serving.every.tell(),
        waiting_classes=waiting.every.in_classes(),
        serving_classes=serving.every.in_classes(),
        schools=tuple(
            SchoolLine(one, *came.by_organisation[one], waiting.tell_organisation(one), serving.tell_organisation(one))
            for one in sorted(came.by_organisation)
        ),
        clerks=tuple(ClerkLine(*who, clerks[who].tell()) for who in sorted(clerks)),
        hours=tuple(
            HourLine(hour, arrivals[hour], waiting.tell_hour(hour), serving.tell_hour(hour))
            for hour in (range(hours[0], hours[-1] + 1) if hours else ())
        ),
        days=tuple(DayLine(day, *came.by_day[day]) for day in sorted(came.by_day)),
    )


class _Grouped:
    """Times of all, by organisation and by hour."""

    def __init__(self) -> None:
        self.every = Times()
        self.organisations: dict[int, Times] = defaultdict(Times)
        self.hours: dict[int, Times] = defaultdict(Times)

    def add(self, organisation: int, hour: int, norm: int | None, milliseconds: list[int]) -> None:
        for times in (self.every, self.organisations[organisation], self.hours[hour]):
            times.add(norm, milliseconds)

    def tell_organisation(self, organisation: int) -> Kept:
        return self.organisations[organisation].tell() if organisation in self.organisations else Kept()

    def tell_hour(self, hour: int) -> Kept:
        return self.hours[hour].tell() if hour in self.hours else Kept()


class _Came:
    """How many came: of all, by organisation (with those in doubt), and by day."""

    def __init__(
        self, visits: QuerySet[VisitRow], waiting: Mapping[str, int | None], serving: Mapping[str, int | None]
    ) -> None:
        self.visits = self.tickets = self.no_shows = self.doubted = 0
        self.by_organisation: dict[int, tuple[int, int]] = {}
        self.by_day: dict[date, tuple[int, ...]] = {}
        grouped = visits.order_by("organisation_id", "day").values_list("organisation_id", "day")
        for organisation, day, many, tickets, no_shows, doubted, *loads in grouped.annotate(
            _many=Count("pk"),
            _tickets=Count("pk", filter=~Q(label="")),
            _no_shows=Count("pk", filter=Q(ended_by="no_show")),
            _doubted=Count("pk", filter=Q(doubted=True)),
            _served=Count("pk", filter=SERVED),
            _waited=Count("pk", filter=WAITED),
            _waiting_over=Count("pk", filter=WAITED & over_norm("waiting_seconds", waiting)),
            _serving_over=Count("pk", filter=SERVED & over_norm("serving_seconds", serving)),
        ):
            self.visits += many
            self.tickets += tickets
            self.no_shows += no_shows
            self.doubted += doubted
            before = self.by_organisation.get(organisation, (0, 0))
            self.by_organisation[organisation] = (before[0] + many, before[1] + doubted)
            load = (many, *loads)
            known = self.by_day.get(day)
            self.by_day[day] = load if known is None else tuple(map(add, known, load))


# Whole numbers are grouped much faster than texts: a place is one, and stands first.
_COUNTERS = 10**9


def _arrivals(visits: QuerySet[VisitRow]) -> Iterable[tuple[int, int, str, int, str | None]]:
    """Organisation, hour, edition, how many came, the waiting times of those that count."""
    rows = visits.annotate(_place=F("organisation_id") * 24 + F("came_hour"), _edition=F("edition"))
    grouped = rows.order_by().values_list("_place", "_edition")
    for place, edition, many, listed in grouped.annotate(
        _many=Count("pk"), _times=Listed(milliseconds("waiting_seconds"), filter=WAITED)
    ):
        yield *divmod(place, 24), edition, many, listed


def _serving(visits: QuerySet[VisitRow]) -> Iterable[tuple[int, int, int, str, str, str]]:
    """Organisation, counter, hour, operator, edition, times."""
    place = (F("organisation_id") * _COUNTERS + F("counter_id")) * 24 + F("changed_hour")
    rows = visits.filter(SERVED).annotate(_place=place, _operator=F("operator"), _edition=F("edition"))
    grouped = rows.order_by().values_list("_place", "_operator", "_edition")
    for where, operator, edition, listed in grouped.annotate(_times=Listed(milliseconds("serving_seconds"))):
        who, hour = divmod(where, 24)
        yield *divmod(who, _COUNTERS), hour, operator, edition, listed


def _read(listed: str) -> list[int]:
    return sorted(map(int, listed.split(",")))
