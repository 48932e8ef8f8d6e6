"""Time really changed under the running program: libfaketime moves the wall between acts, the machine counts on.

Nothing sleeps: the child answers over a pipe, the test writes libfaketime's file, and the next act sees the new wall.
The seconds the program measured are compared with the test's own monotonic clock, which is not falsified.
"""

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest

LIBRARY = next(
    (path for path in Path("/usr/lib").glob("*/faketime/libfaketime.so.1")),
    Path("/usr/lib/faketime/libfaketime.so.1"),
)
ROOT = Path(__file__).resolve().parents[2]
HOUR, DAY = 3600, 86_400
YEARS_20 = 20 * 365 * DAY
ALMATY, AQTOBE = "Asia/Almaty", "Asia/Aqtobe"


class FalsifiedClerk:
    """A counter in a process whose wall clock this test owns."""

    def __init__(self, folder: Path, *, zone: str = AQTOBE, start: datetime | None = None, tz: str = "UTC") -> None:
        # The child's wall runs beside the real one; ``ahead`` is how far it is moved, beginning at ``start``.
        self._file = folder / "faketime"
        self._base = 0.0 if start is None else start.timestamp() - time.time()
        self.move(0)
        environment = {
            **os.environ,
            "LD_PRELOAD": str(LIBRARY),
            "FAKETIME_TIMESTAMP_FILE": str(self._file),
            "FAKETIME_NO_CACHE": "1",
            "FAKETIME_DONT_FAKE_MONOTONIC": "1",  # with this, CLOCK_BOOTTIME stays the machine's own too (measured)
            "TZ": tz,
            "PYTHONPATH": str(ROOT),
        }
        command = [sys.executable, "-m", "tests.clock.faketime_child", str(folder / "data"), zone]
        pipe = subprocess.PIPE
        self._child = subprocess.Popen(command, stdin=pipe, stdout=pipe, env=environment, text=True, cwd=ROOT)
        self.seen = self._answer()

    def move(self, seconds: float) -> None:
        """Set the wall so far from where it would be; the file is replaced whole."""
        beside = self._file.with_suffix(".new")
        beside.write_text(f"{self._base + seconds:+.6f}\n")
        beside.replace(self._file)

    def do(self, act: str) -> dict[str, Any]:
        """One act of the clerk; what is to be seen after it."""
        assert self._child.stdin is not None
        self._child.stdin.write(act + "\n")
        self._child.stdin.flush()
        self.seen = self._answer()
        return self.seen

    def _answer(self) -> dict[str, Any]:
        assert self._child.stdout is not None
        line = self._child.stdout.readline()
        assert line, "the child has ended"
        answer: dict[str, Any] = json.loads(line)
        return answer

    def end(self) -> int:
        """Let it end; its exit code."""
        assert self._child.stdin is not None and self._child.stdout is not None
        self._child.stdin.close()
        code = self._child.wait(timeout=30)
        self._child.stdout.close()
        return code


Seat = Callable[..., FalsifiedClerk]


@pytest.fixture
def seat(tmp_path: Path) -> Iterator[Seat]:
    assert LIBRARY.exists(), "libfaketime is missing: sh packaging/prepare-debian.sh test"
    seated: list[FalsifiedClerk] = []

    def sit(**wanted: Any) -> FalsifiedClerk:
        seated.append(FalsifiedClerk(tmp_path, **wanted))
        return seated[-1]

    yield sit
    assert [clerk.end() for clerk in seated] == [0] * len(seated)


def of_clock(seen: dict[str, Any]) -> list[tuple[str, Any]]:
    """The clock's acts of one answer."""
    wanted = {"ClockDoubted": "jump", "ClockTrusted": "by"}
    return [(told["kind"], told[wanted[told["kind"]]]) for told in seen["told"] if told["kind"] in wanted]


def assert_doubt(seen: dict[str, Any], seconds: float) -> None:
    """Journalled once, by so many seconds, and standing."""
    ((kind, jump),) = of_clock(seen)
    assert kind == "ClockDoubted"
    assert jump == pytest.approx(seconds, abs=1)
    assert seen["doubted"]
    assert seen["off"] == pytest.approx(seconds, abs=1)


