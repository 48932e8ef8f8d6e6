"""The fold of the register: decided cases as they hold now, what they are found by, and which look like another.

Comes after the folds of the amendments and of the children, which know a case's corrections and its child.
"""

from collections.abc import Sequence
from typing import NamedTuple

from msgspec.structs import replace

from desktop.storage import pairing, search
from desktop.storage.database import Database, Row
from desktop.storage.search import CaseWords
from desktop.storage.subject_fold import child_of
from forms.day_acts import CaseVoided
from forms.events import (
    PAPERS_BESIDE,
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
from forms.likeness import near_key
from forms.names import collation_key
from forms.procedure_acts import SubjectRecorded
from forms.register_acts import CaseCorrected, CorrectionParticulars, DuplicateJudged, FieldChange
from forms.visits import Visit

# Sorts after every name.
NAMELESS = b"\xff"

TABLES: dict[str, str] = {
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
        clock_doubted INTEGER NOT NULL,
        applicant_phone TEXT,
        representative_name TEXT,
        representative_iin TEXT,
        representative_phone TEXT,
        ticket TEXT NOT NULL DEFAULT '',
        documents INTEGER NOT NULL DEFAULT 0,
        sheets INTEGER NOT NULL DEFAULT 0,
        corrected INTEGER NOT NULL DEFAULT 0,
        duplicates INTEGER NOT NULL DEFAULT 0,
        name_key BLOB NOT NULL DEFAULT x'ff',
        near_key TEXT NOT NULL DEFAULT '',
        child_name TEXT,
        child_iin TEXT
    """,
    # What occurs together: the register's filters.
    "register_kinds": """
        service TEXT NOT NULL,
        edition TEXT NOT NULL,
        outcome TEXT NOT NULL,
        operator TEXT NOT NULL,
        PRIMARY KEY (service, edition, outcome, operator)
    """,
    # What was decided on each day, and between which events: counts, and bounds of dates.
    "register_days": """
        day TEXT NOT NULL,
        service TEXT NOT NULL,
        edition TEXT NOT NULL,
        outcome TEXT NOT NULL,
        operator TEXT NOT NULL,
        cases INTEGER NOT NULL,
        first_sequence INTEGER NOT NULL,
        last_sequence INTEGER NOT NULL,
        PRIMARY KEY (day, service, edition, outcome, operator)
    """,
    **pairing.TABLES,
}

INDEXES: dict[str, str] = {
    "cases_by_number": "cases (number)",
    "cases_by_applicant": "cases (applicant_iin, decided_at)",
    "cases_by_child": "cases (child_iin, decided_at) WHERE child_iin IS NOT NULL",
    "cases_by_day": "cases (decided_at)",
    "cases_by_name": "cases (name_key)",
    "cases_by_due": "cases (due) WHERE due IS NOT NULL",
    "cases_not_handed_over": "cases (decided_sequence) WHERE handed_over_at IS NULL AND voided IS NULL",
    **pairing.INDEXES,
}

_STATIC = (
    "decided_sequence, case_id, number, register, service, edition, outcome, by_representative, operator, decided_at, "
    "due, serving_seconds, overrun, grounds, outside_hours, clock_doubted, ticket, documents, sheets"
)
# What speaks of persons, and what is computed from it.
_PERSONS = (
    "applicant_name, applicant_iin, applicant_phone, representative_name, representative_iin, representative_phone, "
    "overrun_reason, name_key, near_key"
)
_PLACES = ", ".join("?" * len(f"{_STATIC}, {_PERSONS}".split(",")))
_DECIDED = f"INSERT INTO cases ({_STATIC}, {_PERSONS}) VALUES ({_PLACES})"
_CHANGED = f"UPDATE cases SET ({_PERSONS}) = ({', '.join('?' * len(_PERSONS.split(',')))}) WHERE decided_sequence = ?"

# By the row's own number: a statement that may change several rows makes the index write down what it gathered.
_PRINTED = "UPDATE cases SET copies = copies + ?, duplicates = max(duplicates, ?) WHERE decided_sequence = ?"
# The norm may have been passed after the outcome was given. The first handing over stands.
_HANDED_OVER = (
    "UPDATE cases SET handed_over_at = ?, serving_seconds = ?, overrun = max(overrun, ?) "
    "WHERE decided_sequence = ? AND handed_over_at IS NULL"
)

_CHILD = "UPDATE cases SET child_name = ?, child_iin = ? WHERE decided_sequence = ?"

_OCCURS = "INSERT INTO register_kinds (service, edition, outcome, operator) VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING"
_COUNTED = """
INSERT INTO register_days (day, service, edition, outcome, operator, cases, first_sequence, last_sequence)
VALUES (?, ?, ?, ?, ?, 1, ?, ?)
ON CONFLICT DO UPDATE SET cases = cases + 1, last_sequence = excluded.last_sequence
"""

FOUND_BY = (
    "number, ticket, service, edition, outcome, operator, voided IS NOT NULL, corrected > 0, applicant_name, "
    "representative_name, applicant_iin, representative_iin, applicant_phone, representative_phone, "
    "child_name, child_iin"
)


def fold_register(db: Database, event: Event, particulars: Particulars | None, visit: Visit | None) -> None:
    """Fold one event into the register. ``visit`` is the event's, as it stands after it."""
    act = event.act
    match act:
        case CaseDecided():
            _decide(db, event, act, particulars if isinstance(particulars, CaseParticulars) else None, visit)
        case PaperPrinted():
            if act.paper not in PAPERS_BESIDE:
                for decided in _decided_as(db, act.number):
                    db.run(_PRINTED, (act.copies, act.copy_number - 1, decided))
        case PaperHandedOver():
            for decided in _decided_as(db, act.number):
                db.run(_HANDED_OVER, (event.at.wall, act.serving_seconds, int(act.overrun), decided))
        case CaseVoided():
            for decided in _decided_as(db, act.number):
                before = _words_now(db, decided)
                pairing.part(db, decided)
                db.run("UPDATE cases SET voided = ? WHERE decided_sequence = ?", (act.reason, decided))
                _index_anew(db, decided, before)
        case CaseCorrected():
            for decided in _decided_as(db, act.number):
                before = _words_now(db, decided)
                db.run("UPDATE cases SET corrected = corrected + 1 WHERE decided_sequence = ?", (decided,))
                _write_anew(db, decided, before)
        case SubjectRecorded():
            for decided in _decided_as(db, act.number):
                before = _words_now(db, decided)
                pairing.part(db, decided)
                _write_child(db, decided)
                _index_anew(db, decided, before)
                pairing.pair(db, decided)
        case DuplicateJudged():
            for decided in _decided_as(db, act.number):
                for other in _decided_as(db, act.other):
                    pairing.judge(db, decided, other, act.verdict)
        case ParticularsErased():
            for decided in _concerned(db, act.sequences):
                _write_anew(db, decided, _words_now(db, decided))
        case _:
            pass


class _Persons(NamedTuple):
    """The columns of a case that speak of persons, and what is computed from them."""

    name: str | None = None
    iin: str | None = None
    phone: str | None = None
    second_name: str | None = None
    second_iin: str | None = None
    second_phone: str | None = None
    overrun_reason: str = ""
    name_key: bytes = NAMELESS
    near_key: str = ""


def _persons_of(written: CaseParticulars | None) -> _Persons:
    if written is None:
        return _Persons()
    first, second = written.applicant, written.representative
    return _Persons(
        first.name,
        first.iin,
        first.phone,
        None if second is None else second.name,
        None if second is None else second.iin,
        None if second is None else second.phone,
        written.overrun_reason,
        collation_key(first.name),
        near_key(first.name),
    )


def _decide(db: Database, event: Event, act: CaseDecided, written: CaseParticulars | None, visit: Visit | None) -> None:
    ticket, day = "" if visit is None else visit.label, event.at.wall[:10]
    persons = _persons_of(written)
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
            int(act.by_representative),
            event.operator,
            event.at.wall,
            act.due,
            act.serving_seconds,
            int(act.overrun),
            " ".join(act.grounds),
            int(act.outside_hours),
            int(act.clock_doubted),
            ticket,
            sum(document.finding not in ("missing", "not_available") for document in act.documents),
            sum(document.sheets for document in act.documents),
            *persons,
        ),
    )
    words = CaseWords(
        number=act.number,
        ticket=ticket,
        service=act.service,
        edition=act.edition,
        outcome=act.outcome,
        operator=event.operator,
        voided=False,
        corrected=False,
        names=(persons.name, persons.second_name),
        iins=(persons.iin, persons.second_iin),
        phones=(persons.phone, persons.second_phone),
    )
    search.put_in(db, event.sequence, search.words_of(words))
    kind = (act.service, act.edition, act.outcome, event.operator)
    db.run(_OCCURS, kind)
    db.run(_COUNTED, (day, *kind, event.sequence, event.sequence))
    pairing.pair(db, event.sequence)


