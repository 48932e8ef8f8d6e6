"""A decided case made void: a mistake is mended by an event, the number stays and is never given again."""

from typing import Literal

from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from forms.day_acts import CaseVoided
from forms.problems import Problem

VoidReason = Literal["wrong_person", "entered_twice", "wrong_outcome", "applicant_withdrew", "other"]


def void_case(counter: Counter, number: str, reason: VoidReason) -> None:
    """Make the case of a number void. Raises Problem 622 where there is none, 623 where it is void already."""
    case = counter.store.cases.find(number)
    if case is None:
        raise Problem("622", number=number)
    if counter.store.cases.voided(number) is not None:
        raise Problem("623", number=number)
    now = counter.clock.now()
    with counter.store.act() as act:
        act.append(
            *with_doubt(counter, now, entry_of(counter, now, CaseVoided(number=number, reason=reason), case.case))
        )
