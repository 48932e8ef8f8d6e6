"""The procedure of a case as its page shows it: the step under way, the result, the child, who held it how long."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from msgspec.structs import replace

from forms.procedure_acts import (
    ReceiverParticulars,
    ResultDrafted,
    ResultIssued,
    ResultParticulars,
    StepReturned,
    StepTaken,
    SubjectParticulars,
    SubjectRecorded,
)
from forms.register_acts import CorrectionParticulars, ReasonParticulars
from server.register.groups import group_of
from server.register.models import Case, GroupRow, Proceeding
from server.register.recorded import Recorded
from server.register.step_words import CHANNELS, MOVED, RESULTS, SIGNED_BY, StepWords, actor_words, relation_words, said

_HELD = ("clerk", "executor", "head", "corporation", "provider")


@dataclass(frozen=True)
class Walk:
    """What is shown of a procedure. Names are empty once they were erased; ``taken`` are the group's places."""

    row: Proceeding
    short: str
    title: str
    channel: str
    result: str
    signed_by: str
    moved: str
    group: GroupRow | None
    taken: int
    held: list[tuple[str, int]]
    relation: str
    subject: SubjectParticulars | None
    born: date | None
    receiver: str


def walk_of(case: Case, standing: Sequence[Recorded]) -> Walk | None:
    """The procedure of a case, by its row and its events that stand; None where it has none."""
    rows = Proceeding.objects.filter(counter=case.counter, case_id=case.case_id, left_behind=case.left_behind)
    row = rows.order_by("pk").first()
    if row is None:
        return None
    steps = StepWords(row.edition, row.channel, row.side, row.day)
    group = group_of(case.counter, row.group) if row.group else None
    recorded = next((one for one in standing if isinstance(one.event.act, SubjectRecorded)), None)
    child = _child_now(standing)
    issued = next((one.particulars for one in standing if isinstance(one.event.act, ResultIssued)), None)
    relation = recorded.event.act.relation if recorded and isinstance(recorded.event.act, SubjectRecorded) else ""
    held = [(actor_words(actor), getattr(row, f"held_{actor}")) for actor in _HELD]
    return Walk(
        row=row,
        short=steps.short(row.step) if row.step else "",
        title=steps.title(row.step) if row.step else "",
        channel=said(CHANNELS, row.channel),
        result=said(RESULTS, row.result) if row.result else "",
        signed_by=said(SIGNED_BY, row.signed_by),
        moved=said(MOVED, row.moved) if row.moved else "",
        group=group,
        taken=_places_taken(row) if group is not None else 0,
        held=[(who, seconds) for who, seconds in held if seconds],
        relation=relation_words(relation) if relation else "",
        subject=child,
        born=_day(child.birth_date) if child is not None else None,
        receiver=issued.name if isinstance(issued, ReceiverParticulars) else "",
    )


def words_said(one: Recorded) -> str:
    """What was written with a step: a note, why it was returned, why it is refused."""
    told, act = one.particulars, one.event.act
    if isinstance(told, ReasonParticulars) and isinstance(act, StepTaken | StepReturned):
        return told.reason
    if isinstance(told, ResultParticulars) and isinstance(act, ResultDrafted):
        return " ".join(part for part in (told.reason, told.words) if part)
    return ""


def _child_now(standing: Sequence[Recorded]) -> SubjectParticulars | None:
    """The child as recorded, with every correction since; None where that was erased."""
    child: SubjectParticulars | None = None
    for one in standing:
        told = one.particulars
        if isinstance(told, SubjectParticulars):
            child = told
        elif isinstance(told, CorrectionParticulars) and child is not None:
            for change in told.changes:
                who, _, what = change.field.partition(".")
                if who == "subject" and what in child.__struct_fields__:
                    child = replace(child, **{what: change.new})
    return child


def _places_taken(row: Proceeding) -> int:
    """How many orders hold a place of the group, signed or waiting for the signature."""
    orders = Proceeding.objects.filter(counter=row.counter, group=row.group, result="order")
    return orders.filter(voided=False, left_behind=False).count()


def _day(told: str) -> date | None:
    try:
        return date.fromisoformat(told)
    except ValueError:
        return None
