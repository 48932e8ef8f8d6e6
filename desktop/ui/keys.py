"""Letters and digits by their place on the keyboard, so that keys work under the Kazakh and Russian layouts too."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

from forms.identity import restore_digits

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


def digit_of(event: QKeyEvent) -> int | None:
    """The digit printed on the key pressed, or None. The Kazakh layout types letters in the digit row."""
    if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
        return None
    if Qt.Key.Key_0 <= event.key() <= Qt.Key.Key_9:
        return event.key() - Qt.Key.Key_0
    restored = restore_digits(event.text())
    return int(restored) if len(restored) == 1 and restored.isdecimal() else None
