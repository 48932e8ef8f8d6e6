"""The exchange beside the window: rounds of its own accord and by hand, and how it stands on the upper bar."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop.ui.exchange.errands import Errands, Tools
from desktop.ui.exchange.mark import ExchangeMark
from desktop.ui.exchange.standing import standing_of
from forms.moments import wall_time
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.enrolling import TakenInvitation
    from desktop.operations.exchanging import ExchangeState, RoundDone
    from desktop.ui.context import Look
    from desktop.ui.frame import Frame
    from desktop.ui.workers import Worker

NAME = "exchange"
ROUND, ENROL, FIRST_ENROL = "round", "enrol", "first enrol"
EVERY_MS = 60_000
AFTER_ACT_MS = 4_000  # acts come in bursts: one look for all of them


class SyncFront(QObject):
    """Begins rounds when they are due, and shows how the exchange stands. It belongs to the store's worker.

    Nothing goes on where the counter is not enrolled, is open for reading only, or in practice.

    Signals: ``state_changed(object)`` with the ExchangeState; ``problem_met(object)`` with a Problem of ours;
    ``room_requested()`` when the mark on the bar is pressed.
    """

    state_changed = Signal(object)
    problem_met = Signal(object)
    room_requested = Signal()

    def __init__(self, counter: "Counter", store: "Worker") -> None:
        super().__init__(store)
        self.setObjectName(NAME)
        self._counter = counter
        self._store = store
        self._mark: ExchangeMark | None = None
        self._look: Look | None = None
        self._asked = self._stopped = False
        self.state: ExchangeState | None = None
        self.errands = Errands(store, self)
        self.errands.failed.connect(store.failed)
        self.errands.changed.connect(self._show)
        self.errands.ended.connect(self._ended)
        store.ending.connect(self.errands.join)
        self._every = self._timer(EVERY_MS, once=False)
        self._soon = self._timer(AFTER_ACT_MS, once=True)
        if self.is_real:
            self._every.start()
            self.refresh()

    @property
    def is_real(self) -> bool:
        """Whether there can be an exchange here at all."""
        return not self._counter.store.read_only and not self._counter.practice

    # what the window asks

    def move_to(self, frame: "Frame", look: "Look") -> None:
        """The window was built anew: the mark with it."""
        self._look = look
        self._mark = ExchangeMark(look)
        self._mark.hide()
        self._mark.clicked.connect(self.room_requested)
        frame.top.put_beside_clock(self._mark)
        self._mark.fit(frame.window().width())
        self._show()

    def fit(self, width: int) -> None:
        """Fold what does not fit."""
        if self._mark is not None:
            self._mark.fit(width)

    def recorded(self) -> None:
        """Something was recorded: soon it is looked whether it is to be sent."""
        if self.is_real and not self._stopped and not self._soon.isActive():
            self._soon.start()

    def stop(self) -> None:
        """The window closes: what goes on is told to end, and nobody waits for it here."""
        self._stopped = True
        self._every.stop()
        self._soon.stop()
        self.errands.stop()

    # rounds

    def send_now(self) -> bool:
        """A round by hand; False where something else is asked already."""
        return self.is_real and self._begin(by_hand=True)

    def take_up(self, invited: "TakenInvitation") -> None:
        """The first start brought an invitation: belong to its centre, and tell it so where there is a network."""
        from desktop.ui.exchange.taking import enrol_with

        counter = self._counter
        self.errands.begin(FIRST_ENROL, lambda tools: enrol_with(counter, invited, tools, at_once=False))

    def look(self) -> None:
        """How it stands, and a round where one is due."""
        if self._asked or self._stopped or not self.is_real:
            return
        self._asked = True
        counter = self._counter

        def ask() -> "tuple[ExchangeState, bool]":
            from desktop.operations import exchanging

            return exchanging.exchange_state(counter), exchanging.is_due(counter, counter.clock.now())

        self._store.run(ask, self._looked, self._not_looked)

    def refresh(self) -> None:
        """How it stands, without a round."""
        counter = self._counter

        def ask() -> "ExchangeState":
            # Some fifty milliseconds of modules: on the store's thread, so that no start and no key waits for them.
            from desktop.operations import exchanging

            return exchanging.exchange_state(counter)

        if not self._stopped:
            self._store.run(ask, self._stands, self._not_looked)

    def _looked(self, found: "tuple[ExchangeState, bool]") -> None:
        self._asked = False
        state, due = found
        self._stands(state)
        if due and state.enrolled:
            self._begin(by_hand=False)

    def _not_looked(self, problem: Problem) -> None:
        self._asked = False
        if isValid(self) and not self._stopped:
            self.problem_met.emit(problem)

    def _begin(self, *, by_hand: bool) -> bool:
        from desktop.operations import exchanging

        counter = self._counter

        def work(tools: Tools) -> "RoundDone":
            return exchanging.run_round(
                counter, tools.on_store, by_hand=by_hand, cancelled=tools.cancelled, told=tools.told
            )

        return self.errands.begin(ROUND, work, gives_way=not by_hand)

    def _ended(self, kind: str) -> None:
        problem = self.errands.outcomes[kind].problem
        if kind == FIRST_ENROL and problem is not None:
            self.problem_met.emit(problem)
        if kind in (ENROL, FIRST_ENROL) and problem is None:
            QTimer.singleShot(0, self, self.look)
        else:
            self.refresh()

    # what is shown

    def _stands(self, state: "ExchangeState") -> None:
        if not isValid(self) or self._stopped:
            return
        self.state = state
        self.state_changed.emit(state)
        self._show()

    def _show(self) -> None:
        if self._mark is None or self._look is None or self._stopped or not isValid(self._mark):
            return
        if self.state is None or not self.state.enrolled:
            self._mark.show_standing(None)
            return
        today = wall_time(self._counter.clock.now()).date()
        running = self.errands.kind == ROUND
        self._mark.show_standing(standing_of(self.state, self._look, today, running=running))

    def _timer(self, interval: int, *, once: bool) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(once)
        timer.setInterval(interval)
        timer.timeout.connect(self.look)
        return timer


def front_of(store: "Worker") -> SyncFront:
    """The exchange beside a store's worker."""
    found = store.findChild(SyncFront, NAME)
    assert found is not None, "the exchange comes to the window with its counter"
    return found
