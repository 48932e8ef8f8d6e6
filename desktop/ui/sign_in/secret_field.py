"""A field for a password or a PIN: hidden unless asked, and telling which letters are typed.

Under a Kazakh or Russian layout the same keys make another password, and behind the dots nobody sees it.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from desktop.ui.context import Look
from desktop.ui.widgets.buttons import link_button
from desktop.ui.widgets.fields import Field
from desktop.ui.widgets.labels import label

KAZAKH = frozenset("әғқңөұүһі")
LONGEST = 256
WIDTH = 320


def letters_told(look: Look, text: str) -> str:
    """Which letters a secret is made of, for whoever cannot see it; empty where it has none."""
    letters = {letter for letter in text.lower() if letter.isalpha()}
    latin = {letter for letter in letters if letter.isascii()}
    kazakh, others = letters & KAZAKH, letters - latin
    if latin and others:
        return look.say("Letters: Latin and Cyrillic, mixed")
    if latin:
        return look.say("Letters: Latin")
    if kazakh:
        return look.say("Letters: Cyrillic, Kazakh ones among them")
    return look.say("Letters: Cyrillic") if others else ""


class SecretField(Field):
    """One line nobody reads over a shoulder. ``shown`` is whether it is shown after all.

    Signals: ``stepped(int)`` -1 or 1 for the arrows up and down; ``shown_turned(bool)``.
    """

    stepped = Signal(int)
    shown_turned = Signal(bool)

    def __init__(self, look: Look, name: str, *, hint: str = "", shown: bool = False) -> None:
        super().__init__(look, name, hint=hint, width=WIDTH)
        self._caps = False
        assert isinstance(self.input, QLineEdit)
        self._line = self.input
        self._line.setMaxLength(LONGEST)
        self._line.setInputMethodHints(
            Qt.InputMethodHint.ImhSensitiveData
            | Qt.InputMethodHint.ImhNoPredictiveText
            | Qt.InputMethodHint.ImhNoAutoUppercase
        )
        # The menu of a field offers to copy; from here nothing is taken along.
        self._line.setContextMenuPolicy(Qt.ContextMenuPolicy.NoContextMenu)
        self._told = label("", tone="care", size="note")
        self._turn = link_button("")
        self._turn.clicked.connect(self._turn_shown)
        layout = self.layout()
        assert layout is not None
        layout.addWidget(self._told)
        layout.addWidget(self._turn)
        self._told.hide()
        self._line.textChanged.connect(self._tell)
        self.show_letters(shown)

    @property
    def shown(self) -> bool:
        """Whether what is typed can be read."""
        return self._line.echoMode() == QLineEdit.EchoMode.Normal

    def follow(self, other: "SecretField") -> None:
        """Show and hide with another field, without a link of its own."""
        self._turn.hide()
        other.shown_turned.connect(self.show_letters)

    def _turn_shown(self) -> None:
        self.show_letters(not self.shown)
        self.shown_turned.emit(self.shown)

    def show_letters(self, shown: bool) -> None:
        """Show what is typed, or dots."""
        self._line.setEchoMode(QLineEdit.EchoMode.Normal if shown else QLineEdit.EchoMode.Password)
        say = self._look.say
        self._turn.setText(say("Hide what is typed") if shown else say("Show what is typed"))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Whether Caps Lock is on shows in the letters it makes: the system is not asked."""
        if event.type() == QEvent.Type.KeyPress:
            assert isinstance(event, QKeyEvent)
            text = event.text()
            if len(text) == 1 and text.isalpha() and text.upper() != text.lower():
                shifted = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
                self._caps = text.isupper() != shifted
            elif event.key() == Qt.Key.Key_CapsLock:
                self._caps = False
            elif event.key() in (Qt.Key.Key_Up, Qt.Key.Key_Down):
                self.stepped.emit(-1 if event.key() == Qt.Key.Key_Up else 1)
                return True
            self._tell()
        return super().eventFilter(watched, event)

    def _tell(self, _: str = "") -> None:
        told = [letters_told(self._look, self._line.text())] if self._line.text() else []
        if self._caps:
            told.append(self._look.say("Caps Lock is on"))
        words = " · ".join(part for part in told if part)
        self._told.setText(words)
        self._told.setVisible(bool(words))
