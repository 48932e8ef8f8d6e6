"""Where the demonstration plays: a window on a counter of its own folder, and pictures of what is seen."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import Qt

from desktop.operations.counter import Counter
from desktop.ui.demonstration.player import Player
from desktop.ui.main_window import MainWindow
from desktop.ui.workers import Worker


class Stage:
    """One scene after another, each with its folder under ``data/``, ``pictures/`` and ``papers/``."""

    def __init__(self, out: Path, languages: Sequence[str]) -> None:
        self.out = out
        self._languages = tuple(languages)
        self._scene = ""
        self._pictures = 0
        self._looks_on = True

    def begin(self, scene: str) -> None:
        """The pictures from now on are another scene's."""
        self._scene, self._pictures = scene, 0

    @contextmanager
    def aside(self) -> Iterator[None]:
        """What other scenes show already is played without pictures."""
        self._looks_on = False
        try:
            yield
        finally:
            self._looks_on = True

    @contextmanager
    def play(self, scene: str, opening: Callable[[Path], Counter]) -> Iterator[Player]:
        """Open the window on a counter, and close it at the end. What failed on its threads is raised."""
        window = MainWindow("kk")
        store, printer = Worker("store"), Worker("printer")
        failures: list[BaseException] = []
        for worker in (store, printer):
            worker.failed.connect(failures.append)
        window.show()
        counters: list[Counter] = []
        self.begin(scene)
        player = Player(window)
        try:
            store.run(lambda: opening(self.out / "data" / scene), counters.append)
            player.wait_until(lambda: bool(counters or failures), "the store is open")
            if failures:
                raise failures[0]
            window.attach(counters[0], store, printer)
            player.settle()
            yield player
        finally:
            window.close()
            if counters:
                store.run(counters[0].store.close)
            store.stop()
            printer.stop()
            window.deleteLater()
        if failures:
            raise failures[0]

    def photograph(self, player: Player, name: str) -> None:
        """The window as it is, then in the other languages asked for."""
        if not self._looks_on:
            return
        self._pictures += 1
        folder = self.out / "pictures" / self._scene
        player.photograph(folder / f"{self._pictures:02d}-{name}.png")
        if not self._languages:
            return
        start = player.window.look.language.code
        while True:
            player.press(Qt.Key.Key_L, Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier)
            code = player.window.look.language.code
            player.settle()
            if code == start:
                break
            if code in self._languages:
                player.photograph(folder / f"{self._pictures:02d}-{name}-{code}.png")
