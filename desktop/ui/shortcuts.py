"""Keys of the window, bound once. A key held down acts once."""

from collections.abc import Callable, Mapping

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget


def bind_keys(window: QWidget, acts: Mapping[str, Callable[[], None]]) -> None:
    """Bind key sequences to what they do, wherever in the window the keyboard is."""
    for sequence, act in acts.items():
        shortcut = QShortcut(QKeySequence(sequence), window)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(act)
