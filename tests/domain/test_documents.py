"""How one document stands: states, marks, dates, months, originals to give back."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.case import DocumentAnswers, DocumentState
from desktop.domain.documents import (
    add_months,
    judge_document,
    last_valid_day,
    mark_in_order,
    originals_to_return,
    toggle_mark,
)
from forms.dates import show_date
from forms.editions import Document
from tests.domain.making import TODAY, edition_of, new_draft

DAYS = st.dates(date(1990, 1, 1), date(2100, 12, 31))


def document_of(label: str, key: str) -> Document:
    return next(document for document in edition_of(label).documents if document.key == key)


CATEGORY = document_of("E2020-7", "category")
DIPLOMA = document_of("E2020-7", "diploma")
ASSESSMENT = document_of("E2024", "assessment")


def in_order(document: Document, **answers: str) -> DocumentAnswers:
    made = DocumentAnswers(**answers)  # type: ignore[arg-type]
    mark_in_order(document, made)
    return made


@pytest.mark.parametrize(
    ("expires", "finding"),
    [
        ("13.09.2026", "expired"),  # yesterday
        ("14.09.2026", None),  # today is its last day
        ("15.09.2026", None),
        ("29.02.2024", "expired"),
        ("29.02.2028", None),
        ("29.02.2027", None),  # no such day: told at the field, no finding of it
        ("", None),
        ("не помню", None),
    ],
)
def test_a_date_on_the_document_decides_whatever_was_marked(expires: str, finding: str | None) -> None:
    standing = judge_document(CATEGORY, in_order(CATEGORY, expires=expires), TODAY)
    assert standing.finding == finding
    assert standing.settled
    # Untouched as well: a date is enough to know.
    assert judge_document(CATEGORY, DocumentAnswers(expires=expires), TODAY).finding == finding


@pytest.mark.parametrize(
    ("issued", "finding", "last"),
    [
        ("13.09.2025", "expired", date(2026, 9, 13)),
        ("14.09.2025", None, date(2026, 9, 14)),
        ("14.09.2026", None, date(2027, 9, 14)),
        ("29.02.2024", "expired", date(2025, 2, 28)),
    ],
)
def test_months_from_the_date_of_issue(issued: str, finding: str | None, last: date) -> None:
    answers = in_order(ASSESSMENT, date=issued)
    assert last_valid_day(ASSESSMENT.expiry, answers) == last
    assert judge_document(ASSESSMENT, answers, TODAY).finding == finding


def test_a_document_without_expiry_never_expires_by_itself() -> None:
    answers = in_order(DIPLOMA, date="01.01.1990", expires="01.01.1991")
    assert judge_document(DIPLOMA, answers, TODAY).finding is None
    assert last_valid_day(None, answers) is None


@pytest.mark.parametrize(
    ("day", "months", "later"),
    [
        (date(2024, 1, 31), 1, date(2024, 2, 29)),
        (date(2023, 1, 31), 1, date(2023, 2, 28)),
        (date(2024, 2, 29), 12, date(2025, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 1), 1, date(2027, 1, 1)),
        (date(2026, 5, 15), 0, date(2026, 5, 15)),
    ],
)
def test_months_later(day: date, months: int, later: date) -> None:
    assert add_months(day, months) == later


@given(DAYS, st.integers(0, 120))
def test_months_later_keeps_the_day_or_the_months_last(day: date, months: int) -> None:
    later = add_months(day, months)
    assert (later.year * 12 + later.month) - (day.year * 12 + day.month) == months
    assert later.day == day.day or (later.day < day.day and (later + timedelta(days=1)).day == 1)


@given(DAYS, DAYS)
def test_expired_means_past_the_last_day(expires: date, today: date) -> None:
    standing = judge_document(CATEGORY, in_order(CATEGORY, expires=show_date(expires)), today)
    assert (standing.finding == "expired") is (expires < today)
    assert standing.expired_on == (expires if expires < today else None)


@pytest.mark.parametrize("state", ["nonconforming", "unreliable"])
def test_a_document_found_wrong_asks_for_its_reason(state: DocumentState) -> None:
    answers = DocumentAnswers(state=state)
    standing = judge_document(DIPLOMA, answers, TODAY)
    assert (standing.finding, standing.settled, standing.asks_reason) == (state, False, True)
    answers.reason = "   "
    assert not judge_document(DIPLOMA, answers, TODAY).settled
    answers.reason = "мөр жоқ"
    assert judge_document(DIPLOMA, answers, TODAY).settled
    answers.reason, answers.usual_reason = "", "no_seal"
    assert judge_document(DIPLOMA, answers, TODAY).settled


def test_found_wrong_weighs_more_than_expired_and_missing_more_than_both() -> None:
    past = "01.01.2020"
    unreliable = DocumentAnswers(state="unreliable", usual_reason="altered", expires=past)
    assert judge_document(CATEGORY, unreliable, TODAY).finding == "unreliable"
    assert judge_document(CATEGORY, DocumentAnswers(state="missing", expires=past), TODAY).finding == "missing"
    absent = judge_document(CATEGORY, DocumentAnswers(state="not_available", expires=past), TODAY)
    assert (absent.finding, absent.not_available, absent.settled) == (None, True, True)


def test_the_last_mark_settles_a_row_and_taking_one_back_opens_it() -> None:
    answers = DocumentAnswers()
    for place, mark in enumerate(DIPLOMA.marks, 1):
        assert not judge_document(DIPLOMA, answers, TODAY).settled
        toggle_mark(DIPLOMA, answers, mark)
        assert len(judge_document(DIPLOMA, answers, TODAY).marks_left) == len(DIPLOMA.marks) - place
    assert judge_document(DIPLOMA, answers, TODAY).settled
    toggle_mark(DIPLOMA, answers, DIPLOMA.marks[0])
    standing = judge_document(DIPLOMA, answers, TODAY)
    assert (standing.settled, standing.marks_left) == (False, DIPLOMA.marks[:1])


def test_a_mark_on_a_missing_document_says_that_it_is_here() -> None:
    answers = DocumentAnswers(state="missing")
    toggle_mark(DIPLOMA, answers, "original_seen")
    assert judge_document(DIPLOMA, answers, TODAY).finding is None
    found_wrong = DocumentAnswers(state="unreliable", usual_reason="altered")
    toggle_mark(DIPLOMA, found_wrong, "original_seen")
    assert found_wrong.state == "unreliable"


def test_an_original_in_hand_is_to_be_given_back_whatever_was_found() -> None:
    edition = edition_of("E2020-7")
    draft = new_draft(edition)
    documents = edition.documents
    assert originals_to_return(documents, draft) == ()
    seen = draft.document("diploma")
    seen.marks = ["original_seen"]
    seen.state, seen.usual_reason = "unreliable", "altered"
    assert [document.key for document in originals_to_return(documents, draft)] == ["diploma"]
    seen.marks = ["original_seen", "original_returned"]
    assert originals_to_return(documents, draft) == ()
    # The application stays with the counter: nothing of it is given back.
    draft.document("application").marks = ["original_seen"]
    assert originals_to_return(documents, draft) == ()
