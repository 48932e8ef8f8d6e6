"""The tables that screens read, drawn from the journal by one fold.

``apply`` is the only thing that writes them: in the transaction that appends an event, and again when they are
rebuilt. They hold nothing that the journal does not, so a change of them is no migration: raise ``VERSION`` and the
next opening draws them anew.
"""

import msgspec

from desktop.storage import (
    amendments,
    clock,
    complaints,
    days,
    doubts,
    figures,
    operators,
    proceeding_fold,
    registering,
    search,
    subject_fold,
    timeline,
    visits,
)
from desktop.storage.database import Database
from forms.events import Event, Particulars, read_event, read_particulars
from forms.problems import Problem

# Kept in the file as its user_version. Raise it when the tables or the fold change.
VERSION = 5

_TABLES: dict[str, str] = {
    **registering.TABLES,
    "visits": visits.TABLE,
    "days": days.TABLE,
    "clock": clock.TABLE,
    "doubts": doubts.TABLE,
    "operators": operators.TABLE,
    "amendments": amendments.TABLE,
    "case_events": timeline.TABLE,
    **subject_fold.TABLES,
    **proceeding_fold.TABLES,
    **complaints.TABLES,
}
# Indexes the fold never asks: made at once when all rows are there.
_LATE = {"cases_by_name", "cases_by_day", "visits_by_day", "visits_by_arrival", "visits_by_number", "visits_served"}
_REDRAWING_CACHE = -64_000  # KiB, below zero
# Tables without a row of their own to find: the key is the row.
_WITHOUT_ROWID = {
    "register_kinds",
    "register_days",
    "likely_duplicates",
    "judged_duplicates",
    "case_events",
    "complaint_events",
}

_INDEXES: dict[str, str] = {
    **registering.INDEXES,
    **visits.INDEXES,
    **doubts.INDEXES,
    **amendments.INDEXES,
    **figures.INDEXES,
    **subject_fold.INDEXES,
    **proceeding_fold.INDEXES,
    **complaints.INDEXES,
}


def apply(db: Database, event: Event, particulars: Particulars | None) -> None:
    """Fold one event into the projections."""
    visit = visits.fold_visit(db, event)
    days.fold_day(db, event)
    clock.fold_clock(db, event)
    doubts.fold_doubt(db, event)
    operators.fold_operator(db, event)
    amendments.fold_amendment(db, event)
    subject_fold.fold_subject(db, event, particulars)
    registering.fold_register(db, event, particulars, visit)
    timeline.fold_event(db, event, visit)
    proceeding_fold.fold_proceeding(db, event, visit)
    complaints.fold_complaint(db, event, particulars)


def is_current(db: Database) -> bool:
    """Whether the file's projections are of this version."""
    row = db.row("PRAGMA user_version")
    return row is not None and row[0] == VERSION


def redraw(db: Database) -> None:
    """Drop the projections and draw them anew from the journal, in one transaction."""
    ((cache,),) = db.rows("PRAGMA cache_size")
    # Rows come in the order of events, indexes are in another: with little memory every row would be read again.
    db.run(f"PRAGMA cache_size = {_REDRAWING_CACHE}")
    try:
        with db.transaction():
            _drop(db, "main")
            _draw(db, "main")
            db.run(f"PRAGMA user_version = {VERSION}")
    finally:
        db.run(f"PRAGMA cache_size = {cache}")


def rebuild(db: Database) -> list[str]:
    """Draw the projections anew; the names of tables whose live rows differed from what the journal says."""
    try:
        draw_beside(db)
        differing = find_differing(db)
    finally:
        _drop(db, "temp")
    redraw(db)
    return differing


def draw_beside(db: Database) -> None:
    """Draw the projections in memory, where they hide the file's own: for a file that cannot be written to."""
    joins = db.connection.in_transaction
    if not joins:
        db.run("BEGIN")
    try:
        _draw(db, "temp")
    except BaseException:
        if not joins and db.connection.in_transaction:
            db.run("ROLLBACK")
        raise
    if not joins:
        db.run("COMMIT")


def forget_drawn(db: Database) -> None:
    """Drop what was drawn in memory: the file's own is seen again."""
    _drop(db, "temp")


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
    if not search.are_alike(db, "main", "temp"):
        differing.append(search.TABLE)
    return differing


def _drop(db: Database, schema: str) -> None:
    for table in (*_TABLES, search.TABLE):
        db.run(f"DROP TABLE IF EXISTS {schema}.{table}")


def _draw(db: Database, schema: str) -> None:
    for table, columns in _TABLES.items():
        options = "STRICT, WITHOUT ROWID" if table in _WITHOUT_ROWID else "STRICT"
        db.run(f"CREATE TABLE {schema}.{table} ({columns}) {options}")
    search.create(db, schema)
    for late in (False, True):
        for name, columns in _INDEXES.items():
            if (name in _LATE) == late:
                db.run(f"CREATE INDEX {schema}.{name} ON {columns}")
        if not late:
            _fold(db)


def _fold(db: Database) -> None:
    for sequence, event, particulars in db.stream("SELECT sequence, event, particulars FROM journal ORDER BY sequence"):
        try:
            read = read_event(event)
            apply(db, read, None if particulars is None else read_particulars(particulars, read.act))
        except msgspec.MsgspecError as error:
            raise Problem("513", sequence=sequence, detail=str(error)) from error
