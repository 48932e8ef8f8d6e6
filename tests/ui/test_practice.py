"""Practice in and out, the keeping room's cards, first run and protecting what lies in the clear: by keys."""

from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

from desktop.operations import practice
from desktop.operations.opening import open_counter
from desktop.operations.operators import list_operators
from desktop.operations.profile_keeping import found_profile
from desktop.operations.signing_in import sign_in
from desktop.paths import KEYS_NAME
from desktop.printing.memory import MemoryPrinters
from desktop.profile.reading import read_profile
from desktop.protection.key_file import unlock_by_recovery
from desktop.ui.keeping.backups_card import BackupsCard
from desktop.ui.keeping.operator_panels import OperatorPanel
from desktop.ui.keeping.operators_card import OperatorsCard
from desktop.ui.keeping.practice_card import PracticeCard
from desktop.ui.practising import PRACTICE_DARK, PRACTICE_LIGHT, PracticeBand
from desktop.ui.sign_in.new_password import NewPasswordScreen
from desktop.ui.sign_in.screen import SignInScreen
from desktop.ui.sign_in.sheet import SheetPanel, SheetScreen
from forms.problems import PROBLEMS, Problem
from tests.operations.making import HandClock, acts
from tests.ui.operator import CONTROL
from tests.ui.signing import ADMIN, CLERK, HEAD, NAMES, PASSWORDS, PROFILE, Come, Guest, begin_case, protect


class Room(QWidget):
    """A page with one card, as the keeping room has it."""

    def __init__(self, guest: Guest, kind: type[OperatorsCard] | type[PracticeCard]) -> None:
        super().__init__()
        assert guest.window.desk is not None
        threads = guest.threads
        self.card = kind(guest.window.look, guest.window.desk.counter, threads.store, threads.printer)
        self.problems: list[Problem] = []
        self.card.problem_met.connect(self.problems.append)
        column = QVBoxLayout(self)
        column.addWidget(self.card)
        column.addStretch(1)


def enter(guest: Guest, kind: type[OperatorsCard] | type[PracticeCard]) -> Any:
    room = Room(guest, kind)
    guest.window.frame.show_page(room)
    room.card.refresh()
    guest.idle()
    QApplication.processEvents()
    return room.card


def click(guest: Guest, within: QWidget, words: str, whose: str = "") -> None:
    """Put the keyboard on a button and press it."""
    text = guest.window.look.say(words)
    (found,) = [
        one
        for one in within.findChildren(QPushButton)
        if one.isVisible() and one.text() == text and whose in one.accessibleName()
    ]
    found.setFocus()
    guest.press(Qt.Key.Key_Space)


# practice


