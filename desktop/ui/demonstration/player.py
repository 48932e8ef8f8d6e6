"""Plays an operator: presses keys on the real window and waits until the screen has answered."""

import time
from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, QEventLoop, Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from desktop.ui.main_window import MainWindow

PATIENCE_SECONDS = 30.0


class Player:
    """One pair of hands at the keyboard."""

    def __init__(self, window: MainWindow) -> None:
        self.window = window
        window.activateWindow()
        QTest.qWaitForWindowActive(window)

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        """Press one key where the keyboard is."""
        QTest.keyClick(self._target(), key, modifiers)
        QApplication.processEvents()

    def write(self, text: str) -> None:
        """Type text letter by letter; any alphabet."""
        for letter in text:
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                key = Qt.Key(ord(letter.upper())) if letter.isascii() else Qt.Key.Key_unknown
                QApplication.sendEvent(self._target(), QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, letter))
        QApplication.processEvents()

    def tab(self, times: int = 1) -> None:
        """On to the next field."""
        for _ in range(times):
            self.press(Qt.Key.Key_Tab)

    def wait_until(self, holds: Callable[[], bool], what: str) -> None:
        """Let the window work until something holds. Raises TimeoutError naming what did not."""
        ends = time.monotonic() + PATIENCE_SECONDS
        loop = QEventLoop()
        nudge = QTimer()
        nudge.setInterval(5)
        nudge.timeout.connect(loop.quit)
        nudge.start()
        while not holds():
            if time.monotonic() > ends:
                raise TimeoutError(what)
            loop.exec()
        nudge.stop()
        QApplication.processEvents()

    def settle(self) -> None:
        """Until every operation asked for has come back and everything typed is kept."""
        desk = self.window.desk
        assert desk is not None
        self.wait_until(lambda: desk.store.is_idle() and self.window.is_kept(), "the store has everything")

    def photograph(self, path: Path) -> None:
        """The window as a picture."""
        path.parent.mkdir(parents=True, exist_ok=True)
        QApplication.processEvents()
        self.window.grab().save(str(path))

    def _target(self) -> QWidget:
        return QApplication.focusWidget() or self.window
