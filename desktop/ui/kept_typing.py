"""Keeps what is typed into a room's forms while the room is open, and gives it back after the next start."""

from PySide6.QtCore import QObject, QTimer
from shiboken6 import isValid

from desktop.operations import typed_forms
from desktop.operations.counter import Counter
from desktop.operations.typed_forms import Typing
from desktop.ui.workers import Worker
from forms.problems import Problem

EVERY_MS = 500


class KeptTyping(QObject):
    """``typing`` is the room's own: filled once with what was left there, looked at while the room is open."""

    def __init__(self, room: str, typing: Typing, counter: Counter, store: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._room, self._typing, self._counter, self._store = room, typing, counter, store
        self._operator = counter.operator.id
        self._written: bytes | None = None  # as it is kept; None before it was read
        self._reading = False
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.keep)

    def take_over(self, before: "KeptTyping") -> None:
        """The same room, in another language or light: what is typed there is this one's now."""
        self._typing, self._written = before._typing, before._written

    def begin(self) -> None:
        """The room is entered."""
        self._timer.start()
        if self._written is not None or self._reading:
            return
        self._reading = True
        counter, operator, room = self._counter, self._operator, self._room
        self._store.run(lambda: typed_forms.kept_typing(counter, operator, room), self._fill, self._failed)

    def end(self) -> None:
        """The room is left."""
        self._timer.stop()
        self.keep()

    def keep(self) -> None:
        """Keep what is there, where it is other than what is kept."""
        written = typed_forms.write_typing(self._typing)
        if self._written is None or written == self._written:
            return
        self._written = written
        counter, operator, room = self._counter, self._operator, self._room
        self._store.run(lambda: typed_forms.keep_typing(counter, operator, room, written), None, self._failed)

    def _fill(self, kept: Typing) -> None:
        if not isValid(self):
            return
        self._reading, self._written = False, typed_forms.write_typing(kept)
        for key, typed in kept.items():
            self._typing.setdefault(key, typed)  # a form that is open already shows what is recorded, and no more

    def _failed(self, _: Problem) -> None:
        """A disk that is full, for one, is told by others; the next look tries again."""
        if isValid(self):
            self._reading = False
            self._written = b"" if self._written is not None else None
