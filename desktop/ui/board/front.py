"""The board kept up with the queue: in a browser, on a second monitor, and by a soft sound."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from forms.problems import Problem

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from desktop.board.server import BoardServer
    from desktop.board.sound import Chime
    from desktop.domain.board import BoardState
    from desktop.operations.counter import Counter
    from desktop.profile.shape import Profile
    from desktop.ui.board.window import BoardWindow
    from desktop.ui.queue.desk import QueueDesk
    from desktop.ui.workers import Worker


class BoardFront(QObject):
    """``turn`` begins and ends the board by hand.

    Signals: ``problem_met(object)``, ``begun(str, bool)`` with the browser's address and whether there is a second
    monitor, ``ended()``.
    """

    problem_met = Signal(object)
    begun = Signal(str, bool)
    ended = Signal()

    def __init__(self, counter: "Counter", store: "Worker", queue: "QueueDesk", main: "QWidget") -> None:
        super().__init__()
        self._counter = counter
        self._store = store
        self._main = main
        self._server: BoardServer | None = None
        self._window: BoardWindow | None = None
        self._chime: Chime | None = None
        queue.state_changed.connect(self._ask)
        queue.ticket_called.connect(lambda _: self._sound())
        self._settings = (counter.profile.board.enabled, counter.profile.board.port)

    @property
    def is_on(self) -> bool:
        """Whether the board is shown."""
        return self._server is not None

    def begin_if_wanted(self) -> None:
        """At the start: where the profile wants a board."""
        if self._settings[0]:
            self.begin()

    def turn(self) -> None:
        """Begin, or end."""
        if self.is_on:
            self.stop()
            self.ended.emit()
        else:
            self.begin()

    def begin(self) -> None:
        """Serve the browser and fill a second monitor, where there is one."""
        # Loaded by those who want a board only: a web server, a window for another monitor, the means to sound.
        from desktop.board.server import BoardServer
        from desktop.board.sound import Chime
        from desktop.ui.board.window import BoardWindow

        server = BoardServer(self._counter.profile.board.port)
        try:
            server.start()
        except Problem as problem:
            self.problem_met.emit(problem)
            return
        self._server, self._window, self._chime = server, BoardWindow(), Chime()
        beside = self._window.place(self._main)
        self._ask()
        self.begun.emit(server.address, beside)

    def follow(self, profile: "Profile") -> None:
        """The settings were saved: the board begins, ends, or moves to another port."""
        wanted, port = profile.board.enabled, profile.board.port
        if (wanted, port) == self._settings:
            return
        self._settings = (wanted, port)
        if self.is_on:
            self.stop()
            self.ended.emit()
        if wanted:
            self.begin()

    def stop(self) -> None:
        """Nobody sees it any more; every thread has ended."""
        if self._server is not None:
            self._server.stop()
            self._server = None
        if self._window is not None:
            self._window.leave()
            self._window.deleteLater()
            self._window = None

    def _ask(self) -> None:
        if self.is_on:
            from desktop.operations.board import board_state

            counter = self._counter
            self._store.run(lambda: board_state(counter), self._show)

    def _show(self, state: "BoardState") -> None:
        if self._server is not None and self._window is not None:
            self._server.show(state)
            self._window.show_state(state)

    def _sound(self) -> None:
        """The page in the browser sounds by itself; on this computer the board's being on is what is asked for."""
        if self.is_on and self._chime is not None:
            self._chime.play_call()
