"""The first start: a folder without a profile, the guide by keys, an open counter."""

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtWidgets import QApplication, QWidget

from desktop.operations.opening import open_counter
from desktop.operations.profile_keeping import begin_first_start, found_profile
from desktop.operations.signing_in import open_protected
from desktop.paths import PROFILE_NAME
from desktop.printing.memory import MemoryPrinters
from desktop.profile.reading import read_profile
from desktop.ui.application import Threads
from desktop.ui.demonstration.player import Player
from desktop.ui.first_run.screen import FirstRunScreen
from desktop.ui.main_window import MainWindow
from desktop.ui.sign_in.entering import Openings
from desktop.ui.sign_in.new_password import NewPasswordScreen
from desktop.ui.sign_in.sheet import SheetScreen
from forms.problems import Problem
from tests.operations.making import HandClock, counter_at
from tests.settings.profiles import EDITIONS, FULL

Screen = TypeVar("Screen", bound=QWidget)

PASSWORD = "tulip garden 7"
ANSWERS = {
    "organisation.name.kk": "№ 7 үлгі мектеп",
    "organisation.name.ru": "Примерная школа № 7",
    "organisation.address.kk": "Үлгі қаласы",
    "organisation.address.ru": "город Примерный",
    "organisation.phone": "87000000007",
    "operators[0].name": "Асанова Г.",
    "counter": "S3",
}


class FirstDay:
    """A window on a folder, from its first start on."""

    def __init__(self, folder: Path, size: tuple[int, int] = (1366, 768)) -> None:
        self.window = MainWindow("kk")
        self.window.resize(*size)
        self.printers = MemoryPrinters()
        openings = Openings(
            clear=lambda read_only: open_counter(folder, self.printers, HandClock()),
            signed=lambda signed, read_only: open_protected(folder, self.printers, signed, HandClock()),
        )
        self.threads = Threads(self.window, folder, openings)
        self.window.show()
        self.hands = Player(self.window)
        self.threads.open()
        self.idle()

    def idle(self) -> None:
        self.hands.wait_until(self.threads.store.is_idle, "the store's thread has answered")

    @property
    def guide(self) -> FirstRunScreen:
        """The guide shown now."""
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        (found,) = [screen for screen in self.window.findChildren(FirstRunScreen) if screen.isVisible()]
        return found

    def tab_to(self, key: str) -> None:
        for _ in range(60):
            if self.guide.form.place_with_keyboard() == key:
                return
            self.hands.tab()
        raise AssertionError(f"Tab does not reach {key}")

    def write(self, key: str, text: str) -> None:
        self.tab_to(key)
        self.hands.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
        self.hands.press(Qt.Key.Key_Delete)
        self.hands.write(text)

    def screen(self, kind: type[Screen]) -> Screen:
        """The screen that stands in home's place."""
        self.hands.wait_until(lambda: isinstance(self.window.instead.screen, kind), kind.__name__)
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
        QApplication.processEvents()
        found = self.window.instead.screen
        assert isinstance(found, kind)
        return found

    def protect(self) -> None:
        """From the founder's password to the open counter."""
        asked = self.screen(NewPasswordScreen)
        self.hands.write(PASSWORD)
        asked.form.focus_place("second")
        self.hands.write(PASSWORD)
        self.hands.press(Qt.Key.Key_F10)
        sheet = self.screen(SheetScreen)
        assert self.window.desk is None
        self.hands.press(Qt.Key.Key_F9)
        self.hands.wait_until(lambda: sheet.panel.state.printed, "the sheet is sent to the printer")
        self.hands.write(sheet.panel.state.code.rsplit("-", 1)[1])
        self.hands.press(Qt.Key.Key_F10)
        self.hands.wait_until(lambda: self.window.desk is not None, "the counter is open")
        self.idle()

    def close(self) -> None:
        self.window.close()
        self.threads.stop()
        QApplication.processEvents()
        self.window.deleteLater()
        QApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


