"""The day and the settings beside the reception, the clock's notice above all of them: by keys, in three languages."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton

from desktop.operations import profile_keeping, queue_desk
from desktop.paths import PROFILE_NAME
from desktop.profile.reading import read_profile
from desktop.ui.day.screen import DayScreen
from desktop.ui.rooms import Rooms
from desktop.ui.settings.screen import SettingsScreen
from forms.day_acts import ClockDoubted, ClockTrusted, DayClosed, DayOpened
from forms.problems import Problem
from tests.operations.making import acts, events
from tests.ui.operator import CONTROL, Operator

Page = TypeVar("Page", DayScreen, SettingsScreen)

LANGUAGES = ("kk", "ru", "en")


def rooms_of(operator: Operator) -> Rooms:
    assert operator.window.rooms is not None
    return operator.window.rooms


def enter(operator: Operator, key: Qt.Key, room: str) -> None:
    operator.press(key)
    operator.wait(lambda: rooms_of(operator).here == room, f"we are in {room}")
    operator.settle()


def page(operator: Operator, kind: type[Page]) -> Page:
    (found,) = [widget for widget in operator.seen() if isinstance(widget, kind)]
    return found


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_every_room_is_entered_and_left_by_keys(
    sit_down: Callable[..., Operator], language: str, size: tuple[int, int]
) -> None:
    operator = sit_down(language=language, size=size).ready()
    enter(operator, Qt.Key.Key_F11, "day")
    assert not operator.window.home.isVisible()
    operator.turn_language({"kk": "ru", "ru": "en", "en": "kk"}[language])
    operator.wait(lambda: rooms_of(operator).here == "day", "the room is kept in another language")
    enter(operator, Qt.Key.Key_F12, "settings")
    operator.press(Qt.Key.Key_Escape)
    operator.settle()
    assert rooms_of(operator).here is None
    assert operator.window.home.isVisible()
    focused = QApplication.focusWidget()
    assert focused is not None
    assert operator.window.home.isAncestorOf(focused)


def test_a_case_goes_on_where_it_was_after_a_look_at_the_day(operator: Operator) -> None:
    operator.go_until("applicant")
    operator.write("8501")
    enter(operator, Qt.Key.Key_F11, "day")
    assert operator.window.top.clock.isVisible()
    operator.press(Qt.Key.Key_Escape)
    operator.settle()
    assert operator.screen == "applicant"
    assert operator.typed("applicant.iin") == "8501"


def test_a_room_keeps_the_steps_of_the_case_beneath_from_moving(operator: Operator) -> None:
    operator.go_until("applicant")
    step = operator.desk.draft.screen
    enter(operator, Qt.Key.Key_F11, "day")
    operator.window.tell(Problem("608"))
    operator.window.banner.findChildren(QPushButton)[0].setFocus()
    operator.press(Qt.Key.Key_1, modifiers=Qt.KeyboardModifier.AltModifier)
    operator.settle()
    assert (operator.desk.draft.screen, rooms_of(operator).here) == (step, "day")
    focused = QApplication.focusWidget()
    assert focused is not None
    assert page(operator, DayScreen).isAncestorOf(focused)


def test_who_comes_is_served_from_any_room(operator: Operator) -> None:
    enter(operator, Qt.Key.Key_F11, "day")
    operator.press(Qt.Key.Key_F2)
    operator.wait(lambda: operator.desk.is_open, "the case is open")
    operator.settle()
    assert rooms_of(operator).here is None
    assert operator.screen == "service"


@pytest.mark.parametrize("room", ["day", "settings"])
def test_a_case_taken_up_or_put_aside_in_a_room_leaves_the_room(operator: Operator, room: str) -> None:
    operator.begin()
    operator.put_aside()
    operator.wait(lambda: not operator.desk.is_open, "it is put aside")
    operator.settle()
    key = Qt.Key.Key_F11 if room == "day" else Qt.Key.Key_F12
    enter(operator, key, room)
    operator.press(Qt.Key.Key_F6)
    operator.wait(lambda: operator.desk.is_open, "the case is taken up")
    operator.settle()
    assert rooms_of(operator).here is None
    operator.onward()  # F10 is the case's again
    enter(operator, key, room)
    operator.put_aside()
    operator.wait(lambda: not operator.desk.is_open, "it is put aside")
    operator.settle()
    assert rooms_of(operator).here is None
    assert operator.window.home.isVisible()


@pytest.mark.parametrize("keys", [("F12", "F2"), ("F2", "F11")])
def test_no_room_comes_up_over_who_is_served_however_quickly_the_keys_come(
    operator: Operator, keys: tuple[str, str]
) -> None:
    # Both before the store has answered the first: a room entered once the case stands there is entered rightly.
    acts_by_key = operator.window.acts.by_key()
    for key in keys:
        acts_by_key[key]()
    operator.wait(lambda: operator.desk.is_open, "the case is open")
    operator.settle()
    assert rooms_of(operator).here is None
    assert operator.window.view is not None
    assert operator.window.view.isVisible()


def test_settings_typed_are_there_again_after_someone_was_served(operator: Operator) -> None:
    enter(operator, Qt.Key.Key_F12, "settings")
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write("Жаңа атау мектебі")
    operator.begin()
    operator.put_aside()
    operator.wait(lambda: not operator.desk.is_open, "it is put aside")
    enter(operator, Qt.Key.Key_F12, "settings")
    assert "Жаңа атау мектебі" in [field.text() for field in page(operator, SettingsScreen).findChildren(QLineEdit)]


def test_the_keyboard_stays_in_the_settings_when_they_are_saved_and_when_someone_is_called_again(
    operator: Operator,
) -> None:
    operator.in_store(lambda counter: queue_desk.issue_ticket(counter, "attestation"))
    operator.press(Qt.Key.Key_F3)
    operator.settle()
    enter(operator, Qt.Key.Key_F12, "settings")
    operator.clock.wait(12)
    for key in (Qt.Key.Key_F10, Qt.Key.Key_F5):
        operator.press(key)
        operator.settle()
        focused = QApplication.focusWidget()
        assert focused is not None
        assert page(operator, SettingsScreen).isAncestorOf(focused)
    assert operator.in_store(acts)[-1] == "TicketRecalled"


def test_settings_typed_and_not_saved_survive_the_window(operator: Operator, sit_down: Callable[..., Operator]) -> None:
    enter(operator, Qt.Key.Key_F12, "settings")
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write("Әлі сақталмаған атау")
    operator.close()
    again = sit_down().ready()
    enter(again, Qt.Key.Key_F12, "settings")
    typed = [field.text() for field in page(again, SettingsScreen).findChildren(QLineEdit)]
    assert "Әлі сақталмаған атау" in typed
    # A look at them does not use them up: they are kept until they are saved or left.
    assert again.in_store(profile_keeping.unsaved) is not None
    again.press(Qt.Key.Key_F10)
    again.settle()
    assert again.in_store(profile_keeping.unsaved) is None


def test_settings_typed_survive_a_language_and_take_effect_when_saved(operator: Operator) -> None:
    enter(operator, Qt.Key.Key_F12, "settings")
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write("Жаңа атау мектебі")
    operator.turn_language("ru")
    operator.wait(lambda: rooms_of(operator).here == "settings", "the settings are there again")
    operator.settle()
    screen = page(operator, SettingsScreen)
    assert "Жаңа атау мектебі" in [field.text() for field in screen.findChildren(QLineEdit)]
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert read_profile(operator.folder / PROFILE_NAME).organisation.name.kk == "Жаңа атау мектебі"
    operator.press(Qt.Key.Key_Escape)
    operator.turn_language("kk")
    assert operator.says("Жаңа атау мектебі")


def test_the_day_is_closed_and_opened_again_by_keys(operator: Operator) -> None:
    operator.in_store(lambda counter: queue_desk.issue_ticket(counter, "attestation"))
    enter(operator, Qt.Key.Key_F11, "day")
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    screen = page(operator, DayScreen)
    assert screen.take_back()  # Esc takes the question back, the day stays open
    assert operator.in_store(acts)[-1] == "TicketIssued"
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    operator.turn_language("ru")  # the question is asked on
    operator.settle()
    operator.press(Qt.Key.Key_1)
    operator.settle()
    assert isinstance(operator.in_store(events)[-1].act, DayClosed)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    last = operator.in_store(events)[-1].act
    assert isinstance(last, DayOpened)
    assert last.again


def test_the_sheet_of_the_day_is_printed_by_f9(operator: Operator) -> None:
    operator.begin()
    enter(operator, Qt.Key.Key_F11, "day")
    operator.press(Qt.Key.Key_F9)
    operator.settle()
    operator.wait(lambda: bool(operator.printers.printed), "the sheet is printed")
    assert operator.printers.printed[-1].pdf.startswith(b"%PDF")


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_clock_moved_between_two_acts_is_told_at_once_and_confirmed_by_a_key(
    sit_down: Callable[..., Operator], tmp_path: Path, language: str
) -> None:
    operator = sit_down(language=language).ready()
    operator.begin()
    operator.clock.wait(60)
    operator.clock.move_wall(3600)
    front = operator.window.clock
    assert front is not None
    operator.wait(lambda: front.in_doubt, "it is noticed without any key")
    operator.settle()
    assert "⚠" in " ".join(operator.texts())
    assert operator.window.top.clock.accessibleDescription()
    doubted = operator.in_store(events)[-1].act
    assert doubted == ClockDoubted(jump_seconds=3600)
    state = operator.desk.clock_state()
    assert state is not None
    assert state.left_seconds == 19 * 60
    operator.press(Qt.Key.Key_T, modifiers=CONTROL)
    operator.settle()
    assert operator.in_store(events)[-1].act == ClockTrusted(by="operator")
    assert not front.in_doubt
    assert not operator.window.top.clock.accessibleDescription()
