"""Who takes a prescribed step, and in how many minutes: for the shell and for the screen."""

from collections.abc import Iterator

from desktop.language import Language
from forms.condition_words import condition_words
from forms.editions import Edition, Step
from forms.words import ACTORS, ONLY_IF


def step_words(step: Step, edition: Edition, language: Language) -> str:
    """“responsible executor, 20 minutes”; a step taken only sometimes says when."""
    return ", ".join(_parts(step, edition, language))


def _parts(step: Step, edition: Edition, language: Language) -> Iterator[str]:
    yield language.word(ACTORS[step.actor])
    if step.minutes is not None:
        yield language.say_many("{count} minute", "{count} minutes", step.minutes)
    if step.when.alternatives:
        condition = condition_words(step.when, language.facts_of(edition))
        yield language.word(ONLY_IF).format(condition=condition)
