"""Slips of tickets: drawn on the store's thread, sent and followed on the printer's.

A ticket exists before its slip does: whatever the printer does, the queue goes on, and the next ticket waits for
nothing. So any number of slips may be on their way at once.
"""

from collections import deque
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from PySide6.QtCore import QObject, QTimer, Signal

from desktop.operations import tickets
from desktop.operations.queue_desk import IssuedTicket
from desktop.printing.ports import Job, JobState
from desktop.ui.workers import Worker
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.operations.counter import Counter

FOLLOW_EVERY_MS = 300
WAITING_EVERY_MS = 1000  # a printer that is off is not asked three times a second all day
KEPT_STANDINGS = 50

StandingKind = Literal["preparing", "sent", "waiting", "printed", "failed"]


@dataclass(frozen=True)
class TicketStanding:
    """Where a ticket's slip stands. ``state`` only while it waits for the printer, ``problem`` where it failed."""

    ticket: IssuedTicket
    kind: StandingKind
    state: JobState | None = None
    problem: Problem | None = None


@dataclass(frozen=True)
class _Sent:
    """A slip the printer took."""

    ticket: IssuedTicket
    job: Job


class TicketPrinting(QObject):
    """Prints the slips of tickets and follows each to its end.

    Signals, each with the IssuedTicket first: ``ticket_sent(object)`` the print system took it;
    ``ticket_printed(object)``; ``ticket_waiting(object, object)`` with a JobState that says why, once for each
    reason; ``ticket_failed(object, object)`` with a Problem. ``standing_changed(object)`` with a TicketStanding says
    all of these in one.
    """

    ticket_sent = Signal(object)
    ticket_printed = Signal(object)
    ticket_waiting = Signal(object, object)
    ticket_failed = Signal(object, object)
    standing_changed = Signal(object)

    def __init__(self, counter: "Counter", store: Worker, printer_thread: Worker) -> None:
        super().__init__()
        self._counter = counter
        self._store = store
        self._thread = printer_thread
        self._on_the_way: deque[_Sent] = deque()  # the next to be followed first
        self._standings: dict[str, TicketStanding] = {}
        self._dropped: set[str] = set()  # while their slip was still being drawn or handed over
        self._following = False
        self._stopped = False
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.timeout.connect(self._follow)

    def standing_of(self, visit: str) -> TicketStanding | None:
        """How the slip of a visit's ticket stands, of the last fifty printed."""
        return self._standings.get(visit)

    def print_ticket(self, ticket: IssuedTicket) -> None:
        """Print the slip of a ticket just issued."""
        self._stand(TicketStanding(ticket, "preparing"))
        self._store.run(
            lambda: tickets.prepare_ticket(self._counter, ticket),
            self._send,
            lambda problem: self._fail(ticket, problem),
        )

    def print_again(self, ticket: IssuedTicket) -> None:
        """Print one more slip of a ticket that waits, with the queue as it stands now.

        A slip still on its way is taken back, or two would come out.
        """
        standing = self._standings.get(ticket.visit)
        if standing is not None and standing.kind == "preparing":
            return  # pressed twice
        self._stand(TicketStanding(ticket, "preparing"))
        self._take_back(ticket.visit)
        self._store.run(
            lambda: tickets.prepare_again(self._counter, ticket.visit),
            self._send,
            lambda problem: self._fail(ticket, problem),
        )

    def drop(self, visit: str) -> None:
        """The visit was called or closed: a slip that still waits for the printer must not come out hours later."""
        standing = self._standings.get(visit)
        if standing is not None and standing.kind == "preparing":
            self._dropped.add(visit)
        self._take_back(visit)

    def stop(self) -> None:
        """No more following; what the printer took it prints by itself."""
        self._stopped = True
        self._timer.stop()
        self._on_the_way.clear()

    def _take_back(self, visit: str) -> None:
        printers = self._counter.printers
        for sent in [sent for sent in self._on_the_way if sent.ticket.visit == visit]:
            self._on_the_way.remove(sent)
            # One that has ended meanwhile, or a printer that cannot be reached: nothing more can be done about it.
            self._thread.run(lambda job=sent.job: printers.cancel(job), None, lambda _: None)  # type: ignore[misc]

    def _send(self, prepared: tickets.PreparedTicket) -> None:
        printers, named = self._counter.printers, tickets.ticket_printer_of(self._counter.profile)

        def send() -> Job:
            chosen = named or next((known.name for known in printers.list_printers() if known.is_default), "")
            return printers.send(prepared.content, printer=chosen, copies=1, media=prepared.media, title=prepared.title)

        self._thread.run(
            send, lambda job: self._taken(prepared.ticket, job), lambda problem: self._fail(prepared.ticket, problem)
        )

    def _taken(self, ticket: IssuedTicket, job: Job) -> None:
        if self._stopped:
            return
        self._on_the_way.appendleft(_Sent(ticket, job))
        if ticket.visit in self._dropped:
            self._dropped.discard(ticket.visit)
            self._take_back(ticket.visit)
            return
        self._stand(TicketStanding(ticket, "sent"))
        self.ticket_sent.emit(ticket)
        self._follow()

    def _follow(self) -> None:
        """Ask for one slip at a time, each in its turn."""
        self._timer.stop()
        if self._following or not self._on_the_way or self._stopped:
            return
        self._following = True
        sent, printers = self._on_the_way[0], self._counter.printers
        self._thread.run(
            lambda: printers.follow(sent.job),
            lambda state: self._followed(sent, state),
            lambda _: self._followed(sent, None),
        )

    def _followed(self, sent: _Sent, state: JobState | None) -> None:
        """``state`` is None where the print system did not say: it is asked again, the slip may come out yet."""
        self._following = False
        if sent in self._on_the_way:  # and not taken back meanwhile
            self._on_the_way.remove(sent)
            if state is None or not state.is_final:
                self._on_the_way.append(sent)
            if state is not None:
                self._tell(sent, state)
        if self._on_the_way and not self._stopped:
            standing = self._standings.get(self._on_the_way[0].ticket.visit)
            waits = state is None or (standing is not None and standing.kind == "waiting")
            self._timer.start(WAITING_EVERY_MS if waits else FOLLOW_EVERY_MS)

    def _tell(self, sent: _Sent, state: JobState) -> None:
        ticket = sent.ticket
        match state.kind:
            case "printed":
                self._stand(TicketStanding(ticket, "printed"))
                self.ticket_printed.emit(ticket)
            case "cancelled":
                self._fail(ticket, Problem("643", ticket=ticket.label, detail=state.detail))
            case "failed":
                self._fail(ticket, Problem("642", ticket=ticket.label, detail=state.detail))
            case "waiting_for_printer":
                self._wait(ticket, state)
            case _:
                self._tell_of_one_before(sent)

    def _tell_of_one_before(self, sent: _Sent) -> None:
        """Queued behind a slip that waits for the printer: it waits for the same."""
        others = (
            self._standings.get(other.ticket.visit)
            for other in self._on_the_way
            if other is not sent and other.job.printer == sent.job.printer
        )
        before = next((standing for standing in others if standing is not None and standing.kind == "waiting"), None)
        standing = self._standings.get(sent.ticket.visit)
        if before is not None and before.state is not None:
            self._wait(sent.ticket, before.state)
        elif standing is not None and standing.kind == "waiting":
            self._stand(TicketStanding(sent.ticket, "sent"))

    def _wait(self, ticket: IssuedTicket, state: JobState) -> None:
        standing = TicketStanding(ticket, "waiting", replace(state, detail=""))
        if self._standings.get(ticket.visit) != standing:
            self._stand(standing)
            self.ticket_waiting.emit(ticket, state)

    def _fail(self, ticket: IssuedTicket, problem: Problem) -> None:
        if self._stopped:
            return
        self._stand(TicketStanding(ticket, "failed", problem=problem))
        self.ticket_failed.emit(ticket, problem)

    def _stand(self, standing: TicketStanding) -> None:
        if self._stopped:
            return
        self._standings.pop(standing.ticket.visit, None)
        self._standings[standing.ticket.visit] = standing
        if len(self._standings) > KEPT_STANDINGS:
            del self._standings[next(iter(self._standings))]
        self.standing_changed.emit(standing)
