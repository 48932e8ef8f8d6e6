"""Work that takes long, on a thread of its own beside the store's: the clerk goes on, in any room and language.

It belongs to the store's worker and not to a screen, so it outlives the screen that asked for it; whichever screen is
there shows how far it is. It ends with the store's worker.
"""

import time
from collections.abc import Callable
from typing import Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from desktop.ui.workers import Worker
from forms.problems import Problem

Result = TypeVar("Result")
Progress = Callable[[int, int], None]
Cancelled = Callable[[], bool]

TELL_EVERY_SECONDS = 0.05


class Beside(QObject, Generic[Result]):
    """One piece of work at a time, its progress and what came of it.

    Signals: ``changed()`` whenever something of that is another. An error of ours is told by the store's ``failed``.
    """

    changed = Signal()
    _told = Signal(int, int)

    def __init__(self, store: Worker, name: str) -> None:
        super().__init__(store)
        self.setObjectName(name)
        self._store = store
        self._worker = Worker(name)
        self._worker.failed.connect(store.failed)
        self._told.connect(self._show_progress)
        store.ending.connect(self.stop)
        self._stopping = False
        self._not_kept: Result | None = None
        self._discard: Callable[[Result], None] | None = None
        self.running = False
        self.done, self.of = 0, 0
        self.result: Result | None = None
        self.problem: Problem | None = None

    def start(
        self,
        work: Callable[[Progress, Cancelled], Result],
        keep: Callable[[Result], object] | None = None,
        discard: Callable[[Result], None] | None = None,
    ) -> None:
        """Begin, unless something goes on. ``work`` runs on the thread beside; ``keep``, with what came of it, on the
        store's; ``discard`` where it comes to that no more."""
        if self.running or self._stopping:
            return
        self.running, self.done, self.of = True, 0, 0
        self.result, self.problem = None, None
        self._discard = discard
        last = 0.0

        def progress(done: int, of: int) -> None:
            nonlocal last
            now = time.monotonic()
            if done == of or now - last > TELL_EVERY_SECONDS:
                last = now
                self._told.emit(done, of)

        def run() -> Result:
            result = work(progress, lambda: self._stopping)
            self._not_kept = result
            return result

        self._worker.run(run, lambda result: self._keep(result, keep), self._fail)
        self.changed.emit()

    def cancel(self) -> None:
        """End it as soon as it looks: it then fails with the Problem that says so."""
        if self.running and not self._stopping:
            self._stopping = True
            self.changed.emit()

    def forget(self) -> None:
        """What came of it is read."""
        if not self.running:
            self.result, self.problem = None, None
            self.changed.emit()

    def stop(self) -> None:
        """The store's worker ends: nothing is begun any more, and what is not kept is taken back."""
        self._stopping = True
        self._worker.stop()
        left, self._not_kept = self._not_kept, None
        if left is not None and self._discard is not None:
            self._discard(left)

    def _show_progress(self, done: int, of: int) -> None:
        self.done, self.of = done, of
        self.changed.emit()

    def _keep(self, result: Result, keep: Callable[[Result], object] | None) -> None:
        if self._not_kept is None:
            return  # taken back already
        self._not_kept = None
        if keep is None:
            self._finish(result)
        else:
            self._store.run(lambda: keep(result), lambda _: self._finish(result), self._fail)

    def _finish(self, result: Result) -> None:
        self.running = self._stopping = False
        self.result = result
        self.changed.emit()

    def _fail(self, problem: Problem) -> None:
        self.running = self._stopping = False
        self.problem = problem
        self.changed.emit()


def work_beside(store: Worker, name: str) -> "Beside[object]":
    """The work of this name beside a store's worker, whoever began it."""
    found = store.findChild(Beside, name)
    return Beside(store, name) if found is None else found
