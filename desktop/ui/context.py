"""What every part of the window is handed: the language it speaks and the colours it paints in."""

from dataclasses import dataclass

from desktop.language import Language
from desktop.ui.theme import Palette


@dataclass(frozen=True)
class Look:
    """Language and palette. A change of either builds the window's content anew from the same answers."""

    language: Language
    palette: Palette

    def say(self, message: str, **fields: object) -> str:
        """A message of the interface in the operator's language."""
        return self.language.say(message, **fields)
