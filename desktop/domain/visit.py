"""How long someone was served, from the periods of the visit."""

from collections.abc import Sequence

from forms.moments import Elapsed, Moment
from forms.visits import Period, measure_periods


def measure_serving(periods: Sequence[Period], now: Moment) -> Elapsed:
    """Seconds served so far. Waiting and held periods are their own and do not count."""
    return measure_periods(periods, "serving", now)
