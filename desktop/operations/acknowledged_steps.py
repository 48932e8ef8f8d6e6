"""Sending on and registering at the gateway are the exchange with the centre: its acknowledgement takes these steps."""

from desktop.operations.counter import Counter
from desktop.operations.entries import with_doubt
from desktop.operations.step_entries import take, walk_of

# What is done at the steps an acknowledgement takes: delivered, and registered there.
BY_THE_CENTRE = ("send", "register")


def take_acknowledged(counter: Counter, sequence: int) -> int:
    """Take the steps of sending and registering of every case the centre holds, up to ``sequence`` of the journal.

    How many cases went on. Only at a State Corporation desk: a school sends its results by other hands. On the store's
    thread; a store that does not take it (Problems 301–307) asks again with the next acknowledgement.
    """
    now, moved = counter.clock.now(), 0
    for proceeding in counter.store.proceedings.sent_on(sequence):
        walk = walk_of(counter, proceeding)
        entries = []
        while walk.step is not None and walk.step.act in BY_THE_CENTRE and walk.step.asks is None:
            entries.append(take(counter, now, walk))
        if entries:
            with counter.store.act() as act:
                act.append(*with_doubt(counter, now, *entries))
            moved += 1
    return moved
