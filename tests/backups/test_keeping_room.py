"""The keeping room and the automatic backups, by keys on the real window."""

from datetime import timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPushButton

from desktop.operations import backing_up, lost_computer, reception
from desktop.operations.backing_up import BackupDone
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter
from desktop.paths import KEYS_NAME
from desktop.printing.ports import Printers
from desktop.storage.backup_files import list_backups
from desktop.storage.places import carry, prepare_place
from desktop.ui import take_over
from desktop.ui.keeping.backups_card import BackupsCard
from desktop.ui.keeping.card import Confirm
from desktop.ui.keeping.retention_card import RetentionCard
from desktop.ui.keeping.screen import NAMES, KeepingScreen
from desktop.ui.recovery import RecoveryScreen
from desktop.ui.theme import DARK
from tests.operations.making import HandClock, acts, counter_at, open_ready
from tests.ui import operator as hands
from tests.ui.operator import CONTROL, SHIFT, Operator, Sit

from .making import MORNING

ALT = Qt.KeyboardModifier.AltModifier
OLD = MORNING - timedelta(days=365 * 7)


def fill(folder: Path, cases: int = 2) -> None:
    """Decided cases, with a backup after the first."""
    clock = HandClock(MORNING - timedelta(days=1))
    with counter_at(folder, clock=clock) as counter:
        for place in range(cases):
            reception.hand_over(counter, reception.decide_case(counter, open_ready(counter)))
            if place == 0:
                backing_up.back_up_now(counter)


def enter(operator: Operator) -> KeepingScreen:
    """Ctrl+F12."""
    operator.press(Qt.Key.Key_F12, modifiers=CONTROL)
    operator.idle()
    (page,) = rooms_shown(operator)
    return page


def rooms_shown(operator: Operator) -> list[KeepingScreen]:
    """The room, where it stands."""
    return [found for found in operator.window.findChildren(KeepingScreen) if found.isVisible()]


def press_button(page: KeepingScreen, words: str) -> None:
    """Tab goes there, Space presses."""
    said = page._look.say(words)
    button = next(b for b in page.findChildren(QPushButton) if b.text() == said and b.isVisible() and b.isEnabled())
    assert button.focusPolicy() & Qt.FocusPolicy.TabFocus
    button.setFocus()
    button.click()


def says(page: KeepingScreen, words: str) -> bool:
    return any(words in found.text() for found in page.findChildren(QLabel) if found.isVisible())


def test_f10_makes_a_backup_while_the_clerk_goes_on(sit_down: Sit, tmp_path: Path) -> None:
    fill(tmp_path)
    operator = sit_down(language="en").ready()
    page = enter(operator)
    assert len(list_backups(tmp_path)) == 1
    operator.press(Qt.Key.Key_F10)
    operator.wait(lambda: says(page, "✓ The backup is made and verified."), "the backup is made")
    latest, _ = list_backups(tmp_path)
    assert latest.note is not None and latest.note.why == "asked"
    operator.wait(lambda: says(page, "last number 2026-000002"), "it is listed")
    assert says(page, "last number 2026-000001")
    operator.press(Qt.Key.Key_Escape)
    assert not rooms_shown(operator)
    operator.begin()


def test_going_back_by_keys_in_another_language_and_light(sit_down: Sit, tmp_path: Path) -> None:
    fill(tmp_path)
    operator = sit_down(language="en", size=(683, 384)).ready()
    page = enter(operator)
    press_button(page, "Go back to this")
    card = page.findChild(BackupsCard)
    assert card is not None and card._confirm is not None
    operator.write("Кеше қате")
    press_button(page, "Go back to this backup")  # not confirmed: the code is missing, and has the keyboard
    assert says(page, "Type D7 exactly")
    operator.write("D7")
    operator.press(Qt.Key.Key_L, modifiers=CONTROL | SHIFT)
    operator.press(Qt.Key.Key_D, modifiers=CONTROL)
    operator.idle()
    (page,) = rooms_shown(operator)
    card = page.findChild(BackupsCard)
    assert card is not None and card._confirm is not None
    assert (card._confirm.reason.text(), card._confirm.typed.text()) == ("Кеше қате", "D7")
    operator.press(Qt.Key.Key_Escape)  # not after all: the form goes, the room stays
    assert not card.findChildren(Confirm) and page.isVisible()
    press_button(page, "Go back to this")
    assert card._confirm is not None
    card._choose_bring(False)
    operator.write("Кеше қате")
    operator.press(Qt.Key.Key_Tab)
    operator.write("D7")
    press_button(page, "Go back to this backup")
    operator.idle()
    operator.wait(lambda: says(page, "✓"), "it is said")
    assert operator.in_store(acts)[-2:] == ["SegmentOpened", "StoreRestored"]
    operator.press(Qt.Key.Key_Escape)
    operator.begin()
    operator.go_until("paper")
    assert operator.draft.number == "D7/2026-000003"


