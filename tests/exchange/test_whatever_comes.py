"""Bad events, sticks between rounds, lost computers, keys that change: nothing blocked, nothing lost, nothing twice."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from desktop.operations import enrolling, refusals
from forms.problems import Problem
from tests.exchange.centre import Centre
from tests.exchange.counter import RealCounter, agree, carry
from tests.exchange.test_over_a_line import recover
from tests.exchange.wire import Wire


def altered(counter: RealCounter, /, **changes: Any) -> bytes:
    """The last event with something else in it, in the next place."""
    link = counter.journal()[-1]
    event = json.loads(link.event)
    event |= {"sequence": link.sequence + 1, "particulars_digest": None, **changes}
    return json.dumps(event, separators=(",", ":"), sort_keys=True, ensure_ascii=False).encode()


Made = Callable[[RealCounter], bytes]
BAD: dict[str, tuple[Made, str]] = {
    "a kind of a later version": (lambda counter: altered(counter, act={"kind": "teleported", "to": "mars"}), "841"),
    "no event at all": (lambda counter: b"\x00\xff\xfe no event", "841"),
    "nothing": (lambda counter: b"", "841"),
    "deep": (lambda counter: b"[" * 5000, "841"),
    "another counter's": (lambda counter: altered(counter, counter="E0"), "842"),
    "another place": (lambda counter: altered(counter, sequence=1), "842"),
    "a wrong time": (lambda counter: altered(counter, at={"wall": "x", "monotonic_ms": 1, "boot": "b"}), "841"),
}


@pytest.mark.parametrize("what", BAD)
@pytest.mark.parametrize("how", ["resent", "noted"])
def test_a_bad_event(centre: Centre, wire: Wire, enrolled: RealCounter, what: str, how: str) -> None:
    """It is held and does not count; everything behind it does; it is settled, sent again, and stays held."""
    make, code = BAD[what]
    enrolled.work()
    sequence = enrolled.put(make(enrolled))
    enrolled.work()
    recover(enrolled, centre)
    assert enrolled.refused() == [(sequence, code)]
    (told,) = refusals.list_refusals(enrolled.counter)
    assert told.problem.sentence()
    enrolled.work()
    recover(enrolled, centre)
    assert enrolled.settle(how) == 1
    assert enrolled.refused() == []
    enrolled.work()
    recover(enrolled, centre)
    # Judged again it is as bad as before, so it stays open until somebody notes it.
    assert enrolled.refused() == ([(sequence, code)] if how == "resent" else [])
    enrolled.settle("noted")
    recover(enrolled, centre)
    assert enrolled.refused() == []


def test_many_bad_events(centre: Centre, wire: Wire, enrolled: RealCounter) -> None:
    """A whole program gone wrong: hundreds of them hold nothing up."""
    for _ in range(520):
        enrolled.put(altered(enrolled, act={"kind": "teleported", "to": "mars"}))
    enrolled.work()
    done = enrolled.go()
    assert (done.outcome, done.problem) == ("done", None)
    assert len(enrolled.refused()) == 500  # told are the first of them
    assert enrolled.settle("noted") == 500
    recover(enrolled, centre)
    assert len(enrolled.refused()) == 20
    enrolled.settle("noted")
    recover(enrolled, centre)
    assert enrolled.refused() == []


def test_a_stick_between_rounds(centre: Centre, wire: Wire, enrolled: RealCounter, tmp_path: Path) -> None:
    """By stick and by network in turn, an older stick once more, and one whose answer never came back."""
    enrolled.work()
    first = enrolled.export(tmp_path / "first")
    kept = tmp_path / "kept"
    shutil.copytree(first, kept)
    assert carry(centre, enrolled, first) == []
    assert enrolled.take_in(first) == ""
    agree(enrolled, centre)
    enrolled.work()
    second = enrolled.export(tmp_path / "second")
    enrolled.work()
    recover(enrolled, centre)  # the network was quicker
    assert carry(centre, enrolled, second) == []
    agree(enrolled, centre)
    assert enrolled.take_in(second) in ("", "875")
    agree(enrolled, centre)
    assert carry(centre, enrolled, kept) == []  # yesterday's stick once more
    enrolled.take_in(kept)
    assert enrolled.go().outcome == "done"
    agree(enrolled, centre)
    enrolled.work()
    lost = enrolled.export(tmp_path / "lost")
    carry(centre, enrolled, lost)  # and is left in a coat
    enrolled.work()
    recover(enrolled, centre)
    assert centre.ask("stand", code=enrolled.code)["held"] == len(enrolled.journal())


def test_all_by_stick(centre: Centre, counter: RealCounter, tmp_path: Path) -> None:
    """No network ever: enrolment, change of keys, refusals and restores, on one and the same stick."""
    counter.work()
    counter.enrol(centre.ask("invite", code=counter.code, address="https://centre.example.kz"))
    stick = tmp_path / "stick"

    def there_and_back(*, all_of_it: bool = True) -> None:
        folder = counter.export(stick)
        assert carry(centre, counter, folder) == []
        assert counter.take_in(stick) == ""
        if all_of_it:
            agree(counter, centre)

    there_and_back()
    counter.work()
    counter.put(altered(counter, act={"kind": "teleported", "to": "mars"}))
    counter.work()
    there_and_back()
    counter.settle("resent")
    there_and_back()
    enrolling.change_keys(counter.counter)
    there_and_back(all_of_it=False)  # with the answer a new segment begins
    backup = counter.back_up()
    counter.work()
    there_and_back()
    centre.ask("roll_keys")
    counter.work()
    there_and_back(all_of_it=False)  # what was published is taken with the answer
    there_and_back()
    counter.restore(backup)
    counter.work()
    there_and_back(all_of_it=False)  # the backup is older than what was published
    there_and_back()


def test_a_revoked_counter(centre: Centre, wire: Wire, enrolled: RealCounter, tmp_path: Path) -> None:
    """A lost computer: nothing it sends is taken, by network or by stick; invited anew, everything arrives."""
    enrolled.work()
    stick = enrolled.export(tmp_path / "stick")
    centre.ask("revoke", code=enrolled.code)
    before = centre.ask("stand", code=enrolled.code)["held"]
    enrolled.work()
    done = enrolled.go()
    assert (done.outcome, done.problem and done.problem.code) == ("stopped", "837")
    assert enrolled.go().outcome == "stopped"
    assert set(carry(centre, enrolled, stick)) == {"837"}
    stood = centre.ask("stand", code=enrolled.code)
    assert stood["held"] == before
    assert set(stood["alarms"]) == {"revoked_key"}
    enrolled.enrol(centre.ask("invite", code=enrolled.code, address=wire.address))
    done = enrolled.go()
    assert (done.outcome, done.problem) == ("done", None)
    agree(enrolled, centre, alarms=stood["alarms"])
    with pytest.raises(Problem) as told:
        enrolled.enrol(b"no invitation")
    assert told.value.code == "830"


def test_keys_of_both_sides_change(centre: Centre, wire: Wire, enrolled: RealCounter) -> None:
    for _ in range(3):
        enrolled.work()
        enrolling.change_keys(enrolled.counter)
        centre.ask("roll_keys")
        recover(enrolled, centre)
        enrolled.work()
        recover(enrolled, centre)
    assert centre.ask("stand", code=enrolled.code)["keys"] == 1


def test_a_counter_that_slept_through_many_keys(centre: Centre, wire: Wire, enrolled: RealCounter) -> None:
    for _ in range(4):
        centre.ask("roll_keys")
    enrolled.work()
    recover(enrolled, centre)
    recover(enrolled, centre)


def test_particulars_that_were_erased(centre: Centre, wire: Wire, enrolled: RealCounter) -> None:
    """Before they were sent, and after: the centre has them no longer than the counter."""
    enrolled.work(2)
    enrolled.erase(1)
    recover(enrolled, centre)
    enrolled.erase(10)
    enrolled.work()
    recover(enrolled, centre)
    assert all(salt is None for _, hashed, _, salt, _ in enrolled.rows() if hashed in enrolled.erased)
