"""The queue as the screens see it: how it stands, and the acts on it, one at a time."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from desktop.domain.clock import ClockState, serving_state, waiting_state
from desktop.operations import queue_desk
from desktop.operations.counter import Counter
from desktop.operations.queue_desk import IssuedTicket, QueueState
from desktop.ui.workers import Worker
from forms.problems import Problem
from forms.queue_acts import CloseReason, HoldReason
from forms.visits import Visit, measure_periods


class QueueDesk(QObject):
    """Issues, calls, holds and closes. While one act is under way another is not begun: two keys call one person.

    Signals: ``state_changed()``, ``ticket_issued(object)`` with an IssuedTicket, ``ticket_called(object)`` with the
    Visit called or called again, ``ticket_closed(object)`` with one closed without service, ``problem_met(object)``.
    """

    state_changed = Signal()
    ticket_issued = Signal(object)
    ticket_called = Signal(object)
    ticket_closed = Signal(object)
    problem_met = Signal(object)

    def __init__(self, counter: Counter, store: Worker) -> None:
        super().__init__()
        self._counter = counter
        self._store = store
        self._busy = False
        self.state = QueueState(None, (), 0, (), None)

    # what there is

    @property
    def called(self) -> Visit | None:
        """Who was called and has not come yet."""
        there = self.state.at_counter
        return there if there is not None and there.state == "called" else None

    @property
    def recalls_left(self) -> int:
        """How often who was called may still be called again before it is a no-show."""
        called = self.called
        return 0 if called is None else max(0, self._counter.profile.queue.recalls - called.recalls)

    def serving_state(self) -> ClockState | None:
        """The serving clock of who was called: it runs from the call."""
        called = self.called
        edition = None if called is None else self._counter.editions.find(called.edition)
        if called is None or edition is None:
            return None
        return serving_state(called.periods, edition.norms, self._counter.clock.now())

    def waiting_state(self, visit: Visit) -> ClockState | None:
        """The waiting clock of one who waits; None where the edition sets no norm."""
        edition = self._counter.editions.find(visit.edition)
        if edition is None:  # none yet, or its file is lacking
            return None
        return waiting_state(visit.periods, edition.norms, self._counter.clock.now())

    def waited_minutes(self, visit: Visit) -> int:
        """Whole minutes waited so far."""
        return int(measure_periods(visit.periods, "waiting", self._counter.clock.now()).seconds // 60)

    # what the operator does

    def refresh(self) -> None:
        """Read how the queue stands."""
        counter = self._counter
        self._store.run(lambda: queue_desk.queue_state(counter), self._show, self.problem_met.emit)

    def issue(self, service: str) -> None:
        """A ticket for someone who came. Pressed twice, two tickets: two people may have come."""
        counter = self._counter
        self._store.run(
            lambda: (queue_desk.issue_ticket(counter, service), queue_desk.queue_state(counter)),
            self._issued,
            self.problem_met.emit,
        )

    def call_next(self) -> None:
        """Call whose turn it is."""
        self._act(queue_desk.call_next, self.ticket_called.emit)

    def call_again(self) -> None:
        """Call again; after the last recall it is a no-show."""
        if self.called is not None:
            self._act(queue_desk.recall, self._emit_called)

    def call_before_others(self, visit: str, ground: str) -> None:
        """Call someone out of order, on a legal ground."""
        self._act(lambda counter: queue_desk.call_out_of_order(counter, visit, ground), self.ticket_called.emit)

    def hold(self, reason: HoldReason) -> None:
        """Put aside who was called, before a case is opened."""
        self._act(lambda counter: queue_desk.hold_called(counter, reason))

    def come_back(self, visit: str) -> None:
        """Back after a hold: to the head of the queue."""
        self._act(lambda counter: queue_desk.return_to_queue(counter, visit))

    def take_up(self, visit: str) -> None:
        """Back after a hold, straight to the free counter."""
        self._act(lambda counter: queue_desk.take_up(counter, visit), self.ticket_called.emit)

    def close(self, visit: str, reason: CloseReason) -> None:
        """Close a ticket without service."""
        self._act(lambda counter: queue_desk.close_ticket(counter, visit, reason), self.ticket_closed.emit)

    # inside

    def _act(self, act: Callable[[Counter], Visit], then: Callable[[Visit], None] | None = None) -> None:
        if self._busy:
            return
        self._busy = True
        counter = self._counter
        self._store.run(
            lambda: (act(counter), queue_desk.queue_state(counter)),
            lambda done: self._acted(done[0], done[1], then),
            self._failed,
        )

    def _acted(self, visit: Visit, state: QueueState, then: Callable[[Visit], None] | None) -> None:
        self._busy = False
        self._show(state)
        if then is not None:
            then(visit)

    def _emit_called(self, visit: Visit) -> None:
        """Called again, unless it was a no-show: nobody is called by that."""
        if visit.state == "called":
            self.ticket_called.emit(visit)

    def _failed(self, problem: Problem) -> None:
        self._busy = False
        self.refresh()
        self.problem_met.emit(problem)

    def _issued(self, done: tuple[IssuedTicket, QueueState]) -> None:
        ticket, state = done
        self._show(state)
        self.ticket_issued.emit(ticket)

    def _show(self, state: QueueState) -> None:
        self.state = state
        self.state_changed.emit()
