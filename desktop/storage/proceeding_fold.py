"""The fold of cases on their way after the reception, and of the groups with their places."""

import msgspec

from desktop.storage.database import Database, Value
from forms.day_acts import CaseVoided, MachineRestarted
from forms.events import Act, Event
from forms.moments import Carried, measure
from forms.procedure_acts import (
    GroupSet,
    ProceedingOpened,
    ResultDrafted,
    ResultIssued,
    ResultMoved,
    ResultSigned,
    StepReturned,
    StepTaken,
)
from forms.visits import Visit, carry_moment, served_from

TABLES: dict[str, str] = {
    "proceedings": """
        opened_sequence INTEGER PRIMARY KEY,
        case_id TEXT NOT NULL,
        number TEXT NOT NULL,
        service TEXT NOT NULL,
        edition TEXT NOT NULL,
        channel TEXT NOT NULL,
        side TEXT NOT NULL,
        package TEXT NOT NULL,
        filed_at TEXT NOT NULL,
        opened_at TEXT NOT NULL,
        clock_from BLOB NOT NULL,
        facts BLOB NOT NULL,
        step INTEGER NOT NULL,
        since BLOB NOT NULL,
        returned INTEGER NOT NULL DEFAULT 0,
        due TEXT,
        operator TEXT NOT NULL,
        result TEXT,
        grounds BLOB NOT NULL DEFAULT x'5b5d',
        group_key TEXT NOT NULL DEFAULT '',
        drafted_sequence INTEGER,
        result_number TEXT,
        signed_by TEXT,
        signed_operator TEXT,
        signed_at TEXT,
        issued_at TEXT,
        moved TEXT NOT NULL DEFAULT '',
        moved_at TEXT,
        resend_due TEXT,
        ended_at TEXT,
        voided INTEGER NOT NULL DEFAULT 0
    """,
    "proceeding_steps": """
        sequence INTEGER PRIMARY KEY,
        case_id TEXT NOT NULL,
        step INTEGER NOT NULL,
        kind TEXT NOT NULL,
        operator TEXT NOT NULL,
        at TEXT NOT NULL,
        seconds INTEGER NOT NULL,
        doubted INTEGER NOT NULL,
        next INTEGER NOT NULL
    """,
    "groups": """
        key TEXT PRIMARY KEY NOT NULL,
        sequence INTEGER NOT NULL,
        service TEXT NOT NULL,
        year INTEGER NOT NULL,
        programme_kk TEXT NOT NULL,
        programme_ru TEXT NOT NULL,
        name TEXT NOT NULL,
        schedule TEXT NOT NULL,
        places INTEGER NOT NULL,
        youngest INTEGER NOT NULL,
        oldest INTEGER NOT NULL,
        open INTEGER NOT NULL
    """,
    # What each group was before: an order says what stood when it was signed.
    "group_history": """
        sequence INTEGER PRIMARY KEY,
        key TEXT NOT NULL,
        service TEXT NOT NULL,
        year INTEGER NOT NULL,
        programme_kk TEXT NOT NULL,
        programme_ru TEXT NOT NULL,
        name TEXT NOT NULL,
        schedule TEXT NOT NULL,
        places INTEGER NOT NULL,
        youngest INTEGER NOT NULL,
        oldest INTEGER NOT NULL,
        open INTEGER NOT NULL
    """,
}
INDEXES: dict[str, str] = {
    "proceedings_by_case": "proceedings (case_id)",
    "proceedings_by_number": "proceedings (number)",
    "proceedings_open": "proceedings (due) WHERE step > 0",
    "proceedings_by_group": "proceedings (group_key) WHERE group_key <> ''",
    "group_history_by_key": "group_history (key, sequence)",
    "proceeding_steps_by_case": "proceeding_steps (case_id)",
    "proceeding_steps_by_time": "proceeding_steps (at)",
}

_encode = msgspec.json.encode
_facts = msgspec.json.Decoder(dict[str, str | bool])
_moment = msgspec.json.Decoder(Carried)
_Step = StepTaken | StepReturned | ResultDrafted | ResultSigned | ResultIssued


def fold_proceeding(db: Database, event: Event, visit: Visit | None) -> None:
    """Fold one event."""
    act = event.act
    match act:
        case ProceedingOpened():
            _open(db, event, act, visit)
        case StepTaken() | StepReturned() | ResultDrafted() | ResultSigned() | ResultIssued():
            _step(db, event, act)
        case ResultMoved():
            db.run(
                "UPDATE proceedings SET moved = ?, moved_at = ?, resend_due = ? WHERE case_id = ?",
                (act.how, event.at.wall, act.due, event.case),
            )
        case CaseVoided():
            db.run(
                "UPDATE proceedings SET step = 0, voided = 1, ended_at = coalesce(ended_at, ?) WHERE case_id = ?",
                (event.at.wall, event.case),
            )
        case GroupSet():
            _set_group(db, event, act)
        case MachineRestarted():
            _carry_over(db, event, act)


