"""Printing as the window does it: prepare on the store's thread, send and follow on the printer's own."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.operations import issuing
from desktop.printing.ports import Job, JobState, PrinterInfo
from desktop.ui.reception.desk import Desk
from desktop.ui.workers import Worker
from forms.problems import Problem

FOLLOW_EVERY_MS = 300


class PrintDesk(QObject):
    """Prints the outcome's paper and follows the job to its end.

    Signals: ``state_changed(object, object)`` with a JobState or None, and a Problem or None; ``application_sent()``.
    """

    state_changed = Signal(object, object)
    application_sent = Signal()

    def __init__(self, desk: Desk, printer_thread: Worker) -> None:
        super().__init__()
        self._desk = desk
        self._thread = printer_thread
        self._job: Job | None = None
        self._failed: issuing.PreparedPaper | None = None
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FOLLOW_EVERY_MS)
        self._timer.timeout.connect(self._follow)

    def list_printers(self, then: Callable[[list[PrinterInfo]], None]) -> None:
        """Ask the print system for its printers; none is an answer, too."""
        printers = self._desk.counter.printers
        self._thread.run(printers.list_printers, then, lambda _: then([]))

    def print_outcome(self, printer: str) -> None:
        """Print the paper as chosen. A copy the printer failed on is sent again as it was, with its own number."""
        if self._busy or not self._desk.is_open:
            return
        self._busy = True
        self._timer.stop()
        desk, draft, counter = self._desk, self._desk.draft, self._desk.counter
        again = self._failed
        if again is not None and (again.language, again.format) == (draft.paper_language, draft.paper_format):
            self._send(printer, again, recorded=True)
        else:
            desk.store.run(
                lambda: issuing.prepare_outcome(counter, draft),
                lambda prepared: self._send(printer, prepared, recorded=False),
                self._refused,
            )

    def print_application(self) -> None:
        """Print the application form for the applicant to sign, on the printer chosen in the profile."""
        if self._busy or not self._desk.is_open:
            return
        desk, draft, counter = self._desk, self._desk.draft, self._desk.counter
        printers = counter.printers

        def send(content: bytes) -> None:
            self._thread.run(
                lambda: printers.send(
                    content,
                    printer=counter.profile.printer,
                    copies=1,
                    media=issuing.A4,
                    title=f"Kense {draft.case[:8]}",
                ),
                lambda _: self.application_sent.emit(),
                desk.problem_met.emit,
            )

        desk.store.run(lambda: issuing.draw_application_form(counter, draft), send, desk.problem_met.emit)

    def stop(self) -> None:
        """No more following; the case has left the counter."""
        self._timer.stop()
        self._job = self._failed = None
        self._busy = False

    def _send(self, printer: str, prepared: issuing.PreparedPaper, *, recorded: bool) -> None:
        draft, printers, waiting = self._desk.draft, self._desk.counter.printers, self._job
        title = f"Kense {draft.number}"
        copies = draft.paper_copies

        def send() -> Job:
            if waiting is not None and not printers.follow(waiting).is_final:
                printers.cancel(waiting)  # or it would print a second time when the printer comes back
            return printers.send(prepared.content, printer=printer, copies=copies, media=prepared.media, title=title)

        self._thread.run(
            send,
            lambda job: self._sent(job, prepared, recorded),
            self._refused,
        )

    def _sent(self, job: Job, prepared: issuing.PreparedPaper, recorded: bool) -> None:
        self._job, self._failed = job, prepared
        desk = self._desk
        if not desk.is_open:
            return
        draft, counter = desk.draft, desk.counter
        if recorded:
            self._recorded()
        else:
            desk.store.run(
                lambda: issuing.record_printed(counter, draft, prepared), lambda _: self._recorded(), self._refused
            )

    def _recorded(self) -> None:
        self._busy = False
        self._follow()

    def _follow(self) -> None:
        job, printers = self._job, self._desk.counter.printers
        if job is not None:
            self._thread.run(lambda: printers.follow(job), lambda state: self._followed(job, state), self._refused)

    def _followed(self, job: Job, state: JobState) -> None:
        if job is not self._job or not self._desk.is_open:
            return
        if state.kind == "printed":
            self._failed = None
            self._desk.change(lambda draft: setattr(draft, "printed", True))
        if not state.is_final:
            self._timer.start()
        self.state_changed.emit(state, None)

    def _refused(self, problem: Problem) -> None:
        self._busy = False
        self.state_changed.emit(None, problem)
