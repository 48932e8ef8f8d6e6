"""What is typed into the forms of rooms and not recorded yet: there again after a kill, for whoever typed it."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.operations import typed_forms
from desktop.operations.counter import Counter
from desktop.operations.typed_forms import Typed, keep_typing, kept_typing, write_typing
from desktop.ui.complaints.screen import ComplaintsScreen
from desktop.ui.proceedings.screen import ProceedingsScreen
from desktop.ui.register.form_page import FormPage
from desktop.ui.widgets.fields import Field
from tests.kills.typing_child import COMPLAINT, NOTE
from tests.operations.making import HandClock, counter_at, open_for_test
from tests.proceedings.making import receive, set_group
from tests.ui.operator import CONTROL, Operator

ROOT = Path(__file__).resolve().parent.parent.parent
Sit = Callable[..., Operator]


def complaint_form(operator: Operator) -> FormPage:
    """A new complaint's, opened by its keys."""
    operator.press(Qt.Key.Key_F6, modifiers=CONTROL)
    operator.settle()
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    assert operator.window.rooms is not None
    room = operator.window.rooms._made["complaints"].widget
    assert isinstance(room, ComplaintsScreen)
    top = room._top()
    assert isinstance(top, FormPage)
    return top


def test_what_was_typed_into_rooms_is_there_after_a_kill(sit_down: Sit, tmp_path: Path) -> None:
    folder = tmp_path / "killed"
    counter = open_for_test(folder, edition="ENR", clock=HandClock())
    set_group(counter)
    number = receive(counter)
    counter.store.close()
    child = [sys.executable, "-m", "tests.kills.typing_child", str(folder), number]
    environment = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(child, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == -signal.SIGKILL, done.stderr

    operator = sit_down(folder, edition="ENR", clock=HandClock()).ready()
    field = complaint_form(operator).form.places["text"].widget
    assert isinstance(field, Field)
    assert field.text() == COMPLAINT
    operator.press(Qt.Key.Key_F5, modifiers=CONTROL)
    operator.settle()
    (room,) = [one for one in operator.window.findChildren(ProceedingsScreen) if one.isVisible()]
    room.open_case(number)
    operator.settle()
    assert room.case is not None and room.case.panel is not None
    assert NOTE in {field.text() for field in room.case.panel.fields.values()}


def test_what_is_recorded_is_kept_no_more(sit_down: Sit) -> None:
    operator = sit_down().ready()
    form = complaint_form(operator)
    assert form.value("way") == "paper"
    operator.press(Qt.Key.Key_Escape)
    operator.press(Qt.Key.Key_Escape)
    operator.settle()
    assert kept(operator) == {}  # what stands there of itself was not typed
    form = complaint_form(operator)
    form.form.focus_place("text")
    operator.write("Шағым")
    operator.press(Qt.Key.Key_Escape)
    operator.press(Qt.Key.Key_Escape)  # out of the room, which keeps at once
    operator.settle()
    assert kept(operator)["complaint", ""].values["text"] == "Шағым"
    form = complaint_form(operator)
    assert form.value("text") == "Шағым"
    form.show_recorded()
    operator.press(Qt.Key.Key_Escape)
    operator.settle()
    assert kept(operator) == {}


def kept(operator: Operator) -> typed_forms.Typing:
    return operator.in_store(lambda counter: kept_typing(counter, counter.operator.id, "complaints"))


def test_it_is_kept_for_its_operator_and_room_alone(tmp_path: Path) -> None:
    typing = {("intake", ""): Typed({"name": "Сынақова", "text": ""}, "name"), ("answer", "Ш1"): Typed({"text": ""})}
    with counter_at(tmp_path) as counter:
        keep_typing(counter, "a", "complaints", write_typing(typing))
        assert kept_typing(counter, "a", "complaints") == {
            ("intake", ""): Typed({"name": "Сынақова", "text": ""}, "name")
        }
        assert kept_typing(counter, "b", "complaints") == {}
        assert kept_typing(counter, "a", "register") == {}
        keep_typing(counter, "a", "complaints", write_typing({}))
        assert names(counter) == []


def test_what_nobody_came_back_to_in_a_month_is_forgotten_whoevers_it_is(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, clock=clock) as counter:
        written = write_typing({("intake", ""): Typed({"name": "Сынақова"})})
        keep_typing(counter, "left the school", "complaints", written)
        counter.store.settings.keep("typed:register:a", b"no JSON")
        clock.wait(timedelta(days=30).total_seconds())
        kept_typing(counter, "a", "proceedings")
        assert names(counter) == ["typed:complaints:left the school"]
        clock.wait(timedelta(days=1).total_seconds())
        kept_typing(counter, "a", "proceedings")
        assert names(counter) == []


def names(counter: Counter) -> list[str]:
    return counter.store.settings.names(typed_forms.KEPT)