def test_with_a_case_on_the_counter_nobody_goes_back(sit_down: Sit, tmp_path: Path) -> None:
    fill(tmp_path)
    operator = sit_down(language="en").ready()
    operator.begin()
    page = enter(operator)
    press_button(page, "Go back to this")
    operator.write("reason")
    operator.press(Qt.Key.Key_Tab)
    operator.write("D7")
    press_button(page, "Go back to this backup")
    operator.idle()
    assert says(page, "⚠ A case is open at the counter.")
    assert "StoreRestored" not in operator.in_store(acts)


def test_names_are_erased_by_keys_and_older_copies_given_up(
    sit_down: Sit,
    tmp_path: Path,
) -> None:
    clock = HandClock(OLD)
    with counter_at(tmp_path, clock=clock) as counter:
        reception.hand_over(counter, reception.decide_case(counter, open_ready(counter)))
        backing_up.back_up_now(counter)
    clock.restart(86_400 * 365 * 7)
    operator = sit_down(language="en", clock=clock).ready()
    page = enter(operator)
    operator.press(Qt.Key.Key_4, modifiers=ALT)
    operator.idle()
    assert says(page, "No retention is stated")
    counter = operator.desk.counter
    counter.profile = replace(counter.profile, retention_years=5, retention_rule="01-12")
    operator.press(Qt.Key.Key_2, modifiers=ALT)
    operator.press(Qt.Key.Key_4, modifiers=ALT)
    operator.idle()
    assert says(page, "Past their retention are cases: 1 (2019: 1).")
    operator.press(Qt.Key.Key_F10)
    operator.write("мерзімі өтті")
    operator.press(Qt.Key.Key_Tab)
    operator.write("D7")
    press_button(page, "Erase the names for good")
    operator.wait(lambda: says(page, "✓ The names are erased; figures"), "erased")
    operator.idle()
    assert says(page, "backups 1, files put aside 0")
    press_button(page, "Give up these older copies now")
    operator.idle()
    (fresh,) = list_backups(tmp_path)
    assert fresh.note is not None and fresh.note.why == "after_erasure"
    assert operator.in_store(acts)[-1] == "ParticularsErased"
    card = page.findChild(RetentionCard)
    assert card is not None
    operator.press(Qt.Key.Key_Escape)
    assert not rooms_shown(operator)


def test_every_card_is_a_key_away_and_holds_at_every_size(sit_down: Sit, tmp_path: Path) -> None:
    fill(tmp_path)
    for language, size in (("kk", (1366, 768)), ("ru", (683, 384)), ("en", (1024, 640))):
        operator = sit_down(language=language, size=size, palette=DARK).ready()
        page = enter(operator)
        for place, name in enumerate(NAMES, 1):
            operator.press(Qt.Key(Qt.Key.Key_0 + place), modifiers=ALT)
            operator.idle()
            assert page.here == name
            assert page._cards[name].isVisible()
            assert page.width() <= operator.window.width()
            keyboard = QApplication.focusWidget()
            assert keyboard is not None and (keyboard is page or page.isAncestorOf(keyboard))
        operator.close()


