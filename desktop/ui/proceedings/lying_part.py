"""The part of a case's page about a result nobody collected: where it is, and the one thing to be done about it."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QVBoxLayout
from shiboken6 import isValid

from desktop.operations import unclaimed
from desktop.operations.unclaimed import Situation
from desktop.ui.proceedings.desk import RoomDesk
from desktop.ui.proceedings.lying_words import say_lying
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import label, set_tone
from forms.catalogues import N_
from forms.dates import show_date
from forms.problems import Problem

KEY = "Ctrl+U"
# What stands where: at the State Corporation, and at the provider.
_TOLD = {
    ("lying", True): N_("The result waits here to be collected. Until {until} it is kept; then it goes back."),
    ("over", True): N_("Nobody collected the result within the time it is kept ({until}): return it to the provider."),
    ("returned", True): N_("The result went back to the provider. If the applicant comes, ask for it again."),
    ("asked", True): N_("The provider was asked for the result and sends it by {resend}."),
    ("returned", False): N_("Nobody collected the result: the State Corporation returned it to us."),
    ("asked", False): N_("The State Corporation asks for the result: send it again by {resend}."),
}
_PLAIN = N_("The result waits here to be collected.")
_SENT = N_("The result was sent to the State Corporation. If it comes back as unclaimed, note it here.")


class LyingPart(QFrame):
    """Hidden where there is nothing to say. What is done is recorded at once; a note may be written beside it.

    Signals: ``recorded(str)`` with what to say.
    """

    recorded = Signal(str)

    def __init__(self, desk: RoomDesk, number: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self._desk, self._number, self._busy = desk, number, False
        self._act: Callable[[], None] | None = None
        say, palette = desk.say, desk.look.palette
        self._where = label("")
        self._note = Field(desk.look, say("Note"), hint=say("it may stay empty"))
        self._button = KeyButton("", KEY, palette, look="plain")
        self._button.clicked.connect(lambda _: self.act())
        self._trouble = label("", tone="trouble")
        self._trouble.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(20, 14, 20, 16)
        column.setSpacing(10)
        column.addWidget(label(say("Not collected"), strong=True))
        column.addWidget(self._where)
        column.addWidget(self._note)
        column.addWidget(self._button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._trouble)
        shortcut = QShortcut(QKeySequence(KEY), self)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(self.act)
        self.hide()
        counter = desk.counter
        desk.store.run(lambda: unclaimed.look_at_result(counter, number), self._show, lambda _: None)

    def act(self) -> None:
        """Do the one thing that is to be done now."""
        if self._act is not None and not self._busy and self._button.isVisibleTo(self):
            self._act()

    def _show(self, found: Situation) -> None:
        if not isValid(self):
            return
        say, lying, number = self._desk.say, found.lying, self._number
        counter = self._desk.counter
        if lying is None:
            self.setVisible(found.may_come_back)
            self._where.setText(say(_SENT))
            self._offer(
                say("It came back as unclaimed"),
                lambda words: unclaimed.return_unclaimed(counter, number, words),
                say("Noted: the result is back with us."),
            )
            return
        until = "" if lying.until is None else show_date(lying.until)
        resend = "" if lying.resend is None else show_date(lying.resend)
        message = _TOLD[(lying.state, lying.here)] if until or resend or lying.state == "returned" else _PLAIN
        told = say(message, until=until, resend=resend)
        if lying.result_number:
            told += "\n" + say("The provider's number of the result: {number}", number=lying.result_number)
        self._where.setText(told)
        _, tone = say_lying(lying, self._desk.look)
        set_tone(self._where, tone)
        self.show()
        if lying.state == "over":
            self._offer(
                say("Returned to the provider"),
                lambda words: unclaimed.return_unclaimed(counter, number, words),
                say("Recorded: the result went back to the provider."),
            )
        elif lying.state == "returned":
            self._offer(
                say("Ask the provider for it again") if lying.here else say("It is asked for again"),
                lambda words: unclaimed.ask_again(counter, number, words),
                say("Recorded: the result is asked for again."),
            )
        elif lying.state == "asked":
            self._offer(
                say("It came again") if lying.here else say("Sent again"),
                lambda words: unclaimed.send_again(counter, number, words),
                say("Recorded: the result is at the State Corporation again."),
            )
        else:
            self._note.hide()
            self._button.hide()

    def _offer(self, words: str, operation: Callable[[str], object], done: str) -> None:
        self._button.setText(words)
        self._button.setAccessibleName(f"{words} ({KEY})")
        self._button.updateGeometry()

        def act() -> None:
            self._busy = True
            note = self._note.text()
            self._desk.store.run(lambda: operation(note), lambda _: self._done(done), self._failed)

        self._act = act

    def _done(self, words: str) -> None:
        if isValid(self):
            self.recorded.emit(words)

    def _failed(self, problem: Problem) -> None:
        if isValid(self):
            self._busy = False
            self._trouble.setText(f"⚠ {problem.sentence(self._desk.say)}")
            self._trouble.show()
