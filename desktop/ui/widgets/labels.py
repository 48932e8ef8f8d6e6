"""Labels in the few sizes and tones the window has."""

from typing import Literal

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

Tone = Literal["", "quiet", "trouble", "care", "good", "accent"]
Size = Literal["", "note", "title"]


def label(text: str, *, tone: Tone = "", size: Size = "", strong: bool = False, wrap: bool = True) -> QLabel:
    """A label; plain text always, so that nothing typed is ever taken for markup."""
    made = WrappedLabel(text) if wrap else QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("tone", tone)
    made.setProperty("scale", size)
    made.setProperty("strong", "true" if strong else "false")
    if wrap:
        policy = made.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


class WrappedLabel(QLabel):
    """Text that wraps. Its least height is a line's: how high it must be, its width decides."""

    def minimumSizeHint(self) -> QSize:
        """Qt's own would be the height at a narrow width, and every screen would seem too long."""
        return QSize(40, self.fontMetrics().height())


class ElidedLabel(QLabel):
    """One line that ends in “…” where there is no room; whole in its tool tip."""

    def __init__(self, tone: Tone = "", size: Size = "", strong: bool = False) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setProperty("tone", tone)
        self.setProperty("scale", size)
        self.setProperty("strong", "true" if strong else "false")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    def setText(self, text: str) -> None:
        """The text, and the same in the tool tip."""
        super().setText(text)
        self.setToolTip(text)

    def paintEvent(self, event: QPaintEvent) -> None:
        """As much as there is room for."""
        painter = QPainter(self)
        painter.setPen(self.palette().color(self.foregroundRole()))
        text = self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, self.width())
        painter.drawText(self.rect(), Qt.AlignmentFlag.AlignVCenter, text)


def set_tone(made: QLabel, tone: Tone) -> None:
    """Change a label's tone after it was made."""
    if made.property("tone") != tone:
        made.setProperty("tone", tone)
        made.style().unpolish(made)
        made.style().polish(made)


def box(name: str, *children: QWidget, spacing: int = 4) -> QFrame:
    """A tinted box around some widgets: ``noteBox``, ``careBox``, ``troubleBox``, ``goodBox``, ``accentBox``."""
    frame = QFrame()
    frame.setObjectName(name)
    layout = QVBoxLayout(frame)
    layout.setContentsMargins(16, 12, 16, 12)
    layout.setSpacing(spacing)
    for child in children:
        layout.addWidget(child)
    return frame
