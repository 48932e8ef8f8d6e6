"""A service of one file, through the real screens: its questions in its own words, its papers, its due date."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from desktop.operations.opening import place_demonstration
from desktop.operations.own_edition import put_own_edition
from desktop.operations.proceeding_view import load_proceeding
from forms.events import CaseDecided
from forms.reading import read_edition
from tests.operations.making import events, papers_of
from tests.standards.places import INVENTED
from tests.standards.variants import write_variant
from tests.ui.operator import CONTROL, Operator

Sit = Callable[..., Operator]
ASKED = {"kk": "Баланың үйінде өз аспабы бар ма", "ru": "Есть ли у ребенка свой инструмент дома"}
UNANSWERED = {"kk": "Үйде аспаптың бар-жоғын белгілеңіз.", "ru": "Отметьте, есть ли инструмент дома."}
ANSWER = {"kk": "Домбыра", "ru": "Домбра"}
STEPS = {step.number: {"kk": step.title.kk, "ru": step.title.ru} for step in read_edition(INVENTED).procedures[0].steps}
TITLE = {"kk": "Музыкалық аспап беру", "ru": "Выдача музыкального инструмента"}


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_a_case_of_a_service_nobody_thought_of(sit_down: Sit, tmp_path: Path, language: str) -> None:
    put_own_edition(tmp_path, INVENTED)
    place_demonstration(tmp_path, service="instrument_lending", edition="LENDING")
    operator = sit_down(language=language).ready()
    quoted = "ru" if language == "ru" else "kk"
    assert operator.says(TITLE[quoted])
    operator.go_until("facts")
    for words in (ASKED[quoted], ANSWER[quoted]):
        assert operator.says(words)
    operator.press(Qt.Key.Key_F10)  # too early: each question says so
    assert operator.screen == "facts"
    assert operator.says(UNANSWERED[quoted])
    operator.do_step(has_instrument=True, instrument="dombra")
    operator.onward()
    assert operator.screen == "checklist"
    assert [document.key for document in operator.desk.checklist().owed] == ["application", "lesson_plan", "need"]
    operator.go_until("paper")
    number = operator.draft.number
    operator.do_step()
    operator.onward()
    (decided,) = operator.in_store(
        lambda counter: [event.act for event in events(counter) if isinstance(event.act, CaseDecided)]
    )
    assert decided.facts == {"has_instrument": True, "instrument": "dombra"}
    assert (decided.number, decided.due) == (number, "2026-09-16")
    assert len(operator.printers.printed) == 1
    # The register tells the case in the same words.
    operator.press(Qt.Key.Key_F4)
    operator.idle()
    operator.write(number)
    operator.wait(lambda: operator.says(number), "it is found")
    operator.idle()
    operator.press(Qt.Key.Key_Return)
    operator.wait(lambda: operator.says(ASKED[quoted]), "the case is open")
    assert operator.says(ANSWER[quoted].lower())


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_every_step_after_the_reception_by_the_keyboard(sit_down: Sit, tmp_path: Path, language: str) -> None:
    put_own_edition(tmp_path, INVENTED)
    place_demonstration(tmp_path, service="instrument_lending", edition="LENDING")
    operator = sit_down(language=language).ready()
    operator.go_until("paper", has_instrument=False, instrument="piano")
    number = operator.draft.number
    operator.do_step()
    operator.onward()

    def under_way() -> int:
        return operator.in_store(lambda counter: load_proceeding(counter, number).proceeding.step)

    def take(step: int, *keys: Qt.Key) -> None:
        """Enter on the case's row, the keys of its panel, F10; then back to the list."""
        assert under_way() == step
        operator.press(Qt.Key.Key_F5, modifiers=CONTROL)
        operator.wait(lambda: any(rows.count() for rows in operator.window.findChildren(QListWidget)), "it is listed")
        operator.idle()
        operator.press(Qt.Key.Key_Return)
        title = STEPS[step]
        operator.wait(lambda: operator.says(title["ru" if language == "ru" else "kk"]), f"step {step} is shown")
        operator.idle()
        operator.press(*keys, Qt.Key.Key_F10)
        operator.idle()
        operator.wait(lambda: under_way() != step, f"step {step} is taken: {operator.texts()}")
        operator.press(Qt.Key.Key_Escape, Qt.Key.Key_Escape)
        operator.idle()

    take(2)
    take(3, Qt.Key.Key_1)  # its own question, answered yes
    take(4, Qt.Key.Key_3)  # signed on the printed paper
    take(5, Qt.Key.Key_Tab, Qt.Key.Key_Space, Qt.Key.Key_Tab, Qt.Key.Key_Space)
    ended = operator.in_store(lambda counter: load_proceeding(counter, number).proceeding)
    assert (ended.step, ended.facts["way_wide"], ended.due) == (0, True, "2026-09-18")
    assert ended.result_number


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_its_notification_is_drafted_printed_and_signed_by_hand(sit_down: Sit, tmp_path: Path, language: str) -> None:
    steps = [{"actor": "executor", "act": "draft"}, {"actor": "head", "act": "sign"}]
    accept = {"actor": "clerk", "act": "accept", "screen": "outcome"}
    put_own_edition(tmp_path, write_variant(tmp_path / "written", accept, *steps))
    place_demonstration(tmp_path, service="varied", edition="VARIED")
    operator = sit_down(language=language).ready()
    operator.go_until("paper", instrument="violin")
    number = operator.draft.number
    operator.do_step()
    operator.onward()
    operator.press(Qt.Key.Key_F5, modifiers=CONTROL)
    operator.wait(lambda: any(rows.count() for rows in operator.window.findChildren(QListWidget)), "it is listed")
    operator.idle()
    operator.press(Qt.Key.Key_Return)
    say = operator.window.look.say
    operator.wait(lambda: operator.says(say("Rendered: a notification")), "the drafting is shown")
    assert not operator.says(say("Group"))
    operator.idle()
    operator.press(Qt.Key.Key_F10)
    signing = say("To be signed: {result}", result=say("Notification"))
    operator.wait(lambda: operator.says(signing), "the signing is shown")
    operator.idle()
    operator.press(Qt.Key.Key_3, Qt.Key.Key_F9)
    operator.wait(lambda: len(operator.printers.printed) == 2, "the paper to be signed is printed")
    operator.idle()
    operator.press(Qt.Key.Key_F10)
    operator.idle()
    printed = operator.in_store(lambda counter: [(one.paper, one.number) for one in papers_of(counter, number)])
    assert printed[-1] == ("notification", number)
    signed = operator.in_store(lambda counter: load_proceeding(counter, number).proceeding)
    assert (signed.step, signed.result) == (0, "notification") and signed.result_number
