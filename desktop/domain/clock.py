"""Elapsed minutes that a PC's clock cannot falsify, and how they stand against the norm.

Wall time is what papers say; the machine's own count since it was started is what minutes are measured by. Only
between two starts of the machine is there nothing but wall time, and then the result says that it is doubtful.
"""

from dataclasses import dataclass
from datetime import datetime
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the clock is painted before anything of the journal is loaded
    from forms.events import Moment

# Between two moments of one boot the wall may drift or be set right by NTP; beyond this it was moved.
TOLERATED_DRIFT_SECONDS = 30.0


@dataclass(frozen=True)
class Elapsed:
    """Seconds between two moments; ``doubted`` where only wall clocks could be compared."""

    seconds: float
    doubted: bool = False


def wall_time(moment: "Moment") -> datetime:
    """The wall time of a moment, aware."""
    return datetime.fromisoformat(moment.wall)


def measure(start: "Moment", end: "Moment") -> Elapsed:
    """Seconds from ``start`` to ``end``, never negative."""
    if start.boot == end.boot:
        return Elapsed(max(0.0, (end.monotonic_ms - start.monotonic_ms) / 1000))
    return Elapsed(max(0.0, (wall_time(end) - wall_time(start)).total_seconds()), doubted=True)


def find_jump(before: "Moment", now: "Moment") -> float | None:
    """Seconds the wall clock was moved between two moments, or None where nothing speaks against it.

    Within one boot the machine's count tells. Across boots only a wall that went back can be noticed.
    """
    walls = (wall_time(now) - wall_time(before)).total_seconds()
    if before.boot == now.boot:
        jump = walls - (now.monotonic_ms - before.monotonic_ms) / 1000
        return jump if abs(jump) > TOLERATED_DRIFT_SECONDS else None
    return walls if walls < 0 else None


class Level(Enum):
    """How near the norm is; each has its own colour, sign and word."""

    CALM = "calm"
    CARE = "care"
    TROUBLE = "trouble"
    OVER = "over"


@dataclass(frozen=True)
class ClockState:
    """What the clock on the screen shows: seconds left (negative when over) and how serious that is."""

    level: Level
    left_seconds: int
    share_gone: float
    doubted: bool


def judge_clock(elapsed: Elapsed, norm_minutes: int, warn_at_minutes: tuple[int, ...]) -> ClockState:
    """The clock's state against a norm; the first warning is care, the last is trouble."""
    norm = norm_minutes * 60
    left = norm - int(elapsed.seconds)
    level = Level.CALM
    if left < 0:
        level = Level.OVER
    elif warn_at_minutes and elapsed.seconds >= warn_at_minutes[-1] * 60:
        level = Level.TROUBLE
    elif warn_at_minutes and elapsed.seconds >= warn_at_minutes[0] * 60:
        level = Level.CARE
    return ClockState(level, left, min(1.0, elapsed.seconds / norm), elapsed.doubted)
