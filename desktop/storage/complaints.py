"""Complaints as they stand, drawn from the journal, with which events are whose."""

import msgspec

from desktop.storage.database import Database, Row
from forms.complaint_acts import (
    ComplaintAnswered,
    ComplaintAssigned,
    ComplaintCorrected,
    ComplaintForwarded,
    ComplaintParticulars,
    ComplaintReceived,
)
from forms.events import Event, PaperPrinted, Particulars, ParticularsErased
from forms.register_acts import CorrectionParticulars

TABLES: dict[str, str] = {
    # ``complaint`` is the identifier its events and its papers have as their case. ``name`` goes when it is erased.
    "complaints": """
        sequence INTEGER PRIMARY KEY,
        complaint TEXT NOT NULL,
        number TEXT NOT NULL,
        service TEXT NOT NULL,
        edition TEXT NOT NULL,
        way TEXT NOT NULL,
        level TEXT NOT NULL,
        language TEXT NOT NULL,
        received_on TEXT NOT NULL,
        received_at TEXT NOT NULL,
        received_by TEXT NOT NULL,
        about TEXT NOT NULL,
        case_number TEXT NOT NULL,
        by_representative INTEGER NOT NULL,
        signed INTEGER NOT NULL,
        due TEXT,
        forward_due TEXT,
        answer_place TEXT NOT NULL,
        state TEXT NOT NULL,
        handler TEXT NOT NULL,
        outcome TEXT NOT NULL,
        forwarded_to TEXT NOT NULL,
        ended_on TEXT,
        ended_by TEXT NOT NULL,
        ended_sequence INTEGER,
        name TEXT
    """,
    "complaint_events": """
        complaint TEXT NOT NULL,
        sequence INTEGER NOT NULL,
        PRIMARY KEY (complaint, sequence)
    """,
}
INDEXES: dict[str, str] = {
    "complaints_by_number": "complaints (number)",
    "complaints_by_own": "complaints (complaint)",
    "complaints_of_case": "complaints (case_number) WHERE case_number <> ''",
    "complaints_open": "complaints (due) WHERE ended_on IS NULL",
    "complaints_by_day": "complaints (received_on)",
}

_RECEIVED = f"INSERT INTO complaints VALUES ({', '.join('?' * 26)})"
_ENDED = (
    "UPDATE complaints SET state = ?, outcome = ?, forwarded_to = ?, ended_on = ?, ended_by = ?, ended_sequence = ? "
    "WHERE number = ? AND ended_on IS NULL"
)


class ComplaintRow(msgspec.Struct, frozen=True, kw_only=True):
    """A complaint as it stands. Days are ISO dates; ``state`` is received, assigned, answered or forwarded.

    ``name`` is None once it was erased.
    """

    sequence: int
    complaint: str
    number: str
    service: str
    edition: str
    way: str
    level: str
    language: str
    received_on: str
    received_at: str
    received_by: str
    about: str
    case_number: str
    by_representative: bool
    signed: bool
    due: str | None
    forward_due: str | None
    answer_place: str
    state: str
    handler: str
    outcome: str
    forwarded_to: str
    ended_on: str | None
    ended_by: str
    ended_sequence: int | None
    name: str | None


_FIELDS = tuple(field.name for field in msgspec.structs.fields(ComplaintRow))
_SELECT = f"SELECT {', '.join(_FIELDS)} FROM complaints"


