"""The queue at work on one folder until it is killed: its acts in random order, each acknowledged after it returned."""

import random
from collections.abc import Callable
from pathlib import Path

from desktop.operations import queue_desk, reception
from desktop.operations.counter import Counter
from tests.kills.forking import acknowledge, serve
from tests.operations.making import HandClock, open_for_test

# The screen is told of the first two hundred only.
MOST_WAITING = 60
Act = Callable[[], object]
# Imported by the store when a file is made or brought forward; loaded before the fork, as the libraries above.
import sqlite_utils.migrations  # noqa: E402, F401


def work(folder: Path, seed: int) -> None:
    """Open, and go on until killed."""
    chance = random.Random(seed)
    clock = HandClock()
    counter = open_for_test(folder, clock=clock)
    # Every life goes on where the one before can have ended at the latest.
    clock.wait(counter.store.journal.head().sequence * (counter.profile.queue.recall_after + 1))
    tell(counter)
    while True:
        do_something(counter, chance)
        tell(counter)


def do_something(counter: Counter, chance: random.Random) -> None:
    """One act that the queue allows as it stands."""
    state = queue_desk.queue_state(counter)
    there = state.at_counter
    crowded = state.count > MOST_WAITING
    if (chance.random() < 0.35 and not crowded) or not (there or state.waiting or state.held):
        queue_desk.issue_ticket(counter, "attestation")
    elif there is not None and there.state == "called":
        possible: list[Act] = [
            lambda: recall_later(counter),
            lambda: queue_desk.hold_called(counter, "fetches_paper"),
            lambda: reception.open_called(counter),
        ]
        if not there.case_opened:
            possible.append(lambda: queue_desk.close_ticket(counter, there.id, "left"))
        chance.choice(possible)()
    elif there is not None:
        draft = reception.resume_case(counter, there.id)
        if chance.random() < 0.5:
            reception.hold_case(counter, draft, "fills_form")
        else:
            reception.drop_case(counter, draft, "applicant_left")
    elif state.held and chance.random() < 0.5:
        held = chance.choice(state.held)
        # Straight to the counter only where nobody came back before.
        returned = any(visit.head_since for visit in state.waiting)
        chance.choice([queue_desk.return_to_queue, *([] if returned else [queue_desk.take_up])])(counter, held.id)
    elif state.waiting:
        queue_desk.call_next(counter)


def recall_later(counter: Counter) -> None:
    """Call again once they had the time to come."""
    clock = counter.clock
    assert isinstance(clock, HandClock)
    clock.wait(counter.profile.queue.recall_after)
    queue_desk.recall(counter)


def tell(counter: Counter) -> None:
    """How the queue stands, as it was made durable."""
    state = queue_desk.queue_state(counter)
    acknowledge(
        events=counter.store.journal.head().sequence,
        there=state.at_counter.id if state.at_counter else "",
        waiting=[visit.id for visit in state.waiting],
        held=[visit.id for visit in state.held],
    )


if __name__ == "__main__":
    serve(work)
