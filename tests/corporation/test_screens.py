"""Both sides through the real screens, by keyboard alone."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.operations.proceeding_view import load_proceeding
from desktop.operations.register import case_record
from desktop.ui.proceedings.screen import ProceedingsScreen
from desktop.ui.reception.applicant import ApplicantStep
from desktop.ui.reception.step_strip import StepStrip
from desktop.ui.register.time_line import say_event
from desktop.ui.theme import DARK
from forms.events import CaseDropped, PaperPrinted
from forms.procedure_acts import HomeVisitAsked, ProceedingOpened, StepTaken
from tests.corporation.making import bring_result, keep_roster, place_desk, take_in, take_package, to_day
from tests.domain.making import IIN, NAME, OTHER_IIN
from tests.operations.making import HandClock, events
from tests.ui.operator import CONTROL, Operator

Sit = Callable[..., Operator]


@pytest.fixture
def sit_at_desk(sit_down: Sit, tmp_path: Path) -> Sit:
    """An operator of the State Corporation."""

    def sit(edition: str = "E2015", **wanted: object) -> Operator:
        place_desk(tmp_path, edition)
        return sit_down(tmp_path, edition=edition, **wanted).ready()

    return sit


def strip_of(operator: Operator) -> StepStrip:
    """The step under way, above the screen."""
    found = operator.window.findChild(StepStrip)
    assert isinstance(found, StepStrip)
    return found


def words_of(strip: StepStrip) -> str:
    """Everything it says."""
    return " ".join(label.text() for label in strip.findChildren(QLabel) if label.isVisible())


def to_applicant(operator: Operator, place: Qt.Key = Qt.Key.Key_1) -> None:
    """The provider's place, and on."""
    operator.begin()
    operator.press(place)
    operator.onward()


def look_up(operator: Operator, iin: str) -> None:
    """Write an IIN and ask the roster."""
    operator.rewrite("applicant.iin", iin)
    operator.press(Qt.Key.Key_I, modifiers=CONTROL)
    operator.settle()


def tell_time(operator: Operator) -> None:
    """The strip's clock ticks."""
    strip_of(operator).refresh()
    QApplication.processEvents()


def test_eleven_steps_from_the_first_screen_to_the_gateway(sit_at_desk: Sit) -> None:
    operator = sit_at_desk(language="en")
    operator.in_store(keep_roster)
    operator.begin()
    strip = strip_of(operator)
    assert strip.isVisible()
    assert "Step 1 of 11" in words_of(strip)
    operator.clock.wait(130)
    tell_time(operator)
    assert "02:10 / 02:00" in words_of(strip)
    assert "⚠" in words_of(strip)
    operator.press(Qt.Key.Key_J, modifiers=CONTROL)
    operator.settle()
    assert "Step 2 of 11" in words_of(strip)
    operator.press(Qt.Key.Key_F10)  # the place is not said yet
    assert operator.screen == "service"
    operator.press(Qt.Key.Key_2)
    assert operator.says("21")  # the due date, with its working
    operator.onward()
    assert "Step 3 of 11" in words_of(strip)
    operator.clock.wait(60)
    operator.do_step()
    operator.press(Qt.Key.Key_I, modifiers=CONTROL)
    operator.settle()
    assert not strip.isVisible()  # nothing more is prescribed at this screen
    operator.onward()
    operator.go_until("outcome")
    assert "Step 7 of 11" in words_of(strip)
    operator.clock.wait(20)
    operator.onward()
    act = next(event.act for event in operator.in_store(events) if isinstance(event.act, ProceedingOpened))
    told = [(one.step, one.seconds, one.source) for one in act.taken]
    assert told[:3] == [(1, 130, ""), (2, 0, ""), (3, 60, "")]
    assert told[4][2] == "Мұғалімдер 2026"
    assert (told[-1], act.next) == ((7, 20, ""), 8)


def test_what_the_roster_knows_fills_what_is_empty(sit_at_desk: Sit) -> None:
    operator = sit_at_desk(language="en")
    operator.in_store(keep_roster)
    to_applicant(operator)
    operator.rewrite("applicant.workplace", "№ 9 үлгі мектеп")
    look_up(operator, IIN)
    assert operator.typed("applicant.name") == NAME
    assert operator.typed("applicant.position") == "тарих мұғалімі"
    assert operator.typed("applicant.workplace") == "№ 9 үлгі мектеп"  # what was written stands
    assert operator.says("Мұғалімдер 2026")
    assert operator.says("01.09.2026")


