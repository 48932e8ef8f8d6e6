"""The complaints' room by the keyboard: intake, answer, forwarding, papers, figures; nothing typed is lost."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QComboBox, QWidget

from desktop.operations import complaint_records, complaints
from desktop.operations.counter import Counter
from desktop.ui.complaints.correct_page import CorrectPage
from desktop.ui.complaints.intake_page import IntakePage
from desktop.ui.complaints.list_page import ListPage
from desktop.ui.complaints.one_page import ComplaintPage
from desktop.ui.complaints.screen import ComplaintsScreen
from desktop.ui.register.form_page import FormPage
from forms.complaint_acts import ComplaintAnswered, ComplaintCorrected, ComplaintForwarded, ComplaintReceived
from forms.problems import PROBLEMS, Problem
from tests.complaints.making import GOOD, NAME, OPERATORS, OTHER, receive
from tests.operations.making import events, papers_of
from tests.ui.operator import CONTROL, Operator
from tests.ui.registering import decide, safe_iins

LANGUAGES = ("kk", "ru", "en")
MOST_TABS = 80


def room(operator: Operator) -> ComplaintsScreen:
    """The room, entered by its key."""
    rooms = operator.window.rooms
    if rooms is None or rooms.here != "complaints":
        operator.press(Qt.Key.Key_F6, modifiers=CONTROL)
        operator.settle()
    assert operator.window.rooms is not None
    made = operator.window.rooms._made["complaints"].widget
    assert isinstance(made, ComplaintsScreen)
    return made


def form(operator: Operator) -> FormPage:
    top = room(operator)._top()
    assert isinstance(top, FormPage)
    return top


def tab_to(operator: Operator, key: str) -> QWidget:
    """Tab until the keyboard is at a place of the form."""
    field = form(operator).form.places[key].widget
    for _ in range(MOST_TABS):
        focused = QApplication.focusWidget()
        if focused is not None and (focused is field or field.isAncestorOf(focused)):
            return focused
        operator.player.tab()
    raise AssertionError(f"Tab does not reach {key}")


def fill(operator: Operator, **texts: str) -> None:
    for key, text in texts.items():
        tab_to(operator, key)
        operator.write(text)
    operator.settle()


def fill_intake(operator: Operator) -> None:
    fill(operator, name=NAME, address=GOOD.address, phone=GOOD.phone, text=GOOD.text)
    tab_to(operator, "signed")
    operator.press(Qt.Key.Key_Space)


def three_operators(counter: Counter) -> None:
    counter.profile = replace(counter.profile, operators=OPERATORS)


def take_in(operator: Operator, **wanted: object) -> str:
    """A complaint recorded while the window stands elsewhere."""
    return operator.in_store(lambda counter: receive(counter, **wanted))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_a_complaint_is_taken_in_and_answered_by_the_keyboard(
    sit_down: Callable[..., Operator], language: str, size: tuple[int, int]
) -> None:
    operator = sit_down(language=language, size=size).ready()
    room(operator)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    fill_intake(operator)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    top = room(operator)._top()
    assert isinstance(top, ComplaintPage)
    assert top.number == "D7/2026-Ш000001"
    operator.press(Qt.Key.Key_F9, Qt.Key.Key_1)  # the coupon, in the language of the answer
    operator.wait(lambda: len(operator.printers.printed) == 1, "the coupon went to the printer")
    operator.settle()

    operator.press(Qt.Key.Key_1)
    operator.settle()
    operator.press(Qt.Key.Key_F10)
    assert operator.says(operator.window.look.say("Choose what the answer is."))
    operator.press(Qt.Key.Key_2)
    fill(operator, words="Шағымыңыз қаралды.")
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert isinstance(room(operator)._top(), ComplaintPage)
    (answered,) = [one.act for one in operator.in_store(events) if isinstance(one.act, ComplaintAnswered)]
    assert (answered.number, answered.outcome) == ("D7/2026-Ш000001", "part")
    operator.press(Qt.Key.Key_F9, Qt.Key.Key_1, Qt.Key.Key_1)  # the letter, in the language of the answer
    operator.wait(lambda: len(operator.printers.printed) == 2, "the letter went to the printer")
    operator.settle()
    record = operator.in_store(lambda counter: complaint_records.complaint_record(counter, answered.number))
    assert [paper.paper for paper in record.papers] == ["complaint_coupon", "complaint_answer"]
    operator.press(Qt.Key.Key_Escape)
    operator.settle()
    assert isinstance(room(operator)._top(), ListPage)
    assert operator.says(operator.window.look.say("No complaint waits for an answer."))
    operator.press(Qt.Key.Key_2)
    operator.settle()
    assert operator.says("D7/2026-Ш000001")


def test_what_is_typed_survives_language_light_and_leaving_the_room(operator: Operator) -> None:
    room(operator)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    fill(operator, name=NAME, text="Ұзақ күттім")
    tab_to(operator, "signed")
    operator.press(Qt.Key.Key_Space)
    operator.turn_language("ru")
    operator.press(Qt.Key.Key_D, modifiers=CONTROL)
    operator.settle()
    operator.press(Qt.Key.Key_F11)  # to another room
    operator.settle()
    page = form(operator)
    assert isinstance(page, IntakePage)
    assert (page.value("name"), page.value("text"), page.is_on("signed")) == (NAME, "Ұзақ күттім", True)
    assert page._lines["name"].text() == NAME
    assert operator.in_store(lambda counter: counter.store.complaints.all(9)) == []
    operator.press(Qt.Key.Key_Escape)  # the form is left, and found again
    operator.settle()
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert form(operator).value("name") == NAME


def test_what_the_law_asks_for_is_told_at_its_field_and_nothing_is_lost(operator: Operator) -> None:
    room(operator)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    for key, code, text in (
        ("name", "1010", NAME),
        ("address", "1011", "Бірінші көше, 1"),
        ("phone", "1012", "87010000001"),
        ("text", "1013", "Кеш қабылдады"),
    ):
        operator.press(Qt.Key.Key_F10)
        operator.settle()
        focused = QApplication.focusWidget()
        place = form(operator).form.places[key].widget
        assert focused is not None
        assert place is focused or place.isAncestorOf(focused), key
        assert operator.says(Problem(code).sentence(operator.window.look.say)), code
        operator.write(text)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert operator.says(Problem("1014").sentence(operator.window.look.say))
    assert form(operator).value("text") == "Кеш қабылдады"
    assert operator.in_store(lambda counter: counter.store.complaints.all(9)) == []


def test_the_number_of_a_case_fills_whose_and_whom(operator: Operator) -> None:
    number = operator.in_store(lambda counter: decide(counter, NAME, safe_iins(1)[0]))
    room(operator)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    fill(operator, case_number=number)
    operator.player.tab()
    operator.settle()
    page = form(operator)
    assert (page.value("name"), page.value("about")) == (NAME, "clerk-1")


def test_who_it_is_about_sees_nothing_of_it_and_can_do_nothing(operator: Operator) -> None:
    operator.in_store(three_operators)
    take_in(operator, about="clerk-1")
    room(operator)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    say = operator.window.look.say
    assert operator.says(say("about you"))
    assert not operator.says(GOOD.text)
    assert not operator.says(NAME)
    for key in (Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_3, Qt.Key.Key_F10):
        operator.press(key)
    operator.settle()
    assert isinstance(room(operator)._top(), ComplaintPage)
    kinds = [type(one.act) for one in operator.in_store(events)]
    assert kinds.count(ComplaintReceived) == 1
    assert ComplaintAnswered not in kinds


def test_it_is_given_to_another_and_forwarded(operator: Operator) -> None:
    operator.in_store(three_operators)
    number = take_in(operator, handler="clerk-1")
    room(operator)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    operator.press(Qt.Key.Key_3, Qt.Key.Key_1)
    operator.settle()
    assert operator.in_store(lambda counter: complaints.find_complaint(counter, number)).handler == OTHER.id
    operator.press(Qt.Key.Key_2)
    operator.settle()
    fill(operator, to="Үлгі облысының білім басқармасы", words="Қарауға жіберіледі.")
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    (sent,) = [one.act for one in operator.in_store(events) if isinstance(one.act, ComplaintForwarded)]
    assert sent.to == "Үлгі облысының білім басқармасы"


def test_what_was_written_is_corrected_and_the_time_line_tells_it(operator: Operator) -> None:
    number = take_in(operator)
    room(operator)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    operator.press(Qt.Key.Key_5)
    operator.settle()
    page = form(operator)
    assert isinstance(page, CorrectPage)
    assert (page.value("name"), page.value("phone")) == (NAME, "+7 701 000 00 01")
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert operator.says(operator.window.look.say(PROBLEMS["1117"]).format(number=number))
    tab_to(operator, "name")
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write("Сынақова Үлгі Мысалқызы")
    operator.turn_language("ru")
    assert form(operator).value("name") == "Сынақова Үлгі Мысалқызы"
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    focused = QApplication.focusWidget()
    assert focused is not None and form(operator).form.places["reason"].widget.isAncestorOf(focused)
    operator.write("По удостоверению")
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert isinstance(room(operator)._top(), ComplaintPage)
    assert operator.says(f"{NAME} → Сынақова Үлгі Мысалқызы")
    assert operator.says("По удостоверению")
    (corrected,) = [one.act for one in operator.in_store(events) if isinstance(one.act, ComplaintCorrected)]
    assert corrected.fields == ("name",)


@pytest.mark.parametrize("language", LANGUAGES)
def test_home_and_the_day_remember_what_is_due(sit_down: Callable[..., Operator], language: str) -> None:
    operator = sit_down(language=language).ready()
    number = take_in(operator)
    operator.clock.wait(6 * 24 * 3600)  # to the Sunday after
    operator.window.queue.queue.refresh()  # type: ignore[union-attr]
    operator.settle()
    say = operator.window.look.say
    overdue = say("Complaints: {count} to be answered, {overdue} overdue", count=1, overdue=1)
    assert operator.says(overdue)
    operator.press(Qt.Key.Key_F11)
    operator.settle()
    assert operator.says(overdue)
    room(operator)
    assert operator.says(say("overdue since {day}", day="18.09.2026"))
    assert operator.says(number)


def test_figures_and_the_register_of_them(operator: Operator) -> None:
    number = take_in(operator)
    operator.in_store(lambda counter: complaints.answer_complaint(counter, number, "full", "Шағым орынды."))
    room(operator)
    operator.press(Qt.Key.Key_3)
    operator.settle()
    assert operator.says(operator.window.look.say("Complaints received in these days"))
    operator.press(Qt.Key.Key_F9)
    operator.wait(lambda: len(operator.printers.printed) == 1, "the register went to the printer")
    operator.settle()
    operator.press(Qt.Key.Key_3)  # the year
    operator.press(Qt.Key.Key_Left)
    operator.settle()
    assert operator.says("01.01.2025 – 31.12.2025")


def test_a_case_tells_of_its_complaints_and_leads_to_them(operator: Operator) -> None:
    case = operator.in_store(lambda counter: decide(counter, NAME, safe_iins(1)[0]))
    number = take_in(operator, case_number=case)
    room(operator)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    operator.press(Qt.Key.Key_4)
    rooms = operator.window.rooms
    assert rooms is not None
    operator.wait(lambda: rooms.here == "register", "the case is open")
    operator.settle()
    assert operator.says(case)
    for _ in range(MOST_TABS):
        focused = QApplication.focusWidget()
        if focused is not None and number in focused.accessibleName():
            break
        operator.player.tab()
    operator.press(Qt.Key.Key_Return)
    operator.wait(lambda: rooms.here == "complaints", "the complaint is open")
    operator.settle()
    top = room(operator)._top()
    assert isinstance(top, ComplaintPage)
    assert top.number == number


def test_a_scan_beside_it_is_looked_at(operator: Operator, tmp_path: Path) -> None:
    scan = tmp_path / "шағым.pdf"
    case = operator.in_store(lambda counter: decide(counter, NAME, safe_iins(1)[0]))
    paper = operator.in_store(lambda counter: papers_of(counter, case)[0])
    scan.write_bytes(operator.in_store(lambda counter: counter.store.printed.content(paper.id)) or b"")
    take_in(operator, scan=str(scan))
    room(operator)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    for _ in range(MOST_TABS):
        focused = QApplication.focusWidget()
        if focused is not None and scan.name in focused.accessibleName():
            break
        operator.player.tab()
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    assert operator.says(operator.window.look.say("Scan of the complaint"))
    operator.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    operator.settle()
    assert isinstance(room(operator)._top(), ListPage)


def test_how_it_came_is_chosen_by_arrows(operator: Operator) -> None:
    room(operator)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    focused = tab_to(operator, "way")
    assert isinstance(focused, QComboBox)
    operator.press(Qt.Key.Key_Down)
    assert form(operator).value("way") == "post"
