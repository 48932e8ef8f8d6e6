"""The register by key presses: typed and found, opened, corrected, made void, printed once more, compared."""

import shutil
from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TypeVar

import pytest
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget

from desktop.operations.counter import Counter
from desktop.ui.register.asking import Asking
from desktop.ui.register.case_page import CasePage
from desktop.ui.register.compare_page import ComparePage
from desktop.ui.register.correct_page import CorrectPage
from desktop.ui.register.export_panel import ExportPanel
from desktop.ui.register.list_page import ListPage
from desktop.ui.register.paper_page import ScanPage
from desktop.ui.register.words import STATES
from desktop.ui.theme import DARK, LIGHT, Palette
from desktop.ui.workers import Worker
from forms.day_acts import CaseVoided
from forms.events import PaperPrinted
from forms.problems import Problem
from forms.register_acts import CaseCorrected, DuplicateJudged
from tests.operations.making import HandClock, events, open_for_test, papers_of
from tests.ui.operator import CONTROL, Operator
from tests.ui.registering import NAMES, decide, fill_register, safe_iins
from tests.ui.test_every_screen import cut, untranslated

Sit = Callable[..., Operator]
Page = TypeVar("Page", bound=QWidget)

CORRECTED, VOID, NOT_HANDED_OVER = "D7/2026-000002", "D7/2026-000006", "D7/2026-000008"


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a register in it, made once."""
    folder = tmp_path_factory.mktemp("register")
    counter = open_for_test(folder, clock=HandClock())
    try:
        assert isinstance(counter.clock, HandClock)
        fill_register(counter, counter.clock)
    finally:
        counter.store.close()
    return folder


@pytest.fixture
def folder(filled: Path, tmp_path: Path) -> Path:
    """The same register for one test."""
    return Path(shutil.copytree(filled, tmp_path / "data"))


@pytest.fixture
def sit_at(sit_down: Sit, folder: Path) -> Sit:
    """Makes operators before that register, half an hour later, in the list."""

    def sit(**wanted: object) -> Operator:
        clock = HandClock()
        clock.wait(1800)
        operator = sit_down(folder, clock=clock, **wanted).ready()
        return enter(operator)

    return sit


@pytest.fixture
def operator(sit_at: Sit) -> Operator:
    """One operator in the list, the cursor in its field."""
    return sit_at()


def enter(operator: Operator) -> Operator:
    operator.press(Qt.Key.Key_F4)
    operator.settle()
    return operator


def page(operator: Operator, kind: type[Page]) -> Page:
    (found,) = [widget for widget in operator.seen() if isinstance(widget, kind)]
    return found


def found(operator: Operator) -> list[str]:
    """The numbers found, as the list shows them."""
    return [row.number for row in page(operator, ListPage).model.rows]


def look_for(operator: Operator, text: str) -> list[str]:
    """Type over what stands in the field; the numbers found."""
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write(text)
    operator.settle()
    return found(operator)


def open_case(operator: Operator, number: str) -> CasePage:
    look_for(operator, number)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    return page(operator, CasePage)


def field_with_keyboard() -> str:
    focused = QApplication.focusWidget()
    assert isinstance(focused, QLineEdit)
    return focused.text()


# looking for


@pytest.mark.parametrize(
    ("typed", "numbers"),
    [
        ("мысал", ["D7/2026-000007", CORRECTED]),
        ("МЫСАЛОВ ӘЛІБЕК", [CORRECTED]),
        ("әлібек мыс", [CORRECTED]),
        ("алибек", [CORRECTED]),  # Russian letters for Kazakh ones
        ("иванова мария", ["D7/2026-000004"]),
        ("пробная", ["D7/2026-000004"]),
        ("қанат", [NOT_HANDED_OVER]),
        (safe_iins(3)[2], ["D7/2026-000003"]),
        ("000005", ["D7/2026-000005"]),
        (VOID, [VOID]),
        ("нет такого", []),
    ],
)
def test_what_is_typed_is_found_in_any_letters(operator: Operator, typed: str, numbers: list[str]) -> None:
    assert len(found(operator)) == len(NAMES)
    assert look_for(operator, typed) == numbers
    assert field_with_keyboard() == typed
    assert page(operator, ListPage)._empty.isVisible() is not bool(numbers)


def test_the_first_letter_typed_after_f4_is_looked_for(operator: Operator) -> None:
    operator.press(Qt.Key.Key_Escape)
    operator.press(Qt.Key.Key_F4)
    operator.write("қиял")
    operator.settle()
    assert found(operator) == ["D7/2026-000005"]


def test_arrows_choose_while_the_cursor_stays_and_everything_is_found_again_as_it_was(operator: Operator) -> None:
    look_for(operator, "о")
    before = found(operator)
    operator.press(Qt.Key.Key_Down, Qt.Key.Key_Down)
    listed = page(operator, ListPage)
    chosen = listed.chosen()
    assert chosen is not None
    assert chosen.number == before[2]
    assert chosen.name in listed.search.accessibleDescription()
    assert field_with_keyboard() == "о"
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    assert operator.says(before[2])
    page(operator, CasePage)
    operator.press(Qt.Key.Key_Escape)
    assert page(operator, ListPage).chosen() == chosen
    assert field_with_keyboard() == "о"
    operator.press(Qt.Key.Key_Escape)
    operator.settle()
    assert operator.window.rooms is not None
    assert operator.window.rooms.here is None
    enter(operator)
    assert found(operator) == before
    assert page(operator, ListPage).chosen() == chosen


def test_enter_waits_for_the_rows_of_what_was_typed(operator: Operator) -> None:
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    for letter in "иванова":
        operator.player.write(letter)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    record = page(operator, CasePage).record
    assert record is not None
    assert record.row.number == "D7/2026-000004"


def test_filters_narrow_the_list_by_keys_and_are_never_forgotten(operator: Operator) -> None:
    operator.press(Qt.Key.Key_F, modifiers=CONTROL)
    for _ in range(7):
        operator.player.tab()
    operator.press(*[Qt.Key.Key_Down] * list(STATES).index("void"))
    operator.settle()
    assert found(operator) == [VOID]
    operator.press(Qt.Key.Key_Return)
    assert field_with_keyboard() == ""
    operator.press(Qt.Key.Key_F, modifiers=CONTROL)
    operator.press(Qt.Key.Key_F, modifiers=CONTROL)  # folded: said in a line
    assert operator.says(operator.window.look.say(STATES["void"]))
    operator.press(Qt.Key.Key_R, modifiers=CONTROL)
    operator.settle()
    assert len(found(operator)) == len(NAMES)


def test_days_are_typed_and_a_wrong_one_is_said(operator: Operator) -> None:
    operator.press(Qt.Key.Key_F, modifiers=CONTROL)
    operator.player.tab()
    operator.write("15.09.2026")
    operator.settle()
    assert found(operator) == []
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write("31.02.2026")
    operator.press(Qt.Key.Key_Return)
    assert operator.says("31")
    assert operator.says("⚠")
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write("14.09.2026")
    operator.settle()
    operator.press(Qt.Key.Key_Return)
    assert len(found(operator)) == len(NAMES)


def test_unfinished_cases_and_tickets_have_rows_too(operator: Operator) -> None:
    operator.press(Qt.Key.Key_F, modifiers=CONTROL)
    operator.press(Qt.Key.Key_Down)
    operator.settle()
    assert NOT_HANDED_OVER in found(operator)
    operator.press(Qt.Key.Key_Down)
    operator.settle()
    tickets = found(operator)
    assert "А001" in tickets or "A001" in tickets
    operator.press(Qt.Key.Key_Return)
    look_for(operator, tickets[0])
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    record = page(operator, CasePage).record
    assert record is not None
    assert record.time_line[0].kind == "ticket_issued"


def test_the_end_of_many_rows_is_reached_page_by_page(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(tmp_path).ready()
    iins = safe_iins(120)

    def fill(counter: Counter) -> None:
        for place, iin in enumerate(iins):
            decide(counter, f"Сынақова Үлгі {'абвгдежз'[place % 8] * 3}қызы", iin, hand_over=False)

    operator.in_store(fill)
    enter(operator)
    listed = page(operator, ListPage)
    assert len(listed.model.rows) == 50
    assert operator.says("120")
    seen: set[str] = set()
    for _ in range(20):
        operator.press(Qt.Key.Key_PageDown)
        operator.settle()
        chosen = listed.chosen()
        assert chosen is not None
        seen.add(chosen.number)
    assert len(listed.model.rows) == 120
    assert listed.chosen() == listed.model.rows[-1]
    assert len({row.number for row in listed.model.rows}) == 120


# mending


def test_a_field_is_corrected_with_a_reason_and_both_values_are_seen(operator: Operator) -> None:
    open_case(operator, "D7/2026-000001")
    operator.press(Qt.Key.Key_1)
    operator.settle()
    operator.press(Qt.Key.Key_Down, Qt.Key.Key_Return)  # the second place is the name
    operator.settle()
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write("Ү")
    operator.player.tab()
    asked = QApplication.focusWidget()
    assert asked is not None and asked.accessibleName().startswith("Кім сұрады?")  # as the page is read
    operator.settle()
    assert operator.says("бір әріп")  # checked as at the reception, once it is left
    focus_value(operator, "Үлгіқызы Сынақ")
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert not [event for event in operator.in_store(events) if isinstance(event.act, CaseCorrected)][1:]
    operator.write("Куәлікте солай")  # the keyboard is at the reason, which is missing
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    last = operator.in_store(events)[-1]
    assert last.act == CaseCorrected(number="D7/2026-000001", fields=("applicant.name",), asked_by="applicant")
    assert operator.says("Үлгіқызы Сынақ")
    assert operator.says(NAMES[0])
    page(operator, CasePage)


def focus_value(operator: Operator, text: str) -> None:
    form = page(operator, CorrectPage)
    form.form.focus_place("value:applicant.name")
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write(text)


def test_nothing_typed_is_lost_over_languages_rooms_and_whoever_is_served(operator: Operator) -> None:
    open_case(operator, "D7/2026-000001")
    operator.press(Qt.Key.Key_1)
    operator.settle()
    operator.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write("Әлі жазылып жатқан")
    operator.turn_language("ru")
    assert field_with_keyboard() == "Әлі жазылып жатқан"
    operator.press(Qt.Key.Key_F11)
    operator.settle()
    operator.press(Qt.Key.Key_Escape)
    operator.press(Qt.Key.Key_F4)  # a new search; the case's form is not lost
    operator.settle()
    open_case(operator, "D7/2026-000001")
    operator.press(Qt.Key.Key_1)
    operator.settle()
    assert "Әлі жазылып жатқан" in [
        field.text() for field in page(operator, CorrectPage).findChildren(QLineEdit) if field.isVisible()
    ]


def test_a_case_is_made_void_after_one_question_more(operator: Operator) -> None:
    open_case(operator, "D7/2026-000003")
    before = len(operator.in_store(events))
    operator.press(Qt.Key.Key_2)
    operator.settle()
    operator.press(Qt.Key.Key_F10)  # no reason chosen
    assert operator.says("⚠")
    operator.press(Qt.Key.Key_3, Qt.Key.Key_F10, Qt.Key.Key_2)  # the question is answered with no
    operator.settle()
    assert len(operator.in_store(events)) == before
    operator.press(Qt.Key.Key_F10, Qt.Key.Key_Escape, Qt.Key.Key_F10)
    operator.turn_language("ru")  # asked in the other language too
    operator.press(Qt.Key.Key_1)
    operator.settle()
    assert operator.in_store(events)[-1].act == CaseVoided(number="D7/2026-000003", reason="wrong_outcome")
    shown = page(operator, CasePage)
    assert operator.says("✕")
    operator.press(Qt.Key.Key_1, Qt.Key.Key_2)  # neither corrected nor made void again
    page(operator, CasePage)
    operator.press(Qt.Key.Key_4, Qt.Key.Key_1)
    operator.settle()
    operator.wait(lambda: bool(operator.printers.printed), "the act is printed")
    assert shown.isVisible()
    last = operator.in_store(events)[-1].act
    assert isinstance(last, PaperPrinted)
    assert (last.paper, last.number) == ("void", "D7/2026-000003")


def test_likely_duplicates_are_compared_and_decided_with_a_reason(sit_down: Sit, tmp_path: Path) -> None:
    operator = sit_down(tmp_path).ready()
    (iin,) = safe_iins(1)

    def fill(counter: Counter) -> list[str]:
        return [decide(counter, name, iin) for name in (NAMES[0], "Сынақова Үлгі Тестовна")]

    first, second = operator.in_store(fill)
    open_case(enter(operator), first)
    operator.player.tab()
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    assert operator.says("≠")
    assert operator.says("Сынақова Үлгі Тестовна")
    operator.press(Qt.Key.Key_1, modifiers=CONTROL)
    operator.settle()
    before = operator.in_store(events)[-1].act
    assert not isinstance(before, DuplicateJudged)  # not without a reason
    assert page(operator, ComparePage)._reason.input.property("wrong") == "true"
    operator.write("Бір күнде бір адам")
    operator.press(Qt.Key.Key_1, modifiers=CONTROL)
    operator.settle()
    judged = operator.in_store(events)[-1].act
    assert judged == DuplicateJudged(number=first, other=second, verdict="same_application")
    page(operator, CasePage)


# papers


def test_a_duplicate_is_printed_recorded_and_looked_at(operator: Operator, tmp_path: Path) -> None:
    open_case(operator, "D7/2026-000001")
    operator.press(Qt.Key.Key_F9, Qt.Key.Key_2)  # in Russian
    operator.settle()
    operator.wait(lambda: bool(operator.printers.printed), "it is printed")
    operator.settle()
    printed = operator.in_store(events)[-1].act
    assert isinstance(printed, PaperPrinted)
    assert (printed.copy_number, printed.language) == (2, "ru")
    kept = operator.in_store(lambda counter: papers_of(counter, "D7/2026-000001"))
    assert [copy.copy_number for copy in kept] == [1, 2]
    operator.player.tab(2)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    operator.press(Qt.Key.Key_1)
    target = tmp_path / "copy.pdf"
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write(str(target))
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert target.read_bytes() == operator.printers.printed[-1].pdf
    operator.press(Qt.Key.Key_1)
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write(str(target))
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert operator.says("⚠")  # what lies there already is left alone


def test_a_corrected_case_is_printed_as_it_holds_now_and_its_act_too(operator: Operator) -> None:
    open_case(operator, CORRECTED)
    operator.press(Qt.Key.Key_F9, Qt.Key.Key_1, Qt.Key.Key_1)
    operator.settle()
    operator.press(Qt.Key.Key_3, Qt.Key.Key_1)
    operator.settle()
    operator.wait(lambda: len(operator.printers.printed) == 2, "both are printed")
    papers = [event.act.paper for event in operator.in_store(events)[-2:] if isinstance(event.act, PaperPrinted)]
    assert papers == ["accepted", "correction"]


def test_what_the_printer_did_not_take_is_told_and_nothing_recorded(operator: Operator) -> None:
    open_case(operator, "D7/2026-000001")
    before = len(operator.in_store(events))
    operator.printers.problem = Problem("401")
    operator.press(Qt.Key.Key_F9, Qt.Key.Key_1)
    operator.settle()
    assert operator.says(Problem("401").sentence(operator.window.look.say))
    assert len(operator.in_store(events)) == before
    operator.printers.problem = None
    operator.press(Qt.Key.Key_F9, Qt.Key.Key_1)
    operator.wait(lambda: bool(operator.printers.printed), "it is printed")
    operator.settle()
    assert len(operator.in_store(events)) == before + 1


def test_a_copy_that_did_not_come_out_goes_again_with_its_own_number(operator: Operator) -> None:
    open_case(operator, "D7/2026-000001")
    operator.printers.wait_for = "out_of_paper"
    operator.press(Qt.Key.Key_F9, Qt.Key.Key_1)
    operator.settle()
    operator.wait(lambda: operator.says("⚠"), "it is told that there is no paper")
    operator.printers.wait_for = None
    operator.press(Qt.Key.Key_F9, Qt.Key.Key_1)
    operator.wait(lambda: bool(operator.printers.printed), "it is printed")
    operator.settle()
    kept = operator.in_store(lambda counter: papers_of(counter, "D7/2026-000001"))
    assert [copy.copy_number for copy in kept] == [1, 2]


def test_a_scan_is_kept_beside_a_correction_and_looked_at(operator: Operator, tmp_path: Path) -> None:
    scan = tmp_path / "scan.png"
    picture = QImage(40, 60, QImage.Format.Format_Grayscale8)
    picture.fill(200)
    picture.save(str(scan))
    open_case(operator, "D7/2026-000001")
    operator.press(Qt.Key.Key_1)
    operator.settle()
    operator.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    focus_value(operator, "Үлгіқызы Сынақ")
    for name, text in (("reason", "Куәлікте солай"), ("attachment", str(scan))):
        page(operator, CorrectPage).form.focus_place(name)
        operator.write(text)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    case = page(operator, CasePage)
    assert case.record is not None
    assert case.record.corrections[0].attached[0].name == "scan.png"
    operator.player.tab(2)  # past the receipt
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    assert page(operator, ScanPage).findChildren(QLabel)
    assert operator.says("scan.png")


# where it stands


def test_what_is_found_leaves_as_a_file_by_a_key_of_its_own_also_from_the_field(operator: Operator) -> None:
    look_for(operator, "мысал")
    operator.press(Qt.Key.Key_E, modifiers=CONTROL)
    operator.settle()
    operator.turn_language("ru")
    panel = page(operator, ExportPanel)
    focused = QApplication.focusWidget()
    assert focused is not None
    assert panel.isAncestorOf(focused)
    operator.press(Qt.Key.Key_Escape)
    assert field_with_keyboard() == "мысал"


def test_the_keeping_room_is_beside_the_register(operator: Operator) -> None:
    operator.press(Qt.Key.Key_F12, modifiers=CONTROL)
    operator.settle()
    assert operator.window.rooms is not None
    assert operator.window.rooms.here == "keeping"
    enter(operator)
    assert len(found(operator)) == len(NAMES)


def test_an_empty_register_says_how_it_begins(sit_down: Sit, tmp_path: Path) -> None:
    operator = enter(sit_down(tmp_path).ready())
    assert operator.says("F2")
    assert not page(operator, ListPage).view.isVisible()
    operator.press(Qt.Key.Key_Return, Qt.Key.Key_Down)  # nothing to open, nothing to choose
    page(operator, ListPage)


def test_a_store_open_for_reading_is_searched_and_not_changed(sit_at: Sit) -> None:
    operator = sit_at(read_only=True)
    open_case(operator, CORRECTED)
    shown = page(operator, CasePage)
    operator.press(Qt.Key.Key_1, Qt.Key.Key_2, Qt.Key.Key_F9)
    operator.settle()
    assert page(operator, CasePage) is shown
    assert not shown.take_back()  # nothing was asked


def test_who_may_not_search_is_told_whom_to_call(sit_down: Sit, folder: Path) -> None:
    operator = sit_down(folder).ready()
    operator.desk.counter.roles = ("administrator",)
    enter(operator)
    assert operator.says("Ctrl+L")
    assert not [widget for widget in operator.seen() if isinstance(widget, ListPage)]
    operator.write("мысал")
    operator.settle()
    operator.press(Qt.Key.Key_Escape)
    assert operator.window.rooms is not None
    assert operator.window.rooms.here is None


def test_questions_to_the_store_do_not_pile_up() -> None:
    store, owner = Worker("store"), QObject()
    released, asked, shown = Event(), list[int](), list[int]()
    problems: list[Problem] = []
    asking = Asking(store, owner, problems.append)

    def ask(number: int) -> None:
        def operation() -> int:
            asked.append(number)
            released.wait(5)
            return number

        asking.ask(operation, shown.append)

    for number in range(10):
        ask(number)
    released.set()
    while asking.is_open:
        QTest.qWait(1)
    store.stop()
    assert asked == [0, 9]
    assert shown == [9]


@pytest.mark.parametrize(
    ("size", "palette"),
    [((1366, 768), LIGHT), ((1024, 640), LIGHT), ((683, 384), DARK)],
    ids=["1366x768", "1024x640", "683x384-dark"],
)
def test_every_page_is_whole_in_every_language_and_size(sit_at: Sit, size: tuple[int, int], palette: Palette) -> None:
    operator = sit_at(size=size, palette=palette)
    wrong: list[tuple[str, str, list[str]]] = []

    def look(name: str) -> None:
        for language in ("ru", "en", "kk"):
            operator.turn_language(language)
            assert operator.window.size().toTuple() == size
            # What ends in “…” has its whole text in the tool tip.
            wrong.append((name, language, [told for told in cut(operator) if not told.startswith("ElidedLabel")]))
            if language != "en" and palette is LIGHT:
                wrong.append((name, language, untranslated(operator, language)))
            focused = QApplication.focusWidget()
            assert focused is not None, name
            assert focused.isVisible(), name

    look("list")
    operator.press(Qt.Key.Key_F, modifiers=CONTROL)
    look("filters")
    operator.press(Qt.Key.Key_Escape)
    look_for(operator, "нет такого")
    look("nothing found")
    open_case(operator, CORRECTED)
    look("case")
    operator.press(Qt.Key.Key_F9)
    look("question")
    operator.press(Qt.Key.Key_Escape)
    operator.press(Qt.Key.Key_1)
    operator.settle()
    look("correction")
    operator.press(Qt.Key.Key_Escape, Qt.Key.Key_2)
    look("void")
    operator.press(Qt.Key.Key_Escape)
    operator.player.tab()
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    look("paper")
    operator.press(Qt.Key.Key_1)
    look("saving")
    operator.press(Qt.Key.Key_F4)
    open_case(operator, VOID)
    look("void case")
    assert [found for found in wrong if found[2]] == []
