"""Events the district's centre holds and does not count: shown with the reason, settled by a person, never dropped."""

from dataclasses import dataclass

import msgspec

from desktop.domain.permissions import require
from desktop.operations.correcting import check_reason
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.storage.refusals import KeptRefusal
from desktop.sync.answers import told_problem
from forms.events import read_event
from forms.exchange_acts import RefusalSettled, Settling
from forms.problems import Problem
from forms.register_acts import ReasonParticulars


@dataclass(frozen=True)
class OpenRefusal:
    """A refused event, or one that was. ``what`` is the event's kind, ``number`` its case's, empty where it has none.

    ``at`` is the wall time of the event, ``refused_at`` the centre's. ``settled`` is the sequence of the event that
    settled it, 0 while it is open; ``released_at``: the centre counts it after all since then.
    """

    sequence: int
    number: str
    case: str
    what: str
    at: str
    problem: Problem
    refused_at: str
    settled: int = 0
    released_at: str = ""

    @property
    def is_open(self) -> bool:
        """Whether somebody has to settle it."""
        return not self.settled and not self.released_at


def list_refusals(counter: Counter, *, all_of_them: bool = False) -> tuple[OpenRefusal, ...]:
    """Those that wait for somebody, the latest first; with ``all_of_them`` what became of the others after them.

    Raises Problem 720 without the right to the exchange.
    """
    require(counter.roles, "exchange")
    found = counter.store.refusals.all()
    return tuple(_tell(counter, one) for one in found if all_of_them or one.is_open)


def settle(counter: Counter, sequence: int, how: Settling, reason: str, by: int = 0) -> None:
    """Record what became of a refused event: the reason, and the mending event where there is one.

    Raises Problem 720 without the right, 766 without a reason, 877 where the event is not refused now.
    """
    store = counter.store
    words = check_reason(reason)
    found = next((one for one in store.refusals.all() if one.sequence == sequence and one.is_open), None)
    if found is None:
        raise Problem("877", sequence=sequence)
    act = RefusalSettled(sequence=sequence, hash=found.hash, problem=found.problem, how=how, by=by)
    now = counter.clock.now()
    with store.act() as writing:
        entry = entry_of(counter, now, act, None, ReasonParticulars(reason=words))
        settled = writing.append(*with_doubt(counter, now, entry))[-1].sequence
        store.refusals.settle(sequence, settled)


def _tell(counter: Counter, kept: KeptRefusal) -> OpenRefusal:
    what = at = number = case = ""
    links = counter.store.exchange.links(kept.sequence - 1, 1)
    if links:
        try:
            event = read_event(links[0].event)
        except msgspec.MsgspecError:
            what = "?"
        else:
            what, at, case = str(event.act.__struct_config__.tag), event.at.wall, event.case or ""
            number = str(getattr(event.act, "number", "")) or counter.store.cases.number_of(case) or ""
    return OpenRefusal(
        sequence=kept.sequence,
        number=number,
        case=case,
        what=what,
        at=at,
        problem=told_problem(kept.problem, kept.fields),
        refused_at=kept.refused_at,
        settled=kept.settled or 0,
        released_at=kept.released_at or "",
    )
