"""Threads beside the window: operations run there one after another, results come back to the window's thread."""

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, TypeVar

from PySide6.QtCore import QObject, Qt, Signal

from forms.problems import Problem

if TYPE_CHECKING:
    from concurrent.futures import Future, ThreadPoolExecutor

Result = TypeVar("Result")


class Worker(QObject):
    """One thread: the store has one, the printer another, so that a slow printer keeps no draft waiting.

    Signals: ``failed(object)`` with an exception nobody else took; ``ending()`` before the thread ends, for what works
    beside it.
    """

    failed = Signal(object)
    ending = Signal()
    _finished = Signal(object)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._pool: ThreadPoolExecutor | None = None
        # Always later: an operation may be done before it is asked what follows, and whoever asked is not ready then.
        self._finished.connect(self._deliver, Qt.ConnectionType.QueuedConnection)
        self._waiting = 0

    def run(
        self,
        operation: Callable[[], Result],
        then: Callable[[Result], None] | None = None,
        otherwise: Callable[[Problem], None] | None = None,
    ) -> None:
        """Run ``operation`` on this thread; call ``then`` or ``otherwise`` on the window's.

        An error of ours is told by ``failed`` and comes to ``otherwise`` as Problem 390.
        """
        if self._pool is None:
            from concurrent.futures import ThreadPoolExecutor  # not before the first picture

            self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix=self._name)
        self._waiting += 1
        future: Future[Result] = self._pool.submit(operation)
        future.add_done_callback(lambda done: self._finished.emit((done, then, otherwise)))

    def call(self, operation: Callable[[], Result]) -> Result:
        """Run ``operation`` on this thread and wait for it, from another thread than the window's.

        Raises what it raises, and RuntimeError once this thread has ended.
        """
        if self._pool is None:
            raise RuntimeError("nothing was ever asked of this thread")
        return self._pool.submit(operation).result()

    def is_idle(self) -> bool:
        """Whether everything asked for has come back."""
        return self._waiting == 0

    def stop(self) -> None:
        """Finish what was asked for and end the thread."""
        self.ending.emit()
        if self._pool is not None:
            self._pool.shutdown(wait=True)

    def _deliver(self, finished: Any) -> None:
        done, then, otherwise = finished
        self._waiting -= 1
        error = done.exception()
        if error is None:
            if then is not None:
                then(done.result())
        elif isinstance(error, Problem) and otherwise is not None:
            otherwise(error)
        else:
            self.failed.emit(error)
            if otherwise is not None:
                # Whoever asked must not wait for ever, whatever went wrong.
                otherwise(Problem("390", detail=type(error).__name__))
