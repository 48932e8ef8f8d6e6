"""SIGKILL at random moments of reception work at the real window: nothing shown as kept or done is lost."""

import os
import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest

from desktop.domain.case import read_draft
from desktop.storage.store import open_store
from desktop.storage.verification import verify
from forms.events import CaseDecided, CaseDropped, PaperHandedOver, PaperPrinted, VisitOpened
from forms.queue_acts import VisitHeld
from tests.kills.lives import Lives
from tests.kills.reception_child import essence

KILLS = 104
AT_ONCE = 2
KILLS_IN_ONE_FILE = 13
LONGEST_LIFE_SECONDS = 1.2
LEFT_BY = {"hold": VisitHeld, "drop": CaseDropped, "hand over": PaperHandedOver}

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the lives are forked, and this system has no fork"),
]


@pytest.fixture
def lives() -> Iterator[list[Lives]]:
    started = [Lives("reception_child.py") for _ in range(AT_ONCE)]
    yield started
    for one in started:
        one.end()


class Promises:
    """What was shown as kept and acknowledged on one file, over all lives."""

    def __init__(self) -> None:
        self.typed: dict[str, list[str]] = {}  # of each case, every state it was in
        self.kept: dict[str, int] = {}  # the place of the last state shown as kept
        self.opened: set[str] = set()
        self.numbers: dict[str, str] = {}
        self.papers: set[str] = set()
        self.left: list[tuple[str, str]] = []
        self.on_counter: tuple[str, str, str] | None = None  # what the next life must resume: case, screen, essence

    def take(self, facts: dict[str, Any]) -> None:
        if "opened" in facts:
            case = facts["opened"]
            self.opened.add(case)
            if self.on_counter is not None:
                assert (case, facts["screen"], facts["essence"]) == self.on_counter, "resumed elsewhere"
            self._note(case, facts["essence"], kept=True)
            self.on_counter = None
        elif "case" in facts:
            self._note(facts["case"], facts["essence"], kept=facts["kept"])
        elif "decided" in facts:
            assert self.numbers.setdefault(facts["number"], facts["decided"]) == facts["decided"]
        elif "paper" in facts:
            self.papers.add(facts["paper"])
        elif "closed" in facts:
            self.left.append((facts["closed"], facts["how"]))
            if facts["how"] != "hold":
                self.kept.pop(facts["closed"], None)
        elif "ready" in facts:
            assert self.on_counter is None, "the case on the counter was not resumed"

    def _note(self, case: str, state: str, *, kept: bool) -> None:
        states = self.typed.setdefault(case, [])
        if not states or states[-1] != state:
            states.append(state)
        if kept:
            self.kept[case] = len(states) - 1

    def check(self, folder: Path) -> None:
        """Compare with the file as the next start of the program finds it."""
        if not (folder / "kense.db").exists():
            assert not self.opened
            return
        with open_store(folder) as store:
            assert verify(store.db).faults == ()
            assert store.rebuild() == []
            events = [recorded.event for recorded in store.journal.events()]
            assert self.opened <= {event.case for event in events if isinstance(event.act, VisitOpened)}
            decided = {event.act.number: event.case for event in events if isinstance(event.act, CaseDecided)}
            assert self.numbers.items() <= decided.items()
            assert sorted(decided) == [
                f"D7/{number[3:7]}-{place:06d}" for place, number in enumerate(sorted(decided), 1)
            ]
            printed = [event.act.number for event in events if isinstance(event.act, PaperPrinted)]
            assert self.papers <= set(printed)
            for case, how in self.left:
                assert any(event.case == case and isinstance(event.act, LEFT_BY[how]) for event in events), (case, how)
            gone = {event.case for event in events if isinstance(event.act, CaseDropped | PaperHandedOver)}
            drafts = {kept.case: read_draft(kept.body) for kept in store.drafts.all()}
            assert not drafts.keys() & gone
            for case, place in list(self.kept.items()):
                if case in gone:
                    del self.kept[case]  # the kill came between the act and its acknowledgement
                    continue
                state, states = essence(drafts[case]), self.typed[case]
                assert state in states[place:], f"{case}: what was shown as kept is not there, nor anything newer"
            for case, draft in drafts.items():
                assert bool(draft.number) is (case in decided.values())
            current = store.drafts.current()
            self.on_counter = None
            if current is not None:
                draft = drafts[current.case]
                self.on_counter = (draft.case, draft.screen, essence(draft))


def work(lives: Lives, folder: Path, seed: int) -> tuple[int, int]:
    """Kill lives on one file; how many acknowledgements were taken, and how many numbers given."""
    chance, promises, said = random.Random(seed), Promises(), 0
    for _ in range(KILLS_IN_ONE_FILE):
        seconds, at_work = chance.uniform(0, LONGEST_LIFE_SECONDS), chance.random() < 0.85
        facts = lives.live(folder, chance.getrandbits(32), seconds, at_work=at_work)
        said += len(facts)
        for fact in facts:
            promises.take(fact)
        promises.check(folder)
    return said, len(promises.numbers)


def test_no_kill_loses_what_the_window_showed_as_kept_or_done(
    tmp_path: Path, lives: list[Lives], record_property: Any
) -> None:
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    files = KILLS // KILLS_IN_ONE_FILE
    seeds = [chance.getrandbits(32) for _ in range(files)]

    def work_share(place: int) -> list[tuple[int, int]]:
        return [work(lives[place], tmp_path / str(file), seeds[file]) for file in range(place, files, AT_ONCE)]

    with ThreadPoolExecutor(AT_ONCE) as pool:
        done = [result for share in pool.map(work_share, range(AT_ONCE)) for result in share]
    said, numbers = sum(result[0] for result in done), sum(result[1] for result in done)
    kills = files * KILLS_IN_ONE_FILE
    print(f"{kills} kills, {said} acknowledgements, {numbers} numbers given")
    record_property("kills", kills)
    record_property("acknowledged", said)
    assert kills >= 100
    assert said > 10 * kills
    assert numbers > 0
