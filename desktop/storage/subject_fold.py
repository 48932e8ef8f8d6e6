"""The fold of the children cases are about, as they hold after corrections and until they are erased.

Comes after the fold of the amendments and before that of the register, which shows the child and finds a case by it.
"""

from desktop.storage.database import Database
from forms.events import Event, Particulars, ParticularsErased, read_event, read_particulars
from forms.procedure_acts import SubjectParticulars, SubjectRecorded
from forms.register_acts import CaseCorrected, CorrectionParticulars
from forms.subjects import apply_to_subject, place_of

TABLES: dict[str, str] = {
    "subjects": """
        sequence INTEGER PRIMARY KEY,
        case_id TEXT NOT NULL,
        relation TEXT NOT NULL,
        consent TEXT NOT NULL,
        iin TEXT,
        name TEXT,
        birth_date TEXT
    """,
}
INDEXES: dict[str, str] = {"subjects_by_case": "subjects (case_id)"}


def fold_subject(db: Database, event: Event, particulars: Particulars | None) -> None:
    """Fold one event."""
    act = event.act
    match act:
        case SubjectRecorded():
            child = particulars if isinstance(particulars, SubjectParticulars) else None
            db.run(
                "INSERT INTO subjects VALUES (?, ?, ?, ?, ?, ?, ?)",
                (event.sequence, event.case, act.relation, act.consent, *_told(child)),
            )
        case CaseCorrected() if any(place_of(field) for field in act.fields):
            _write_anew(db, event.case or "")
        case ParticularsErased():
            for sequence in act.sequences:
                found = db.rows(
                    "SELECT case_id FROM subjects WHERE sequence = ?1 UNION SELECT s.case_id FROM amendments a "
                    "JOIN subjects s ON s.case_id = a.case_id WHERE a.sequence = ?1 AND a.kind = 'corrected'",
                    (sequence,),
                )
                for (case,) in found:
                    _write_anew(db, case)


def child_of(db: Database, case: str) -> tuple[str | None, str | None]:
    """Name and IIN of a case's child; None where it has none or they were erased."""
    row = db.row("SELECT name, iin FROM subjects WHERE case_id = ?", (case,))
    return (None, None) if row is None else (row[0], row[1])


def _write_anew(db: Database, case: str) -> None:
    """What holds of the child now, from the journal: what was recorded, then its corrections so far."""
    found = db.rows(
        "SELECT event, particulars FROM journal WHERE sequence IN (SELECT sequence FROM subjects WHERE case_id = ?1 "
        "UNION ALL SELECT sequence FROM amendments WHERE case_id = ?1 AND kind = 'corrected') ORDER BY sequence",
        (case,),
    )
    child = None
    for event, particulars in found:
        read = None if particulars is None else read_particulars(particulars, read_event(event).act)
        if isinstance(read, SubjectParticulars):
            child = read
        elif isinstance(read, CorrectionParticulars):
            child = apply_to_subject(child, (read,))
    db.run("UPDATE subjects SET (iin, name, birth_date) = (?, ?, ?) WHERE case_id = ?", (*_told(child), case))


def _told(child: SubjectParticulars | None) -> tuple[str | None, str | None, str | None]:
    return (None, None, None) if child is None else (child.iin, child.name, child.birth_date)
