"""Backups while someone works: every half hour of it, and when the day is closed. The clerk feels nothing of them."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.backing_up import BackupDone, BackupPlan, BackupWhy, RunningBackup
    from desktop.operations.counter import Counter
    from desktop.ui.workers import Worker

FIRST_MS = 60_000  # after the start, which has other things to do
EVERY_MS = 30 * 60_000
LOOK_MS = 200


class BackupRun(QObject):
    """One backup after another, each in a process of its own that is looked at now and then.

    Signals: ``begun()``, ``done(object)`` with a BackupDone, ``nothing()`` where there was nothing to do,
    ``problem_met(object)`` for each Problem of it.
    """

    begun = Signal()
    done = Signal(object)
    nothing = Signal()
    problem_met = Signal(object)

    def __init__(self, counter: "Counter", store: "Worker", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._store = store
        self._running: RunningBackup | None = None
        self._asked = False
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._ask)

    @property
    def is_busy(self) -> bool:
        """Whether a backup is on its way."""
        return self._asked or self._running is not None

    def start(self, why: "BackupWhy") -> None:
        """Make a backup if one is due; one that is on its way is enough."""
        from desktop.operations.backing_up import plan_backup

        if self.is_busy:
            return
        self._asked = True
        counter = self._counter
        self._store.run(lambda: plan_backup(counter, why), self._planned, self._failed)

    def stop(self) -> None:
        """The window closes: what is on its way ends without it."""
        self._look.stop()
        if self._running is not None:
            self._running.let_go()
            self._running = None

    def _planned(self, plan: "BackupPlan | None") -> None:
        from desktop.operations.backing_up import start_backup

        self._asked = False
        if not isValid(self):
            return
        if plan is None:
            self.nothing.emit()
            return
        try:
            self._running = start_backup(plan)
        except Problem as problem:
            self.nothing.emit()
            self.problem_met.emit(problem)
            return
        self._look.start()
        self.begun.emit()

    def _failed(self, problem: object) -> None:
        self._asked = False
        if isValid(self):
            self.problem_met.emit(problem)

    def _ask(self) -> None:
        done: BackupDone | None = None if self._running is None else self._running.poll()
        if done is None:
            return
        self._look.stop()
        self._running = None
        for problem in done.problems:
            self.problem_met.emit(problem)
        self.done.emit(done)


class BackupTimer(QObject):
    """The automatic backups of a window.

    Signals: ``problem_met(object)`` with a Problem that was not told before; ``done(object)`` with a BackupDone.
    """

    problem_met = Signal(object)
    done = Signal(object)

    def __init__(self, counter: "Counter", store: "Worker", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.run = BackupRun(counter, store, self)
        self.run.done.connect(self._tell_done)
        self.run.problem_met.connect(self._tell)
        self._told: set[str] = set()
        self._first = self._timer(FIRST_MS, self.look, once=True)
        self._every = self._timer(EVERY_MS, self.look)

    def look(self) -> None:
        """Make a backup where the journal went on since the last; take it to a stick that lacks it."""
        self.run.start("work")

    def day_changed(self) -> None:
        """The day was closed, or opened again: what it held is kept."""
        self.run.start("day_closed")

    def stop(self) -> None:
        """The window closes."""
        self._first.stop()
        self._every.stop()
        self.run.stop()

    def _timer(self, interval: int, act: Callable[[], None], *, once: bool = False) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(once)
        timer.setInterval(interval)
        timer.timeout.connect(act)
        timer.start()
        return timer

    def _tell_done(self, done: "BackupDone") -> None:
        if not done.problems:
            self._told.clear()
        self.done.emit(done)

    def _tell(self, problem: object) -> None:
        """What keeps going wrong is told once, not every half hour."""
        if str(problem) not in self._told:
            self._told.add(str(problem))
            self.problem_met.emit(problem)
