"""When the next round goes, how large its batches are, and how much of a metered line is left."""

import random
from dataclasses import dataclass
from datetime import datetime, timedelta

from forms.batches import BatchLimits

_FIRST_WAIT = 30.0
_LONGEST_WAIT = 3600.0
# Of the next round where all went well: often enough for the office to see the day, apart so that not all come at once.
_BETWEEN = (120.0, 420.0)
# What there is for us is asked for at least so often, though nothing waits to be sent.
ASK_EVERY = timedelta(hours=1)
# A wait the centre asks for is honoured up to here; one later than that was set by a clock that was wrong.
LONGEST_ASKED = 86_400.0
_APART = 60.0

FIRST_BATCH = 128 << 10
LEAST_BATCH = 2 << 10
METERED_BATCH = 64 << 10
_QUICK, _SLOW = 4.0, 20.0  # seconds a batch takes


def wait_after_failure(failures: int, asked: float, chance: random.Random) -> float:
    """Seconds until the next try after so many failures in a row: full jitter, and never before what was asked."""
    spread = chance.uniform(_FIRST_WAIT / 6, min(_LONGEST_WAIT, _FIRST_WAIT * 2 ** min(failures, 20)))
    if asked <= 0:
        return spread
    return min(asked, LONGEST_ASKED) + chance.uniform(0, min(_APART, asked))


def wait_after_round(asked: float, chance: random.Random) -> float:
    """Seconds until the next round after one that went well."""
    return max(chance.uniform(*_BETWEEN), min(asked, LONGEST_ASKED) + chance.uniform(0, min(_APART, max(asked, 0.0))))


def wait_for_tomorrow(now: datetime, chance: random.Random) -> float:
    """Seconds until a metered line may be used again."""
    tomorrow = (now + timedelta(days=1)).replace(hour=0, minute=0, second=0, microsecond=0)
    return (tomorrow - now).total_seconds() + chance.uniform(0, _LONGEST_WAIT)


def is_time(next_at: str, now: datetime) -> bool:
    """Whether a kept time has come. One that lies further ahead than any wait was set by a clock that was wrong."""
    if not next_at:
        return True
    left = (datetime.fromisoformat(next_at) - now).total_seconds()
    return left <= 0 or left > LONGEST_ASKED + 2 * _LONGEST_WAIT


@dataclass
class BatchSize:
    """How many bytes the next batch may have: more while the line is quick, fewer once it is slow or refuses."""

    bytes: int
    limits: BatchLimits
    most: int = 0  # 0: as much as the limits

    def __post_init__(self) -> None:
        self.bytes = self._within(self.bytes or FIRST_BATCH)

    def went(self, seconds: float) -> None:
        """A batch was answered after so many seconds."""
        if seconds < _QUICK:
            self.bytes = self._within(self.bytes * 2)
        elif seconds > _SLOW:
            self.shrink(self.bytes)

    def shrink(self, sent: int) -> bool:
        """Half of what was sent from now on; False where that was as small as it gets."""
        self.bytes = self._within(min(self.bytes, sent) // 2)
        return self.bytes < sent

    def narrow(self, limits: BatchLimits) -> None:
        """The centre announced other limits."""
        self.limits = limits
        self.bytes = self._within(self.bytes)

    def _within(self, size: int) -> int:
        most = min(self.limits.sealed, self.most or self.limits.sealed)
        return max(min(size, most), min(LEAST_BATCH, self.limits.sealed))
