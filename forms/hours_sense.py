"""What hours must be to be worked with, whoever states them: an edition, or an organisation's profile."""

from collections.abc import Iterator, Sequence
from datetime import time
from typing import Protocol

from forms.edition_shape import Fault


class Stated(Protocol):
    """Days and hours as they are stated, local time."""

    @property
    def days(self) -> Sequence[str]:
        """The days, by their short English names."""

    @property
    def opens(self) -> time:
        """From."""

    @property
    def closes(self) -> time:
        """To."""

    @property
    def lunch(self) -> tuple[time, time] | None:
        """From and to; None where nobody stops for it."""


def hours_faults(hours: Stated, key: str) -> Iterator[Fault]:
    """What is wrong with hours: no days, closing before opening, lunch that does not lie within."""
    if not hours.days:
        yield Fault("164", f"{key}.days")
    for day in sorted({day for day in hours.days if hours.days.count(day) > 1}):
        yield Fault("175", f"{key}.days", {"found": day})
    opens, closes = f"{hours.opens:%H:%M}", f"{hours.closes:%H:%M}"
    if hours.closes <= hours.opens:
        yield Fault("165", f"{key}.closes", {"opens": opens, "closes": closes})
    if hours.lunch is None:
        return
    begins, ends = (f"{moment:%H:%M}" for moment in hours.lunch)
    if hours.lunch[1] <= hours.lunch[0]:
        yield Fault("166", f"{key}.lunch", {"begins": begins, "ends": ends})
    elif hours.opens < hours.closes and (
        hours.lunch[0] < hours.opens or hours.lunch[1] > hours.closes or hours.lunch == (hours.opens, hours.closes)
    ):
        yield Fault("167", f"{key}.lunch", {"lunch": f"{begins}–{ends}", "hours": f"{opens}–{closes}"})
