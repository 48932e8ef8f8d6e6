"""The child's part and the groups by the keyboard alone, in other languages, and after a closed window."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QPushButton

from desktop.operations import groups, proceedings
from desktop.operations.counter import Counter
from desktop.ui.directories.group_form import GroupForm
from desktop.ui.directories.groups_card import GroupsCard
from forms.procedure_acts import SubjectRecorded
from tests.domain.making import CHILD, OTHER_IIN
from tests.enrolment.making import accept, draft_order, make_group, review
from tests.operations.making import events
from tests.ui.operator import CONTROL, Operator, Sit

Key = Qt.Key
ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def operator(sit_down: Sit, tmp_path: Path) -> Operator:
    """One operator at a counter that enrols."""
    return sit_down(tmp_path, edition="ENR", language="en").ready()


def test_a_child_from_the_first_key_to_the_receipt(operator: Operator) -> None:
    operator.go_until("paper")
    (recorded,) = [
        act
        for act in operator.in_store(lambda counter: [e.act for e in events(counter)])
        if isinstance(act, SubjectRecorded)
    ]
    assert (recorded.relation, recorded.consent) == ("mother", "given")
    assert operator.draft.subject.name == CHILD
    assert operator.draft.outcome == "accepted"


def test_a_child_asked_for_and_told_what_is_wrong(operator: Operator) -> None:
    operator.go_until("applicant")
    operator.fill_applicant()
    operator.rewrite("subject.birth_date", "01.01.2001")
    operator.press(Key.Key_F10)
    operator.settle()
    assert operator.screen == "applicant"
    assert operator.says("on 01.09.2026 the child is 25")
    operator.rewrite("subject.birth_date", "01.01.2016")
    operator.tab_to("subject.relation")
    operator.press(Key.Key_7)
    operator.press(Key.Key_F10)
    operator.settle()
    assert operator.says("by what right")
    operator.write("court ruling 5 of 2026")
    operator.onward()
    assert operator.screen == "checklist"
    assert operator.draft.subject.relation_words == "court ruling 5 of 2026"


def test_a_declined_consent_is_told_and_stands_in_no_way(operator: Operator) -> None:
    operator.go_until("applicant")
    operator.fill_applicant()
    operator.tab_to("subject.consent")
    operator.press(Key.Key_2)
    operator.settle()
    assert operator.says("names no ground of refusal")
    operator.onward()
    assert (operator.screen, operator.draft.subject.consent) == ("checklist", "declined")


def test_an_earlier_application_for_the_child_is_told(operator: Operator) -> None:
    number = operator.in_store(accept)
    operator.go_until("applicant")
    operator.tab_to("subject.iin")
    operator.write(OTHER_IIN)
    operator.settle()
    assert operator.says("For this child in this school year")
    assert operator.says(number)


def test_a_child_is_kept_through_language_and_a_closed_window(sit_down: Sit, tmp_path: Path) -> None:
    first = sit_down(tmp_path, edition="ENR", language="en").ready()
    first.go_until("applicant")
    first.fill_child(name="Сынақов Ба")
    first.turn_language("kk")
    assert first.typed("subject.name") == "Сынақов Ба"
    first.close()
    again = sit_down(tmp_path, edition="ENR", language="en").ready()
    again.press(Key.Key_F6)
    again.settle()
    again.wait(lambda: again.desk.is_open, "the case is open again")
    assert again.typed("subject.name") == "Сынақов Ба"
    assert again.draft.subject.consent == "given"


def test_an_applicant_of_enrolment_is_not_asked_where_they_work(operator: Operator) -> None:
    operator.go_until("applicant")
    with pytest.raises(KeyError):
        operator.step.field("applicant.workplace")


def open_groups(operator: Operator) -> GroupsCard:
    """Ctrl+F7, and the card of groups."""
    operator.press(Key.Key_F7, modifiers=CONTROL)
    operator.settle()
    operator.press(Key.Key_2, modifiers=ALT)
    operator.settle()
    (card,) = [card for card in operator.window.findChildren(GroupsCard) if card.isVisible()]
    return card


def fill_group(operator: Operator, *values: str) -> None:
    """The form's fields from the first to the last; the year and the ages stay as offered where a value is empty."""
    for place, value in enumerate(values):
        if place:
            operator.player.tab()
        if value:
            operator.press(Key.Key_A, modifiers=CONTROL)
            operator.write(value)


