"""Durable events a second into the centre on a real PostgreSQL, beside COPY of the same rows into the same table.

The whole way: kense-centre serve with two workers, sealed and signed batches over HTTP, everything verified, folded
into the register and acknowledged. The batches are made before the clock starts.
"""

import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from http.client import HTTPConnection
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg

from bench import kinto
from bench.centre import Asked, Centre, Served, make_database, postgresql, time_all
from bench.table import Result, Skipped, compare, take_turns

SUBJECT = "intake"
LEAST = 0.3
COPY_BARE = "COPY of the same rows, one transaction"
COPY_EACH = "COPY of the same rows, a transaction for each batch"
CLIENTS = 8
_TABLE = "journal_event"
_AS_RECORDS = (
    "SELECT sequence, encode(hash, 'hex'), convert_from(event, 'UTF8'), encode(salt, 'hex'), "
    "convert_from(particulars, 'UTF8')"
)


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    counters, size, rounds = (3, 40, 1) if quick else (24, 500, 7)
    with TemporaryDirectory() as folder, postgresql() as server:
        root, keys = Path(folder), Path(folder) / "keys"
        empty, file = Centre(keys, make_database(server, "empty")), Centre(keys, "")
        for centre in (empty, file):
            centre.migrate()
        served, alone, bare, apart = (
            Centre(keys, make_database(server, name, template="empty")) for name in ("served", "alone", "bare", "apart")
        )
        batches = root / "batches"
        served.run(f"intake_child.make({counters}, {rounds + 1}, {size}, {str(batches)!r})")
        for centre in (served, alone, file):
            centre.run(f"intake_child.enter({str(batches)!r})")
        with (
            _kinto(root, server, quick) as other,
            served.served() as listening,
            alone.asked("intake_child.answer()") as on_postgresql,
            file.asked("intake_child.answer()") as on_sqlite,
        ):
            ground = _Ground(batches, listening, served, bare, apart, counters, size)
            if isinstance(other, kinto.Kinto):
                other.make([f"b{counter}" for counter in ground.counters()])
            ours, single, sqlite, copied, each, theirs = take_turns(
                rounds,
                ground.send,
                partial(ground.take, on_postgresql),
                partial(ground.take, on_sqlite),
                ground.copy,
                ground.copy_each,
                lambda: 0.0 if isinstance(other, str) else ground.send_kinto(other),
            )
        for centre in (served, alone, file):
            centre.run(f"intake_child.check({str(batches)!r}, {counters * size * (rounds + 1)})")
        what = f"sealed batches of {size}"
        unit = "events/s"
        return [
            compare(SUBJECT, f"{what} over HTTP, 2 workers", ours, COPY_BARE, copied, unit=unit, least=LEAST),
            compare(SUBJECT, f"{what} over HTTP, 2 workers", ours, COPY_EACH, each, unit=unit),
            compare(SUBJECT, f"{what}, one process, no HTTP", single, COPY_BARE, copied, unit=unit),
            compare(SUBJECT, f"{what}, one process, no HTTP; SQLite", sqlite, "on PostgreSQL", single, unit=unit),
            Skipped(SUBJECT, f"{what} over HTTP, 2 workers", other)
            if isinstance(other, str)
            else compare(SUBJECT, f"{what} over HTTP, 2 workers", ours, kinto.NAME, theirs, unit=unit, least=1.0),
            Skipped(
                SUBJECT, what, "ODK Central: a set of containers, no package of PyPI, npm or Debian holds it whole"
            ),
        ]


@contextmanager
def _kinto(root: Path, server: str, quick: bool) -> Iterator[kinto.Kinto | str]:
    if quick:
        yield "Kinto: not in the quick form"
        return
    with kinto.served(root, server) as found:
        yield found


