"""The worker's side: forked for every line on standard input, each act acknowledged by a line on standard output."""

import json
import os
import sys
import traceback
from collections.abc import Callable
from pathlib import Path


def acknowledge(**facts: object) -> None:
    """One whole line in one write: it arrives whole or not at all."""
    os.write(1, json.dumps(facts).encode() + b"\n")


def serve(work: Callable[[Path, int], None]) -> None:
    """Fork a worker for every line, a folder and a seed; it works until it is killed."""
    for line in sys.stdin:
        folder, seed = json.loads(line)
        pid = os.fork()
        if pid == 0:
            try:
                work(Path(folder), seed)
            except BaseException:  # noqa: BLE001 - told on standard error; the parent sees that it died by itself
                traceback.print_exc()
            finally:
                sys.stderr.flush()
                os._exit(70)
        acknowledge(pid=pid)
        _, status = os.waitpid(pid, 0)
        acknowledge(dead=status)
