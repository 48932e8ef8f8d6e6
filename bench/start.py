"""From the start of the process to the first picture, and to the first case, against a bare PySide6 window."""

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.display import WindowWatch, has_display, virtual_display
from bench.table import Result, Skipped, compare, take_turns

SUBJECT = "start"
TARGET = 1.5
BARE = "bare PySide6 window"
ROOT = Path(__file__).resolve().parent.parent
DROP_CACHES = Path("/proc/sys/vm/drop_caches")
PATIENCE_SECONDS = 20

# Other programs with a window of Qt and a SQLite file: what the row calls them, and how to open a file with them.
PEERS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("DB Browser for SQLite (Qt 5, C++)", "sqlitebrowser", ("{database}",)),
    ("QuiteRSS (Qt 5, C++, SQLite)", "quiterss", ()),
    ("Lector (PyQt 5, SQLite)", "lector", ()),
    ("Anki (PyQt, SQLite)", "anki", ()),
)


@dataclass(frozen=True)
class Ground:
    """Where programs are started: a data folder that is warm, kept as it is, and a platform to show windows on."""

    folder: Path
    environment: Mapping[str, str]
    _copies: Iterator[int]

    def fresh_data(self) -> Path:
        """A copy of the warm data folder: what one start leaves unfinished, the next does not find."""
        copy = self.folder / f"data-{next(self._copies)}"
        shutil.copytree(self.folder / "warm", copy)
        return copy


@dataclass(frozen=True)
class _Started:
    process: "subprocess.Popen[str]"
    at: float


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    results: list[Result] = []
    with TemporaryDirectory() as folder:
        ground = prepare(Path(folder), {**os.environ, "QT_QPA_PLATFORM": "offscreen"})
        results += _compare_pictures(ground, "offscreen", 1 if quick else 21)
        if quick:
            return results
        results.append(_compare_cold(ground, 5))
        if not has_display():
            results.append(Skipped(SUBJECT, "on a display", "no Xvfb"))
            return results
        with virtual_display() as display:
            on_display = Ground(ground.folder, _for_display(display, Path(folder)), ground._copies)
            results += _compare_pictures(on_display, "on a display (xcb)", 21)
            results += _compare_peers(on_display, display, 11)
    return results


def prepare(folder: Path, environment: Mapping[str, str]) -> Ground:
    """A data folder that has been opened before, as on any day but the first."""
    from desktop.operations.opening import open_counter, place_demonstration
    from desktop.printing.memory import MemoryPrinters

    warm = folder / "warm"
    place_demonstration(warm)
    for _ in range(2):
        open_counter(warm, MemoryPrinters()).store.close()
    return Ground(folder, environment, count())


def run_watched(call: str, environment: Mapping[str, str]) -> tuple[float, dict[str, float]]:
    """Start ``module.function(…)`` of this package as a process; when it was started, and what it told."""
    started = _start([sys.executable, "-c", f"from bench import {call.partition('.')[0]}; {call}"], environment)
    try:
        said, _ = started.process.communicate(timeout=PATIENCE_SECONDS)
    finally:
        started.process.kill()
    if started.process.returncode:
        raise RuntimeError(f"{call} ended with {started.process.returncode}")
    words = (line.split() for line in said.splitlines())
    return started.at, {word: float(number) for word, number in words}


def kense_arguments(data: Path) -> str:
    """What a user types after ``kense``, as arguments of a call."""
    return f"'run', '--demonstration', '--data', {str(data)!r}"


def _start(command: list[str], environment: Mapping[str, str]) -> _Started:
    at = time.monotonic()
    process = subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True
    )
    return _Started(process, at)


def _until(call: str, word: str, ground: Ground) -> float:
    started, told = run_watched(call, ground.environment)
    return (told[word] - started) * 1000


def _bare(ground: Ground) -> float:
    return _until("bare.run_bare()", "painted", ground)


def _ours(ground: Ground) -> float:
    return _until(f"watched.run_kense({kense_arguments(ground.fresh_data())})", "painted", ground)


def _ours_to_case(ground: Ground) -> float:
    return _until(f"watched.run_kense_to_case({kense_arguments(ground.fresh_data())})", "case", ground)


def _compare_pictures(ground: Ground, where: str, rounds: int) -> list[Result]:
    bare, ours, case = take_turns(
        rounds, partial(_bare, ground), partial(_ours, ground), partial(_ours_to_case, ground)
    )
    return [
        compare(SUBJECT, f"first picture, F2 is taken from here; {where}", ours, BARE, bare, most=TARGET),
        compare(SUBJECT, f"F2 at the first picture, the case is painted; {where}", case, BARE, bare),
    ]


def _compare_cold(ground: Ground, rounds: int) -> Result:
    what = "first picture, nothing in the system's cache; offscreen"
    if not os.access(DROP_CACHES, os.W_OK):
        return Skipped(SUBJECT, what, "needs root to empty the cache")

    def cold(side: Callable[[Ground], float]) -> float:
        data = ground.fresh_data() if side is _ours else None
        os.sync()
        DROP_CACHES.write_text("3", "ascii")
        if data is None:
            return side(ground)
        return _until(f"watched.run_kense({kense_arguments(data)})", "painted", ground)

    bare, ours = take_turns(rounds, partial(cold, _bare), partial(cold, _ours))
    return compare(SUBJECT, what, ours, BARE, bare)


def _for_display(display: str, home: Path) -> dict[str, str]:
    """The environment of a user of that display who has no settings yet."""
    return {**os.environ, "DISPLAY": display, "QT_QPA_PLATFORM": "xcb", "HOME": str(home), "XDG_RUNTIME_DIR": str(home)}


def _compare_peers(ground: Ground, display: str, rounds: int) -> list[Result]:
    """Until the window is on the display, which is a little before its first picture; alike for all."""
    script = f"from desktop.cli import main; main(['run', '--demonstration', '--data', {str(ground.fresh_data())!r}])"
    ours = [sys.executable, "-c", script]
    bare = [sys.executable, "-c", "from bench import bare; bare.run_bare()"]
    results: list[Result] = []
    there = [(name, program, given) for name, program, given in PEERS if shutil.which(program)]
    commands = [ours, bare]
    for _, program, given in there:
        database = ground.fresh_data() / "kense.db"
        commands.append([program, *(part.format(database=database) for part in given)])
    sides = [partial(_until_mapped, command, ground.environment, display) for command in commands]
    taken = take_turns(rounds, *sides)
    names = [BARE, *(name for name, _, _ in there)]
    for name, figures in zip(names, taken[1:], strict=True):
        results.append(compare(SUBJECT, "window on the display", taken[0], name, figures))
    results += [
        Skipped(SUBJECT, "window on the display", f"{name}: not installed")
        for name, program, _ in PEERS
        if not shutil.which(program)
    ]
    return results


def _until_mapped(command: list[str], environment: Mapping[str, str], display: str) -> float:
    watch = WindowWatch(display)
    started = _start(command, environment)
    try:
        return (watch.wait() - started.at) * 1000
    finally:
        started.process.kill()
        started.process.communicate()
        watch.close()
