"""Any interleaving of what can happen in a queue keeps its order, loses no ticket and measures every second once."""

import tempfile
from collections.abc import Callable
from pathlib import Path

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from desktop.operations import queue_desk, reception
from desktop.operations.counter import Counter
from forms.moments import measure
from forms.problems import Problem
from forms.queue_acts import TicketCalled
from forms.visits import Visit, measure_periods
from tests.operations.making import HandClock, open_for_test

LONGEST = 40 * 60


class Queue(RuleBasedStateMachine):
    """The queue of one counter beside a model of it: lists of who waits, and seconds by the test's own count."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = tempfile.TemporaryDirectory()
        self.clock = HandClock()
        self.counter: Counter = open_for_test(Path(self.folder.name), clock=self.clock)
        self.waiting: list[str] = []  # in the order they must be called
        self.returned = 0  # how many of them, at the head, came back from a hold
        self.at_counter = ""
        self.opened: set[str] = set()  # whose case was opened
        self.held: list[str] = []
        self.ended: dict[str, str] = {}
        self.recalls = 0
        self.since_call = 0  # seconds since the last call or recall
        self.spent: dict[str, dict[str, int]] = {}

    def teardown(self) -> None:
        self.counter.store.close()
        self.folder.cleanup()

    # what can happen

    @rule(seconds=st.integers(0, LONGEST))
    def time_passes(self, seconds: int) -> None:
        self.clock.wait(seconds)
        self.since_call += seconds
        for visit in self.waiting:
            self._spend(visit, "waiting", seconds)
        for visit in self.held:
            self._spend(visit, "held", seconds)
        if self.at_counter:
            self._spend(self.at_counter, "serving", seconds)

    @rule(jump=st.integers(-7200, 7200))
    def someone_sets_the_clock(self, jump: int) -> None:
        self.clock.move_wall(jump)

    @rule()
    def issue(self) -> None:
        issued = queue_desk.issue_ticket(self.counter, "attestation")
        assert issued.ahead == len(self.waiting)
        assert issued.visit not in self.spent
        self.waiting.append(issued.visit)
        self.spent[issued.visit] = {}

    @rule()
    def call_next(self) -> None:
        if self.at_counter or not self.waiting:
            self._refused("601" if self.at_counter else "600", lambda: queue_desk.call_next(self.counter))
            return
        turn = self._take(0)
        assert queue_desk.call_next(self.counter).id == turn
        self._comes(turn)

    @rule(place=st.integers(0, 30), ground=st.sampled_from(["", "disability", "friend_of_the_head"]))
    def call_out_of_order(self, place: int, ground: str) -> None:
        if self.at_counter or not self.waiting:
            return
        place %= len(self.waiting)
        chosen = self.waiting[place]

        def call() -> Visit:
            return queue_desk.call_out_of_order(self.counter, chosen, ground)

        if place and not ground:
            self._refused("602", call)
        elif ground == "friend_of_the_head":
            self._refused("603", call)
        else:
            called = call()
            assert called.id == chosen
            act = self.counter.store.journal.last()
            assert act is not None
            assert act.event.act == TicketCalled(ground=ground if place else "", passed_over=place)
            self._take(place)
            self._comes(chosen)

    @precondition(lambda self: self.at_counter and self.at_counter not in self.opened)
    @rule()
    def recall(self) -> None:
        most = self.counter.profile.queue.recalls
        if self.since_call < self.counter.profile.queue.recall_after:
            self._refused("607", lambda: queue_desk.recall(self.counter))
            return
        self.since_call = 0
        visit = queue_desk.recall(self.counter)
        if self.recalls < most:
            self.recalls += 1
            assert (visit.state, visit.recalls) == ("called", self.recalls)
        else:
            assert (visit.state, visit.ended_by) == ("ended", "no_show")
            self._goes("no_show")

    @precondition(lambda self: self.at_counter and self.at_counter not in self.opened)
    @rule()
    def no_show(self) -> None:
        if self.recalls < self.counter.profile.queue.recalls:
            self._refused("605", lambda: queue_desk.mark_no_show(self.counter))
        elif self.since_call < self.counter.profile.queue.recall_after:
            self._refused("607", lambda: queue_desk.mark_no_show(self.counter))
        else:
            queue_desk.mark_no_show(self.counter)
            self._goes("no_show")

    @precondition(lambda self: self.at_counter and self.at_counter not in self.opened)
    @rule()
    def comes_to_the_counter(self) -> None:
        draft = reception.open_called(self.counter)
        assert draft.case == self.at_counter
        self.opened.add(draft.case)

    @precondition(lambda self: self.at_counter and self.at_counter not in self.opened)
    @rule(reason=st.sampled_from(["fetches_paper", "other"]))
    def hold_called(self, reason: str) -> None:
        queue_desk.hold_called(self.counter, reason)  # type: ignore[arg-type]
        self.held.append(self.at_counter)
        self.at_counter = ""

    @precondition(lambda self: self.at_counter in self.opened)
    @rule()
    def hold_case(self) -> None:
        draft = reception.resume_case(self.counter, self.at_counter)
        reception.hold_case(self.counter, draft, "fetches_paper")
        self.held.append(self.at_counter)
        self.at_counter = ""

    @precondition(lambda self: self.held)
    @rule(place=st.integers(0, 30))
    def comes_back(self, place: int) -> None:
        visit = self.held.pop(place % len(self.held))
        queue_desk.return_to_queue(self.counter, visit)
        self.waiting.insert(self.returned, visit)
        self.returned += 1

    @precondition(lambda self: self.held and not self.at_counter)
    @rule(place=st.integers(0, 30))
    def is_taken_up_at_once(self, place: int) -> None:
        visit = self.held[place % len(self.held)]
        if self.returned:
            # Others came back before.
            self._refused("602", lambda: queue_desk.take_up(self.counter, visit))
            return
        self.held.remove(visit)
        queue_desk.take_up(self.counter, visit)
        self._comes(visit)

    @precondition(lambda self: not self.at_counter)
    @rule(place=st.integers(0, 30))
    def their_case_is_resumed(self, place: int) -> None:
        """From the list of unfinished cases: who was put aside, or came back and waits."""
        candidates = [visit for visit in (*self.held, *self.waiting[: self.returned]) if visit in self.opened]
        if not candidates:
            return
        visit = candidates[place % len(candidates)]
        if self.waiting.index(visit) if visit in self.waiting else self.returned:
            self._refused("602", lambda: reception.resume_case(self.counter, visit))
            return
        reception.resume_case(self.counter, visit)
        if visit in self.held:
            self.held.remove(visit)
        else:
            self._take(0)
        self.at_counter, self.recalls, self.since_call = visit, 0, 0

    @rule(place=st.integers(0, 60))
    def close_without_service(self, place: int) -> None:
        candidates = [visit for visit in (*self.waiting, *self.held, self.at_counter) if visit]
        if not candidates:
            return
        visit = candidates[place % len(candidates)]
        if visit in self.opened:
            self._refused("604", lambda: queue_desk.close_ticket(self.counter, visit, "left"))
            return
        queue_desk.close_ticket(self.counter, visit, "left")
        if visit == self.at_counter:
            self._goes("left")
            return
        if visit in self.waiting:
            self._take(self.waiting.index(visit))
        else:
            self.held.remove(visit)
        self.ended[visit] = "left"

    @precondition(lambda self: self.at_counter in self.opened)
    @rule()
    def leaves_without_an_outcome(self) -> None:
        draft = reception.resume_case(self.counter, self.at_counter)
        reception.drop_case(self.counter, draft, "applicant_left")
        self._goes("applicant_left")

    @rule()
    def the_program_starts_again(self) -> None:
        self.counter.store.close()
        self.counter = open_for_test(Path(self.folder.name), clock=self.clock)

    # what holds at every moment

    @invariant()
    def order_is_kept_and_nobody_is_lost(self) -> None:
        state = queue_desk.queue_state(self.counter)
        assert [visit.id for visit in state.waiting] == self.waiting
        assert state.count == len(self.waiting)
        turn = self.counter.store.visits.next_waiting()
        assert (turn.id if turn else "") == (self.waiting[0] if self.waiting else "")
        assert sorted(visit.id for visit in state.held) == sorted(self.held)
        assert (state.at_counter.id if state.at_counter else "") == self.at_counter
        known = {*self.waiting, *self.held, *self.ended, *([self.at_counter] if self.at_counter else [])}
        assert known == set(self.spent)
        for visit, how in self.ended.items():
            found = self._find(visit)
            assert (found.state, found.ended_by) == ("ended", how)

    @invariant()
    def periods_neither_overlap_nor_leave_gaps_and_hold_every_second(self) -> None:
        now = self.clock.now()
        for visit, spent in self.spent.items():
            found = self._find(visit)
            for before, after in zip(found.periods, found.periods[1:], strict=False):
                assert before.end == after.start
                assert before.kind != after.kind
            assert (found.periods[-1].end is None) == (visit not in self.ended)
            for kind in ("waiting", "serving", "held"):
                measured = measure_periods(found.periods, kind, now)
                assert (round(measured.seconds), measured.doubted) == (spent.get(kind, 0), False)
            whole = measure(found.periods[0].start, found.periods[-1].end or now)
            assert round(whole.seconds) == sum(spent.values())

    # the model

    def _find(self, visit: str) -> Visit:
        found = self.counter.store.visits.find(visit)
        assert found is not None
        return found

    def _take(self, place: int) -> str:
        if place < self.returned:
            self.returned -= 1
        return self.waiting.pop(place)

    def _comes(self, visit: str) -> None:
        self.at_counter, self.recalls, self.since_call = visit, 0, 0
        if visit in self.opened:
            # Their case was opened before the hold: it goes on.
            reception.open_called(self.counter)

    def _goes(self, how: str) -> None:
        self.ended[self.at_counter] = how
        self.at_counter = ""

    def _spend(self, visit: str, kind: str, seconds: int) -> None:
        self.spent[visit][kind] = self.spent[visit].get(kind, 0) + seconds

    def _refused(self, code: str, operation: Callable[[], object]) -> None:
        before = self.counter.store.journal.head()
        try:
            operation()
        except Problem as problem:
            assert problem.code == code
            assert self.counter.store.journal.head() == before
        else:
            raise AssertionError(f"nothing refused, expected {code}")


TestQueue = Queue.TestCase
TestQueue.settings = settings(max_examples=100, stateful_step_count=60, deadline=None)
