"""A condition in words: “Data on the person were found: no”."""

from forms.fact_words import FactWords
from forms.facts import Condition, FactTest
from forms.words import NOT


def condition_words(condition: Condition, words: FactWords) -> str:
    """Every alternative, divided by semicolons, in the words of the edition it stands in."""
    return "; ".join(", ".join(_told(test, words) for test in tests) for tests in condition.alternatives)


def _told(test: FactTest, words: FactWords) -> str:
    answers = " / ".join(words.answer(test.fact, value) for value in test.values)
    return f"{words.question(test.fact)}: {words.word(NOT).format(answers=answers) if test.negated else answers}"
