"""What an operation records, with what was noticed of the clock put before it."""

from desktop.domain.permissions import require_act
from desktop.operations.counter import Counter
from desktop.storage.journal import Entry
from forms.clock_standing import ClockStanding, follow_all, notice, true_time
from forms.day_acts import MachineRestarted
from forms.events import Act, Particulars
from forms.moments import Moment, measure
from forms.visits import carry_moment


def entry_of(
    counter: Counter, now: Moment, act: Act, case: str | None, particulars: Particulars | None = None
) -> Entry:
    """An entry of the operator at this counter. Raises Problem 720 where it is not among their rights.

    Everything that is recorded comes through here, so nothing is recorded by who may not.
    """
    require_act(counter.roles, type(act))
    return noted_of(counter, now, act, case, particulars)


def noted_of(
    counter: Counter, now: Moment, act: Act, case: str | None, particulars: Particulars | None = None
) -> Entry:
    """An entry of what the program does by itself while the operator is there, whatever their rights."""
    return Entry(act=act, at=now, operator=counter.operator.id, case=case, particulars=particulars)


def with_doubt(counter: Counter, now: Moment, *entries: Entry) -> list[Entry]:
    """Put what was noticed of the clock since the last event before what is recorded now.

    Every act goes through here: a moved wall, its return, and a restart of the machine are never missing.
    """
    _, noticed = notice_clock(counter, now)
    return [*noticed, *entries]


def notice_clock(counter: Counter, now: Moment) -> tuple[ClockStanding, list[Entry]]:
    """Where the clock stands at ``now``, and what of that is still to be recorded."""
    last, standing = counter.store.journal.last(), counter.store.clock.standing()
    noticed = notice(standing, None if last is None else last.event.at, now)
    return follow_all(standing, noticed, now), [noted_of(counter, now, act, None) for act in noticed]


def seconds_since(counter: Counter, since: Moment, now: Moment) -> int:
    """Whole seconds from a moment the tables keep until ``now``, a restart that is not yet journalled counted in."""
    _, noticed = notice_clock(counter, now)
    for entry in noticed:
        if isinstance(entry.act, MachineRestarted):
            since = carry_moment(since, entry.act, now)
    return round(measure(since, now).seconds)


def standing_at(counter: Counter, now: Moment) -> ClockStanding:
    """Where the clock stands at ``now``, with what is noticed now and not yet journalled."""
    standing, _ = notice_clock(counter, now)
    return standing


def is_in_doubt(counter: Counter, now: Moment) -> bool:
    """Whether the wall clock is not to be trusted at ``now``."""
    return standing_at(counter, now).doubted


def day_of(counter: Counter, now: Moment) -> str:
    """The ISO date of ``now``. Where it is known to the second how far the wall is off, the date it should show."""
    standing = standing_at(counter, now)
    return true_time(standing, now).date().isoformat() if standing.ends == "sum" else now.wall[:10]


def year_of(now: Moment, standing: ClockStanding) -> int:
    """The year a number of ``now`` is counted in: never that of a wall moved by years."""
    return true_time(standing, now).year
