"""A case's walk through its procedure, drawn from all of its events that stand. No database here.

Few cases have one, and of few events: each is drawn whole whenever something was added to it, so that any order in
which events come to count gives the same row.
"""

from collections.abc import Sequence
from datetime import date, datetime

import msgspec

from forms.day_acts import CaseVoided, MachineRestarted
from forms.editions import Edition, Procedure, Step
from forms.events import Event
from forms.moments import Moment, measure
from forms.procedure_acts import (
    ProceedingOpened,
    ResultDrafted,
    ResultIssued,
    ResultMoved,
    ResultSigned,
    StepReturned,
    StepTaken,
    SubjectRecorded,
)
from forms.reading import Editions
from forms.visits import Visit, begin_visit, carry_over, follow_visit
from server.organisations.models import Counter
from server.register.recorded import Recorded
from server.register.rows import ProceedingRow

StepAct = StepTaken | StepReturned | ResultDrafted | ResultSigned | ResultIssued
# Everything of a procedure that names the number of its case.
ProcedureAct = ProceedingOpened | SubjectRecorded | StepAct | ResultMoved

_MOST = 2_147_483_647  # of a column
_HELD_BY = {"clerk": "held_clerk", "executor": "held_executor", "head": "held_head"} | {
    "corporation": "held_corporation",
    "provider": "held_provider",
}


def draw_proceeding(counter: Counter, events: Sequence[Recorded], editions: Editions) -> ProceedingRow | None:
    """The row of a case by its events in their order; None where its procedure was never opened."""
    row: ProceedingRow | None = None
    visit: Visit | None = None
    started: Moment | None = None
    procedure: Procedure | None = None
    for one in events:
        event, act = one.event, one.event.act
        visit = _turn(visit, event)
        if isinstance(act, ProceedingOpened) and row is None:
            edition = _edition_of(editions, act.edition)
            procedure = procedure_of(edition, act.channel, act.side, date.fromisoformat(event.at.wall[:10]))
            row = _open(counter, one, act, edition, procedure)
            started = _serving_from(visit) or event.at
        elif row is not None:
            _follow(row, event, procedure)
            if row.ended_at is not None and row.elapsed_seconds is None and started is not None and not row.voided:
                elapsed = measure(started, event.at)
                row.elapsed_seconds, row.doubted = _seconds(round(elapsed.seconds)), elapsed.doubted
    if row is not None and (step := _step(procedure, row.step)) is not None:
        row.act, row.actor = step.act, step.actor
    return row


def procedure_of(edition: Edition | None, channel: str, side: str, day: date) -> Procedure | None:
    """The procedure a case of this edition goes through, as it stood on the day it was opened."""
    if edition is None:
        return None
    return next(
        (
            one
            for one in edition.procedures
            if channel in one.channels
            and one.side == side
            and (one.since is None or one.since <= day)
            and (one.until is None or day <= one.until)
        ),
        None,
    )


def _edition_of(editions: Editions, label: str) -> Edition | None:
    return next((one for one in editions if one.label == label), None)


def _step(procedure: Procedure | None, number: int) -> Step | None:
    return None if procedure is None else next((one for one in procedure.steps if one.number == number), None)


def _turn(visit: Visit | None, event: Event) -> Visit | None:
    if visit is None:
        return begin_visit(event)
    if isinstance(event.act, MachineRestarted):
        return carry_over(visit, event.act, event.at)
    return follow_visit(visit, event)


def _serving_from(visit: Visit | None) -> Moment | None:
    periods = () if visit is None else visit.periods
    return next((period.start for period in periods if period.kind == "serving"), None)


def _open(
    counter: Counter, one: Recorded, act: ProceedingOpened, edition: Edition | None, procedure: Procedure | None
) -> ProceedingRow:
    at = datetime.fromisoformat(one.event.at.wall)
    covers = edition is not None and procedure is not None and procedure.norm_covers_all
    row = ProceedingRow(
        organisation_id=counter.organisation_id,
        counter_id=counter.pk,
        branch=one.place.branch,
        sequence=one.place.sequence,
        case_id=one.event.case or "",
        number=act.number,
        service=act.service[:40],
        edition=act.edition[:40],
        channel=act.channel[:20],
        side=act.side[:12],
        package=_plain(act.package, 80),
        filed_at=_moment(act.filed_at),
        opened_at=at,
        day=date.fromisoformat(one.event.at.wall[:10]),
        due=_day(act.due),
        facts=msgspec.json.encode(act.facts).decode(),
        step=_count(act.next),
        since=at,
        norm_minutes=edition.norms.serving_minutes if covers and edition is not None else None,
        ended_at=None if act.next else at,
    )
    for taken in act.taken:
        _hold(row, _step(procedure, taken.step), taken.seconds)
    return row


def _follow(row: ProceedingRow, event: Event, procedure: Procedure | None) -> None:
    act, at = event.act, datetime.fromisoformat(event.at.wall)
    match act:
        case CaseVoided():
            row.step, row.act, row.voided, row.ended_at = 0, "", True, row.ended_at or at
        case ResultMoved() if act.number == row.number:
            row.moved, row.moved_at, row.resend_due = act.how, at, _day(act.due)
        case StepTaken() | StepReturned() | ResultDrafted() | ResultSigned() | ResultIssued() if (
            act.number == row.number and not row.voided
        ):
            _hold(row, _step(procedure, act.step), act.seconds)
            row.step, row.since = _count(act.next), at
            row.returned = isinstance(act, StepReturned)
            row.ended_at = None if act.next else at
            _take(row, act, at)
        case _:
            pass


def _take(row: ProceedingRow, act: StepAct, at: datetime) -> None:
    match act:
        case StepTaken() if act.facts:
            row.facts = msgspec.json.encode({**msgspec.json.decode(row.facts), **act.facts}).decode()
        case StepReturned():
            row.result = row.group = ""
        case ResultDrafted():
            row.result, row.group = act.result, _plain(act.group, 80)
        case ResultSigned():
            row.result, row.result_number = act.result, _plain(act.result_number, 40)
            row.signed_by, row.signed_at = act.signed_by, at
        case ResultIssued():
            row.issued_to, row.issued_at = act.to, at
        case _:
            pass


def _hold(row: ProceedingRow, step: Step | None, seconds: int) -> None:
    """A step was held for so long, by whom it is to be taken."""
    column = "held_others" if step is None else _HELD_BY.get(step.actor, "held_others")
    setattr(row, column, _seconds(getattr(row, column) + max(0, seconds)))


def _plain(text: str, most: int) -> str:
    return text.replace("\x00", "\ufffd")[:most]


def _count(number: int) -> int:
    return max(0, min(number, 32_767))


def _seconds(told: int) -> int:
    return max(0, min(told, _MOST))


def _day(told: str | None) -> date | None:
    try:
        return None if not told else date.fromisoformat(told)
    except ValueError:
        return None


def _moment(told: str) -> datetime | None:
    """A moment with its zone; nothing else names one."""
    try:
        found = datetime.fromisoformat(told)
    except ValueError:
        return None
    return found if found.tzinfo is not None else None
