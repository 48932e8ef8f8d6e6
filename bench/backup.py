"""What a backup costs the clerk: a durable act while one is made of a large store, against the same act alone."""

import os
import time
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.table import Result, Row, quantile
from desktop.operations import reception
from desktop.operations.backing_up import RunningBackup, plan_backup
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.printing.memory import MemoryPrinters
from desktop.storage.backup_files import list_backups
from desktop.storage.recovery import RestoreWish, restore
from tests.operations.making import open_ready

SUBJECT = "backup"
SIZE = 1_000_000_000
KEY = bytes(range(32))
MOST = 2.0  # of the usual p95
RESTORED_WITHIN = 120.0  # seconds, at a million cases
_PAPER = 40_000
_BETWEEN = 0.02  # seconds between two acts: a clerk types more slowly


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    place = Path(__file__).resolve().parent.parent / "build"
    place.mkdir(exist_ok=True)
    size = 20_000_000 if quick else SIZE
    with TemporaryDirectory(dir=place) as folder:
        place_demonstration(Path(folder))
        counter = open_counter(Path(folder), MemoryPrinters(), key=KEY)
        try:
            _fill(counter, size)
            alone = _acts(counter, lambda done: done >= (20 if quick else 1000))
            started = time.perf_counter()
            plan = plan_backup(counter, "asked")
            assert plan is not None
            running = RunningBackup(plan)
            beside = _acts(counter, lambda _: running.poll() is not None)
            took = time.perf_counter() - started
        finally:
            counter.store.close()
        restoring = _restore(Path(folder))
    usual = quantile(alone, 0.95)
    what = f"an outcome while {size / 1e9:.2g} GB are backed up and verified ({took:.0f} s)"
    return [
        _row(f"{what}; p95", quantile(beside, 0.95), usual, len(beside), None),
        _row(
            f"{what}; the slowest", quantile(beside, 1), usual, len(beside), MOST, f"(alone {quantile(alone, 1):.1f})"
        ),
        Row(
            subject=SUBJECT,
            what=f"a backup of {size / 1e9:.2g} GB put in place, verified",
            ours=restoring,
            against="two minutes",
            theirs=RESTORED_WITHIN,
            unit="s",
            rounds=1,
            ratio=restoring / RESTORED_WITHIN,
            spread=(restoring / RESTORED_WITHIN,) * 2,
            limit=RESTORED_WITHIN,
        ),
    ]


def _row(what: str, ours: float, usual: float, rounds: int, most: float | None, also: str = "") -> Row:
    return Row(
        subject=SUBJECT,
        what=what,
        ours=ours,
        against="its usual p95, alone",
        theirs=usual,
        unit="ms",
        rounds=rounds,
        ratio=ours / usual,
        spread=(ours / usual,) * 2,
        most=most,
        also=also,
    )


def _fill(counter: Counter, size: int) -> None:
    """Papers, until the file is as large as wanted; a busy school's store of many years."""
    store = counter.store
    body = os.urandom(_PAPER)
    for turn in range(size // _PAPER // 250 + 1):
        with store.act():
            for place in range(250):
                case = f"filler-{turn}-{place}"
                store.printed.keep(
                    case=case,
                    number="",
                    paper="application",
                    copy_number=1,
                    language="kk",
                    format="a4",
                    content=body[:-40] + case.encode().ljust(40),
                    printed_at=counter.clock.now().wall,
                )


def _acts(counter: Counter, ended: Callable[[int], bool]) -> list[float]:
    """Outcome after outcome, with a pause as a clerk makes; milliseconds of each."""
    taken: list[float] = []
    while not ended(len(taken)):
        draft = open_ready(counter)
        started = time.perf_counter()
        decided = reception.decide_case(counter, draft)
        taken.append((time.perf_counter() - started) * 1000)
        reception.hand_over(counter, decided)
        time.sleep(_BETWEEN)
    return taken


def _restore(folder: Path) -> float:
    """Seconds until the latest backup is in place, with what was recorded since brought over."""
    latest = list_backups(folder)[0]
    started = time.perf_counter()
    restore(folder, latest.path, key=KEY, wish=RestoreWish(why="chosen"))
    return time.perf_counter() - started
