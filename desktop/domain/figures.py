"""Figures counted from rows: what each counts. docs/day.md says it for people.

How times are counted against their norms is in ``forms.figures_counting``.

* Waiting is that of visits with a ticket that were called, no-shows among them: all their waiting until the call, and
  again after a hold. Who left before a call is counted under how the ticket was closed.
* Serving is that of visits whose paper was handed over, all of it, holds left out; a case voided later was served all
  the same.
* A visit belongs to the working day it came on, a case to the date of its outcome.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from forms.day_acts import DayTotals
from forms.editions import Norms
from forms.figures import ClerkFigures, DayLoad, Figures, GroundCount, HourLoad, Overrun
from forms.figures_counting import Measured, classes, in_milliseconds, spread, whole_seconds


class VisitRow(NamedTuple):
    """A visit as figures need it; seconds as measured."""

    visit: str
    day: str
    came_hour: int
    changed_hour: int
    edition: str
    operator: str
    number: int
    called: int
    ended_by: str
    ground: str
    doubted: int
    waiting_seconds: float
    serving_seconds: float


class CaseRow(NamedTuple):
    """Cases alike in what figures need of them."""

    outcome: str
    edition: str
    operator: str
    grounds: str
    voided: int
    outside_hours: int
    many: int


class Left(NamedTuple):
    """How many visits were not finished: put aside, and cases opened and not decided."""

    held: int = 0
    unfinished: int = 0


def count_figures(
    first: str,
    last: str,
    visits: Iterable[VisitRow],
    cases: Iterable[CaseRow],
    norms: Mapping[str, Norms],
    *,
    numbers: tuple[str, str],
    left: Left,
    reasons: Mapping[str, tuple[str, str]] | None = None,
    service: str = "",
    worked_days: int = 0,
    clock_doubts: int = 0,
) -> Figures:
    """The figures of a period. ``norms`` by edition; ``numbers``: the first given and the last; ``reasons``: visit →
    number and reason of its overrun."""
    came, decided = _Visits(norms, reasons or {}), _Cases()
    for visit in visits:
        came.add(visit)
    for case in cases:
        decided.add(case)
    totals = DayTotals(
        first_number=numbers[0],
        last_number=numbers[1],
        accepted=decided.outcomes["accepted"],
        refusal_receipts=decided.outcomes["refusal_receipt"],
        reasoned_refusals=decided.outcomes["reasoned_refusal"],
        grounds=_by_key(decided.grounds),
        voided=decided.voided,
        tickets=came.tickets,
        without_ticket=came.without_ticket,
        no_shows=came.no_shows,
        closed_without_service=dict(sorted(came.closed.items())),
        out_of_order=dict(sorted(came.out_of_order.items())),
        waiting=spread(came.waiting),
        serving=spread(came.serving),
        doubted=came.doubted,
        held=left.held,
        unfinished=left.unfinished,
    )
    return Figures(
        first=first,
        last=last,
        service=service,
        totals=totals,
        worked_days=worked_days,
        outside_hours=decided.outside_hours,
        clock_doubts=clock_doubts,
        grounds=tuple(
            GroundCount(edition=edition, outcome=outcome, ground=ground, count=count)
            for (edition, outcome, ground), count in sorted(decided.grounds.items())
        ),
        waiting_classes=classes(came.waiting),
        serving_classes=classes(came.serving),
        hours=_hours(came.arrivals_by_hour, came.served_by_hour),
        days=tuple(
            DayLoad(day=day, arrivals=came.arrivals_by_day[day], served=came.served_by_day[day])
            for day in sorted(came.arrivals_by_day)
        ),
        clerks=_clerks(decided.by_clerk, came.serving_by_clerk),
        overruns=tuple(came.overruns),
    )


class _Visits:
    """Everything counted over visits, one after another."""

    def __init__(self, norms: Mapping[str, Norms], reasons: Mapping[str, tuple[str, str]]) -> None:
        self._waiting_norms = {label: norm.waiting_minutes for label, norm in norms.items()}
        self._serving_norms = {label: norm.serving_minutes for label, norm in norms.items()}
        self._reasons = reasons
        self.tickets = self.without_ticket = self.no_shows = self.doubted = 0
        self.closed: Counter[str] = Counter()
        self.out_of_order: Counter[str] = Counter()
        self.waiting: list[Measured] = []
        self.serving: list[Measured] = []
        self.serving_by_clerk: dict[str, list[Measured]] = {}
        self.arrivals_by_hour: Counter[int] = Counter()
        self.served_by_hour: Counter[int] = Counter()
        self.arrivals_by_day: Counter[str] = Counter()
        self.served_by_day: Counter[str] = Counter()
        self.overruns: list[Overrun] = []

    def add(self, visit: VisitRow) -> None:
        self.arrivals_by_hour[visit.came_hour] += 1
        self.arrivals_by_day[visit.day] += 1
        self.doubted += visit.doubted
        if visit.number:
            self.tickets += 1
            if visit.called:
                waited = in_milliseconds(visit.waiting_seconds)
                self.waiting.append(Measured(waited, self._waiting_norms.get(visit.edition)))
        else:
            self.without_ticket += 1
        if visit.ground:
            self.out_of_order[visit.ground] += 1
        if visit.ended_by == "handed_over":
            self._add_served(visit)
        elif visit.ended_by == "no_show":
            self.no_shows += 1
        elif visit.ended_by:
            self.closed[visit.ended_by] += 1

    def _add_served(self, visit: VisitRow) -> None:
        served = Measured(in_milliseconds(visit.serving_seconds), self._serving_norms.get(visit.edition))
        self.serving.append(served)
        self.serving_by_clerk.setdefault(visit.operator, []).append(served)
        self.served_by_hour[visit.changed_hour] += 1
        self.served_by_day[visit.day] += 1
        if served.over:
            number, reason = self._reasons.get(visit.visit, ("", ""))
            seconds = whole_seconds(served.milliseconds)
            self.overruns.append(Overrun(number=number, seconds=seconds, norm_minutes=served.norm or 0, reason=reason))


class _Cases:
    """Everything counted over cases; what is void is counted apart and keeps its number."""

    def __init__(self) -> None:
        self.outcomes: Counter[str] = Counter()
        self.grounds: Counter[tuple[str, str, str]] = Counter()
        self.by_clerk: dict[str, Counter[str]] = {}
        self.voided = self.outside_hours = 0

    def add(self, case: CaseRow) -> None:
        if case.voided:
            self.voided += case.many
            return
        self.outcomes[case.outcome] += case.many
        self.by_clerk.setdefault(case.operator, Counter())[case.outcome] += case.many
        self.outside_hours += case.outside_hours * case.many
        for ground in case.grounds.split():
            self.grounds[(case.edition, case.outcome, ground)] += case.many


def _by_key(grounds: Mapping[tuple[str, str, str], int]) -> dict[str, int]:
    counted: Counter[str] = Counter()
    for (_, _, ground), count in grounds.items():
        counted[ground] += count
    return dict(sorted(counted.items()))


def _hours(arrivals: Mapping[int, int], served: Mapping[int, int]) -> tuple[HourLoad, ...]:
    """Every hour from the first in which something happened to the last."""
    busy = sorted({*arrivals, *served})
    if not busy:
        return ()
    return tuple(
        HourLoad(hour=hour, arrivals=arrivals.get(hour, 0), served=served.get(hour, 0))
        for hour in range(busy[0], busy[-1] + 1)
    )


def _clerks(
    outcomes: Mapping[str, Mapping[str, int]], serving: Mapping[str, Sequence[Measured]]
) -> tuple[ClerkFigures, ...]:
    return tuple(
        ClerkFigures(
            operator=operator,
            accepted=outcomes.get(operator, {}).get("accepted", 0),
            refusal_receipts=outcomes.get(operator, {}).get("refusal_receipt", 0),
            reasoned_refusals=outcomes.get(operator, {}).get("reasoned_refusal", 0),
            serving=spread(serving.get(operator, ())),
        )
        for operator in sorted({*outcomes, *serving})
    )
