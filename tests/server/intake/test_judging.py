"""Event by event: what cannot count is held apart and told, and what follows it counts."""

from collections.abc import Sequence
from typing import Any

import pytest

from forms.events import (
    CaseDropped,
    CaseParticulars,
    ParticularsErased,
    PersonParticulars,
    VisitOpened,
    digest_particulars,
    make_salt,
)
from forms.exchange import Acknowledgement
from forms.exchange_acts import RefusalSettled
from forms.problems import Problem
from server.intake import judging
from server.intake.judging import release
from server.intake.models import JournalEvent, RefusedEvent
from server.organisations.models import Counter
from server.register.folding import Arrived
from tests.server.intake.sending import held, restore, taken
from tests.server.making import InventedCounter, make_user


class Register:
    """What the register was given: which events, in which order; it refuses and fails as it is told."""

    def __init__(self) -> None:
        self.folded: list[int] = []
        self.refusing: dict[int, Problem] = {}
        self.failing: set[int] = set()

    def judge(self, counter: Counter, arrived: Sequence[Arrived]) -> dict[int, Problem]:
        """Refuse what it is told to."""
        return {one.sequence: self.refusing[one.sequence] for one in arrived if one.sequence in self.refusing}

    def fold(self, counter: Counter, arrived: Sequence[Arrived]) -> None:
        """Fail as a whole where one event makes it fail."""
        if any(one.sequence in self.failing for one in arrived):
            raise ZeroDivisionError
        self.folded += [one.sequence for one in arrived]


@pytest.fixture
def register(monkeypatch: pytest.MonkeyPatch) -> Register:
    """In the place of the real one."""
    made = Register()
    monkeypatch.setattr(judging, "judge", made.judge)
    monkeypatch.setattr(judging, "fold", made.fold)
    return made


@pytest.fixture
def counter() -> InventedCounter:
    """A counter with a case."""
    made = InventedCounter()
    made.decide()
    return made


def told(answer: Acknowledgement) -> list[tuple[int, str]]:
    """The refusals of an answer."""
    return [(refusal.sequence, refusal.problem) for refusal in answer.refusals]


def visit(counter: InventedCounter, /, **changes: Any) -> bytes:
    """An event that would be the next one, changed."""
    from forms.events import Event, canonical_bytes
    from forms.moments import Moment

    facts: dict[str, Any] = {
        "counter": counter.code,
        "sequence": len(counter.links) + 1,
        "at": Moment(wall="2026-09-01T10:00:00+05:00", boot="boot", monotonic_ms=1),
        "operator": "op1",
        "case": "c",
        "act": VisitOpened(service="attestation"),
        **changes,
    }
    return canonical_bytes(Event(**facts))


@pytest.mark.parametrize(
    "event",
    [
        b"",
        b"{}",
        b"\xff\xfe",
        b"[" * 4000,
        b'{"act":{"kind":"of_a_later_version","version":1}}',
        b'{"act":{"kind":"\\u0000"}}',
        b"null",
        b"1" * 5000,
    ],
)
def test_what_cannot_be_read_is_held_and_told(counter: InventedCounter, register: Register, event: bytes) -> None:
    counter.put(event)
    counter.decide()
    answer = taken(counter.batch())
    assert told(answer) == [(5, "841")]
    assert answer.upto.sequence == 8
    assert held(counter) == counter.links
    assert register.folded == [1, 2, 3, 4, 6, 7, 8]
    # It is told as long as it is open, and once.
    assert told(taken(counter.batch())) == [(5, "841")]
    kind = RefusedEvent.objects.get().kind
    assert kind == ("of_a_later_version" if b"later" in event else "")


def test_bytes_that_are_not_canonical(counter: InventedCounter, register: Register) -> None:
    counter.put(visit(counter).replace(b'"version":1', b'"version": 1'))
    assert told(taken(counter.batch())) == [(5, "841")]


