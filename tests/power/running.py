"""A recorded run, and what every cut of it leaves, looked at by processes side by side."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

from tests.power.disk import ROOT, environment_for_child

PATIENCE_SECONDS = 280


class Found(NamedTuple):
    """A cut, and what was wrong after it."""

    place: int
    act: str
    wrong: list[str]


def record(folder: Path, *, rounds: int, kind: str, how: str = "as_is") -> Path:
    """A recorded run on ``folder``; the record."""
    log = folder.with_suffix(".log")
    command = [sys.executable, "-m", "tests.power.recording", str(folder), str(log), str(rounds), kind, how]
    subprocess.run(command, check=True, env=environment_for_child(), cwd=ROOT, timeout=120)
    return log


def cut(
    folder: Path,
    log: Path,
    *,
    kind: str,
    cuts: int,
    seed: int,
    processes: int = 2,
    patience: int | None = PATIENCE_SECONDS,
) -> list[Found]:
    """What every cut leaves, looked at by processes side by side."""
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    command = [sys.executable, "-m", "tests.power.checking", str(folder), str(log), kind, str(seed), str(cuts)]
    running = [
        subprocess.Popen(
            [*command, str(part), str(processes)], stdout=subprocess.PIPE, env=environment, cwd=ROOT, text=True
        )
        for part in range(processes)
    ]
    told = [process.communicate(timeout=patience)[0] for process in running]
    assert all(process.returncode == 0 for process in running)
    return [Found(*json.loads(line)) for part in told for line in part.splitlines()]
