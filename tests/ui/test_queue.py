"""The queue at the window, by keys alone: tickets, calls, recalls, holds, grounds, and what is seen of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.operations import queue_desk
from desktop.ui.queue.rows import QueueRow
from forms.queue_acts import TicketCalled, TicketClosed, VisitHeld
from tests.operations.making import acts, events
from tests.ui.operator import CONTROL, Operator

LANGUAGES = ("kk", "ru", "en")


def issue(operator: Operator, count: int = 1) -> None:
    """Tickets for people who came while nobody pressed a key here."""
    for _ in range(count):
        operator.in_store(lambda counter: queue_desk.issue_ticket(counter, "attestation"))
    assert operator.window.queue is not None
    operator.window.queue.queue.refresh()
    operator.settle()


def called(operator: Operator) -> str:
    assert operator.window.queue is not None
    visit = operator.window.queue.queue.called
    return visit.label if visit else ""


def asks(operator: Operator) -> bool:
    return operator.window.question.is_asking


def press(operator: Operator, *keys: Qt.Key) -> None:
    """Keys one after another, each once the one before has been answered."""
    for key in keys:
        operator.press(key)
        operator.settle()


def test_f2_serves_at_once_where_nobody_waits_and_gives_a_ticket_where_someone_does(operator: Operator) -> None:
    operator.begin()
    assert operator.in_store(acts)[-1] == "VisitOpened"
    press(operator, Qt.Key.Key_F2)  # someone comes while the first is served
    assert operator.in_store(acts)[-1] == "TicketIssued"
    assert operator.says("А001")
    operator.press(Qt.Key.Key_F8, Qt.Key.Key_1)
    operator.wait(lambda: not operator.desk.is_open, "it is put aside")
    operator.settle()
    press(operator, Qt.Key.Key_F2)
    assert operator.in_store(acts)[-1] == "TicketIssued"
    assert not operator.desk.is_open


def test_called_by_f3_and_opened_by_f10_with_the_clock_running_since_the_call(operator: Operator) -> None:
    issue(operator, 2)
    assert operator.says("А001")
    operator.clock.wait(240)
    press(operator, Qt.Key.Key_F3)
    assert called(operator) == "А001"
    operator.clock.wait(60)
    operator.wait(lambda: operator.window.top.clock.text().startswith("19:"), "the serving clock runs from the call")
    press(operator, Qt.Key.Key_F10)
    operator.wait(lambda: operator.desk.is_open, "the case is open")
    operator.settle()
    state = operator.desk.clock_state()
    assert state is not None
    assert state.left_seconds == 19 * 60
    kinds = operator.in_store(acts)
    assert kinds[-2:] == ["TicketCalled", "VisitOpened"]


def test_two_calls_pressed_at_once_call_one_person(operator: Operator) -> None:
    issue(operator, 3)
    operator.press(Qt.Key.Key_F3, Qt.Key.Key_F3, Qt.Key.Key_F3)
    operator.settle()
    assert operator.in_store(acts).count("TicketCalled") == 1
    assert called(operator) == "А001"


def test_call_again_until_it_is_a_no_show(operator: Operator) -> None:
    issue(operator, 2)
    press(operator, Qt.Key.Key_F3)
    press(operator, Qt.Key.Key_F5)
    press(operator, Qt.Key.Key_F5)
    assert called(operator) == "А001"
    operator.turn_language("en")
    assert operator.says("Did not come")
    press(operator, Qt.Key.Key_F5)
    assert operator.in_store(acts)[-3:] == ["TicketRecalled", "TicketRecalled", "TicketNoShow"]
    assert called(operator) == ""
    press(operator, Qt.Key.Key_F3)
    assert called(operator) == "А002"


def test_while_a_case_is_open_nobody_else_is_called(operator: Operator) -> None:
    issue(operator)
    press(operator, Qt.Key.Key_F3, Qt.Key.Key_F10)
    operator.wait(lambda: operator.desk.is_open, "the case is open")
    issue(operator)
    press(operator, Qt.Key.Key_F3)
    assert operator.in_store(acts).count("TicketCalled") == 1
    assert operator.says("F8")


def test_a_hold_asks_why_and_esc_takes_the_question_back(operator: Operator) -> None:
    issue(operator)
    press(operator, Qt.Key.Key_F3, Qt.Key.Key_F8)
    assert asks(operator)
    press(operator, Qt.Key.Key_Escape)
    assert not asks(operator)
    assert called(operator) == "А001"
    press(operator, Qt.Key.Key_F8, Qt.Key.Key_2)
    last = operator.in_store(events)[-1].act
    assert last == VisitHeld(reason="fills_form")
    # Back to the head of the queue, by the row of those put aside.
    issue(operator)
    row = rows(operator)[-1]
    assert row.visit.label == "А001"
    row.setFocus()
    press(operator, Qt.Key.Key_Return, Qt.Key.Key_1)
    assert [row.visit.label for row in rows(operator)] == ["А001", "А002"]


def test_a_question_is_asked_on_in_another_language(operator: Operator) -> None:
    issue(operator)
    press(operator, Qt.Key.Key_F3, Qt.Key.Key_F8)
    operator.turn_language("en")
    assert asks(operator)
    assert operator.says("Put aside: why?")
    press(operator, Qt.Key.Key_1)
    assert operator.in_store(events)[-1].act == VisitHeld(reason="fetches_paper")


def rows(operator: Operator) -> list[QueueRow]:
    return [row for row in operator.window.findChildren(QueueRow) if row.isVisible()]


def test_before_others_only_on_a_legal_ground(operator: Operator) -> None:
    issue(operator, 3)
    rows(operator)[2].setFocus()
    press(operator, Qt.Key.Key_Return, Qt.Key.Key_1)
    assert called(operator) == ""  # the ground is asked first
    press(operator, Qt.Key.Key_1)
    assert called(operator) == "А003"
    assert operator.in_store(events)[-1].act == TicketCalled(ground="disability", passed_over=2)
    press(operator, Qt.Key.Key_F10)
    operator.wait(lambda: operator.desk.is_open, "the case is open")


def test_who_has_no_ticket_goes_before_others_on_a_legal_ground_only(operator: Operator) -> None:
    issue(operator, 2)
    operator.press(Qt.Key.Key_F2, modifiers=CONTROL)
    operator.settle()
    assert not operator.desk.is_open
    press(operator, Qt.Key.Key_1)
    operator.wait(lambda: operator.desk.is_open, "the case is open")
    assert "WalkInAdmitted" in operator.in_store(acts)


def test_a_ticket_is_closed_without_service_with_a_reason(operator: Operator) -> None:
    issue(operator, 2)
    rows(operator)[0].setFocus()
    press(operator, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_1)
    assert operator.in_store(events)[-1].act == TicketClosed(reason="left")
    press(operator, Qt.Key.Key_F3)
    operator.press(Qt.Key.Key_F8, modifiers=CONTROL)
    press(operator, Qt.Key.Key_2)
    assert operator.in_store(events)[-1].act == TicketClosed(reason="question_answered")
    assert called(operator) == ""


def test_the_queue_stands_as_it_was_after_the_program_ended(
    operator: Operator, sit_down: Callable[..., Operator], tmp_path: Path
) -> None:
    issue(operator, 3)
    press(operator, Qt.Key.Key_F3, Qt.Key.Key_F5)
    clock = operator.clock
    operator.close()
    again = sit_down(clock=clock).ready()
    assert called(again) == "А001"
    assert [row.visit.label for row in rows(again)] == ["А002", "А003"]
    press(again, Qt.Key.Key_F10)
    again.wait(lambda: again.desk.is_open, "the case is open")


def test_the_waiting_minutes_are_seen_and_warn_with_words(operator: Operator) -> None:
    issue(operator)
    operator.clock.wait(21 * 60)
    operator.turn_language("en")
    operator.wait(lambda: "21 min, over the norm" in rows(operator)[0].accessibleName(), "the minutes go on")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_every_state_of_home_fits_and_can_be_reached(
    sit_down: Callable[..., Operator], language: str, size: tuple[int, int]
) -> None:
    operator = sit_down(language=language, size=size).ready()
    for state in ("free", "waiting", "called"):
        if state == "waiting":
            issue(operator, 2)
        elif state == "called":
            press(operator, Qt.Key.Key_F3)
        focused = QApplication.focusWidget()
        assert focused is not None
        assert focused.isVisible()
        page = operator.window.home.widget()
        assert page is not None
        assert page.minimumSizeHint().width() <= operator.window.home.viewport().width()
