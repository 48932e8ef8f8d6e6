"""SIGKILL at random moments of the exchange: nothing is lost or doubled, what was acknowledged stays."""

import os
import random
import shutil
import threading
from collections import Counter as Count
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.operations import exchanging, refusals
from desktop.operations.counter import Counter
from desktop.storage.verification import verify
from forms.batches import BatchLimits, open_batch
from forms.chain import Link
from forms.events import VisitOpened
from forms.signed import open_for, read_answer, write_answer
from tests.kills.lives import Lives
from tests.operations.making import counter_at
from tests.sync.centre import ModelCentre
from tests.sync.making import Wire, agree, go, journal
from tests.sync.serving import PATHS, Request, Server, reply, serving

KILLS = 48
KILLS_IN_ONE_FILE = 16
LONGEST_LIFE_SECONDS = 0.6
CODE = "D7"

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the workers are forked, and this system has no fork"),
]


class ServedCentre(ModelCentre):
    """The model on this machine's loopback: one request at a time, as a counter that was killed may still have one."""

    def __init__(self) -> None:
        super().__init__(CODE)
        self.limits = BatchLimits(events=5)
        self.judge = lambda event: "841" if isinstance(event.act, VisitOpened) and event.sequence % 3 == 0 else ""
        self.one_at_a_time = threading.Lock()
        self.asked: Count[str] = Count()

    def respond(self, request: Request) -> bytes:
        """As a server asks for it."""
        with self.one_at_a_time:
            what = PATHS[request.path]
            self.asked[what] += 1
            return reply(self.answer(what, request.body))

    @property
    def chain(self) -> list[Link]:
        """What it holds."""
        return self.held[CODE].chain


@pytest.fixture
def lives() -> Iterator[Lives]:
    started = Lives("exchange_child.py")
    yield started
    started.end()


@pytest.fixture
def served() -> Iterator[tuple[ServedCentre, Server]]:
    centre = ServedCentre()
    with serving(centre.respond) as server:
        centre.address = server.address
        yield centre, server


def check(counter: Counter, centre: ServedCentre, last: dict[str, Any]) -> None:
    """After a kill: what was acknowledged is there, and neither side has what the other knows otherwise."""
    assert verify(counter.store.db, tables=True).faults == ()
    assert counter.store.rebuild() == []
    ours, held = journal(counter), centre.held[CODE]
    assert len(ours) >= last.get("events", 0)
    state = exchanging.exchange_state(counter)
    assert state.acknowledged >= last.get("acknowledged", 0), "what was acknowledged stays so"
    assert not (state.pending and last.get("pending") is False), "who was enrolled stays so"
    numbers = [one.number for one in counter.store.updates.all()]
    assert len(numbers) == len(set(numbers)) >= last.get("updates", 0)
    # What the centre has is the beginning of ours: it was durable here before it left.
    assert [one.hash for one in held.chain] == [one.hash for one in ours[: len(held.chain)]]
    assert state.acknowledged <= len(held.chain)
    assert (held.alarms, held.left) == ([], [])


def carry(centre: ServedCentre, stick: Path) -> int:
    """The district reads the stick, whose every file is whole, and writes its answer; how many batches there were."""
    folder = stick / "Kense-exchange"
    if not folder.is_dir():
        return 0
    documents: list[bytes] = []
    batches = sorted(folder.glob("*.kense-batch"), key=lambda path: int(path.name.split("-")[1]))
    wire = Wire(centre)
    for what, found in (
        ("enrolment", sorted(folder.glob("*.kense-enrolment"))),
        ("keys", sorted(folder.glob("*.kense-key"))),
        ("batch", batches),
        ("question", sorted(folder.glob("*.kense-question"))),
    ):
        for path in found:
            data = path.read_bytes()
            if what == "batch":
                open_batch(data, centre._seals())
            elif what != "keys":
                open_for(data, centre._seals())
            documents.append(wire.send(what, data))  # type: ignore[arg-type]
    name = f"{CODE}-20260914-{len(list(folder.iterdir())):06}.kense-answer"
    (folder / name).write_bytes(write_answer([one for answer in documents for one in read_answer(answer)]))
    return len(batches)


def test_no_kill_loses_or_doubles_what_goes_to_the_centre(
    tmp_path: Path, lives: Lives, served: tuple[ServedCentre, Server], record_property: Any
) -> None:
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    done: Count[str] = Count()
    in_a_round = 0
    centre, _ = served
    for file in range(KILLS // KILLS_IN_ONE_FILE):
        top = tmp_path / str(file)
        (top / "stick").mkdir(parents=True)
        centre.held = {CODE: type(centre.held[CODE])()}
        centre.updates, centre.used = [], {}
        (top / f"{CODE}.kense-invitation").write_bytes(centre.invite(token=f"TOKEN{file}"))
        last: dict[str, Any] = {}
        for life in range(KILLS_IN_ONE_FILE):
            if life % 4 == 1:
                centre.publish("message", f"Хабар {life}", "Ертең жиналыс.")
            seconds = chance.uniform(0.0, LONGEST_LIFE_SECONDS)
            said = lives.live(top / "data", chance.getrandbits(32), seconds, at_work=chance.random() < 0.9)
            done.update(facts["done"] for facts in said if "done" in facts)
            last = said[-1] if said else last
            with centre.one_at_a_time, counter_at(top / "data") as counter:
                check(counter, centre, last)
                in_a_round += len(centre.chain) > exchanging.exchange_state(counter).acknowledged
                if life % 5 == 4:
                    carry(centre, top / "stick")
        with counter_at(top / "data") as counter:
            if counter.store.exchange.signers():
                assert go(counter, Wire(centre)).outcome == "done"
                agree(counter, centre)
                check(counter, centre, last)
                opened = {one.sequence for one in refusals.list_refusals(counter)}
                assert opened == set(centre.held[CODE].refusals)
                assert len(counter.store.updates.all()) == len(centre.updates)
        shutil.rmtree(top)
    print(f"{KILLS} kills, {dict(done)}, asked {dict(centre.asked)}, {in_a_round} between the centre's disk and ours")
    record_property("done", dict(done))
    assert done["round"] > KILLS // 2
    assert set(done) == {"work", "keys", "settle", "stick", "stick read", "round"}
