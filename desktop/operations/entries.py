"""What an operation records, with a moved clock put before it."""

from desktop.domain.clock import find_jump
from desktop.operations.counter import Counter
from desktop.storage.journal import Entry
from forms.day_acts import ClockDoubted
from forms.events import Act, CaseParticulars
from forms.moments import Moment


def entry_of(
    counter: Counter, now: Moment, act: Act, case: str | None, particulars: CaseParticulars | None = None
) -> Entry:
    """An entry of the operator at this counter."""
    return Entry(act=act, at=now, operator=counter.operator.id, case=case, particulars=particulars)


def is_in_doubt(counter: Counter, now: Moment) -> bool:
    """Whether the wall clock is not to be trusted at ``now``."""
    last = counter.store.journal.last()
    return last is not None and find_jump(last.event.at, now) is not None


def with_doubt(counter: Counter, now: Moment, *entries: Entry) -> list[Entry]:
    """Put a clock's jump since the last event before what is recorded now. Every act goes through here."""
    last = counter.store.journal.last()
    jump = None if last is None else find_jump(last.event.at, now)
    if jump is None:
        return list(entries)
    return [entry_of(counter, now, ClockDoubted(jump_seconds=round(jump)), None), *entries]
