"""What goes on with the centre: one errand at a time, on a thread of its own beside the store's.

Nobody waits for the network. An errand told to end that does not, because its line hangs, is left behind: it can write
nothing any more, and whatever it still sends is acknowledged again by the next one.
"""

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.ui.workers import Worker

Result = TypeVar("Result")

TELL_EVERY_SECONDS = 0.05
PATIENCE_MS = 1_500  # with an errand that was told to end, before it is left behind
AT_END_SECONDS = 0.3  # the same when the program ends


class Ended(Exception):  # noqa: N818 - no error: nobody waits for it any more
    """The errand was left behind, or the program ends: the store is not there for it any more."""


@dataclass(frozen=True)
class Tools:
    """What an errand is given: a way to the store's thread, whether to end, and whom to tell how far it is."""

    on_store: Callable[[Callable[[], Any]], Any]
    cancelled: Callable[[], bool]
    told: Callable[[int, int], None]


Work = Callable[[Tools], object]


@dataclass
class Outcome:
    """What came of the last errand of a kind: its result, the Problem that ended it, or that it was broken off."""

    result: Any = None
    problem: Problem | None = None
    broken_off: bool = False


@dataclass(eq=False)
class _Errand:
    """``gives_way``: it ends for whatever is asked by hand."""

    kind: str
    work: Work
    gives_way: bool
    cancel: threading.Event = field(default_factory=threading.Event)
    left: bool = False
    thread: threading.Thread | None = None


class Errands(QObject):
    """Begins errands and keeps what came of them, whichever room asked.

    Signals: ``changed()`` whenever what goes on is other; ``ended(str)`` with the kind of the errand;
    ``failed(object)`` with an exception that is nobody's Problem.
    """

    changed = Signal()
    ended = Signal(str)
    failed = Signal(object)
    _told = Signal(object, int, int)
    _came = Signal(object, object, object)

    def __init__(self, store: "Worker", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._store = store
        self._now: _Errand | None = None
        self._next: _Errand | None = None
        self._stopped = False
        self.done, self.of = 0, 0
        self.outcomes: dict[str, Outcome] = {}
        self._patience = QTimer(self)
        self._patience.setSingleShot(True)
        self._patience.setInterval(PATIENCE_MS)
        self._patience.timeout.connect(self._leave)
        self._told.connect(self._show_progress)
        self._came.connect(self._take)

    @property
    def kind(self) -> str:
        """Of what goes on; empty where nothing does."""
        return "" if self._now is None else self._now.kind

    @property
    def running(self) -> bool:
        """Whether something goes on."""
        return self._now is not None

    @property
    def is_ending(self) -> bool:
        """Whether what goes on was told to end."""
        return self._now is not None and self._now.cancel.is_set()

    def begin(self, kind: str, work: Work, *, gives_way: bool = False) -> bool:
        """Begin an errand; False where another goes on. One that ``gives_way`` ends for whatever is asked by hand."""
        asked = _Errand(kind, work, gives_way)
        if self._stopped:
            return False
        if self._now is None:
            self._start(asked)
            return True
        if gives_way or not self._now.gives_way or self._next is not None:
            return False
        self._end_now()
        self._next = asked
        return True

    def cancel(self) -> None:
        """End what goes on: at once where it looks, within a moment where it hangs."""
        if self._now is not None:
            self._next = None
            self._end_now()
            self.changed.emit()

    def forget(self, kind: str) -> None:
        """What came of it is known."""
        if self.outcomes.pop(kind, None) is not None:
            self.changed.emit()

    def stop(self) -> None:
        """The window closes: nothing begins any more, what goes on is told to end."""
        self._stopped = True
        self._next = None
        self._patience.stop()
        if self._now is not None:
            self._now.cancel.set()

    def join(self) -> None:
        """The program ends: a moment for what was told to end."""
        self.stop()
        if self._now is not None and self._now.thread is not None:
            self._now.thread.join(AT_END_SECONDS)
            self._now.left = True

    # on the window's thread

    def _start(self, errand: _Errand) -> None:
        self._now = errand
        self.done, self.of = 0, 0
        self.outcomes.pop(errand.kind, None)
        # A daemon: the system's own waiting, for a name's address say, cannot be broken off.
        errand.thread = threading.Thread(target=self._run, args=(errand,), name="exchange", daemon=True)
        errand.thread.start()
        self.changed.emit()

    def _end_now(self) -> None:
        if self._now is not None and not self._now.cancel.is_set():
            self._now.cancel.set()
            self._patience.start()

    def _leave(self) -> None:
        """It hangs: go on without it."""
        if self._now is not None:
            errand, errand.left = self._now, True
            self._finish(errand, Outcome(broken_off=True))

    def _take(self, errand: _Errand, result: object, error: BaseException | None) -> None:
        if errand is not self._now or self._stopped:
            return
        if error is not None and not isinstance(error, Problem):
            self.failed.emit(error)
            error = Problem("390", detail=type(error).__name__)
        self._finish(errand, Outcome(result, error))

    def _finish(self, errand: _Errand, outcome: Outcome) -> None:
        self._patience.stop()
        self.outcomes[errand.kind] = outcome
        self._now = None
        following, self._next = self._next, None
        if following is not None:
            self._start(following)
        else:
            self.changed.emit()
        self.ended.emit(errand.kind)

    def _show_progress(self, errand: _Errand, done: int, of: int) -> None:
        if errand is self._now:
            self.done, self.of = done, of
            self.changed.emit()

    # on the errand's thread

    def _run(self, errand: _Errand) -> None:
        result: object = None
        error: BaseException | None = None
        try:
            result = errand.work(Tools(self._way_to_store(errand), errand.cancel.is_set, self._teller(errand)))
        except Ended:
            return
        except Exception as caught:  # noqa: BLE001 - told on the window's thread, whatever it is
            error = caught
        if not self._stopped and not errand.left and isValid(self):
            self._came.emit(errand, result, error)

    def _way_to_store(self, errand: _Errand) -> Callable[[Callable[[], Any]], Any]:
        def on_store(operation: Callable[[], Result]) -> Result:
            if self._stopped or errand.left:
                raise Ended
            return self._store.call(operation)

        return on_store

    def _teller(self, errand: _Errand) -> Callable[[int, int], None]:
        last = 0.0

        def told(done: int, of: int) -> None:
            nonlocal last
            now = time.monotonic()
            if not self._stopped and not errand.left and (done == of or now - last > TELL_EVERY_SECONDS):
                last = now
                self._told.emit(errand, done, of)

        return told
