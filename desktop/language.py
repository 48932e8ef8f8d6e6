"""The interface's language: one object handed to every screen, so that nothing is translated before it is chosen."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from forms.catalogues import LANGUAGES, catalogue

if TYPE_CHECKING:
    from forms.editions import Edition
    from forms.fact_words import FactWords
    from forms.texts import Text

Say = Callable[[str], str]


class Language:
    """Speaks to the operator in ``kk``, ``ru`` or ``en``."""

    def __init__(self, code: str = "kk") -> None:
        if code not in LANGUAGES:
            raise ValueError(f"language: expected one of {', '.join(LANGUAGES)}, got {code!r}")
        self.code = code

    def say(self, message: str, **fields: object) -> str:
        """A message of the interface; ``{fields}`` are filled after translation."""
        translated = catalogue("kense", self.code).gettext(message)
        return translated.format(**fields) if fields else translated

    def say_many(self, one: str, many: str, count: int) -> str:
        """A message with a number in it, in the right plural; ``{count}`` is filled."""
        return catalogue("kense", self.code).ngettext(one, many, count).format(count=count)

    def word(self, message: str) -> str:
        """A word that papers and screens share."""
        return catalogue("forms", self.code).gettext(message)

    def quote(self, text: "Text") -> str:
        """The law's words; English screens quote them in Kazakh."""
        return text.in_language(self.code)

    def facts_of(self, edition: "Edition | None") -> "FactWords":
        """The words of an edition's facts and their answers."""
        from forms.fact_words import FactWords  # the window shows its first picture without any

        return FactWords(edition, self.word, self.quote)

    def next_code(self) -> str:
        """The language after this one, for the key that goes round."""
        return LANGUAGES[(LANGUAGES.index(self.code) + 1) % len(LANGUAGES)]