class _Ground:
    """What one round of each side does; each keeps its own count of rounds."""

    def __init__(
        self, batches: Path, served: Served, ours: Centre, bare: Centre, apart: Centre, counters: int, size: int
    ) -> None:
        self._batches = batches
        self._served = served
        self._ours = ours
        self._bare = bare
        self._apart = apart
        self._counters = counters
        self._size = size
        self._turns: dict[str, int] = {}

    def _next(self, side: str) -> int:
        turn = self._turns[side] = self._turns.get(side, -1) + 1
        return turn

    def _rate(self, seconds: float) -> float:
        return self._counters * self._size / seconds

    def send(self) -> float:
        """Over HTTP, from clients that keep their connections."""
        folder = self._batches / str(self._next("served"))
        bodies = [path.read_bytes() for path in sorted(folder.glob("*.kense-batch"))]
        return self._rate(send_all(self._served.port, bodies, CLIENTS))

    def take(self, asked: Asked) -> float:
        """Within one process."""
        turn = self._next(str(id(asked)))
        return self._rate(asked.ask("take", str(self._batches / str(turn))))

    def copy(self) -> float:
        """The round's rows as the centre has them, into an empty table of the same form."""
        pieces = self._rows(self._next("copy"))
        return self._rate(self._copy(self._bare, [b"".join(pieces)]))

    def copy_each(self) -> float:
        """The same, durable batch by batch."""
        return self._rate(self._copy(self._apart, self._rows(self._next("each"))))

    def _rows(self, turn: int) -> list[bytes]:
        """Each counter's rows of this round, as COPY writes them."""
        found = []
        with psycopg.connect(self._ours.database) as connection, connection.cursor() as cursor:
            for counter in self.counters():
                chosen = self._chosen(counter, turn)
                statement = f"COPY (SELECT * FROM {_TABLE} WHERE {chosen} ORDER BY sequence) TO STDOUT"
                with cursor.copy(statement) as copy:
                    found.append(b"".join(bytes(piece) for piece in copy))
        return found

    def counters(self) -> list[int]:
        """The counters' rows."""
        with psycopg.connect(self._ours.database) as connection:
            return [row[0] for row in connection.execute("SELECT id FROM organisations_counter ORDER BY id").fetchall()]

    def _chosen(self, counter: int, turn: int) -> str:
        first = turn * self._size
        return f"counter_id = {counter} AND sequence > {first} AND sequence <= {first + self._size}"

    def send_kinto(self, other: kinto.Kinto) -> float:
        """The first of the same events as records, a collection for each of some counters: all would take minutes."""
        turn, collections = self._next("kinto"), []
        with psycopg.connect(self._ours.database) as connection:
            for counter in self.counters()[:CLIENTS]:
                chosen = f"WHERE {self._chosen(counter, turn)} LIMIT {kinto.AT_ONCE}"
                rows = connection.execute(f"{_AS_RECORDS} FROM {_TABLE} {chosen}").fetchall()
                names = ("sequence", "hash", "event", "salt", "particulars")
                collections.append((f"b{counter}", [dict(zip(names, row, strict=True)) for row in rows]))
        return sum(len(records) for _, records in collections) / other.send(collections, CLIENTS)

    def _copy(self, centre: Centre, pieces: list[bytes]) -> float:
        statement = f"COPY {_TABLE} FROM STDIN"
        with psycopg.connect(centre.database, autocommit=True) as connection, connection.cursor() as cursor:
            assert cursor.execute("SHOW fsync").fetchone() == ("on",)
            started = time.perf_counter()
            for piece in pieces:
                with cursor.copy(statement) as copy:
                    copy.write(piece)
            return time.perf_counter() - started


def send_all(port: int, bodies: list[bytes], clients: int) -> float:
    """Seconds until every batch is acknowledged, sent from so many threads that keep their connections."""
    connections = [HTTPConnection("127.0.0.1", port, timeout=120) for _ in range(clients)]
    for connection in connections:
        connection.connect()
    faults: list[str] = []

    def send(mine: HTTPConnection, some: Sequence[bytes]) -> None:
        for body in some:
            mine.request("POST", "/exchange/v1/batches", body)
            response = mine.getresponse()
            response.read()
            if response.status != 200:
                faults.append(f"answered {response.status}")

    took = time_all(connections, bodies, send)
    if faults:
        raise RuntimeError(f"{len(faults)} batches were not taken: {faults[0]}")
    return took
