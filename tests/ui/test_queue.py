"""The queue at the window, by keys alone: tickets, calls, recalls, holds, grounds, and what is seen of them."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from desktop.operations import queue_desk
from desktop.paths import PROFILE_NAME
from desktop.ui.queue.rows import QueueRow
from forms.queue_acts import TicketCalled, TicketClosed, VisitHeld
from tests.operations.making import acts, events, open_for_test
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
    assert "TicketRecalled" not in operator.in_store(acts)  # nobody walks that fast
    recall(operator)
    recall(operator)
    assert called(operator) == "А001"
    operator.turn_language("en")
    assert operator.says("Did not come")
    recall(operator)
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


def recall(operator: Operator, times: int = 1) -> None:
    """Call again, with the time to come in between."""
    for _ in range(times):
        operator.clock.wait(12)
        press(operator, Qt.Key.Key_F5)


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
    press(operator, Qt.Key.Key_F3)
    recall(operator)
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


def test_a_no_show_is_not_one_more_call(operator: Operator) -> None:
    issue(operator)
    calls: list[object] = []
    assert operator.window.queue is not None
    operator.window.queue.queue.ticket_called.connect(calls.append)
    press(operator, Qt.Key.Key_F3)
    recall(operator, 3)
    assert operator.in_store(acts)[-1] == "TicketNoShow"
    assert len(calls) == 3  # the board sounds for a call and its two repetitions only


def test_the_keyboard_is_never_lost_when_a_row_goes(operator: Operator) -> None:
    issue(operator, 2)
    rows(operator)[0].setFocus()
    press(operator, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_1)
    assert QApplication.focusWidget() is operator.window.home.call


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
@pytest.mark.parametrize("turned", [False, True])
def test_a_question_taken_back_gives_the_keyboard_back(
    sit_down: Callable[..., Operator], size: tuple[int, int], turned: bool
) -> None:
    operator = sit_down(size=size)
    operator.go_until("applicant")
    press(operator, Qt.Key.Key_F8)
    if turned:
        operator.turn_language("ru")
    press(operator, Qt.Key.Key_Escape)
    operator.write("85")
    assert operator.typed("applicant.iin") == "85"


def test_what_is_asked_is_asked_no_more_once_things_stand_otherwise(operator: Operator) -> None:
    issue(operator)
    press(operator, Qt.Key.Key_F3, Qt.Key.Key_F8)
    assert asks(operator)
    press(operator, Qt.Key.Key_F10)
    operator.wait(lambda: operator.desk.is_open, "they have come after all")
    operator.settle()
    assert not asks(operator)
    press(operator, Qt.Key.Key_F8)
    press(operator, Qt.Key.Key_F11)
    assert not asks(operator)


def test_f8_answers_its_own_question_only(operator: Operator) -> None:
    issue(operator, 2)
    rows(operator)[1].setFocus()
    press(operator, Qt.Key.Key_Return, Qt.Key.Key_1)
    assert asks(operator)  # on which legal ground?
    press(operator, Qt.Key.Key_F8)
    assert called(operator) == ""
    press(operator, Qt.Key.Key_Escape, Qt.Key.Key_F3, Qt.Key.Key_F8, Qt.Key.Key_F8)
    assert asks(operator)  # a reason is chosen, never taken for granted
    press(operator, Qt.Key.Key_1)
    assert operator.in_store(events)[-1].act == VisitHeld(reason="fetches_paper")


def test_f6_takes_up_who_was_put_aside_before_a_case_was_opened(operator: Operator) -> None:
    issue(operator, 2)
    press(operator, Qt.Key.Key_F3, Qt.Key.Key_F8, Qt.Key.Key_1)
    press(operator, Qt.Key.Key_F6)
    assert called(operator) == "А001"


def test_who_stands_further_back_can_be_reached_by_keys(operator: Operator) -> None:
    issue(operator, 9)
    assert len(rows(operator)) == 6
    rows(operator)[-1].setFocus()
    press(operator, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    operator.wait(lambda: len(rows(operator)) == 9, "everybody is shown")
    press(operator, Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_1, Qt.Key.Key_1)
    assert called(operator) == "А008"


def test_the_ticket_shown_goes_with_its_visit_and_any_that_waits_is_printed_again(operator: Operator) -> None:
    issue(operator)
    press(operator, Qt.Key.Key_F2)  # А002
    assert operator.window.slips is not None
    press(operator, Qt.Key.Key_F3)  # А001 is called, А002 waits on
    printed = len(operator.printers.printed)
    operator.press(Qt.Key.Key_F9, modifiers=CONTROL)
    operator.settle()
    assert len(operator.printers.printed) == printed + 1
    rows(operator)[0].setFocus()
    press(operator, Qt.Key.Key_Return, Qt.Key.Key_2, Qt.Key.Key_1)
    operator.turn_language("en")
    assert not operator.says("Ticket А002")
    issue(operator)  # А003, after a restart say: never shown here
    rows(operator)[0].setFocus()
    press(operator, Qt.Key.Key_Return, Qt.Key.Key_3)
    assert operator.says("Ticket А003")
    assert len(operator.printers.printed) == printed + 2


def test_what_is_told_of_a_ticket_while_someone_is_served_is_told_on_in_another_language(operator: Operator) -> None:
    operator.begin()
    press(operator, Qt.Key.Key_F3)  # told: someone is served
    press(operator, Qt.Key.Key_F2)
    operator.turn_language("en")
    assert operator.window.banner.isVisible()
    assert operator.window.banner.text().startswith("Ticket А001")


@pytest.fixture
def two_services(sit_down: Callable[..., Operator], tmp_path: Path) -> Operator:
    """A counter of two services."""
    open_for_test(tmp_path).store.close()
    with (tmp_path / PROFILE_NAME).open("a", encoding="utf-8") as profile:
        profile.write('\n[services.enrolment]\nprovider = "local"\nletter = "Б"\n')
    return sit_down(language="en").ready()


def test_the_digit_on_a_service_begins_it(two_services: Operator) -> None:
    press(two_services, Qt.Key.Key_2)
    two_services.wait(lambda: two_services.desk.is_open, "the case is open")
    two_services.settle()
    assert two_services.draft.edition == "ENR"


def test_who_goes_before_others_without_a_ticket_is_asked_for_which_service(two_services: Operator) -> None:
    issue(two_services)
    two_services.press(Qt.Key.Key_F2, modifiers=CONTROL)
    press(two_services, Qt.Key.Key_2)
    assert not two_services.desk.is_open
    press(two_services, Qt.Key.Key_1)
    two_services.wait(lambda: two_services.desk.is_open, "the case is open")
    two_services.settle()
    assert two_services.draft.edition == "ENR"


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
