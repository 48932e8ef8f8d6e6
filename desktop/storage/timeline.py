"""Which events are a case's, or a visit's that came to no case: found without reading the journal through."""

from desktop.storage.database import Database
from forms.events import CaseDecided, Event
from forms.register_acts import DuplicateJudged
from forms.visits import Visit

# By the first event of the visit, or by the deciding one of a case without a visit.
TABLE = """
    first INTEGER NOT NULL,
    sequence INTEGER NOT NULL,
    PRIMARY KEY (first, sequence)
"""

_KEEP = "INSERT INTO case_events (first, sequence) VALUES (?, ?) ON CONFLICT DO NOTHING"
_OF_CASE = "SELECT min(decided_sequence) FROM cases WHERE case_id = ?"
_OF_VISIT = "SELECT arrived FROM visits WHERE visit_id = ?"


def fold_event(db: Database, event: Event, visit: Visit | None) -> None:
    """Note whose an event is. ``visit`` is the event's own."""
    if event.case is not None:
        first = event.sequence if isinstance(event.act, CaseDecided) and visit is None else None
        first = first if visit is None else visit.arrived
        _keep(db, first if first is not None else _first_of(db, event.case), event.sequence)
    if isinstance(event.act, DuplicateJudged):
        for number in (event.act.number, event.act.other):
            for (case,) in db.rows("SELECT case_id FROM cases WHERE number = ?", (number,)):
                _keep(db, _first_of(db, case), event.sequence)


def list_events(db: Database, case: str) -> list[int]:
    """The sequences of a case's or visit's events, in order."""
    first = _first_of(db, case)
    if first is None:
        return []
    found = db.rows("SELECT sequence FROM case_events WHERE first = ? ORDER BY sequence", (first,))
    return [sequence for (sequence,) in found]


def _keep(db: Database, first: int | None, sequence: int) -> None:
    if first is not None:
        db.run(_KEEP, (first, sequence))


def _first_of(db: Database, case: str) -> int | None:
    for sql in (_OF_VISIT, _OF_CASE):
        row = db.row(sql, (case,))
        if row is not None and row[0] is not None:
            return int(row[0])
    return None
