"""The centre killed in the middle of its work, either side put back to an older backup: both agree in the end."""

import random
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.operations import enrolling
from tests.exchange.centre import Centre
from tests.exchange.counter import RealCounter, agree
from tests.exchange.test_over_a_line import recover
from tests.exchange.wire import Trouble, Wire

KILLS = 20
WHOLE = 4  # of them of every process at once


@pytest.mark.slow
def test_killed_in_mid_batch(own_centre: Centre, own_wire: Wire, counter: RealCounter) -> None:
    """SIGKILL at twenty moments while a batch is read, verified, stored and answered."""
    chance = random.Random(20260914)
    counter.enrol(own_centre.ask("invite", code=counter.code, address=own_wire.address))
    recover(counter, own_centre)
    failed = 0
    for number in range(KILLS):
        counter.work(1)
        counter.stroll(6)
        kill = own_centre.kill if number % (KILLS // WHOLE) == 1 else own_centre.kill_worker
        wait = 0.0 if number % 4 == 0 else chance.random() ** 2 * 0.03  # most within the centre's work
        timers: list[threading.Timer] = []

        def soon(
            path: str,
            kill: Callable[[], None] = kill,
            wait: float = wait,
            timers: list[threading.Timer] = timers,
        ) -> None:
            if path.endswith("batches") and not timers:
                timers.append(threading.Timer(wait, kill))
                timers[0].start()

        with own_wire.being(Trouble(pass_whole=soon)):
            done = counter.go()
        assert len(timers) == 1
        timers[0].join()
        assert done.outcome in ("failed", "done")
        failed += done.outcome == "failed"
        if kill == own_centre.kill:
            own_centre.start()
        known = counter.counter.store.exchange.standing().place.sequence
        assert known <= own_centre.ask("stand", code=counter.code)["upto"]
        if number % 5 == 4:
            recover(counter, own_centre)
    recover(counter, own_centre)
    assert failed > 2
    stood = own_centre.ask("stand", code=counter.code)
    assert (stood["held"], stood["branches"]) == (len(counter.journal()), 1)


def test_the_centre_goes_back(own_centre: Centre, own_wire: Wire, counter: RealCounter) -> None:
    """Restored from an older backup: each counter sees it, and sends again what is missing."""
    counter.work(2)
    counter.enrol(own_centre.ask("invite", code=counter.code, address=own_wire.address))
    recover(counter, own_centre)
    backup = own_centre.back_up()
    for _ in range(2):
        counter.work(2)
        counter.erase()
        recover(counter, own_centre)
    before = counter.counter.store.exchange.standing().place.sequence
    own_centre.stop()
    own_centre.restore(backup)
    own_centre.start()
    assert own_centre.ask("stand", code=counter.code)["upto"] < before
    recover(counter, own_centre)
    counter.work()
    recover(counter, own_centre)
    assert own_centre.ask("stand", code=counter.code)["branches"] == 1


def test_the_centre_goes_back_behind_keys(own_centre: Centre, own_wire: Wire, counter: RealCounter) -> None:
    """The backup is older than keys the centre took since: no counter is left out."""
    counter.work()
    counter.enrol(own_centre.ask("invite", code=counter.code, address=own_wire.address))
    recover(counter, own_centre)
    backup = own_centre.back_up()
    own_centre.ask("roll_keys")
    counter.work()
    recover(counter, own_centre)
    own_centre.stop()
    own_centre.restore(backup)
    own_centre.start()
    counter.work()
    recover(counter, own_centre)
    own_centre.ask("roll_keys")
    counter.work()
    recover(counter, own_centre)
    recover(counter, own_centre)


def test_the_centre_goes_back_behind_an_enrolment(own_centre: Centre, own_wire: Wire, counter: RealCounter) -> None:
    """It does not know the counter any more: the counter stops, says so, and is invited anew."""
    backup = own_centre.back_up()
    counter.work()
    counter.enrol(own_centre.ask("invite", code=counter.code, address=own_wire.address))
    recover(counter, own_centre)
    own_centre.stop()
    own_centre.restore(backup)
    own_centre.start()
    counter.work()
    done = counter.go()
    assert (done.outcome, done.problem and done.problem.code) == ("stopped", "835")
    counter.enrol(own_centre.ask("invite", code=counter.code, address=own_wire.address))
    recover(counter, own_centre)


def test_what_was_published_since_the_backup_is_published_again(
    own_centre: Centre, own_wire: Wire, counter: RealCounter
) -> None:
    """A number that was given since is not given to other words: the counters would take them for what they have."""
    counter.enrol(own_centre.ask("invite", code=counter.code, address=own_wire.address))
    recover(counter, own_centre)
    backup = own_centre.back_up()
    own_centre.ask("publish", name="Бұрынғы", content="Бұл кейін жоғалады.")
    recover(counter, own_centre)
    own_centre.stop()
    own_centre.restore(backup)
    own_centre.start()
    recover(counter, own_centre)
    own_centre.ask("publish", name="Жаңа", content="Мұны бәрі оқуы керек.")
    recover(counter, own_centre)
    names = [kept.name for kept in counter.counter.store.updates.all()]
    assert sorted(names) == ["Бұрынғы", "Жаңа"]


def test_the_counter_goes_back(centre: Centre, wire: Wire, enrolled: RealCounter) -> None:
    """A restored store opens a new segment; what it had sent after the backup stays at the centre, left behind."""
    enrolled.work(2)
    backup = enrolled.back_up()
    enrolled.work(3)
    recover(enrolled, centre)
    left = len(enrolled.journal())
    enrolled.restore(backup)
    enrolled.work(1)
    recover(enrolled, centre)
    stood = centre.ask("stand", code=enrolled.code)
    assert stood["branches"] == 2
    assert stood["held"] > len(enrolled.journal()) and stood["held"] > left
    # Back once more, behind the branching, and forward to what had been left.
    later = enrolled.back_up()
    enrolled.restore(backup)
    enrolled.work()
    recover(enrolled, centre)
    enrolled.restore(later)
    enrolled.work()
    recover(enrolled, centre)
    assert centre.ask("stand", code=enrolled.code)["branches"] == 4


def test_the_counter_goes_back_behind_its_keys(centre: Centre, wire: Wire, enrolled: RealCounter) -> None:
    """The backup has a key that ended since: the counter stops, says so, and is invited anew."""
    enrolled.work()
    backup = enrolled.back_up()
    enrolling.change_keys(enrolled.counter)
    recover(enrolled, centre)
    enrolled.work()
    recover(enrolled, centre)
    enrolled.restore(backup)
    enrolled.work()
    done = enrolled.go()
    assert (done.outcome, done.problem and done.problem.code) == ("stopped", "838")
    enrolled.enrol(centre.ask("invite", code=enrolled.code, address=wire.address))
    recover(enrolled, centre)
    # The first question was asked with the key that ended; nothing of it was taken.
    assert centre.ask("stand", code=enrolled.code)["keys"] == 1


def test_both_go_back(own_centre: Centre, own_wire: Wire, counter: RealCounter, tmp_path: Path) -> None:
    """Each to a backup of its own, the one older, then the other."""
    counter.work()
    counter.enrol(own_centre.ask("invite", code=counter.code, address=own_wire.address))
    recover(counter, own_centre)
    earlier, first = own_centre.back_up(), counter.back_up()
    counter.work()
    recover(counter, own_centre)
    later, second = own_centre.back_up(), counter.back_up()
    counter.work()
    recover(counter, own_centre)
    for theirs, ours in ((earlier, second), (later, first)):
        own_centre.kill()
        own_centre.restore(theirs)
        own_centre.start()
        counter.restore(ours)
        counter.work()
        recover(counter, own_centre)
    agree(counter, own_centre)
