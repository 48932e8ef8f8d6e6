"""Cases that look like one application written twice: shown side by side, decided by a person with a reason."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, cast

from desktop.domain.permissions import require
from desktop.operations.correcting import check_reason
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.storage.register_rows import RegisterRow
from forms.problems import Problem
from forms.register_acts import DuplicateJudged, ReasonParticulars, Verdict


@dataclass(frozen=True)
class LikelyDuplicate:
    """A case that looks like another. ``why``: the same IIN in one service and school year, or a near name within
    days; empty where only someone's verdict ties them. ``verdict`` is empty until someone judged."""

    row: RegisterRow
    why: Literal["iin", "name", ""]
    verdict: Verdict | Literal[""]


def find_duplicates(counter: Counter, case: str) -> tuple[LikelyDuplicate, ...]:
    """Cases that look like this one and were not judged yet, the latest first; none of a case not decided."""
    require(counter.roles, "search")
    row = counter.store.register.find(case, today=counter.clock.now().wall[:10])
    if row is None or row.kind != "cases":
        return ()
    return tuple(found for found in list_duplicates(counter, row) if not found.verdict)


def list_duplicates(counter: Counter, row: RegisterRow) -> Iterator[LikelyDuplicate]:
    """Cases that look like a decided one, those judged among them."""
    today = counter.clock.now().wall[:10]
    for other, why, verdict in counter.store.register.likely_duplicates(row.sequence, today=today):
        yield LikelyDuplicate(other, cast(Literal["iin", "name", ""], why), cast(Verdict | Literal[""], verdict))


def judge_duplicate(counter: Counter, number: str, other: str, verdict: Verdict, reason: str) -> None:
    """Record whether two cases are one application, and why. Judged again, the last verdict stands.

    Raises Problem 720 without the right, 622 where a number has no case, 741 where both are the same, 766 without a
    reason, 560 where it has characters no paper can show.
    """
    require(counter.roles, "judge_duplicate")
    cases = []
    for one in (number, other):
        found = counter.store.cases.find(one)
        if found is None:
            raise Problem("622", number=one)
        cases.append(found.case)
    if number == other:
        raise Problem("741", number=number)
    judged = DuplicateJudged(number=number, other=other, verdict=verdict)
    particulars = ReasonParticulars(reason=check_reason(reason))
    now = counter.clock.now()
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, entry_of(counter, now, judged, cases[0], particulars)))
