"""The machine's clocks read together: the only place of the counter that asks what time it is."""

import time
import uuid
import zoneinfo
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Protocol
from zoneinfo import ZoneInfo

from forms.moments import Moment


class Clock(Protocol):
    """Whatever can say the moment: the machine's clock, or a test's."""

    def now(self) -> Moment:
        """This moment."""
        ...


class MachineClock:
    """The real clock, in the organisation's zone."""

    def __init__(self, zone: str) -> None:
        # The zones shipped with the program, not the system's: an offline PC may not know that the country became
        # one zone on 1 March 2024, and would print hours that were not.
        zoneinfo.reset_tzpath(to=())
        ZoneInfo.clear_cache()
        self._zone = ZoneInfo(zone)

    def now(self) -> Moment:
        """This moment; the machine's count goes on through suspend where the system offers that."""
        wall = datetime.now(self._zone).isoformat(timespec="milliseconds")
        return Moment(wall=wall, monotonic_ms=_count_ms(), boot=_boot_name())


def _count_ms() -> int:
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    return time.monotonic_ns() // 1_000_000


@cache
def _boot_name() -> str:
    try:
        return Path("/proc/sys/kernel/random/boot_id").read_text("ascii").strip()
    except OSError:
        # Without a name for this start of the machine, each start of the program counts as its own.
        return uuid.uuid4().hex
