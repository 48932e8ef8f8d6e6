"""A password is chosen, typed twice: the founder's at the first start, or of who protects a counter in the clear."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.settings.form import Form, KeysHere, Place
from desktop.ui.sign_in.card import NONE, WIDE, language_words, press_or, put_in_card
from desktop.ui.sign_in.secret_field import SecretField
from desktop.ui.sign_in.state import NewPasswordState
from desktop.ui.widgets.buttons import KeyButton, link_button
from desktop.ui.widgets.choices import Choice
from desktop.ui.widgets.labels import label
from forms.problems import Problem


class TwoFields(QWidget):
    """A password, or a PIN, and the same once more, bound to a state; what is wrong is told where it is wrong."""

    def __init__(
        self, look: Look, state: NewPasswordState, *, pin: bool = False, focus: Callable[[str], None] | None = None
    ) -> None:
        super().__init__()
        self._look = look
        self._state = state
        self._focus = focus or self._take_keyboard
        say = look.say
        if pin:
            name, hint = say("New PIN"), say("4 to 8 digits; it unlocks only what you locked yourself.")
        else:
            name = say("New password")
            hint = say("At least 8 characters; a few words that only you put together are best.")
        self.first = SecretField(look, name, hint=hint, shown=state.shown)
        self.second = SecretField(look, say("The same once more"), shown=state.shown)
        self.first.set_text(state.first)
        self.second.set_text(state.second)
        self.first.edited.connect(lambda text: self._typed("first", text))
        self.second.edited.connect(lambda text: self._typed("second", text))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.first)
        column.addWidget(self.second)
        self.second.follow(self.first)
        self.setFocusProxy(self.first)

    def stand_in(self, form: Form) -> None:
        """Take a place in a form, each field one of its own."""
        form.body.addWidget(self)
        for key, made in (("first", self.first), ("second", self.second)):
            form.places[key] = Place(made, made.input.accessibleName(), made.show_wrong)

    def complete(self) -> bool:
        """Whether both are typed and equal; else it is said where they are not."""
        state = self._state
        state.shown = self.first.shown or self.second.shown
        state.problem = Problem("721") if not state.first else Problem("722") if state.first != state.second else None
        self.tell()
        return state.problem is None

    def tell(self) -> None:
        """Say what is wrong, and bring the keyboard there."""
        problem = self._state.problem
        sentence = "" if problem is None else problem.sentence(self._look.say)
        at_second = problem is not None and problem.code == "722"
        self.first.show_wrong("" if at_second else sentence)
        self.second.show_wrong(sentence if at_second else "")
        if problem is not None:
            self._focus("second" if at_second else "first")

    def _take_keyboard(self, which: str) -> None:
        (self.second if which == "second" else self.first).setFocus()

    def _typed(self, which: str, text: str) -> None:
        setattr(self._state, which, text)
        if self._state.problem is not None:
            self._state.problem = None
            self.first.show_wrong("")
            self.second.show_wrong("")


class NewPasswordScreen(QFrame, KeysHere):
    """Why a password, the password twice, and what happens with it.

    Signals: ``given(str)`` with the password; ``put_off()`` where ``later`` words are given; ``language_requested()``.
    """

    given = Signal(str)
    put_off = Signal()
    language_requested = Signal()
    stands_alone = True

    def __init__(
        self,
        look: Look,
        state: NewPasswordState,
        *,
        title: str,
        lead: str,
        onward: str,
        later: str = "",
    ) -> None:
        super().__init__()
        self._look = look
        self.state = state
        say = look.say
        self.form = form = Form(look, wide=WIDE)
        form.body.setSpacing(10)
        form.body.addWidget(label(title, size="title"))
        form.body.addWidget(label(lead, tone="quiet"))
        if len(state.people) > 1:
            who = Choice(say("Who will be the administrator?"), [(p.id, p.name) for p in state.people], look.palette)
            who.choose(state.operator)
            who.answered.connect(lambda chosen: setattr(state, "operator", str(chosen)))
            form.body.addWidget(who)
        self.fields = TwoFields(look, state, focus=form.focus_place)
        self.fields.stand_in(form)
        row = QHBoxLayout()
        self.onward = KeyButton(onward, "F10", look.palette, look="primary")
        self.onward.clicked.connect(self.go_on)
        row.addWidget(self.onward)
        self._told = label("", tone="quiet", size="note")
        row.addWidget(self._told, 1)
        form.body.addLayout(row)
        links = QHBoxLayout()
        offers = [(later, self.put_off)] if later else []
        for words, signal in (*offers, (language_words(look), self.language_requested)):
            link = link_button(words)
            link.clicked.connect(signal)
            links.addWidget(link)
        links.addStretch(1)
        form.body.addLayout(links)
        put_in_card(self, form)
        self._show_busy()
        if state.problem is not None:
            self.fields.tell()

    def focus_start(self) -> None:
        """The keyboard rests in the first field."""
        self.form.focus_place("second" if self.state.first and not self.state.second else "first")

    def go_on(self) -> None:
        """F10 or Enter."""
        if not self.state.checking and self.fields.complete():
            self.state.checking = True
            self._show_busy()
            self.given.emit(self.state.first)

    def tell(self, problem: Problem) -> None:
        """It was not taken."""
        self.state.checking = False
        self.state.problem = problem
        self._show_busy()
        self.fields.tell()

    def _show_busy(self) -> None:
        self.onward.setEnabled(not self.state.checking)
        self._told.setText(self._look.say("One moment…") if self.state.checking else "")

    def event(self, event: QEvent) -> bool:
        """Enter goes on from anywhere but a link."""
        keys: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (Qt.Key.Key_F10, NONE): self.go_on,
            (Qt.Key.Key_Return, NONE): lambda: press_or(self.go_on),
            (Qt.Key.Key_Enter, NONE): lambda: press_or(self.go_on),
        }
        return self.takes(event, keys) or super().event(event)
