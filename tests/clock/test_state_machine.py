"""Any interleaving of time, moved walls, suspends, restarts, the operator's word and acts, through a real counter.

The model knows the true time. Moves are ten minutes or more and waits two days or less, so that every move is beyond
what is tolerated; what the rules can know of them is told from the truth, not from moments.
"""

import shutil
import tempfile
from datetime import timedelta
from itertools import pairwise
from pathlib import Path
from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import settings
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from desktop.operations import clock_keeping, queue_desk
from desktop.operations.opening import open_counter
from desktop.storage.verification import verify
from forms.clock_standing import FLOOR, ClockStanding, follow_clock
from forms.day_acts import ClockDoubted, ClockTrusted, MachineRestarted
from forms.problems import Problem
from forms.visits import Visit, measure_periods
from tests.operations.making import MORNING, HandClock, events, open_for_test, service_of

MOVES = st.sampled_from([1, 6, 144, 144 * 365 * 20]).flatmap(lambda n: st.sampled_from([n * 600, -n * 600]))
WAITS = st.sampled_from([0.5, 7, 300, 1200, 3600, 2 * 86_400])


class Clocks(RuleBasedStateMachine):
    """A counter whose PC's clock does anything."""

    @initialize()
    def someone_comes(self) -> None:
        self.folder = Path(tempfile.mkdtemp())
        self.clock = HandClock()
        self.true = 0.0  # seconds since the beginning, which nobody at the counter sees
        self.counter = open_for_test(self.folder, clock=self.clock)
        # What can be known: how far off the wall was when it was last trusted, and the time it is at least by that.
        self.doubt: str | None = None  # None, "sum", "behind", "ahead" (or nobody can tell)
        self.trusted_off = 0.0
        self.known = 0.0
        self.begun: dict[str, tuple[str, float]] = {}  # visit → (start of the machine, true second)
        self.issue()

    @property
    def wall(self) -> float:
        """The wall, in seconds since the beginning."""
        return (self.clock.wall - MORNING).total_seconds()

    @property
    def away(self) -> float:
        """How far the wall really went since it was last trusted."""
        return self.wall - self.true - self.trusted_off

    def noted(self) -> None:
        """An event was recorded: what can be known of the clock from now on."""
        if self.doubt in (None, "sum"):
            self.doubt = "sum" if self.away else None
        elif self.doubt == "behind" and self.wall >= self.known - 30:
            self.doubt = None
        if self.doubt is None:
            self.trust()
        self.kept, self.heard = (self.wall, self.known), self.true

    def trust(self) -> None:
        """The wall is taken for right."""
        self.doubt, self.trusted_off, self.known = None, self.wall - self.true, self.wall
        self.kept = (self.wall, self.known)

    # what happens

    def passes(self, seconds: float) -> None:
        if self.true + seconds > self.heard + 20 * 86_400:
            return  # over so long a silence ten minutes would be let pass
        self.true += seconds
        self.known += seconds
        self.clock.wait(seconds)

    @rule(seconds=WAITS)
    def time_passes(self, seconds: float) -> None:
        self.passes(seconds)

    @rule(hours=st.integers(1, 40))
    def the_machine_sleeps(self, hours: int) -> None:
        self.passes(hours * 3600)

    @rule(seconds=MOVES)
    def the_wall_is_moved(self, seconds: int) -> None:
        if self.can_show(seconds):
            self.clock.move_wall(seconds)

    def can_show(self, seconds: float) -> bool:
        """Whether a PC can show a wall moved by so much."""
        return 1980 <= (self.clock.wall + timedelta(seconds=seconds)).year < 2100

    @rule(off=st.sampled_from([60, 8 * 3600]), moved=st.one_of(st.just(0), MOVES))
    def the_machine_is_started_again(self, off: int, moved: int) -> None:
        if not self.can_show(off + moved):
            return
        self.counter.store.close()
        self.true += off  # and nobody counted
        self.clock.restart(off + moved)
        self.counter = open_counter(self.folder, self.counter.printers, self.clock)
        # Nothing is left but the last event: the wall it showed, and the time it was at least.
        wall, self.known = self.kept
        if self.doubt == "sum":
            self.doubt = "behind" if wall < self.known else "ahead"
        if self.doubt == "behind" and self.wall >= self.known - 30:
            self.doubt = None if self.known - wall > 100 * 86_400 else "ahead"
        elif self.doubt is None and self.wall < wall - 30:
            self.doubt = "behind"
        if self.doubt is None:
            self.trust()
        self.kept, self.heard = (self.wall, self.known), self.true

    @rule()
    def note(self) -> None:
        before = self.counter.store.journal.head().sequence
        clock_keeping.note_clock(self.counter)
        if self.counter.store.journal.head().sequence > before:
            self.noted()

    @rule()
    def the_operator_confirms(self) -> None:
        if self.clock.wall.year < FLOOR.year and (self.doubt or self.away):
            with pytest.raises(Problem, match="660"):
                clock_keeping.confirm_clock(self.counter)
            return
        before = self.counter.store.journal.head().sequence
        clock_keeping.confirm_clock(self.counter)
        if self.counter.store.journal.head().sequence > before:
            self.trust()

    # acts

    def state(self) -> queue_desk.QueueState:
        return queue_desk.queue_state(self.counter)

    @rule()
    def issue(self) -> None:
        visit = queue_desk.issue_ticket(self.counter, service_of(self.counter)).visit
        self.noted()
        self.begun[visit] = (self.clock.boot, self.true)

    @precondition(lambda self: self.state().at_counter is None and self.state().count)
    @rule()
    def call(self) -> None:
        queue_desk.call_next(self.counter)
        self.noted()

    @precondition(lambda self: self.state().at_counter is not None)
    @rule(keep=st.booleans())
    def leave_the_counter(self, keep: bool) -> None:
        there = self.state().at_counter
        assert there is not None
        if keep:
            queue_desk.hold_called(self.counter, "fetches_paper")
        else:
            queue_desk.close_ticket(self.counter, there.id, "question_answered")
        self.noted()

    @precondition(lambda self: self.state().held)
    @rule()
    def come_back(self) -> None:
        queue_desk.return_to_queue(self.counter, self.state().held[0].id)
        self.noted()

    # what always holds

    @invariant()
    def the_standing_is_what_can_be_known(self) -> None:
        standing = self.counter.store.clock.standing()
        assert standing.doubted == (self.doubt is not None), (standing, self.doubt)

    @invariant()
    def periods_meet_and_minutes_are_true(self) -> None:
        now = self.clock.now()
        for visit in self.visits():
            periods = visit.periods
            for one, two in pairwise(periods):
                assert one.end == two.start
            assert all(period.end is not None for period in periods[:-1])
            assert (periods[-1].end is not None) == (visit.state == "ended")
            measured = [measure_periods(periods, kind, now) for kind in ("waiting", "serving", "held")]
            assert all(elapsed.seconds >= 0 for elapsed in measured)
            boot, since = self.begun[visit.id]
            if visit.state != "ended" and boot == self.clock.boot:
                assert abs(sum(elapsed.seconds for elapsed in measured) - (self.true - since)) < 0.01
                assert not any(elapsed.doubted for elapsed in measured)
            elif visit.state != "ended":
                assert any(elapsed.doubted for elapsed in measured)

    def visits(self) -> list[Visit]:
        found = (self.counter.store.visits.find(visit) for visit in self.begun)
        return [visit for visit in found if visit is not None]

    def teardown(self) -> None:
        if not hasattr(self, "counter"):
            return
        try:
            folded = ClockStanding()
            for event in events(self.counter):
                if isinstance(event.act, ClockDoubted | ClockTrusted | MachineRestarted):
                    folded = follow_clock(folded, event.act, event.at)
            assert folded == self.counter.store.clock.standing()
            assert self.counter.store.rebuild() == []
            assert verify(self.counter.store.db).faults == ()
        finally:
            self.counter.store.close()
            shutil.rmtree(self.folder)


TestClocks: Any = Clocks.TestCase
TestClocks.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
