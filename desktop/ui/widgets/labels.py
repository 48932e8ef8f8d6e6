"""Labels in the few sizes and tones the window has."""

from typing import Literal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QSizePolicy, QVBoxLayout, QWidget

Tone = Literal["", "quiet", "trouble", "care", "good", "accent"]
Size = Literal["", "note", "title"]


def label(text: str, *, tone: Tone = "", size: Size = "", strong: bool = False, wrap: bool = True) -> QLabel:
    """A label; plain text always, so that nothing typed is ever taken for markup."""
    made = QLabel(text)
    made.setTextFormat(Qt.TextFormat.PlainText)
    made.setWordWrap(wrap)
    made.setProperty("tone", tone)
    made.setProperty("scale", size)
    made.setProperty("strong", "true" if strong else "false")
    if wrap:
        policy = made.sizePolicy()
        policy.setVerticalPolicy(QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        made.setSizePolicy(policy)
    return made


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
