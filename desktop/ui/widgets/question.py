"""A question asked in place, above the bottom bar: each answer a digit away, Esc takes it back."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui.context import Look
from desktop.ui.keys import digit_of
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import label

SPACING = 8
AROUND = 140  # the rail and the margins


class Question(QFrame):
    """Hidden until something is asked. The keyboard comes here and goes back where it was.

    Signals: ``asked(bool)``, False once it is answered or taken back; ``keyboard_freed()`` where what had the keyboard
    before is not there any more.
    """

    asked = Signal(bool)
    keyboard_freed = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setObjectName("accentBox")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 10, 16, 12)
        column.setSpacing(8)
        self._title = label("", strong=True)
        column.addWidget(self._title)
        self._rows = QVBoxLayout()
        self._rows.setSpacing(8)
        column.addLayout(self._rows)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._buttons: list[KeyButton] = []
        self._then: Callable[[str], None] | None = None
        self._came_from: QWidget | None = None
        self.hide()

    @property
    def is_asking(self) -> bool:
        """Whether an answer is awaited."""
        return self._then is not None

    def ask(self, title: str, answers: Sequence[tuple[str, str]], then: Callable[[str], None]) -> None:
        """Ask; ``then`` gets the value chosen. Another question before the answer replaces this one."""
        if self._then is None:
            self._came_from = QApplication.focusWidget()
        self._then = then
        self._title.setText(title)
        self._empty()
        room, row = 0, QHBoxLayout()
        for place, (value, words) in enumerate(answers):
            button = KeyButton(words, str(place + 1), self._look.palette, look="plain")
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _, value=value: self._answer(value))
            wide = button.sizeHint().width() + SPACING
            if wide > room:
                room, row = self.window().width() - AROUND, QHBoxLayout()
                row.setSpacing(SPACING)
                row.addStretch(1)
                self._rows.addLayout(row)
            room -= wide
            row.insertWidget(row.count() - 1, button)
            self._buttons.append(button)
        self.asked.emit(True)
        self.show()
        self.setFocus()

    def take_keyboard(self) -> None:
        """The keyboard comes here, where something is asked."""
        if self.is_asking:
            self.setFocus()

    def fill(self, alone: bool) -> None:
        """Take all the height there is, or only what the answers need."""
        wanted = QSizePolicy.Policy.Expanding if alone else QSizePolicy.Policy.Fixed
        self.setSizePolicy(QSizePolicy.Policy.Preferred, wanted)

    def take_back(self) -> None:
        """Nothing is chosen; the keyboard goes back where it was."""
        self._then = None
        self.hide()
        came_from, self._came_from = self._came_from, None
        self.asked.emit(False)  # the page is there again, and the keyboard can go back to it
        # The window may have been built anew meanwhile, or the row asked about may have gone.
        if came_from is not None and isValid(came_from) and came_from.isVisible():
            came_from.setFocus()
        else:
            self.keyboard_freed.emit()

    def _empty(self) -> None:
        for button in self._buttons:
            button.hide()
            button.deleteLater()
        self._buttons = []
        while self._rows.count():
            item = self._rows.takeAt(0)
            row = None if item is None else item.layout()
            if row is not None:
                row.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """A digit chooses."""
        digit = digit_of(event)
        if digit is not None and 1 <= digit <= len(self._buttons):
            self._buttons[digit - 1].click()
        else:
            super().keyPressEvent(event)

    def _answer(self, value: str) -> None:
        then = self._then
        self.take_back()
        if then is not None:
            then(value)
