"""What a head passed on, a group that does not fit, what is told out of sight: the room of proceedings seen anew."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QLabel

from desktop.ui.directories.screen import DirectoriesScreen
from forms.procedure_acts import StepTaken
from tests.operations.making import HandClock, open_for_test
from tests.proceedings.making import draft_order, receive, set_group, sign, take_review
from tests.ui.operator import CONTROL, Operator
from tests.ui.test_proceedings_room import enter, go_on, kinds, page, room, rows, sat_down, tick_what_was_shown

Sit = Callable[..., Operator]


def test_what_the_head_passed_on_is_not_taken_by_a_second_press(sit_down: Sit, tmp_path: Path) -> None:
    """What waits for the executor is not in the head's list; opened anew it may be taken in the executor's place."""
    operator, (first, second) = sat_down(sit_down, tmp_path)
    operator.in_store(lambda counter: setattr(counter, "roles", ("head",)))
    say = operator.window.look.say
    enter(operator)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    go_on(operator, 3)
    assert operator.says(say("Waits for the executor"))
    go_on(operator, 3)
    assert operator.in_store(kinds) == [StepTaken]
    operator.press(Qt.Key.Key_Escape)
    operator.settle()
    assert [row.proceeding.number for row in rows(operator).rows] == [second]
    assert operator.window.rail.proceedings.badge == 1
    operator.press(Qt.Key.Key_2)
    operator.settle()
    operator.press(Qt.Key.Key_End, Qt.Key.Key_Return)
    operator.settle()
    assert page(operator).number == first
    go_on(operator, 4)


def test_where_no_group_fits_it_is_said_and_a_refusal_is_a_key_away(sit_down: Sit, tmp_path: Path) -> None:
    clock = HandClock()
    counter = open_for_test(tmp_path, edition="ENR", clock=clock)
    set_group(counter, places=1)
    draft_order(counter, take_review(counter, receive(counter)))
    number = take_review(counter, receive(counter))
    counter.store.close()
    operator = sit_down(tmp_path, edition="ENR", clock=clock).ready()
    enter(operator)
    room(operator).open_case(number)
    operator.settle()
    say = operator.window.look.say
    shown = [one.currentText() for one in operator.seen() if isinstance(one, QComboBox)]
    assert shown == [say("no group fits this child: see why, by arrows")]
    go_on(operator, 3)
    assert operator.says(say("No group fits this child: the head adds one (Ctrl+F7), or refuse with a reason."))
    operator.press(Qt.Key.Key_2)
    operator.player.tab()
    operator.player.tab()
    operator.write("Топта бос орын жоқ")
    go_on(operator, 4)


def test_what_is_in_the_way_is_in_sight_and_an_ended_case_counts_no_more(sit_down: Sit, tmp_path: Path) -> None:
    clock = HandClock()
    counter = open_for_test(tmp_path, edition="ENR", clock=clock)
    set_group(counter)
    sign(counter, draft_order(counter, take_review(counter, receive(counter))))
    counter.store.close()
    operator = sit_down(tmp_path, edition="ENR", clock=clock).ready()
    enter(operator)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    operator.press(Qt.Key.Key_2)  # a representative: more fields than the screen has lines
    go_on(operator, 5)
    panel = page(operator).panel
    assert panel is not None
    assert panel.trouble.visibleRegion().boundingRect().height() == panel.trouble.height()
    operator.press(Qt.Key.Key_1)
    operator.press(Qt.Key.Key_Escape, Qt.Key.Key_Return)
    operator.settle()
    operator.press(Qt.Key.Key_1)
    tick_what_was_shown(operator)
    go_on(operator, 0)
    assert not page(operator).clock.isVisible()
    assert operator.says(operator.window.look.say("within the norm"))


def test_the_card_shown_first_is_marked_in_the_list(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(tmp_path, edition="ENR").ready()
    operator.press(Qt.Key.Key_F7, modifiers=CONTROL)
    operator.settle()
    (screen,) = [one for one in operator.seen() if isinstance(one, DirectoriesScreen)]
    looks = [button._look for button in screen._buttons.values()]
    assert looks == ["plain", *["flat"] * (len(looks) - 1)]


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_what_is_in_the_way_is_seen_on_a_quarter_of_the_screen(
    sit_down: Sit, tmp_path: Path, size: tuple[int, int]
) -> None:
    operator, _ = sat_down(sit_down, tmp_path, size=size)
    enter(operator)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    go_on(operator, 3)
    operator.press(Qt.Key.Key_2)
    go_on(operator, 3)  # a refusal without its reason
    told = [one for one in operator.seen() if isinstance(one, QLabel) and "Неге бас тартылғанын" in one.text()]
    assert any(one.visibleRegion().boundingRect().height() == one.height() for one in told)
    operator.write("Топта бос орын жоқ")
    told = [one for one in operator.seen() if isinstance(one, QLabel) and "Неге бас тартылғанын" in one.text()]
    assert told == []


def test_every_field_of_parent_and_child_is_whole_on_a_quarter_of_the_screen(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(tmp_path, edition="ENR", size=(683, 384))
    operator.go_until("applicant")
    for name in ("applicant.name", "applicant.identity_returned", "subject.name", "subject.consent"):
        field = operator.step.field(name)
        right = field.mapTo(operator.window, QPoint(field.width(), 0)).x()
        assert right <= operator.window.width() - 8, name
