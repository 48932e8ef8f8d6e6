"""The windows that are timed, each in a process of its own: a bare one and the counter as it is started by hand.

Run as ``python -c "from bench.watched import …"``. What was seen is written to standard output, a word and a number a
line; times are of the machine's monotonic clock, which the process that started this one shares. Nothing but what a
window needs is imported above.
"""

import os
import sys
import time
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.ui.main_window import MainWindow


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


def tell(word: str, number: float | None = None) -> None:
    """A line for the process that waits: a word, and by default this moment in seconds."""
    print(word, time.monotonic() if number is None else number, flush=True)


def tell_memory(word: str) -> None:
    """Resident memory of this process now and at its highest, in kB, from the system's own account."""
    with open("/proc/self/status", encoding="ascii") as status:  # noqa: PTH123 - pathlib would add to what is weighed
        for line in status:
            if line.startswith(("VmRSS", "VmHWM")):
                name, size = line.split()[:2]
                tell(f"{word}.{name.strip(':')}", float(size))


def run_bare(weigh: bool = False) -> None:
    """A window with two fields and a button until it is painted."""
    from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton, QVBoxLayout, QWidget

    application = QApplication(sys.argv[:1])
    window = QWidget()
    window.setWindowTitle("Bare")
    window.resize(1366, 768)
    column = QVBoxLayout(window)
    for part in (QLineEdit(), QLineEdit(), QPushButton("Next")):
        column.addWidget(part)
    PaintWatch(window, lambda: _end_at_first_picture(weigh))
    window.show()
    application.exec()


def run_kense(*arguments: str, weigh: bool = False) -> None:
    """The counter with the arguments a user gives, until its first picture stands."""
    _run_counter(arguments, lambda window: PaintWatch(window, lambda: _end_at_first_picture(weigh)))


def run_kense_to_case(*arguments: str) -> None:
    """The counter, F2 pressed the moment its first picture stands, until the case is painted."""
    from PySide6.QtTest import QTest

    def watch(window: "MainWindow") -> None:
        pressed = False

        def first() -> None:
            nonlocal pressed
            if not pressed:
                pressed = True
                tell("painted")
                QTest.keyClick(window, Qt.Key.Key_F2)

        def case() -> None:
            tell("case")
            os._exit(0)

        PaintWatch(window, first)
        PaintWatch(window, case, later=lambda: window.view is not None)

    _run_counter(arguments, watch)


def _run_counter(arguments: tuple[str, ...], watch: "Callable[[MainWindow], object]") -> None:
    from desktop import cli
    from desktop.ui import application

    real = application.MainWindow

    def make(*given: object) -> "MainWindow":
        window = real(*given)  # type: ignore[arg-type]
        watch(window)
        return window

    # The one thing that is not as in real life: whoever makes the window has it watched.
    application.MainWindow = make  # type: ignore[assignment, misc]
    cli.main(arguments)


def _end_at_first_picture(weigh: bool) -> None:
    tell("painted")
    if weigh:
        tell_memory("painted")
    os._exit(0)