def test_nobody_known_ends_the_case_and_the_register_shows_why(sit_at_desk: Sit) -> None:
    operator = sit_at_desk(language="ru")
    operator.in_store(keep_roster)
    to_applicant(operator)
    case = operator.draft.case
    look_up(operator, OTHER_IIN)
    assert operator.desk.ends_here()
    assert "6" in words_of(strip_of(operator))
    step = operator.step
    assert isinstance(step, ApplicantStep)
    operator.press(Qt.Key.Key_F10)
    operator.wait(lambda: not operator.desk.is_open, "the case is closed")
    operator.settle()
    recorded = [event.act for event in operator.in_store(events)]
    assert [act.step for act in recorded if isinstance(act, StepTaken)] == [1, 2, 3, 4, 5, 6]
    assert isinstance(recorded[-1], CaseDropped)
    record = operator.in_store(lambda counter: case_record(counter, case))
    kinds = [entry.kind for entry in record.time_line]
    assert kinds.count("step_taken") == 6
    told = [say_event(entry, operator.window.look, {}) for entry in record.time_line]
    assert any("Мұғалімдер 2026" in line for line in told)  # the branch, and who answered


def test_the_answer_can_be_given_by_hand_and_taken_back(sit_at_desk: Sit) -> None:
    operator = sit_at_desk()
    to_applicant(operator)
    look_up(operator, IIN)  # there is nobody to ask
    assert not any(one.facts for one in operator.draft.steps)
    operator.press(Qt.Key.Key_F7)
    operator.tab_to("step")
    operator.press(Qt.Key.Key_2)
    assert operator.desk.ends_here()
    operator.press(Qt.Key.Key_1)
    operator.settle()
    assert not operator.desk.ends_here()
    assert operator.draft.steps[-1].source == ""


def test_another_iin_is_another_person(sit_at_desk: Sit) -> None:
    operator = sit_at_desk()
    operator.in_store(keep_roster)
    to_applicant(operator)
    look_up(operator, OTHER_IIN)
    assert operator.desk.ends_here()
    operator.rewrite("applicant.iin", IIN)
    operator.settle()
    assert not operator.desk.ends_here()
    assert not any(one.facts for one in operator.draft.steps)
    operator.press(Qt.Key.Key_I, modifiers=CONTROL)
    operator.settle()
    assert operator.draft.steps[-1].facts == {"person_found": True}


def test_a_wrong_number_is_not_asked_about(sit_at_desk: Sit) -> None:
    operator = sit_at_desk()
    operator.in_store(keep_roster)
    to_applicant(operator)
    look_up(operator, "850101100003")
    assert not any(one.facts for one in operator.draft.steps)
    assert operator.says("850101") or operator.step.field("applicant.iin").isVisible()


def test_a_killed_program_goes_on_at_the_same_step(sit_at_desk: Sit) -> None:
    clock = HandClock()
    first = sit_at_desk(clock=clock)
    to_applicant(first)
    clock.wait(45)
    first.close()
    clock.wait(30)
    second = sit_at_desk(clock=clock)
    second.wait(lambda: second.desk.is_open, "the case is back")
    second.settle()
    found = second.desk.step_under_way()
    assert found is not None
    assert (found.step.number, found.seconds) == (3, 75)


@pytest.mark.parametrize("size", [(1366, 768), (683, 384)], ids=["whole", "half"])
def test_the_strip_leaves_room_and_speaks_every_language(sit_at_desk: Sit, size: tuple[int, int]) -> None:
    operator = sit_at_desk(size=size, palette=DARK, language="kk")
    operator.begin()
    for code in ("ru", "en", "kk"):
        operator.turn_language(code)
        strip = strip_of(operator)
        assert strip.isVisible()
        assert strip.height() <= 60
        assert operator.step.height() >= size[1] // 3
    operator.press(Qt.Key.Key_1)
    operator.onward()
    assert operator.screen == "applicant"


def test_a_package_at_a_school(sit_down: Sit) -> None:
    operator = sit_down(language="en").ready()
    operator.begin()
    operator.press(Qt.Key.Key_2)
    assert operator.draft.channel == "state_corporation"
    assert operator.desk.clock_state() is None
    operator.press(Qt.Key.Key_F10)
    assert operator.screen == "service"
    operator.rewrite("package", "ГК-2026-118")
    operator.rewrite("filed_at", "15.09.2026")
    operator.tab_to("provider_place")
    operator.press(Qt.Key.Key_1)
    operator.press(Qt.Key.Key_F10)
    assert operator.screen == "service"  # the day is still to come
    operator.rewrite("filed_at", "11.09.2026")
    operator.onward()
    for name, typed in (("iin", IIN), ("name", NAME), ("workplace", "№ 7 үлгі мектеп"), ("position", "мұғалім")):
        operator.rewrite(f"applicant.{name}", typed)
    assert not operator.step.field("applicant.identity_shown").isVisible()
    operator.onward()
    operator.go_until("paper")
    operator.press(Qt.Key.Key_F9)
    operator.wait(lambda: operator.draft.printed, "it is printed")
    number = operator.draft.number
    loaded = operator.in_store(lambda counter: load_proceeding(counter, number))
    assert loaded.step is not None
    assert (loaded.step.act, loaded.proceeding.due) == ("send", "2026-09-15")


