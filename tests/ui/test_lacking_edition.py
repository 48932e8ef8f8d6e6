"""The file of an edition has a fault: the room shows its case beside the others and says which file to mend."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget

from tests.operations.making import HandClock
from tests.standards.making import give_fault
from tests.standards.test_lacking import two_cases
from tests.ui.operator import CONTROL, Operator

Sit = Callable[..., Operator]


def test_the_room_shows_every_case_and_the_file_is_named(sit_down: Sit, tmp_path: Path) -> None:
    clock = HandClock()
    own, shipped, _ = two_cases(tmp_path, clock)
    give_fault(tmp_path / "editions" / "lending.toml")
    operator = sit_down(language="en", clock=clock).ready()
    operator.press(Qt.Key.Key_F5, modifiers=CONTROL)
    operator.idle()
    operator.press(Qt.Key.Key_2)  # all under way
    lists = operator.window.findChildren(QListWidget)
    operator.wait(lambda: any(rows.count() > 1 for rows in lists), "they are listed")
    operator.idle()
    (rows,) = [rows for rows in lists if rows.count() > 1]
    told = [rows.item(place).data(Qt.ItemDataRole.AccessibleTextRole) for place in range(rows.count())]
    assert shipped in told[0] and "waits for you" in told[0]  # who can go on comes first
    assert own in told[1] and "step 2: edition “LENDING” is lacking" in told[1] and "ended" not in told[1]
    operator.press(Qt.Key.Key_Down, Qt.Key.Key_Return)
    operator.wait(lambda: operator.says("lending.toml:unknown"), "the file is named")

    operator.press(Qt.Key.Key_Escape)
    operator.press(Qt.Key.Key_F6)
    operator.idle()
    operator.press(Qt.Key.Key_Return)
    operator.idle()
    assert operator.says("lending.toml:unknown") and not operator.desk.is_open
