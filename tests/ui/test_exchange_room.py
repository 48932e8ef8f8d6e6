"""The exchange room by keys, against a centre on this machine's loopback and a folder that stands for a stick."""

import statistics
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QApplication, QLineEdit, QMainWindow, QScrollArea

from desktop.operations import backing_up, enrolling, exchanging, invited_start
from desktop.operations.counter import Counter
from desktop.operations.exchanging import ExchangeState
from desktop.ui.exchange.front import SyncFront
from desktop.ui.exchange.mark import ExchangeMark
from desktop.ui.exchange.screen import NAMES, ExchangeScreen
from desktop.ui.register.case_page import CasePage
from desktop.ui.widgets.buttons import KeyButton
from forms.catalogues import LANGUAGES
from forms.events import CaseDecided
from forms.exchange_acts import CounterEnrolled, RefusalSettled
from forms.problems import Problem
from tests.operations.making import acts, events
from tests.ui.centre import CODE, FOLDER, PROBLEM, LoopbackCentre, serving
from tests.ui.operator import CONTROL, Operator
from tests.ui.registering import NAMES as PEOPLE
from tests.ui.registering import decide, safe_iins
from tests.ui.test_every_screen import SIZES, cut, focusable, untranslated

ALT = Qt.KeyboardModifier.AltModifier
Sit = Callable[..., Operator]


@pytest.fixture
def centre() -> Iterator[LoopbackCentre]:
    with serving(LoopbackCentre()) as made:
        yield made


