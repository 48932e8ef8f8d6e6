"""Every single trouble of a line, between a real counter and the real centre: afterwards both agree to the byte."""

from tests.exchange.centre import Centre
from tests.exchange.counter import RealCounter, agree
from tests.exchange.wire import Wire


def test_a_round(centre: Centre, wire: Wire, counter: RealCounter) -> None:
    counter.work(2)
    counter.enrol(centre.ask("invite", code=counter.code, address=wire.address))
    done = counter.go()
    assert (done.outcome, done.problem) == ("done", None)
    assert [one.path.rpartition("/")[2] for one in wire.passed] == ["enrolments", "questions", "batches"]
    agree(counter, centre)
