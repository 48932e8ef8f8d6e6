"""The figures of a day and of longer periods, from the store's rows."""

from collections.abc import Sequence

from desktop.operations.counter import Counter
from forms.day_acts import DayTotals
from forms.moments import Moment


def total_day(counter: Counter, day: str, now: Moment, *, closing: Sequence[str] = ()) -> DayTotals:
    """The totals a day is closed with; ``closing`` are visits that end with it."""
    return DayTotals()
