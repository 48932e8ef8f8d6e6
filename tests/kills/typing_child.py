"""A clerk who types a complaint and a note on a case, and is killed before either is recorded.

Usage: python -m tests.kills.typing_child FOLDER NUMBER. The folder has a case under way with that number.
"""

import os
import signal
import sys
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.operations.typed_forms import kept_typing
from desktop.ui.application import make_application
from tests.operations.making import HandClock
from tests.ui.operator import CONTROL, Operator

COMPLAINT = "Құжаттарым қабылданбады, себебі айтылмады. Жауап күтемін."
NOTE = "Баланың туу туралы куәлігі қаралды"


def work(folder: Path, number: str) -> None:
    """Type, wait until it is kept, and end as by a power cut."""
    operator = Operator(folder, clock=HandClock()).ready()
    operator.press(Qt.Key.Key_F6, modifiers=CONTROL)
    operator.settle()
    operator.press(Qt.Key.Key_F10)
    operator.settle()
    rooms = operator.window.rooms
    assert rooms is not None
    form = rooms._made["complaints"].widget._top().form  # type: ignore[attr-defined]
    form.focus_place("text")
    operator.write(COMPLAINT)
    operator.wait(lambda: COMPLAINT in kept(operator, "complaints"), "the complaint is kept")
    operator.press(Qt.Key.Key_F5, modifiers=CONTROL)
    operator.settle()
    rooms._made["proceedings"].widget.open_case(number)  # type: ignore[attr-defined]
    operator.settle()
    operator.write(NOTE)
    operator.wait(lambda: NOTE in kept(operator, "proceedings"), "the note is kept")
    os.kill(os.getpid(), signal.SIGKILL)


def kept(operator: Operator, room: str) -> set[str]:
    """Every text kept of a room's forms."""
    found = operator.in_store(lambda counter: kept_typing(counter, counter.operator.id, room))
    return {text for typed in found.values() for text in typed.values.values()}


if __name__ == "__main__":
    make_application([])
    work(Path(sys.argv[1]), sys.argv[2])
