"""The real centre: ``kense-centre serve`` on SQLite or a real PostgreSQL, killed, put back, started again."""

import contextlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Any

import psycopg

from tests.exchange.district import District, surroundings
from tests.server.postgresql import programs, start_postgresql

KINDS = ("sqlite", "postgresql")
_PATIENCE_SECONDS = 60.0
_TEMPLATE = "kense_made"


class Centres:
    """Centres on one kind of database: tables are made once, each centre begins with a copy of them."""

    def __init__(self, kind: str, folder: Path) -> None:
        self.kind = kind
        self.folder = folder
        self._given = 0
        self._server = start_postgresql() if kind == "postgresql" else ""
        self.district = District(folder / "district.log", programs())
        made = folder / "made"
        made.mkdir()
        if self._server:
            self._administer(f"CREATE DATABASE {_TEMPLATE}")
        self.district.ask(made, self.address_of(_TEMPLATE), "migrate")
        self.district.ask(made, self.address_of(_TEMPLATE), "leave")

    def make(self) -> "Centre":
        """A centre of its own, not served yet."""
        self._given += 1
        name = f"centre_{self._given}"
        data = self.folder / name
        shutil.copytree(self.folder / "made", data)
        self.make_database(name)
        return Centre(self, name, data)

    def make_database(self, name: str) -> None:
        """A database with everybody in it and nothing received. SQLite's lies in the data folder."""
        if self._server:
            self._administer(f"CREATE DATABASE {name} TEMPLATE {_TEMPLATE}")

    def replace_database(self, name: str, dump: Path) -> None:
        """As docs/centre.md says for PostgreSQL: an empty database, and what the dump holds."""
        self._administer(f"DROP DATABASE {name} WITH (FORCE)", f"CREATE DATABASE {name}")
        command = ["pg_restore", "--no-owner", f"--dbname={self.address_of(name)}", str(dump)]
        subprocess.run(command, check=True, executable=f"{programs()}/pg_restore")

    def address_of(self, name: str) -> str:
        """What ``KENSE_DATABASE`` says, empty for SQLite."""
        return self._server.replace("/postgres?", f"/{name}?") if self._server else ""

    def close(self) -> None:
        """Nobody works any more."""
        self.district.close()

    def _administer(self, *statements: str) -> None:
        with psycopg.connect(self._server, autocommit=True) as connection:
            for statement in statements:
                connection.execute(statement)


class Centre:
    """One centre: its data folder, its database, and its server while that runs."""

    def __init__(self, centres: Centres, name: str, data: Path) -> None:
        self.data = data
        self.log = data / "serve.log"
        self.port = 0
        self._centres = centres
        self._name = name
        self._process: subprocess.Popen[bytes] | None = None
        self._backups = 0

    @property
    def address(self) -> str:
        """Where it is reached while it runs."""
        return f"http://127.0.0.1:{self.port}"

    def ask(self, what: str, **given: Any) -> Any:
        """Have the district's people do something (tests/exchange/district.py)."""
        return self._centres.district.ask(self.data, self._centres.address_of(self._name), what, **given)

    def start(self, *, certificate: Path | None = None, workers: int = 2) -> "Centre":
        """Serve; returned when the first worker answers."""
        environment = surroundings(self.data, self._centres.address_of(self._name))
        self.port = self.port or _free_port()
        command = [sys.executable, "-m", "server", "serve", "--as-it-is", "--bind", f"127.0.0.1:{self.port}"]
        command += ["--workers", str(workers)]
        if certificate is not None:
            command += ["--certificate", str(certificate), "--key", str(certificate)]
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log, env=environment, start_new_session=True)
        self._wait()
        return self

    def stop(self) -> None:
        """As its keeper stops it: what is under way ends first."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """A power cut for the program: every process of it at once, whatever it was doing."""
        self._end(signal.SIGKILL)

    def kill_worker(self) -> None:
        """One of the processes that serve, whatever it was doing; another takes its place."""
        assert self._process is not None
        path = Path(f"/proc/{self._process.pid}/task/{self._process.pid}/children")
        children = path.read_text().split()
        for child in children:
            with contextlib.suppress(ProcessLookupError):
                os.kill(int(child), signal.SIGKILL)

    def back_up(self) -> Path:
        """``kense-centre back_up``, in use."""
        self._backups += 1
        return Path(self.ask("back_up", folder=str(self.data.with_name(f"{self._name}-backup-{self._backups}"))))

    def restore(self, backup: Path) -> None:
        """Put an earlier state in place, as docs/centre.md says, with the server stopped."""
        assert self._process is None, "stop the server first"
        self.ask("leave")
        if self._centres.kind == "sqlite":
            self.ask("restore", backup=str(backup))
            self.ask("leave")
        else:
            self._centres.replace_database(self._name, backup / "centre.dump")

    def close(self) -> None:
        """It is not needed any more. Raises AssertionError where it met something it was not made for."""
        if self._process is not None:
            self.kill()
        faults = [line for line in self.log.read_text("utf-8", "replace").splitlines() if line.startswith("Traceback")]
        assert not faults, self.log.read_text("utf-8", "replace")[-4000:]

    def _end(self, how: signal.Signals) -> None:
        assert self._process is not None
        if how == signal.SIGKILL:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, how)
        else:
            self._process.send_signal(how)
        self._process.wait(timeout=_PATIENCE_SECONDS)
        self._process = None
        deadline, moment = time.monotonic() + _PATIENCE_SECONDS, threading.Event()
        while self._is_reached() and time.monotonic() < deadline:
            moment.wait(0.01)  # the last of the processes dies a moment later

    def _wait(self) -> None:
        assert self._process is not None
        deadline, moment = time.monotonic() + _PATIENCE_SECONDS, threading.Event()
        while time.monotonic() < deadline and self._process.poll() is None:
            if self._is_reached():
                return  # who connects is answered once a worker is up
            moment.wait(0.02)
        raise AssertionError(f"the centre did not start: {self.log.read_text()[-2000:]}")

    def _is_reached(self) -> bool:
        try:
            with socket.create_connection(("127.0.0.1", self.port), timeout=5):
                return True
        except OSError:
            return False


def _free_port() -> int:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return int(free.getsockname()[1])