def test_over_the_counter_everything_is_as_before(sit_down: Sit) -> None:
    operator = sit_down().ready()
    operator.begin()
    assert operator.draft.channel == "counter"
    assert not strip_of(operator).isVisible()
    operator.onward()
    operator.go_until("paper")
    assert operator.draft.number


def enter_room(operator: Operator) -> ProceedingsScreen:
    """The room of proceedings."""
    operator.press(Qt.Key.Key_F5, modifiers=CONTROL)
    operator.settle()
    found = operator.window.findChild(ProceedingsScreen)
    assert isinstance(found, ProceedingsScreen)
    return found


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_result_nobody_collects_in_the_room(sit_at_desk: Sit, language: str) -> None:
    operator = sit_at_desk("E2020-7", language=language)

    def make(counter: object) -> str:
        number = take_in(counter).number  # type: ignore[arg-type]
        bring_result(counter, number)  # type: ignore[arg-type]
        return number

    number = operator.in_store(make)
    to_day(operator.clock, 18, 10)
    enter_room(operator)
    operator.press(Qt.Key.Key_3)
    operator.settle()
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    for moved in ("returned_unclaimed", "asked_again", "resent"):
        operator.press(Qt.Key.Key_U, modifiers=CONTROL)
        operator.settle()
        assert operator.in_store(lambda counter: load_proceeding(counter, number)).proceeding.moved == moved
    operator.press(Qt.Key.Key_U, modifiers=CONTROL)  # it lies here again, in time: nothing is to be done
    operator.settle()
    assert operator.in_store(lambda counter: load_proceeding(counter, number)).proceeding.moved == "resent"


def test_the_result_is_received_with_its_number(sit_at_desk: Sit) -> None:
    operator = sit_at_desk("E2020-7", language="en")

    def make(counter: object) -> str:
        from desktop.operations import proceedings

        number = take_in(counter).number  # type: ignore[arg-type]
        proceedings.take_step(counter, number, 4)  # type: ignore[arg-type]
        proceedings.take_step(counter, number, 5, facts={"documents_conform": True})  # type: ignore[arg-type]
        return number

    number = operator.in_store(make)
    enter_room(operator)
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    operator.write("45")
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    loaded = operator.in_store(lambda counter: load_proceeding(counter, number))
    assert loaded.proceeding.facts["result_number"] == "45"
    assert loaded.proceeding.step == 7


def test_a_school_notes_what_came_back(sit_down: Sit) -> None:
    operator = sit_down(language="en").ready()

    def make(counter: object) -> str:
        from desktop.operations import proceedings

        number = take_package(counter).number  # type: ignore[arg-type]
        proceedings.take_step(counter, number, 2)  # type: ignore[arg-type]
        return number

    number = operator.in_store(make)
    room = enter_room(operator)
    operator.press(Qt.Key.Key_4)
    operator.settle()
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert room.case is not None
    operator.press(Qt.Key.Key_U, modifiers=CONTROL)
    operator.settle()
    operator.press(Qt.Key.Key_U, modifiers=CONTROL)
    operator.settle()
    found = operator.in_store(lambda counter: load_proceeding(counter, number)).proceeding
    assert (found.moved, found.resend_due) == ("asked_again", "2026-09-14")


def copies(operator: Operator) -> list[int]:
    """The copies that went to the printer."""
    acts = (event.act for event in operator.in_store(events))
    return [act.copy_number for act in acts if isinstance(act, PaperPrinted)]


def test_a_visit_at_home_is_taken_down_and_printed(sit_at_desk: Sit) -> None:
    operator = sit_at_desk("E2020-7", language="ru")
    enter_room(operator)
    operator.press(Qt.Key.Key_H, modifiers=CONTROL)
    operator.settle()
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert not any(isinstance(event.act, HomeVisitAsked) for event in operator.in_store(events))
    for typed in (NAME, "", "Үлгі қаласы, Бірінші көше 1-2", "8 701 000 00 01", "21.09.2026"):
        operator.write(typed)
        operator.player.tab()
    operator.turn_language("kk")  # what was typed stays
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    visits = [event.act for event in operator.in_store(events) if isinstance(event.act, HomeVisitAsked)]
    assert [one.day for one in visits] == ["2026-09-21"]
    assert copies(operator) == [1]
    operator.turn_language("ru")  # and what was done stays done
    operator.press(Qt.Key.Key_F10)  # it is taken down once
    operator.press(Qt.Key.Key_F9)
    operator.settle()
    assert len([event for event in operator.in_store(events) if isinstance(event.act, HomeVisitAsked)]) == 1
    assert copies(operator) == [1, 2]
    operator.press(Qt.Key.Key_Escape)
    operator.settle()
    room = operator.window.findChild(ProceedingsScreen)
    assert isinstance(room, ProceedingsScreen)


def test_a_school_takes_no_visits_down(sit_down: Sit) -> None:
    operator = sit_down().ready()
    enter_room(operator)
    operator.press(Qt.Key.Key_H, modifiers=CONTROL)
    operator.settle()
    assert not operator.says("1414")
