"""Decided cases as the screens ask for them: by number, by applicant, the latest."""

from datetime import date

import msgspec

from desktop.storage.database import Database, Row
from forms.editions import Outcome


class RegisteredCase(msgspec.Struct, frozen=True, kw_only=True):
    """A decided case. The applicant is None once the particulars were erased; times are ISO 8601 with offset."""

    case: str
    number: str
    register: str
    service: str
    edition: str
    outcome: Outcome
    applicant_iin: str | None
    applicant_name: str | None
    by_representative: bool
    operator: str
    decided_at: str
    due: str | None
    serving_seconds: int
    overrun: bool
    copies: int  # of the outcome paper, printed so far
    handed_over_at: str | None
    sequence: int  # of the event that decided it


_COLUMNS = (
    "case_id, number, register, service, edition, outcome, applicant_iin, applicant_name, by_representative, operator, "
    "decided_at, due, serving_seconds, overrun, copies, handed_over_at, decided_sequence"
)


class Cases:
    """The register's rows."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, number: str) -> RegisteredCase | None:
        """The case of a registration number."""
        row = self._db.row(f"SELECT {_COLUMNS} FROM cases WHERE number = ?", (number,))
        return None if row is None else _read(row)

    def number_of(self, case: str) -> str | None:
        """The number a case was decided under, or None before its outcome."""
        row = self._db.row("SELECT number FROM cases WHERE case_id = ?", (case,))
        return None if row is None else row[0]

    def is_named(self, edition: str) -> bool:
        """Whether a case was decided under the edition of this label."""
        return self._db.row("SELECT 1 FROM cases WHERE edition = ? COLLATE NOCASE LIMIT 1", (edition,)) is not None

    def voided(self, number: str) -> str | None:
        """Why the case of a number is void, or None where it stands."""
        row = self._db.row("SELECT voided FROM cases WHERE number = ?", (number,))
        return None if row is None else row[0]

    def earlier(self, iin: str, since: date) -> list[RegisteredCase]:
        """Cases of one applicant decided on ``since`` or later, the latest first."""
        return self._list(
            "WHERE applicant_iin = ? AND decided_at >= ? ORDER BY decided_at DESC, decided_sequence DESC",
            iin,
            since.isoformat(),
        )

    def earlier_of_child(self, iin: str, since: date) -> list[RegisteredCase]:
        """Cases of one child decided on ``since`` or later, whoever applied, the latest first."""
        return self._list(
            "WHERE child_iin = ? AND decided_at >= ? ORDER BY decided_at DESC, decided_sequence DESC",
            iin,
            since.isoformat(),
        )

    def latest(self, limit: int = 50) -> list[RegisteredCase]:
        """The last cases decided, the latest first."""
        return self._list("ORDER BY decided_sequence DESC LIMIT ?", limit)

    def _list(self, condition: str, *values: str | int) -> list[RegisteredCase]:
        return [_read(row) for row in self._db.rows(f"SELECT {_COLUMNS} FROM cases {condition}", values)]


def _read(row: Row) -> RegisteredCase:
    fields = dict(zip(RegisteredCase.__struct_fields__, row, strict=True))
    return msgspec.convert(fields, RegisteredCase, strict=False)