@pytest.mark.parametrize("changes", [{"counter": "Z9"}, {"sequence": 6}, {"sequence": 1 << 70}, {"counter": "\x00"}])
def test_an_event_of_another_place(counter: InventedCounter, register: Register, changes: dict[str, Any]) -> None:
    counter.put(visit(counter, **changes))
    assert told(taken(counter.batch())) == [(5, "842")]
    assert register.folded == [1, 2, 3, 4]


@pytest.mark.parametrize("wall", ["", "yesterday", "2026-09-01T10:00:00", "9999-12-31T23:59:59-23:59", "\x00"])
def test_an_event_without_a_time(counter: InventedCounter, register: Register, wall: str) -> None:
    from forms.moments import Moment

    counter.put(visit(counter, at=Moment(wall=wall, boot="", monotonic_ms=0)))
    assert told(taken(counter.batch())) == [(5, "841")]


def test_particulars_that_are_not_the_events(counter: InventedCounter, register: Register) -> None:
    from forms.events import CaseDecided, canonical_bytes, read_event

    act = read_event(counter.links[2].event).act
    assert isinstance(act, CaseDecided)
    salt, person = make_salt(), PersonParticulars(iin="", name="Басқа")
    written = canonical_bytes(CaseParticulars(applicant=person))
    counter.put(visit(counter, act=act, particulars_digest="00" * 32), salt, written)
    counter.put(visit(counter, act=act), salt, written)  # none are spoken of
    junk = b'{"name": 1}'
    counter.put(visit(counter, act=act, particulars_digest=digest_particulars(junk, salt)), salt, junk)
    answer = taken(counter.batch())
    assert told(answer) == [(5, "843"), (6, "843"), (7, "843")]
    assert held(counter) == counter.links


def test_particulars_that_were_erased_before_they_were_sent(counter: InventedCounter, register: Register) -> None:
    from msgspec.structs import replace

    counter.links[2] = replace(counter.links[2], salt=None, particulars=None)
    counter.record(ParticularsErased(sequences=(3,), rule="5 years"))
    assert told(taken(counter.batch())) == []
    assert register.folded == [1, 2, 3, 4, 5]


def test_what_the_register_refuses(counter: InventedCounter, register: Register) -> None:
    register.refusing[3] = Problem("841", sequence=3, note="\x00")
    counter.decide()
    answer = taken(counter.batch())
    assert told(answer) == [(3, "841")]
    assert answer.refusals[0].hash == counter.links[2].hash
    assert answer.refusals[0].fields == {"sequence": "3", "note": "\ufffd"}
    assert register.folded == [1, 2, 4, 5, 6, 7]


@pytest.mark.expects_log("the register could not follow")
def test_a_fault_of_the_register_refuses_only_what_it_fails_at(counter: InventedCounter, register: Register) -> None:
    register.failing = {3, 6}
    counter.decide()
    assert told(taken(counter.batch())) == [(3, "844"), (6, "844")]
    assert register.folded == [1, 2, 4, 5, 7]
    assert held(counter) == counter.links


def test_a_refusal_is_settled_by_the_counter(counter: InventedCounter, register: Register) -> None:
    register.refusing[3] = Problem("841", sequence=3)
    refusal = taken(counter.batch()).refusals[0]
    counter.record(
        RefusalSettled(sequence=3, hash=refusal.hash, problem="841", how="corrected", by=4),
    )
    assert told(taken(counter.batch())) == []
    row = RefusedEvent.objects.get()
    assert (row.state, row.settled_how, row.settled_by) == ("settled", "corrected", 4)
    assert 3 not in register.folded


def test_a_refused_event_that_is_as_it_should_be_is_judged_again(counter: InventedCounter, register: Register) -> None:
    register.refusing[3] = Problem("841", sequence=3)
    refusal = taken(counter.batch()).refusals[0]
    settled = RefusalSettled(sequence=3, hash=refusal.hash, problem="841", how="resent")
    register.refusing[3] = Problem("842", sequence=3, found=0, counter="")
    counter.record(settled)
    assert told(taken(counter.batch())) == [(3, "842")]
    del register.refusing[3]
    counter.record(settled)
    assert told(taken(counter.batch())) == []
    row = RefusedEvent.objects.get()
    assert (row.state, row.settled_how, row.settled_by) == ("settled", "resent", 6)
    assert register.folded == [1, 2, 4, 5, 6, 3]


