"""The rows of the checklist as one thing that has the keyboard."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QWidget


class Board(QWidget):
    """The rows as one thing that has the keyboard.

    Signals: ``key_pressed(object)`` with a key event that may be a row's; ``keyboard_moved()`` when the rows are given
    the keyboard, or it goes elsewhere.
    """

    key_pressed = Signal(object)
    keyboard_moved = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Hand the key on; unwanted keys go up to the window."""
        event.ignore()
        self.key_pressed.emit(event)

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Tell that the rows have the keyboard."""
        self.keyboard_moved.emit()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        """Tell that they have it no more."""
        self.keyboard_moved.emit()
