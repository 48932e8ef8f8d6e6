"""What a prescribed step answered, and who said so, in a line: the branch a case has taken."""

from collections.abc import Iterator, Mapping
from typing import Any

from desktop.ui.context import Look
from forms.editions import Edition
from forms.facts import FactValue
from forms.procedure_acts import RESULT_NUMBER


def with_answers(words: str, look: Look, edition: Edition | None, *steps: Any) -> str:
    """The words, and behind them the answers of steps such as StepTaken and TakenStep to the edition's questions."""
    told = [part for step in steps for part in _answers(step.facts, step.source, look, edition)]
    return " · ".join([words, *told])


def _answers(facts: Mapping[str, FactValue], source: str, look: Look, edition: Edition | None) -> Iterator[str]:
    known = look.language.facts_of(edition)
    for name, value in facts.items():
        if name == RESULT_NUMBER:
            yield look.say("the provider's number {number}", number=value)
        else:
            yield f"{known.question(name)}: {known.answer(name, value)}"
    if source:
        yield look.say("answered by {source}", source=look.say("the centre") if source == "centre" else source)
