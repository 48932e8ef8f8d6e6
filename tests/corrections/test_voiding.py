"""A void keeps its number and says why."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.operations.counter import Counter
from desktop.operations.voiding import void_case
from forms.day_acts import CaseVoided
from forms.problems import Problem
from forms.register_acts import ReasonParticulars
from tests.corrections.making import decide
from tests.operations.making import acts, counter_at, events


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with counter_at(tmp_path) as made:
        yield made


def test_a_void_keeps_its_number_and_the_next_case_gets_the_next(counter: Counter) -> None:
    first = decide(counter)
    sequence = void_case(counter, first.number, "wrong_outcome", words="  Құжат кейін табылды. ")
    event = events(counter)[-1]
    assert (event.sequence, event.act) == (sequence, CaseVoided(number=first.number, reason="wrong_outcome"))
    assert counter.store.journal.particulars(sequence) == ReasonParticulars(reason="Құжат кейін табылды.")
    assert counter.store.cases.voided(first.number) == "wrong_outcome"
    assert decide(counter).number == "D7/2026-000002"


def test_the_reason_alone_is_enough_where_it_says_all(counter: Counter) -> None:
    draft = decide(counter)
    sequence = void_case(counter, draft.number, "entered_twice")
    assert counter.store.journal.particulars(sequence) is None


@pytest.mark.parametrize(
    ("words", "code"), [("", "766"), (" \n", "766"), ("😀", "560")], ids=["none", "blank", "unprintable"]
)
def test_another_reason_is_written_out(counter: Counter, words: str, code: str) -> None:
    draft = decide(counter)
    before = acts(counter)
    with pytest.raises(Problem, match=code):
        void_case(counter, draft.number, "other", words=words)
    assert acts(counter) == before


def test_who_has_not_the_right_makes_nothing_void(counter: Counter) -> None:
    draft = decide(counter)
    with pytest.raises(Problem, match="720"):
        void_case(replace(counter, roles=("administrator",)), draft.number, "entered_twice")
    assert counter.store.cases.voided(draft.number) is None


def test_a_void_case_is_not_made_void_again_and_an_unknown_one_is_told(counter: Counter) -> None:
    draft = decide(counter)
    void_case(counter, draft.number, "entered_twice")
    with pytest.raises(Problem, match="623"):
        void_case(counter, draft.number, "wrong_person")
    with pytest.raises(Problem, match="622"):
        void_case(counter, "D7/2026-000009", "wrong_person")
