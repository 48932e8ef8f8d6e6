"""The checklist over every combination of answers, and what it refuses."""

from typing import Any

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from forms.checklist import Checklist, draw_up
from forms.editions import Edition
from forms.facts import FACTS
from forms.problems import Problem
from forms.reading import load_editions

some_facts = st.fixed_dictionaries({}, optional={fact: st.sampled_from(answers) for fact, answers in FACTS.items()})
all_facts = st.fixed_dictionaries({fact: st.sampled_from(answers) for fact, answers in FACTS.items()})
editions = st.sampled_from(tuple(load_editions()))
# A counter's old machine, or a busy one, is no reason to fail.
calmly = settings(deadline=None)


def sorted_keys(checklist: Checklist) -> list[str]:
    return sorted(
        [document.key for document in checklist.owed]
        + [formed.document.key for formed in checklist.formed_elsewhere]
        + [not_owed.document.key for not_owed in checklist.not_owed]
        + [undecided.document.key for undecided in checklist.undecided]
    )


@calmly
@given(editions, some_facts)
def test_every_document_stands_in_one_place(edition: Edition, facts: dict[str, Any]) -> None:
    checklist = draw_up(edition, facts)
    assert sorted_keys(checklist) == sorted(document.key for document in edition.documents)
    assert {lawful.document.key for lawful in checklist.may_lack} <= {document.key for document in checklist.owed}


@calmly
@given(editions, some_facts)
def test_something_is_always_owed_and_in_the_laws_order(edition: Edition, facts: dict[str, Any]) -> None:
    owed = draw_up(edition, facts).owed
    assert owed
    assert owed[0].key == "application"
    places = [edition.documents.index(document) for document in owed]
    assert places == sorted(places)


@calmly
@given(editions, all_facts)
def test_all_answers_leave_nothing_undecided(edition: Edition, facts: dict[str, Any]) -> None:
    asked = {fact: facts[fact] for fact in edition.facts}
    checklist = draw_up(edition, asked)
    assert checklist.undecided == ()
    assert checklist.facts_needed == ()
    assert checklist == draw_up(edition, facts), "facts the edition does not ask must be of no effect"


@calmly
@given(editions, some_facts, st.data())
def test_a_further_answer_never_unsettles_a_document(
    edition: Edition, facts: dict[str, Any], data: st.DataObject
) -> None:
    before = draw_up(edition, facts)
    unanswered = [fact for fact in FACTS if fact not in facts]
    assume(unanswered)
    fact = data.draw(st.sampled_from(unanswered))
    after = draw_up(edition, facts | {fact: data.draw(st.sampled_from(FACTS[fact]))})
    assert {document.key for document in before.owed} <= {document.key for document in after.owed}
    assert {item.document.key for item in before.not_owed} <= {item.document.key for item in after.not_owed}


@calmly
@given(editions, some_facts)
def test_asking_what_is_needed_settles_everything(edition: Edition, facts: dict[str, Any]) -> None:
    known = dict(facts)
    for _ in edition.facts:
        needed = draw_up(edition, known).facts_needed
        if not needed:
            break
        known[needed[0]] = FACTS[needed[0]][0]
    assert draw_up(edition, known).undecided == ()


def test_unknown_fact_is_refused_by_name() -> None:
    with pytest.raises(Problem) as raised:
        draw_up(load_editions().by_label("ENR"), {"shoe_size": "42"})
    assert raised.value.code == "130"
    assert "shoe_size" in raised.value.sentence()


@pytest.mark.parametrize("answer", ["yes", 1, None, "pmpc"])
def test_unknown_answer_is_refused_with_those_there_are(answer: Any) -> None:
    with pytest.raises(Problem) as raised:
        draw_up(load_editions().by_label("E2024"), {"has_category": answer})
    assert raised.value.code == "131"
    assert "false, true" in raised.value.sentence()


def test_reason_of_a_lawful_absence_is_found_by_key() -> None:
    edition = load_editions().by_label("E2015")
    facts: dict[str, str | bool] = {"has_category": False, "from_higher_education": False, "has_achievements": False}
    checklist = draw_up(edition, facts)
    reason = checklist.why_may_lack("category")
    assert reason is not None
    assert reason.ru == "Квалификационная категория еще не присваивалась"
    assert checklist.why_may_lack("diploma") is None
