"""Letter keys by their place on the keyboard, so that they work under the Kazakh and Russian layouts too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

# The Cyrillic letter on each key; the Kazakh layout has the same letters in these places.
_PLACES = {"M": "Ь", "E": "У", "N": "Т", "U": "Г", "L": "Д"}
_LETTERS = {cyrillic: latin for latin, cyrillic in _PLACES.items()}


def letter_of(event: QKeyEvent) -> str:
    """The Latin letter printed on the key pressed, or an empty string for other keys."""
    if event.modifiers() & (Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier):
        return ""
    key = event.key()
    if Qt.Key.Key_A <= key <= Qt.Key.Key_Z:
        return chr(key)
    text = event.text().upper()
    return _LETTERS.get(text, "")