@pytest.fixture
def stick(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder that is told as the only stick connected."""
    folder = tmp_path_factory.mktemp("stick") / "KINGSTON"
    folder.mkdir()
    monkeypatch.setattr(backing_up, "list_sticks", lambda: [folder])
    return folder


def front_of(operator: Operator) -> SyncFront:
    front = operator.window.exchange
    assert front is not None
    return front


def state_of(operator: Operator) -> ExchangeState:
    return operator.in_store(exchanging.exchange_state)


def fill(counter: Counter) -> None:
    for name, iin in zip(PEOPLE[:3], safe_iins(3), strict=True):
        decide(counter, name, iin)


def by_stick(centre: LoopbackCentre) -> Callable[[Counter], None]:
    """Enrol without a word over the network."""

    def enrol(counter: Counter) -> None:
        enrolling.enrol(counter, enrolling.read_invitation(centre.invitation()))

    return enrol


def enrolled(operator: Operator, centre: LoopbackCentre) -> Operator:
    """With three cases, all of them still to be sent."""
    operator.in_store(fill)
    operator.in_store(by_stick(centre))
    front_of(operator).refresh()
    operator.settle()
    return operator


def refuse(operator: Operator, centre: LoopbackCentre, place: int) -> int:
    """The centre will not count one of the cases; the sequence of its outcome."""
    decided = [
        (sequence, event.act.number)
        for sequence, event in enumerate(operator.in_store(events), 1)
        if isinstance(event.act, CaseDecided)
    ]
    sequence, number = decided[place]
    centre.uncounted = {number}
    return sequence


def room(operator: Operator, card: str = "") -> ExchangeScreen:
    """The room, entered by its key, at a card by Alt and its number."""
    rooms = operator.window.rooms
    if rooms is None or rooms.here != "exchange":
        operator.press(Qt.Key.Key_F11, modifiers=CONTROL)
        operator.settle()
    if card:
        operator.press(Qt.Key(Qt.Key.Key_1 + list(NAMES).index(card)), modifiers=ALT)
        operator.settle()
    assert operator.window.rooms is not None
    made = operator.window.rooms._made["exchange"].widget
    assert isinstance(made, ExchangeScreen)
    assert not card or made.here == card
    return made


def ended(operator: Operator) -> None:
    """What goes on with the centre has come to its end, and its state is shown."""
    front = front_of(operator)
    operator.wait(lambda: not front.errands.running, "the errand is done")
    operator.settle()


def press_button(operator: Operator, page: ExchangeScreen, words: str) -> None:
    """Tab goes there, Space presses."""
    said = operator.window.look.say(words)
    for _ in range(40):
        focused = QApplication.focusWidget()
        if focused is not None and page.isAncestorOf(focused) and getattr(focused, "text", str)() == said:
            operator.press(Qt.Key.Key_Space)
            operator.settle()
            return
        operator.player.tab()
    raise AssertionError(f"Tab does not reach {said}")


def beyond_edge(operator: Operator) -> list[str]:
    """Buttons that reach past the right edge of what scrolls around them."""
    found = []
    for button in operator.window.findChildren(KeyButton):
        if button.isVisible():
            around = button.parentWidget()
            while around is not None and not isinstance(around, QScrollArea | QMainWindow):
                around = around.parentWidget()
            if around is not None and button.mapTo(around, QPoint(button.width(), 0)).x() > around.width():
                found.append(button.text())
    return found


def test_a_counter_of_no_centre_says_nothing_on_the_bar_and_asks_for_the_invitation_first(operator: Operator) -> None:
    page = room(operator)
    assert page.here == "centre"
    assert not any(mark.isVisible() for mark in operator.window.findChildren(ExchangeMark))
    operator.press(Qt.Key.Key_1, modifiers=ALT)
    operator.press(Qt.Key.Key_F10)  # nothing to send to
    operator.settle()
    assert not front_of(operator).errands.running


def test_address_and_code_typed_enrol_the_counter_and_deliver_everything(
    operator: Operator, centre: LoopbackCentre
) -> None:
    operator.in_store(fill)
    room(operator)
    operator.press(Qt.Key.Key_F10)  # nothing typed yet: the keyboard goes where something is missing
    operator.write(centre.address)
    operator.player.tab()
    operator.write(centre.code.lower())
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    assert "CounterEnrolled" in operator.in_store(acts)
    state = state_of(operator)
    assert (state.pending, state.waiting) == (False, 0)
    assert state.acknowledged == centre.held[CODE].tip.sequence
    assert operator.says("✓")


def test_a_wrong_code_is_told_in_its_place_and_what_was_typed_stays(operator: Operator, centre: LoopbackCentre) -> None:
    room(operator)
    operator.press(Qt.Key.Key_F10)
    operator.write(centre.address)
    operator.player.tab()
    operator.write("0000-1111")
    operator.press(Qt.Key.Key_F10)
    assert operator.says("0000-1111")
    assert centre.paths == []
    operator.turn_language("ru")
    typed = [field.text() for field in operator.window.findChildren(QLineEdit) if field.isVisible()]
    assert centre.address in typed
    assert "0000-1111" in typed


def test_the_file_of_the_district_enrols_without_a_network_and_the_stick_carries_it(
    operator: Operator, centre: LoopbackCentre, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    operator.in_store(fill)
    file = stick / f"{CODE}.kense-invitation"
    centre.address = "http://127.0.0.1:9"  # nobody answers there
    file.write_bytes(centre.invitation())
    monkeypatch.setattr(invited_start, "list_sticks", lambda: [str(stick)])
    page = room(operator)
    operator.press(Qt.Key.Key_2)
    operator.press(Qt.Key.Key_F10)  # without a path the sticks are searched
    ended(operator)
    assert isinstance(
        next(e.act for e in operator.in_store(events) if isinstance(e.act, CounterEnrolled)), CounterEnrolled
    )
    operator.press(Qt.Key.Key_2, modifiers=ALT)
    operator.settle()
    ended(operator)
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    assert page.here == "stick"
    names = sorted(path.suffix for path in (stick / FOLDER).iterdir())
    assert names == [".kense-batch", ".kense-enrolment", ".kense-question"]


def test_send_now_delivers_and_the_bar_says_so(operator: Operator, centre: LoopbackCentre) -> None:
    enrolled(operator, centre)
    assert operator.says(operator.window.look.say("Waiting: {count}", count=state_of(operator).waiting))
    room(operator, "sending")
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    assert state_of(operator).waiting == 0
    mark = front_of(operator)._mark
    assert mark is not None
    assert mark.text() == operator.window.look.say("Delivered")


def test_what_waits_is_written_on_the_stick_and_its_answer_read(
    operator: Operator, centre: LoopbackCentre, stick: Path
) -> None:
    enrolled(operator, centre)
    head = operator.in_store(lambda counter: counter.store.journal.head().sequence)
    room(operator, "stick")
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    assert operator.says("✓")
    assert state_of(operator).waiting == head  # written is not delivered
    centre.carry(stick)
    operator.press(Qt.Key.Key_O, modifiers=CONTROL)
    ended(operator)
    assert state_of(operator).acknowledged == head
    operator.press(Qt.Key.Key_O, modifiers=CONTROL)  # the same once more: yesterday's
    ended(operator)
    assert operator.says("⚠")
    assert state_of(operator).acknowledged == head


def test_no_stick_another_schools_and_a_write_protected_one_are_told_in_place(
    operator: Operator, centre: LoopbackCentre, stick: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enrolled(operator, centre)
    say = operator.window.look.say
    room(operator, "stick")
    operator.press(Qt.Key.Key_O, modifiers=CONTROL)
    ended(operator)
    assert operator.says(
        say(
            "There is nothing from the centre for counter {counter} at {place}. "
            "Choose the stick the district gave back.",
            counter=operator.desk.counter.profile.counter,
            place=stick,
        )
    )
    folder = stick / FOLDER
    folder.mkdir(exist_ok=True)
    centre.carry(stick, "X9-20260914-101500.kense-answer")
    operator.press(Qt.Key.Key_O, modifiers=CONTROL)
    ended(operator)
    assert operator.says("X9")
    for path in folder.iterdir():
        path.unlink()
    folder.rmdir()
    stick.rmdir()  # pulled out
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    assert operator.says(str(stick))
    monkeypatch.setattr(backing_up, "list_sticks", list)
    room(operator).card("stick").refresh()  # type: ignore[attr-defined]
    operator.settle()
    assert operator.says(say("No stick is connected. Put one in; it is shown here by itself."))


def test_a_refused_entry_is_shown_settled_with_a_reason_and_its_case_opened(
    operator: Operator, centre: LoopbackCentre
) -> None:
    enrolled(operator, centre)
    sequence = refuse(operator, centre, 0)
    room(operator, "sending")
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    assert state_of(operator).refusals == 1
    mark = front_of(operator)._mark
    assert mark is not None
    assert mark.text() == operator.window.look.say("Refused: {count}", count=1)
    page = room(operator, "refused")
    assert operator.says(Problem(PROBLEM, sequence=sequence).sentence(operator.window.look.say))
    press_button(operator, page, "What became of it…")
    operator.press(Qt.Key.Key_3)
    operator.press(Qt.Key.Key_F10)  # without a reason nothing is recorded
    operator.settle()
    assert "RefusalSettled" not in operator.in_store(acts)
    operator.write("Аудан хабардар")
    operator.turn_language("ru")
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    settled = next(event.act for event in operator.in_store(events) if isinstance(event.act, RefusalSettled))
    assert (settled.sequence, settled.how) == (sequence, "noted")
    assert state_of(operator).refusals == 0


def test_a_refused_case_opens_in_the_register(operator: Operator, centre: LoopbackCentre) -> None:
    enrolled(operator, centre)
    refuse(operator, centre, 1)
    room(operator, "sending")
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    press_button(operator, room(operator, "refused"), "Open the case")
    rooms = operator.window.rooms
    assert rooms is not None
    assert rooms.here == "register"
    (page,) = operator.window.findChildren(CasePage)
    assert page.isVisible()
    operator.press(Qt.Key.Key_Escape)
    operator.settle()
    assert rooms.here == "register"


def test_the_log_is_saved_without_names(operator: Operator, centre: LoopbackCentre, tmp_path: Path) -> None:
    enrolled(operator, centre)
    room(operator, "sending")
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    room(operator, "log")
    operator.settle()
    target = tmp_path.parent / f"{tmp_path.name}-log.txt"
    page = room(operator)
    field = page.card("log").findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    operator.press(Qt.Key.Key_A, modifiers=CONTROL)
    operator.write(str(target))
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    written = target.read_text("utf-8")
    assert "batch" in written
    assert not any(name.split()[0] in written for name in PEOPLE)


def test_keys_are_changed_only_after_a_question(operator: Operator, centre: LoopbackCentre) -> None:
    enrolled(operator, centre)
    before = operator.in_store(lambda counter: counter.store.settings.counter_key)
    page = room(operator, "centre")
    press_button(operator, page, "Change this counter's keys…")
    operator.press(Qt.Key.Key_Escape)
    operator.press(Qt.Key.Key_F10)  # nothing is asked any more
    ended(operator)
    assert operator.in_store(lambda counter: counter.store.exchange.next_keys()) is None
    press_button(operator, page, "Change this counter's keys…")
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    room(operator, "sending")
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    assert operator.in_store(lambda counter: counter.store.settings.counter_key) != before


def test_a_sign_in_page_of_the_network_changes_nothing_and_is_told(operator: Operator, centre: LoopbackCentre) -> None:
    enrolled(operator, centre)
    centre.say = b"<html><title>Wi-Fi</title></html>"
    waiting = state_of(operator).waiting
    room(operator, "sending")
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    state = state_of(operator)
    assert state.waiting == waiting
    assert state.failing is not None
    assert operator.says(state.failing.sentence(operator.window.look.say))
    mark = front_of(operator)._mark
    assert mark is not None
    assert mark.text() == operator.window.look.say("No contact yet")


def test_where_a_stick_brought_everything_a_network_that_fails_is_no_trouble(
    operator: Operator, centre: LoopbackCentre, stick: Path
) -> None:
    enrolled(operator, centre)
    centre.say = b"<html><title>Wi-Fi</title></html>"
    room(operator, "sending")
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    room(operator, "stick")
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    centre.carry(stick)
    operator.press(Qt.Key.Key_O, modifiers=CONTROL)
    ended(operator)
    mark, say = front_of(operator)._mark, operator.window.look.say
    assert mark is not None
    assert mark.text() == say("Delivered")
    operator.in_store(fill)
    front_of(operator).refresh()
    operator.settle()
    assert mark.text() != say("Delivered")
    assert state_of(operator).failing is not None


def test_what_the_district_published_is_told_with_the_delivery(operator: Operator, centre: LoopbackCentre) -> None:
    enrolled(operator, centre)
    centre.publish("message", "Жиналыс", "Ертең.")
    room(operator, "sending")
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    assert operator.says(operator.window.look.say("Published by the district and taken in: {count}.", count=1))


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_card_speaks_each_language_cuts_nothing_and_names_its_fields(
    sit_down: Sit, centre: LoopbackCentre, stick: Path, language: str
) -> None:
    operator = enrolled(sit_down().ready(), centre)
    refuse(operator, centre, 0)
    room(operator, "sending")
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    operator.turn_language(language)
    wrong: list[object] = []
    for size in SIZES:
        operator.window.resize(*size)
        for card in NAMES:
            room(operator, card)
            # What ends in “…” by itself tells the rest in its tool tip.
            wrong += [(size, card, "cut", text) for text in cut(operator) if not text.startswith("ElidedLabel")]
            if language != "en":
                wrong += [(size, card, text) for text in untranslated(operator, language)]
            wrong += [(size, card, "beyond the edge", text) for text in beyond_edge(operator)]
            wrong += [
                (size, card, "no name", type(widget).__name__)
                for widget in focusable(operator)
                if not widget.accessibleName() and not getattr(widget, "text", str)()
            ]
    assert wrong == []


def test_the_mark_leaves_the_clock_its_place(operator: Operator, centre: LoopbackCentre) -> None:
    operator.window.resize(683, 384)
    operator.begin()
    operator.settle()
    clock = operator.window.top.clock
    before = clock.geometry()
    operator.in_store(by_stick(centre))
    front_of(operator).refresh()
    operator.settle()
    mark = front_of(operator)._mark
    assert mark is not None
    assert mark.isVisible()
    assert clock.geometry() == before
    assert not mark.geometry().intersects(clock.geometry())


def test_a_server_that_hangs_keeps_no_key_waiting_and_the_window_closes_at_once(
    sit_down: Sit, centre: LoopbackCentre
) -> None:
    operator = enrolled(sit_down().ready(), centre)
    centre.hang = True
    room(operator, "sending")
    operator.press(Qt.Key.Key_F10)
    operator.wait(centre.asked.is_set, "the centre was asked")
    operator.press(Qt.Key.Key_F2)
    operator.wait(lambda: operator.desk.is_open, "the case is open")
    operator.settle()
    operator.onward()
    operator.tab_to("applicant.name")
    times: list[float] = []
    for letter in "Мысалова Әсел":
        begun = time.perf_counter()
        operator.write(letter)
        times.append(time.perf_counter() - begun)
    operator.settle()
    assert operator.typed("applicant.name") == "Мысалова Әсел"
    # The middle of them: now and then somebody else has the machine, which is no waiting of ours.
    assert statistics.median(times) < 0.05
    assert max(times) < 1.0
    assert front_of(operator).errands.running
    begun = time.perf_counter()
    operator.close()
    assert time.perf_counter() - begun < 2.0


def test_stop_ends_a_hanging_round_within_a_moment_and_the_next_one_delivers(
    operator: Operator, centre: LoopbackCentre
) -> None:
    enrolled(operator, centre)
    centre.hang = True
    page = room(operator, "sending")
    operator.press(Qt.Key.Key_F10)
    operator.wait(centre.asked.is_set, "the centre was asked")
    operator.press(Qt.Key.Key_Escape)
    ended(operator)
    assert page.isVisible()
    assert front_of(operator).errands.outcomes["round"].broken_off
    centre.hang = False
    operator.press(Qt.Key.Key_F10)
    ended(operator)
    assert state_of(operator).waiting == 0


def test_a_round_of_its_own_accord_follows_what_was_recorded(operator: Operator, centre: LoopbackCentre) -> None:
    operator.in_store(by_stick(centre))
    front = front_of(operator)
    front.look()
    operator.settle()
    ended(operator)
    assert state_of(operator).waiting == 0
    operator.clock.wait(600)
    operator.in_store(fill)
    operator.window.queue.queue.refresh()  # type: ignore[union-attr]
    operator.settle()
    assert front._soon.isActive()  # soon, for all acts of a burst together
    front._soon.timeout.emit()
    operator.settle()
    ended(operator)
    assert state_of(operator).waiting == 0


def test_nothing_goes_on_where_a_store_is_open_for_reading_only(sit_down: Sit, centre: LoopbackCentre) -> None:
    first = enrolled(sit_down().ready(), centre)
    first.close()
    operator = sit_down(read_only=True).ready()
    front = front_of(operator)
    assert not front.is_real
    front.look()
    assert not front.send_now()
    room(operator, "sending")
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert centre.paths == []
    assert not front._every.isActive()