def test_half_an_hour_of_work_makes_a_backup_and_none_makes_none(sit_down: Sit, tmp_path: Path) -> None:
    fill(tmp_path)
    operator = sit_down().ready()
    timer = operator.window.backups
    assert timer is not None
    done: list[BackupDone] = []
    timer.done.connect(done.append)
    timer.look()
    operator.wait(lambda: len(done) == 1, "a backup is made")
    assert done[0].made and not done[0].problems
    nothing: list[None] = []
    timer.run.nothing.connect(lambda: nothing.append(None))
    timer.look()
    operator.wait(lambda: bool(nothing), "nothing is due")
    assert len(list_backups(tmp_path)) == 2


def test_the_day_that_is_closed_is_backed_up(sit_down: Sit, tmp_path: Path) -> None:
    fill(tmp_path)
    operator = sit_down().ready()
    assert operator.window.backups is not None
    done: list[BackupDone] = []
    operator.window.backups.done.connect(done.append)
    operator.begin()
    operator.press(Qt.Key.Key_F8)
    operator.press(Qt.Key.Key_1)
    operator.idle()
    operator.press(Qt.Key.Key_F11)
    operator.idle()
    operator.press(Qt.Key.Key_F10)
    operator.idle()
    operator.press(Qt.Key.Key_1)
    operator.wait(lambda: bool(done), "the day's backup")
    note = list_backups(tmp_path)[0].note
    assert note is not None and note.why == "day_closed"
    assert "DayClosed" in operator.in_store(acts)


def test_a_trouble_that_stays_is_told_once(sit_down: Sit, tmp_path: Path) -> None:
    fill(tmp_path)
    operator = sit_down(language="en").ready()
    counter, timer = operator.desk.counter, operator.window.backups
    assert timer is not None
    counter.profile = replace(counter.profile, second_place=str(tmp_path / "unplugged"))
    told: list[object] = []
    done: list[BackupDone] = []
    timer.problem_met.connect(told.append)
    timer.done.connect(done.append)
    for turn in range(2):
        timer.run.start("asked")
        operator.wait(lambda: len(done) == turn + 1, "a backup")  # noqa: B023 - waited for here
    assert len(told) == 1
    assert operator.says("is not there. Connect the disk")


def open_as_it_is(folder: Path, *, edition: str, clock: HandClock, printers: Printers, read_only: bool) -> Counter:
    """No demonstration is put into an empty folder."""
    assert edition
    return open_counter(folder, printers, clock, read_only=read_only)


def test_a_lost_computer_is_taken_over_at_the_first_start(
    sit_down: Sit,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home, stick, new = tmp_path / "home", tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    fill(home)
    with counter_at(home) as counter:
        carry(home, prepare_place(stick, "D7", "ab" * 32), MORNING)
        assert counter.profile.counter == "D7"
    assert not (home / KEYS_NAME).exists()
    find = lost_computer.find_counters
    monkeypatch.setattr(lost_computer, "find_counters", lambda: find([stick]))
    new.mkdir()
    monkeypatch.setattr(hands, "open_for_test", open_as_it_is)
    operator = sit_down(new, language="en")
    operator.wait(lambda: operator.window.instead.stands, "the first questions")
    screen = operator.window.instead.screen
    assert screen is not None
    screen.take_over_wanted.emit()  # type: ignore[attr-defined]
    operator.idle()
    screen = operator.window.instead.screen
    assert isinstance(screen, take_over.TakeOverScreen)
    assert operator.says("last number 2026-000001")
    operator.press(Qt.Key.Key_Space)  # the keyboard rests on the first backup
    operator.wait(lambda: isinstance(operator.window.instead.screen, RecoveryScreen), "the backup is offered")
    recovery = operator.window.instead.screen
    assert isinstance(recovery, RecoveryScreen) and recovery.number is not None
    operator.write("D9/2026-000007")  # the keyboard rests where the number is asked for
    recovery.buttons[0].click()
    operator.idle()
    assert operator.says("is not a number of this counter")
    recovery.number.set_text("D7/2026-000007")
    recovery.buttons[0].click()
    operator.ready()
    operator.begin()
    operator.go_until("paper")
    assert operator.draft.number == "D7/2026-000008"
