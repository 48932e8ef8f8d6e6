"""A condition in words: “Data on the person were found: no”."""

from collections.abc import Callable

from forms.facts import Condition, FactTest
from forms.words import NOT, QUESTIONS, answer_message


def condition_words(condition: Condition, word: Callable[[str], str]) -> str:
    """Every alternative, divided by semicolons; ``word`` turns a message of the ``forms`` catalogue into a language."""
    return "; ".join(", ".join(_told(test, word) for test in tests) for tests in condition.alternatives)


def _told(test: FactTest, word: Callable[[str], str]) -> str:
    answers = " / ".join(word(answer_message(value)) for value in test.values)
    return f"{word(QUESTIONS[test.fact])}: {word(NOT).format(answers=answers) if test.negated else answers}"
