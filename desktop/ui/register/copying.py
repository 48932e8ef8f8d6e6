"""Printing from the register: drawn on the store's thread, sent on the printer's, recorded, followed to its end."""

from collections.abc import Callable
from typing import Protocol

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from desktop.operations import reprinting
from desktop.operations.counter import Counter
from desktop.operations.issuing import PreparedPaper
from desktop.printing.ports import Job, JobState
from desktop.ui.register.leaf import Desk
from forms.problems import Problem

FOLLOW_EVERY_MS = 300

Wanted = tuple[str, str, bool]  # paper, language, with the corrections


class Archive(Protocol):
    """The operations that keep and give back the copies of one kind of papers: those of cases, of complaints."""

    def take_again(self, counter: Counter, number: str, prepared: PreparedPaper) -> PreparedPaper | None:
        """A recorded copy that did not come out, or None where it no longer holds."""
        ...

    def record_copy(self, counter: Counter, number: str, prepared: PreparedPaper, copies: int = 1) -> None:
        """Keep a copy that went to the printer, and record it."""
        ...


class Copying(QObject):
    """Prints one paper at a time, on the printer of the profile or the default one.

    Signals: ``state_changed(object, object)`` with a JobState or None, and a Problem or None; ``recorded()`` once the
    journal has the copy.
    """

    state_changed = Signal(object, object)
    recorded = Signal()

    def __init__(self, desk: Desk, parent: QObject, archive: Archive = reprinting) -> None:
        super().__init__(parent)
        self._archive = archive
        self._desk = desk
        self._job: Job | None = None
        self._sent_last: tuple[Wanted, PreparedPaper] | None = None  # and not known to have come out
        self._busy = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(FOLLOW_EVERY_MS)
        self._timer.timeout.connect(self._follow)

    def print_paper(self, number: str, wanted: Wanted, prepare: Callable[[], PreparedPaper]) -> None:
        """Draw, send, record. Pressed twice, it is printed once; what did not come out goes again with its number.

        ``wanted`` tells which paper it is: the next one of the same is the one that did not come out.
        """
        if self._busy:
            return
        self._busy = True
        self._timer.stop()
        counter, archive = self._desk.counter, self._archive
        printers, waiting = counter.printers, self._job
        before = self._sent_last[1] if self._sent_last is not None and self._sent_last[0] == wanted else None

        def take() -> PreparedPaper:
            again = None if before is None else archive.take_again(counter, number, before)
            return again or prepare()

        def send(prepared: PreparedPaper) -> tuple[Job, PreparedPaper]:
            chosen = counter.profile.printer or next((p.name for p in printers.list_printers() if p.is_default), "")
            state = None if waiting is None else printers.follow(waiting)
            if waiting is not None and state is not None and prepared.recorded:
                if state.kind == "printed":
                    return waiting, prepared  # it came out meanwhile: another would bear the same number
                if not state.is_final:
                    printers.cancel(waiting)  # or it would print a second time when the printer comes back
            title = f"Kense {number}"
            job = printers.send(prepared.content, printer=chosen, copies=1, media=prepared.media, title=title)
            return job, prepared

        def sent(done: tuple[Job, PreparedPaper]) -> None:
            job, prepared = done
            self._sent_last = (wanted, prepared)
            self._desk.store.run(
                lambda: archive.record_copy(counter, number, prepared), lambda _: self._recorded(job), self._refused
            )

        self._desk.store.run(
            take,
            lambda prepared: self._desk.printer.run(lambda: send(prepared), sent, self._refused),
            self._refused,
        )

    def stop(self) -> None:
        """No more following: the page goes away. What was sent is recorded all the same."""
        self._timer.stop()
        self._job = None

    def _recorded(self, job: Job) -> None:
        if isValid(self):
            self._busy = False
            self._job = job
            self._follow()
            self.recorded.emit()

    def _follow(self) -> None:
        job, printers = self._job, self._desk.counter.printers
        if job is not None:
            self._desk.printer.run(
                lambda: printers.follow(job), lambda state: self._followed(job, state), self._not_followed
            )

    def _followed(self, job: Job, state: JobState) -> None:
        if not isValid(self) or job is not self._job:
            return
        if state.kind == "printed":
            self._sent_last = None
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
