"""Printing the sheet of a day or of a longer period: drawn on the store's thread, sent and followed on the printer's.

Nothing is recorded and nothing is kept in the archive, which belongs to cases: the day's record is its closing.
"""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop.domain.spans import Span
from desktop.operations import issuing, reporting
from desktop.operations.counter import Counter
from desktop.printing.ports import Job, JobState, PrinterInfo
from desktop.ui.workers import Worker
from forms.papers.content import LanguageChoice
from forms.problems import Problem

FOLLOW_EVERY_MS = 300


class SheetPrinting(QObject):
    """Prints a sheet and follows the job to its end.

    Signals: ``state_changed(object, object)`` with a JobState or None, and a Problem or None.
    """

    state_changed = Signal(object, object)

    def __init__(self, counter: Counter, store: Worker, printer_thread: Worker, parent: QObject) -> None:
        super().__init__(parent)
        self._counter = counter
        self._store = store
        self._thread = printer_thread
        self._job: Job | None = None
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FOLLOW_EVERY_MS)
        self._timer.timeout.connect(self._follow)

    def list_printers(self, then: Callable[[list[PrinterInfo]], None]) -> None:
        """Ask the print system for its printers; none is an answer, too."""
        self._thread.run(self._counter.printers.list_printers, then, lambda _: then([]))

    def print_sheet(self, span: Span, language: LanguageChoice, printer: str, *, compare: bool) -> None:
        """Draw the sheet and send it. Pressed twice, it is printed once."""
        counter = self._counter
        title = f"Kense {counter.profile.counter} {span.first.isoformat()}"
        self.print_drawn(lambda: reporting.draw_period(counter, span, language, compare=compare), title, printer)

    def print_drawn(self, draw: Callable[[], bytes], title: str, printer: str) -> None:
        """Draw on the store's thread, and send. Pressed twice, it is printed once."""
        if self._busy:
            return
        self._busy = True
        self._timer.stop()
        counter = self._counter

        def send(content: bytes) -> Job:
            return counter.printers.send(content, printer=printer, copies=1, media=issuing.A4, title=title)

        self._store.run(
            draw,
            lambda content: self._thread.run(lambda: send(content), self._sent, self._refused),
            self._refused,
        )

    def stop(self) -> None:
        """No more following: the screen goes away."""
        self._timer.stop()
        self._job = None

    # The screen may be gone by the time an answer comes: built anew in another language, or left.

    def _sent(self, job: Job) -> None:
        if not isValid(self):
            return
        self._busy = False
        self._job = job
        self._follow()

    def _follow(self) -> None:
        job, printers = self._job, self._counter.printers
        if job is not None:
            self._thread.run(lambda: printers.follow(job), lambda state: self._followed(job, state), self._not_followed)

    def _followed(self, job: Job, state: JobState) -> None:
        if not isValid(self) or job is not self._job:
            return
        if not state.is_final:
            self._timer.start()
        self.state_changed.emit(state, None)

    def _not_followed(self, problem: Problem) -> None:
        """The print system did not say: ask again, the job may come out yet."""
        if isValid(self) and self._job is not None:
            self._timer.start()
            self.state_changed.emit(None, problem)

    def _refused(self, problem: Problem) -> None:
        if isValid(self):
            self._busy = False
            self.state_changed.emit(None, problem)
