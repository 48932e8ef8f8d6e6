"""Facts as they are typed in a shell: ``fact=answer`` pairs, a JSON object, or a file that holds one."""

import json
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from forms.checklist import check_facts
from forms.facts import FACTS, FactValue, Vocabulary
from forms.problems import Problem

_YES = frozenset({"yes", "true", "иә", "да"})
_NO = frozenset({"no", "false", "жоқ", "нет"})


def read_facts(given: Iterable[str], vocabulary: Vocabulary = FACTS) -> dict[str, FactValue]:
    """The facts of every ``given``, by an edition's vocabulary; a later answer replaces an earlier one.

    A yes-or-no fact is answered in English, Kazakh or Russian. Raises Problem 133 for what cannot be read, 130 for a
    fact outside the vocabulary and 131 for an answer it cannot have.
    """
    facts: dict[str, FactValue] = {}
    for text in given:
        for fact, answer in _read_pairs(text).items():
            facts[fact] = _read_answer(answer, vocabulary.get(fact, ()))
    check_facts(facts, vocabulary)
    return facts


def _read_pairs(text: str) -> Mapping[str, Any]:
    if text.startswith("@"):
        try:
            return _read_object(Path(text[1:]).read_text(encoding="utf-8"), given=text)
        except (OSError, UnicodeDecodeError) as error:
            raise Problem("133", given=text, detail=str(error)) from error
    if text.lstrip().startswith("{"):
        return _read_object(text, given=text)
    pairs: dict[str, str] = {}
    for pair in filter(None, (part.strip() for part in text.split(","))):
        fact, equals, answer = pair.partition("=")
        if not equals:
            raise Problem("133", given=text)
        pairs[fact.strip()] = answer.strip()
    return pairs


def _read_object(text: str, *, given: str) -> Mapping[str, Any]:
    try:
        read = json.loads(text)
    except json.JSONDecodeError as error:
        raise Problem("133", given=given, detail=str(error)) from error
    if not isinstance(read, dict):
        raise Problem("133", given=given)
    return read


def _read_answer(answer: Any, allowed: tuple[FactValue, ...]) -> Any:
    if isinstance(answer, str) and False in allowed:
        word = answer.casefold()
        if word in _YES:
            return True
        if word in _NO:
            return False
    return answer
