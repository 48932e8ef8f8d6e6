"""Complaints as screens show them: what is due, one whole, those about a case, the figures. On the store's thread."""

from collections import Counter as Tally
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, time
from typing import Literal

from desktop.domain.complaints import (
    AnswerTerms,
    Worker,
    can_handle,
    check_may_correct,
    check_may_end,
    check_may_handle,
    terms_of_complaint,
)
from desktop.domain.permissions import may, require
from desktop.operations.complaints import find_complaint, list_workers, read_particulars_of, standing_of
from desktop.operations.counter import Counter
from desktop.operations.entries import day_of
from desktop.storage.complaints import ComplaintRow
from desktop.storage.printed import PrintedPaper
from forms.complaint_acts import (
    ComplaintAnswered,
    ComplaintAssigned,
    ComplaintCorrected,
    ComplaintForwarded,
    ComplaintLevel,
    ComplaintParticulars,
)
from forms.events import CaseParticulars, Event, PaperPrinted
from forms.problems import Problem
from forms.register_acts import CorrectionParticulars, FieldChange, ReasonParticulars
from forms.texts import Text

MOST_LISTED = 500

Urgency = Literal["", "tomorrow", "today", "overdue"]
StepKind = Literal["received", "assigned", "corrected", "forwarded", "answered", "printed"]


@dataclass(frozen=True)
class ComplaintLine:
    """A complaint in a list. ``name`` is empty where it was erased, or where it is about who looks (``about_me``).

    ``next_due`` is the nearest day something is due: forwarding while that can be kept, then the answer.
    """

    row: ComplaintRow
    name: str
    about_me: bool
    next_due: date | None
    urgency: Urgency


@dataclass(frozen=True)
class ComplaintStep:
    """Something done with a complaint. ``told`` is who it was given to, where it was sent, the outcome, the paper.

    ``changes`` is what a correction put right; empty once it was erased, and for who the complaint is about.
    """

    kind: StepKind
    at: str  # wall time, ISO 8601 with offset
    operator: str
    told: str = ""
    words: str = ""
    on: str = ""  # ISO date
    copy: int = 0
    changes: tuple[FieldChange, ...] = ()


@dataclass(frozen=True)
class ComplaintRecord:
    """Everything of a complaint. Who it is about sees neither what it says, nor whose it is, nor the answer.

    ``particulars`` are None then, and where they were erased (``erased``). ``may_assign``, ``may_end``, ``may_correct``
    say what the operator may do with it now, ``handlers`` whom it may be given to.
    """

    line: ComplaintLine
    particulars: ComplaintParticulars | None
    erased: bool
    answer: str
    steps: tuple[ComplaintStep, ...]
    papers: tuple[PrintedPaper, ...]
    terms: AnswerTerms
    term_act: Text | None
    may_assign: bool
    may_end: bool
    may_correct: bool
    may_print_coupon: bool
    handlers: tuple[Worker, ...]


@dataclass(frozen=True)
class DueComplaints:
    """What waits for an answer. ``first`` is the nearest day something is due; None where nothing has a term."""

    open: int = 0
    overdue: int = 0
    today: int = 0
    tomorrow: int = 0
    first: date | None = None


@dataclass(frozen=True)
class ComplaintFigures:
    """What became of the complaints received in a period. ``late``: answered after the day it was due.

    ``about``: how many are about each operator, by identifier.
    """

    received: int = 0
    answered_in_time: int = 0
    answered_late: int = 0
    full: int = 0
    part: int = 0
    refused: int = 0
    forwarded: int = 0
    open: int = 0
    overdue: int = 0
    about: tuple[tuple[str, int], ...] = ()


def list_complaints(counter: Counter, *, only_open: bool = True) -> tuple[ComplaintLine, ...]:
    """Those that wait, what is due first before the others; or the last received, the latest first.

    Raises Problem 720.
    """
    require(counter.roles, "complain")
    today = _today(counter)
    complaints = counter.store.complaints
    lines = [_line(counter, row, today) for row in (complaints.open() if only_open else complaints.all(MOST_LISTED))]
    if only_open:
        lines.sort(key=lambda line: (line.next_due is None, line.next_due or today, line.row.sequence))
    return tuple(lines)


