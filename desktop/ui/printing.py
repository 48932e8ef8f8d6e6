"""Printing as the window does it: prepare on the store's thread, send and follow on the printer's own."""

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.domain.case import CaseDraft
from desktop.operations import issuing
from desktop.printing.ports import Job, JobState, PrinterInfo
from desktop.ui.reception.desk import Desk
from desktop.ui.workers import Worker
from forms.problems import Problem

FOLLOW_EVERY_MS = 300


@dataclass
class _Copy:
    """A copy on its way to the printer; ``recorded`` once the journal has it."""

    draft: CaseDraft
    prepared: issuing.PreparedPaper
    recorded: bool = False

    def is_of(self, draft: CaseDraft) -> bool:
        """Whether it is what would be printed of the draft now."""
        chosen = (draft.case, draft.paper_language, draft.paper_format)
        return (self.draft.case, self.prepared.language, self.prepared.format) == chosen


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
        self._copy: _Copy | None = None  # sent, and not known to have come out
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
        """Print the paper as chosen. A copy that did not come out is sent again as it was, with its own number."""
        if self._busy or not self._desk.is_open:
            return
        self._busy = True
        self._timer.stop()
        desk, draft, counter = self._desk, self._desk.draft, self._desk.counter
        copy = self._copy
        if copy is not None and copy.is_of(draft):
            self._send(printer, copy)
        else:
            desk.store.run(
                lambda: issuing.prepare_outcome(counter, draft),
                lambda prepared: self._send(printer, _Copy(draft, prepared, prepared.recorded)),
                self._refused,
            )

    def print_application(self) -> None:
        """Print the application form for the applicant to sign, on the printer chosen in the profile."""
        if self._busy or not self._desk.is_open:
            return
        self._busy = True
        desk, draft, counter = self._desk, self._desk.draft, self._desk.counter
        printers = counter.printers

        def send(content: bytes) -> Job:
            chosen = counter.profile.printer or next((p.name for p in printers.list_printers() if p.is_default), "")
            return printers.send(content, printer=chosen, copies=1, media=issuing.A4, title=f"Kense {draft.case[:8]}")

        def drawn(content: bytes) -> None:
            self._thread.run(lambda: send(content), sent, failed)

        def sent(_: Job) -> None:
            self._busy = False
            self.application_sent.emit()

        def failed(problem: Problem) -> None:
            self._busy = False
            desk.problem_met.emit(problem)

        desk.store.run(lambda: issuing.draw_application_form(counter, draft), drawn, failed)

    def stop(self) -> None:
        """No more following; the case has left the counter."""
        self._timer.stop()
        self._job = self._copy = None
        self._busy = False

    def _is_here(self, copy: "_Copy") -> bool:
        """Whether the copy's case is still on the counter: it may have been put aside meanwhile."""
        return self._desk.is_open and self._desk.draft.case == copy.draft.case

    def _send(self, printer: str, copy: "_Copy") -> None:
        if not self._is_here(copy):
            return
        printers, waiting, prepared = self._desk.counter.printers, self._job, copy.prepared
        again = copy is self._copy
        title = f"Kense {copy.draft.number}"
        copies = copy.draft.paper_copies

        def send() -> Job:
            state = None if waiting is None else printers.follow(waiting)
            if waiting is not None and state is not None:
                if again and state.kind == "printed":
                    return waiting  # it came out meanwhile: another would bear the same number
                if not state.is_final:
                    printers.cancel(waiting)  # or it would print a second time when the printer comes back
            return printers.send(prepared.content, printer=printer, copies=copies, media=prepared.media, title=title)

        self._thread.run(send, lambda job: self._sent(job, copy), self._refused)

    def _sent(self, job: Job, copy: "_Copy") -> None:
        if self._is_here(copy):
            self._job, self._copy = job, copy
        if copy.recorded:
            self._recorded(copy)
            return
        counter = self._desk.counter
        self._desk.store.run(
            lambda: issuing.record_printed(counter, copy.draft, copy.prepared),
            lambda _: self._recorded(copy),
            self._refused,
        )

    def _recorded(self, copy: "_Copy") -> None:
        copy.recorded = True
        if self._is_here(copy):
            self._busy = False
            self._follow()

    def _follow(self) -> None:
        job, printers = self._job, self._desk.counter.printers
        if job is not None:
            self._thread.run(lambda: printers.follow(job), lambda state: self._followed(job, state), self._not_followed)

    def _followed(self, job: Job, state: JobState) -> None:
        if job is not self._job or not self._desk.is_open:
            return
        if state.kind == "printed":
            self._copy = None
            self._desk.change(lambda draft: setattr(draft, "printed", True))
        if not state.is_final:
            self._timer.start()
        self.state_changed.emit(state, None)

    def _not_followed(self, problem: Problem) -> None:
        """The print system did not say: ask again, the job may come out yet."""
        if self._job is not None and self._desk.is_open:
            self._timer.start()
            self.state_changed.emit(None, problem)

    def _refused(self, problem: Problem) -> None:
        self._busy = False
        self.state_changed.emit(None, problem)
