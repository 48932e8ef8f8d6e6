"""Who may work at this counter, drawn from the journal: roles, and whether they still work here."""

import msgspec

from desktop.storage.database import Database, Row
from forms.events import Event
from forms.operator_acts import OperatorChanged, OperatorEnrolled, OperatorSignedIn, Role

TABLE = """
    id TEXT PRIMARY KEY,
    roles TEXT NOT NULL,
    active INTEGER NOT NULL,
    enrolled_at TEXT NOT NULL,
    signed_in_at TEXT
"""

_ENROLLED = """
INSERT INTO operators (id, roles, active, enrolled_at) VALUES (?, ?, 1, ?)
ON CONFLICT (id) DO UPDATE SET roles = excluded.roles, active = 1
"""


class EnrolledOperator(msgspec.Struct, frozen=True, kw_only=True):
    """An operator as the journal knows them. Times are ISO 8601 with offset."""

    id: str
    roles: tuple[Role, ...]
    active: bool
    enrolled_at: str
    signed_in_at: str | None


class Operators:
    """The operators of this counter."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def all(self) -> list[EnrolledOperator]:
        """Everyone the journal knows, the first enrolled first."""
        return [_read(row) for row in self._db.rows("SELECT * FROM operators ORDER BY enrolled_at, id")]

    def find(self, operator: str) -> EnrolledOperator | None:
        """One operator, or None where the journal knows nothing of them."""
        row = self._db.row("SELECT * FROM operators WHERE id = ?", (operator,))
        return None if row is None else _read(row)


def fold_operator(db: Database, event: Event) -> None:
    """Fold one event into the table of operators."""
    match event.act:
        case OperatorEnrolled(id=operator, roles=roles):
            db.run(_ENROLLED, (operator, " ".join(roles), event.at.wall))
        case OperatorChanged(id=operator, roles=roles, active=active):
            db.run("UPDATE operators SET roles = ?, active = ? WHERE id = ?", (" ".join(roles), int(active), operator))
        case OperatorSignedIn():
            db.run("UPDATE operators SET signed_in_at = ? WHERE id = ?", (event.at.wall, event.operator))
        case _:
            pass


def _read(row: Row) -> EnrolledOperator:
    operator, roles, active, enrolled_at, signed_in_at = row
    return EnrolledOperator(
        id=operator,
        roles=msgspec.convert(tuple(roles.split()), tuple[Role, ...]),
        active=bool(active),
        enrolled_at=enrolled_at,
        signed_in_at=signed_in_at,
    )
