"""An unfinished case goes from one operator to another: handed over by its owner, or taken over for a reason."""

from collections.abc import Mapping
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.domain.permissions import may
from desktop.ui.context import Look
from forms.catalogues import N_
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.operators import KnownOperator
    from desktop.ui.frame import Frame
    from desktop.ui.main_window import MainWindow
    from desktop.ui.workers import Worker

# What is chosen is kept in the journal in the operator's words.
REASONS: Mapping[str, str] = {
    "away": N_("The operator is ill or away"),
    "other_work": N_("The operator has other work now"),
    "left": N_("The operator no longer works here"),
    "applicant_waits": N_("The applicant is here and waits"),
}
MOST = 9  # digits there are to answer with


class PassingOn(QObject):
    """Asks to whom, or why, in place.

    Signals: ``problem_met(object)``; ``passed()`` once a case has another owner.
    """

    problem_met = Signal(object)
    passed = Signal()

    def __init__(self, window: "MainWindow", counter: "Counter", store: "Worker") -> None:
        super().__init__(window)
        self._window = window
        self._counter = counter
        self._store = store

    def move_to(self, frame: "Frame", look: Look) -> None:
        """The window was built anew."""
        frame.home.hand_over_requested.connect(self.ask_hand_over)
        frame.home.take_over_requested.connect(self.ask_take_over)

    def ask_take_over(self, case: str) -> None:
        """Why is another operator's case taken over? Without the right it is said before anything is asked."""
        if not may(self._counter.roles, "take_over"):
            self.problem_met.emit(Problem("720"))
            return
        window = self._window
        assert window.queue is not None
        say = window.look.say
        answers = [(key, say(words)) for key, words in REASONS.items()]
        again = partial(self.ask_take_over, case)
        window.queue.ask(again, say("Take the case over: why?"), answers, lambda key: self._take_over(case, key))

    def _take_over(self, case: str, key: str) -> None:
        from desktop.operations import taking_over

        counter, reason = self._counter, self._window.look.say(REASONS[key])
        self._store.run(
            lambda: taking_over.take_over_case(counter, case, reason),
            lambda _: self.passed.emit(),
            self.problem_met.emit,
        )

    def ask_hand_over(self, case: str) -> None:
        """To whom does one's own case go?"""
        from desktop.operations.operators import list_operators

        counter = self._counter
        self._store.run(
            lambda: list_operators(counter), lambda known: self._ask_whom(case, known), self.problem_met.emit
        )

    def _ask_whom(self, case: str, known: "tuple[KnownOperator, ...]") -> None:
        window, me = self._window, self._counter.operator.id
        assert window.queue is not None
        others = [one for one in known if one.active and one.id != me and may(one.roles, "serve")][:MOST]
        if not others:
            self.problem_met.emit(Problem("733"))
            return
        answers = [(one.id, one.name) for one in others]
        again = partial(self._ask_whom, case, known)
        window.queue.ask(
            again, window.look.say("Hand the case over: to whom?"), answers, partial(self._hand_over, case)
        )

    def _hand_over(self, case: str, to: str) -> None:
        from desktop.operations import taking_over

        counter = self._counter
        self._store.run(
            lambda: taking_over.hand_over_case(counter, case, to),
            lambda _: self.passed.emit(),
            self.problem_met.emit,
        )
