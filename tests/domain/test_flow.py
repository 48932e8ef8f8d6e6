"""The flow walked in plain code, for every edition: steps, what is asked, what stands in the way."""

from itertools import pairwise

import pytest

from desktop.domain.case import Screen, read_draft, write_draft
from desktop.domain.reception_flow import (
    SCREENS,
    all_obstacles,
    answer_fact,
    checklist_of,
    facts_that_count,
    facts_to_ask,
    furthest_step,
    obstacles_at,
    step_after,
    step_before,
    steps_of,
)
from forms.catalogues import catalogue
from forms.facts import FACTS
from forms.problems import Problem
from tests.domain.making import (
    LABELS,
    OTHER_IIN,
    TODAY,
    answer_facts,
    edition_of,
    fill_child,
    fill_person,
    new_draft,
    put_in_order,
    ready_draft,
    set_in_order,
)

EVERY = pytest.mark.parametrize("label", LABELS)


def fields(label: str, screen: Screen, **facts: str | bool) -> list[str]:
    edition = edition_of(label)
    return [o.field for o in obstacles_at(screen, edition, new_draft(edition, **facts), TODAY)]


@EVERY
def test_steps_are_in_order_and_lead_from_first_to_last_and_back(label: str) -> None:
    edition = edition_of(label)
    steps = steps_of(edition)
    assert [screen for screen in SCREENS if screen in steps] == list(steps)
    assert ("consent" in steps) is edition.consent.asked
    assert ("facts" in steps) is bool(edition.facts)
    for before, after in pairwise(steps):
        assert step_after(edition, before) == after
        assert step_before(edition, after) == before
    assert step_before(edition, steps[0]) is None
    assert step_after(edition, steps[-1]) is None


@EVERY
def test_each_step_opens_once_the_one_before_lets_go(label: str) -> None:
    edition = edition_of(label)
    draft = new_draft(edition)
    seen = [furthest_step(edition, draft, TODAY)]
    fill_person(draft.applicant)
    if edition.subject is not None:
        fill_child(draft)
    seen.append(furthest_step(edition, draft, TODAY))
    answer_facts(edition, draft)
    seen.append(furthest_step(edition, draft, TODAY))
    draft.consent = "given"
    seen.append(furthest_step(edition, draft, TODAY))
    set_in_order(edition, draft)
    seen.append(furthest_step(edition, draft, TODAY))
    draft.outcome, draft.number = "accepted", "D7/2026-000001"
    seen.append(furthest_step(edition, draft, TODAY))
    steps = steps_of(edition)
    places = [steps.index(screen) for screen in seen]
    assert places == sorted(places)
    # An edition whose documents need no marks still asks that each is looked at.
    assert list(dict.fromkeys(seen)) == [step for step in steps if step != "service"]


@EVERY
def test_what_is_ready_has_nothing_in_its_way_and_comes_back_from_its_bytes(label: str) -> None:
    edition = edition_of(label)
    draft = ready_draft(edition)
    assert all_obstacles(edition, draft, TODAY) == ()
    assert read_draft(write_draft(draft)) == draft
    assert write_draft(read_draft(write_draft(draft))) == write_draft(draft)


@EVERY
def test_facts_asked_are_the_editions_and_held_category_only_with_a_category(label: str) -> None:
    edition = edition_of(label)
    asked = facts_to_ask(edition, {})
    assert set(asked) <= set(edition.facts)
    assert "held_category" not in asked
    if "held_category" in edition.facts:
        assert "held_category" in facts_to_ask(edition, {"has_category": True})
        assert "held_category" not in facts_to_ask(edition, {"has_category": False})
    for name in edition.facts:
        assert name in FACTS


