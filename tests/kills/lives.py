"""Lives of a worker that ends by SIGKILL, and every line it acknowledged before."""

import json
import os
import select
import signal
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from time import monotonic
from typing import Any


class Lives:
    """The process that forks workers, and the lines they wrote."""

    def __init__(self, child_name: str) -> None:
        child = Path(__file__).with_name(child_name)
        environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
        self._process = subprocess.Popen(
            [sys.executable, str(child)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment
        )
        self._buffer = b""
        self._living: int | None = None

    def live(self, folder: Path, seed: int, seconds: float, *, at_work: bool = False) -> list[dict[str, Any]]:
        """Let a worker live that long, kill it, and return everything it acknowledged.

        The time counts from its word that it is ``ready`` where it is to be killed ``at_work``, else from its start.
        """
        assert self._process.stdin is not None
        self._process.stdin.write(json.dumps([str(folder), seed]).encode() + b"\n")
        self._process.stdin.flush()
        acknowledged = []
        # The worker may speak before its parent has said its number.
        while "pid" not in (facts := self._next(monotonic() + 60)):
            acknowledged.append(facts)
        self._living = pid = facts["pid"]
        end = monotonic() + (60 if at_work else seconds)
        while (facts := self._next(end)) is not None:
            assert "dead" not in facts, "the worker died by itself"
            acknowledged.append(facts)
            if "ready" in facts and at_work:
                end = monotonic() + seconds
        os.kill(pid, signal.SIGKILL)
        while (facts := self._next(monotonic() + 60)) is not None and "dead" not in facts:
            acknowledged.append(facts)
        assert facts is not None
        self._living = None
        assert os.WTERMSIG(facts["dead"]) == signal.SIGKILL
        return acknowledged

    def _next(self, deadline: float) -> Any:
        """The next line, or None at the deadline."""
        assert self._process.stdout is not None
        handle = self._process.stdout.fileno()
        while b"\n" not in self._buffer:
            ready, _, _ = select.select([handle], [], [], max(0.0, deadline - monotonic()))
            if not ready:
                return None
            read = os.read(handle, 65536)
            assert read, "the forking process ended"
            self._buffer += read
        line, self._buffer = self._buffer.split(b"\n", 1)
        return json.loads(line)

    def end(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        if self._living is not None:
            with suppress(ProcessLookupError):
                os.kill(self._living, signal.SIGKILL)
        self._process.stdin.close()
        self._process.wait(60)
        self._process.stdout.close()
