"""The working day: opened by its first act, closed by the clerk or, late, by the next day's first act."""

from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, is_in_doubt
from desktop.operations.figures import total_day
from desktop.storage.journal import Entry
from forms.day_acts import DayClosed, DayOpened
from forms.moments import Moment
from forms.queue_acts import TicketClosed


def entries_of_day(counter: Counter, now: Moment) -> tuple[str, list[Entry]]:
    """The working day an act of ``now`` belongs to, and what must be recorded before it.

    While the clock is in doubt the day that is open goes on: a wall that was moved opens no other.
    """
    today, opened = now.wall[:10], counter.store.days.open_day()
    if opened is not None and (opened == today or is_in_doubt(counter, now)):
        return opened, []
    entries = [] if opened is None else ending_of_day(counter, now, opened, late=True)
    again = counter.store.days.find(today) is not None
    return today, [*entries, entry_of(counter, now, DayOpened(day=today, again=again), None)]


def ending_of_day(counter: Counter, now: Moment, day: str, *, late: bool = False) -> list[Entry]:
    """What closes a day: who still waits is closed without service, then the totals. Holds outlive the day."""
    left = [
        entry_of(counter, now, TicketClosed(reason="day_ended"), visit)
        for visit in counter.store.visits.not_ended_until(day)
    ]
    totals = total_day(counter, day, now, closing=[entry.case or "" for entry in left])
    return [*left, entry_of(counter, now, DayClosed(day=day, totals=totals, late=late), None)]
