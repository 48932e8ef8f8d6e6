"""The first start where the district made the counter: its code or its file, then the questions that are left."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout
from shiboken6 import isValid

from desktop.operations.invited_start import start_with
from desktop.operations.profile_keeping import FirstStart
from desktop.ui.context import Look
from desktop.ui.exchange.errands import Errands
from desktop.ui.exchange.invitation_fields import InvitationFields, Typed
from desktop.ui.exchange.taking import TAKE, take
from desktop.ui.settings.form import Form, KeysHere
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import label, set_tone
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.enrolling import TakenInvitation
    from desktop.ui.workers import Worker

BEFORE = "errands before the counter"


def errands_before(store: "Worker") -> Errands:
    """Errands of a window that has no counter yet; they end with the store's worker."""
    errands = store.findChild(Errands, BEFORE)
    if errands is None:
        errands = Errands(store, store)
        errands.setObjectName(BEFORE)
        errands.failed.connect(store.failed)
        store.ending.connect(errands.join)
    return errands


class InvitedScreen(QFrame, KeysHere):
    """Asks into ``typed``, which outlives the screen. The network is asked on a thread of its own (``errands``).

    Signals: ``taken(object)`` with the FirstStart that has the district's answers; ``left()``.
    """

    taken = Signal(object)
    left = Signal()

    def __init__(self, look: Look, start: FirstStart, errands: Errands, typed: Typed) -> None:
        super().__init__()
        self.setObjectName("card")
        self._look, self._start, self._errands = look, start, errands
        say = look.say
        self._onward = KeyButton(say("Take up the invitation"), "F10", look.palette, look="primary")
        self._onward.clicked.connect(self.go_on)
        self._back = KeyButton(say("Back"), "Esc", look.palette)
        self._back.clicked.connect(self.go_back)
        head = QHBoxLayout()
        head.setSpacing(12)
        head.addWidget(label(say("The district has made this counter"), size="title"), 1)
        head.addWidget(self._back)
        head.addWidget(self._onward)
        form = Form(look)
        lead = say(
            "With its code or its file the name, the services and the counter's code are there at once; only who works "
            "here is asked. A code needs the network now, a file does not."
        )
        self._told = label("")
        self._fields = InvitationFields(look, typed)
        self._fields.hide_act()
        self._fields.confirmed.connect(self._take)
        for widget in (label(lead, tone="quiet"), self._told, self._fields):
            form.body.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 12, 12, 8)
        column.setSpacing(8)
        column.addLayout(head)
        column.addWidget(form, 1)
        errands.changed.connect(self._show)
        errands.ended.connect(self._ended)
        self._show()

    def focus_start(self) -> None:
        """The keyboard comes to what the district gave."""
        self._fields.focus_start()

    def go_on(self) -> None:
        """F10: take it up, once everything is typed."""
        if not self._errands.running:
            self._fields.confirm()

    def go_back(self) -> None:
        """Esc: end what goes on; else back to the questions."""
        if self._errands.running:
            self._errands.cancel()
        else:
            self._errands.forget(TAKE)
            self.left.emit()

    def _take(self, typed: Typed) -> None:
        path = self._fields.path
        self._errands.begin(TAKE, lambda _: take(typed, path))

    def _show(self) -> None:
        if not isValid(self):
            return
        running = self._errands.running
        if running and self.isVisible():
            self._back.setFocus()  # the fields let go of the keyboard
        self._onward.setEnabled(not running)
        self._fields.setEnabled(not running)
        outcome = self._errands.outcomes.get(TAKE)
        if running:
            self._tell(self._look.say("The district's centre is asked…"))
        elif outcome is not None and outcome.problem is not None:
            self._tell_problem(outcome.problem)
        else:
            self._tell("")

    def _ended(self, kind: str) -> None:
        outcome = self._errands.outcomes.get(kind)
        if not isValid(self) or outcome is None:
            return
        if outcome.result is None:
            self.focus_start()
            return
        taken: TakenInvitation = outcome.result
        self._errands.forget(TAKE)
        try:
            start = start_with(self._start, taken)
        except Problem as problem:
            self._tell_problem(problem)
            self.focus_start()
        else:
            self.taken.emit(start)

    def _tell_problem(self, problem: Problem) -> None:
        self._tell(f"⚠ {problem.sentence(self._look.say)}")
        set_tone(self._told, "trouble")

    def _tell(self, words: str) -> None:
        set_tone(self._told, "quiet")
        self._told.setText(words)
        self._told.setVisible(bool(words))

    def event(self, event: QEvent) -> bool:
        """F10 takes it up, Esc goes back."""
        none = Qt.KeyboardModifier.NoModifier
        keys = {(Qt.Key.Key_F10, none): self.go_on, (Qt.Key.Key_Escape, none): self.go_back}
        return self.takes(event, keys) or super().event(event)
