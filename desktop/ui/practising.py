"""Practice on the window: another accent, and a band across that says so, whatever else is shown."""

from dataclasses import replace

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout

from desktop.ui.context import Look
from desktop.ui.theme import DARK, LIGHT, Palette
from desktop.ui.widgets.buttons import link_button
from desktop.ui.widgets.labels import label

PRACTICE_LIGHT = replace(LIGHT, accent="#6B3FA0", accent_soft="#EFE7F8", on_accent="#FFFFFF")
PRACTICE_DARK = replace(DARK, accent="#C9A8F5", accent_soft="#2E2242", on_accent="#1F1233")


def palette_for(name: str, *, practice: bool) -> Palette:
    """The light or the dark colours, with practice's accent where asked."""
    if practice:
        return PRACTICE_DARK if name == "dark" else PRACTICE_LIGHT
    return DARK if name == "dark" else LIGHT


def turned(palette: Palette, *, practice: bool) -> Palette:
    """The other light."""
    return palette_for("light" if palette.name == "dark" else "dark", practice=practice)


class PracticeBand(QFrame):
    """Says that nothing here counts, and how to leave.

    Signals: ``leave_requested()``.
    """

    leave_requested = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self.setObjectName("accentBox")
        self.setStyleSheet("#accentBox { border-radius: 0; }")
        row = QHBoxLayout(self)
        row.setContentsMargins(24, 4, 8, 4)
        row.setSpacing(12)
        word = label(look.say("PRACTICE"), tone="accent", strong=True, wrap=False)
        words = label(look.say("Nothing done here reaches the register."), tone="accent", size="note")
        leave = link_button(look.say("Leave practice"))
        leave.clicked.connect(self.leave_requested)
        row.addWidget(word)
        row.addWidget(words, 1)
        row.addWidget(leave)