def _decided_as(db: Database, number: str) -> list[int]:
    """The events that decided a number: one, unless the file was tampered with."""
    return [decided for (decided,) in db.rows("SELECT decided_sequence FROM cases WHERE number = ?", (number,))]


def _concerned(db: Database, sequences: Sequence[int]) -> list[int]:
    """The decided cases whose own particulars, those of a correction or of the child, are among these."""
    found: dict[int, None] = {}
    for sequence in sequences:
        for (decided,) in db.rows(
            "SELECT decided_sequence FROM cases WHERE decided_sequence = ?1 UNION ALL SELECT c.decided_sequence "
            "FROM amendments a JOIN cases c ON c.number = a.number WHERE a.sequence = ?1 AND a.kind = 'corrected' "
            "UNION ALL SELECT c.decided_sequence FROM subjects s JOIN cases c ON c.case_id = s.case_id "
            "WHERE s.sequence = ?1",
            (sequence,),
        ):
            found[decided] = None
    return list(found)


def _write_anew(db: Database, decided: int, before: str) -> None:
    """What speaks of persons in a case, as it holds after its corrections; ``before`` are the words it was found by."""
    pairing.part(db, decided)
    db.run(_CHANGED, (*_persons_of(_read_now(db, decided)), decided))
    _write_child(db, decided)
    _index_anew(db, decided, before)
    pairing.pair(db, decided)


