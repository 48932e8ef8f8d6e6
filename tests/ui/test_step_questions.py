"""What a prescribed step asks at any screen before the outcome: by the keyboard, demanded, kept, where it holds."""

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from desktop.operations.opening import place_demonstration
from desktop.operations.own_edition import put_own_edition
from desktop.operations.proceeding_view import load_proceeding
from desktop.ui.widgets.choices import Choice
from desktop.ui.widgets.ticks import Option
from tests.standards.variants import write_variant
from tests.ui.operator import Operator, Sit

QUESTION = {"kk": "Фортепиано есіктен өтеді ме", "ru": "Проходит ли фортепиано в дверь"}
REVIEW = {"actor": "head", "act": "review", "when": "{ way_wide = true }"}
SIGN = {"actor": "head", "act": "sign"}
STEPS = ("service", "applicant", "facts", "consent", "checklist")


def asking_at(folder: Path, screen: str, **more: object) -> Path:
    """A folder whose service asks a question at a screen, and reviews a case answered with yes."""
    asking = {"actor": "clerk", "act": "check", "screen": screen, "asks": "way_wide", **more}
    put_own_edition(folder, write_variant(folder / "written", asking, REVIEW, SIGN, consent=True))
    place_demonstration(folder, service="varied", edition="VARIED")
    return folder


def asks(operator: Operator, words: str) -> bool:
    """Whether the screen asks it, beside what the column says of the steps to come."""
    return any(words in texts for choice in operator.step.findChildren(Choice) for texts in shown(choice))


def shown(choice: Choice) -> list[str]:
    """What a question says, where it is to be seen."""
    return [label.text() for label in choice.findChildren(QLabel) if label.isVisible()]


def decided(operator: Operator) -> tuple[int, object]:
    """To the end of the reception; the step under way then, and what is known of the way."""
    operator.go_until("paper", instrument="piano")
    number = operator.draft.number
    found = operator.in_store(lambda counter: load_proceeding(counter, number).proceeding)
    return found.step, found.facts.get("way_wide")


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
@pytest.mark.parametrize("screen", STEPS)
def test_it_is_asked_and_demanded_at_its_screen_and_kept(
    sit_down: Sit, tmp_path: Path, screen: str, language: str
) -> None:
    first = sit_down(asking_at(tmp_path / "data", screen), language=language).ready()
    words = QUESTION["ru" if language == "ru" else "kk"]
    first.begin()
    while first.screen != screen:
        assert not asks(first, words), first.screen
        first.do_step()
        first.onward()
    assert asks(first, words)
    first.do_step()
    first.press(Qt.Key.Key_F10)  # too early
    first.idle()
    assert first.screen == screen
    (obstacle,) = first.desk.obstacles()
    assert first.says(obstacle.sentence(first.window.look.say))
    first.press(Qt.Key.Key_1)  # the keyboard stands on it: yes
    first.settle()
    assert not first.desk.obstacles()
    first.close()

    again = sit_down(tmp_path / "data", language=language, clock=first.clock).ready()
    again.press(Qt.Key.Key_F2)
    again.wait(lambda: again.desk.is_open, "the case is taken up")
    again.settle()
    assert again.screen == screen and asks(again, words)
    assert [(one.step, one.facts) for one in again.draft.steps] == [(1, {"way_wide": True})]
    again.onward()
    assert decided(again) == (2, True)


@pytest.mark.parametrize("screen", STEPS)
def test_tab_comes_to_it_and_the_other_answer_leads_past_the_review(sit_down: Sit, tmp_path: Path, screen: str) -> None:
    operator = sit_down(asking_at(tmp_path, screen), size=(683, 384)).ready()
    operator.begin()
    while operator.screen != screen:
        operator.do_step()
        operator.onward()
    operator.do_step()
    operator.press(Qt.Key.Key_F10)  # too early: it comes into sight, whole, in the smallest window too
    option = QApplication.focusWidget()
    assert isinstance(option, Option)
    operator.wait(lambda: option.visibleRegion().boundingRect() == option.rect(), "the answer is in sight")
    operator.press(Qt.Key.Key_Tab)
    operator.tab_to("step")
    operator.press(Qt.Key.Key_2)
    operator.onward()
    assert decided(operator) == (3, False)


def test_it_is_asked_only_where_its_condition_holds(sit_down: Sit, tmp_path: Path) -> None:
    folder = asking_at(tmp_path, "checklist", when='{ instrument = "piano" }')
    operator = sit_down(folder, language="ru").ready()
    operator.go_until("checklist", instrument="piano")
    operator.do_step()
    operator.press(Qt.Key.Key_F10, Qt.Key.Key_1)
    operator.settle()
    operator.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
    assert operator.screen == "facts"
    operator.tab_to("instrument")
    operator.press(Qt.Key.Key_3)  # a violin: what was answered of the piano is about nothing
    operator.onward()
    operator.do_step()
    operator.onward()
    assert operator.screen == "checklist" and not asks(operator, QUESTION["ru"])
    assert operator.draft.steps == []
    operator.do_step()
    assert decided(operator) == (3, None)


def test_a_question_about_an_answer_of_its_own_screen_comes_with_that_answer(sit_down: Sit, tmp_path: Path) -> None:
    folder = asking_at(tmp_path, "facts", when='{ instrument = "piano" }')
    operator = sit_down(folder, language="ru").ready()
    operator.go_until("facts")
    operator.answer_facts(instrument="violin")
    assert not asks(operator, QUESTION["ru"]) and not operator.desk.obstacles()
    operator.tab_to("instrument")
    operator.press(Qt.Key.Key_1)
    assert asks(operator, QUESTION["ru"])
    assert [one.field for one in operator.desk.obstacles()] == ["step"]


def test_the_procedure_may_end_at_any_of_these_screens(sit_down: Sit, tmp_path: Path) -> None:
    asking = {"actor": "clerk", "act": "check", "screen": "checklist", "asks": "way_wide"}
    ending = {"actor": "clerk", "act": "tell", "screen": "checklist", "when": "{ way_wide = false }", "ends": True}
    put_own_edition(tmp_path, write_variant(tmp_path / "written", asking, ending, SIGN))
    place_demonstration(tmp_path, service="varied", edition="VARIED")
    operator = sit_down(language="ru").ready()
    operator.go_until("checklist")
    operator.tab_to("step")
    operator.press(Qt.Key.Key_2)
    operator.settle()
    assert operator.says("2. Шаг 2")
    assert [one.field for one in operator.desk.obstacles()] == ["step"]  # the documents are nobody's business any more
    operator.press(Qt.Key.Key_F10)
    operator.wait(lambda: not operator.desk.is_open, "the case is closed")