class Complaints:
    """Reads the complaints of this counter."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, number: str) -> ComplaintRow | None:
        """The complaint of an incoming number."""
        row = self._db.row(f"{_SELECT} WHERE number = ?", (number,))
        return None if row is None else _read(row)

    def open(self) -> list[ComplaintRow]:
        """Neither answered nor forwarded, what is due first before the others."""
        return self._list("WHERE ended_on IS NULL ORDER BY due IS NULL, due, sequence")

    def all(self, most: int) -> list[ComplaintRow]:
        """The last received, the latest first."""
        return self._list("ORDER BY sequence DESC LIMIT ?", most)

    def received(self, first: str, last: str) -> list[ComplaintRow]:
        """Those received in the days from ``first`` to ``last`` (ISO dates, both included), in the order of numbers."""
        return self._list("WHERE received_on BETWEEN ? AND ? ORDER BY sequence", first, last)

    def of_case(self, number: str) -> list[ComplaintRow]:
        """Those that speak of the case of a registration number."""
        return self._list("WHERE case_number = ? AND case_number <> '' ORDER BY sequence", number)

    def events(self, complaint: str) -> list[int]:
        """The sequences of everything recorded of a complaint, its papers too, in order."""
        found = self._db.rows(
            "SELECT sequence FROM complaint_events WHERE complaint = ? ORDER BY sequence", (complaint,)
        )
        return [sequence for (sequence,) in found]

    def _list(self, ending: str, *values: str | int) -> list[ComplaintRow]:
        return [_read(row) for row in self._db.rows(f"{_SELECT} {ending}", values)]


def ended_before(db: Database, before: str, complaint: str = "") -> dict[str, bool]:
    """Every complaint, or one, by its identifier: whether it was answered or forwarded before an ISO date."""
    sql = "SELECT complaint, coalesce(ended_on < ?1 AND received_on < ?1, 0) FROM complaints"
    rows = db.rows(f"{sql} WHERE complaint = ?2", (before, complaint)) if complaint else db.rows(sql, (before,))
    return {own: bool(past) for own, past in rows}


def fold_complaint(db: Database, event: Event, particulars: Particulars | None) -> None:
    """Fold one event into the complaints. An end that came twice, in a file tampered with, changes nothing more."""
    act = event.act
    match act:
        case ComplaintReceived():
            _receive(db, event, act, particulars if isinstance(particulars, ComplaintParticulars) else None)
        case ComplaintAssigned():
            db.run(
                "UPDATE complaints SET state = 'assigned', handler = ? WHERE number = ? AND ended_on IS NULL",
                (act.handler, act.number),
            )
        case ComplaintCorrected():
            _correct(db, act.number, particulars)
        case ComplaintForwarded():
            db.run(_ENDED, ("forwarded", "", act.to, act.on, event.operator, event.sequence, act.number))
        case ComplaintAnswered():
            db.run(_ENDED, ("answered", act.outcome, "", act.on, event.operator, event.sequence, act.number))
        case ParticularsErased():
            for sequence in act.sequences:
                db.run("UPDATE complaints SET name = NULL WHERE sequence = ?", (sequence,))
            return
        case PaperPrinted():
            if db.row("SELECT 1 FROM complaints WHERE number = ?", (act.number,)) is None:
                return
        case _:
            return
    if event.case is not None:
        db.run("INSERT INTO complaint_events (complaint, sequence) VALUES (?, ?)", (event.case, event.sequence))


def _receive(db: Database, event: Event, act: ComplaintReceived, written: ComplaintParticulars | None) -> None:
    db.run(
        _RECEIVED,
        (
            event.sequence,
            event.case or "",
            act.number,
            act.service,
            act.edition,
            act.way,
            act.level,
            act.language,
            act.received_on,
            event.at.wall,
            event.operator,
            act.about,
            act.case_number,
            int(act.by_representative),
            int(act.signed),
            act.due,
            act.forward_due,
            act.answer_place,
            "received",
            "",
            "",
            "",
            None,
            "",
            None,
            None if written is None else written.name,
        ),
    )


def _correct(db: Database, number: str, particulars: Particulars | None) -> None:
    """The name put right; one that was erased stays so, whatever else of the complaint is still there."""
    changes = particulars.changes if isinstance(particulars, CorrectionParticulars) else ()
    for change in changes:
        if change.field == "name":
            db.run("UPDATE complaints SET name = ? WHERE number = ? AND name IS NOT NULL", (change.new, number))


def _read(row: Row) -> ComplaintRow:
    told = dict(zip(_FIELDS, row, strict=True))
    return ComplaintRow(**told | {"by_representative": bool(told["by_representative"]), "signed": bool(told["signed"])})
