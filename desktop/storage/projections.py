"""The tables that screens read, drawn from the journal by one fold.

``apply`` is the only thing that writes them: in the transaction that appends an event, and again when they are
rebuilt. They hold nothing that the journal does not, so a change of them is no migration: raise ``VERSION`` and the
next opening draws them anew.
"""

import msgspec

from desktop.storage import clock, days, doubts, figures, visits
from desktop.storage.database import Database
from forms.day_acts import CaseVoided
from forms.events import (
    CaseDecided,
    CaseParticulars,
    Event,
    PaperHandedOver,
    PaperPrinted,
    Particulars,
    ParticularsErased,
    read_event,
    read_particulars,
)
from forms.problems import Problem

# Kept in the file as its user_version. Raise it when the tables or the fold change.
VERSION = 2

_TABLES: dict[str, str] = {
    "cases": """
        decided_sequence INTEGER PRIMARY KEY,
        case_id TEXT NOT NULL,
        number TEXT NOT NULL,
        register TEXT NOT NULL,
        service TEXT NOT NULL,
        edition TEXT NOT NULL,
        outcome TEXT NOT NULL,
        applicant_iin TEXT,
        applicant_name TEXT,
        by_representative INTEGER NOT NULL,
        operator TEXT NOT NULL,
        decided_at TEXT NOT NULL,
        due TEXT,
        serving_seconds INTEGER NOT NULL,
        overrun INTEGER NOT NULL,
        copies INTEGER NOT NULL DEFAULT 0,
        handed_over_at TEXT,
        voided TEXT,
        grounds TEXT NOT NULL,
        overrun_reason TEXT NOT NULL,
        outside_hours INTEGER NOT NULL,
        clock_doubted INTEGER NOT NULL
    """,
    "visits": visits.TABLE,
    "days": days.TABLE,
    "clock": clock.TABLE,
    "doubts": doubts.TABLE,
}

_INDEXES: dict[str, str] = {
    "cases_by_number": "cases (number)",
    "cases_by_applicant": "cases (applicant_iin, decided_at)",
    "cases_by_day": "cases (decided_at)",
    **visits.INDEXES,
    **doubts.INDEXES,
    **figures.INDEXES,
}

_DECIDED = """
INSERT INTO cases (
    decided_sequence, case_id, number, register, service, edition, outcome, applicant_iin, applicant_name,
    by_representative, operator, decided_at, due, serving_seconds, overrun, grounds, overrun_reason, outside_hours,
    clock_doubted
) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""


def apply(db: Database, event: Event, particulars: Particulars | None) -> None:
    """Fold one event into the projections."""
    act = event.act
    visits.fold_visit(db, event)
    days.fold_day(db, event)
    clock.fold_clock(db, event)
    doubts.fold_doubt(db, event)
    match act:
        case CaseDecided():
            written = particulars if isinstance(particulars, CaseParticulars) else None
            applicant = written.applicant if written else None
            db.run(
                _DECIDED,
                (
                    event.sequence,
                    event.case,
                    act.number,
                    act.register,
                    act.service,
                    act.edition,
                    act.outcome,
                    applicant.iin if applicant else None,
                    applicant.name if applicant else None,
                    int(act.by_representative),
                    event.operator,
                    event.at.wall,
                    act.due,
                    act.serving_seconds,
                    int(act.overrun),
                    " ".join(act.grounds),
                    written.overrun_reason if written else "",
                    int(act.outside_hours),
                    int(act.clock_doubted),
                ),
            )
        case PaperPrinted():
            # The application form is printed before the outcome and is not its paper.
            if act.paper != "application":
                db.run("UPDATE cases SET copies = copies + ? WHERE number = ?", (act.copies, act.number))
        case PaperHandedOver():
            # The norm may have been passed after the outcome was given. The first handing over stands.
            db.run(
                "UPDATE cases SET handed_over_at = ?, serving_seconds = ?, overrun = max(overrun, ?) "
                "WHERE number = ? AND handed_over_at IS NULL",
                (event.at.wall, act.serving_seconds, int(act.overrun), act.number),
            )
        case CaseVoided():
            db.run("UPDATE cases SET voided = ? WHERE number = ?", (act.reason, act.number))
        case ParticularsErased():
            for sequence in act.sequences:
                db.run(
                    "UPDATE cases SET applicant_iin = NULL, applicant_name = NULL, overrun_reason = '' "
                    "WHERE decided_sequence = ?",
                    (sequence,),
                )
        case _:
            pass


def is_current(db: Database) -> bool:
    """Whether the file's projections are of this version."""
    row = db.row("PRAGMA user_version")
    return row is not None and row[0] == VERSION


def redraw(db: Database) -> None:
    """Drop the projections and draw them anew from the journal, in one transaction."""
    with db.transaction():
        for table in _TABLES:
            db.run(f"DROP TABLE IF EXISTS main.{table}")
        _create(db, "main")
        _fold(db)
        db.run(f"PRAGMA user_version = {VERSION}")


def rebuild(db: Database) -> list[str]:
    """Draw the projections anew; the names of tables whose live rows differed from what the journal says."""
    try:
        draw_beside(db)
        differing = find_differing(db)
    finally:
        for table in _TABLES:
            db.run(f"DROP TABLE IF EXISTS temp.{table}")
    redraw(db)
    return differing


def draw_beside(db: Database) -> None:
    """Draw the projections in memory, where they hide the file's own: for a file that cannot be written to."""
    _create(db, "temp")
    _fold(db)


def find_differing(db: Database) -> list[str]:
    """Tables whose rows in the file differ from those drawn beside them."""
    differing = []
    for table in _TABLES:
        names = f"SELECT name FROM pragma_table_info('{table}', ?)"
        live, drawn = (f"SELECT * FROM {schema}.{table}" for schema in ("main", "temp"))
        if db.rows(names, ("main",)) != db.rows(names, ("temp",)) or db.row(
            f"SELECT 1 FROM ({live} EXCEPT {drawn}) UNION ALL SELECT 1 FROM ({drawn} EXCEPT {live})"
        ):
            differing.append(table)
    return differing


def _create(db: Database, schema: str) -> None:
    for table, columns in _TABLES.items():
        db.run(f"CREATE {'TEMP ' if schema == 'temp' else ''}TABLE {table} ({columns}) STRICT")
    for name, columns in _INDEXES.items():
        db.run(f"CREATE INDEX {schema}.{name} ON {columns}")


def _fold(db: Database) -> None:
    for sequence, event, particulars in db.stream("SELECT sequence, event, particulars FROM journal ORDER BY sequence"):
        try:
            read = read_event(event)
            apply(db, read, None if particulars is None else read_particulars(particulars, read.act))
        except msgspec.MsgspecError as error:
            raise Problem("513", sequence=sequence, detail=str(error)) from error
