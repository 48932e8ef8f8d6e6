"""Whole cases by the keyboard alone, in every edition."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt

from desktop.printing.memory import MemoryPrinters
from forms.events import PaperHandedOver
from tests.domain.making import LABELS
from tests.operations.making import events
from tests.ui.operator import Operator

Sit = Callable[..., Operator]


@pytest.mark.parametrize("label", LABELS)
def test_a_case_in_order_from_the_first_key_to_the_last(sit_down: Sit, label: str) -> None:
    operator = sit_down(edition=label).ready()
    operator.begin()
    screens = []
    while operator.desk.is_open:
        assert operator.screen == operator.draft.screen
        screens.append(operator.screen)
        operator.do_step()
        if operator.screen == "paper":
            number = operator.draft.number
        operator.onward()
    assert number == "D7/2026-000001"
    assert "consent" in screens or not operator.desk.counter.editions.by_label(label).consent.asked
    assert operator.says("F2") or operator.window.home.isVisible()
    found = operator.in_store(lambda counter: [event.act for event in events(counter)])
    assert isinstance(found[-1], PaperHandedOver)
    # A memo, where the law knows no counter, is no paper for two sides.
    has_counter = operator.desk.counter.editions.by_label(label).has_counter
    assert [paper.copies for paper in operator.printers.printed] == [2 if has_counter else 1]
    # And the next applicant may come.
    operator.begin()
    assert operator.draft.applicant.iin == ""


def test_f2_pressed_twice_opens_one_case(operator: Operator) -> None:
    operator.press(Qt.Key.Key_F2, Qt.Key.Key_F2)
    operator.wait(lambda: operator.desk.is_open, "the case is open")
    operator.settle()
    drafts = operator.in_store(lambda counter: counter.store.drafts.all())
    assert len(drafts) == 1


def test_f2_before_the_store_is_open_is_not_lost(sit_down: Sit) -> None:
    operator = sit_down()
    operator.press(Qt.Key.Key_F2)
    operator.wait(lambda: operator.window.desk is not None and operator.desk.is_open, "the case is open")
    assert operator.screen == "service"


def test_the_keyboard_rests_on_what_begins(operator: Operator) -> None:
    assert isinstance(operator.printers, MemoryPrinters)
    operator.press(Qt.Key.Key_Space)
    operator.wait(lambda: operator.desk.is_open, "the case is open")