@pytest.mark.parametrize("sequence", [0, -1, 4, 5, 1 << 70])
def test_what_settles_nothing_changes_nothing(counter: InventedCounter, register: Register, sequence: int) -> None:
    register.refusing[3] = Problem("841", sequence=3)
    taken(counter.batch())
    counter.record(RefusalSettled(sequence=sequence, hash="\x00" * 64, problem="841", how="resent", by=1 << 70))
    assert told(taken(counter.batch())) == [(3, "841")]


def test_the_whole_comes_again_to_a_centre_that_lost_it(counter: InventedCounter, register: Register) -> None:
    register.refusing[3] = Problem("841", sequence=3)
    counter.record(RefusalSettled(sequence=3, hash=counter.links[2].hash, problem="841", how="corrected", by=4))
    assert told(taken(counter.batch())) == []
    assert RefusedEvent.objects.get().state == "settled"


def test_the_district_counts_an_event_after_all(counter: InventedCounter, register: Register) -> None:
    register.refusing[3] = Problem("841", sequence=3)
    taken(counter.batch())
    user = make_user()
    refused = RefusedEvent.objects.get()
    release(refused, user, "looked at with the school")
    assert register.folded == [1, 2, 4, 3]
    refused.refresh_from_db()
    assert (refused.state, refused.released_by, refused.note) == ("released", user, "looked at with the school")
    assert told(taken(counter.batch())) == []
    with pytest.raises(Problem) as found:
        release(refused, user, "")
    assert found.value.code == "855"


def test_what_cannot_be_read_cannot_be_counted_by_hand(counter: InventedCounter, register: Register) -> None:
    counter.put(b"{}")
    taken(counter.batch())
    with pytest.raises(Problem) as found:
        release(RefusedEvent.objects.get(), make_user(), "")
    assert found.value.code == "854"
    assert "cannot be read" in found.value.sentence()
    assert RefusedEvent.objects.get().state == "open"


def test_refusals_of_a_continuation_that_was_left_are_not_told(counter: InventedCounter, register: Register) -> None:
    counter.put(b"{}")
    assert told(taken(counter.batch())) == [(5, "841")]
    restore(counter, 4)
    assert told(taken(counter.batch(5))) == []
    assert RefusedEvent.objects.get().state == "open"  # the district still sees it


def test_at_most_five_hundred_refusals_are_told(counter: InventedCounter, register: Register) -> None:
    for _ in range(510):
        counter.put(b"{}")
    answer = taken(counter.batch())
    assert len(answer.refusals) == 500
    assert answer.more_refusals
    assert answer.refusals[0].sequence == 5


def test_erased_particulars_are_erased_here(counter: InventedCounter, register: Register) -> None:
    counter.decide()
    taken(counter.batch())
    from msgspec.structs import replace

    counter.links[2] = replace(counter.links[2], salt=None, particulars=None)
    counter.record(ParticularsErased(sequences=(3, 0, -4, 99, 1 << 70), rule="5 years"))
    counter.record(CaseDropped(reason="other"), case="x")
    taken(counter.batch(8))
    assert held(counter) == counter.links
    assert counter.links[5].particulars is not None
    row = JournalEvent.objects.get(counter=counter.row, sequence=3)
    assert (row.salt, row.particulars) == (None, None)


def test_erasing_reaches_what_an_earlier_branch_holds(counter: InventedCounter, register: Register) -> None:
    from msgspec.structs import replace

    taken(counter.batch())
    restore(counter, 3)
    counter.links[2] = replace(counter.links[2], salt=None, particulars=None)
    counter.record(ParticularsErased(sequences=(3,), rule="5 years"))
    taken(counter.batch(4))
    assert held(counter) == counter.links
