"""The law's rules on days off, without the days: the week's own rest days, and holidays that shift."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from typing import Literal, Protocol, TypeVar

WorkingWeek = Literal[5, 6]


class _Holiday(Protocol):
    """What the rules need of a holiday."""

    @property
    def days(self) -> tuple[date, ...]: ...

    @property
    def shifts(self) -> bool: ...


Kept = TypeVar("Kept", bound=_Holiday)

_ONE_DAY = timedelta(days=1)


def is_weekend(day: date, week: WorkingWeek) -> bool:
    """Whether the week itself rests on ``day``: Saturday and Sunday, in a week of six Sunday alone."""
    return day.weekday() >= week


def shift_holidays(holidays: Iterable[Kept], week: WorkingWeek) -> Mapping[date, Kept]:
    """The days holidays shifted to. Art. 5 of the Law on holidays: the next working day after a rest day is off.

    In a six-day week Saturday is no rest day, so a holiday on it stays where it is.
    """
    kept = tuple(holidays)
    off = {day for holiday in kept for day in holiday.days}
    shifted: dict[date, Kept] = {}
    falling = [(day, holiday) for holiday in kept if holiday.shifts for day in holiday.days if is_weekend(day, week)]
    for day, holiday in sorted(falling, key=lambda pair: pair[0]):
        following = day + _ONE_DAY
        while following in off or following in shifted or is_weekend(following, week):
            following += _ONE_DAY
        shifted[following] = holiday
    return shifted
