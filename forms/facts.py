"""The vocabulary of facts about an applicant, and the conditions an edition builds from them.

Every edition may ask the facts of this page; one that asks something else declares its own questions beside them.

A condition is a table of facts; every fact named must hold. ``[{…}, {…}]`` is "any of these".
A fact holds when the answer equals the value, or is in the list of values, or with ``{ not = … }`` when it
does neither. Nothing else exists: an edition cannot ask what the screens cannot ask.
"""

from collections.abc import Mapping
from typing import Any, Literal

import msgspec

FactValue = str | bool
Vocabulary = Mapping[str, tuple[FactValue, ...]]
YES_OR_NO: tuple[FactValue, ...] = (False, True)

TEACHER_CATEGORIES = ("general", "preschool", "additional", "special", "methodist", "pmpc")
CATEGORIES = (
    "trainee",
    "teacher",
    "moderator",
    "expert",
    "researcher",
    "master",
    "second",
    "first",
    "highest",
    "head_third",
    "head_second",
    "head_first",
)
CLAIMED_CATEGORIES = tuple(category for category in CATEGORIES if category not in ("trainee", "teacher"))

# Every fact and the answers it may have; ``YES_OR_NO`` is a yes-or-no question.
FACTS: Vocabulary = {
    "teacher_category": TEACHER_CATEGORIES,
    "claimed_category": CLAIMED_CATEGORIES,
    "has_category": (False, True),
    "held_category": CATEGORIES,
    "from_higher_education": (False, True),
    "retraining_done": (False, True),
    "has_achievements": (False, True),
    "education_data_in_systems": (False, True),
    "employment_data_in_systems": (False, True),
    # Not asked on the facts screen: the channel asks the first, steps of a procedure give the others.
    "provider_place": ("same", "other"),
    "person_found": (False, True),
    "documents_conform": (False, True),
}

Facts = Mapping[str, FactValue]


class FactTest(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """One fact tested against the answers that satisfy it."""

    fact: str
    values: tuple[FactValue, ...]
    negated: bool = False

    def holds(self, facts: Facts) -> bool | None:
        """True or False, or None while the fact has no answer yet."""
        if self.fact not in facts:
            return None
        return (facts[self.fact] in self.values) is not self.negated


class Condition(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """Alternatives, each a set of tests that must all hold. No alternatives at all: always true."""

    alternatives: tuple[tuple[FactTest, ...], ...] = ()

    def holds(self, facts: Facts) -> bool | None:
        """Whether the condition holds, or None while an answer that decides it is missing."""
        if not self.alternatives:
            return True
        undecided = False
        for tests in self.alternatives:
            results = [test.holds(facts) for test in tests]
            if all(result is True for result in results):
                return True
            if not any(result is False for result in results):
                undecided = True
        return None if undecided else False

    def facts_used(self) -> frozenset[str]:
        """The facts this condition asks."""
        return frozenset(test.fact for tests in self.alternatives for test in tests)


ALWAYS = Condition()


ConditionFault = Literal["unknown_fact", "unknown_answer", "malformed"]


class ConditionError(ValueError):
    """A condition names a fact or an answer outside the vocabulary, or is not a condition at all.

    ``found`` is what stood in the file, ``expected`` what may stand there, ``fact`` the fact it stood for.
    """

    def __init__(self, fault: ConditionFault, *, found: object, expected: str, fact: str = "") -> None:
        super().__init__(f"{fault}: {fact} {found!r}; expected {expected}")
        self.fault = fault
        self.fact = fact
        self.found = found
        self.expected = expected


def read_condition(raw: Any, vocabulary: Vocabulary = FACTS) -> Condition:
    """Build a condition on facts of the vocabulary from its TOML form. Raises ConditionError with what was expected."""
    if isinstance(raw, Mapping):
        return Condition((_read_tests(raw, vocabulary),))
    if isinstance(raw, list) and raw:
        return Condition(tuple(_read_tests(item, vocabulary) for item in raw))
    raise ConditionError("malformed", found=raw, expected="{ fact = answer } or [{ … }, { … }]")


def write_condition(condition: Condition) -> list[dict[str, Any]]:
    """The TOML form of a condition, always as a list of alternatives; an empty list holds always."""
    return [{test.fact: _write_test(test) for test in tests} for tests in condition.alternatives]


def _read_tests(raw: Any, vocabulary: Vocabulary) -> tuple[FactTest, ...]:
    if not isinstance(raw, Mapping) or not raw:
        raise ConditionError("malformed", found=raw, expected="{ fact = answer }")
    return tuple(_read_test(fact, answer, vocabulary) for fact, answer in raw.items())


def _read_test(fact: str, raw: Any, vocabulary: Vocabulary) -> FactTest:
    if fact not in vocabulary:
        raise ConditionError("unknown_fact", found=fact, expected=", ".join(vocabulary))
    negated = isinstance(raw, Mapping)
    if negated:
        if set(raw) != {"not"}:
            raise ConditionError("malformed", found=dict(raw), expected="{ not = … }", fact=fact)
        raw = raw["not"]
    values: tuple[Any, ...] = tuple(raw) if isinstance(raw, list) else (raw,)
    if not values:
        raise ConditionError("unknown_answer", found=raw, expected=list_answers(fact, vocabulary), fact=fact)
    for value in values:
        if not is_answer(fact, value, vocabulary):
            raise ConditionError("unknown_answer", found=value, expected=list_answers(fact, vocabulary), fact=fact)
    return FactTest(fact=fact, values=values, negated=negated)


def is_answer(fact: str, value: object, vocabulary: Vocabulary = FACTS) -> bool:
    """Whether ``value`` is one of the answers of a known fact."""
    # bool is an int in Python; compare with the type so that 1 is not taken for true.
    return any(type(value) is type(allowed) and value == allowed for allowed in vocabulary[fact])


def list_answers(fact: str, vocabulary: Vocabulary = FACTS) -> str:
    """The answers of a known fact as they are written in a file: ``false, true``."""
    return ", ".join(str(allowed).lower() for allowed in vocabulary[fact])


def in_order_asked(answers: tuple[FactValue, ...]) -> tuple[FactValue, ...]:
    """The answers as a screen offers them: yes before no, the others as they are written."""
    return (True, False) if answers == YES_OR_NO else answers


def _write_test(test: FactTest) -> Any:
    written: Any = test.values[0] if len(test.values) == 1 else list(test.values)
    return {"not": written} if test.negated else written
