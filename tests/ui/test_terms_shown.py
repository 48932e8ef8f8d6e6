"""The right column: due dates with their working at the outcome, prescribed steps at the first step."""

from collections.abc import Callable
from datetime import datetime, timedelta, timezone
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.domain.case import CaseDraft
from desktop.ui.widgets.side_panel import SidePanel
from forms.editions import Source, Term
from forms.reading import Editions
from forms.texts import Text
from tests.operations.making import HandClock
from tests.ui.operator import Operator, Sit

NARROW = (683, 384)
HALF_TERMS = "Terms for a complaint registered today"


def column(operator: Operator) -> SidePanel:
    (panel,) = operator.window.findChildren(SidePanel)
    return panel


def to_outcome(operator: Operator, *, missing: bool = False) -> None:
    """The outcome step, everything in order, or a document missing."""
    operator.go_until("checklist")
    operator.all_in_order()
    if missing:
        key = operator.desk.checklist().owed[2].key

        def put(draft: CaseDraft) -> None:
            draft.document(key).state = "missing"

        operator.desk.change(put)
    operator.settle()
    operator.onward()


def says(operator: Operator, words: str) -> bool:
    """Unbroken spaces are spaces to the eye."""
    return any(words in text.replace("\N{NO-BREAK SPACE}", " ") for text in operator.texts())


def test_a_refusal_shows_by_when_a_complaint_is_answered(sit_down: Sit) -> None:
    operator = sit_down(edition="E2024", language="en")
    to_outcome(operator, missing=True)
    assert says(operator, HALF_TERMS)
    assert says(operator, "18 September 2026, Fri · 5 working days")
    assert says(operator, "Counted: Mon 14.09, Tue 15.09, Wed 16.09, Thu 17.09, Fri 18.09.")
    assert says(operator, "Passed over: Sat 19.09, Sun 20.09, Sat 26.09, Sun 27.09.")


def test_where_the_counter_has_minutes_only_the_minutes_are_shown(sit_down: Sit) -> None:
    operator = sit_down(edition="E2020-7", language="en")
    to_outcome(operator)
    assert says(operator, "Service at this counter")
    assert says(operator, "20 minutes")
    assert not says(operator, "working days")


def test_a_refusal_of_an_edition_silent_on_complaints_shows_none(sit_down: Sit) -> None:
    operator = sit_down(edition="E2020-7", language="en")
    to_outcome(operator, missing=True)
    assert not says(operator, "Terms")


def test_an_edition_without_a_counter_shows_the_terms_of_its_channels(sit_down: Sit) -> None:
    operator = sit_down(edition="E2025", language="en")
    to_outcome(operator)
    assert says(operator, "Terms if applied for now")
    assert says(operator, "14 September 2026, Mon · 1 working day")


def test_a_term_for_the_counter_is_shown_with_what_is_not_certain(sit_down: Sit) -> None:
    clock = HandClock(datetime(2026, 12, 30, 10, tzinfo=timezone(timedelta(hours=5))))
    operator = sit_down(edition="E2020-7", language="en", clock=clock)
    operator.ready()
    counter = operator.desk.counter
    term = Term(
        key="result",
        title=Text("нәтиже", "результат"),
        working_days=3,
        first_day_excluded=True,
        channels=("counter",),
        source=Source(paragraph="3"),
    )
    # A lawyer's edition in place of the shipped one, before the case is opened under it.
    counter.editions = Editions(
        tuple(
            replace(edition, terms=(term,)) if edition.label == "E2020-7" else edition for edition in counter.editions
        )
    )
    to_outcome(operator)
    assert says(operator, "6 January 2027, Wed · 3 working days")
    assert says(operator, "Wed 30.12 is not counted.")
    assert says(operator, "Mon 4.01 – Жаңа жыл (shifted)")
    assert says(operator, "not yet confirmed by acts")


@pytest.mark.parametrize(("edition", "step"), [("E2015", "1. office clerk, 20 minutes"), ("ENR", "4. the head")])
def test_the_prescribed_steps_are_shown_at_the_first_step(sit_down: Sit, edition: str, step: str) -> None:
    operator = sit_down(edition=edition, language="en").ready()
    operator.begin()
    assert says(operator, "Prescribed steps")
    assert says(operator, step)
    operator.onward()
    assert not says(operator, "Prescribed steps")


def test_an_edition_without_steps_shows_none(sit_down: Sit) -> None:
    operator = sit_down(edition="E2020-7", language="en").ready()
    operator.begin()
    assert not says(operator, "Prescribed steps")


# where the window is small the column stands in the step's place


def small(sit: Callable[..., Operator], **wanted: object) -> Operator:
    operator = sit(language="en", size=NARROW, **wanted)
    to_outcome(operator, missing=True)
    assert not column(operator).isVisible()
    return operator


def test_f1_shows_the_column_in_a_small_window(sit_down: Sit) -> None:
    operator = small(sit_down, edition="E2024")
    before = QApplication.focusWidget()
    operator.press(Qt.Key.Key_F1)
    assert column(operator).isVisible() and not operator.step.isVisible()
    assert says(operator, HALF_TERMS)
    assert QApplication.focusWidget() is column(operator)
    operator.press(Qt.Key.Key_F1)
    assert operator.step.isVisible() and not column(operator).isVisible()
    assert QApplication.focusWidget() is before


def test_the_arrows_turn_the_column_and_esc_leaves_it(sit_down: Sit) -> None:
    operator = small(sit_down, edition="E2024")
    operator.press(Qt.Key.Key_F1)
    bar = column(operator).verticalScrollBar()
    assert bar.maximum() > 0
    operator.press(Qt.Key.Key_Down, Qt.Key.Key_PageDown)
    assert bar.value() > 0
    operator.press(Qt.Key.Key_Escape)
    assert operator.step.isVisible() and operator.draft.screen == "outcome"


def test_going_on_from_the_column_goes_on_with_the_case(sit_down: Sit) -> None:
    operator = small(sit_down, edition="E2024")
    operator.press(Qt.Key.Key_F1)
    operator.onward()
    assert operator.draft.screen == "paper"
    assert operator.step.isVisible() and not column(operator).isVisible()


def test_what_is_missing_is_gone_to_from_the_column(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(tmp_path, edition="E2024", language="en", size=NARROW).ready()
    operator.begin()
    operator.onward()
    operator.press(Qt.Key.Key_F1, Qt.Key.Key_F10)
    assert operator.draft.screen == "applicant"
    at = QApplication.focusWidget()
    assert at is not None
    assert operator.step.isVisible() and operator.step.field("applicant.iin").isAncestorOf(at)


def test_a_larger_window_has_both(sit_down: Sit) -> None:
    operator = small(sit_down, edition="E2024")
    operator.press(Qt.Key.Key_F1)
    operator.window.resize(1366, 768)
    QApplication.processEvents()
    assert column(operator).isVisible() and operator.step.isVisible()
    assert column(operator).width() == 300
