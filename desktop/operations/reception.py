"""The acts of a reception, one function each: the domain decides, the store keeps. Called on the store's thread."""

import uuid
from dataclasses import dataclass
from datetime import date
from typing import Literal

from msgspec.structs import replace

from desktop.domain.case import CaseDraft, read_draft, write_draft
from desktop.domain.channels import norms_of, opened_as
from desktop.domain.decision import build_decision, build_particulars
from desktop.domain.permissions import may, require
from desktop.domain.queue import check_order, grounds_of
from desktop.domain.reception_steps import begin_step, procedure_here, served_seconds, take_all
from desktop.operations.counter import Counter
from desktop.operations.day import check_returned_first, count_waiting_after, entries_of_day
from desktop.operations.entries import entry_of, notice_clock, with_doubt, year_of
from desktop.operations.proceeding_opening import entries_after
from desktop.operations.taking_over import check_own, check_own_case, is_own, name_of
from desktop.profile.shape import edition_for
from desktop.storage.drafts import KeptDraft
from desktop.storage.journal import Entry
from forms.editions import Edition, Outcome, PaperKind
from forms.events import (
    Act,
    CaseDropped,
    CaseResumed,
    PaperHandedOver,
    VisitOpened,
)
from forms.moments import Moment, wall_time
from forms.problems import Problem
from forms.queue_acts import HoldReason, VisitHeld, WalkInAdmitted
from forms.texts import Text
from forms.visits import Period, measure_periods
from forms.words import outcome_message

REGISTER = "reception"
SCHOOL_YEAR_STARTS = (9, 1)


@dataclass(frozen=True)
class WaitingCase:
    """A case put aside or interrupted, as the home screen lists it."""

    case: str
    service: str
    edition: str
    name: str
    number: str
    held: bool
    opened_at: str
    operator: str = ""  # whose it is, by identifier


@dataclass(frozen=True)
class OfferedService:
    """A service this counter gives today, and the act of the edition it is given under."""

    service: str
    title: Text
    act: Text


@dataclass(frozen=True)
class GivenCase:
    """A case decided today, without the person's name: the home screen is seen from the other side of the counter.

    ``outcome`` is a message of the ``forms`` catalogue.
    """

    number: str
    outcome: str
    decided_at: str
    handed_over: bool


@dataclass(frozen=True)
class EarlierCase:
    """A decided case of the same person."""

    number: str
    outcome: str  # a message of the ``forms`` catalogue
    decided_on: date


def offered_services(counter: Counter) -> tuple[list[OfferedService], list[Problem]]:
    """The services of the profile that can be given today, and why the others cannot (Problems 132, 151, 1055)."""
    today = wall_time(counter.clock.now()).date()
    offered, problems = [], []
    for service, choice in counter.profile.services.items():
        try:
            edition = edition_for(service, choice, counter.editions, today)
            opened_as(edition, counter.profile.kind, today)
        except Problem as problem:
            problems.append(problem)
        else:
            offered.append(OfferedService(service, edition.short_title, edition.act.short))
    return offered, problems


def open_case(counter: Counter, service: str, ground: str = "") -> CaseDraft:
    """Someone without a ticket stands at the counter: the serving clock starts and the draft is kept, in one act.

    Who has no ticket goes before those who wait on a legal ``ground`` only: raises Problems 602 and 603; 601 where
    someone was called.
    """
    _check_nobody_called(counter)
    now = counter.clock.now()
    _, opening = entries_of_day(counter, now)
    passed_over = count_waiting_after(counter, opening)
    edition = _edition_today(counter, service)
    check_order(passed_over, ground, grounds_of(edition))
    before: list[Act] = [WalkInAdmitted(ground=ground, passed_over=passed_over)] if passed_over else []
    return _open(counter, now, uuid.uuid4().hex, service, opening, before)


def open_called(counter: Counter) -> CaseDraft:
    """Who was called has come: open the case, or take up the one left before a hold. Raises Problem 606."""
    there = counter.store.visits.at_counter()
    if there is None or there.state != "called":
        raise Problem("606")
    if there.case_opened:
        return resume_case(counter, there.id)
    now = counter.clock.now()
    # The visit has its day: after midnight that one goes on, or it would end who stands at the counter.
    opening = entries_of_day(counter, now)[1] if counter.store.days.open_day() is None else []
    return _open(counter, now, there.id, there.service, opening, [])


