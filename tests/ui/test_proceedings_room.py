"""The room of proceedings by keys: from what the head looks through to the order in the parent's hands."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace
from PySide6.QtCore import QEvent, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

from desktop.operations.counter import Counter
from desktop.operations.operators import enrol, note_sheet_proved
from desktop.operations.signing_in import found_protected, open_protected, sign_in
from desktop.printing.memory import MemoryPrinters
from desktop.profile.shape import ServiceChoice
from desktop.ui.proceedings.case_page import CasePage
from desktop.ui.proceedings.list_page import ListPage
from desktop.ui.proceedings.screen import ProceedingsScreen
from desktop.ui.sign_in.screen import SignInScreen
from desktop.ui.theme import DARK
from desktop.ui.widgets.signature_pad import SignaturePad
from desktop.ui.widgets.ticks import Tick
from forms.events import PaperPrinted
from forms.procedure_acts import ResultDrafted, ResultIssued, ResultSigned, StepReturned, StepTaken
from forms.strokes import read_strokes
from tests.operations.making import HandClock, events, open_for_test
from tests.proceedings.making import draft_order, receive, set_group, take_review
from tests.ui.operator import CONTROL, Operator
from tests.ui.signing import CLERK, HEAD, NAMES, PASSWORDS, PROFILE, QUICK, Come, Guest
from tests.ui.test_every_screen import cut, untranslated

Sit = Callable[..., Operator]
LANGUAGES = ("kk", "ru", "en")


def cases_at(folder: Path, clock: HandClock, many: int = 2) -> list[str]:
    """Cases received at a counter in the clear, and a group with two places."""
    counter = open_for_test(folder, edition="ENR", clock=clock)
    set_group(counter)
    numbers = [receive(counter) for _ in range(many)]
    counter.store.close()
    return numbers


def sat_down(sit_down: Sit, folder: Path, **wanted: object) -> tuple[Operator, list[str]]:
    clock = HandClock()
    numbers = cases_at(folder, clock)
    clock.wait(600)
    return sit_down(folder, edition="ENR", clock=clock, **wanted).ready(), numbers


def room(at: Operator | Guest) -> ProceedingsScreen:
    (found,) = [widget for widget in at.window.findChildren(ProceedingsScreen) if widget.isVisible()]
    return found


def page(at: Operator | Guest) -> CasePage:
    found = room(at).case
    assert found is not None and found.loaded is not None
    return found


def rows(at: Operator | Guest) -> ListPage:
    found = room(at).list
    assert found is not None and found.isVisible()
    return found


def enter(at: Operator | Guest) -> None:
    at.press(Qt.Key.Key_F5, modifiers=CONTROL)
    at.wait(lambda: any(one.isVisible() for one in at.window.findChildren(ProceedingsScreen)), "we are in the room")
    at.settle()


def go_on(at: Operator | Guest, step: int) -> None:
    """F10, and the step after it is under way."""
    at.press(Qt.Key.Key_F10)
    at.settle()
    loaded = page(at).loaded
    assert loaded is not None
    assert loaded.proceeding.step == step, texts(at)


def texts(at: Operator | Guest) -> list[str]:
    return [text for text in at.texts() if text.startswith("⚠")]


def tick_what_was_shown(at: Operator | Guest) -> None:
    """Both boxes, by Tab and Space."""
    for _ in range(30):
        focused = QApplication.focusWidget()
        if isinstance(focused, Tick) and not focused.isChecked():
            at.press(Qt.Key.Key_Space)
        if isinstance(focused, QLineEdit):
            return
        at.press(Qt.Key.Key_Tab)
    raise AssertionError("Tab does not reach the name")


def kinds(counter: Counter) -> list[type]:
    wanted = (StepTaken, StepReturned, ResultDrafted, ResultSigned, ResultIssued)
    return [type(event.act) for event in events(counter) if isinstance(event.act, wanted)]


@pytest.mark.parametrize("language", LANGUAGES)
def test_from_the_review_to_the_order_by_keys(sit_down: Sit, tmp_path: Path, language: str) -> None:
    operator, (number, _) = sat_down(sit_down, tmp_path, language=language)
    say = operator.window.look.say
    assert operator.window.rail.proceedings.badge == 2
    enter(operator)
    assert rows(operator).rows[0].proceeding.number == number
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    operator.write("Қарадым")
    go_on(operator, 3)
    assert operator.says("Қарадым")  # told to whoever drafts
    go_on(operator, 4)
    operator.press(Qt.Key.Key_2)  # typed
    go_on(operator, 4)
    assert texts(operator)
    assert isinstance(QApplication.focusWidget(), QLineEdit)
    operator.write("Г. Асанова")
    go_on(operator, 5)
    go_on(operator, 5)  # nothing was shown yet
    assert texts(operator)
    tick_what_was_shown(operator)
    go_on(operator, 0)
    assert operator.says(say("The result is issued: the procedure has ended."))
    operator.press(Qt.Key.Key_F9)
    operator.settle()
    told = operator.in_store(events)
    assert [event.act.paper for event in told if isinstance(event.act, PaperPrinted)][-1] == "order"
    assert operator.in_store(kinds) == [StepTaken, ResultDrafted, ResultSigned, ResultIssued]
    signed = next(event.act for event in told if isinstance(event.act, ResultSigned))
    assert (signed.signed_by, signed.result_number) == ("typed", "D7/2026-Б000001")
    operator.press(Qt.Key.Key_Escape, Qt.Key.Key_4)
    operator.settle()
    assert [row.proceeding.number for row in rows(operator).rows] == [number]
    operator.press(Qt.Key.Key_Escape)
    operator.settle()
    assert operator.window.home.isVisible()
    assert operator.window.rail.proceedings.badge == 1


def test_a_case_is_returned_with_words_and_refused_with_a_reason(sit_down: Sit, tmp_path: Path) -> None:
    operator, _ = sat_down(sit_down, tmp_path, language="ru")
    enter(operator)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    operator.press(Qt.Key.Key_R, modifiers=CONTROL)
    go_on(operator, 2)  # words are missing
    assert texts(operator)
    operator.press(Qt.Key.Key_Escape)  # not returned after all
    assert not page(operator).panel.is_returning  # type: ignore[union-attr]
    operator.press(Qt.Key.Key_R, modifiers=CONTROL)
    operator.write("Копия не читается")
    go_on(operator, 1)
    assert operator.says("Копия не читается")
    go_on(operator, 2)
    go_on(operator, 3)
    operator.press(Qt.Key.Key_2)  # a refusal
    go_on(operator, 3)
    assert texts(operator)  # it says no reason yet
    assert isinstance(QApplication.focusWidget(), QPlainTextEdit)
    operator.write("В группах нет мест")
    operator.turn_language("kk")
    typed = QApplication.focusWidget()  # another language loses nothing
    assert isinstance(typed, QPlainTextEdit) and typed.toPlainText() == "В группах нет мест"
    go_on(operator, 4)
    assert operator.in_store(kinds) == [StepReturned, StepTaken, StepTaken, ResultDrafted]


def test_a_signature_is_drawn_on_the_screen(sit_down: Sit, tmp_path: Path) -> None:
    clock = HandClock()
    counter = open_for_test(tmp_path, edition="ENR", clock=clock)
    set_group(counter)
    draft_order(counter, take_review(counter, receive(counter)))
    counter.store.close()
    operator = sit_down(tmp_path, edition="ENR", clock=clock).ready()
    enter(operator)
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    (pad,) = [widget for widget in operator.seen() if isinstance(widget, SignaturePad)]
    go_on(operator, 4)
    assert texts(operator)  # an empty field is no signature
    draw(pad, [(20, 60), (80, 20), (140, 70), (200, 30)])
    pad.setFocus()
    operator.press(Qt.Key.Key_Delete)
    go_on(operator, 4)  # wiped
    draw(pad, [(20, 60), (80, 20), (140, 70), (200, 30)])
    go_on(operator, 5)

    def mark(counter: Counter) -> str:
        signed = next(event for event in events(counter) if isinstance(event.act, ResultSigned))
        particulars = counter.store.journal.particulars(signed.sequence)
        return str(getattr(particulars, "mark", ""))

    (stroke,) = read_strokes(operator.in_store(mark))
    assert len(stroke) == 4
    assert operator.says(operator.window.look.say("drawn on the screen"))


def draw(pad: SignaturePad, points: list[tuple[int, int]]) -> None:
    """The mouse pressed, moved and let go."""
    buttons, none = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    moves = [QEvent.Type.MouseButtonPress, *[QEvent.Type.MouseMove] * (len(points) - 1)]
    for kind, (x, y) in zip(moves, points, strict=True):
        at = QPointF(x, y)
        QApplication.sendEvent(pad, QMouseEvent(kind, at, pad.mapToGlobal(at), buttons, buttons, none))
    at = QPointF(*points[-1])
    kind = QEvent.Type.MouseButtonRelease
    QApplication.sendEvent(pad, QMouseEvent(kind, at, pad.mapToGlobal(at), buttons, Qt.MouseButton.NoButton, none))


def test_the_clock_of_the_norm_tells_in_words(sit_down: Sit, tmp_path: Path) -> None:
    operator, _ = sat_down(sit_down, tmp_path, language="ru")
    enter(operator)
    say = operator.window.look.say
    operator.press(Qt.Key.Key_Return)
    operator.settle()
    assert page(operator).clock.text().startswith("20:00")
    operator.clock.wait(30 * 60)
    page(operator).tick()
    assert page(operator).clock.text() == f"+10:00 {say('over the norm')}"
    operator.press(Qt.Key.Key_Escape)
    operator.settle()
    from desktop.ui.proceedings.rows import say_row

    told = say_row(rows(operator).rows[0], operator.window.look)
    assert say("over the norm by {minutes} min", minutes=10) in told


def protected(folder: Path) -> list[str]:
    """A protected counter of enrolment with a head and a clerk, and two cases."""
    profile = replace(PROFILE, services={"enrolment": ServiceChoice(provider="local", edition="ENR")})
    found_protected(folder, profile, PASSWORDS[HEAD], cost=QUICK)
    signed = sign_in(folder, HEAD, PASSWORDS[HEAD])
    counter = open_protected(folder, MemoryPrinters(), signed, HandClock())
    try:
        enrol(counter, id=CLERK, name=NAMES[CLERK], roles=("clerk",), password=PASSWORDS[CLERK], cost=QUICK)
        note_sheet_proved(counter)
        set_group(counter)
        return [receive(counter) for _ in range(2)]
    finally:
        counter.store.close()


def changes_to(guest: Guest, who: str) -> None:
    """Ctrl+L, and the other one signs in."""
    guest.lock()
    guest.sign_in(who)
    guest.wait(lambda: not guest.shows(SignInScreen), "the other one is in")
    guest.settle()


def test_clerk_and_head_take_their_steps_by_turns_at_a_protected_counter(come: Come, tmp_path: Path) -> None:
    protected(tmp_path)
    guest = come()
    guest.sign_in(CLERK)
    guest.ready()
    assert guest.window.rail.proceedings.badge == 0  # both wait for the head
    enter(guest)
    assert rows(guest).rows == []
    guest.press(Qt.Key.Key_2)
    guest.press(Qt.Key.Key_Return)
    assert guest.said("Waits for the head")
    assert page(guest).panel is None
    guest.press(Qt.Key.Key_F10)  # there is nothing a clerk could do
    assert guest.in_store(kinds) == []
    changes_to(guest, HEAD)
    assert guest.window.rail.proceedings.badge == 2
    enter(guest)
    guest.press(Qt.Key.Key_Return)
    go_on(guest, 3)
    changes_to(guest, CLERK)
    assert guest.window.rail.proceedings.badge == 1
    enter(guest)
    guest.press(Qt.Key.Key_Return)
    go_on(guest, 4)
    assert guest.said("Waits for the head")
    changes_to(guest, HEAD)
    enter(guest)
    guest.press(Qt.Key.Key_2)
    (drafted,) = [row for row in rows(guest).rows if row.proceeding.step == 4]
    while rows(guest).number != drafted.proceeding.number:
        guest.press(Qt.Key.Key_Down)
    guest.press(Qt.Key.Key_Return)
    guest.press(Qt.Key.Key_3)  # on paper
    go_on(guest, 5)
    changes_to(guest, CLERK)
    enter(guest)
    guest.press(Qt.Key.Key_Return)
    tick_what_was_shown(guest)
    go_on(guest, 0)
    acts = guest.in_store(events)
    by = {type(event.act): event.operator for event in acts if type(event.act) in (StepTaken, ResultSigned)}
    assert by == {StepTaken: HEAD, ResultSigned: HEAD}
    by = {type(event.act): event.operator for event in acts if type(event.act) in (ResultDrafted, ResultIssued)}
    assert by == {ResultDrafted: CLERK, ResultIssued: CLERK}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", [(1366, 768), (683, 384)])
def test_nothing_is_cut_or_left_in_another_language(
    sit_down: Sit, tmp_path: Path, language: str, size: tuple[int, int]
) -> None:
    """Every panel on the way, in each language, at the least screen and at a quarter of it."""
    operator, _ = sat_down(sit_down, tmp_path, language=language, size=size, palette=DARK)

    def looks_well() -> None:
        operator.settle()
        assert [text for text in cut(operator) if not text.startswith("ElidedLabel")] == []
        assert language == "en" or untranslated(operator, language) == []

    enter(operator)
    looks_well()
    operator.press(Qt.Key.Key_Return)
    looks_well()
    operator.press(Qt.Key.Key_R, modifiers=CONTROL)
    looks_well()
    operator.press(Qt.Key.Key_Escape)
    go_on(operator, 3)
    looks_well()
    operator.press(Qt.Key.Key_2)
    looks_well()
    operator.press(Qt.Key.Key_1)
    go_on(operator, 4)
    looks_well()
    operator.press(Qt.Key.Key_3)
    go_on(operator, 5)
    looks_well()
    operator.press(Qt.Key.Key_2)
    looks_well()
    assert visible_width(operator) <= size[0]


def visible_width(operator: Operator) -> int:
    """How far to the right anything of the room reaches."""
    inside = [widget for widget in room(operator).findChildren(QWidget) if widget.isVisible()]
    origin = QPoint(0, 0)
    return max(widget.mapTo(operator.window, origin).x() + widget.width() for widget in inside)
