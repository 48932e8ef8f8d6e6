"""SIGKILL at random moments of real acts: nothing acknowledged is lost, nothing is half done."""

import json
import os
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desktop.storage.backup_files import list_backups
from desktop.storage.backups import find_damage
from desktop.storage.store import open_store
from desktop.storage.verification import verify
from forms.events import CaseDropped, PaperHandedOver
from tests.kills.lives import Lives

KILLS = 210
KILLS_IN_ONE_FILE = 21
LONGEST_LIFE_SECONDS = 0.12

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not hasattr(os, "fork"), reason="the workers are forked, and this system has no fork"),
]


@pytest.fixture
def lives() -> Iterator[Lives]:
    started = Lives("store_child.py")
    yield started
    started.end()


class Promises:
    """Everything acknowledged so far on one file."""

    def __init__(self) -> None:
        self.events = 0
        self.revisions: dict[str, int] = {}
        self.gone: set[str] = set()
        self.numbers: dict[str, str] = {}
        self.papers: dict[str, str] = {}

    def take(self, facts: dict[str, Any]) -> None:
        self.events = max(self.events, facts.get("events", 0))
        if "number" in facts:
            self.numbers[facts["number"]] = facts["case"]
        if "paper" in facts:
            self.papers[facts["paper"]] = facts["of"]
        if facts.get("gone"):
            self.gone.add(facts["case"])
            # A kill may have come before the case's opening was acknowledged.
            self.revisions.pop(facts["case"], None)
        elif "revision" in facts:
            self.revisions[facts["case"]] = facts["revision"]

    def check(self, folder: Path) -> int:
        """Compare with the file as the next start of the program finds it; how many events were kept that the kill
        left unacknowledged."""
        with open_store(folder) as store:
            report = verify(store.db)
            assert report.faults == ()
            head = store.journal.head().sequence
            assert head == report.events >= self.events
            assert store.rebuild() == []
            drafts = {kept.case: json.loads(kept.body) for kept in store.drafts.all()}
            ended = {
                recorded.event.case
                for recorded in store.journal.events()
                if isinstance(recorded.event.act, CaseDropped | PaperHandedOver)
            }
            assert not drafts.keys() & ended
            for case, revision in list(self.revisions.items()):
                if case in ended:
                    # The kill came between the act's commit and its acknowledgement.
                    del self.revisions[case]
                    self.gone.add(case)
                else:
                    assert drafts[case]["revision"] >= revision
            assert not drafts.keys() & self.gone
            for number, case in self.numbers.items():
                kept_case = store.cases.find(number)
                assert kept_case is not None
                assert kept_case.case == case
            for sha256, number in self.papers.items():
                kept_case = store.cases.find(number)
                assert kept_case is not None
                papers = store.printed.of_case(kept_case.case)
                assert (number, sha256) in {(paper.number, paper.sha256) for paper in papers}
            # A draft says that it is decided when, and only when, the journal does.
            decided = {row[0] for row in store.db.rows("SELECT number FROM cases")}
            assert {state["number"] for state in drafts.values() if state["number"]} <= decided
            unacknowledged = head - self.events
            self.events = head
        return unacknowledged


def test_no_kill_loses_what_was_acknowledged(tmp_path: Path, lives: Lives, record_property: Any) -> None:
    seed = random.SystemRandom().getrandbits(32)
    print(f"seed {seed}")
    chance = random.Random(seed)
    acknowledgements = unacknowledged = kills = 0
    for file in range(KILLS // KILLS_IN_ONE_FILE):
        folder, promises = tmp_path / str(file), Promises()
        for _ in range(KILLS_IN_ONE_FILE):
            acknowledged = lives.live(folder, chance.getrandbits(32), chance.uniform(0, LONGEST_LIFE_SECONDS))
            kills += 1
            acknowledgements += len(acknowledged)
            for facts in acknowledged:
                promises.take(facts)
            unacknowledged += promises.check(folder)
        assert promises.events > 0
        for backup in list_backups(folder):
            assert find_damage(backup.path) is None
    print(f"{kills} kills, {acknowledgements} acknowledged, {unacknowledged} events kept that the kill left unsaid")
    record_property("kills", kills)
    record_property("acknowledged", acknowledgements)
    assert kills >= 200
    assert acknowledgements > kills
