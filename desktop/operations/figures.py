"""The figures of a day and of longer periods, from the store's rows. Called on the store's thread."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

import msgspec

from desktop.domain.figures import CaseRow, Left, VisitRow, count_figures
from desktop.operations.counter import Counter
from desktop.operations.proceeding_figures import held_steps, measured_procedures
from desktop.storage.figures import LeftVisit
from forms.day_acts import DayTotals
from forms.figures import Figures
from forms.figures_counting import spread
from forms.moments import Moment
from forms.problems import Problem
from forms.visits import Visit, measure_periods


def total_day(
    counter: Counter, day: str, now: Moment, *, closing: Sequence[str] = (), holding: Sequence[str] = ()
) -> DayTotals:
    """The totals a day is closed with; ``closing`` are visits that end with it, ``holding`` those put aside with it.

    What is left is counted as it stands now, whatever the wall clock says: nothing came after the day yet.
    """
    ending, aside = set(closing), set(holding)
    there = counter.store.figures.left_now(day)
    left = [one for one in there if one.visit.id not in ending]
    counted = _count_left(((one, "held" if one.visit.id in aside else one.visit.state) for one in left), "")
    # Who came back from a hold and waited again waits until the day ends: as it is measured once that is recorded.
    waited = {
        one.visit.id: measure_periods(one.visit.periods, "waiting", now).seconds
        for one in there
        if one.visit.id in ending or one.visit.id in aside
    }
    return _figures(counter, day, day, "", counted, ending, waited).totals


def figures_of(counter: Counter, first: date, last: date, service: str = "") -> Figures:
    """The figures of all days from ``first`` to ``last``, of one service or of all.

    Raises Problem 624 where the last day is before the first, 626 for a service the profile does not have.
    """
    if last < first:
        raise Problem("624", first=first.isoformat(), last=last.isoformat())
    if service and service not in counter.profile.services:
        raise Problem("626", service=service, expected=", ".join(counter.profile.services))
    rows, end = counter.store.figures, last.isoformat()
    today = counter.store.days.open_day() or counter.clock.now().wall[:10]
    if end >= today:
        left = _count_left(((one, one.visit.state) for one in rows.left_now(end, service)), "")
    else:
        left = _count_left(((one, _state_after(one.visit, end)) for one in rows.left_at_end(end, service)), end)
    figures = _figures(counter, first.isoformat(), end, service, left)
    procedures = measured_procedures(counter, first.isoformat(), end, service)
    return msgspec.structs.replace(
        figures,
        held=tuple(held_steps(counter, first.isoformat(), end, service)),
        procedures=spread(procedures),
        procedures_doubted=sum(one.doubted for one in procedures),
    )


def _figures(
    counter: Counter,
    first: str,
    last: str,
    service: str,
    left: Left,
    ending: Collection[str] = (),
    waited: Mapping[str, float] | None = None,
) -> Figures:
    rows = counter.store.figures
    visits: Iterable[VisitRow] = map(VisitRow._make, rows.visits(first, last, service))
    if ending:
        visits = (row._replace(ended_by="day_ended") if row.visit in ending else row for row in visits)
    if waited:
        visits = (row._replace(waiting_seconds=waited.get(row.visit, row.waiting_seconds)) for row in visits)
    norms = {edition.label: edition.norms for edition in counter.editions}
    least = 60.0 * min((norm.serving_minutes for norm in norms.values() if norm.serving_minutes), default=0)
    return count_figures(
        first,
        last,
        visits,
        map(CaseRow._make, rows.cases(first, last, service)),
        norms,
        numbers=rows.numbers(first, last, service),
        left=left,
        reasons=rows.reasons(first, last, least),
        service=service,
        worked_days=rows.count_days(first, last),
        clock_doubts=rows.count_doubts(first, last),
    )


def _count_left(left: Iterable[tuple[LeftVisit, str]], until: str) -> Left:
    """Of visits with the state they were in; a case decided after the day ``until`` was not decided then."""
    held = unfinished = 0
    for one, state in left:
        held += state == "held"
        decided = one.decided_on is not None and (not until or one.decided_on <= until)
        unfinished += one.visit.case_opened and not decided
    return Left(held, unfinished)


def _state_after(visit: Visit, day: str) -> str:
    """What a visit was when a day was over, by its periods."""
    for period in visit.periods:
        if period.start.wall[:10] <= day and (period.end is None or period.end.wall[:10] > day):
            return period.kind
    return ""
