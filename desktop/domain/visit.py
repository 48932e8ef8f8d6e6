"""A visit as periods: serving, put aside, serving again. Periods neither overlap nor leave gaps."""

from desktop.domain.case import CaseDraft, Period, PeriodKind
from desktop.domain.clock import Elapsed, measure
from forms.events import Moment


def open_periods(now: Moment) -> list[Period]:
    """A walk-in's visit: serving starts when the case is opened."""
    return [Period(kind="serving", start=now)]


def turn_period(draft: CaseDraft, kind: PeriodKind, now: Moment) -> None:
    """End the period that lasts and begin one of ``kind`` at the same moment. Nothing happens if it is that kind."""
    last = draft.periods[-1]
    if last.kind == kind:
        return
    last.end = now
    draft.periods.append(Period(kind=kind, start=now))


def measure_serving(periods: list[Period], now: Moment) -> Elapsed:
    """Seconds served so far. Held periods are their own and do not count."""
    total, doubted = 0.0, False
    for period in periods:
        if period.kind != "serving":
            continue
        elapsed = measure(period.start, period.end or now)
        total += elapsed.seconds
        doubted = doubted or elapsed.doubted
    return Elapsed(total, doubted)