def complaints_of_case(counter: Counter, number: str) -> tuple[ComplaintLine, ...]:
    """Those that speak of a case; none for who may not see complaints."""
    if not may(counter.roles, "complain"):
        return ()
    return tuple(_line(counter, row, _today(counter)) for row in counter.store.complaints.of_case(number))


def complaint_record(counter: Counter, number: str) -> ComplaintRecord:
    """One complaint with everything of it. Raises Problem 720, 1021."""
    require(counter.roles, "complain")
    row = find_complaint(counter, number)
    line = _line(counter, row, _today(counter))
    written = read_particulars_of(counter, row)
    terms = terms_of_row(counter, row)
    hidden = line.about_me
    return ComplaintRecord(
        line=line,
        particulars=None if hidden else written,
        erased=written is None,
        answer="" if hidden else answer_of(counter, row),
        steps=tuple(_steps(counter, row, hidden=hidden)),
        papers=tuple(counter.store.printed.of_case(row.complaint)),
        terms=terms,
        term_act=counter.editions.by_label(terms.edition).act.short if terms.edition else None,
        may_assign=_allowed(lambda: check_may_handle(standing_of(row), counter.operator.id)),
        may_end=_allowed(lambda: check_may_end(standing_of(row), counter.operator.id, counter.roles, "")),
        may_correct=written is not None and _allowed(lambda: check_may_correct(standing_of(row), counter.operator.id)),
        may_print_coupon=written is not None and may_see_coupon(counter, row),
        handlers=tuple(one for one in list_workers(counter) if can_handle(one, row.about)),
    )


def case_of(counter: Counter, number: str) -> str:
    """The identifier of a case by its number; empty where it is not in the register. Raises Problem 720."""
    require(counter.roles, "search")
    row = counter.store.cases.find(number)
    return "" if row is None else row.case


def may_see_coupon(counter: Counter, row: ComplaintRow) -> bool:
    """Who took a complaint in gives the coupon, though it be about themselves; it says nothing of what it is about."""
    return counter.operator.id == row.received_by or counter.operator.id != row.about


def due_complaints(counter: Counter) -> DueComplaints:
    """What is to be remembered today; nothing for who may not see complaints."""
    if not may(counter.roles, "complain"):
        return DueComplaints()
    lines = list_complaints(counter)
    found = Tally(line.urgency for line in lines)
    return DueComplaints(
        open=len(lines),
        overdue=found["overdue"],
        today=found["today"],
        tomorrow=found["tomorrow"],
        first=min((line.next_due for line in lines if line.next_due is not None), default=None),
    )


def complaint_figures(counter: Counter, first: date, last: date) -> ComplaintFigures:
    """The figures of the complaints received in these days, both included. Raises Problem 720."""
    require(counter.roles, "complain")
    return complaints_received(counter, first, last)


def complaints_received(counter: Counter, first: date, last: date) -> ComplaintFigures:
    """The same for the figures of the day, which name nobody and are everybody's."""
    today = _today(counter).isoformat()
    figures, about = ComplaintFigures(), Tally[str]()
    for row in counter.store.complaints.received(first.isoformat(), last.isoformat()):
        figures = _counted(figures, row, today)
        if row.about:
            about[row.about] += 1
    return replace(figures, about=tuple(about.most_common()))


def answer_of(counter: Counter, row: ComplaintRow) -> str:
    """The words of its answer, or of the covering letter; empty where there are none, or where they were erased."""
    return "" if row.ended_sequence is None else _words_of(counter, row.ended_sequence)


def terms_of_row(counter: Counter, row: ComplaintRow) -> AnswerTerms:
    """Its terms with their working, by the rule it was registered under."""
    own = counter.editions.by_label(row.edition)
    level: ComplaintLevel = "authority" if row.level == "authority" else "provider"
    at = datetime.combine(date.fromisoformat(row.received_on), time(12))
    return terms_of_complaint(own, level, at, counter.editions, counter.calendar)


