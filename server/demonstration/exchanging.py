"""A counter and the centre against each other, for people to see: played, enrolled, delivered by stick and by network.

The counter is a program of its own here as in life; what the two say to each other is all they share.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from django.core.management.base import CommandError

_PATIENCE_SECONDS = 60.0
SCENE = "working-day"
SENT = "package-sent"  # a desk of the State Corporation sends a package and waits for the answer


@contextmanager
def serve() -> Iterator[str]:
    """The centre of these settings, served on a free port of this machine; its address."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "server", "serve", "--bind", f"127.0.0.1:{port}", "--workers", "2", "--as-it-is"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as server:
        try:
            address = f"http://127.0.0.1:{port}"
            _wait_for(f"{address}/alive", server)
            yield address
        finally:
            server.terminate()


def _wait_for(address: str, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            continue
    raise CommandError("The centre did not start.")


class PlayedCounter:
    """The counter of a demonstration's scene, spoken to by its own commands; what it leaves lies in ``out``."""

    def __init__(self, out: Path, scene: str = SCENE) -> None:
        self.folder = out / "data" / scene
        self._out = out
        self._scene = scene

    def play(self) -> None:
        """The scene, by key presses on the real window."""
        shutil.rmtree(self._out, ignore_errors=True)
        self._run("demo", "--out", str(self._out), "--only", self._scene)

    def exchange(self, *words: str) -> str:
        """One command of the exchange; what it said."""
        language = ("--language", "en")
        return self._run("exchange", *words, "--data", str(self.folder), *language)

    def state(self) -> dict[str, object]:
        """How the exchange stands, as the counter sees it."""
        found: dict[str, object] = json.loads(self.exchange("state", "--json"))
        return found

    def _run(self, *words: str) -> str:
        command = [sys.executable, "-m", "desktop.cli", *words]
        environment = {name: value for name, value in os.environ.items() if not name.startswith("KENSE_")}
        done = subprocess.run(
            command, check=False, capture_output=True, text=True, env={**environment, "QT_QPA_PLATFORM": "offscreen"}
        )
        if done.returncode not in (0, 1):
            raise CommandError(f"{' '.join(words[:2])}: {done.stderr.strip() or done.stdout.strip()}")
        return (done.stdout + done.stderr).strip()
