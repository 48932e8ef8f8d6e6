"""The board on a second monitor: what it says, that nothing is cut off, and that it never covers the clerk's screen."""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtWidgets import QApplication, QLabel, QWidget

from desktop.board.words import board_words
from desktop.ui.board.window import BoardWindow
from desktop.ui.theme import LIGHT, apply_theme
from tests.board.making import board
from tests.papers.samples import SCHOOL

ROOT = Path(__file__).resolve().parent.parent.parent
SIZES = [(1920, 1080), (1366, 768), (1024, 768), (683, 384), (768, 1024)]

# Run apart, since the screens of an application are there from its start.
ON_TWO_SCREENS = """
import sys
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QMainWindow
from desktop.ui.board.window import BoardWindow

application = QApplication([])
main, board = QMainWindow(), BoardWindow()
main.show()
placed = board.place(main)
application.processEvents()
print(placed, board.isVisible(), board.geometry().getRect())
main.setScreen(QGuiApplication.screens()[1])
main.move(1400, 10)
application.processEvents()
placed = board.place(main)
print(placed, board.geometry().getRect())
board.leave()
main.close()
print(board.isVisible())
"""


@pytest.fixture
def window(qapp: QApplication) -> Iterator[BoardWindow]:
    apply_theme(qapp, LIGHT)  # the program's own sheet must not show through
    made = BoardWindow()
    yield made
    made.leave()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def lines(window: BoardWindow) -> list[str]:
    return [label.text() for label in window.findChildren(QLabel) if label.text()]


def cut_off(window: BoardWindow) -> list[str]:
    """Texts that have less room than they need."""
    return [
        label.text()
        for label in window.findChildren(QLabel)
        if label.text()
        and (
            label.heightForWidth(label.width()) > label.height() + 1
            if label.wordWrap()
            else label.fontMetrics().horizontalAdvance(label.text()) > label.width()
            or label.fontMetrics().tightBoundingRect(label.text()).height() > label.height()
        )
    ]


def test_it_says_what_the_browser_says(window: BoardWindow) -> None:
    window.show_state(board("А007", 1, "А006", "Б002", waiting=12))
    said, words = lines(window), board_words()
    assert {SCHOOL.name.kk, SCHOOL.name.ru, "D7", "А007", "А006", "Б002", "12"} <= set(said)
    for name in ("called", "before", "waiting", "order"):
        assert said.index(words[name]["kk"]) < said.index(words[name]["ru"])
    window.show_state(board("А007", 1, serving=True))
    assert words["serving"]["kk"] in lines(window)
    window.show_state(board("", 1, "А007"))
    assert words["nobody"]["ru"] in lines(window)
    assert lines(window).count("А007") == 1


@pytest.mark.parametrize("size", SIZES)
def test_nothing_is_cut_off_whatever_the_screen(window: BoardWindow, size: tuple[int, int]) -> None:
    window.resize(1920, 1080)
    window.show()
    window.show_state(board("Ж888", 1, "Щ888", "Ж887", "Ж886", "Ж885", waiting=120))
    window.resize(*size)
    QApplication.processEvents()
    assert (window.width(), window.height()) == size
    assert cut_off(window) == []


def test_a_call_stands_out_for_a_while_and_opening_is_no_call(
    window: BoardWindow, monkeypatch: pytest.MonkeyPatch
) -> None:
    card = window._card
    window.show_state(board("А007", 5))
    assert card.property("fresh") is False
    window.show_state(board("А007", 6))
    assert card.property("fresh") is True
    window.show_state(board("А007", 6, serving=True))
    assert card.property("fresh") is False
    window.show_state(board("А008", 7, "А007"))
    assert window._fresh.isActive() and window._fresh.interval() >= 5000
    window._fresh.timeout.emit()
    assert card.property("fresh") is False
    window.show_state(board("", 7, "А008"))
    assert not window._fresh.isActive()


def test_it_takes_neither_the_keyboard_nor_the_program_with_it(window: BoardWindow) -> None:
    assert window.windowFlags() & Qt.WindowType.WindowDoesNotAcceptFocus
    assert window.testAttribute(Qt.WidgetAttribute.WA_ShowWithoutActivating)
    assert not window.testAttribute(Qt.WidgetAttribute.WA_QuitOnClose)


def test_with_one_screen_it_is_not_shown(window: BoardWindow) -> None:
    main = QWidget()
    assert window.place(main) is False
    assert not window.isVisible()


def test_with_two_screens_it_fills_the_one_the_clerk_is_not_at(tmp_path: Path) -> None:
    common = {"logicalDpi": 96, "logicalBaseDpi": 96, "dpr": 1, "y": 0}
    screens = [
        {"name": "clerk", "x": 0, "width": 1366, "height": 768, **common},
        {"name": "hall", "x": 1366, "width": 1920, "height": 1080, **common},
    ]
    described = tmp_path / "screens.json"
    described.write_text(json.dumps({"screens": screens}))
    environment = {**os.environ, "QT_QPA_PLATFORM": f"offscreen:configfile={described}"}
    done = subprocess.run(
        [sys.executable, "-c", ON_TWO_SCREENS],
        env=environment,
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.stdout.splitlines() == [
        "True True (1366, 0, 1920, 1080)",
        "True (0, 0, 1366, 768)",
        "False",
    ], done.stderr
