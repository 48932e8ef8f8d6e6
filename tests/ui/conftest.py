"""Windows for tests, all closed at the end."""

import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtWidgets import QApplication

from desktop.ui.demonstration import player
from desktop.ui.theme import load_fonts
from tests.ui.operator import Operator
from tests.ui.signing import Come, Guest


@pytest.fixture(scope="session", autouse=True)
def _style(qapp: QApplication) -> None:
    """The style and fonts of the program."""
    qapp.setStyle("Fusion")
    load_fonts()


@pytest.fixture
def sit_down(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., Operator]]:
    """Makes operators; every one of them is closed at the end."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)  # the window sets its own
    monkeypatch.setattr(player, "PATIENCE_SECONDS", 10.0)
    operators: list[Operator] = []

    def sit(folder: Path = tmp_path, **wanted: Any) -> Operator:
        operators.append(Operator(folder, **wanted))
        return operators[-1]

    yield sit
    for operator in operators:
        operator.close()


@pytest.fixture
def operator(sit_down: Callable[..., Operator]) -> Operator:
    """One operator at a counter that is open."""
    return sit_down().ready()


@pytest.fixture
def come(qapp: QApplication, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Come]:
    """Makes guests before the program; every one of them leaves at the end."""
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    monkeypatch.setattr(player, "PATIENCE_SECONDS", 5.0)
    guests: list[Guest] = []

    def make(folder: Path = tmp_path, **wanted: Any) -> Guest:
        guests.append(Guest(folder, **wanted))
        return guests[-1]

    yield make
    for guest in guests:
        guest.close()
