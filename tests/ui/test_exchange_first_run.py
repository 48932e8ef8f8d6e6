"""The first start of a counter the district made: its code or its file, who works here, and it is enrolled."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.operations import exchanging
from desktop.operations.exchanging import ExchangeState
from desktop.operations.profile_keeping import write_toml
from desktop.paths import PROFILE_NAME
from desktop.profile.reading import read_profile
from desktop.ui.first_run.invited import InvitedScreen
from desktop.ui.first_run.screen import FirstRunScreen
from tests.settings.test_first_run import FirstDay
from tests.ui.centre import CODE, LoopbackCentre, serving
from tests.ui.signing import PROFILE
from tests.ui.test_every_screen import is_untranslated

CLERK = "Үлгі Гүлнұр"


@pytest.fixture
def centre() -> Iterator[LoopbackCentre]:
    with serving(LoopbackCentre()) as made:
        made.profile = write_toml(
            replace(PROFILE, counter=CODE, operators=PROFILE.operators[:1], demonstration=False, second_place="")
        )
        yield made


@pytest.fixture
def day(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FirstDay]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    made = FirstDay(tmp_path / "fresh")
    yield made
    made.close()


def go_to_invitation(day: FirstDay) -> InvitedScreen:
    """By keys: the offer stands before the first question."""
    assert day.guide.form.place_with_keyboard() == "interface"
    day.hands.press(Qt.Key.Key_Backtab, Qt.KeyboardModifier.ShiftModifier)
    day.hands.press(Qt.Key.Key_Space)
    return day.screen(InvitedScreen)


def go_on_with_district(day: FirstDay) -> None:
    """What is left to be asked, to the open counter."""
    guide = day.screen(FirstRunScreen)
    assert guide.form.place_with_keyboard() == "operators[0].name"
    day.hands.write(CLERK)
    day.hands.press(Qt.Key.Key_F10)
    day.protect()


def state_of(day: FirstDay) -> ExchangeState:
    found: list[ExchangeState] = []
    desk = day.window.desk
    assert desk is not None
    counter = desk.counter
    day.threads.store.run(lambda: exchanging.exchange_state(counter), found.append)
    day.hands.wait_until(lambda: bool(found), "the store has answered")
    return found[0]


def test_the_code_brings_the_profile_and_the_counter_is_enrolled_once_it_is_open(
    day: FirstDay, centre: LoopbackCentre, tmp_path: Path
) -> None:
    go_to_invitation(day)
    day.hands.press(Qt.Key.Key_F10)  # the keyboard goes to what is missing
    day.hands.write(centre.address)
    day.hands.tab()
    day.hands.write(centre.code)
    day.hands.press(Qt.Key.Key_F10)
    go_on_with_district(day)
    profile = read_profile(tmp_path / "fresh" / PROFILE_NAME)
    assert (profile.counter, profile.organisation) == (CODE, PROFILE.organisation)
    assert profile.operators[0].name == CLERK
    front = day.window.exchange
    assert front is not None
    day.hands.wait_until(lambda: "round" in front.errands.outcomes, "the first round is done")
    day.idle()
    state = state_of(day)
    assert (state.enrolled, state.pending, state.waiting) == (True, False, 0)
    assert centre.held[CODE].tip.sequence == state.acknowledged > 0


def test_the_file_brings_it_without_a_network(day: FirstDay, centre: LoopbackCentre, tmp_path: Path) -> None:
    centre.address = "http://127.0.0.1:9"  # nobody answers there
    file = tmp_path / f"{CODE}.kense-invitation"
    file.write_bytes(centre.invitation())
    go_to_invitation(day)
    day.hands.press(Qt.Key.Key_2)
    day.hands.tab()
    day.hands.write(str(file))
    day.hands.press(Qt.Key.Key_F10)
    go_on_with_district(day)
    front = day.window.exchange
    assert front is not None
    day.hands.wait_until(lambda: "round" in front.errands.outcomes, "the first round has failed")
    day.idle()
    state = state_of(day)
    assert (state.enrolled, state.pending) == (True, True)
    assert state.failing is not None


def test_another_file_is_told_in_place_and_esc_goes_back_to_the_questions(day: FirstDay, tmp_path: Path) -> None:
    file = tmp_path / "photo.jpg"
    file.write_bytes(b"\xff\xd8 no invitation")
    screen = go_to_invitation(day)
    day.hands.press(Qt.Key.Key_2)
    day.hands.tab()
    day.hands.write(str(file))
    day.hands.press(Qt.Key.Key_F10)
    day.hands.wait_until(lambda: not screen._errands.running, "the file is read")
    assert screen._told.text().startswith("⚠")
    day.hands.press(Qt.Key.Key_Escape)
    assert day.screen(FirstRunScreen).form.place_with_keyboard() == "interface"


def test_a_centre_that_hangs_keeps_nobody_from_the_questions(day: FirstDay, centre: LoopbackCentre) -> None:
    centre.hang = True
    screen = go_to_invitation(day)
    day.hands.press(Qt.Key.Key_F10)
    day.hands.write(centre.address)
    day.hands.tab()
    day.hands.write(centre.code)
    day.hands.press(Qt.Key.Key_F10)
    day.hands.wait_until(centre.asked.is_set, "the centre was asked")
    day.hands.press(Qt.Key.Key_Escape)
    day.hands.wait_until(lambda: not screen._errands.running, "it is left")
    day.hands.press(Qt.Key.Key_Escape)
    day.screen(FirstRunScreen)


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_it_speaks_each_language_and_keeps_what_is_typed(day: FirstDay, centre: LoopbackCentre, language: str) -> None:
    go_to_invitation(day)
    day.hands.press(Qt.Key.Key_F10)
    day.hands.write(centre.address)
    while day.window.look.language.code != language:
        day.window.turn_language()
    if language == "kk":
        day.window.turn_light()
    screen = day.screen(InvitedScreen)
    assert screen._fields.typed.address == centre.address
    lines = [
        line for widget in screen.findChildren(QLabel) if widget.isVisible() for line in widget.text().splitlines()
    ]
    assert [line for line in lines if is_untranslated(line, language)] == []
