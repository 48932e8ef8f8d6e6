"""Complaints: what one must say, who may handle it, when its answer is due. Registering is for everybody, and is not
handling: a complaint is never turned away (docs/decisions/complaints.md)."""

import dataclasses
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Literal, TypeVar, get_args

from msgspec.structs import replace

from desktop.domain.deadlines import complaint_dues
from desktop.domain.permissions import may
from forms.calendar import Calendar
from forms.complaint_acts import ComplaintLevel, ComplaintOutcome, ComplaintParticulars, ComplaintWay
from forms.complaint_terms import TermKey, speaking_edition
from forms.contacts import check_email, check_phone, check_words
from forms.dates import show_date
from forms.due_dates import DueDate
from forms.editions import Edition
from forms.names import check_name
from forms.operator_acts import Role
from forms.problems import Problem
from forms.reading import Editions
from forms.register_acts import Attached, FieldChange

ComplaintState = Literal["received", "assigned", "answered", "forwarded"]
Checked = TypeVar("Checked")
OUTCOMES: tuple[ComplaintOutcome, ...] = get_args(ComplaintOutcome)
# What came by post or by the portal may be registered some days after it came.
LATEST_DAYS = 31


@dataclass(frozen=True)
class Worker:
    """Somebody who works at this counter."""

    id: str
    name: str
    roles: tuple[Role, ...]


@dataclass
class Intake:
    """A complaint as it is typed; nothing is checked yet. ``received_on`` empty: today."""

    name: str = ""
    address: str = ""
    phone: str = ""
    email: str = ""
    text: str = ""
    signed: bool = False
    way: ComplaintWay = "paper"
    level: ComplaintLevel = "provider"
    language: Literal["kk", "ru"] = "kk"
    service: str = ""
    case_number: str = ""
    about: str = ""
    handler: str = ""
    by_representative: bool = False
    representative: str = ""
    power_of_attorney: str = ""
    answer_place: str = ""
    received_on: date | None = None
    scan: str = field(default="", repr=False)


@dataclass(frozen=True)
class Standing:
    """As much of a complaint as decides who may do what with it."""

    number: str
    about: str
    handler: str
    state: ComplaintState
    received_on: date
    ended_on: date | None = None


@dataclass(frozen=True)
class AnswerTerms:
    """``answer`` by the edition of ``edition`` (empty where none gives a term), ``forward`` for passing it on.

    ``borrowed``: the case's own edition is silent, and another one's term counts.
    """

    answer: DueDate | None
    forward: DueDate | None
    edition: str
    borrowed: bool


# what it says


def check_intake(intake: Intake, attached: tuple[Attached, ...] = ()) -> ComplaintParticulars:
    """The law's fields in their one spelling: name, postal address, contact phone, text, signature (passport of the
    2015 standard, para. 7).

    By hand all are asked for: who brought it stands at the counter. What came otherwise is registered with what it
    has, if an answer can reach somebody. Raises Problem 1010 to 1015, 1023, 210 to 229 and 560, each with a ``field``.
    """
    by_hand = intake.way == "paper"
    name = _required(intake.name, "1010", "name")
    address = _words(intake.address, "address")
    if by_hand and not address:
        raise Problem("1011", field="address")
    if by_hand and not intake.phone.strip():
        raise Problem("1012", field="phone")
    particulars = ComplaintParticulars(
        name=check_at("name", check_name, name),
        address=address,
        phone=check_at("phone", check_phone, intake.phone) if intake.phone.strip() else "",
        email=check_at("email", check_email, intake.email) if intake.email.strip() else "",
        text=_required(intake.text, "1013", "text"),
        representative=_representative(intake),
        power_of_attorney=_power_of_attorney(intake),
        attached=attached,
    )
    if not (particulars.address or particulars.phone or particulars.email):
        raise Problem("1015", field="address")
    if by_hand and not intake.signed:
        raise Problem("1014", field="signed")
    return particulars


def check_needed(typed: str, field: str) -> str:
    """Words a paper cannot do without. Raises Problem 1024, 560."""
    return _required(typed, "1024", field)


def check_day(day: date, first: date, last: date, field: str) -> date:
    """A day between two others, both included. Raises Problem 1020."""
    if not first <= day <= last:
        told = {"day": show_date(day), "first": show_date(first), "last": show_date(last)}
        raise Problem("1020", field=field, **told)
    return day


def check_received_on(day: date | None, today: date) -> date:
    """The day it came. Raises Problem 1020."""
    return today if day is None else check_day(day, today - timedelta(days=LATEST_DAYS), today, "received_on")


def _representative(intake: Intake) -> str:
    if not intake.by_representative:
        return ""
    return check_at("representative", check_name, _required(intake.representative, "1023", "representative"))


