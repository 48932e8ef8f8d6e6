"""The checklist by its keys, in three layouts, and by the mouse."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit

from desktop.domain.case import DocumentAnswers
from desktop.ui.reception.checklist import ChecklistStep
from desktop.ui.reception.document_details import DocumentDetails
from desktop.ui.reception.document_row import COLUMNS, EDGE, MARK_WIDTH, PILL_WIDTH, DocumentRow
from forms.words import USUAL_REASONS
from tests.ui.operator import Operator

Sit = Callable[..., Operator]


@pytest.fixture
def clerk(operator: Operator) -> Operator:
    """An operator before the checklist, on its first row."""
    operator.go_until("checklist", has_category=True)
    operator.press(Qt.Key.Key_F7)
    # The identity document was ticked at the applicant's step; here every row begins empty.
    operator.press(Qt.Key.Key_Down, Qt.Key.Key_Delete, Qt.Key.Key_Up)
    return operator


def answers(operator: Operator, place: int) -> DocumentAnswers:
    return operator.draft.document(operator.desk.checklist().owed[place].key)


def rows(operator: Operator) -> list[DocumentRow]:
    return operator.step.findChildren(DocumentRow)


def details(operator: Operator) -> DocumentDetails | None:
    return next((found for found in operator.step.findChildren(DocumentDetails) if found.isVisible()), None)


LAYOUTS = {"latin": "menu", "russian": "ьутг", "kazakh": "ЬУТГ"}
STATES = ("missing", "expired", "nonconforming", "unreliable")


@pytest.mark.parametrize("letters", LAYOUTS.values(), ids=LAYOUTS)
def test_letters_by_their_place_on_the_keyboard(clerk: Operator, letters: str) -> None:
    for place, (letter, state) in enumerate(zip(letters, STATES, strict=True)):
        clerk.press_letter(letter)
        assert answers(clerk, place).state == state
        if state in USUAL_REASONS:  # the reason comes first, then the next row
            clerk.press(Qt.Key.Key_1)
            assert answers(clerk, place).usual_reason == USUAL_REASONS[state][0][0]
        assert details(clerk) is None


def test_space_settles_a_row_and_goes_to_the_next_that_waits(clerk: Operator) -> None:
    clerk.press(Qt.Key.Key_Down, Qt.Key.Key_Space)
    assert answers(clerk, 1).state == "in_order"
    clerk.press(Qt.Key.Key_Up, Qt.Key.Key_Up, Qt.Key.Key_Space)
    assert answers(clerk, 0).state == "in_order"
    clerk.press(Qt.Key.Key_Space)  # the second is settled: on to the third
    assert answers(clerk, 2).state == "in_order"
    owed = clerk.desk.checklist().owed
    for document in owed[:3]:
        assert set(clerk.draft.document(document.key).marks) == set(document.marks)
    for _ in owed[3:]:
        clerk.press(Qt.Key.Key_Space)
    assert clerk.desk.obstacles() == ()


def test_delete_begins_a_row_again(clerk: Operator) -> None:
    for key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
        clerk.press(Qt.Key.Key_Space, Qt.Key.Key_Up)
        assert answers(clerk, 0).state == "in_order"
        clerk.press(key)
        assert (answers(clerk, 0).state, answers(clerk, 0).marks) == ("", [])


def test_keys_with_control_or_alt_are_not_rows(clerk: Operator) -> None:
    for modifier in (Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.AltModifier):
        for key in (Qt.Key.Key_M, Qt.Key.Key_E, Qt.Key.Key_N, Qt.Key.Key_U):
            clerk.press(key, modifiers=modifier)
    assert all(not answers(clerk, place).state for place in range(5))


def test_enter_opens_the_details_and_enter_goes_on_to_the_next_row(clerk: Operator) -> None:
    clerk.press(Qt.Key.Key_Return)
    assert details(clerk) is not None
    clerk.write("3")
    assert answers(clerk, 0).sheets == "3"
    clerk.press(Qt.Key.Key_Return)
    assert details(clerk) is None
    clerk.press(Qt.Key.Key_Space)
    assert answers(clerk, 1).state == "in_order"
    assert answers(clerk, 0).state == ""


def test_escape_closes_the_details_before_it_goes_back(clerk: Operator) -> None:
    clerk.press(Qt.Key.Key_Return)
    clerk.write("7")
    clerk.press(Qt.Key.Key_Escape)
    assert details(clerk) is None
    clerk.press(Qt.Key.Key_Space)  # the rows have the keyboard again
    assert (answers(clerk, 0).state, answers(clerk, 0).sheets) == ("in_order", "7")
    screens = [clerk.screen]
    clerk.press(Qt.Key.Key_Escape)
    screens.append(clerk.screen)
    assert screens == ["checklist", "consent"]
    clerk.onward()
    assert (answers(clerk, 0).state, answers(clerk, 0).sheets) == ("in_order", "7")


def test_letters_typed_into_the_details_stay_there(clerk: Operator) -> None:
    for _ in range(2):
        clerk.press(Qt.Key.Key_Down)
    clerk.press(Qt.Key.Key_N)
    own = len(USUAL_REASONS["nonconforming"]) + 1
    clerk.press(Qt.Key(Qt.Key.Key_0 + own))
    clerk.write("мөрі көмескі Menu ьутг")
    assert answers(clerk, 2).reason == "мөрі көмескі Menu ьутг"
    assert answers(clerk, 2).usual_reason == ""
    assert [answers(clerk, place).state for place in (0, 1, 3, 4)] == [""] * 4
    clerk.press(Qt.Key.Key_Return)
    assert details(clerk) is None


def test_own_words_take_the_place_of_a_usual_reason(clerk: Operator) -> None:
    clerk.press(Qt.Key.Key_U, Qt.Key.Key_2)
    assert answers(clerk, 0).usual_reason == USUAL_REASONS["unreliable"][1][0]
    clerk.press(Qt.Key.Key_Up, Qt.Key.Key_Return)
    while not isinstance(QApplication.focusWidget(), QLineEdit):
        clerk.player.tab()
    clerk.write("menu")
    assert (answers(clerk, 0).usual_reason, answers(clerk, 0).reason) == ("", "menu")
    assert answers(clerk, 0).state == "unreliable"
    assert answers(clerk, 1).state == ""


def test_marks_by_the_mouse_and_a_click_chooses_the_row(clerk: Operator) -> None:
    row = rows(clerk)[2]  # the diploma: seen, copied, compared, given back
    left = row.width() - EDGE - PILL_WIDTH - MARK_WIDTH * len(COLUMNS)
    for place, mark in enumerate(COLUMNS):
        click(row, left + place * MARK_WIDTH + MARK_WIDTH // 2)
        assert mark in answers(clerk, 2).marks
    assert answers(clerk, 2).state == "in_order"
    click(row, left + 5)
    assert answers(clerk, 2).state == ""
    click(rows(clerk)[4], 40)
    clerk.press(Qt.Key.Key_M)
    assert answers(clerk, 4).state == "missing"
    clerk.press(*[Qt.Key.Key_Up] * 12)
    click(rows(clerk)[1], 40)
    QTest.mouseDClick(rows(clerk)[1], Qt.MouseButton.LeftButton, pos=QPoint(40, 10))
    found = details(clerk)
    assert found is not None
    assert found.document.key == clerk.desk.checklist().owed[1].key


def click(row: DocumentRow, x: int) -> None:
    QTest.mouseClick(row, Qt.MouseButton.LeftButton, pos=QPoint(x, row.height() // 2))


def test_what_is_not_owed_is_folded_and_unfolded(sit_down: Sit) -> None:
    operator = sit_down().ready()
    operator.go_until("checklist", has_category=False)
    step = operator.step
    assert isinstance(step, ChecklistStep)
    reasons = [item.reason.kk for item in operator.desk.checklist().not_owed]
    assert reasons
    assert not operator.says(reasons[0])
    while QApplication.focusWidget() is not step._not_owed_title:
        operator.player.tab()
    operator.press(Qt.Key.Key_Space)
    assert all(operator.says(reason) for reason in reasons)
    operator.press(Qt.Key.Key_Space)
    assert not operator.says(reasons[0])


def test_a_document_that_may_lawfully_lack_is_not_missing(sit_down: Sit) -> None:
    operator = sit_down(edition="EMUS").ready()
    operator.go_until("checklist", has_category=False)
    operator.press(Qt.Key.Key_F7)
    place = [document.key for document in operator.desk.checklist().owed].index("category")
    operator.press(*[Qt.Key.Key_Down] * place, Qt.Key.Key_M)
    assert answers(operator, place).state == "not_available"
    assert operator.desk.proposal().outcome == "accepted"
    for _ in range(place):
        operator.press(Qt.Key.Key_Space)
    operator.onward()
    # Back to the facts: with a category the certificate is asked for again.
    operator.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert operator.screen == "facts"
    operator.tab_to("has_category")
    operator.press(Qt.Key.Key_1)
    operator.tab_to("held_category")
    operator.press(Qt.Key.Key_1)
    operator.onward()
    assert [o.field for o in operator.desk.obstacles()] == ["document.category"]


def test_after_the_outcome_the_rows_are_to_look_at_only(clerk: Operator) -> None:
    clerk.all_in_order()
    clerk.go_until("paper")
    before = clerk.draft.documents
    clerk.press(Qt.Key.Key_5, modifiers=Qt.KeyboardModifier.AltModifier)
    assert clerk.screen == "checklist"
    clerk.press(Qt.Key.Key_M, Qt.Key.Key_Space, Qt.Key.Key_Delete)
    click(rows(clerk)[2], rows(clerk)[2].width() - EDGE - PILL_WIDTH - 10)
    assert clerk.draft.documents == before
    assert answers(clerk, 0).state == "in_order"
