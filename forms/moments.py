"""When something happened, by two clocks, and the time between two moments that no PC clock can falsify.

Wall time is what papers say; the machine's own count since it was started is what minutes are measured by. Only
between two starts of the machine is there nothing but wall time, and then the result says that it is doubtful.
"""

from dataclasses import dataclass
from datetime import datetime

from forms.records import Part


class Moment(Part, frozen=True, kw_only=True):
    """When: the wall clock with its offset, and the machine's own count since it was started."""

    wall: str  # ISO 8601 with offset, milliseconds
    monotonic_ms: int  # counts through suspend
    boot: str  # names this start of the machine


class Carried(Moment, frozen=True, kw_only=True):
    """A moment where its time is carried over starts of the machine: the count is that of a later start, set back by
    what was measured until then. ``doubted`` once it was; never journalled."""

    doubted: bool = False


@dataclass(frozen=True)
class Elapsed:
    """Seconds between two moments; ``doubted`` where only wall clocks could be compared."""

    seconds: float
    doubted: bool = False


def wall_time(moment: Moment) -> datetime:
    """The wall time of a moment, aware."""
    return datetime.fromisoformat(moment.wall)


def wall_between(before: Moment, now: Moment) -> float:
    """Seconds from one moment to another by the wall clocks; negative where the wall went back."""
    return (wall_time(now) - wall_time(before)).total_seconds()


def count_between(before: Moment, now: Moment) -> float:
    """Seconds between two moments of one start by the machine's count; of two starts it means nothing."""
    return (now.monotonic_ms - before.monotonic_ms) / 1000


def measure(start: Moment, end: Moment) -> Elapsed:
    """Seconds from ``start`` to ``end``, never negative."""
    if start.boot == end.boot:
        return Elapsed(max(0.0, count_between(start, end)), doubted=isinstance(start, Carried) and start.doubted)
    return Elapsed(max(0.0, wall_between(start, end)), doubted=True)


def carry(start: Moment, elapsed: float, at: Moment) -> Moment:
    """The moment on the count of the start that ``at`` belongs to, where ``elapsed`` seconds have passed since it."""
    if start.boot == at.boot:
        return start
    count = at.monotonic_ms - round(elapsed * 1000)
    return Carried(wall=start.wall, monotonic_ms=count, boot=at.boot, doubted=True)
