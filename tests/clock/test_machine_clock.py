"""The real clock: the organisation's zone whatever the PC's, the count through suspend, the name of a start."""

import os
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from desktop import clocks
from desktop.clocks import MachineClock, count_ms, read_boot_name, windows_count_ms
from forms.clock_standing import find_jump
from forms.moments import Moment, wall_time

SAYS = (
    "from desktop.clocks import MachineClock; "
    "print(MachineClock('Asia/Almaty').now().wall, MachineClock('Asia/Aqtobe').now().wall)"
)


@pytest.mark.parametrize("zone", ["UTC", "Asia/Almaty", "America/New_York", "XXX-14", "No/Such"])
def test_the_zone_of_the_pc_changes_nothing(zone: str) -> None:
    before = datetime.now(UTC) - timedelta(milliseconds=1)
    told = subprocess.run(
        [sys.executable, "-c", SAYS], env={**os.environ, "TZ": zone}, capture_output=True, text=True, check=True
    )
    for wall in told.stdout.split():
        at = datetime.fromisoformat(wall)
        assert at.utcoffset() == timedelta(hours=5)
        assert before <= at <= datetime.now(UTC)


def test_a_zone_changed_while_the_program_runs_changes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    clock = MachineClock("Asia/Aqtobe")
    first = clock.now()
    try:
        for zone in ("UTC-12", "UTC+12"):
            monkeypatch.setenv("TZ", zone)
            time.tzset()
            assert find_jump(first, clock.now()) is None
            assert wall_time(clock.now()).utcoffset() == timedelta(hours=5)
    finally:
        monkeypatch.undo()
        time.tzset()


def test_the_count_is_the_one_that_goes_on_through_suspend() -> None:
    before = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    counted = count_ms()
    assert before <= counted <= time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000


def test_without_boot_time_the_monotonic_clock_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(time, "CLOCK_BOOTTIME")
    before = time.monotonic_ns() // 1_000_000
    assert before <= count_ms() <= time.monotonic_ns() // 1_000_000


def test_on_windows_the_tick_count_is_read_whole() -> None:
    class Read:
        restype: object = None

        def __call__(self) -> int:
            assert self.restype is not None, "without its type the result is cut to 32 bits"
            return 2**32 + 5

    class Kernel:
        GetTickCount64 = Read()

    assert windows_count_ms(Kernel()) == 2**32 + 5


def test_the_systems_name_of_a_start_is_kept_by_every_clock() -> None:
    assert MachineClock("Asia/Aqtobe").now().boot == MachineClock("Asia/Almaty").now().boot == read_boot_name()


def test_where_the_system_has_no_name_a_start_is_recognised_by_its_count(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(clocks, "read_boot_name", lambda: read_boot_name(tmp_path / "none"))
    earlier = MachineClock("Asia/Aqtobe").now()
    again = MachineClock("Asia/Aqtobe")
    assert again.now().boot != earlier.boot
    again.recognise(earlier)
    assert again.now().boot == earlier.boot

    def differing(*, wall_hours: int = 0, count: int = 0) -> Moment:
        wall = wall_time(earlier) + timedelta(hours=wall_hours)
        return Moment(wall=wall.isoformat(), monotonic_ms=earlier.monotonic_ms + count, boot="other")

    for last in (differing(wall_hours=-2), differing(wall_hours=2), differing(count=3_600_000)):
        other = MachineClock("Asia/Aqtobe")
        other.recognise(last)
        assert other.now().boot != "other"


def test_a_start_that_has_a_name_is_not_renamed() -> None:
    clock = MachineClock("Asia/Aqtobe")
    now = clock.now()
    clock.recognise(Moment(wall=now.wall, monotonic_ms=now.monotonic_ms, boot="other"))
    assert clock.now().boot == now.boot
