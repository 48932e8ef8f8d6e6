"""What the centre published for this counter: each number once, as it was signed, and what became of it."""

from typing import Literal, NamedTuple

from desktop.storage.database import Database, Row

Subject = Literal["edition", "calendar", "roster", "keys", "message", "answer"]


class KeptUpdate(NamedTuple):
    """An update without its document. Times are ISO 8601 with offset, ``holds_from`` an ISO date or empty.

    ``taken_at`` is None where it could not be used: ``problem`` then says why, as its code. ``replaced``: a later one
    holds in its place. ``told``: a clerk has understood that it came.
    """

    number: int
    subject: Subject
    name: str
    sha256: str
    holds_from: str
    received_at: str
    taken_at: str | None
    problem: str
    replaces: int
    replaced: bool
    told: bool


_SELECT = """
SELECT number, subject, name, sha256, holds_from, received_at, taken_at, problem, replaces,
    EXISTS (SELECT 1 FROM updates AS later WHERE later.replaces = updates.number AND later.taken_at IS NOT NULL), told
FROM updates
"""


class Updates:
    """The updates of this counter, by number."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, update: KeptUpdate, document: bytes) -> None:
        """Keep one that came, durable when the call returns or with the act it is part of.

        One that could not be used when it came may be kept again.
        """
        with self._db.transaction():
            self._db.run("DELETE FROM updates WHERE number = ? AND taken_at IS NULL", (update.number,))
            self._db.run(
                "INSERT INTO updates (number, subject, name, sha256, document, holds_from, received_at, taken_at, "
                "problem, replaces, told) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    update.number,
                    update.subject,
                    update.name,
                    update.sha256,
                    document,
                    update.holds_from,
                    update.received_at,
                    update.taken_at,
                    update.problem,
                    update.replaces,
                    int(update.told),
                ),
            )

    def of_number(self, number: int) -> KeptUpdate | None:
        """The update of this number, or None."""
        row = self._db.row(f"{_SELECT} WHERE number = ?", (number,))
        return None if row is None else _kept(row)

    def all(self) -> list[KeptUpdate]:
        """Every update, the latest first."""
        return [_kept(row) for row in self._db.rows(f"{_SELECT} ORDER BY number DESC")]

    def taken(self, subject: Subject) -> list[KeptUpdate]:
        """Those of a subject that are in use or were, the earliest first."""
        rows = self._db.rows(f"{_SELECT} WHERE subject = ? AND taken_at IS NOT NULL ORDER BY number", (subject,))
        return [_kept(row) for row in rows]

    def untold(self) -> list[KeptUpdate]:
        """Those nobody has understood yet, the earliest first."""
        return [_kept(row) for row in self._db.rows(f"{_SELECT} WHERE told = 0 ORDER BY number")]

    def document(self, number: int) -> bytes:
        """What the centre signed; empty where it is no longer kept."""
        row = self._db.row("SELECT document FROM updates WHERE number = ?", (number,))
        return b"" if row is None else bytes(row[0])

    def mark_told(self, number: int) -> None:
        """Somebody has understood it."""
        with self._db.transaction():
            self._db.run("UPDATE updates SET told = 1 WHERE number = ?", (number,))

    def empty(self, number: int) -> None:
        """Give up what an update said, such as the names of a roster that another has replaced."""
        with self._db.transaction():
            self._db.run("UPDATE updates SET document = X'' WHERE number = ?", (number,))


def _kept(row: Row) -> KeptUpdate:
    return KeptUpdate._make((*row[:-2], bool(row[-2]), bool(row[-1])))
