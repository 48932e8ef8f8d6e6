"""Unfinished cases belong to who began them, and go to another by an act of their own. On the store's thread."""

from msgspec.structs import replace

from desktop.domain.case import read_draft, write_draft
from desktop.domain.permissions import require
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, noted_of, with_doubt
from desktop.storage.drafts import KeptDraft
from desktop.storage.store import Act
from forms.moments import Moment
from forms.operator_acts import CaseTakenOver
from forms.problems import Problem
from forms.queue_acts import VisitHeld
from forms.register_acts import ReasonParticulars


def take_over_case(counter: Counter, case: str, reason: str) -> None:
    """Another operator's unfinished case becomes this operator's, for a reason.

    Raises Problem 720 without the right, LookupError where there is no such case.
    """
    require(counter.roles, "take_over")
    _pass_on(counter, _find(counter, case), counter.operator.id, reason)


def hand_over_case(counter: Counter, case: str, to: str, reason: str = "") -> None:
    """Give an unfinished case to another operator: one's own, or with the right to take over anyone's.

    Raises Problem 718 where they do not work here or may not serve, 719 where it is not one's own.
    """
    kept = _find(counter, case)
    require(counter.roles, "serve" if kept.operator == counter.operator.id else "take_over")
    check_works_here(counter, to)
    _pass_on(counter, kept, to, reason)


def is_own(counter: Counter, kept: KeptDraft) -> bool:
    """Whether an unfinished case is this operator's. In the clear nobody signs in, and every case is."""
    return not counter.is_protected or kept.operator == counter.operator.id


def check_own(counter: Counter, kept: KeptDraft) -> None:
    """Raise Problem 719 where an unfinished case is another operator's."""
    if not is_own(counter, kept):
        raise Problem("719", operator=name_of(counter, kept.operator))


def check_own_case(counter: Counter, case: str) -> None:
    """Raise Problem 719 where an unfinished case, by its identifier, is another operator's by now."""
    kept = counter.store.drafts.find(case) if counter.is_protected else None
    if kept is not None:
        check_own(counter, kept)


def check_works_here(counter: Counter, operator: str) -> None:
    """Raise Problem 718 where an operator may not take cases at this counter."""
    found = counter.store.operators.find(operator)
    if found is None or not found.active or not {"clerk", "head"}.intersection(found.roles):
        raise Problem("718", operator=name_of(counter, operator))


def name_of(counter: Counter, operator: str) -> str:
    """An operator's name as the profile has it, or the identifier where it has none."""
    return next((one.name for one in counter.profile.operators if one.id == operator), operator)


def put_others_aside(counter: Counter, act: Act, now: Moment) -> None:
    """Within an act: what another operator had on the screen is put aside, so that the counter is free."""
    for kept in counter.store.drafts.all():
        if kept.held or kept.operator == counter.operator.id:
            continue
        draft = read_draft(kept.body)
        act.append(noted_of(counter, now, VisitHeld(reason="other", screen=draft.screen), draft.case))
        visit = counter.store.visits.find(draft.case)
        draft.periods = () if visit is None else visit.periods
        act.save_draft(replace(kept, held=draft.held, saved_at=now.wall, body=write_draft(draft)))


def _find(counter: Counter, case: str) -> KeptDraft:
    kept = counter.store.drafts.find(case)
    if kept is None:
        raise LookupError(case)
    return kept


def _pass_on(counter: Counter, kept: KeptDraft, to: str, reason: str) -> None:
    if kept.operator == to:
        return
    now = counter.clock.now()
    words = ReasonParticulars(reason=reason.strip()) if reason.strip() else None
    passed = entry_of(counter, now, CaseTakenOver(before=kept.operator, after=to), kept.case, words)
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, passed))
        act.save_draft(replace(kept, operator=to))