@pytest.mark.parametrize("label", [label for label in LABELS if "held_category" in edition_of(label).facts])
def test_an_answer_made_meaningless_does_not_count_and_comes_back(label: str) -> None:
    edition = edition_of(label)
    draft = new_draft(edition, has_category=True, held_category="expert")
    assert facts_that_count(edition, draft)["held_category"] == "expert"
    draft.facts["has_category"] = False
    assert "held_category" not in facts_that_count(edition, draft)
    assert checklist_of(edition, draft)  # drawn up without it
    draft.facts["has_category"] = True
    assert facts_that_count(edition, draft)["held_category"] == "expert"


@EVERY
def test_every_unanswered_fact_is_named_and_any_wrong_one(label: str) -> None:
    edition = edition_of(label)
    assert fields(label, "facts") == [name for name in edition.facts if name != "held_category"]
    for name in edition.facts:
        if name == "held_category":
            continue
        draft = new_draft(edition)
        answer_facts(edition, draft)
        draft.facts[name] = "no such answer"
        assert name in [o.field for o in obstacles_at("facts", edition, draft, TODAY)]


def test_obstacles_of_an_empty_applicant_are_in_the_order_of_the_fields() -> None:
    wanted = ["iin", "name", "workplace", "position", "identity_shown"]
    assert fields("E2020-7", "applicant") == [f"applicant.{name}" for name in wanted]
    # Without a counter nobody shows a document at one.
    assert "applicant.identity_shown" not in fields("E2025", "applicant")


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("iin", "850101100003", "a digit is mistyped"),
        ("iin", "85010110000", "one digit is missing"),
        ("iin", "85010110000x", "is not a digit"),
        ("iin", "8501011000021", "too long"),
        ("name", "А", "one letter"),
        ("name", "Сынақ 2", "is a digit"),
        ("name", "Сынақова 😀", "cannot stand in a name"),
        ("name", "Сынaқова", "two alphabets"),
        ("phone", "123", "too short"),
        ("phone", "87010000001 және", "cannot stand in a number"),
        ("email", "synaq", "one “@”"),
    ],
)
def test_what_is_typed_wrong_is_told_at_its_field(field: str, typed: str, code: str) -> None:
    edition = edition_of("E2020-7")
    draft = new_draft(edition)
    fill_person(draft.applicant)
    setattr(draft.applicant, field, typed)
    (obstacle,) = obstacles_at("applicant", edition, draft, TODAY)
    assert obstacle.field == f"applicant.{field}"
    assert code in obstacle.sentence()
    assert not obstacle.empty
    for language in ("kk", "ru"):
        told = obstacle.sentence(catalogue("kense", language).gettext)
        assert told != obstacle.sentence()


def test_phone_and_mail_may_be_empty_and_a_long_name_passes() -> None:
    edition = edition_of("E2020-7")
    draft = new_draft(edition)
    fill_person(draft.applicant)
    draft.applicant.phone = draft.applicant.email = ""
    draft.applicant.name = ("Ұзақесімді " * 18 + "Үлгі").strip()[:200].strip()
    assert len(draft.applicant.name) > 195
    assert obstacles_at("applicant", edition, draft, TODAY) == ()


def test_a_representative_shows_the_document_and_brings_a_power_of_attorney() -> None:
    edition = edition_of("E2020-7")
    draft = new_draft(edition)
    fill_person(draft.applicant)
    draft.applicant.identity_shown = False
    draft.by_representative = True
    found = [o.field for o in obstacles_at("applicant", edition, draft, TODAY)]
    assert found == ["representative.iin", "representative.name", "representative.identity_shown", "power_of_attorney"]
    fill_person(draft.representative)
    draft.power_of_attorney = "№ 1, 01.09.2026, нотариус"
    (told,) = obstacles_at("applicant", edition, draft, TODAY)
    assert (told.field, told.message) == ("representative.iin", Problem("1128").message)
    draft.representative.iin = OTHER_IIN
    assert obstacles_at("applicant", edition, draft, TODAY) == ()


