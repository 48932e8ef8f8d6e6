"""What the screens of signing in share: a narrow card in the middle, and Enter that goes on."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.context import Look

WIDE = 560
AROUND = 72
INSIDE = (28, 18, 8, 14)
FRAMES = 8
NONE = Qt.KeyboardModifier.NoModifier


class _Card(QFrame):
    """As high as what is in it, where there is room; else what is in it scrolls."""

    def __init__(self, inside: QScrollArea) -> None:
        super().__init__()
        self.setObjectName("card")
        self.setMaximumWidth(WIDE + AROUND)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self._inside = inside
        column = QVBoxLayout(self)
        column.setContentsMargins(*INSIDE)
        column.addWidget(inside)
        content = inside.widget()
        if content is not None:
            content.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A sentence more or less: another height."""
        if event.type() == QEvent.Type.LayoutRequest:
            self.updateGeometry()
        return False

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width wraps otherwise."""
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self.updateGeometry()

    def sizeHint(self) -> QSize:
        """What the content needs at this width."""
        content = self._inside.widget()
        if content is None:
            return super().sizeHint()
        width = max(content.width(), 200)
        height = content.heightForWidth(width) if content.hasHeightForWidth() else content.sizeHint().height()
        return QSize(WIDE + AROUND, height + sum(INSIDE[1::2]) + FRAMES)


def put_in_card(screen: QWidget, inside: QScrollArea) -> None:
    """The one card of a screen, in its middle."""
    around = QHBoxLayout(screen)
    around.setContentsMargins(12, 12, 12, 12)
    around.addStretch(1)
    around.addWidget(_Card(inside), 100)
    around.addStretch(1)


def language_words(look: Look) -> str:
    """The language's link, with its key."""
    return " · ".join((look.say("Language"), "Ctrl+Shift+L"))


def press_or(go_on: Callable[[], None]) -> None:
    """Enter presses the button or link it is on, and goes on from everywhere else."""
    keyboard = QApplication.focusWidget()
    if isinstance(keyboard, QPushButton):
        keyboard.click()
    else:
        go_on()
