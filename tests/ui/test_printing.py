"""Printing at the window: whatever the printer does, the number stands and the case stays as it was."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from desktop.printing.folder import FolderPrinters
from desktop.ui.printing import PrintDesk
from desktop.ui.reception.paper import PAPER_WORDS, PaperStep
from forms.events import PaperPrinted
from forms.problems import PROBLEMS, Problem
from tests.operations.making import events
from tests.ui.operator import CONTROL, Operator, Sit


@pytest.fixture(autouse=True)
def _follow_quickly(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("desktop.ui.printing.FOLLOW_EVERY_MS", 5)


@pytest.fixture
def issuer(operator: Operator) -> Operator:
    """An operator with a decided case before the paper."""
    operator.go_until("paper")
    return operator


def say(operator: Operator, message: str, **fields: object) -> str:
    return operator.window.look.say(message, **fields)


def printed_events(operator: Operator) -> list[PaperPrinted]:
    found = operator.in_store(lambda counter: [event.act for event in events(counter)])
    return [act for act in found if isinstance(act, PaperPrinted)]


def until_said(operator: Operator, words: str) -> None:
    operator.wait(lambda: operator.says(words), words)


def refuses_to_finish(operator: Operator) -> None:
    """F10 says that the paper is to be printed first, and the case stays."""
    number = operator.draft.number
    operator.press(Qt.Key.Key_F10)
    assert operator.desk.is_open
    assert operator.screen == "paper"
    assert operator.says(say(operator, "Print the paper and hand it over."))
    assert operator.draft.number == number
    assert not operator.draft.printed


def test_not_printed_is_not_finished(issuer: Operator) -> None:
    refuses_to_finish(issuer)
    issuer.press(Qt.Key.Key_F9)
    until_said(issuer, say(issuer, PAPER_WORDS["printed"]))
    assert not issuer.says(say(issuer, "Print the paper and hand it over."))
    issuer.onward()
    assert not issuer.desk.is_open


def test_no_printer_then_one(sit_down: Sit) -> None:
    operator = sit_down()
    operator.printers.names, operator.printers.default = [], None
    operator.go_until("paper")
    (listed,) = operator.step.findChildren(QComboBox)
    assert (listed.currentText(), listed.isEnabled()) == (say(operator, "no printer found"), False)
    operator.press(Qt.Key.Key_F9)
    until_said(operator, say(operator, PROBLEMS["403"]))
    refuses_to_finish(operator)
    assert printed_events(operator) == []
    operator.printers.names, operator.printers.default = ["Office"], "Office"
    operator.press(Qt.Key.Key_F9)
    operator.wait(lambda: operator.draft.printed, "it is printed")
    operator.settle()
    assert [act.copy_number for act in printed_events(operator)] == [1]


@pytest.mark.parametrize("reason", ["off", "out_of_paper"])
def test_a_printer_that_waits_says_why_and_prints_by_itself_when_it_is_ready(issuer: Operator, reason: str) -> None:
    from desktop.printing.ports import WAITING_WORDS

    issuer.printers.wait_for = reason  # type: ignore[assignment]
    issuer.press(Qt.Key.Key_F9)
    until_said(issuer, say(issuer, WAITING_WORDS[reason]))  # type: ignore[index]
    refuses_to_finish(issuer)
    assert issuer.printers.printed == []
    issuer.printers.wait_for = None
    issuer.wait(lambda: issuer.draft.printed, "it prints when the printer is ready")
    issuer.settle()
    assert len(issuer.printers.printed) == 1
    assert [act.copy_number for act in printed_events(issuer)] == [1]


def test_pressed_twice_quickly_prints_once(issuer: Operator) -> None:
    issuer.press(Qt.Key.Key_F9, Qt.Key.Key_F9, Qt.Key.Key_F9)
    issuer.wait(lambda: issuer.draft.printed, "it is printed")
    issuer.settle()
    assert len(issuer.printers.printed) == 1
    assert [act.copy_number for act in printed_events(issuer)] == [1]


def test_pressed_again_while_the_job_waits_sends_the_same_copy_once(issuer: Operator) -> None:
    issuer.printers.wait_for = "off"
    issuer.press(Qt.Key.Key_F9)
    issuer.idle()
    issuer.press(Qt.Key.Key_F9)
    issuer.idle()
    issuer.printers.wait_for = None
    issuer.wait(lambda: issuer.draft.printed, "it is printed")
    issuer.settle()
    assert len(issuer.printers.printed) == 1
    assert [act.copy_number for act in printed_events(issuer)] == [1]


def test_the_job_that_came_out_meanwhile_is_not_sent_again(issuer: Operator, monkeypatch: pytest.MonkeyPatch) -> None:
    issuer.printers.wait_for = "off"
    issuer.press(Qt.Key.Key_F9)
    issuer.idle()
    monkeypatch.setattr(PrintDesk, "_follow", lambda self: None)  # the window has not looked since
    issuer.printers.wait_for = None
    issuer.press(Qt.Key.Key_F9)
    issuer.idle()
    assert len(issuer.printers.printed) == 1
    monkeypatch.undo()


def test_a_cancelled_job_is_told_and_printed_again_under_its_number(issuer: Operator) -> None:
    printers = issuer.printers
    printers.wait_for = "out_of_paper"
    issuer.press(Qt.Key.Key_F9)
    issuer.idle()
    from desktop.printing.ports import Job

    printers.cancel(Job("Office-1", "Office"))  # at the printer itself
    until_said(issuer, say(issuer, PAPER_WORDS["cancelled"]))
    refuses_to_finish(issuer)
    printers.wait_for = None
    issuer.press(Qt.Key.Key_F9)
    issuer.wait(lambda: issuer.draft.printed, "it is printed")
    issuer.settle()
    assert [act.copy_number for act in printed_events(issuer)] == [1]


def test_a_print_system_that_does_not_answer_for_a_while_is_asked_again(issuer: Operator) -> None:
    issuer.printers.wait_for = "off"
    issuer.press(Qt.Key.Key_F9)
    issuer.idle()
    issuer.printers.problem = Problem("401")
    until_said(issuer, say(issuer, PROBLEMS["401"]))
    issuer.printers.problem = issuer.printers.wait_for = None
    issuer.wait(lambda: issuer.draft.printed, "it is seen to be printed")


def test_a_copy_after_success_is_a_duplicate_with_the_next_number(issuer: Operator) -> None:
    issuer.do_step()
    issuer.settle()
    issuer.press(Qt.Key.Key_F9)
    issuer.wait(lambda: len(issuer.printers.printed) == 2, "the second copy")
    issuer.settle()
    assert [act.copy_number for act in printed_events(issuer)] == [1, 2]
    assert issuer.printers.printed[0].pdf != issuer.printers.printed[1].pdf


def test_another_language_is_another_paper(issuer: Operator) -> None:
    issuer.do_step()
    issuer.tab_to("language")
    issuer.press(Qt.Key.Key_3)
    assert issuer.draft.paper_language == "both"
    issuer.settle()
    issuer.press(Qt.Key.Key_F9)
    issuer.wait(lambda: len(issuer.printers.printed) == 2, "the paper in both languages")
    issuer.settle()
    assert [(act.copy_number, act.language) for act in printed_events(issuer)] == [(1, "kk"), (2, "both")]


def test_the_folder_is_a_printer(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(printers=FolderPrinters(tmp_path / "papers"))
    operator.go_until("paper")
    operator.do_step()
    operator.onward()
    (paper,) = (tmp_path / "papers").iterdir()
    assert paper.read_bytes().startswith(b"%PDF")
    assert "D7" in paper.name


def test_put_aside_while_the_paper_is_being_made_is_no_error(issuer: Operator) -> None:
    issuer.press(Qt.Key.Key_F9, Qt.Key.Key_F8, Qt.Key.Key_1)
    issuer.wait(lambda: not issuer.desk.is_open, "it is put aside")
    issuer.settle()
    # Whatever went to the printer is in the journal, and nothing else.
    assert len(printed_events(issuer)) == len(issuer.printers.printed) or issuer.printers.printed == []
    issuer.press(Qt.Key.Key_F6)
    issuer.wait(lambda: issuer.desk.is_open, "it is taken up")
    issuer.settle()
    assert issuer.screen == "paper"
    issuer.press(Qt.Key.Key_F9)
    issuer.wait(lambda: issuer.draft.printed, "it is printed")
    issuer.settle()
    assert [act.copy_number for act in printed_events(issuer)] == [1]


def test_the_language_turned_while_the_paper_is_drawn_is_no_error(issuer: Operator) -> None:
    for _ in range(3):
        issuer.press(Qt.Key.Key_L, modifiers=CONTROL | Qt.KeyboardModifier.ShiftModifier)
    issuer.settle()
    assert isinstance(issuer.step, PaperStep)
    issuer.wait(lambda: not issuer.says(say(issuer, "Drawing the paper…")), "the paper is drawn")


def test_the_application_form_prints_at_the_applicants_step_whatever_is_filled(operator: Operator) -> None:
    operator.go_until("applicant")
    operator.press(Qt.Key.Key_F9)
    until_said(operator, say(operator, "The application form was sent to the printer."))
    operator.write("850")
    operator.press(Qt.Key.Key_F9)
    operator.idle()
    assert len(operator.printers._jobs) == 2
    assert printed_events(operator) == []
