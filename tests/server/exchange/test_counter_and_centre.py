"""A real counter and the real centre, request by request: what one sends, the other takes, and both agree."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from desktop.operations import enrolling, exchanging, refusals
from desktop.operations.counter import Counter
from desktop.operations.exchange_ledger import call_here
from desktop.storage.backups import back_up
from desktop.sync.ports import Cancelled, Transport, What
from desktop.sync.transport_http import PATHS
from forms.moments import wall_time
from server.intake import journal as held_journal
from server.intake.places import branches_of
from server.organisations import enrolling as inviting
from server.organisations.models import Counter as Known
from tests.operations.making import counter_at
from tests.server.making import make_school, make_user
from tests.sync.making import decide, go_back, journal, lost, work

pytestmark = pytest.mark.django_db(transaction=True)
CODE = "D7"


class Line:
    """The way to the centre without a network between; ``cut`` names what is lost, before or after it was taken."""

    host = "centre.example.kz"

    def __init__(self) -> None:
        self.client = Client()
        self.cut: tuple[str, str] | None = None
        self.sent: list[str] = []

    def send(self, what: What, body: bytes) -> bytes:
        self.sent.append(what)
        if self.cut == (what, "before"):
            return bytes(lost())
        answer = self.client.post(PATHS[what], body, content_type="application/octet-stream")
        if self.cut == (what, "after"):
            return bytes(lost())
        return bytes(answer.content)

    def connect(self, address: str, cancelled: Cancelled) -> Transport:
        return self


@pytest.fixture
def known() -> Known:
    return inviting.make_counter(make_school(), CODE)


def invited(known: Known) -> enrolling.TakenInvitation:
    given = inviting.invite(known, make_user(), address="https://centre.example.kz")
    return enrolling.read_invitation(inviting.write_file(known, given.code))


def go(counter: Counter, line: Line) -> exchanging.RoundDone:
    return exchanging.run_round(
        counter,
        call_here,
        by_hand=True,
        cancelled=lambda: False,
        told=lambda done, of: None,
        connect=line.connect,
    )


def agree(counter: Counter, known: Known) -> None:
    known.refresh_from_db()
    ours = journal(counter)
    assert (known.upto, known.upto_hash) == (len(ours), ours[-1].hash)
    branches = branches_of(known)
    held: list[Any] = []
    for part in held_journal.stretches(branches, known.branch):
        held += [held_journal.read_one(known, part.branch, place) for place in range(part.first, part.last + 1)]
    assert [(one.sequence, one.hash, one.event, one.salt, one.particulars) for one in held] == [
        (one.sequence, one.hash, one.event, one.salt, one.particulars) for one in ours
    ]
    assert counter.store.exchange.standing().place.sequence == len(ours)


def test_enrolment_and_deliveries(tmp_path: Path, known: Known) -> None:
    line = Line()
    with counter_at(tmp_path) as counter:
        decide(counter)
        done = enrolling.enrol_by_network(counter, invited(known), call_here, connect=line.connect)
        assert (done.outcome, done.problem) == ("done", None)
        agree(counter, known)
        before = len(journal(counter))
        decide(counter)
        work(counter, 3)
        assert go(counter, line).sent == len(journal(counter)) - before
        agree(counter, known)
        assert refusals.list_refusals(counter) == ()


@pytest.mark.parametrize("what", ["enrolment", "question", "batch"])
@pytest.mark.parametrize("side", ["before", "after"])
def test_a_cut_line(tmp_path: Path, known: Known, what: str, side: str) -> None:
    line = Line()
    with counter_at(tmp_path) as counter:
        enrolling.enrol(counter, invited(known))
        work(counter, 2)
        line.cut = (what, side)
        assert go(counter, line).outcome == "failed"
        line.cut = None
        assert go(counter, line).outcome == "done"
        agree(counter, known)


def test_a_restored_counter_opens_a_branch(tmp_path: Path, known: Known) -> None:
    line = Line()
    with counter_at(tmp_path) as counter:
        enrolling.enrol(counter, invited(known))
        work(counter, 2)
        go(counter, line)
        backup = back_up(tmp_path, now=wall_time(counter.clock.now()))
        work(counter, 3)
        go(counter, line)
        clock = counter.clock
    go_back(tmp_path, backup.path)
    with counter_at(tmp_path, clock=clock) as counter:
        work(counter, 1)
        assert go(counter, line).outcome == "done"
        agree(counter, known)
        assert len(branches_of(known)) == 2


def test_keys_change(tmp_path: Path, known: Known) -> None:
    line = Line()
    with counter_at(tmp_path) as counter:
        enrolling.enrol(counter, invited(known))
        work(counter)
        go(counter, line)
        enrolling.change_keys(counter)
        line.cut = ("keys", "after")
        assert go(counter, line).outcome == "failed"
        line.cut = None
        assert go(counter, line).outcome == "done"
        agree(counter, known)
        work(counter)
        assert go(counter, line).outcome == "done"
        agree(counter, known)
        assert known.keys.filter(ended_at=None).count() == 1


def test_a_revoked_counter_stops_and_is_enrolled_anew(tmp_path: Path, known: Known) -> None:
    line = Line()
    with counter_at(tmp_path) as counter:
        enrolling.enrol(counter, invited(known))
        work(counter)
        go(counter, line)
        known.refresh_from_db()
        inviting.revoke(known, "lost")
        work(counter)
        done = go(counter, line)
        assert (done.outcome, done.problem and done.problem.code) == ("stopped", "837")
        known.refresh_from_db()
        done = enrolling.enrol_by_network(counter, invited(known), call_here, connect=line.connect)
        assert (done.outcome, done.problem) == ("done", None)
        agree(counter, known)
