"""The machine's clocks read together: the only place of the counter that asks what time it is."""

import sys
import time
import uuid
import zoneinfo
from datetime import datetime
from pathlib import Path
from typing import Any, Protocol
from zoneinfo import ZoneInfo

from forms.moments import Moment

BOOT_NAME = Path("/proc/sys/kernel/random/boot_id")


class Clock(Protocol):
    """Whatever can say the moment: the machine's clock, or a test's."""

    def now(self) -> Moment:
        """This moment."""
        ...


class MachineClock:
    """The real clock, in the organisation's zone whatever zone the PC is set to."""

    def __init__(self, zone: str) -> None:
        # The zones shipped with the program, not the system's: an offline PC may not know that the country became
        # one zone on 1 March 2024, and would print hours that were not.
        zoneinfo.reset_tzpath(to=())
        ZoneInfo.clear_cache()
        self._zone = ZoneInfo(zone)
        self._boot = read_boot_name()
        self._named = self._boot is not None
        if self._boot is None:
            self._boot = uuid.uuid4().hex

    def now(self) -> Moment:
        """This moment; the machine's count goes on through suspend where the system offers that."""
        assert self._boot is not None
        wall = datetime.now(self._zone).isoformat(timespec="milliseconds")
        return Moment(wall=wall, monotonic_ms=count_ms(), boot=self._boot)

    def recognise(self, last: Moment) -> None:
        """Where the system does not name its starts, take the name of an earlier moment whose count fits this one.

        Two starts of a machine cannot have begun at the same time of the wall; where it was moved meanwhile they
        count as two, and the minutes between as doubted.
        """
        from forms.clock_standing import find_jump

        if self._named:
            return
        now = self.now()
        of_that_start = Moment(wall=now.wall, monotonic_ms=now.monotonic_ms, boot=last.boot)
        if now.monotonic_ms >= last.monotonic_ms and find_jump(last, of_that_start) is None:
            self._boot = last.boot


def read_boot_name(place: Path = BOOT_NAME) -> str | None:
    """The system's name for this start of the machine, or None where it has none."""
    try:
        return place.read_text("ascii").strip()
    except OSError:
        return None


def count_ms() -> int:
    """Milliseconds since the machine was started, through suspend where the system counts that."""
    if sys.platform == "win32":
        import ctypes

        return windows_count_ms(ctypes.windll.kernel32)
    if hasattr(time, "CLOCK_BOOTTIME"):
        return time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    return time.monotonic_ns() // 1_000_000


def windows_count_ms(kernel: Any) -> int:
    """Windows' tick count: with sleep and hibernation, not moved by the wall clock, in steps of some 16 ms.

    Not Python's ``monotonic``, which reads the performance counter from 3.13 on: nothing is promised of that one for
    the time asleep, and a resume would look like a moved clock.
    """
    import ctypes

    read = kernel.GetTickCount64
    read.restype = ctypes.c_ulonglong
    return int(read())
