"""The working day: opened by its first act, closed by the clerk or, late, by the next day's first act."""

from collections.abc import Sequence
from dataclasses import dataclass

from desktop.domain.permissions import require
from desktop.operations.counter import Counter
from desktop.operations.entries import day_of, entry_of, is_in_doubt, noted_of, with_doubt
from desktop.operations.figures import total_day
from desktop.storage.days import WorkedDay
from desktop.storage.figures import LeftVisit
from desktop.storage.journal import Entry
from forms.day_acts import DayClosed, DayOpened
from forms.moments import Moment
from forms.problems import Problem
from forms.queue_acts import TicketClosed, VisitHeld


@dataclass(frozen=True)
class LeftAtEnd:
    """A visit that is not ended when its day is to be closed.

    ``label`` is empty without a ticket; ``state`` is waiting, called, serving or held; ``ends``: the day ends it.
    """

    visit: str
    label: str
    service: str
    state: str
    since: str  # ISO 8601 with offset
    case_opened: bool
    decided: bool
    ends: bool


def entries_of_day(counter: Counter, now: Moment) -> tuple[str, list[Entry]]:
    """The working day an act of ``now`` belongs to, and what must be recorded before it.

    While the clock is in doubt the day that is open goes on: a wall that was moved opens no other.
    """
    today, opened = now.wall[:10], counter.store.days.open_day()
    if opened is not None and (opened == today or is_in_doubt(counter, now)):
        return opened, []
    today = day_of(counter, now)
    entries = [] if opened is None else ending_of_day(counter, now, opened, late=True)
    again = counter.store.days.find(today) is not None
    return today, [*entries, entry_of(counter, now, DayOpened(day=today, again=again), None)]


def count_waiting_after(counter: Counter, opening: Sequence[Entry]) -> int:
    """How many wait once ``opening`` is recorded: nobody, where a day that was left open ends with it."""
    ends = any(isinstance(entry.act, DayClosed) for entry in opening)
    return 0 if ends else counter.store.visits.count_waiting()


def check_returned_first(counter: Counter, opening: Sequence[Entry]) -> None:
    """Who comes back from a hold goes to the counter before others, but not before who came back earlier.

    Raises Problem 602.
    """
    if count_waiting_after(counter, opening):
        returned = counter.store.visits.count_returned()
        if returned:
            raise Problem("602", count=returned)


def ending_of_day(counter: Counter, now: Moment, day: str, *, late: bool = False) -> list[Entry]:
    """What closes a day: who still waits is closed without service, then the totals. Holds outlive the day.

    Who waits with a case opened before is put aside again: the case is not lost with the day.
    """
    ending: list[str] = []
    aside: list[str] = []
    for visit in counter.store.visits.not_ended_until(day):
        found = counter.store.visits.find(visit)
        (aside if found is not None and found.case_opened else ending).append(visit)
    totals = total_day(counter, day, now, closing=ending, holding=aside)
    return [
        *(noted_of(counter, now, TicketClosed(reason="day_ended"), visit) for visit in ending),
        *(noted_of(counter, now, VisitHeld(reason="other"), visit) for visit in aside),
        noted_of(counter, now, DayClosed(day=day, totals=totals, late=late), None),
    ]


def left_at_end(counter: Counter) -> list[LeftAtEnd]:
    """Who is not finished with while the open day is to be closed: listed before the clerk is asked.

    Raises Problem 620 where no day is open.
    """
    return [_tell_left(one) for one in counter.store.figures.left_now(_open_day(counter))]


def close_day(counter: Counter) -> WorkedDay:
    """Close the day that is open, with its totals. Raises Problem 620 where none is."""
    require(counter.roles, "close_day")
    now, day = counter.clock.now(), _open_day(counter)
    late = day != now.wall[:10] and not is_in_doubt(counter, now)
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, *ending_of_day(counter, now, day, late=late)))
    closed = counter.store.days.find(day)
    assert closed is not None
    return closed


def open_day(counter: Counter) -> str:
    """Open the day before its first act, or again after it was closed. Raises Problem 621 where it is open."""
    now = counter.clock.now()
    day, opening = entries_of_day(counter, now)
    if not opening:
        raise Problem("621", day=day)
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, *opening))
    return day


def _open_day(counter: Counter) -> str:
    day = counter.store.days.open_day()
    if day is None:
        raise Problem("620")
    return day


def _tell_left(one: LeftVisit) -> LeftAtEnd:
    visit = one.visit
    return LeftAtEnd(
        visit=visit.id,
        label=visit.label,
        service=visit.service,
        state=visit.state,
        since=visit.periods[-1].start.wall,
        case_opened=visit.case_opened,
        decided=one.decided_on is not None,
        ends=visit.state in ("waiting", "called") and not visit.case_opened,
    )
