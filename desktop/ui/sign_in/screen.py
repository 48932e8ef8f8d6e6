"""Who is at the counter? The operators by arrow keys, and the password or PIN of the one chosen."""

import time
from collections.abc import Callable

from PySide6.QtCore import QEvent, Qt, QTimer, Signal
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from desktop.ui.context import Look
from desktop.ui.settings.form import Form, KeysHere, Place
from desktop.ui.sign_in.card import NONE, WIDE, language_words, press_or, put_in_card
from desktop.ui.sign_in.secret_field import SecretField
from desktop.ui.sign_in.state import SignInState
from desktop.ui.widgets.buttons import KeyButton, link_button
from desktop.ui.widgets.choices import Choice
from desktop.ui.widgets.labels import label
from forms.problems import Problem

COUNT_MS = 500
ONE_COLUMN = 2  # more people than these stand in two, so that a low window shows the password too


class SignInScreen(QFrame, KeysHere):
    """Stands in home's place at the start, or over everything while the counter is locked.

    Signals: ``given(str, str, str)`` with an operator, a secret, and “password” or “pin”; ``recovery_requested()``;
    ``language_requested()``; ``leave_requested()`` where ``leave`` words are given.
    """

    given = Signal(str, str, str)
    recovery_requested = Signal()
    language_requested = Signal()
    leave_requested = Signal()
    stands_alone = True

    def __init__(self, look: Look, state: SignInState, *, leave: str = "") -> None:
        super().__init__()
        self._look = look
        self.state = state
        say = look.say
        self.form = form = Form(look, wide=WIDE)
        form.body.setSpacing(10)
        form.body.addWidget(label(self._title(), size="title"))
        people = [(one.id, one.name) for one in state.people]
        columns = 2 if len(people) > ONE_COLUMN else 1
        self._choice = Choice(say("Who are you?"), people, look.palette, columns=columns)
        self._choice.choose(state.chosen)
        self._choice.answered.connect(lambda chosen: self._choose(str(chosen)))
        form.body.addWidget(self._choice)
        form.places["operator"] = Place(self._choice, say("Who are you?"), lambda sentence: None)
        self._secret_place = QVBoxLayout()
        form.body.addLayout(self._secret_place)
        self._other_way = link_button("")
        self._other_way.clicked.connect(self._turn_way)
        form.body.addWidget(self._other_way)
        row = QHBoxLayout()
        row.setSpacing(8)
        self.enter = KeyButton(say("Unlock") if state.locked else say("Sign in"), "F10", look.palette, look="primary")
        self.enter.clicked.connect(self.go_on)
        self._told = label("", tone="quiet", size="note")
        row.addWidget(self.enter)
        row.addWidget(self._told, 1)
        form.body.addLayout(row)
        links = QHBoxLayout()
        links.setSpacing(8)
        for words, signal in self._links(leave):
            link = link_button(words)
            link.clicked.connect(signal)
            links.addWidget(link)
        links.addStretch(1)
        form.body.addLayout(links)
        put_in_card(self, form)
        self._count = QTimer(self)
        self._count.setInterval(COUNT_MS)
        self._count.timeout.connect(self._tell)
        self.secret: SecretField
        self._ask_secret()

    def _title(self) -> str:
        state, say = self.state, self._look.say
        name = next((one.name for one in state.people if one.id == state.locked), "")
        return say("Locked: {name}", name=name) if name else say("Signing in")

    def _links(self, leave: str) -> list[tuple[str, Signal]]:
        say = self._look.say
        links = [(language_words(self._look), self.language_requested)]
        if not self.state.locked:
            links.insert(0, (say("Forgotten password: the recovery sheet"), self.recovery_requested))
        if leave:
            links.append((leave, self.leave_requested))
        return links  # type: ignore[return-value]

    # what is typed

    def _ask_secret(self) -> None:
        """The field for the one chosen: a PIN where they have one and left the counter locked."""
        state, say = self.state, self._look.say
        while self._secret_place.count():
            item = self._secret_place.takeAt(0)
            widget = None if item is None else item.widget()
            if widget is not None:
                widget.hide()
                widget.deleteLater()
        name = say("PIN") if state.by == "pin" else say("Password")
        self.secret = SecretField(self._look, name, shown=state.shown)
        self.secret.set_text(state.secret)
        self.secret.edited.connect(self._typed)
        self.secret.stepped.connect(self._step)
        self._secret_place.addWidget(self.secret)
        self.form.places["secret"] = Place(self.secret, name, self.secret.show_wrong)
        both = bool(state.locked == state.chosen and state.person.has_pin)
        self._other_way.setText(say("By password instead") if state.by == "pin" else say("By PIN instead"))
        self._other_way.setVisible(both)
        self.enter.setText(say("Unlock") if state.locked == state.chosen else say("Sign in"))
        self._tell()

    def _typed(self, text: str) -> None:
        self.state.secret = text
        self.state.shown = self.secret.shown
        if self.state.problem is not None:
            self.state.problem, self.state.typed_cyrillic = None, False
            self._tell()

    def _choose(self, operator: str) -> None:
        if operator != self.state.chosen and not self.state.checking:
            self.state.shown = self.secret.shown
            self.state.choose(operator)
            self._ask_secret()
        elif operator != self.state.chosen:
            self._choice.choose(self.state.chosen)

    def _clear(self) -> None:
        self.secret.set_text("")
        self._typed("")

    def _turn_way(self) -> None:
        state = self.state
        state.by, state.secret, state.problem = ("password" if state.by == "pin" else "pin"), "", None
        self._ask_secret()
        self.focus_start()

    def _step(self, by: int) -> None:
        people = [one.id for one in self.state.people]
        place = people.index(self.state.chosen) + by
        if 0 <= place < len(people) and not self.state.checking:
            self._choice.choose(people[place])
            self._choose(people[place])
            self.focus_start()

    # what is told

    def tell(self, problem: Problem, *, wait: float = 0.0) -> None:
        """It was wrong, or cannot be tried yet: the field is empty again, and the sentence stands at it."""
        state = self.state
        state.checking = False
        state.problem = problem
        state.typed_cyrillic = any(letter.isalpha() and not letter.isascii() for letter in state.secret)
        state.secret = ""
        state.wait_until = time.monotonic() + wait if wait else 0.0
        self.secret.set_text("")
        self._tell()
        self.focus_start()

    def seconds_left(self) -> int:
        """Whole seconds until the next try is heard."""
        return max(0, -int(-(self.state.wait_until - time.monotonic()) // 1))

    def _tell(self) -> None:
        state, say = self.state, self._look.say
        sentence = "" if state.problem is None else state.problem.sentence(say)
        if state.typed_cyrillic:
            sentence += " " + say("It was typed in Cyrillic letters: look at the keyboard's language.")
        self.secret.show_wrong(sentence)
        left = self.seconds_left() if state.wait_until else 0
        if left:
            self._told.setText(
                self._look.language.say_many("Again in {count} second", "Again in {count} seconds", left)
            )
            self._count.start()
        else:
            self._count.stop()
            self._told.setText(say("One moment…") if state.checking else "")
        self.enter.setEnabled(not left and not state.checking)

    # keys

    def go_on(self) -> None:
        """F10 or Enter: try it."""
        state = self.state
        if state.checking or self.seconds_left():
            return
        if not state.secret:
            self.focus_start()
            return
        state.shown = self.secret.shown
        state.checking = True
        self._tell()
        self.given.emit(state.chosen, state.secret, state.by)

    def focus_start(self) -> None:
        """The keyboard rests in the password's field."""
        self.form.focus_place("secret")

    def event(self, event: QEvent) -> bool:
        """Enter signs in from anywhere but a link; the arrows choose who."""
        keys: dict[tuple[Qt.Key, Qt.KeyboardModifier], Callable[[], None]] = {
            (Qt.Key.Key_F10, NONE): self.go_on,
            (Qt.Key.Key_Return, NONE): lambda: press_or(self.go_on),
            (Qt.Key.Key_Enter, NONE): lambda: press_or(self.go_on),
            (Qt.Key.Key_Escape, NONE): self._clear,
        }
        return self.takes(event, keys) or super().event(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is counted where nobody sees it."""
        self._count.stop()
        super().hideEvent(event)
