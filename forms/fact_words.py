"""The words of a fact's question and answers: of the catalogue, or of the edition that asks it.

Every screen, paper and page that names a fact asks here, so that an edition's own questions read as all others do.
"""

from collections.abc import Callable
from dataclasses import dataclass

from forms.editions import Edition
from forms.facts import FactValue
from forms.texts import Text
from forms.words import ANSWERS, NO, QUESTIONS, YES


@dataclass(frozen=True)
class FactWords:
    """Facts of one edition in one language: ``word`` turns a message of the ``forms`` catalogue, ``quote`` a Text.

    Without an edition (one this program does not have) an unknown fact is named by its key.
    """

    edition: Edition | None
    word: Callable[[str], str]
    quote: Callable[[Text], str]

    def question(self, fact: str) -> str:
        """“Has a qualification category from an earlier attestation”."""
        own = None if self.edition is None else self.edition.question(fact)
        if own is not None:
            return self.quote(own.text)
        return self.word(QUESTIONS[fact]) if fact in QUESTIONS else fact

    def answer(self, fact: str, value: FactValue) -> str:
        """“Yes”, “teacher-expert”, or the edition's own words; the value itself where nobody knows better."""
        own = None if self.edition is None else self.edition.question(fact)
        for answer in () if own is None else own.answers:
            if answer.key == value:
                return self.quote(answer.text)
        if isinstance(value, bool):
            return self.word(YES if value else NO)
        known = own is None and isinstance(value, str) and value in ANSWERS
        return self.word(ANSWERS[value]) if known else str(value)