def test_into_practice_and_back_and_nothing_of_it_reaches_the_register(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(CLERK)
    guest.ready()
    before = guest.in_store(acts)
    card = enter(guest, PracticeCard)
    click(guest, card, "Practise")
    guest.wait(lambda: guest.window.practice and guest.window.desk is not None, "practice is open")
    guest.settle()
    assert guest.shows(PracticeBand)
    assert guest.window.look.palette is PRACTICE_LIGHT
    counter = guest.in_store(lambda counter: counter)
    assert counter.practice
    assert counter.operator.id == CLERK
    assert counter.profile.counter == "OQUS1"
    assert counter.store.folder == tmp_path / "practice"
    begin_case(guest)
    assert guest.window.desk is not None
    case = guest.window.desk.draft.case
    guest.press(Qt.Key.Key_D, modifiers=CONTROL)
    assert guest.window.look.palette is PRACTICE_DARK
    guest.turn_language("en")
    assert guest.said("Nothing done here reaches the register.")
    guest.window.turn_practice(False)
    guest.wait(lambda: not guest.window.practice and guest.window.desk is not None, "the register is open")
    guest.settle()
    assert not guest.shows(PracticeBand)
    after = guest.in_store(acts)
    assert after[: len(before)] == before
    assert after[len(before) :] == ["OperatorSignedOut", "OperatorSignedIn"]
    assert guest.in_store(lambda counter: counter.store.drafts.find(case)) is None
    assert guest.in_store(lambda counter: counter.operator.id) == CLERK
    assert "ctrl" not in case and not any(case.encode() in path.read_bytes() for path in tmp_path.glob("kense.db*"))


def test_with_someone_at_the_counter_nobody_leaves_it(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(HEAD)
    guest.ready()
    begin_case(guest)
    guest.window.turn_practice(True)
    guest.idle()
    assert guest.said(PROBLEMS["726"])
    assert not guest.window.practice


def test_practice_begins_anew_after_asking_once_more(come: Come, tmp_path: Path) -> None:
    guest = come()
    guest.ready()
    guest.window.turn_practice(True)
    guest.wait(lambda: guest.window.practice and guest.window.desk is not None, "practice is open")
    guest.settle()
    begin_case(guest)
    guest.window.turn_practice(False)
    guest.wait(lambda: not guest.window.practice and guest.window.desk is not None, "the register is open")
    guest.settle()
    assert practice.has_practice(tmp_path)
    card = enter(guest, PracticeCard)
    click(guest, card, "Begin practice anew")
    assert practice.has_practice(tmp_path), "asked first"
    click(guest, card, "Begin practice anew")
    assert not practice.has_practice(tmp_path)
    assert (tmp_path / "kense.db").exists()
    assert guest.said("The practice is empty.")


def test_practice_from_the_shell_asks_who_comes_and_locks_by_their_password(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come(practice=True)
    assert guest.shows(SignInScreen)
    guest.sign_in(CLERK)
    guest.ready()
    assert guest.shows(PracticeBand)
    guest.lock()
    guest.write("not it at all")
    guest.press(Qt.Key.Key_Return)
    assert guest.said(PROBLEMS["700"])
    screen = guest.screen(SignInScreen)
    guest.wait(lambda: screen.seconds_left() == 0, "the wait is over")
    guest.write(PASSWORDS[CLERK])
    guest.press(Qt.Key.Key_Return)
    guest.wait(lambda: not guest.shows(SignInScreen), "it is unlocked")
    guest.lock()
    guest.window.turn_practice(False)
    guest.wait(lambda: not guest.window.practice, "the register's window")
    guest.idle()
    assert guest.shows(SignInScreen), "who left practice locked has to sign in at the register"
    assert guest.window.desk is None


def test_practice_is_a_place_of_its_own(tmp_path: Path) -> None:
    protect(tmp_path)
    signed = sign_in(tmp_path, HEAD, PASSWORDS[HEAD])
    with pytest.raises(Problem) as told:
        practice.open_practice(tmp_path, MemoryPrinters(), None, HandClock())
    assert told.value.code == "703"
    counter = practice.open_practice(tmp_path, MemoryPrinters(), signed, HandClock())
    try:
        assert counter.store.key not in (None, signed.key.store)
        with pytest.raises(Problem) as told:
            practice.begin_practice_anew(tmp_path)
        assert told.value.code == "309"
    finally:
        counter.store.close()
    assert not read_profile(tmp_path / "practice" / "profile.toml").board.enabled
    practice.begin_practice_anew(tmp_path)
    beside = tmp_path / "practice"
    for left in beside.iterdir():
        left.unlink()
    beside.rmdir()
    beside.symlink_to(tmp_path, target_is_directory=True)
    for act in (
        lambda: practice.begin_practice_anew(tmp_path),
        lambda: practice.open_practice(tmp_path, MemoryPrinters(), signed),
    ):
        with pytest.raises(Problem) as told:
            act()
        assert told.value.code == "728"
    assert (tmp_path / KEYS_NAME).exists()


# operators


def test_an_administrator_enrols_gives_roles_and_closes_by_keys(come: Come, tmp_path: Path) -> None:
    protect(tmp_path, others=False)
    guest = come()
    guest.sign_in(HEAD)
    guest.ready()
    card = enter(guest, OperatorsCard)
    assert guest.said("no access")
    click(guest, card, "Enrol an operator")
    panel = guest.screen(OperatorPanel)
    guest.press(Qt.Key.Key_1)
    (first, second) = panel.findChildren(QLineEdit)[-2:]
    first.setFocus()
    guest.write("short")
    second.setFocus()
    guest.write("short")
    guest.press(Qt.Key.Key_Return)
    assert guest.says(guest.window.look.say(PROBLEMS["711"], least=8))
    for line in (first, second):
        line.setFocus()
        guest.press(Qt.Key.Key_A, modifiers=CONTROL)
        guest.write(PASSWORDS[CLERK])
    guest.press(Qt.Key.Key_F10)
    assert not guest.shows(OperatorPanel)
    known = {one.id: one for one in guest.in_store(list_operators)}
    assert known[CLERK].active and known[CLERK].has_password
    assert known[CLERK].roles == ("clerk",)
    click(guest, card, "Roles…", NAMES[CLERK])
    guest.press(Qt.Key.Key_Space)
    guest.press(Qt.Key.Key_Return)
    assert guest.said(PROBLEMS["732"])
    guest.press(Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_F10)
    assert {one.id: one.roles for one in guest.in_store(list_operators)}[CLERK] == ("head",)
    click(guest, card, "Close access…", NAMES[CLERK])
    guest.press(Qt.Key.Key_Escape)
    assert not guest.shows(OperatorPanel)
    click(guest, card, "Close access…", NAMES[CLERK])
    guest.press(Qt.Key.Key_Return)
    assert not {one.id: one for one in guest.in_store(list_operators)}[CLERK].active
    click(guest, card, "Close access…", NAMES[HEAD])
    guest.press(Qt.Key.Key_Return)
    assert guest.said(PROBLEMS["715"])


def test_a_clerk_sees_their_own_password_and_pin_only(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(CLERK)
    guest.ready()
    card = enter(guest, OperatorsCard)
    assert not guest.said("Enrol an operator")
    assert not guest.says(NAMES[ADMIN])
    click(guest, card, "Set my PIN…")
    panel = guest.screen(OperatorPanel)
    for line in panel.findChildren(QLineEdit):
        line.setFocus()
        guest.write("2580")
    guest.press(Qt.Key.Key_Return)
    assert guest.said("Remove my PIN…")
    click(guest, card, "Change my password…")
    panel = guest.screen(OperatorPanel)
    before, first, second = panel.findChildren(QLineEdit)
    for line, text in ((before, "not mine"), (first, "new winter 88"), (second, "new winter 88")):
        line.setFocus()
        guest.write(text)
    guest.press(Qt.Key.Key_Return)
    assert guest.said(PROBLEMS["700"])
    assert QApplication.focusWidget() is before


def test_the_sheet_renewed_is_shown_once_and_proved(come: Come, tmp_path: Path) -> None:
    old = protect(tmp_path)
    guest = come()
    guest.sign_in(ADMIN)
    guest.ready()
    card = enter(guest, OperatorsCard)
    click(guest, card, "Renew the recovery sheet")
    guest.press(Qt.Key.Key_Return)
    panel = guest.screen(SheetPanel)
    code = panel.state.code
    assert code != old
    assert all(guest.says(group) for group in code.split("-"))
    guest.press(Qt.Key.Key_F9)
    assert guest.said("Sent to the printer: look whether it came out.")
    assert guest.window.desk is not None
    guest.write("XXXXX")
    guest.press(Qt.Key.Key_Return)
    assert guest.said(PROBLEMS["724"])
    guest.press(Qt.Key.Key_A, modifiers=CONTROL)
    guest.write(code.rsplit("-", 1)[1].lower())
    guest.press(Qt.Key.Key_Return)
    assert not guest.shows(SheetPanel)
    assert not guest.says(code[:5])
    with pytest.raises(Problem):
        unlock_by_recovery(tmp_path, old)
    assert unlock_by_recovery(tmp_path, code) is not None


def test_what_is_asked_about_an_operator_survives_another_language(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(ADMIN)
    guest.ready()
    card = enter(guest, OperatorsCard)
    click(guest, card, "New password…", NAMES[CLERK])
    guest.write("half typed")
    guest.turn_language("ru")
    after = enter(guest, OperatorsCard)
    after.restore(card)
    QApplication.processEvents()
    lines = guest.screen(OperatorPanel).findChildren(QLineEdit)
    assert lines[0].text() == "half typed"
    assert after.take_back()
    assert not guest.shows(OperatorPanel)
    assert not after.take_back()


# from the clear to protected


def test_a_register_in_the_clear_is_offered_protection_and_protected(come: Come, tmp_path: Path) -> None:
    found_profile(tmp_path, PROFILE)

    def clear(read_only: bool) -> Any:
        return open_counter(tmp_path, MemoryPrinters(), HandClock(), read_only=read_only)

    clear(False).store.close()
    guest = come(clear=clear)
    screen = guest.screen(NewPasswordScreen)
    screen.put_off.emit()
    guest.ready()
    assert guest.said("Not protected")
    card = enter(guest, OperatorsCard)
    click(guest, card, "Protect the register")
    guest.wait(lambda: guest.shows(NewPasswordScreen), "it is offered though it was put off")
    guest.turn_language("ru")
    screen = guest.screen(NewPasswordScreen)
    guest.write(PASSWORDS[HEAD])
    screen.form.focus_place("second")
    guest.write(PASSWORDS[HEAD])
    guest.press(Qt.Key.Key_Return)
    guest.wait(lambda: guest.shows(SheetScreen), "the sheet is shown")
    code = guest.screen(SheetScreen).panel.state.code
    guest.turn_language("en")
    guest.press(Qt.Key.Key_F10)
    assert guest.said(PROBLEMS["724"])
    guest.write(code.rsplit("-", 1)[1])
    guest.press(Qt.Key.Key_F10)
    guest.ready()
    assert not guest.said("Not protected")
    assert not (tmp_path / "kense.db").read_bytes().startswith(b"SQLite format 3")
    assert guest.in_store(lambda counter: counter.operator.id) == HEAD


def test_the_keyboard_stays_in_the_operators_card_while_its_list_is_read_anew(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(HEAD)
    guest.ready()
    guest.press(Qt.Key.Key_F12, modifiers=CONTROL)
    guest.press(Qt.Key.Key_1, modifiers=Qt.KeyboardModifier.AltModifier)
    for language in ("kk", "ru"):
        guest.turn_language(language)
        keyboard = QApplication.focusWidget()
        assert isinstance(keyboard, QPushButton)
        assert NAMES[HEAD] in keyboard.accessibleName()
    guest.press(Qt.Key.Key_F10)
    assert guest.shows(OperatorPanel)
    guest.press(Qt.Key.Key_Escape)
    guest.press(Qt.Key.Key_2, modifiers=Qt.KeyboardModifier.AltModifier)
    assert guest.shows(BackupsCard)
