"""Signing in at a protected counter, locking it, coming back, another operator: by keys, with real keys and stores."""

import shutil
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QAccessible, QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QMessageBox, QPushButton

from desktop.domain.case import write_draft
from desktop.operations import operators
from desktop.paths import KEYS_NAME
from desktop.protection import patience
from desktop.ui.recovery import RecoveryScreen
from desktop.ui.sign_in.new_password import NewPasswordScreen
from desktop.ui.sign_in.recovery_way import RecoveryWayScreen
from desktop.ui.sign_in.screen import SignInScreen
from desktop.ui.sign_in.secret_field import letters_told
from desktop.ui.sign_in.sheet import SheetScreen
from desktop.ui.sign_in.state import NewPasswordState, SheetState
from desktop.ui.theme import DARK
from forms.problems import PROBLEMS, Problem
from tests.operations.making import acts, events
from tests.ui.operator import CONTROL
from tests.ui.signing import ADMIN, CLERK, HEAD, NAMES, PASSWORDS, PIN, Come, Guest, begin_case, protect
from tests.ui.test_every_screen import cut, focusable


def typed_secret(guest: Guest) -> str:
    return guest.screen(SignInScreen).secret.text()


# at the start


def test_a_wrong_password_is_told_and_waited_for_then_the_right_one_opens(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    screen = guest.screen(SignInScreen)
    assert [one.id for one in screen.state.people] == [HEAD, CLERK, ADMIN]
    assert not guest.window.rail.isVisible()
    guest.write("вяленая рыба")
    guest.press(Qt.Key.Key_Return)
    assert guest.window.desk is None
    assert guest.said(PROBLEMS["700"])
    assert guest.said("It was typed in Cyrillic letters: look at the keyboard's language.")
    assert typed_secret(guest) == ""
    assert screen.seconds_left() == 1
    assert not screen.enter.isEnabled()
    guest.wait(lambda: screen.seconds_left() == 0, "the wait is over")
    guest.sign_in(HEAD)
    guest.ready()
    assert guest.window.rail.isVisible()
    assert any(NAMES[HEAD] in text for text in guest.texts())
    assert not guest.said("Not protected")
    assert patience.seconds_to_wait(tmp_path, HEAD) == 0
    (signed,) = [event for event in guest.in_store(events)[-3:] if type(event.act).__name__ == "OperatorSignedIn"]
    assert signed.act.failed_before == 1  # type: ignore[union-attr]


def test_the_arrows_choose_who_and_the_last_one_comes_first_next_time(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.write("something")
    guest.press(Qt.Key.Key_Down)
    screen = guest.screen(SignInScreen)
    assert screen.state.chosen == CLERK
    assert typed_secret(guest) == "", "what was typed for one is not left for another"
    guest.sign_in(CLERK)
    guest.ready()
    assert guest.in_store(lambda counter: (counter.operator.id, counter.roles)) == (CLERK, ("clerk",))
    guest.close()
    again = come()
    assert again.screen(SignInScreen).state.chosen == CLERK
    assert PASSWORDS[CLERK] not in (tmp_path / "kense.window").read_text("utf-8")


def test_another_language_keeps_who_and_what_is_typed(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.press(Qt.Key.Key_Down)
    guest.write("half a pass")
    for language in ("ru", "en", "kk"):
        guest.turn_language(language)
        screen = guest.screen(SignInScreen)
        assert screen.state.chosen == CLERK
        assert typed_secret(guest) == "half a pass"
        assert isinstance(QApplication.focusWidget(), QLineEdit)
    assert "half a pass" not in repr(screen.state)
    left = [path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()]
    assert not any(b"half a pass" in content for content in left)


def test_it_is_told_which_letters_are_typed_and_that_caps_lock_is_on(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    look = guest.window.look
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.echoMode() == QLineEdit.EchoMode.Password
    guest.write("qwe")
    assert guest.said("Letters: Latin")
    assert not guest.said("Caps Lock is on")
    QTest.sendKeyEvent(QTest.KeyAction.Click, line, Qt.Key.Key_A, "A", Qt.KeyboardModifier.NoModifier)
    assert guest.said("Caps Lock is on")
    for text, told in (
        ("", ""),
        ("12-34", ""),
        ("пароль", look.say("Letters: Cyrillic")),
        ("құпия", look.say("Letters: Cyrillic, Kazakh ones among them")),
        ("парol", look.say("Letters: Latin and Cyrillic, mixed")),
    ):
        assert letters_told(look, text) == told
    guest.screen(SignInScreen).secret.show_letters(True)
    assert line.echoMode() == QLineEdit.EchoMode.Normal


def test_keys_do_nothing_before_someone_signs_in(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    for key in (Qt.Key.Key_F2, Qt.Key.Key_F3, Qt.Key.Key_F6, Qt.Key.Key_F11, Qt.Key.Key_F12, Qt.Key.Key_Escape):
        guest.press(key)
    guest.press(Qt.Key.Key_L, modifiers=CONTROL)
    assert guest.shows(SignInScreen)
    assert guest.window.desk is None
    guest.press(Qt.Key.Key_F10)
    assert guest.shows(SignInScreen), "an empty password is not tried"
    assert patience.seconds_to_wait(tmp_path, HEAD) == 0


# by the recovery sheet


def test_the_recovery_sheet_lets_in_with_a_new_password(come: Come, tmp_path: Path) -> None:
    code = protect(tmp_path)
    guest = come()
    screen = guest.screen(SignInScreen)
    screen.recovery_requested.emit()
    way = guest.screen(RecoveryWayScreen)
    slip = code[:4] + ("9" if code[4] != "9" else "7") + code[5:]
    guest.write(slip.replace("-", " "))
    way.form.focus_place("first")
    guest.write("another secret 5")
    guest.press(Qt.Key.Key_Tab, Qt.Key.Key_Tab)
    way.form.focus_place("second")
    guest.write("another secret 4")
    guest.press(Qt.Key.Key_Return)
    assert guest.said(PROBLEMS["722"])
    way.form.focus_place("second")
    guest.press(Qt.Key.Key_A, modifiers=CONTROL)
    guest.write("another secret 5")
    guest.turn_language("ru")
    guest.press(Qt.Key.Key_F10)
    assert guest.says(guest.window.look.say(PROBLEMS["709"], group=1))
    assert guest.window.desk is None
    way = guest.screen(RecoveryWayScreen)
    guest.press(Qt.Key.Key_A, modifiers=CONTROL)
    guest.write(code)
    guest.press(Qt.Key.Key_F10)
    guest.ready()
    assert "PasswordChanged" in guest.in_store(acts)[-3:]
    guest.close()
    again = come()
    again.sign_in(HEAD, "another secret 5")
    again.ready()


def test_esc_leads_back_from_the_recovery_sheet(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.screen(SignInScreen).recovery_requested.emit()
    guest.press(Qt.Key.Key_F10)
    assert guest.said(PROBLEMS["723"])
    guest.press(Qt.Key.Key_Escape)
    assert guest.shows(SignInScreen)
    assert not guest.shows(RecoveryWayScreen)


# locked


def test_locked_in_the_middle_of_a_case_and_back_exactly_there(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(HEAD)
    guest.ready()
    begin_case(guest)
    guest.press(Qt.Key.Key_F10)
    desk = guest.window.desk
    assert desk is not None
    guest.settle()
    assert desk.draft.screen == "applicant"
    guest.write("010101")
    guest.settle()
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    place, draft = line.cursorPosition(), write_draft(desk.draft)
    guest.lock()
    assert not line.isVisible()
    assert not any("010101" in text for text in guest.texts())
    assert guest.window.top.clock.isVisible()
    assert guest.said("Locked: {name}", name=NAMES[HEAD])
    for key in (Qt.Key.Key_F10, Qt.Key.Key_F8, Qt.Key.Key_1, Qt.Key.Key_F2, Qt.Key.Key_F11, Qt.Key.Key_Escape):
        guest.press(key)
    guest.write("wrong one")
    guest.press(Qt.Key.Key_Return)
    assert guest.said(PROBLEMS["700"])
    assert write_draft(desk.draft) == draft
    screen = guest.screen(SignInScreen)
    guest.wait(lambda: screen.seconds_left() == 0, "the wait is over")
    guest.write(PASSWORDS[HEAD])
    guest.press(Qt.Key.Key_F10)
    guest.wait(lambda: not guest.shows(SignInScreen), "it is unlocked")
    assert write_draft(desk.draft) == draft
    assert QApplication.focusWidget() is line
    assert (line.text(), line.cursorPosition()) == ("010101", place)
    kinds = guest.in_store(acts)
    assert kinds[-2:] == ["OperatorSignedOut", "OperatorSignedIn"]
    guest.write("5")
    assert line.text().startswith("0101015")


def test_what_happens_under_the_lock_takes_no_keyboard_and_shows_nothing(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(HEAD)
    guest.ready()
    begin_case(guest)
    guest.lock()
    view, desk = guest.window.view, guest.window.desk
    assert view is not None and desk is not None
    view.step().focus_start()
    desk.go_to("service")
    guest.window.home.focus_start()
    guest.write(PASSWORDS[HEAD])
    assert typed_secret(guest) == PASSWORDS[HEAD]
    for language in ("ru", "en"):
        guest.turn_language(language)
        assert guest.shows(SignInScreen)
        assert not guest.window.bottom.isVisible()
        assert typed_secret(guest) == PASSWORDS[HEAD]
    guest.press(Qt.Key.Key_Return)
    guest.wait(lambda: not guest.shows(SignInScreen), "it is unlocked")
    assert desk.is_open
    assert QApplication.focusWidget() is not None


def test_a_dialog_that_is_open_is_answered_with_no_when_nobody_is_there(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(HEAD)
    guest.ready()
    begin_case(guest)
    guest.press(Qt.Key.Key_F8, modifiers=CONTROL)
    (dialog,) = guest.window.findChildren(QMessageBox)
    assert dialog.isVisible()
    desk, lock = guest.window.desk, guest.window.lock
    assert desk is not None
    assert lock is not None
    lock.lock(idle=True)
    guest.idle()
    assert not guest.window.findChildren(QMessageBox)
    assert guest.shows(SignInScreen)
    assert desk.is_open
    guest.wait(lambda: QApplication.activeWindow() is guest.window, "the window has the keyboard again")
    guest.write(PASSWORDS[HEAD])
    guest.press(Qt.Key.Key_Return)
    assert not guest.shows(SignInScreen)


def test_a_pin_unlocks_until_it_was_wrong_too_often(come: Come, tmp_path: Path) -> None:
    protect(tmp_path, pin=True)
    guest = come()
    guest.sign_in(HEAD)
    guest.ready()
    guest.lock()
    assert guest.screen(SignInScreen).state.by == "pin"
    guest.write("1357")
    guest.press(Qt.Key.Key_Return)
    assert guest.said(PROBLEMS["713"], left=4)
    guest.write(PIN)
    guest.press(Qt.Key.Key_Return)
    guest.wait(lambda: not guest.shows(SignInScreen), "it is unlocked")
    guest.lock()
    for _ in range(5):
        guest.write("1357")
        guest.press(Qt.Key.Key_Return)
    screen = guest.screen(SignInScreen)
    assert screen.state.by == "password"
    assert guest.said(PROBLEMS["714"])
    guest.write(PASSWORDS[HEAD])
    guest.press(Qt.Key.Key_Return)
    guest.wait(lambda: not guest.shows(SignInScreen), "it is unlocked by the password")


def test_another_operator_comes_and_the_first_ones_case_stays_theirs(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(HEAD)
    guest.ready()
    begin_case(guest)
    guest.press(Qt.Key.Key_F10)
    guest.write("010101")
    guest.settle()
    desk = guest.window.desk
    assert desk is not None
    case = desk.draft.case
    guest.lock()
    guest.sign_in(CLERK)
    guest.wait(lambda: not guest.shows(SignInScreen), "the other one is in")
    guest.settle()
    assert not desk.is_open
    assert guest.window.view is None
    kept = guest.in_store(lambda counter: counter.store.drafts.find(case))
    assert kept is not None
    assert kept.operator == HEAD
    assert b"010101" in kept.body
    assert guest.says(NAMES[CLERK])
    assert guest.said("Others' unfinished cases")
    begin_case(guest)
    assert desk.draft.case != case
    guest.press(Qt.Key.Key_F8, Qt.Key.Key_1)
    guest.wait(lambda: not desk.is_open, "it is put aside")
    guest.lock()
    guest.sign_in(HEAD)
    guest.wait(lambda: not guest.shows(SignInScreen), "the first is back")
    guest.settle()
    guest.press(Qt.Key.Key_F6)
    guest.wait(lambda: desk.is_open, "their case goes on")
    assert desk.draft.case == case
    assert desk.draft.applicant.iin == "010101"
    assert desk.draft.screen == "applicant"


def test_nobody_there_for_a_while_locks(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(HEAD)
    guest.ready()
    lock, handle = guest.window.lock, guest.window.windowHandle()
    assert lock is not None and handle is not None
    lock.look_whether_idle()
    assert not lock.is_locked, "five minutes have not passed"
    lock.idle_seconds = 0.05
    lock.look_whether_idle()
    guest.wait(lambda: lock.is_locked, "it is locked")
    guest.idle()
    signed_out = guest.in_store(events)[-1].act
    assert getattr(signed_out, "why", "") == "idle"
    lock.idle_seconds = 300.0
    guest.write(PASSWORDS[HEAD])
    guest.press(Qt.Key.Key_Return)
    guest.wait(lambda: not lock.is_locked, "it is unlocked")
    before = lock.touched
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Shift, Qt.KeyboardModifier.NoModifier)
    QApplication.sendEvent(handle, event)
    assert lock.touched > before


def test_a_counter_in_the_clear_says_so_and_is_not_locked(come: Come, tmp_path: Path) -> None:
    guest = come()
    guest.ready()
    assert not (tmp_path / KEYS_NAME).exists()
    assert guest.said("Not protected")
    guest.press(Qt.Key.Key_L, modifiers=CONTROL)
    assert guest.said(PROBLEMS["725"])
    assert not guest.shows(SignInScreen)


def test_what_an_operator_may_not_do_is_said_when_the_key_is_pressed(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(CLERK)
    guest.ready()
    guest.press(Qt.Key.Key_F12)
    assert guest.said(PROBLEMS["720"])
    assert guest.window.rooms is None or guest.window.rooms.here is None
    guest.lock()
    guest.sign_in(ADMIN)
    guest.wait(lambda: not guest.shows(SignInScreen), "the administrator is in")
    guest.settle()
    assert not guest.said(PROBLEMS["720"])
    guest.press(Qt.Key.Key_F2)
    assert guest.said(PROBLEMS["720"])
    desk = guest.window.desk
    assert desk is not None
    assert not desk.is_open


def test_who_left_is_named_in_the_journal(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(HEAD)
    guest.ready()
    guest.close()
    again = come()
    again.sign_in(CLERK)
    again.ready()
    left = [event for event in again.in_store(events) if type(event.act).__name__ == "OperatorSignedOut"]
    assert [(event.operator, getattr(event.act, "why", "")) for event in left] == [(HEAD, "closed")]


# cases that go from one to another


def leave_case(guest: Guest, operator: str) -> str:
    """A case of an operator, put aside."""
    guest.sign_in(operator)
    guest.wait(lambda: not guest.shows(SignInScreen), "they are in")
    guest.ready()
    begin_case(guest)
    desk = guest.window.desk
    assert desk is not None
    case = desk.draft.case
    guest.press(Qt.Key.Key_F8, Qt.Key.Key_1)
    guest.wait(lambda: not desk.is_open, "it is put aside")
    guest.settle()
    return case


def press_link(guest: Guest, words: str) -> None:
    text = guest.window.look.say(words)
    (link,) = [one for one in guest.window.home.findChildren(QPushButton) if one.isVisible() and one.text() == text]
    link.setFocus()
    guest.press(Qt.Key.Key_Space)


def test_the_head_takes_a_case_over_for_a_reason_and_the_clerk_may_not(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    first = leave_case(guest, HEAD)
    guest.lock()
    second = leave_case(guest, CLERK)
    press_link(guest, "Take over…")
    assert guest.said(PROBLEMS["720"])
    assert not guest.window.question.is_asking
    guest.lock()
    guest.sign_in(HEAD)
    guest.wait(lambda: not guest.shows(SignInScreen), "the head is back")
    guest.settle()
    press_link(guest, "Take over…")
    guest.turn_language("ru")
    question = guest.window.question
    assert question.is_asking, "the question is asked in the other language too"
    guest.press(Qt.Key.Key_1)
    owners = guest.in_store(lambda counter: {one.case: one.operator for one in counter.store.drafts.all()})
    assert owners == {first: HEAD, second: HEAD}
    taken = guest.in_store(events)[-1]
    assert (getattr(taken.act, "before", ""), getattr(taken.act, "after", "")) == (CLERK, HEAD)
    assert not guest.said("Others' unfinished cases")


def test_a_case_is_handed_over_to_whoever_may_serve(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    case = leave_case(guest, HEAD)
    press_link(guest, "Hand over…")
    assert guest.window.question.is_asking
    assert any(NAMES[CLERK] in text for text in guest.texts())
    assert not any(NAMES[ADMIN] in text for text in guest.texts()), "an administrator alone receives nobody"
    guest.press(Qt.Key.Key_1)
    kept = guest.in_store(lambda counter: counter.store.drafts.find(case))
    assert kept is not None
    assert kept.operator == CLERK
    assert guest.said("Others' unfinished cases")


# every screen


@pytest.mark.parametrize("size", [(1366, 768), (1024, 640), (683, 384)], ids=str)
def test_every_screen_cuts_nothing_and_names_its_fields(come: Come, tmp_path: Path, size: tuple[int, int]) -> None:
    code = protect(tmp_path, pin=True)
    guest = come(size=size, palette=DARK)
    wrong: list[Any] = []

    def look_at(name: str) -> None:
        for language in ("ru", "en", "kk"):
            guest.turn_language(language)
            QApplication.processEvents()
            wrong.extend((name, language, text) for text in cut(guest))  # type: ignore[arg-type]
            for widget in focusable(guest):  # type: ignore[arg-type]
                named = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
                if not named.strip():
                    wrong.append((name, language, "no name", type(widget).__name__))
            keyboard = QApplication.focusWidget()
            if keyboard is None or keyboard.visibleRegion().isEmpty():
                wrong.append((name, language, "the keyboard is out of sight"))

    look_at("start")
    guest.press(Qt.Key.Key_Down)
    guest.write("wrong пароль")
    guest.press(Qt.Key.Key_Return)
    look_at("wrong")
    guest.screen(SignInScreen).recovery_requested.emit()
    QApplication.processEvents()
    look_at("recovery")
    guest.window.instead.show(lambda look: SheetScreen(look, SheetState(code)))
    look_at("sheet")
    for later in ("", "later"):
        state = NewPasswordState(problem=Problem("711", least=8))
        guest.window.instead.show(
            lambda look, later=later, state=state: NewPasswordScreen(  # type: ignore[misc]
                look, state, title=look.say("Protect the register now"), lead="…", onward="→", later=later
            )
        )
        look_at("password")
    guest.close()
    again = come(size=size)
    guest = again
    guest.sign_in(HEAD)
    guest.ready()
    guest.lock()
    look_at("locked")
    assert wrong == []


def test_a_damaged_protected_store_is_restored_with_the_key_of_who_signed_in(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    path = tmp_path / "kense.db"
    shutil.copyfile(path, tmp_path / "backups" / "kense-20260101-101010.db")
    content = bytearray(path.read_bytes())
    content[100:40_000] = bytes(39_900)
    path.write_bytes(content)
    guest = come()
    guest.sign_in(HEAD)
    screen = guest.screen(RecoveryScreen)
    assert not guest.said(PROBLEMS["312"], file="kense-20260101-101010.db")
    screen.buttons[0].click()
    guest.idle()
    guest.ready()
    assert guest.in_store(lambda counter: (counter.is_protected, counter.operator.id)) == (True, HEAD)


def test_by_the_sheet_into_practice_and_back_is_journalled_once(come: Come, tmp_path: Path) -> None:
    code = protect(tmp_path)
    guest = come()
    guest.screen(SignInScreen).recovery_requested.emit()
    guest.screen(RecoveryWayScreen).given.emit(code, HEAD, "another password 5")
    guest.ready()
    guest.lock()
    guest.sign_in(CLERK)
    guest.settle()
    for practice in (True, False):
        guest.window.turn_practice(practice)
        guest.idle()
        guest.ready()
    recorded = guest.in_store(events)
    assert recorded[-1].operator == CLERK
    assert getattr(recorded[-1].act, "by", "") == "password"
    assert [event.operator for event in recorded if type(event.act).__name__ == "PasswordChanged"] == [HEAD]


def test_who_has_no_access_any_more_leaves_the_counter_to_the_others(come: Come, tmp_path: Path) -> None:
    protect(tmp_path)
    guest = come()
    guest.sign_in(ADMIN)
    guest.ready()
    guest.in_store(lambda counter: operators.close_operator(counter, ADMIN))
    guest.lock()
    screen = guest.screen(SignInScreen)
    assert [one.id for one in screen.state.people] == [HEAD, CLERK]
    guest.sign_in(CLERK)
    guest.wait(lambda: not guest.shows(SignInScreen), "the clerk is in")
    assert guest.in_store(lambda counter: (counter.operator.id, counter.roles)) == (CLERK, ("clerk",))
