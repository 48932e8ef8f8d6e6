"""The receipt of documents that are only taken in: it proves what was handed over, and nothing else."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt

from desktop.domain.case import CaseDraft, DocumentState
from desktop.operations import reception, reprinting
from desktop.operations.counter import Counter
from forms.events import CaseDecided
from forms.papers.content import Format
from tests.enrolment.making import open_enrolling
from tests.operations.making import events, open_ready, print_copy
from tests.papers.reading import flat, text_by_pdfium
from tests.ui.operator import Operator, Sit

MEDICAL = "медицинская справка"
WRONG = "Отсутствующие или не соответствующие документы:"


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = open_enrolling(tmp_path)
    yield counter
    counter.store.close()


def taken_in(counter: Counter, state: DocumentState, paper_format: Format = "a4") -> CaseDraft:
    """A case with its medical form in this state, decided."""
    draft = open_ready(counter)
    draft.paper_language, draft.paper_format = "ru", paper_format
    medical = draft.document("medical")
    medical.state, medical.marks = state, []
    medical.reason = "Без печати." if state == "nonconforming" else ""
    return reception.decide_case(counter, draft)


@pytest.mark.parametrize("paper_format", ["a4", "roll80"])
def test_a_missing_document_is_neither_listed_nor_counted_and_is_told(counter: Counter, paper_format: Format) -> None:
    decided = taken_in(counter, "missing", paper_format)
    paper = flat(text_by_pdfium(print_copy(counter, decided).content))
    accepted, _, told = paper.partition(WRONG)
    assert MEDICAL not in accepted
    assert "Всего документов — 2." in paper
    assert MEDICAL in told.partition("Что будет дальше")[0]
    (act,) = [event.act for event in events(counter) if isinstance(event.act, CaseDecided)]
    assert [one.finding for one in act.documents].count("missing") == 1
    row = counter.store.register.find(decided.case, today="2026-09-14")
    assert row is not None
    assert row.documents == 2


def test_what_is_not_in_order_was_handed_over_and_is_told_besides(counter: Counter) -> None:
    paper = flat(text_by_pdfium(print_copy(counter, taken_in(counter, "nonconforming")).content))
    accepted, _, told = paper.partition(WRONG)
    assert MEDICAL in accepted
    assert "Всего документов — 3." in accepted
    assert MEDICAL in told
    assert "Без печати." in told


def test_of_a_package_in_order_nothing_is_said_to_be_lacking(counter: Counter) -> None:
    draft = open_ready(counter)
    draft.paper_language = "ru"
    paper = flat(text_by_pdfium(print_copy(counter, reception.decide_case(counter, draft)).content))
    assert "Всего документов — 3." in paper
    assert WRONG not in paper


def test_a_later_copy_lists_the_same(counter: Counter) -> None:
    decided = taken_in(counter, "missing")
    print_copy(counter, decided)
    reception.hand_over(counter, decided)
    copy = reprinting.prepare_copy(counter, decided.number)
    assert "Всего документов — 2." in flat(text_by_pdfium(copy.content))


def test_the_outcome_says_that_the_head_decides_on_what_is_lacking(sit_down: Sit, tmp_path: Path) -> None:
    operator: Operator = sit_down(tmp_path, edition="ENR", language="en").ready()
    operator.go_until("checklist")
    operator.press(Qt.Key.Key_F7, Qt.Key.Key_Space, Qt.Key.Key_Space)
    operator.press_letter("m")
    operator.settle()
    assert operator.draft.document("medical").state == "missing"
    operator.onward()
    assert operator.screen == "outcome"
    assert operator.says("taken in with what is lacking: the head of the organisation decides")
    assert not operator.says("Every document owed is presented")
