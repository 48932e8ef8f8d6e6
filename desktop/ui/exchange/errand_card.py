"""A card something goes on at: it begins an errand, shows how far it is, and what came of it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QApplication, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui.context import Look
from desktop.ui.exchange.errands import Outcome, Work
from desktop.ui.exchange.front import SyncFront
from desktop.ui.keeping.card import Card, in_row
from desktop.ui.widgets.labels import Tone, label
from desktop.ui.widgets.progress import ProgressLine
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.workers import Worker


class ErrandCard(Card):
    """``KINDS`` are the errands of this card; ``say_outcome`` says what came of one, ``say_progress`` how far it is.

    Signals: ``problem_met(object)``.
    """

    problem_met = Signal(object)
    KINDS: tuple[str, ...] = ()

    def __init__(
        self, look: Look, title: str, about: str, counter: "Counter", store: "Worker", front: SyncFront
    ) -> None:
        super().__init__(look, title, about)
        self.counter, self.store, self.front = counter, store, front
        self._line = ProgressLine(look.palette)
        self._how_far = label("", tone="quiet", size="note")
        self._cancel = self.button(look.say("Stop"), front.errands.cancel, "plain", "Esc")
        self._was_running = False
        self._work = QWidget()
        column = QVBoxLayout(self._work)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        for widget in (self._how_far, self._line, in_row(self._cancel)):
            column.addWidget(widget)
        self._work.hide()
        self.column.addWidget(self._work)
        front.errands.changed.connect(self._errands_changed)
        front.errands.ended.connect(self._errand_ended)

    # what a card says of its errands

    def say_outcome(self, kind: str, outcome: Outcome) -> tuple[str, Tone]:
        """What came of an errand."""
        raise NotImplementedError

    def say_progress(self, done: int, of: int) -> str:
        """How far it is."""
        return self.say("{done} of {of} entries", done=done, of=of) if of else self.say("A moment…")

    def focus_start(self) -> None:
        """The keyboard comes to the first thing there is to do."""
        raise NotImplementedError

    def show_running(self, running: bool) -> None:
        """Something of this card goes on, or no more."""

    def errand_ended(self, kind: str) -> None:
        """An errand of this card came to its end; what came of it is told already."""

    # what the room asks

    @property
    def is_running(self) -> bool:
        """Whether something of this card goes on."""
        return self.front.errands.kind in self.KINDS

    def begin(self, kind: str, work: Work) -> None:
        """Begin an errand; where another one goes on that was asked for, say so."""
        self.tell("")
        for other in self.KINDS:
            self.front.errands.forget(other)
        if not self.front.errands.begin(kind, work):
            self.tell_busy()

    def say_no_centre(self) -> str:
        """Why nothing can go on here: in practice there is no centre, else none was taken up yet."""
        if self.counter.practice:
            return Problem("879").sentence(self.say)
        return self.say("This counter belongs to no centre yet. Alt+5 has what to do.")

    def tell_busy(self) -> None:
        """Another errand was asked for before."""
        self.tell(self.say("Something else goes on with the centre. Wait until it is done, or stop it."), "care")

    def take_back(self) -> bool:
        """Esc: stop what goes on; then put away what is told."""
        if self.is_running:
            self.front.errands.cancel()
            return True
        told = not self.told.isHidden()
        self.tell("")
        for kind in self.KINDS:
            self.front.errands.forget(kind)
        return told

    def stop(self) -> None:
        """The room is left: what goes on goes on."""

    def show_work(self) -> None:
        """How it stands with the errands of this card."""
        errands = self.front.errands
        running = self.is_running
        keyboard_here = _has_keyboard(self)
        self._work.setVisible(running)
        if running:
            self.tell("")
            words = self.say("Stopping…") if errands.is_ending else self.say_progress(errands.done, errands.of)
            self._how_far.setText(words)
            self._line.show_share(errands.done, errands.of)
        else:
            for kind in self.KINDS:
                if kind in errands.outcomes:
                    self._tell_outcome(kind, errands.outcomes[kind])
        begun, ended = running and not self._was_running, self._was_running and not running
        self._was_running = running
        if begun and keyboard_here:
            self._cancel.setFocus()
        self.show_running(running)
        if ended and (keyboard_here or _has_keyboard(self)):
            self.focus_start()

    def _tell_outcome(self, kind: str, outcome: Outcome) -> None:
        if outcome.problem is not None:
            self.tell_problem(outcome.problem)
        else:
            self.tell(*self.say_outcome(kind, outcome))

    def _errands_changed(self) -> None:
        if isValid(self):
            self.show_work()

    def _errand_ended(self, kind: str) -> None:
        if isValid(self) and kind in self.KINDS:
            self.errand_ended(kind)


def _has_keyboard(card: QWidget) -> bool:
    held = QApplication.focusWidget()
    return held is not None and card.isAncestorOf(held)
