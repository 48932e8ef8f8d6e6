"""A ticket issued and the next one called, with a thousand waiting against ten: two stores, in turn."""

from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.store import counter_at
from bench.table import Result, compare, milliseconds, take_turns
from desktop.operations import queue_desk
from desktop.operations.counter import Counter

SUBJECT = "queue"
TARGET = 1.2
FEW, MANY = 10, 1000


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    rounds, many = (5, 50) if quick else (300, MANY)
    place = Path(__file__).resolve().parent.parent / "build"
    place.mkdir(exist_ok=True)
    with ExitStack() as stack:
        counters = [
            stack.enter_context(counter_at(Path(stack.enter_context(TemporaryDirectory(dir=place))))) for _ in range(2)
        ]
        for counter, waiting in zip(counters, (many, FEW), strict=True):
            for _ in range(waiting):
                _issue(counter)
        crowded, quiet = counters
        # Each round issues one, calls one and closes it: as many wait after it as before.
        issued = take_turns(rounds, lambda: milliseconds(lambda: _issue(crowded)), lambda: _issue_and_leave(quiet))
        _call_all_but(crowded, many)
        called = take_turns(rounds, lambda: _call(crowded), lambda: _call(quiet))
        shown = take_turns(
            rounds,
            lambda: milliseconds(lambda: queue_desk.queue_state(crowded)),
            lambda: milliseconds(lambda: queue_desk.queue_state(quiet)),
        )
    few = f"the same with {FEW} waiting"
    return [
        compare(SUBJECT, f"ticket issued, {many:,} waiting; p50", issued[0], few, issued[1], most=TARGET),
        compare(SUBJECT, f"next one called, {many:,} waiting; p50", called[0], few, called[1], most=TARGET),
        compare(SUBJECT, f"the queue as the screen asks for it, {many:,} waiting; p50", shown[0], few, shown[1]),
    ]


def _issue(counter: Counter) -> None:
    queue_desk.issue_ticket(counter, "attestation")


def _issue_and_leave(counter: Counter) -> float:
    took = milliseconds(lambda: _issue(counter))
    last = queue_desk.queue_state(counter).waiting[-1]
    queue_desk.close_ticket(counter, last.id, "by_mistake")
    return took


def _call(counter: Counter) -> float:
    _issue(counter)
    took = milliseconds(lambda: queue_desk.call_next(counter))
    there = queue_desk.queue_state(counter).at_counter
    assert there is not None
    queue_desk.close_ticket(counter, there.id, "question_answered")
    return took


def _call_all_but(counter: Counter, waiting: int) -> None:
    """Bring the queue back to its length."""
    while counter.store.visits.count_waiting() > waiting:
        called = queue_desk.call_next(counter)
        queue_desk.close_ticket(counter, called.id, "question_answered")
