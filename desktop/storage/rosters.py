"""Rosters people are looked up in: whole ones, from a file or as the centre published them. No journal: they can be
taken in again."""

from collections.abc import Iterable
from typing import Literal, NamedTuple

from desktop.storage.database import Database
from forms.rosters import RosterRow

Source = Literal["file", "centre"]


class KeptRoster(NamedTuple):
    """A roster in use. ``number`` is of the centre's update, 0 for a file; ``taken_at`` ISO 8601 with offset.

    ``rows`` are people; ``refused`` lines of the file could not be used. ``sha256`` is of the file, or of what was
    published.
    """

    id: int
    name: str
    source: Source
    number: int
    taken_at: str
    rows: int
    refused: int
    sha256: str


_SELECT = "SELECT id, name, source, number, taken_at, rows, refused, sha256 FROM rosters"


class Rosters:
    """The rosters of this counter."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(
        self,
        rows: Iterable[RosterRow],
        *,
        name: str,
        source: Source,
        number: int = 0,
        taken_at: str,
        refused: int = 0,
        sha256: str,
    ) -> KeptRoster:
        """Keep a whole roster, durable when the call returns or with the act it is part of: all of it, or nothing.

        Of several rows of one IIN the last is kept.
        """
        with self._db.transaction():
            self._db.run(
                "INSERT INTO rosters (name, source, number, taken_at, rows, refused, sha256) "
                "VALUES (?, ?, ?, ?, 0, ?, ?)",
                (name, source, number, taken_at, refused, sha256),
            )
            ((identifier,),) = self._db.rows("SELECT last_insert_rowid()")
            self._db.run_many(
                "INSERT OR REPLACE INTO roster (iin, roster, name, position, workplace, category, birth_date) "
                "VALUES (?, ?, ?, ?, ?, ?, ?)",
                ((row.iin, identifier, *row[1:]) for row in rows),
            )
            self._db.run(
                "UPDATE rosters SET rows = (SELECT count(*) FROM roster WHERE roster = rosters.id) WHERE id = ?",
                (identifier,),
            )
            kept = self.of_id(identifier)
        assert kept is not None
        return kept

    def all(self) -> list[KeptRoster]:
        """Those in use, the one taken last first."""
        return [KeptRoster._make(row) for row in self._db.rows(f"{_SELECT} ORDER BY id DESC")]

    def of_id(self, identifier: int) -> KeptRoster | None:
        """One of them, or None."""
        row = self._db.row(f"{_SELECT} WHERE id = ?", (identifier,))
        return None if row is None else KeptRoster._make(row)

    def of_update(self, number: int) -> KeptRoster | None:
        """The one an update of the centre brought, or None."""
        row = self._db.row(f"{_SELECT} WHERE source = 'centre' AND number = ?", (number,))
        return None if row is None else KeptRoster._make(row)

    def find(self, identifier: int, iin: str) -> RosterRow | None:
        """Who has this IIN in one of them, or None."""
        row = self._db.row(
            "SELECT iin, name, position, workplace, category, birth_date FROM roster WHERE iin = ? AND roster = ?",
            (iin, identifier),
        )
        return None if row is None else RosterRow._make(row)

    def remove(self, identifier: int) -> None:
        """Take one out of use with everybody it names; nothing happens where it is not there."""
        with self._db.transaction():
            self._db.run("DELETE FROM roster WHERE roster = ?", (identifier,))
            self._db.run("DELETE FROM rosters WHERE id = ?", (identifier,))
