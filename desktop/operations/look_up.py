"""Who has an IIN: asked of the rosters of this counter, the one taken last first."""

from desktop.domain.permissions import require
from desktop.lookup.chain import Chain
from desktop.lookup.ports import Answer, PersonLookup, Source
from desktop.lookup.rosters import RosterLookup
from desktop.operations.counter import Counter
from forms.identity import check_iin


def look_up(counter: Counter, iin: str) -> Answer:
    """Who has this IIN, and which source says so; or that none has data. On the store's thread.

    Nothing is recorded here: the step that asks records who answered. Raises Problem 720 without the right to serve,
    200 to 208 for what is no IIN.
    """
    require(counter.roles, "serve")
    return lookup_of(counter).find(check_iin(iin))


def lookup_of(counter: Counter) -> PersonLookup:
    """Every source this counter has, as one."""
    rosters = counter.store.rosters
    return Chain(RosterLookup(rosters, kept.id, Source(kept.name, kept.taken_at[:10])) for kept in rosters.all())
