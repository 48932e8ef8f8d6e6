"""SIGKILL amid drafting, signing, issuing, complaints and rosters: what was acknowledged is there, nothing is half."""

import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.storage.store import Store, open_store
from desktop.storage.verification import verify
from forms.complaint_acts import ComplaintAssigned, ComplaintReceived
from forms.events import Event
from forms.procedure_acts import ProceedingOpened, ResultIssued, ResultSigned, RosterTaken, SubjectRecorded
from tests.kills.lives import Lives

KILLS = 60
KILLS_IN_ONE_FILE = 15
LONGEST_LIFE_SECONDS = 0.5

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the workers are forked, and this system has no fork"),
]


@pytest.fixture
def lives() -> Iterator[Lives]:
    started = Lives("services_child.py")
    yield started
    started.end()


def test_no_kill_leaves_an_act_of_the_other_services_half_done(tmp_path: Path, lives: Lives) -> None:
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    signed = 0
    for file in range(KILLS // KILLS_IN_ONE_FILE):
        folder, facts = tmp_path / str(file), list[dict[str, Any]]()
        for _ in range(KILLS_IN_ONE_FILE):
            facts += lives.live(folder, chance.getrandbits(32), chance.uniform(0.1, LONGEST_LIFE_SECONDS))
            if (folder / "kense.db").exists():
                with open_store(folder) as store:
                    signed += check(store, facts)
    assert signed > KILLS


def check(store: Store, facts: list[dict[str, Any]]) -> int:
    """Compare with everything acknowledged so far; how many results were signed."""
    assert verify(store.db).faults == ()
    assert store.rebuild() == []
    assert store.journal.head().sequence >= max((fact["events"] for fact in facts), default=0)
    events = [recorded.event for recorded in store.journal.events()]
    results = [event.act.result_number for event in events if isinstance(event.act, ResultSigned)]
    complaints = [event.act.number for event in events if isinstance(event.act, ComplaintReceived)]
    for name, given in (("sign", results), ("take a complaint in", complaints)):
        told = [fact["number"] for fact in facts if fact["act"] == name]
        assert set(told) <= set(given)
        letter = "Б" if name == "sign" else "Ш"
        assert given == [f"D7/2026-{letter}{place:06d}" for place in range(1, len(given) + 1)]
    issued = [event.case for event in events if isinstance(event.act, ResultIssued)]
    assert len(issued) == len(set(issued))
    _whole(store, events)
    return len(results)


def _whole(store: Store, events: list[Event]) -> None:
    """What is one act is there whole: a complaint with its handler and scan, a child with the way on, a roster."""
    complained = [event for event in events if isinstance(event.act, ComplaintReceived)]
    assert {event.case for event in complained} == {
        event.case for event in events if isinstance(event.act, ComplaintAssigned)
    }
    kept = {sequence for (sequence,) in store.db.rows("SELECT sequence FROM attachments")}
    assert kept == {event.sequence for event in complained}
    children = {event.case for event in events if isinstance(event.act, SubjectRecorded)}
    assert children == {event.case for event in events if isinstance(event.act, ProceedingOpened)}
    taken = [event.act.rows for event in events if isinstance(event.act, RosterTaken)]
    assert [one.rows for one in store.rosters.all()] == taken[-1:]
    assert store.db.rows("SELECT count(*) FROM roster") == [(taken[-1] if taken else 0,)]
