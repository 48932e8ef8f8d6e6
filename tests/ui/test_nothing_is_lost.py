"""Back, aside, another language, a closed window, a full disk: nothing that was typed is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMessageBox

from desktop.domain.case import Screen, read_draft, write_draft
from desktop.operations.counter import Counter
from desktop.ui.reception.checklist import ChecklistStep
from forms.problems import PROBLEMS
from tests.operations.making import acts, fill_disk, make_room
from tests.ui.operator import CONTROL, SHIFT, Operator, Sit

SCREENS: tuple[Screen, ...] = ("service", "applicant", "facts", "consent", "checklist", "outcome", "paper")
FIELDS = ("iin", "name", "identity_document", "workplace", "position", "phone", "email")


def kept_body(operator: Operator) -> bytes:
    case = operator.draft.case

    def find(counter: Counter) -> bytes:
        kept = counter.store.drafts.find(case)
        assert kept is not None
        return kept.body

    return operator.in_store(find)


def test_back_loses_no_answer(operator: Operator) -> None:
    operator.go_until("outcome", has_category=True)
    before = operator.draft
    answers = write_draft(before)
    for _ in SCREENS:
        operator.press(Qt.Key.Key_Escape)
    assert operator.screen == "service"
    for _ in range(5):
        operator.onward()
    assert operator.screen == "outcome"
    assert write_draft(operator.draft) == answers


def test_the_trail_goes_where_it_may_and_no_further(operator: Operator) -> None:
    operator.go_until("facts")
    for place, screen in ((7, "facts"), (5, "facts"), (1, "service"), (2, "applicant"), (3, "facts")):
        operator.press(Qt.Key(Qt.Key.Key_0 + place), modifiers=Qt.KeyboardModifier.AltModifier)
        assert operator.screen == screen


@pytest.mark.parametrize("screen", ["service", "applicant", "checklist", "paper"])
def test_put_aside_and_taken_up_at_the_same_screen(operator: Operator, screen: Screen) -> None:
    operator.go_until(screen)
    if screen == "applicant":
        operator.write("8501")
    operator.settle()
    before = read_draft(write_draft(operator.draft))
    operator.clock.wait(60)
    operator.put_aside()
    operator.wait(lambda: not operator.desk.is_open, "it is put aside")
    operator.settle()
    assert operator.window.home.isVisible()
    operator.clock.wait(600)
    operator.press(Qt.Key.Key_F6, Qt.Key.Key_F6)
    operator.wait(lambda: operator.desk.is_open, "it is taken up")
    operator.settle()
    assert operator.screen == screen
    after = operator.draft
    assert [period.kind for period in after.periods] == ["serving", "held", "serving"]
    before.periods = after.periods
    assert write_draft(after) == write_draft(before)
    kinds = operator.in_store(acts)
    assert kinds.count("CaseResumed") == 1  # F6 was pressed twice


@pytest.mark.parametrize("screen", SCREENS)
def test_a_closed_window_opens_again_at_the_same_screen_with_every_field(sit_down: Sit, screen: Screen) -> None:
    first = sit_down(language="ru")
    first.go_until(screen)
    if screen == "applicant":
        first.tab_to("applicant.name")
    if screen in ("applicant", "outcome"):
        first.write("Сын")  # and closed within the same moment
    body = write_draft(first.draft)
    first.close()
    second = sit_down(language="kk", clock=first.clock)
    second.ready()
    second.wait(lambda: second.desk.is_open, "the case is there again")
    second.settle()
    assert second.screen == screen
    draft = second.draft
    assert [period.kind for period in draft.periods] == ["serving"]
    assert write_draft(draft) == body
    assert second.says(
        second.window.look.say("The program was stopped in the middle of a case. It goes on here, as it was.")
    )
    if screen == "applicant":
        assert [second.typed(f"applicant.{name}") for name in FIELDS] == [
            getattr(draft.applicant, name) for name in FIELDS
        ]
    if screen == "checklist":
        assert isinstance(second.step, ChecklistStep)


def test_closing_within_a_burst_of_typing_keeps_the_last_letter(sit_down: Sit) -> None:
    first = sit_down()
    first.go_until("applicant")
    first.tab_to("applicant.name")
    first.write("Сынақова Үлгі Тестқызы")
    assert not first.window.is_kept()
    first.close()
    second = sit_down()
    second.ready()
    second.wait(lambda: second.desk.is_open, "the case is there again")
    assert second.draft.applicant.name == "Сынақова Үлгі Тестқызы"


def test_the_language_turned_in_the_middle_of_typing(operator: Operator) -> None:
    operator.go_until("applicant")
    operator.tab_to("applicant.name")
    operator.write("Сынақ")
    operator.press(Qt.Key.Key_L, modifiers=CONTROL | SHIFT)
    assert operator.typed("applicant.name") == "Сынақ"
    operator.settle()
    assert read_draft(kept_body(operator)).applicant.name == "Сынақ"


def test_a_full_disk_is_told_typing_goes_on_and_it_is_kept_once_there_is_room(operator: Operator) -> None:
    operator.desk._again.setInterval(5)
    operator.go_until("applicant")
    operator.tab_to("applicant.workplace")
    kept = kept_body(operator)
    operator.in_store(fill_disk)
    text = "мектеп " * 800
    QApplication.clipboard().setText(text)
    for _ in range(2):
        operator.press(Qt.Key.Key_V, modifiers=CONTROL)
        operator.wait(lambda: operator.desk._not_kept == "301", "the disk is found full")
    told = operator.window.look.say(PROBLEMS["301"]).format(folder=operator.folder)
    assert operator.says(told)
    assert not operator.window.is_kept()
    assert not operator.says(operator.window.look.say("Everything you typed is kept"))
    operator.press(Qt.Key.Key_D, modifiers=CONTROL)  # built anew, and still honest
    assert not operator.window.is_kept()
    assert operator.says(told)
    assert operator.typed("applicant.workplace") == operator.draft.applicant.workplace == text + text
    # Nothing else goes on meanwhile either, and the case stays on the counter.
    operator.put_aside()
    operator.idle()
    assert operator.desk.is_open
    assert not operator.draft.held
    during = operator.in_store(lambda counter: counter.store.drafts.current())
    assert during is not None
    assert len(read_draft(kept).periods) == 1
    operator.in_store(make_room)
    operator.settle()
    assert read_draft(kept_body(operator)).applicant.workplace == text + text
    assert not operator.says(told)  # it is over, and nobody needs to put it away


def test_a_full_disk_at_the_outcome_gives_no_number_and_goes_on_once_there_is_room(operator: Operator) -> None:
    operator.desk._again.setInterval(5)
    operator.go_until("outcome")
    operator.in_store(lambda counter: break_journal(counter, _full))
    operator.press(Qt.Key.Key_F10)
    operator.idle()
    assert operator.screen == "outcome"
    assert not operator.draft.decided
    assert operator.says(operator.window.look.say(PROBLEMS["301"]).format(folder="D:"))
    operator.in_store(mend_journal)
    operator.onward()
    assert operator.draft.number == "D7/2026-000001"


def break_journal(counter: Counter, append: Callable[..., None]) -> None:
    vars(counter.store.journal)["append"] = append


def mend_journal(counter: Counter) -> None:
    del vars(counter.store.journal)["append"]


def _full(*_: object) -> None:
    from forms.problems import Problem

    raise Problem("301", folder="D:")


@pytest.mark.expects_log("RuntimeError")
def test_an_error_of_ours_is_told_and_the_case_goes_on(operator: Operator) -> None:
    operator.go_until("outcome")

    def broken(*_: object) -> None:
        raise RuntimeError("an invented fault")

    operator.in_store(lambda counter: break_journal(counter, broken))
    operator.press(Qt.Key.Key_F10)
    operator.idle()
    assert operator.says(operator.window.look.say(PROBLEMS["390"]))
    operator.in_store(mend_journal)
    operator.onward()
    assert operator.draft.decided


def test_leaving_without_an_outcome_asks_first_and_escape_stays(operator: Operator) -> None:
    operator.go_until("facts")
    operator.press(Qt.Key.Key_F8, modifiers=CONTROL)
    question = operator.window.findChild(QMessageBox)
    assert isinstance(question, QMessageBox)
    QTest.keyClick(question, Qt.Key.Key_Escape)
    QApplication.processEvents()
    assert operator.desk.is_open
    operator.window.activateWindow()
    QTest.qWaitForWindowActive(operator.window)
    operator.press(Qt.Key.Key_F8, modifiers=CONTROL)
    questions = [found for found in operator.window.findChildren(QMessageBox) if found.isVisible()]
    leave = next(
        b for b in questions[0].buttons() if questions[0].buttonRole(b) is QMessageBox.ButtonRole.DestructiveRole
    )
    leave.click()
    operator.wait(lambda: not operator.desk.is_open, "the case is closed")
    operator.settle()
    kinds = operator.in_store(acts)
    assert kinds[-1] == "CaseDropped"


def test_after_the_outcome_no_answer_changes(operator: Operator) -> None:
    operator.go_until("paper")
    before = write_draft(operator.draft)
    for place in range(1, 7):
        operator.press(Qt.Key(Qt.Key.Key_0 + place), modifiers=Qt.KeyboardModifier.AltModifier)
        for _ in range(20):
            operator.write("9")
            operator.press(Qt.Key.Key_Delete)
            operator.player.tab()
    operator.press(Qt.Key.Key_7, modifiers=Qt.KeyboardModifier.AltModifier)
    operator.settle()
    after = operator.draft
    assert after.applicant == read_draft(before).applicant
    assert after.facts == read_draft(before).facts
    assert after.documents == read_draft(before).documents
    assert (after.consent, after.held_until, after.power_of_attorney) == ("given", "", "")


def test_the_store_lies_on_disk_in_one_folder(operator: Operator, tmp_path: Path) -> None:
    operator.begin()
    assert {path.name for path in tmp_path.iterdir()} >= {"kense.db", "profile.toml"}
