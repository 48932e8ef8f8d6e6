"""A counter that belongs to a model centre, and rounds with it over a line that does what a test says."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from desktop.operations import enrolling, reception
from desktop.operations.counter import Counter
from desktop.operations.exchange_ledger import call_here
from desktop.operations.exchanging import RoundDone, run_round
from desktop.storage.recovery import RestoreWish, restore
from desktop.sync.ports import Cancelled, Failed, Transport, What
from forms.chain import Link
from forms.problems import Problem
from tests.operations.making import counter_at, open_ready, service_of
from tests.sync.centre import ModelCentre

NOBODY = Problem("864", host="centre.example.kz")
Line = Callable[[What, bytes], bytes]


class Wire:
    """A transport to the model centre. ``before`` and ``after`` are called around the centre's answer and may raise."""

    host = "centre.example.kz"

    def __init__(self, centre: ModelCentre) -> None:
        self.centre = centre
        self.sent: list[tuple[What, int]] = []
        self.bodies: list[tuple[What, bytes]] = []
        self.answers: list[bytes] = []
        self.before: Callable[[What, bytes], None] = lambda what, body: None
        self.after: Callable[[What, bytes], bytes] = lambda what, answer: answer

    def send(self, what: What, body: bytes) -> bytes:
        """Send and wait, as the engine asks."""
        self.sent.append((what, len(body)))
        self.bodies.append((what, body))
        self.before(what, body)
        answer = self.centre.answer(what, body)
        self.answers.append(answer)
        return self.after(what, answer)

    def connect(self, address: str, cancelled: Cancelled) -> Transport:
        """As ``run_round`` asks for it."""
        return self

    def count(self, what: What) -> int:
        """How often something was sent."""
        return sum(one == what for one, _ in self.sent)


def lost(*args: object) -> Any:
    """The line is cut."""
    raise Failed(NOBODY)


@contextmanager
def enrolled(folder: Path, centre: ModelCentre, **kept: object) -> Iterator[Counter]:
    """A counter that took up the centre's invitation, and has not spoken with it yet."""
    with counter_at(folder, **kept) as counter:
        enrolling.enrol(counter, enrolling.read_invitation(centre.invite(counter.profile.counter)))
        yield counter


def go(counter: Counter, wire: Wire, *, by_hand: bool = True, cancelled: Cancelled = lambda: False) -> RoundDone:
    """A round."""
    return run_round(
        counter,
        call_here,
        by_hand=by_hand,
        cancelled=cancelled,
        told=lambda done, of: None,
        chance=random.Random(1),
        connect=wire.connect,
    )


def work(counter: Counter, cases: int = 1) -> None:
    """People come and leave again."""
    for _ in range(cases):
        draft = reception.open_case(counter, service_of(counter))
        reception.drop_case(counter, draft, "applicant_left")


def decide(counter: Counter) -> str:
    """A case with its number."""
    return reception.decide_case(counter, open_ready(counter)).number


def journal(counter: Counter) -> list[Link]:
    """The whole journal."""
    return list(counter.store.journal.links())


def agree(counter: Counter, centre: ModelCentre) -> None:
    """Counter and centre have the same journal, to the byte, and the counter knows."""
    held, ours = centre.held[counter.profile.counter].chain, journal(counter)
    assert [(one.sequence, one.hash, one.event, one.salt, one.particulars) for one in held] == [
        (one.sequence, one.hash, one.event, one.salt, one.particulars) for one in ours
    ]
    assert counter.store.exchange.standing().place.sequence == len(ours)


def go_back(folder: Path, backup: Path) -> None:
    """Put a backup in place of a closed counter's file; what came after it is left."""
    restore(folder, backup, wish=RestoreWish(why="chosen", bring=False))