@EVERY
def test_checklist_names_every_document_not_looked_at_and_every_mark_left(label: str) -> None:
    edition = edition_of(label)
    draft = new_draft(edition)
    answer_facts(edition, draft)
    owed = checklist_of(edition, draft).owed
    found = obstacles_at("checklist", edition, draft, TODAY)
    assert [o.field for o in found] == [f"document.{document.key}" for document in owed]
    assert all(o.empty for o in found)
    for document in owed:
        draft.document(document.key).marks = list(document.marks[:1])
        left = [o for o in obstacles_at("checklist", edition, draft, TODAY) if o.field == f"document.{document.key}"]
        if len(document.marks) > 1:
            # An original in hand is asked back like any other mark, and named once.
            assert len(left) == len(document.marks) - 1
            assert len({o.sentence() for o in left}) == len(left)
        put_in_order(document, draft.document(document.key))
    assert obstacles_at("checklist", edition, draft, TODAY) == ()


def test_dates_are_told_at_their_field() -> None:
    edition = edition_of("E2020-7")
    draft = ready_draft(edition, has_category=True)
    answers = draft.document("category")

    def told() -> dict[str, str]:
        return {o.field: o.sentence() for o in obstacles_at("checklist", edition, draft, TODAY)}

    assert told() == {}
    answers.date = "15.09.2026"
    assert "still to come" in told()["document.category.date"]
    answers.date = "14.09.2026"
    assert told() == {}
    answers.date = "29.02.2023"
    assert "not a leap year" in told()["document.category.date"]
    answers.date = "29.02.2024"
    answers.expires = "29.02.2027"
    assert "not a leap year" in told()["document.category.expires"]
    answers.expires = "29.02.2028"
    assert told() == {}


def test_a_document_lawfully_absent_is_asked_again_when_the_facts_change() -> None:
    edition = edition_of("EMUS")
    draft = new_draft(edition)
    lacking = next(document for document in edition.documents if document.may_lack is not None)
    answer_fact(edition, draft, "has_category", False)
    assert checklist_of(edition, draft).why_may_lack(lacking.key) is not None
    draft.document(lacking.key).state = "not_available"
    answer_fact(edition, draft, "claimed_category", "expert")
    assert draft.document(lacking.key).state == "not_available"
    answer_fact(edition, draft, "has_category", True)
    assert draft.document(lacking.key).state == ""
    assert f"document.{lacking.key}" in [o.field for o in obstacles_at("checklist", edition, draft, TODAY)]


def test_outcome_must_be_chosen_within_what_the_documents_raise() -> None:
    edition = edition_of("E2020-7")
    draft = ready_draft(edition)
    draft.outcome = None
    assert [o.field for o in obstacles_at("outcome", edition, draft, TODAY)] == ["outcome"]
    draft.outcome = "refusal_receipt"
    (obstacle,) = obstacles_at("outcome", edition, draft, TODAY)
    assert "choose the outcome again" in obstacle.sentence()
    draft.document("diploma").state, draft.document("diploma").usual_reason = "unreliable", "altered"
    draft.outcome = "reasoned_refusal"
    assert [o.field for o in obstacles_at("outcome", edition, draft, TODAY)] == ["refusal_reason"]
    draft.refusal_reason = "Диплом расталмады."
    assert all_obstacles(edition, draft, TODAY) == ()


@EVERY
def test_after_the_outcome_only_the_paper_waits(label: str) -> None:
    edition = edition_of(label)
    draft = ready_draft(edition)
    draft.number, draft.screen = "D7/2026-000001", "paper"
    draft.applicant.iin = ""
    for screen in steps_of(edition):
        found = [o.field for o in obstacles_at(screen, edition, draft, TODAY)]
        assert found == (["print", "applicant.identity_returned"] if screen == "paper" else [])
    draft.printed = draft.applicant.identity_returned = True
    assert obstacles_at("paper", edition, draft, TODAY) == ()
    assert furthest_step(edition, draft, TODAY) == "paper"
