"""The counter as it is started by hand, in a process of its own, with its window watched.

Run as ``python -c "from bench import watched; …"``. What was seen is written to standard output, a word and a number
a line; times are of the machine's monotonic clock, which the process that started this one shares.
"""

import os
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

from bench.bare import tell, tell_memory

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.main_window import MainWindow
    from desktop.ui.theme import Palette


class PaintWatch(QObject):
    """Calls ``painted`` when a window has been painted, with all that stands on it; ``later`` for one already shown.

    The window's own event comes before those of its children; an event posted at that moment with high priority is
    the first thing done after all of them. The first picture comes with the window's paint event, later ones with a
    request to bring it up to date, in which only parts of it may be painted.
    """

    def __init__(self, window: "QWidget", painted: Callable[[], None], *, later: Callable[[], bool] | None = None):
        super().__init__(window)
        self._painted = painted
        self._later = later
        window.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note, and let pass."""
        kind = event.type()
        first = kind == QEvent.Type.Paint and self._later is None
        if first or (kind == QEvent.Type.UpdateRequest and self._later is not None and self._later()):
            QCoreApplication.postEvent(self, QEvent(QEvent.Type.User), Qt.EventPriority.HighEventPriority.value)
        return False

    def event(self, event: QEvent) -> bool:
        """The picture stands."""
        if event.type() == QEvent.Type.User:
            self._painted()
            return True
        return super().event(event)


def run_kense(*arguments: str) -> None:
    """The counter with the arguments a user gives, until its first picture stands."""

    def end() -> None:
        tell("painted")
        tell_memory("painted")
        os._exit(0)

    _run_counter(arguments, lambda window: PaintWatch(window, end))


def run_kense_to_case(*arguments: str) -> None:
    """The counter, F2 pressed the moment its first picture stands, until the case is painted.

    On a display the key reaches the active window; with no window manager there, the window is made that at once.
    """
    from PySide6.QtCore import QTimer
    from PySide6.QtTest import QTest

    def watch(window: "MainWindow") -> None:
        pressed = False

        def press() -> None:
            nonlocal pressed
            if window.isActiveWindow() and not pressed:
                pressed = True
                QTest.keyClick(window, Qt.Key.Key_F2)
            elif not pressed:
                window.activateWindow()
                QTimer.singleShot(1, press)

        def end() -> None:
            tell("case")
            os._exit(0)

        PaintWatch(window, press)
        PaintWatch(window, end, later=lambda: window.view is not None)

    _run_counter(arguments, watch)


def _run_counter(arguments: tuple[str, ...], watch: "Callable[[MainWindow], object]") -> None:
    from desktop import cli
    from desktop.ui import application, main_window

    def make(language: str, *palette: "Palette", practice: bool = False) -> "MainWindow":
        window = main_window.MainWindow(language, *palette, practice=practice)
        watch(window)
        return window

    # The one thing that is not as in real life: whoever makes the window has it watched.
    vars(application)["MainWindow"] = make
    cli.main(arguments)


def run_kense_day(folder: str, cases: int) -> None:
    """The counter through whole cases with printed papers, weighed with the store open, after one and after all."""
    from pathlib import Path

    from PySide6.QtCore import QTimer

    from desktop.operations.opening import open_counter
    from desktop.printing.folder import FolderPrinters
    from desktop.ui.application import Threads, make_application, translate_qt
    from desktop.ui.main_window import MainWindow

    data = Path(folder)
    application = make_application(sys.argv[:1])
    translate_qt(application, "kk")
    window = MainWindow("kk")
    threads = Threads(window, data, lambda _: open_counter(data, FolderPrinters(data / "papers")))

    def work() -> None:
        from desktop.ui.demonstration.player import Player

        player = Player(window)
        player.wait_until(lambda: window.desk is not None, "the store is open")
        player.settle()
        tell_memory("open")

        from bench.hands import Hands

        def press(key: Qt.Key, kind: str, wanted: Callable[[], bool]) -> None:
            player.press(key)
            player.wait_until(wanted, kind)

        hands = Hands(window, player, press)
        for place in range(cases):
            hands.play()
            if place == 0:
                tell_memory("case")
        tell_memory("day")
        window.close()

    window.show()
    QTimer.singleShot(0, threads.open)
    QTimer.singleShot(0, work)
    application.exec()
    threads.stop()
