"""Kinto beside our intake: the same events as records of its collections, PostgreSQL under it, by its batch endpoint.

It is installed once, in an environment of its own under ``build/``, where it can be; where not, it is said why.
"""

import base64
import json
import os
import subprocess
import sys
import time
import venv
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from http.client import HTTPConnection
from itertools import chain
from pathlib import Path
from socket import create_server

from bench.centre import ROOT, make_database, time_all

AT_ONCE = 100
NAME = f"Kinto, 2 workers, batches of {AT_ONCE}, PostgreSQL"
_PACKAGES = ("kinto>=26", "psycopg2-binary", "SQLAlchemy>=2", "zope.sqlalchemy", "gunicorn")
_PATIENCE_SECONDS = 60.0
_AUTHORIZATION = "Basic " + base64.b64encode(b"bench:bench").decode()
_SETTINGS = """[app:main]
use = egg:kinto
kinto.storage_backend = kinto.core.storage.postgresql
kinto.storage_url = {address}
kinto.permission_backend = kinto.core.permission.postgresql
kinto.permission_url = {address}
kinto.cache_backend = kinto.core.cache.memory
kinto.batch_max_requests = {at_once}
kinto.userid_hmac_secret = bench
kinto.bucket_create_principals = system.Authenticated
multiauth.policies = basicauth
multiauth.policy.basicauth.use = kinto.core.authentication.BasicAuthAuthenticationPolicy
"""
_APPLICATION = """import configparser
from kinto import main
read = configparser.ConfigParser(interpolation=None)
read.read({settings!r})
application = main({{}}, **{{name: value for name, value in read["app:main"].items() if name != "use"}})
"""

Record = dict[str, str | int | None]


@dataclass(frozen=True)
class Kinto:
    """One that listens."""

    port: int

    def send(self, collections: Sequence[tuple[str, Sequence[Record]]], clients: int) -> float:
        """Seconds until all records are stored, sent by so many threads that keep their connections."""
        # A collection is one client's: Kinto gives a collection's records one time stamp after another.
        bodies = [
            [_batch(name, records[place : place + AT_ONCE]) for place in range(0, len(records), AT_ONCE)]
            for name, records in collections
        ]
        connections = [HTTPConnection("127.0.0.1", self.port, timeout=120) for _ in range(clients)]
        faults: list[str] = []

        def send(mine: HTTPConnection, some: Sequence[Sequence[bytes]]) -> None:
            for body in chain.from_iterable(some):
                status, answer = _ask(mine, "POST", "/v1/batch", body)
                wrong = [one["status"] for one in json.loads(answer).get("responses", []) if one["status"] != 201]
                if status != 200 or wrong:
                    faults.append(f"{status} {wrong[:1]} {answer[:200]!r}")

        took = time_all(connections, bodies, send)
        if faults:
            raise RuntimeError(f"Kinto did not take it: {faults[0]}")
        return took

    def make(self, collections: Sequence[str]) -> None:
        """A bucket with a collection for each client."""
        connection = HTTPConnection("127.0.0.1", self.port, timeout=60)
        for path in ("/v1/buckets/bench", *(f"/v1/buckets/bench/collections/{name}" for name in collections)):
            status, answer = _ask(connection, "PUT", path, b"{}")
            if status not in (200, 201):
                raise RuntimeError(f"Kinto: {path}: {status} {answer[:300]!r}")
        connection.close()


def _batch(name: str, records: Sequence[Record]) -> bytes:
    """As many POSTs in one request."""
    path = f"/v1/buckets/bench/collections/{name}/records"
    requests = [{"body": {"data": record}} for record in records]
    return json.dumps({"defaults": {"method": "POST", "path": path}, "requests": requests}).encode()


def _ask(connection: HTTPConnection, method: str, path: str, body: bytes) -> tuple[int, bytes]:
    connection.request(method, path, body, {"Content-Type": "application/json", "Authorization": _AUTHORIZATION})
    response = connection.getresponse()
    return response.status, response.read()


@contextmanager
def served(folder: Path, server: str, workers: int = 2) -> Iterator[Kinto | str]:
    """Kinto under gunicorn on a database of its own; or why there is none."""
    programs = _installed()
    if isinstance(programs, str):
        yield programs
        return
    make_database(server, "kinto")
    settings = folder / "kinto.ini"
    address = server.replace("/postgres?", "/kinto?")
    settings.write_text(_SETTINGS.format(address=address, at_once=AT_ONCE), "utf-8")
    application = folder / "kinto_application.py"
    application.write_text(_APPLICATION.format(settings=str(settings)), "utf-8")
    environment = {**os.environ, "PYTHONPATH": str(folder)}
    made = subprocess.run(
        [programs / "kinto", "migrate", "--ini", settings], env=environment, capture_output=True, text=True, check=False
    )
    if made.returncode:
        yield f"Kinto could not make its tables: {made.stderr.strip().splitlines()[-1:]}"
        return
    with create_server(("127.0.0.1", 0)) as listening:
        port = int(listening.getsockname()[1])
    command = [str(programs / "gunicorn"), "--workers", str(workers), "--threads", "8", "--keep-alive", "30"]
    command += ["--bind", f"127.0.0.1:{port}", "--log-level", "error", "kinto_application:application"]
    with (folder / "kinto.log").open("wb") as log:
        process = subprocess.Popen(command, env=environment, stdout=log, stderr=log)
        try:
            yield Kinto(port) if _answers(port) else "Kinto did not start"
        finally:
            process.terminate()
            process.wait(timeout=_PATIENCE_SECONDS)


def _installed() -> Path | str:
    """Where its programs are, installed now where they are not; or why they cannot be."""
    base = ROOT / "build" / "bench-kinto"
    programs = base / ("Scripts" if os.name == "nt" else "bin")
    if (programs / "kinto").exists() and (programs / "gunicorn").exists():
        return programs
    print("installing Kinto into build/bench-kinto", file=sys.stderr, flush=True)
    try:
        venv.create(base, with_pip=True, clear=True)
        command = [
            str(programs / "python"),
            "-m",
            "pip",
            "install",
            "--quiet",
            "--disable-pip-version-check",
            *_PACKAGES,
        ]
        subprocess.run(command, check=True, capture_output=True, text=True, timeout=300)
    except (subprocess.SubprocessError, OSError) as error:
        return f"Kinto: could not be installed ({type(error).__name__})"
    return programs


def _answers(port: int) -> bool:
    until = time.monotonic() + _PATIENCE_SECONDS
    while time.monotonic() < until:
        connection = HTTPConnection("127.0.0.1", port, timeout=5)
        try:
            connection.request("GET", "/v1/")
            if connection.getresponse().status == 200:
                return True
        except OSError:
            time.sleep(0.1)
        finally:
            connection.close()
    return False
