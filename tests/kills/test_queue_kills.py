"""SIGKILL at random moments of the queue: it stands as it was acknowledged, and no ticket is lost or given twice."""

import os
import random
from collections import Counter as Count
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.operations import queue_desk
from desktop.storage.verification import verify
from tests.kills.lives import Lives
from tests.operations.making import counter_at

KILLS = 100
KILLS_IN_ONE_FILE = 20
LONGEST_LIFE_SECONDS = 0.15

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the workers are forked, and this system has no fork"),
]


@pytest.fixture
def lives() -> Iterator[Lives]:
    started = Lives("queue_child.py")
    yield started
    started.end()


def check(folder: Path, last: dict[str, Any], known: set[str]) -> set[str]:
    """Compare the queue with what was acknowledged last; every visit there ever was."""
    with counter_at(folder) as counter:
        store = counter.store
        head = store.journal.head().sequence
        assert verify(store.db).faults == ()
        assert store.rebuild() == []
        state = queue_desk.queue_state(counter)
        there = state.at_counter.id if state.at_counter else ""
        stands = {"there": there, "waiting": [visit.id for visit in state.waiting]}
        if last and head == last["events"]:
            assert stands == {"there": last["there"], "waiting": last["waiting"]}
            assert [visit.id for visit in state.held] == last["held"]
        elif last:
            # One act more was kept than acknowledged: it moved one visit, and the others keep their order.
            assert head > last["events"]
            moved = {there, last["there"]} | (set(stands["waiting"]) ^ set(last["waiting"]))
            kept = [visit for visit in stands["waiting"] if visit not in moved]
            assert kept == [visit for visit in last["waiting"] if visit not in moved]
            assert len(set(stands["waiting"]) ^ set(last["waiting"])) <= 1
        visits = store.db.rows("SELECT visit_id, day, letter, number FROM visits")
        found = {visit for visit, *_ in visits}
        assert known <= found
        tickets = Count((day, letter, number) for _, day, letter, number in visits if number)
        assert set(tickets.values()) <= {1}
        assert sorted(number for _, _, number in tickets) == list(range(1, len(tickets) + 1))
        return found


def test_no_kill_loses_a_ticket_or_the_order(tmp_path: Path, lives: Lives, record_property: Any) -> None:
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    acknowledged = 0
    for file in range(KILLS // KILLS_IN_ONE_FILE):
        folder, known = tmp_path / str(file), set[str]()
        for _ in range(KILLS_IN_ONE_FILE):
            said = lives.live(folder, chance.getrandbits(32), chance.uniform(0.02, LONGEST_LIFE_SECONDS))
            acknowledged += len(said)
            for facts in said:
                known.update(facts["waiting"], facts["held"], filter(None, [facts["there"]]))
            known |= check(folder, said[-1] if said else {}, known)
        assert known
    print(f"{KILLS} kills, {acknowledged} acknowledged")
    record_property("acknowledged", acknowledged)
    assert acknowledged > KILLS
