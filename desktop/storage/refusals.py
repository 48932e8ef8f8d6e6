"""Events the centre holds and does not count, and the log of what was sent and taken in."""

from collections.abc import Iterable

import msgspec

from desktop.storage.database import Database
from forms.exchange import Refusal

MOST_DELIVERIES = 2000

_fields = msgspec.json.Decoder(dict[str, str])


class KeptRefusal(msgspec.Struct, frozen=True, kw_only=True):
    """An event that was refused. ``settled``: our event that settled it; ``released_at``: counted after all."""

    sequence: int
    hash: str
    problem: str
    fields: dict[str, str]
    refused_at: str
    told_at: str
    settled: int | None
    released_at: str | None

    @property
    def is_open(self) -> bool:
        """Whether somebody has to settle it."""
        return self.settled is None and self.released_at is None


class Delivery(msgspec.Struct, frozen=True, kw_only=True):
    """A try to send or take in. ``place`` is a host or a folder's name; nothing here is of a person."""

    at: str
    way: str  # network or file
    what: str  # question, batch, enrolment, keys, update or answer
    first: int = 0
    last: int = 0
    bytes: int = 0
    outcome: str  # taken, refused, failed, written or read
    problem: str = ""
    fields: dict[str, str] = {}
    place: str = ""


class Refusals:
    """The table of refusals."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def take(self, refusals: Iterable[Refusal], *, more: bool, now: str) -> None:
        """What the centre refuses now: all of it, unless there is ``more``. What it no longer names is released.

        One that was settled stays so, unless the centre refused it anew since. Events that are not this journal's, of
        a continuation that was left, are passed over.
        """
        named: set[int] = set()
        with self._db.transaction():
            for one in refusals:
                named.add(one.sequence)
                if self._db.row("SELECT 1 FROM journal WHERE sequence = ? AND hash = ?", (one.sequence, one.hash)):
                    self._take_one(one, now)
            if not more:
                for (sequence,) in self._db.rows(
                    "SELECT sequence FROM refusals WHERE released_at IS NULL AND settled IS NULL"
                ):
                    if sequence not in named:
                        self._db.run("UPDATE refusals SET released_at = ? WHERE sequence = ?", (now, sequence))

    def _take_one(self, one: Refusal, now: str) -> None:
        fields = msgspec.json.encode(one.fields).decode()
        self._db.run(
            "INSERT INTO refusals (sequence, hash, problem, fields, refused_at, told_at) VALUES (?, ?, ?, ?, ?, ?) "
            "ON CONFLICT (sequence) DO UPDATE SET "
            "settled = CASE WHEN refused_at = excluded.refused_at AND hash = excluded.hash THEN settled END, "
            "told_at = CASE WHEN refused_at = excluded.refused_at THEN told_at ELSE excluded.told_at END, "
            "hash = excluded.hash, problem = excluded.problem, fields = excluded.fields, "
            "refused_at = excluded.refused_at, released_at = NULL",
            (one.sequence, one.hash, one.problem, fields, one.refused_at, now),
        )

    def all(self, most: int = 1000) -> list[KeptRefusal]:
        """Those that are open first, then what became of the others; the latest first."""
        rows = self._db.rows(
            "SELECT sequence, hash, problem, fields, refused_at, told_at, settled, released_at FROM refusals "
            "ORDER BY settled IS NOT NULL OR released_at IS NOT NULL, sequence DESC LIMIT ?",
            (most,),
        )
        return [
            KeptRefusal(
                sequence=row[0],
                hash=row[1],
                problem=row[2],
                fields=_fields.decode(row[3]),
                refused_at=row[4],
                told_at=row[5],
                settled=row[6],
                released_at=row[7],
            )
            for row in rows
        ]

    def count_open(self) -> int:
        """How many wait for somebody."""
        row = self._db.row("SELECT count(*) FROM refusals WHERE settled IS NULL AND released_at IS NULL")
        return 0 if row is None else int(row[0])

    def settle(self, sequence: int, settled: int) -> None:
        """Note the event of ours that settles one."""
        with self._db.transaction():
            self._db.run("UPDATE refusals SET settled = ? WHERE sequence = ?", (settled, sequence))


class Deliveries:
    """The log of deliveries, as long as it is of use."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def note(self, one: Delivery) -> None:
        """Note a delivery; the oldest beyond the latest thousands go."""
        with self._db.transaction():
            self._db.run(
                "INSERT INTO deliveries (at, way, what, first, last, bytes, outcome, problem, fields, place) "
                "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    one.at,
                    one.way,
                    one.what,
                    one.first,
                    one.last,
                    one.bytes,
                    one.outcome,
                    one.problem,
                    msgspec.json.encode(one.fields).decode(),
                    one.place,
                ),
            )
            self._db.run("DELETE FROM deliveries WHERE id <= (SELECT max(id) FROM deliveries) - ?", (MOST_DELIVERIES,))

    def bytes_an_event(self, least: int = 50) -> float | None:
        """How many bytes an event took in the latest batches; None where they hold fewer than ``least`` events."""
        row = self._db.row(
            "SELECT sum(bytes), sum(last - first + 1) FROM "
            "(SELECT bytes, first, last FROM deliveries WHERE what = 'batch' ORDER BY id DESC LIMIT 20)"
        )
        return None if row is None or not row[1] or row[1] < least else row[0] / row[1]

    def latest(self, most: int) -> list[Delivery]:
        """The latest first."""
        rows = self._db.rows(
            "SELECT at, way, what, first, last, bytes, outcome, problem, fields, place FROM deliveries "
            "ORDER BY id DESC LIMIT ?",
            (most,),
        )
        return [
            Delivery(
                at=row[0],
                way=row[1],
                what=row[2],
                first=row[3],
                last=row[4],
                bytes=row[5],
                outcome=row[6],
                problem=row[7],
                fields=_fields.decode(row[8]),
                place=row[9],
            )
            for row in rows
        ]