def _write_child(db: Database, decided: int) -> None:
    for (case,) in db.rows("SELECT case_id FROM cases WHERE decided_sequence = ?", (decided,)):
        db.run(_CHILD, (*child_of(db, case), decided))


def _read_now(db: Database, decided: int) -> CaseParticulars | None:
    """The particulars of a case with its corrections so far; None once they were erased."""
    found = db.rows(
        "SELECT event, particulars FROM journal WHERE sequence IN (SELECT ?1 UNION ALL SELECT a.sequence "
        "FROM cases c JOIN amendments a ON a.case_id = c.case_id AND a.number = c.number "
        "WHERE c.decided_sequence = ?1 AND a.kind = 'corrected') ORDER BY sequence",
        (decided,),
    )
    written = None
    for event, particulars in found:
        read = None if particulars is None else read_particulars(particulars, read_event(event).act)
        if isinstance(read, CaseParticulars):
            written = read
        elif isinstance(read, CorrectionParticulars) and written is not None:
            for change in read.changes:
                written = _corrected(written, change)
    return written


def _corrected(written: CaseParticulars, change: FieldChange) -> CaseParticulars:
    """Of what can be corrected, only what the register shows is read here; the rest is the record's."""
    where, _, name = change.field.rpartition(".")
    if change.field == "overrun_reason":
        return replace(written, overrun_reason=change.new)
    if name not in ("name", "iin", "phone"):
        return written
    if where == "applicant":
        return replace(written, applicant=replace(written.applicant, **{name: change.new}))
    if where == "representative" and written.representative is not None:
        return replace(written, representative=replace(written.representative, **{name: change.new}))
    return written


def _words_now(db: Database, decided: int) -> str:
    """The words a case is found by, as its row stands."""
    row = db.row(f"SELECT {FOUND_BY} FROM cases WHERE decided_sequence = ?", (decided,))
    assert row is not None
    return words_of_row(row)


def words_of_row(row: Row) -> str:
    """The words of a row of ``FOUND_BY``."""
    number, ticket, service, edition, outcome, operator, voided, corrected, *persons = row
    return search.words_of(
        CaseWords(
            number=number,
            ticket=ticket,
            service=service,
            edition=edition,
            outcome=outcome,
            operator=operator,
            voided=bool(voided),
            corrected=bool(corrected),
            names=(persons[0], persons[1], persons[6]),
            iins=(persons[2], persons[3], persons[7]),
            phones=(persons[4], persons[5]),
        )
    )


def _index_anew(db: Database, decided: int, before: str) -> None:
    now = _words_now(db, decided)
    if now != before:
        search.take_out(db, decided, before)
        search.put_in(db, decided, now)
