"""Practice: into it, out of it, and from its beginning again."""

from typing import TYPE_CHECKING, Protocol, runtime_checkable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.operations import practice
from desktop.ui.context import Look
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.workers import Worker


@runtime_checkable
class _TurnsPractice(Protocol):
    """A window that can go into practice and back."""

    def turn_practice(self, on: bool) -> None:
        """Into practice, or back to the register."""
        ...


class PracticeCard(QFrame):
    """What practice is, and the keys into it and out of it. Emptying it is asked twice.

    Signals: ``problem_met(object)``.
    """

    problem_met = Signal(object)

    def __init__(self, look: Look, counter: "Counter", store_worker: "Worker", printer_worker: "Worker") -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._counter = counter
        self._store = store_worker
        say = look.say
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(say("Practice"), size="title"))
        if counter.practice:
            words = say("You practise now. Nothing done here reaches the register; papers say that they are practice.")
        else:
            words = say(
                "A counter beside this one, to learn and try everything: its own register and numbers, papers marked "
                "as practice. The real register is closed meanwhile."
            )
        column.addWidget(label(words))
        self._told = label("", tone="quiet", size="note")
        column.addWidget(self._told)
        self._told.hide()
        row = QHBoxLayout()
        row.setSpacing(8)
        turn_words = say("Leave practice") if counter.practice else say("Practise")
        self.turn = KeyButton(turn_words, "F10", look.palette, look="primary")
        self.turn.clicked.connect(self._turn)
        row.addWidget(self.turn)
        self.anew = KeyButton(say("Begin practice anew"), "", look.palette)
        self.anew.clicked.connect(self._begin_anew)
        self._asked = False
        row.addWidget(self.anew)
        row.addStretch(1)
        column.addLayout(row)
        # From within it cannot be emptied: its store is open.
        self.anew.setVisible(not counter.practice)

    def refresh(self) -> None:
        """Read whether there is something to begin anew."""
        folder = self._counter.store.folder
        if not self._counter.practice:
            self._store.run(lambda: practice.has_practice(folder), self._show, self.problem_met.emit)

    def focus_start(self) -> None:
        """The keyboard rests on the way in, or out."""
        self.turn.setFocus()

    def go_on(self) -> None:
        """F10: in, or out."""
        self._turn()

    def restore(self, before: "PracticeCard") -> None:
        """Nothing typed here outlives the card."""

    def stop(self) -> None:
        """The room is left."""
        self._ask(False)

    def _show(self, there: bool) -> None:
        self.anew.setEnabled(there)

    def _turn(self) -> None:
        window = self.window()
        if isinstance(window, _TurnsPractice):
            window.turn_practice(not self._counter.practice)

    def _begin_anew(self) -> None:
        if not self._asked:
            self._ask(True)
            return
        self._ask(False)
        counter = self._counter
        self._store.run(
            lambda: practice.begin_practice_anew_at(counter), lambda _: self._emptied(), self.problem_met.emit
        )

    def _ask(self, asked: bool) -> None:
        self._asked = asked
        self._told.setText(
            "⚠ " + self._look.say("Everything practised is removed. Press it once more to do so.") if asked else ""
        )
        self._told.setVisible(asked)

    def _emptied(self) -> None:
        self._told.setText("✓ " + self._look.say("The practice is empty."))
        self._told.show()
        self.refresh()