def _open(counter: Counter, now: Moment, case: str, service: str, opening: list[Entry], before: list[Act]) -> CaseDraft:
    today = wall_time(now).date()
    edition = edition_for(service, counter.profile.services[service], counter.editions, today)
    channel, side = opened_as(edition, counter.profile.kind, today)
    draft = CaseDraft(case=case, service=service, edition=edition.label, channel=channel, side=side)
    if "ru" in counter.profile.languages and "kk" not in counter.profile.languages:
        draft.paper_language = "ru"
    acts = [*before, VisitOpened(service=service)]
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, *opening, *(entry_of(counter, now, one, case) for one in acts)))
        draft.periods = _periods_of(counter, case)
        procedure = procedure_here(edition, draft, today)
        if procedure is not None:
            begin_step(procedure, draft, served_seconds(draft, now))
        act.save_draft(draft_row(counter, draft, write_draft(draft), now))
    return draft


def _check_nobody_called(counter: Counter, case: str = "") -> None:
    """Who was called stands at the counter already, even before their case is opened."""
    there = counter.store.visits.at_counter()
    if there is not None and there.state == "called" and there.id != case:
        raise Problem("601", ticket=there.label or there.service)


def _periods_of(counter: Counter, case: str) -> tuple[Period, ...]:
    visit = counter.store.visits.find(case)
    return () if visit is None else visit.periods


def _edition_today(counter: Counter, service: str) -> Edition:
    today = wall_time(counter.clock.now()).date()
    return edition_for(service, counter.profile.services[service], counter.editions, today)


def draft_row(counter: Counter, draft: CaseDraft, body: bytes, now: Moment | None = None) -> KeptDraft:
    """The draft as the store keeps it."""
    return KeptDraft(
        case=draft.case,
        operator=counter.operator.id,
        service=draft.service,
        edition=draft.edition,
        screen=draft.screen,
        held=draft.held,
        opened_at=draft.periods[0].start.wall if draft.periods else (now or counter.clock.now()).wall,
        saved_at=(now or counter.clock.now()).wall,
        body=body,
    )


def keep_draft(counter: Counter, row: KeptDraft) -> None:
    """Keep what was typed. Durable when this returns. Raises Problem 719 where the case is another operator's by now.

    Also while the counter is locked: what was typed before must not be lost.
    """
    if counter.is_protected:
        kept = counter.store.drafts.find(row.case)
        if kept is not None and kept.operator != row.operator:
            raise Problem("719", operator=name_of(counter, kept.operator))
    counter.store.drafts.save(row)


def hold_case(counter: Counter, draft: CaseDraft, reason: HoldReason = "other") -> None:
    """Put the case aside: the serving period ends, a held one begins.

    The draft handed in is not changed, so that a failure leaves the case as it was.
    """
    check_own_case(counter, draft.case)
    now = counter.clock.now()
    held = read_draft(write_draft(draft))
    entry = entry_of(counter, now, VisitHeld(reason=reason, screen=held.screen), held.case)
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, entry))
        held.periods = _periods_of(counter, held.case)
        act.save_draft(draft_row(counter, held, write_draft(held), now))


def resume_case(counter: Counter, case: str) -> CaseDraft:
    """Take a case up again on the screen it was left at.

    Raises Problem 601 where someone else was called, 602 where others came back from a hold before, 719 where the
    case is another operator's, 1120 or 1121 where its edition is lacking.
    """
    _check_nobody_called(counter, case)
    kept = counter.store.drafts.find(case)
    if kept is None:
        raise LookupError(case)
    check_own(counter, kept)
    draft, now = read_draft(kept.body), counter.clock.now()
    counter.editions.by_label(draft.edition)  # before anything is recorded
    after: Literal["hold", "restart"] = "hold" if kept.held else "restart"
    opening = _back_from_hold(counter, now, case)
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, *opening, entry_of(counter, now, CaseResumed(after=after), draft.case)))
        draft.periods = _periods_of(counter, draft.case)
        act.save_draft(draft_row(counter, draft, write_draft(draft), now))
    return draft


def _back_from_hold(counter: Counter, now: Moment, case: str) -> list[Entry]:
    """What comes before a held case is taken up: the day's beginning, and whoever came back earlier."""
    visit = counter.store.visits.find(case)
    if visit is None or visit.state not in ("held", "waiting"):
        return []
    if visit.state == "waiting":
        before = counter.store.visits.count_before(visit)
        if before:
            raise Problem("602", count=before)
        return []
    _, opening = entries_of_day(counter, now)
    check_returned_first(counter, opening)
    return opening


def interrupted_case(counter: Counter) -> str | None:
    """The operator's case that was on the screen when the program ended without putting it aside. One whose edition is
    lacking waits among the others until it is there again.
    """
    kept = counter.store.drafts.current()
    if (
        kept is None
        or counter.editions.find(kept.edition) is None
        or not may(counter.roles, "serve")
        or not is_own(counter, kept)
    ):
        return None
    return kept.case


