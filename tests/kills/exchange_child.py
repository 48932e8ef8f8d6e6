"""A counter that works and delivers until it is killed: rounds, sticks, keys, refusals; each act acknowledged."""

import random
from pathlib import Path

from desktop.operations import enrolling, exchanging, refusals
from desktop.operations.counter import Counter
from desktop.operations.exchange_ledger import call_here
from desktop.sync.transport_http import HttpTransport
from forms.problems import Problem
from tests.kills.forking import acknowledge, serve
from tests.operations.making import HandClock, open_for_test
from tests.sync.making import decide, work

LOADED = (HttpTransport,)
# Imported when they are first needed; loaded before the fork, as the libraries above.
import sqlite_utils.migrations  # noqa: E402, F401
import urllib3  # noqa: E402, F401


def work_until_killed(folder: Path, seed: int) -> None:
    """Open, and go on until killed. The invitation and the stick lie beside the data folder."""
    chance = random.Random(seed)
    clock = HandClock()
    counter = open_for_test(folder, clock=clock)
    clock.wait(60 * (counter.store.journal.head().sequence + 1))
    if not counter.store.exchange.signers():
        invitation = (folder.parent / "D7.kense-invitation").read_bytes()
        enrolling.enrol(counter, enrolling.read_invitation(invitation))
    acknowledge(ready=True, **stands(counter))
    while True:
        clock.wait(30)
        what = do_something(counter, chance, folder.parent / "stick")
        acknowledge(done=what, **stands(counter))


def do_something(counter: Counter, chance: random.Random, stick: Path) -> str:
    """One thing a day brings; most of it is a round."""
    step = chance.random()
    if step < 0.25:
        if chance.random() < 0.5:
            work(counter, chance.randrange(1, 4))
        else:
            decide(counter)
        return "work"
    if step < 0.32 and counter.store.exchange.next_keys() is None:
        enrolling.change_keys(counter, on_store=call_here)
        return "keys"
    if step < 0.4:
        for one in refusals.list_refusals(counter)[:2]:
            refusals.settle(counter, one.sequence, chance.choice(("noted", "resent")), "аудан біледі")
        return "settle"
    if step < 0.5:
        exchanging.export_to(counter, stick)
        return "stick"
    if step < 0.58:
        try:
            exchanging.import_from(counter, stick)
        except Problem as problem:
            # Nothing there yet; known already; written before the keys changed, or the centre's limits were known.
            if problem.code not in ("873", "875", "838", "852"):
                raise
        return "stick read"
    done = exchanging.run_round(counter, call_here, by_hand=True, cancelled=lambda: False, told=lambda done, of: None)
    assert done.outcome == "done", (done.outcome, done.problem)
    return "round"


def stands(counter: Counter) -> dict[str, object]:
    """What is certain now."""
    state = exchanging.exchange_state(counter)
    return {
        "events": counter.store.journal.head().sequence,
        "acknowledged": state.acknowledged,
        "pending": state.pending,
        "updates": len(counter.store.updates.all()),
    }


if __name__ == "__main__":
    serve(work_until_killed)
