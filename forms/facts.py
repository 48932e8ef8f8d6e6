"""The closed vocabulary of facts about an applicant, and the conditions an edition builds from them.

A condition is a table of facts; every fact named must hold. ``[{…}, {…}]`` is "any of these".
A fact holds when the answer equals the value, or is in the list of values, or with ``{ not = … }`` when it
does neither. Nothing else exists: an edition cannot ask what the screens cannot ask.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec

FactValue = str | bool

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

# Every fact and the answers it may have; ``(False, True)`` is a yes-or-no question.
FACTS: Mapping[str, tuple[FactValue, ...]] = {
    "teacher_category": TEACHER_CATEGORIES,
    "claimed_category": CLAIMED_CATEGORIES,
    "has_category": (False, True),
    "held_category": CATEGORIES,
    "from_higher_education": (False, True),
    "retraining_done": (False, True),
    "has_achievements": (False, True),
    "education_data_in_systems": (False, True),
    "employment_data_in_systems": (False, True),
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


class ConditionError(ValueError):
    """A condition names a fact or an answer outside the vocabulary."""


def read_condition(raw: Any) -> Condition:
    """Build a condition from its TOML form. Raises ConditionError with what was expected."""
    if isinstance(raw, Mapping):
        return Condition((_read_tests(raw),))
    if isinstance(raw, Sequence) and not isinstance(raw, str) and raw:
        for item in raw:
            if not isinstance(item, Mapping):
                raise ConditionError(f"expected a table of facts, got {item!r}")
        return Condition(tuple(_read_tests(item) for item in raw))
    raise ConditionError(f"expected a table of facts or a list of such tables, got {raw!r}")


def _read_tests(table: Mapping[str, Any]) -> tuple[FactTest, ...]:
    if not table:
        raise ConditionError("an empty condition; leave the key out where a rule always holds")
    return tuple(_read_test(fact, raw) for fact, raw in table.items())


def _read_test(fact: str, raw: Any) -> FactTest:
    if fact not in FACTS:
        raise ConditionError(f"unknown fact “{fact}”; expected one of: {', '.join(FACTS)}")
    negated = isinstance(raw, Mapping)
    if negated:
        if set(raw) != {"not"}:
            raise ConditionError(f"fact “{fact}”: expected {{ not = … }}, got keys {sorted(raw)}")
        raw = raw["not"]
    values: Iterable[Any] = raw if isinstance(raw, list) else [raw]
    values = tuple(values)
    for value in values:
        # bool is an int in Python; compare with the type so that 1 is not taken for true.
        if not any(type(value) is type(allowed) and value == allowed for allowed in FACTS[fact]):
            allowed_words = ", ".join(str(allowed).lower() for allowed in FACTS[fact])
            raise ConditionError(f"fact “{fact}”: unknown answer {value!r}; expected one of: {allowed_words}")
    if not values:
        raise ConditionError(f"fact “{fact}”: an empty list of answers")
    return FactTest(fact=fact, values=values, negated=negated)
