"""A counter's backlog of 10,000 events over 64 kbit/s with a fifth lost, and people served meanwhile at its window.

The real counter, window and engine; the real centre behind a line simulated by tests/exchange/wire.py. Cases are played
by the keyboard before the exchange begins and while it goes on, in one process and one run.
"""

import json
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from bench.centre import ROOT, Centre
from bench.hands import Hands
from bench.keys import LIMIT_MS, Timer
from bench.table import Result, compare, quantile, short
from desktop.operations import enrolling
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.paths import PROFILE_NAME
from desktop.printing.folder import FolderPrinters
from desktop.ui.application import Threads, make_application
from desktop.ui.demonstration.player import Player
from desktop.ui.main_window import MainWindow
from forms.calendar import load_calendar
from forms.reading import load_editions
from server.demonstration.recording import Recorder
from server.demonstration.school_year import School, at_nine, work

SUBJECT = "slow_line"
CODE = "D7"
BACKLOG = 10_000
QUIET = "without the exchange"
KEYS = "a key's answer while it goes on; p95"
MOST_LONGER = 1.5
_FIRST, _LAST = date(2024, 1, 8), date(2025, 12, 30)
_PATIENCE_SECONDS = 1_800.0
_INSERT = "INSERT INTO journal (sequence, previous, hash, event, salt, particulars) VALUES (?, ?, ?, ?, ?, ?)"


@dataclass
class Played:
    """Milliseconds of keys without the exchange and while it went on, and what the exchange came to."""

    quiet: list[float] = field(default_factory=list)
    busy: list[float] = field(default_factory=list)
    seconds: float = 0.0
    events: int = 0


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    backlog, cases, hurry = (300, 1, 50.0) if quick else (BACKLOG, 10, 1.0)
    application = QApplication.instance() or make_application(["bench"])
    assert isinstance(application, QApplication)
    with TemporaryDirectory() as folder:
        centre, data = Centre(Path(folder) / "centre", ""), Path(folder) / "counter"
        centre.migrate()
        with centre.served() as served, _line(served.port, hurry) as line:
            bare = _make_backlog(
                data, bytes.fromhex(centre.run(f"slow_child.invited({CODE!r}, {line.address!r})")), backlog
            )
            played = _play(data, cases)
            told = line.end()
        centre.run(f"intake_child.hold({CODE!r}, {played.events})")
    return _results(played, told, bare, backlog)


def _results(played: Played, told: dict[str, Any], bare: tuple[int, int], backlog: int) -> list[Result]:
    plain, events = bare
    whole = told["up"] + told["down"]
    keys = f"(p50 {short(quantile(played.busy, 0.5))}, slowest {short(max(played.busy))}; {len(played.busy)} keys)"
    requests = f"({told['requests']} requests, {told['failed']} failed; {told['lost']} segments lost)"
    # A case is the same keys in the same order: each beside itself.
    quiet = [played.quiet[place % len(played.quiet)] for place in range(len(played.busy))]
    per_event = whole / played.events
    least = plain * 8 / 64_000
    return [
        compare(
            SUBJECT,
            f"bytes on the line for an event, {backlog:,} waiting; headers and what was sent again included",
            [per_event],
            "the events' own bytes",
            [plain / events],
            unit="B",
            most=1.0,
            also=requests,
        ),
        compare(
            SUBJECT,
            "contents of requests and answers for an event",
            [told["contents"] / played.events],
            "the events' own bytes",
            [plain / events],
            unit="B",
        ),
        compare(
            SUBJECT,
            f"{backlog:,} events acknowledged",
            [told["seconds"]],
            "the events' own bytes at 64 kbit/s, nothing lost",
            [least],
            unit="s",
            most=1.0,
            also=f"({short(played.seconds)} s at the window)",
        ),
        compare(SUBJECT, KEYS, played.busy, QUIET, quiet, share=0.95, limit=LIMIT_MS, also=keys),
        compare(SUBJECT, KEYS, played.busy, QUIET, quiet, share=0.95, most=MOST_LONGER),
    ]


