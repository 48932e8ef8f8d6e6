"""Where in the journal the corrections and the void of a case stand: few rows, asked for by every later paper."""

from desktop.storage.database import Database
from forms.day_acts import CaseVoided
from forms.events import Event
from forms.register_acts import CaseCorrected

TABLE = """
    sequence INTEGER PRIMARY KEY,
    case_id TEXT NOT NULL,
    number TEXT NOT NULL,
    kind TEXT NOT NULL
"""
INDEXES = {"amendments_of_case": "amendments (case_id, sequence)"}


def fold_amendment(db: Database, event: Event) -> None:
    """Note a correction or a void."""
    act = event.act
    if isinstance(act, CaseCorrected | CaseVoided):
        kind = "corrected" if isinstance(act, CaseCorrected) else "voided"
        db.run(
            "INSERT INTO amendments (sequence, case_id, number, kind) VALUES (?, ?, ?, ?)",
            (event.sequence, event.case or "", act.number, kind),
        )


class Amendments:
    """The corrections and the voids of this counter's cases."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def corrections(self, case: str) -> list[int]:
        """The sequences of a case's corrections, the first first."""
        return self._list(case, "corrected")

    def void(self, case: str) -> int | None:
        """The sequence of the event that made a case void, or None where it stands."""
        found = self._list(case, "voided")
        return found[0] if found else None

    def corrected_in(self, sequence: int) -> str | None:
        """The number of the case that an event corrects, or None where it corrects none."""
        row = self._db.row("SELECT number FROM amendments WHERE sequence = ? AND kind = 'corrected'", (sequence,))
        return None if row is None else row[0]

    def _list(self, case: str, kind: str) -> list[int]:
        rows = self._db.rows(
            "SELECT sequence FROM amendments WHERE case_id = ? AND kind = ? ORDER BY sequence", (case, kind)
        )
        return [sequence for (sequence,) in rows]
