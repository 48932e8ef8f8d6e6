"""The way back in by the recovery sheet: its code, who comes in by it, and their new password."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.ui.context import Look
from desktop.ui.settings.form import Form, KeysHere, Place
from desktop.ui.sign_in.card import NONE, WIDE, language_words, press_or, put_in_card
from desktop.ui.sign_in.new_password import TwoFields
from desktop.ui.sign_in.state import RecoveryState
from desktop.ui.widgets.buttons import KeyButton, link_button
from desktop.ui.widgets.choices import Choice
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import label
from forms.problems import Problem

# Told at the code's field; everything else is told at the password's.
OF_THE_CODE = ("701", "709", "710", "723")


class RecoveryWayScreen(QFrame, KeysHere):
    """Asks for the sheet's code and a new password.

    Signals: ``given(str, str, str)`` with the code, the operator and their new password; ``closed()`` back to signing
    in; ``language_requested()``.
    """

    given = Signal(str, str, str)
    closed = Signal()
    language_requested = Signal()
    stands_alone = True

    def __init__(self, look: Look, state: RecoveryState) -> None:
        super().__init__()
        self._look = look
        self._state = state
        say = look.say
        self.form = form = Form(look, wide=WIDE)
        form.body.setSpacing(10)
        form.body.addWidget(label(say("Back in by the recovery sheet"), size="title"))
        lead = say("The sheet was printed when the counter was protected; an administrator keeps it locked away.")
        form.body.addWidget(label(lead, tone="quiet", size="note"))
        hint = say("Eight groups of five, as they stand on the sheet; hyphens and spaces do not matter.")
        self.code = Field(look, say("Code of the recovery sheet"), hint=hint)
        self.code.set_text(state.code)
        self.code.edited.connect(self._code_typed)
        form.body.addWidget(self.code)
        form.places["code"] = Place(self.code, say("Code of the recovery sheet"), self.code.show_wrong)
        self._who = Choice(say("Who gets a new password?"), [(one.id, one.name) for one in state.people], look.palette)
        self._who.choose(state.operator)
        self._who.answered.connect(lambda operator: setattr(state, "operator", str(operator)))
        form.body.addWidget(self._who)
        self.fields = TwoFields(look, state, focus=form.focus_place)
        self.fields.stand_in(form)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.onward = KeyButton(say("Set the password and sign in"), "F10", look.palette, look="primary")
        self.onward.clicked.connect(self.go_on)
        back = KeyButton(say("Back"), "Esc", look.palette)
        back.clicked.connect(self.closed)
        language = link_button(language_words(look))
        language.clicked.connect(self.language_requested)
        row.addWidget(back)
        row.addWidget(self.onward)
        row.addStretch(1)
        form.body.addLayout(row)
        form.body.addWidget(language)
        put_in_card(self, form)
        self._tell()

    def focus_start(self) -> None:
        """The keyboard rests in the code's field."""
        self.form.focus_place("code")

    def go_on(self) -> None:
        """F10 or Enter."""
        state = self._state
        if state.checking:
            return
        if not state.code.strip():
            self.tell(Problem("723"))
        elif self.fields.complete():
            state.checking = True
            self._tell()
            self.given.emit(state.code, state.operator, state.first)

    def tell(self, problem: Problem) -> None:
        """It was not taken."""
        self._state.checking = False
        self._state.problem = problem
        self._tell()
        if problem.code in OF_THE_CODE:
            self.form.focus_place("code")

    def _code_typed(self, text: str) -> None:
        self._state.code = text
        if self._state.problem is not None:
            self._state.problem = None
            self._tell()

    def _tell(self) -> None:
        problem = self._state.problem
        of_code = problem is not None and problem.code in OF_THE_CODE
        self.code.show_wrong(problem.sentence(self._look.say) if problem is not None and of_code else "")
        if problem is not None and not of_code:
            self.fields.tell()
        self.onward.setEnabled(not self._state.checking)

    def event(self, event: QEvent) -> bool:
        """Enter goes on from anywhere but a button; Esc goes back."""
        keys: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (Qt.Key.Key_F10, NONE): self.go_on,
            (Qt.Key.Key_Return, NONE): lambda: press_or(self.go_on),
            (Qt.Key.Key_Enter, NONE): lambda: press_or(self.go_on),
            (Qt.Key.Key_Escape, NONE): self.closed.emit,
        }
        return self.takes(event, keys) or super().event(event)