class _Line:
    """The line's process."""

    def __init__(self, port: int, hurry: float) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-c", f"from bench import slow_wire; slow_wire.run({port}, {hurry})"],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self.process.stdout is not None
        self.address = self.process.stdout.readline().strip()

    def end(self) -> dict[str, Any]:
        """Cut it; what went over it."""
        said, _ = self.process.communicate(timeout=60)
        told: dict[str, Any] = json.loads(said)
        return told


@contextmanager
def _line(port: int, hurry: float) -> Iterator[_Line]:
    line = _Line(port, hurry)
    try:
        yield line
    finally:
        line.process.kill()
        line.process.communicate()


def _make_backlog(folder: Path, invitation: bytes, events: int) -> tuple[int, int]:
    """A counter that was invited and has sent nothing; bytes and count of what waits.

    Two years of plausible cases stand in its journal alone: its screens are those of a new counter.
    """
    place_demonstration(folder)
    profile = folder / PROFILE_NAME
    profile.write_text(profile.read_text("utf-8") + "\n[exchange]\nautomatic = false\n", "utf-8")
    counter = open_counter(folder, FolderPrinters(folder / "papers"))
    try:
        enrolling.enrol(counter, enrolling.read_invitation(invitation))
        store = counter.store
        recorder = Recorder(CODE, at_nine(_FIRST, -120))
        recorder.links = list(store.journal.links())
        before = len(recorder.links)
        edition, calendar = load_editions().by_label("E2020-7"), load_calendar()
        school = School(recorder, edition, calendar, (counter.operator.id,), Random(7), busy=2.0)
        day = _FIRST
        while len(recorder.links) < before + events:
            work(school, day, day)
            day = date.fromordinal(day.toordinal() + 1)
        recorded = recorder.links[before : before + events]
        with store.db.transaction():
            for link in recorded:
                store.db.run(
                    _INSERT, (link.sequence, link.previous, link.hash, link.event, link.salt, link.particulars)
                )
            store.db.run("UPDATE head SET sequence = ?, hash = ?", (recorded[-1].sequence, recorded[-1].hash))
        size = sum(len(one.event) + len(one.salt or b"") + len(one.particulars or b"") for one in recorded)
        return size, events
    finally:
        counter.store.close()


def _play(folder: Path, cases: int) -> Played:
    """Cases by the keyboard, first without the exchange, then while it goes on and until all is acknowledged."""

    def opening(_: bool) -> Counter:
        return open_counter(folder, FolderPrinters(folder / "papers"))

    played = Played()
    window, hook = MainWindow("kk"), sys.excepthook
    threads = Threads(window, folder, opening)
    window.show()
    player = Player(window)
    threads.open()
    try:
        player.wait_until(lambda: window.desk is not None, "the store is open")
        player.settle()
        timer = Timer(window)
        current = played.quiet

        def press(key: Qt.Key, kind: str, wanted: Any) -> None:
            current.append(timer.press(key, wanted))

        hands = Hands(window, player, press)
        hands.play()
        played.quiet.clear()  # what a process does for the first time
        for _ in range(cases):
            hands.play()
        current = played.busy
        assert window.exchange is not None
        front, started = window.exchange, time.perf_counter()
        assert front.send_now()
        while front.errands.running:
            hands.play()
            if time.perf_counter() - started > _PATIENCE_SECONDS:
                raise TimeoutError("the backlog was not delivered")
        played.seconds = time.perf_counter() - started
        done = front.errands.outcomes["round"].result
        assert (done.outcome, done.problem) == ("done", None), done
        played.events = done.sent
    finally:
        window.close()
        threads.stop()
        sys.excepthook = hook  # the window has set its own
        window.deleteLater()
        QApplication.processEvents()
    return played