@pytest.fixture
def day(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FirstDay]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    made = FirstDay(tmp_path / "fresh")
    yield made
    made.close()


def test_from_an_empty_folder_to_an_open_case_by_keys(day: FirstDay, tmp_path: Path) -> None:
    assert day.guide.form.place_with_keyboard() == "interface"
    for key, text in ANSWERS.items():
        day.write(key, text)
    day.hands.press(Qt.Key.Key_F10)
    day.protect()
    profile = read_profile(tmp_path / "fresh" / PROFILE_NAME, EDITIONS)
    assert profile.counter == "S3"
    assert not any(b"SQLite format 3" in path.read_bytes() for path in (tmp_path / "fresh").glob("kense.db*"))
    assert profile.organisation.phone == "+77000000007"
    assert profile.operators[0].name == "Асанова Г."
    assert list(profile.services) == ["attestation"]
    assert EDITIONS.by_label(profile.services["attestation"].edition).has_counter
    day.hands.press(Qt.Key.Key_F2)
    desk = day.window.desk
    assert desk is not None
    if not desk.is_open:
        day.hands.press(Qt.Key.Key_F2, Qt.KeyboardModifier.ControlModifier)
    day.hands.wait_until(lambda: desk.is_open, "a case is open")
    day.hands.settle()
    assert desk.draft.edition == profile.services["attestation"].edition


def test_what_is_missing_is_told_and_what_is_typed_stays_in_another_language(day: FirstDay, tmp_path: Path) -> None:
    day.write("organisation.name.kk", ANSWERS["organisation.name.kk"])
    day.hands.press(Qt.Key.Key_F10)
    assert day.guide.form.place_with_keyboard() == "organisation.name.ru"
    assert not (tmp_path / "fresh" / PROFILE_NAME).exists()
    day.tab_to("interface")
    day.hands.press(Qt.Key.Key_2)
    assert day.window.look.language.code == "ru"
    assert day.guide.form.place_with_keyboard() == "interface"
    for key, text in ANSWERS.items():
        if key != "organisation.name.kk":
            day.write(key, text)
    day.hands.press(Qt.Key.Key_D, Qt.KeyboardModifier.ControlModifier)
    day.guide.finish()
    day.protect()
    profile = read_profile(tmp_path / "fresh" / PROFILE_NAME, EDITIONS)
    assert profile.interface == "ru"
    assert profile.organisation.name.kk == ANSWERS["organisation.name.kk"]


def test_from_the_password_back_to_the_questions_nothing_typed_is_lost(day: FirstDay, tmp_path: Path) -> None:
    for key, text in ANSWERS.items():
        day.write(key, text)
    day.hands.press(Qt.Key.Key_F10)
    asked = day.screen(NewPasswordScreen)
    day.hands.press(Qt.Key.Key_F10)
    assert asked.state.problem is not None and asked.state.problem.code == "721"
    asked.put_off.emit()
    assert day.screen(FirstRunScreen) is day.guide
    assert not (tmp_path / "fresh" / PROFILE_NAME).exists()
    day.hands.press(Qt.Key.Key_F10)
    day.protect()
    assert read_profile(tmp_path / "fresh" / PROFILE_NAME, EDITIONS).counter == "S3"


def test_a_store_without_its_profile_keeps_its_code(tmp_path: Path) -> None:
    with counter_at(tmp_path):
        pass
    (tmp_path / PROFILE_NAME).unlink()
    with pytest.raises(Problem) as told:
        open_counter(tmp_path, MemoryPrinters(), HandClock())
    assert told.value.code == "153"
    start = begin_first_start(tmp_path, HandClock())
    assert start.counter_kept
    assert start.answers.counter == "D7"


def test_a_profile_that_is_there_is_not_founded_anew(tmp_path: Path) -> None:
    folder = tmp_path / "new" / "folder"
    found_profile(folder, FULL)
    assert read_profile(folder / PROFILE_NAME, EDITIONS) == FULL
    with pytest.raises(Problem) as told:
        found_profile(folder, FULL)
    assert told.value.code == "178"