def assert_return(seen: dict[str, Any], seconds: float) -> None:
    """Moved back by so much, and trusted again."""
    (_, jump), trusted = of_clock(seen)
    assert jump == pytest.approx(-seconds, abs=1)
    assert trusted == ("ClockTrusted", "return")
    assert not seen["doubted"]


def test_the_wall_is_falsified_and_the_machines_count_is_not(seat: Seat) -> None:
    clerk = seat()
    before = time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    clerk.move(-YEARS_20)
    seen = clerk.do("look")
    assert before <= seen["monotonic_ms"] <= time.clock_gettime_ns(time.CLOCK_BOOTTIME) // 1_000_000
    wall = datetime.fromisoformat(seen["wall"])
    assert wall.timestamp() == pytest.approx(time.time() - YEARS_20, abs=2)


@pytest.mark.parametrize("moved", [HOUR, -HOUR, -YEARS_20, DAY, -DAY, 45, -45])
def test_a_moved_wall_is_journalled_and_no_minute_is_changed_by_it(seat: Seat, moved: int) -> None:
    clerk = seat(start=datetime(2026, 9, 14, 10, 0, tzinfo=ZoneInfo(AQTOBE)))
    assert not clerk.seen["doubted"]
    begun = time.monotonic()
    opened = clerk.do("open")
    assert opened["day"] == "2026-09-14"

    clerk.move(moved)
    seen = clerk.do("note")
    assert_doubt(seen, moved)
    decided = clerk.do("decide")
    measured, passed = decided["served"], time.monotonic() - begun
    assert measured == pytest.approx(passed, abs=1)
    (event,) = [told for told in decided["told"] if told["kind"] == "CaseDecided"]
    assert event["doubted"] is True
    assert event["served"] == pytest.approx(passed, abs=1)
    assert of_clock(decided) == []  # told once
    assert decided["number"] == "D7/2026-000001"  # whatever year the wall shows
    assert decided["day"] == "2026-09-14"

    clerk.move(0)
    handed = clerk.do("hand")
    assert_return(handed, moved)
    (event,) = [told for told in handed["told"] if told["kind"] == "PaperHandedOver"]
    assert event["served"] == pytest.approx(time.monotonic() - begun, abs=1)
    assert not any(told["kind"] in ("DayOpened", "DayClosed") for told in handed["told"])
    assert [told["doubted"] for told in clerk.do("open")["told"] if told["kind"] == "CaseDecided"] == []
    clerk.do("decide")
    (event,) = [told for told in clerk.seen["told"] if told["kind"] == "CaseDecided"]
    assert event["doubted"] is False


def test_a_wall_moved_over_midnight_opens_no_day_while_people_wait(seat: Seat) -> None:
    clerk = seat(start=datetime(2026, 9, 14, 16, 50, tzinfo=ZoneInfo(AQTOBE)))
    begun = time.monotonic()
    clerk.do("issue")
    clerk.move(DAY)
    called = clerk.do("call")
    assert_doubt(called, DAY)
    assert called["wall"].startswith("2026-09-15T16:50")
    assert called["day"] == "2026-09-14"
    assert called["waited"] == pytest.approx(time.monotonic() - begun, abs=1)
    left = clerk.do("leave")
    assert not any(told["kind"] in ("DayOpened", "DayClosed") for told in left["told"])
    clerk.do("confirm")
    assert of_clock(clerk.seen) == [("ClockTrusted", "operator")]
    issued = clerk.do("issue")  # it is the next day then
    assert issued["day"] == "2026-09-15"
    assert [told["kind"] for told in issued["told"]] == ["DayClosed", "DayOpened", "TicketIssued"]


def test_moves_add_up_and_end_when_nothing_is_left(seat: Seat) -> None:
    clerk = seat()
    clerk.do("open")
    total = 0
    for moved in (HOUR, -3 * HOUR, DAY):
        clerk.move(moved)
        seen = clerk.do("note")
        ((_, jump),) = of_clock(seen)
        assert jump == pytest.approx(moved - total, abs=1)
        assert seen["off"] == pytest.approx(moved, abs=1)
        total = moved
    clerk.move(0)
    assert_return(clerk.do("note"), DAY)


