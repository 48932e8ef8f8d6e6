"""What the cards of the keeping room are made of: a title, a line that tells, and a form that asks twice."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QVBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.widgets.buttons import ButtonLook, KeyButton
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import Tone, label, set_tone
from forms.problems import Problem

SIGNS: dict[str, str] = {"trouble": "⚠ ", "good": "✓ "}


class Card(QFrame):
    """A card with a title, what it is for, and a line for what just happened."""

    def __init__(self, look: Look, title: str, about: str) -> None:
        super().__init__()
        self.setObjectName("card")
        self.look = look
        self.say = look.say
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(20, 14, 20, 14)
        self.column.setSpacing(10)
        self.column.addWidget(label(title, size="title"))
        self.column.addWidget(label(about, tone="quiet"))
        self.told: QLabel = label("")
        self.told.setAccessibleName(title)
        self.column.addWidget(self.told)
        self.told.hide()

    def tell(self, words: str, tone: Tone = "") -> None:
        """Say what happened, or nothing with an empty text."""
        self.told.setText(f"{SIGNS.get(tone, '')}{words}" if words else "")
        set_tone(self.told, tone)
        self.told.setVisible(bool(words))

    def tell_problem(self, problem: Problem) -> None:
        """Say what went wrong, in its place."""
        self.tell(problem.sentence(self.say), "trouble")

    def button(self, words: str, act: Callable[[], None], kind: ButtonLook = "plain", key: str = "") -> KeyButton:
        """A button of the card."""
        made = KeyButton(words, key, self.look.palette, look=kind)
        made.clicked.connect(lambda _: act())
        return made


def in_row(*widgets: QWidget) -> QWidget:
    """Widgets beside each other, from the left."""
    row = QWidget()
    inside = QHBoxLayout(row)
    inside.setContentsMargins(0, 0, 0, 0)
    inside.setSpacing(8)
    for widget in widgets:
        inside.addWidget(widget)
    inside.addStretch(1)
    return row


class Confirm(QWidget):
    """A reason, and the counter's code typed: what cannot be taken back is asked for twice.

    Signals: ``confirmed(str, str)`` with the reason and what was typed; ``taken_back()``.
    """

    confirmed = Signal(str, str)
    taken_back = Signal()

    def __init__(self, look: Look, act: str, code: str) -> None:
        super().__init__()
        say = self.say = look.say
        self._code = code
        self.reason = Field(look, say("Reason"), hint=say("it is written into the journal"))
        self.typed = Field(look, say("To confirm, type the counter's code: {code}", code=code), width=200)
        self.act = KeyButton(act, "", look.palette, look="primary")
        self.act.clicked.connect(lambda _: self._confirm())
        back = KeyButton(say("Leave it as it is"), "Esc", look.palette, look="plain")
        back.clicked.connect(lambda _: self.taken_back.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        column.addWidget(self.reason)
        column.addWidget(self.typed)
        column.addWidget(in_row(self.act, back))
        for field in (self.reason, self.typed):
            field.edited.connect(lambda _, field=field: field.show_wrong(""))
        self.setFocusProxy(self.reason)

    def fill(self, reason: str, typed: str) -> None:
        """What was typed before, in another language or light."""
        self.reason.set_text(reason)
        self.typed.set_text(typed)

    def focus(self) -> None:
        """The keyboard comes to the reason."""
        self.reason.input.setFocus(Qt.FocusReason.OtherFocusReason)

    def _confirm(self) -> None:
        """Both are there, or the one that is not says so and has the keyboard."""
        reason, typed = self.reason.text().strip(), self.typed.text().strip()
        if not reason:
            self.reason.show_wrong(self.say("Write the reason."))
            self.reason.input.setFocus()
        elif typed != self._code:
            self.typed.show_wrong(self.say("Type {code} exactly as it stands here.", code=self._code))
            self.typed.input.setFocus()
        else:
            self.confirmed.emit(reason, typed)