def waiting_cases(counter: Counter) -> list[WaitingCase]:
    """Every case not finished, the earliest first; none for who may not serve: they hold names."""
    waiting: list[WaitingCase] = []
    if not may(counter.roles, "serve"):
        return waiting
    for kept in counter.store.drafts.all():
        draft = read_draft(kept.body)
        waiting.append(
            WaitingCase(
                case=draft.case,
                service=draft.service,
                edition=draft.edition,
                name=draft.applicant.name,
                number=draft.number,
                held=kept.held,
                opened_at=kept.opened_at,
                operator=kept.operator,
            )
        )
    return waiting


def given_today(counter: Counter, most: int = 6) -> list[GivenCase]:
    """The last cases decided today, the latest first."""
    today = counter.clock.now().wall[:10]
    return [
        GivenCase(
            case.number,
            outcome_words(counter, case.edition, case.outcome),
            case.decided_at,
            case.handed_over_at is not None,
        )
        for case in counter.store.cases.latest(most)
        if case.decided_at[:10] == today
    ]


def drop_case(
    counter: Counter, draft: CaseDraft, reason: Literal["applicant_left", "opened_by_mistake", "other"]
) -> None:
    """Close a case without an outcome. The visit stays in the journal, the draft goes."""
    check_own_case(counter, draft.case)
    now = counter.clock.now()
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, entry_of(counter, now, CaseDropped(reason=reason), draft.case)))
        act.drop_draft(draft.case)


def earlier_cases(counter: Counter, iin: str) -> list[EarlierCase]:
    """Decided cases of the same IIN since the school year began, the latest first."""
    require(counter.roles, "serve")
    today = wall_time(counter.clock.now()).date()
    starts = date(today.year, *SCHOOL_YEAR_STARTS)
    since = starts if today >= starts else date(today.year - 1, *SCHOOL_YEAR_STARTS)
    return [
        EarlierCase(
            number=case.number,
            outcome=outcome_words(counter, case.edition, case.outcome),
            decided_on=date.fromisoformat(case.decided_at[:10]),
        )
        for case in counter.store.cases.earlier(iin, since)
    ]


def decide_case(counter: Counter, draft: CaseDraft) -> CaseDraft:
    """Give the outcome: number, event and projections in one transaction. Returns the decided draft.

    The draft handed in is not changed, so that a failure leaves the case as it was.
    """
    check_own_case(counter, draft.case)
    given = counter.store.cases.number_of(draft.case)
    if given is not None:  # a draft brought back by a restore may be older than the register
        raise Problem("630", number=given)
    now = counter.clock.now()
    decided = read_draft(write_draft(draft))
    edition = counter.editions.by_label(draft.edition)
    # The rules are asked before the transaction, which then holds nothing but the writing.
    procedure = procedure_here(edition, decided, wall_time(now).date())
    if procedure is not None:
        take_all(procedure, decided, served_seconds(decided, now))
    standing, doubts = notice_clock(counter, now)
    year = year_of(now, standing)
    decision = build_decision(
        decided,
        edition,
        counter.calendar,
        now,
        register=REGISTER,
        doubted=standing.doubted,
        own=counter.profile.own_hours(decided.service),
        organisation=counter.profile.hours,
    )
    particulars = build_particulars(decided, edition)
    decided.screen = "paper"
    decided.paper_copies = _copies_of(edition, decided)
    with counter.store.act() as act:
        decided.number = act.give_number(register=REGISTER, year=year, counter=counter.profile.counter)
        numbered = replace(decision, number=decided.number)
        after = entries_after(counter, now, decided, edition, decided.number)
        act.append(*doubts, entry_of(counter, now, numbered, decided.case, particulars), *after)
        act.save_draft(draft_row(counter, decided, write_draft(decided), now))
    return decided


def _copies_of(edition: Edition, draft: CaseDraft) -> int:
    """How many copies the edition's paper is made in; a memo needs one."""
    kind: PaperKind = (
        "memo" if not edition.has_counter else "receipt" if draft.outcome == "accepted" else draft.outcome or "receipt"
    )
    paper = edition.paper(kind)
    return draft.paper_copies if paper is None else min(paper.copies, 3)


def hand_over(counter: Counter, draft: CaseDraft) -> None:
    """The applicant has the paper: the serving clock stops and the case leaves the counter."""
    check_own_case(counter, draft.case)
    now = counter.clock.now()
    edition = counter.editions.by_label(draft.edition)
    served = measure_periods(draft.periods, "serving", now)
    norm = norms_of(edition, draft).serving_minutes
    handed = PaperHandedOver(
        number=draft.number,
        serving_seconds=round(served.seconds),
        overrun=norm is not None and served.seconds > norm * 60,
    )
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, entry_of(counter, now, handed, draft.case)))
        act.drop_draft(draft.case)


def outcome_words(counter: Counter, edition: str, outcome: Outcome) -> str:
    """An outcome as lists show it; of an edition that is lacking, as at a counter."""
    known = counter.editions.find(edition)
    return outcome_message(outcome, has_counter=known is None or known.has_counter)
