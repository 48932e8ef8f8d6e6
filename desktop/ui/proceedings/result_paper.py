"""The paper of a result: its pages to look at, and its way through the printer."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop.printing.ports import Job, JobState
from desktop.ui.job_words import say_job
from desktop.ui.proceedings.desk import RoomDesk
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.issuing import PageImage, PreparedPaper

FOLLOW_EVERY_MS = 300


def ask_pages(desk: RoomDesk, number: str, then: "Callable[[list[PageImage]], None]") -> None:
    """The pages of the paper as it stands; none where this result has no paper of ours."""
    counter = desk.counter

    def draw() -> "list[PageImage]":
        from desktop.operations import result_papers  # drawing is loaded by who looks at a paper

        return result_papers.preview_result(counter, number, result_papers.usual_language(counter, number))

    desk.store.run(draw, then, lambda _: then([]))


class ResultPrinting(QObject):
    """Prints the next copy and follows the job to its end.

    Signals: ``told(str, str)`` with words and their tone.
    """

    told = Signal(str, str)

    def __init__(self, desk: RoomDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._job: Job | None = None
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FOLLOW_EVERY_MS)
        self._timer.timeout.connect(self._follow)

    def print_result(self, number: str) -> None:
        """Draw, send, record. Pressed twice, it is printed once."""
        if self._busy:
            return
        self._busy = True
        self._timer.stop()
        counter = self._desk.counter

        def prepare() -> "PreparedPaper":
            from desktop.operations import result_papers

            return result_papers.prepare_result(counter, number, result_papers.usual_language(counter, number))

        self._desk.store.run(prepare, lambda prepared: self._send(number, prepared), self._refused)

    def stop(self) -> None:
        """No more following: the page goes away."""
        self._timer.stop()
        self._job = None

    def _send(self, number: str, prepared: "PreparedPaper") -> None:
        counter = self._desk.counter
        printer = counter.profile.printer

        def send() -> Job:
            return counter.printers.send(
                prepared.content, printer=printer, copies=1, media=prepared.media, title=number
            )

        self._desk.printer.run(send, lambda job: self._sent(number, prepared, job), self._refused)

    def _sent(self, number: str, prepared: "PreparedPaper", job: Job) -> None:
        """The printer has it: its bytes and its copy are recorded, wherever the window is by now."""
        counter = self._desk.counter

        def record() -> None:
            from desktop.operations import result_papers

            result_papers.record_result(counter, number, prepared)

        def recorded(_: None) -> None:
            if isValid(self):
                self._busy = False
                self._job = job
                self._follow()

        self._desk.store.run(record, recorded, self._refused)

    def _follow(self) -> None:
        job, printers = self._job, self._desk.counter.printers
        if job is not None:
            self._desk.printer.run(
                lambda: printers.follow(job), lambda state: self._followed(job, state), self._not_followed
            )

    def _followed(self, job: Job, state: JobState) -> None:
        if not isValid(self) or job is not self._job:
            return
        if not state.is_final:
            self._timer.start()
        self.told.emit(*say_job(state, self._desk.look))

    def _not_followed(self, problem: Problem) -> None:
        """The print system did not say: ask again, the job may come out yet."""
        if isValid(self) and self._job is not None:
            self._timer.start()
            self.told.emit(problem.sentence(self._desk.say), "trouble")

    def _refused(self, problem: Problem) -> None:
        if isValid(self):
            self._busy = False
            self.told.emit(problem.sentence(self._desk.say), "trouble")