def test_a_group_by_the_keyboard(operator: Operator) -> None:
    open_groups(operator)
    assert operator.says("No groups yet")
    operator.press(Key.Key_F10)
    operator.settle()
    fill_group(operator, "Домбыра", "Домбра", "1A", "Mon, Wed 15:00", "", "ten", "7", "9")
    operator.press(Key.Key_F10)
    operator.settle()
    assert operator.says("Places: type a whole number from 1 to 999, not “ten”.")
    operator.press(Key.Key_A, modifiers=CONTROL)
    operator.write("12")
    operator.press(Key.Key_F10)
    operator.settle()
    assert operator.says("Recorded: group “1A”.")
    assert operator.says("places: 12, taken: 0, free: 12")
    (group,) = operator.in_store(groups.list_groups).groups
    assert (group.programme_kk, group.youngest, group.oldest, group.year) == ("Домбыра", 7, 9, 2026)


def test_what_is_typed_of_a_group_stays_in_another_language_and_esc_leaves_it(operator: Operator) -> None:
    open_groups(operator)
    operator.press(Key.Key_F10)
    operator.settle()
    operator.write("Домбыра")
    operator.turn_language("ru")
    card = next(card for card in operator.window.findChildren(GroupsCard) if card.isVisible())
    (form,) = card.findChildren(GroupForm)
    assert form.fields["programme_kk"].text() == "Домбыра"
    operator.press(Key.Key_Escape)
    operator.settle()
    assert not card.findChildren(GroupForm)
    assert operator.in_store(groups.list_groups).groups == ()


def test_places_taken_are_shown_and_a_group_is_closed_after_asking(operator: Operator) -> None:
    def prepare(counter: Counter) -> None:
        key = make_group(counter, places="1")
        number = accept(counter)
        review(counter, number)
        draft_order(counter, number, key)

    operator.in_store(prepare)
    card = open_groups(operator)
    assert operator.says("places: 1, taken: 1, free: 0")
    close = next(one for one in card.findChildren(QPushButton) if one.text() == "Close…")
    close.setFocus()
    operator.press(Key.Key_Space)
    operator.settle()
    assert operator.says("Nobody more is enrolled in “1А”")
    operator.press(Key.Key_Escape)
    operator.settle()
    assert operator.in_store(groups.list_groups).groups[0].open
    again = next(one for one in card.findChildren(QPushButton) if one.text() == "Close…")
    again.setFocus()
    operator.press(Key.Key_Space)
    operator.press(Key.Key_Space)  # asked, the keyboard is on what closes it
    operator.settle()
    assert operator.says("closed · places: 1, taken: 1")
    assert not operator.in_store(groups.list_groups).groups[0].open


def test_last_years_groups_are_copied(operator: Operator) -> None:
    operator.in_store(lambda counter: make_group(counter, year="2025"))
    open_groups(operator)
    assert operator.says("Copy the groups of 2025–2026 to 2026–2027")
    operator.player.tab()
    operator.press(Key.Key_Space)
    operator.settle()
    assert operator.says("Copied to 2026–2027: 1.")
    assert [group.year for group in operator.in_store(groups.list_groups).groups] == [2026, 2025]


def test_the_groups_are_read_again_once_an_order_took_a_place(operator: Operator) -> None:
    key = operator.in_store(lambda counter: make_group(counter, places="2"))
    number = operator.in_store(accept)
    open_groups(operator)
    assert operator.says("taken: 0")
    operator.in_store(lambda counter: review(counter, number))
    operator.in_store(lambda counter: proceedings.draft_result(counter, number, 3, "order", group=key))
    operator.press(Key.Key_1, modifiers=ALT)
    operator.press(Key.Key_2, modifiers=ALT)
    operator.settle()
    assert operator.says("taken: 1")