def _carry_over(db: Database, event: Event, act: MachineRestarted) -> None:
    """The count begins anew: what was measured of each case under way until then is kept, whatever the wall says."""
    for opened, *moments in db.rows("SELECT opened_sequence, clock_from, since FROM proceedings WHERE step > 0"):
        carried = [_encode(carry_moment(_moment.decode(moment), act, event.at)) for moment in moments]
        db.run("UPDATE proceedings SET clock_from = ?, since = ? WHERE opened_sequence = ?", (*carried, opened))


def _open(db: Database, event: Event, act: ProceedingOpened, visit: Visit | None) -> None:
    db.run(
        "INSERT INTO proceedings (opened_sequence, case_id, number, service, edition, channel, side, package, "
        "filed_at, opened_at, clock_from, facts, step, since, due, operator, ended_at) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            event.sequence,
            event.case,
            act.number,
            act.service,
            act.edition,
            act.channel,
            act.side,
            act.package,
            act.filed_at,
            event.at.wall,
            _encode(served_from(visit, event.at)),
            _encode(act.facts),
            act.next,
            _encode(event.at),
            act.due,
            event.operator,
            None if act.next else event.at.wall,
        ),
    )


def _step(db: Database, event: Event, act: _Step) -> None:
    row = db.row("SELECT since FROM proceedings WHERE case_id = ?", (event.case,))
    doubted = row is not None and measure(_moment.decode(row[0]), event.at).doubted
    told = (act.step, _kind(act), event.operator, event.at.wall, act.seconds, int(doubted), act.next)
    db.run("INSERT INTO proceeding_steps VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", (event.sequence, event.case, *told))
    changes: dict[str, Value] = {
        "step": act.next,
        "since": _encode(event.at),
        "returned": int(isinstance(act, StepReturned)),
        "operator": event.operator,
        "ended_at": None if act.next else event.at.wall,
    }
    match act:
        case StepTaken() if act.facts:
            row = db.row("SELECT facts FROM proceedings WHERE case_id = ?", (event.case,))
            changes["facts"] = _encode({**_facts.decode(row[0] if row else b"{}"), **act.facts})
        case StepReturned():
            changes |= _withdrawn(db, event.case, act.next)
        case ResultDrafted():
            changes |= {
                "result": act.result,
                "grounds": _encode(act.grounds),
                "group_key": act.group,
                "drafted_sequence": event.sequence,
            }
        case ResultSigned():
            changes |= {
                "result": act.result,
                "result_number": act.result_number,
                "signed_by": act.signed_by,
                "signed_operator": event.operator,
                "signed_at": event.at.wall,
            }
        case ResultIssued():
            changes |= {"issued_at": event.at.wall}
    assigned = ", ".join(f"{column} = ?" for column in changes)
    db.run(f"UPDATE proceedings SET {assigned} WHERE case_id = ?", (*changes.values(), event.case))


def _withdrawn(db: Database, case: str | None, back_to: int) -> dict[str, Value]:
    """What a case gone back to a step has to do again: a draft no longer holds its place, a signature is none."""

    def comes_again(kind: str) -> bool:
        last = "SELECT step FROM proceeding_steps WHERE case_id = ? AND kind = ? ORDER BY sequence DESC LIMIT 1"
        row = db.row(last, (case, kind))
        return row is not None and row[0] >= back_to

    changes: dict[str, Value] = {}
    if comes_again("result_signed"):
        changes |= dict.fromkeys(("result_number", "signed_by", "signed_operator", "signed_at"))
    if comes_again("result_drafted"):
        changes |= {"result": None, "grounds": b"[]", "group_key": "", "drafted_sequence": None}
    return changes


def _kind(act: Act) -> str:
    return str(act.__struct_config__.tag)


def _set_group(db: Database, event: Event, act: GroupSet) -> None:
    told = (
        act.service,
        act.year,
        act.programme_kk,
        act.programme_ru,
        act.name,
        act.schedule,
        act.places,
        act.youngest,
        act.oldest,
        int(act.open),
    )
    places = ", ".join("?" * (len(told) + 2))
    db.run(f"INSERT OR REPLACE INTO groups VALUES ({places})", (act.key, event.sequence, *told))
    db.run(f"INSERT INTO group_history VALUES ({places})", (event.sequence, act.key, *told))
