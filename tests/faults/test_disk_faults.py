"""The disk is full, or fails, at every call of every act: a sentence is told, nothing is half done, the day goes on."""

import errno
import json
import subprocess
import sys
from collections import Counter as Count
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from tests.power.disk import ROOT, environment_for_child

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the disk is put before the C library by LD_PRELOAD"),
]


COMMAND = (sys.executable, "-m", "tests.faults.failing")


class Way(NamedTuple):
    """One way in which a disk fails, and the least faults a day of it brings."""

    kind: str
    error: int
    how: str
    least: int
    codes: set[str]


WAYS = {
    "full": Way("SPACE", errno.ENOSPC, "from_then", 300, {"301", "419"}),
    "full in the middle of a write": Way("SPACE", errno.ENOSPC, "short_first", 300, {"301", "419"}),
    "not written once": Way("WRITE", errno.EIO, "once", 300, {"307", "419"}),
    "not synced once": Way("SYNC", errno.EIO, "once", 40, {"307", "419"}),
    "not synced any more": Way("SYNC", errno.EIO, "from_then", 40, {"307", "419"}),
    # SQLite tells an unreadable page as a damaged file.
    "not read once": Way("READ", errno.EIO, "once", 150, {"150", "304", "307", "311", "312"}),
    "not read any more": Way("READ", errno.EIO, "from_then", 100, {"150", "304", "307", "311", "312"}),
}


@pytest.mark.parametrize("name", WAYS)
def test_an_act_a_disk_breaks_is_whole_or_not_there_and_can_be_done_again(tmp_path: Path, name: str) -> None:
    way = WAYS[name]
    played = subprocess.run(
        [*COMMAND, str(tmp_path / "data"), way.kind, str(way.error), way.how, "day"],
        check=False,
        capture_output=True,
        text=True,
        env=environment_for_child(),
        cwd=ROOT,
        timeout=200,
    )
    assert played.returncode == 0, played.stdout[-600:] + played.stderr[-3000:]
    told: list[dict[str, Any]] = [json.loads(line) for line in played.stdout.splitlines()]
    faults, days = [one for one in told if "act" in one], [one for one in told if "round" in one]
    assert [one for one in told if one.get("wrong") or one.get("killed")] == []
    codes = Count(one.get("code", "") for one in faults)
    print(f"{name}: {len(faults)} faults in {len(days)} days, {dict(codes)}")
    assert len(faults) >= way.least
    (left,) = [one["left"] for one in told if "left" in one] or [[]]
    # A restore that went round a fault is done, and the next call's turn comes with the next day's.
    many = {"close the counter"} | ({"restore"} if way.kind == "READ" or way.how == "once" else set())
    assert set(left) <= many, "every other act met a fault at each of its calls"
    assert set(codes) - {""} <= way.codes, codes
    # Nothing is doubled: with faults a day comes to what it comes to without.
    kinds = [day["kinds"] for day in days[1:]]
    assert all(one == kinds[-1] for one in kinds)
    # The first day begins with the founder, each other with a restore of the day before.
    beginning = {"OperatorEnrolled", "OperatorSignedOut", "StoreRestored"}
    first, later = ({kind: day[kind] for kind in day.keys() - beginning} for day in (days[0]["kinds"], kinds[-1]))
    assert first == later


@pytest.mark.parametrize("name", ["full", "not synced once", "not read once"])
def test_an_act_of_the_other_services_is_whole_or_not_there(tmp_path: Path, name: str) -> None:
    """A child's order drafted, returned, signed and issued, a complaint with its scan, a roster."""
    way = WAYS[name]
    played = subprocess.run(
        [*COMMAND, str(tmp_path / "data"), way.kind, str(way.error), way.how, "services"],
        check=False,
        capture_output=True,
        text=True,
        env=environment_for_child(),
        cwd=ROOT,
        timeout=200,
    )
    assert played.returncode == 0, played.stdout[-600:] + played.stderr[-3000:]
    told: list[dict[str, Any]] = [json.loads(line) for line in played.stdout.splitlines()]
    faults, days = [one for one in told if "act" in one], [one for one in told if "round" in one]
    assert [one for one in told if one.get("wrong") or one.get("killed")] == []
    # What is read lies in memory by then, for most acts.
    met = {"take a complaint in"} if way.kind == "READ" else {"sign", "take a complaint in", "keep a roster"}
    assert met <= {one["act"] for one in faults}
    assert {one["code"] for one in faults if "code" in one} <= way.codes
    # With faults a day comes to what it comes to without: one number, one signature, one complaint.
    beginning = {"OperatorEnrolled", "SegmentOpened", "DayOpened"}
    first = {kind: count for kind, count in days[0]["kinds"].items() if kind not in beginning}
    assert (first["ResultSigned"], first["ComplaintReceived"], first["RosterTaken"]) == (1, 1, 1)
    assert all({kind: day["kinds"].get(kind) for kind in first} == first for day in days[1:])


def test_the_window_tells_a_full_disk_and_the_draft_is_there_after_the_next_start(tmp_path: Path) -> None:
    played = subprocess.run(
        [sys.executable, "-m", "tests.faults.window", str(tmp_path / "data")],
        check=False,
        capture_output=True,
        text=True,
        env=environment_for_child(),
        cwd=ROOT,
        timeout=100,
    )
    assert played.returncode == 0, played.stdout[-600:] + played.stderr[-3000:]
    seen = json.loads(played.stdout.splitlines()[-1])
    assert seen["failed"] > 0
    assert seen["told"]
    assert seen["typed"] == "Сынақова Үлгі Тестқызы", "typing goes on"
    assert seen["kept while full"] == "Сынақова Үлгі"
    assert seen["kept once there is room"] == "Сынақова Үлгі Тестқызы!"
    assert seen["shown after the next start"] in ("Сынақова Үлгі Тестқызы!", "Сынақова Үлгі Тестқызы!?")