def _counted(figures: ComplaintFigures, row: ComplaintRow, today: str) -> ComplaintFigures:
    more: dict[str, int] = {"received": figures.received + 1}
    if row.state == "answered":
        late = row.due is not None and (row.ended_on or "") > row.due
        kept = "answered_late" if late else "answered_in_time"
        more[kept] = getattr(figures, kept) + 1
        more[row.outcome] = getattr(figures, row.outcome) + 1
    elif row.state == "forwarded":
        more["forwarded"] = figures.forwarded + 1
    else:
        more["open"] = figures.open + 1
        more["overdue"] = figures.overdue + int(row.due is not None and row.due < today)
    return replace(figures, **more)  # type: ignore[arg-type]


def _line(counter: Counter, row: ComplaintRow, today: date) -> ComplaintLine:
    about_me = bool(row.about) and row.about == counter.operator.id
    due = _next_due(row, today)
    urgency: Urgency = ""
    if due is not None and due <= today:
        urgency = "today" if due == today else "overdue"
    elif due is not None and due == counter.calendar.next_working(today, 5):
        urgency = "tomorrow"
    return ComplaintLine(row, "" if about_me else row.name or "", about_me, due, urgency)


def _next_due(row: ComplaintRow, today: date) -> date | None:
    if row.ended_on is not None:
        return None
    days = [date.fromisoformat(day) for day in (row.forward_due, row.due) if day is not None]
    return next((day for day in sorted(days) if day >= today), max(days, default=None))


def _steps(counter: Counter, row: ComplaintRow, *, hidden: bool) -> list[ComplaintStep]:
    steps = []
    for sequence in counter.store.complaints.events(row.complaint):
        event = next(counter.store.journal.events(sequence)).event
        written = None if hidden or sequence == row.sequence else counter.store.journal.particulars(sequence)
        words = written.reason if isinstance(written, ReasonParticulars | CorrectionParticulars) else ""
        changes = written.changes if isinstance(written, CorrectionParticulars) else ()
        steps.append(replace(_step(event, words), changes=changes))
    return steps


def _step(event: Event, words: str) -> ComplaintStep:
    match event.act:
        case ComplaintAssigned(handler=handler):
            return ComplaintStep("assigned", event.at.wall, event.operator, told=handler, words=words)
        case ComplaintCorrected():
            return ComplaintStep("corrected", event.at.wall, event.operator, words=words)
        case ComplaintForwarded(to=to, on=on):
            return ComplaintStep("forwarded", event.at.wall, event.operator, told=to, words=words, on=on)
        case ComplaintAnswered(outcome=outcome, on=on):
            return ComplaintStep("answered", event.at.wall, event.operator, told=outcome, words=words, on=on)
        case PaperPrinted(paper=paper, copy_number=copy):
            return ComplaintStep("printed", event.at.wall, event.operator, told=paper, copy=copy)
        case _:
            return ComplaintStep("received", event.at.wall, event.operator)


def _words_of(counter: Counter, sequence: int) -> str:
    found = counter.store.journal.particulars(sequence)
    return found.reason if isinstance(found, ReasonParticulars) else ""


def _allowed(check: Callable[[], None]) -> bool:
    try:
        check()
    except Problem:
        return False
    return True


def _today(counter: Counter) -> date:
    return date.fromisoformat(day_of(counter, counter.clock.now()))


@dataclass(frozen=True)
class IntakeOffers:
    """What a new complaint can be filled with: who may handle it, and the case it speaks of where one is told."""

    workers: tuple[Worker, ...]
    case_number: str = ""
    name: str = ""
    phone: str = ""
    operator: str = ""  # who decided the case
    service: str = ""


def intake_offers(counter: Counter, case_number: str = "") -> IntakeOffers:
    """What to offer; nothing of a case that is not there, or that the operator may not look for. Raises Problem 720."""
    require(counter.roles, "complain")
    workers = list_workers(counter)
    case = counter.store.cases.find(case_number.strip()) if may(counter.roles, "search") else None
    if case is None:
        return IntakeOffers(workers)
    written = counter.store.journal.particulars(case.sequence)
    phone = written.applicant.phone if isinstance(written, CaseParticulars) else ""
    return IntakeOffers(workers, case.number, case.applicant_name or "", phone, case.operator, case.service)
