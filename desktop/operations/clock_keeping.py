"""The PC's clock itself: what is noticed of it, and the operator's word that it is right. On the store's thread."""

from dataclasses import dataclass

from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, standing_at, with_doubt
from forms.clock_standing import FLOOR, Ends
from forms.day_acts import ClockTrusted
from forms.moments import Moment, wall_time
from forms.problems import Problem


@dataclass(frozen=True)
class ClockLook:
    """The clock as the screen tells of it.

    ``off_seconds``: wall minus true time as far as is known, negative where it is behind. ``since``: the wall shown
    when it was noticed, ISO 8601 with offset. ``ends``: how the doubt may end by itself, see ClockStanding.
    """

    doubted: bool
    off_seconds: int = 0
    since: str = ""
    ends: Ends = "sum"


def look_at_clock(counter: Counter) -> ClockLook:
    """Where the clock stands now. Records nothing."""
    return _look(counter, counter.clock.now())


def note_clock(counter: Counter) -> ClockLook:
    """Record what is noticed of the clock without another act; nothing where there is nothing."""
    now = counter.clock.now()
    noticed = with_doubt(counter, now)
    if noticed:
        with counter.store.act() as act:
            act.append(*noticed)
    return _look(counter, now)


def confirm_clock(counter: Counter) -> ClockLook:
    """The operator looked: the time shown is right. It is the trusted one from now on.

    A clock that is not in doubt needs no word. Raises Problem 660 where it shows a day before every calendar.
    """
    now = counter.clock.now()
    if standing_at(counter, now).doubted:
        if wall_time(now) < FLOOR:
            raise Problem("660", shown=f"{wall_time(now):%d.%m.%Y %H:%M}")
        confirmed = entry_of(counter, now, ClockTrusted(by="operator"), None)
        with counter.store.act() as act:
            act.append(*with_doubt(counter, now, confirmed))
    return _look(counter, now)


def _look(counter: Counter, now: Moment) -> ClockLook:
    standing = standing_at(counter, now)
    if not standing.doubted:
        return ClockLook(False)
    return ClockLook(
        doubted=True,
        off_seconds=round(standing.offset_at(now)),
        since=standing.since,
        ends=standing.ends,
    )
