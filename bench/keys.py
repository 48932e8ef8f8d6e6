"""From a key pressed to its answer painted, beside a bare window that turns from one page to another."""

import sys
import time
from collections import defaultdict
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QFormLayout, QLineEdit, QStackedWidget, QWidget

from bench.hands import Hands
from bench.table import Result, compare, quantile, short
from bench.watched import PaintWatch
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.printing.folder import FolderPrinters
from desktop.ui.application import Threads, make_application
from desktop.ui.demonstration.player import Player
from desktop.ui.main_window import MainWindow

SUBJECT = "keys"
LIMIT_MS = 50.0
BARE = "bare window, F10 to its other page"
PATIENCE_SECONDS = 10.0
FIELDS = 10


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    application = QApplication.instance() or make_application(["bench"])
    assert isinstance(application, QApplication)
    with TemporaryDirectory() as folder:
        timed = _play(Path(folder), 1 if quick else 20)
    results: list[Result] = []
    whole = [pair for kind, pairs in timed.items() if kind.startswith(("F10", "Esc", "F2")) for pair in pairs]
    first = [pairs[0] for kind, pairs in timed.items() if kind.startswith(("F10", "F2"))]
    for kind, pairs in {
        "every key that brings another screen": whole,
        "the same, the very first time in a process": first,
        **timed,
    }.items():
        ours, bare = [pair[0] for pair in pairs], [pair[1] for pair in pairs]
        limit = LIMIT_MS if kind.startswith(("every", "the same", "F10", "Esc", "F2")) else None
        also = f"(p50 {short(quantile(ours, 0.5))}, slowest {short(max(ours))})"
        results.append(compare(SUBJECT, f"{kind}; p95", ours, BARE, bare, share=0.95, limit=limit, also=also))
    return results


class Timer:
    """Presses a key on a window and waits until the answer is painted."""

    def __init__(self, window: QWidget) -> None:
        self._window = window
        self._wanted: Callable[[], bool] = lambda: False
        self._painted_at = 0.0
        self._watch = PaintWatch(window, self._painted, later=self._is_wanted)

    def press(self, key: Qt.Key, wanted: Callable[[], bool]) -> float:
        """Milliseconds until a picture stands for which ``wanted`` held when it was drawn."""
        QApplication.processEvents()
        self._painted_at = 0.0
        self._wanted = wanted
        target = QApplication.focusWidget() if self._window.isActiveWindow() else None
        started = time.perf_counter()
        QTest.keyClick(target or self._window, key)
        while not self._painted_at:
            if time.perf_counter() - started > PATIENCE_SECONDS:
                raise TimeoutError(f"nothing painted after {key}")
            QApplication.processEvents()
        self._wanted = lambda: False
        return (self._painted_at - started) * 1000

    def _is_wanted(self) -> bool:
        return self._wanted()

    def _painted(self) -> None:
        self._painted_at = self._painted_at or time.perf_counter()


class _Bare:
    """Two pages with fields and a key that turns them: the least a Qt window can do for a key."""

    def __init__(self) -> None:
        self.window = QStackedWidget()
        self.window.resize(1366, 768)
        for _ in range(2):
            page = QWidget()
            form = QFormLayout(page)
            for field in range(FIELDS):
                form.addRow(f"Field {field}", QLineEdit())
            self.window.addWidget(page)
        QShortcut(QKeySequence("F10"), self.window).activated.connect(self._turn)
        self._timer = Timer(self.window)

    def _turn(self) -> None:
        self.window.setCurrentIndex(1 - self.window.currentIndex())

    def press(self) -> float:
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        return self._timer.press(Qt.Key.Key_F10, lambda: True)


def _play(folder: Path, cases: int) -> dict[str, list[tuple[float, float]]]:
    """Kinds of keys → our milliseconds and the bare window's right after."""
    place_demonstration(folder)

    def opening(_: bool) -> Counter:
        return open_counter(folder, FolderPrinters(folder / "papers"))

    timed: dict[str, list[tuple[float, float]]] = defaultdict(list)
    window, bare, hook = MainWindow("kk"), _Bare(), sys.excepthook
    threads = Threads(window, folder, opening)
    bare.window.show()
    window.show()
    player = Player(window)
    threads.open()
    try:
        player.wait_until(lambda: window.desk is not None, "the store is open")
        player.settle()
        ours = Timer(window)

        def press(key: Qt.Key, kind: str, wanted: Callable[[], bool]) -> None:
            took = ours.press(key, wanted)
            focused = QApplication.focusWidget()
            timed[kind].append((took, bare.press()))
            window.activateWindow()
            QTest.qWaitForWindowActive(window)
            if focused is not None and QApplication.focusWidget() is not focused:
                focused.setFocus()

        hands = Hands(window, player, press)
        for _ in range(cases):
            hands.play()
    finally:
        window.close()
        bare.window.close()
        threads.stop()
        sys.excepthook = hook  # the window has set its own
        for closed in (window, bare.window):
            closed.deleteLater()
        QApplication.processEvents()
    return dict(timed)