@pytest.mark.parametrize("tz", ["Asia/Almaty", "America/New_York", "XXX-14", "UTC"])
def test_the_zone_the_pc_is_set_to_changes_no_wall_and_raises_no_doubt(seat: Seat, tz: str) -> None:
    start = datetime(2026, 9, 14, 10, 0, tzinfo=ZoneInfo(AQTOBE))
    clerk = seat(start=start, tz=tz)
    opened = clerk.do("open")
    assert opened["wall"].startswith("2026-09-14T10:00")
    assert opened["wall"].endswith("+05:00")
    assert of_clock(clerk.do("note")) == []


@pytest.mark.parametrize(("zone", "offsets"), [(ALMATY, ("+06:00", "+05:00")), (AQTOBE, ("+05:00", "+05:00"))])
def test_the_country_becomes_one_zone_in_march_2024(seat: Seat, zone: str, offsets: tuple[str, str]) -> None:
    # On 1 March 2024 at midnight Almaty's clocks went back an hour; those of Aqtobe stayed as they were.
    midnight = datetime(2024, 2, 29, 18, 0, tzinfo=ZoneInfo("UTC"))
    clerk = seat(zone=zone, start=midnight - timedelta(minutes=2))
    begun = time.monotonic()
    before = clerk.do("open")
    assert before["wall"].endswith(offsets[0])
    # Four minutes pass for the wall in no time: that, and not the hour, is what is noticed.
    clerk.move(240)
    after = clerk.do("note")
    assert_doubt(after, 240)
    assert after["wall"].endswith(offsets[1])
    walls = [datetime.fromisoformat(seen["wall"]) for seen in (before, after)]
    assert (walls[1] - walls[0]).total_seconds() == pytest.approx(240, abs=2)
    if zone == ALMATY:
        assert after["wall"].startswith("2024-02-29T23:02")  # the hour is there twice, told apart by its offset
    assert after["served"] == pytest.approx(time.monotonic() - begun, abs=1)


def test_across_the_change_of_zone_nothing_is_doubted_and_an_old_pcs_hour_is(seat: Seat) -> None:
    # The change comes between two acts that follow each other at once.
    midnight = datetime(2024, 2, 29, 18, 0, tzinfo=ZoneInfo("UTC"))
    clerk = seat(zone=ALMATY, start=midnight - timedelta(seconds=20))
    begun = time.monotonic()
    assert clerk.do("open")["wall"].startswith("2024-02-29T23:59:4")
    clerk.move(25)
    crossed = clerk.do("issue")
    assert crossed["wall"].startswith("2024-02-29T23:00:0")
    assert crossed["wall"].endswith("+05:00")
    assert of_clock(crossed) == []
    assert crossed["served"] == pytest.approx(time.monotonic() - begun, abs=1)
    # A PC with old zone data shows an hour more; its clock is put back by hand, and so the true time is moved.
    clerk.move(25 - HOUR)
    assert_doubt(clerk.do("note"), -HOUR)
    assert clerk.do("decide")["served"] == pytest.approx(time.monotonic() - begun, abs=1)


def test_a_dead_battery_at_the_first_start_is_doubted_from_the_start(seat: Seat) -> None:
    clerk = seat(start=datetime(2000, 1, 1, 0, 1, tzinfo=ZoneInfo(AQTOBE)))
    assert clerk.seen["doubted"]
    ((kind, jump),) = of_clock(clerk.seen)
    assert kind == "ClockDoubted"
    assert jump < -15 * 365 * DAY
    begun = time.monotonic()
    clerk.do("open")
    clerk.move(26 * 365 * DAY)
    seen = clerk.do("decide")
    assert [kind for kind, _ in of_clock(seen)] == ["ClockDoubted", "ClockTrusted"]
    assert seen["served"] == pytest.approx(time.monotonic() - begun, abs=1)
    assert not seen["doubted"]