def _power_of_attorney(intake: Intake) -> str:
    return _required(intake.power_of_attorney, "1023", "power_of_attorney") if intake.by_representative else ""


def _required(typed: str, code: str, field: str) -> str:
    words = _words(typed, field)
    if not words:
        raise Problem(code, field=field)
    return words


def _words(typed: str, field: str) -> str:
    return check_at(field, check_words, typed)


def check_at(field: str, check: Callable[[str], Checked], typed: str) -> Checked:
    """A check whose problem names the field it is told at."""
    try:
        return check(typed)
    except Problem as problem:
        raise Problem(problem.code, detail=problem.detail, **problem.fields | {"field": field}) from problem


# what is put right

# What was written of it; whom it is about, its day and its level decide who handles it and when it is due.
CORRECTABLE: tuple[str, ...] = ("name", "address", "phone", "email", "text", "representative", "power_of_attorney")


def check_correction(
    written: ComplaintParticulars, values: Mapping[str, str], *, by_hand: bool, by_representative: bool
) -> tuple[FieldChange, ...]:
    """What changes by new ``values`` of :data:`CORRECTABLE`, in the one spelling they are registered in.

    Raises what :func:`check_intake` raises.
    """
    intake = Intake(
        **{name: values.get(name, getattr(written, name)) for name in CORRECTABLE},
        signed=True,  # whether it is, was seen when it came
        way="paper" if by_hand else "post",
        by_representative=by_representative,
    )
    new = check_intake(intake)
    return tuple(
        FieldChange(field=name, old=getattr(written, name), new=getattr(new, name))
        for name in CORRECTABLE
        if getattr(written, name) != getattr(new, name)
    )


def corrected(written: ComplaintParticulars, changes: Iterable[FieldChange]) -> ComplaintParticulars:
    """What was written, with what changed since."""
    return replace(written, **{one.field: one.new for one in changes if one.field in CORRECTABLE})


# who handles it


def first_handler(about: str, workers: Sequence[Worker]) -> str:
    """Who a complaint is given to where nobody was chosen: the head, else another clerk; empty where there is no one.

    A complaint is addressed to the head of the provider. Never who it is about.
    """
    able = [one for one in workers if can_handle(one, about)]
    heads = [one for one in able if "head" in one.roles]
    return next((one.id for one in [*heads, *able]), "")


def can_handle(worker: Worker, about: str) -> bool:
    """Whether a complaint about somebody may be given to this worker."""
    return worker.id != about and may(worker.roles, "complain")


def check_handler(handler: str, about: str, workers: Iterable[Worker]) -> None:
    """Raises Problem 1018 where it may not be given to ``handler``."""
    found = next((one for one in workers if one.id == handler), None)
    if found is None or not can_handle(found, about):
        raise Problem("1018", field="handler", name=handler if found is None else found.name)


def check_may_handle(standing: Standing, operator: str) -> None:
    """Whether an operator may do anything with it. Raises Problem 1016 for who it is about, 1017 once it has ended."""
    if standing.about and standing.about == operator:
        raise Problem("1016", number=standing.number)
    if standing.ended_on is not None:
        raise Problem("1017", number=standing.number, day=show_date(standing.ended_on))


def check_may_correct(standing: Standing, operator: str) -> None:
    """Whether an operator may put right what was written, also once it has ended. Raises Problem 1016."""
    check_may_handle(dataclasses.replace(standing, ended_on=None), operator)


def check_may_end(standing: Standing, operator: str, roles: Iterable[Role], handler_name: str) -> None:
    """Whether an operator may answer or forward it: whoever it was given to, or the head.

    Raises Problem 1016, 1017, 1019.
    """
    check_may_handle(standing, operator)
    if standing.handler != operator and not may(roles, "resolve"):
        raise Problem("1019", number=standing.number, name=handler_name or "—")


# when it is due


def terms_of_complaint(
    own: Edition, level: ComplaintLevel, received_at: datetime, editions: Editions, calendar: Calendar
) -> AnswerTerms:
    """The terms of a complaint about what was done under ``own``, from the day it was registered."""
    key: TermKey = "complaint_authority" if level == "authority" else "complaint_provider"
    speaking = speaking_edition(own, editions, key)
    answer = None if speaking is None else _due(speaking, key, received_at, calendar)
    forward = _due(own, "complaint_forward", received_at, calendar)
    if forward is None and speaking is not None:
        forward = _due(speaking, "complaint_forward", received_at, calendar)
    return AnswerTerms(
        answer=answer,
        forward=forward,
        edition="" if speaking is None else speaking.label,
        borrowed=speaking is not None and speaking.label != own.label,
    )


def _due(edition: Edition, key: TermKey, received_at: datetime, calendar: Calendar) -> DueDate | None:
    return next((due for due in complaint_dues(edition, received_at, calendar) if due.term.key == key), None)
