"""How elapsed minutes stand against their norm, and a watch that notices a moved wall clock between two acts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the clock is painted before anything of the journal is loaded
    from forms.editions import Norms
    from forms.moments import Elapsed, Moment
    from forms.visits import Period


# What is looked back to is no older: two quartz clocks part in the long run.
LOOKED_AFRESH_SECONDS = 3600


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


def judge_clock(elapsed: "Elapsed", norm_minutes: int, warn_at_minutes: tuple[int, ...]) -> ClockState:
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


def serving_state(periods: "Sequence[Period]", norms: "Norms", now: "Moment") -> ClockState | None:
    """The serving clock of a visit; None where the edition sets no norm."""
    from forms.visits import measure_periods

    if norms.serving_minutes is None:
        return None
    return judge_clock(measure_periods(periods, "serving", now), norms.serving_minutes, norms.warn_at_minutes)


def waiting_state(periods: "Sequence[Period]", norms: "Norms", now: "Moment") -> ClockState | None:
    """The waiting clock of a visit; None where the edition sets no norm for waiting.

    The edition's warnings are of the serving norm; those of waiting come as long before its end.
    """
    from forms.visits import measure_periods

    norm = norms.waiting_minutes
    if norm is None:
        return None
    shift = norm - (norms.serving_minutes or norm)
    warnings = tuple(at + shift for at in norms.warn_at_minutes if at + shift > 0)
    return judge_clock(measure_periods(periods, "waiting", now), norm, warnings)


class ClockWatch:
    """Looks at the clocks between acts. Fed with moments, it says once of each move that the wall was moved.

    It knows nothing of the journal: what it reports is to be recorded by ``note_clock`` on the store's thread.
    """

    def __init__(self) -> None:
        self._seen: Moment | None = None

    def look(self, now: "Moment") -> float | None:
        """Seconds the wall was moved since the move before, or None. The small steps between looks add up."""
        from forms.clock_standing import find_jump
        from forms.moments import count_between

        if self._seen is None:
            self._seen = now
            return None
        jump = find_jump(self._seen, now)
        if jump is not None or count_between(self._seen, now) > LOOKED_AFRESH_SECONDS:
            self._seen = now
        return jump
