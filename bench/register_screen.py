"""The register's room on the screen: entered, scrolled a page, searched by a key, at a million cases and at few."""

import time
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMainWindow

from bench.keys import PATIENCE_SECONDS, Timer
from bench.register_store import register_folder
from bench.table import Result, compare, quantile, short, take_turns
from desktop.language import Language
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.printing.memory import MemoryPrinters
from desktop.storage.store import open_store
from desktop.ui.application import make_application
from desktop.ui.context import Look
from desktop.ui.register.list_page import ListPage
from desktop.ui.register.screen import RegisterScreen
from desktop.ui.theme import LIGHT
from desktop.ui.workers import Worker

SUBJECT = "register_screen"
FEW, MANY = 10_000, 1_000_000
OPEN_MS, SCROLL_MS, TYPED_MS = 100.0, 16.0, 50.0
WORDS = "мысалов "


class Room:
    """The room on a window, over a store open for reading on its own thread, as the program has it."""

    def __init__(self, folder: Path, like: Counter) -> None:
        self.window = QMainWindow()
        self.window.resize(1366, 768)
        self.store, self.printer = Worker("store"), Worker("printer")
        made: list[Counter] = []
        self.store.run(lambda: replace(like, store=open_store(folder, read_only=True)), made.append)
        self._wait(lambda: bool(made))
        self.counter = made[0]
        self.window.show()
        self._timer = Timer(self.window)
        self._screen: RegisterScreen | None = None

    def enter(self) -> float:
        """Milliseconds from the key to the rows painted; the room before is gone."""
        if self._screen is not None:
            self._screen.stop()
        started = time.perf_counter()
        screen = RegisterScreen(Look(Language("kk"), LIGHT), self.counter, self.store, self.printer)
        self.window.setCentralWidget(screen)
        screen.refresh()
        screen.focus_start()
        self._screen = screen
        self._wait(lambda: bool(self.list.model.rows))
        self.window.grab()  # painted, whatever the platform puts off
        took = (time.perf_counter() - started) * 1000
        self.settle()
        return took

    def turn_page(self) -> float:
        """Milliseconds from PageDown to the page painted; the rows after it are asked for meanwhile."""
        self.window.activateWindow()
        QTest.qWaitForWindowActive(self.window)
        self.list.search.setFocus()
        took = self._timer.press(Qt.Key.Key_PageDown, lambda: True)
        self.settle()
        return took

    def type_letter(self, letter: str) -> float:
        """Milliseconds from a letter to the rows found by it painted."""
        page = self.list
        started = time.perf_counter()
        page.search.insert(letter)
        page.search.textEdited.emit(page.search.text())
        self._wait(lambda: not page.is_asking)
        self.window.grab()
        took = (time.perf_counter() - started) * 1000
        self.settle()
        return took

    def clear(self) -> None:
        """Nothing is looked for."""
        self.list.clear()
        self.settle()

    @property
    def list(self) -> ListPage:
        """The list."""
        assert self._screen is not None
        page = self._screen.findChild(ListPage)
        assert page is not None
        return page

    def settle(self) -> None:
        """Until the store has answered everything."""
        self._wait(self.store.is_idle)

    def close(self) -> None:
        """Close the window and end the threads."""
        if self._screen is not None:
            self._screen.stop()
        self.window.close()
        self.store.run(self.counter.store.close)
        self.store.stop()
        self.printer.stop()
        self.window.deleteLater()
        QApplication.processEvents()

    def _wait(self, holds: Callable[[], bool]) -> None:
        ends = time.perf_counter() + PATIENCE_SECONDS
        while not holds():
            if time.perf_counter() > ends:
                raise TimeoutError("the register did not answer")
            QApplication.processEvents()


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    few, many = (500, 2_000) if quick else (FEW, MANY)
    rounds, pages = (2, 5) if quick else (20, 60)
    application = QApplication.instance() or make_application(["bench"])
    assert isinstance(application, QApplication)
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory()))
        place_demonstration(folder)
        like = open_counter(folder, MemoryPrinters())
        like.store.close()
        rooms = [Room(register_folder(cases), like) for cases in (many, few)]
        for room in rooms:
            stack.callback(room.close)
        opened = take_turns(rounds, *(room.enter for room in rooms))
        scrolled = take_turns(pages, *(room.turn_page for room in rooms))
        typed: list[list[float]] = [[], []]
        for _ in range(1 if quick else 8):
            for room, figures in zip(rooms, typed, strict=True):
                room.clear()
                figures += [room.type_letter(letter) for letter in WORDS]
    least = f"the same with {few:,}"
    where = f"{many:,} cases"

    def row(what: str, series: list[list[float]], limit: float) -> Result:
        also = f"(p50 {short(quantile(series[0], 0.5))}, slowest {short(max(series[0]))})"
        what = f"{what}, {where}; p95"
        return compare(SUBJECT, what, series[0], least, series[1], share=0.95, limit=limit, also=also)

    return [
        row("the room entered, its first rows painted", opened, OPEN_MS),
        row("a page scrolled", scrolled, SCROLL_MS),
        row("a letter typed, its rows painted", typed, TYPED_MS),
    ]
