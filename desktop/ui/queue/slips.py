"""Tickets just issued: printed, shown large at home, said in a line while someone is served."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from desktop.operations.queue_desk import IssuedTicket, find_ticket
from desktop.ui.context import Look
from desktop.ui.queue.ticket_printing import TicketPrinting, TicketStanding
from desktop.ui.queue.ticket_shown import TicketShown, in_one_line

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.frame import Frame
    from desktop.ui.queue.desk import QueueDesk
    from desktop.ui.workers import Worker
    from forms.visits import Visit


class Slips(QObject):
    """Follows the slips of the queue's tickets.

    Signals: ``problem_met(object)``.
    """

    problem_met = Signal(object)

    def __init__(self, counter: "Counter", store: "Worker", printer: "Worker", queue: "QueueDesk") -> None:
        super().__init__()
        self._counter = counter
        self._store = store
        self.printing = TicketPrinting(counter, store, printer)
        self._shown: TicketShown | None = None
        self._frame: Frame | None = None
        self._look: Look | None = None
        self._last: IssuedTicket | None = None
        self._quiet = False  # while someone is served, a line is enough
        queue.ticket_issued.connect(self._issued)
        queue.ticket_called.connect(self._called)
        queue.ticket_closed.connect(self._gone)
        self.printing.standing_changed.connect(self._tell_in_case)

    def move_to(self, frame: "Frame", look: Look) -> None:
        """The window was built anew: the ticket shown with it."""
        large = self._shown is not None and self._shown.ticket is not None
        self._frame, self._look = frame, look
        self._shown = shown = TicketShown(look, reprint_key="Ctrl+F9")
        frame.home.put_ticket(shown)
        shown.follow(self.printing)
        if self._last is not None and large:
            shown.show_ticket(self._last, self.printing.standing_of(self._last.visit))

    def show_in_case(self, serving: bool) -> None:
        """Whether someone is served now."""
        self._quiet = serving

    def reprint(self) -> None:
        """Ctrl+F9: the last ticket's slip once more."""
        if self._last is not None and self._shown is not None:
            self._shown.show_ticket(self._last, self.printing.standing_of(self._last.visit))
            self.printing.print_again(self._last)

    def reprint_of(self, visit: str) -> None:
        """The slip of any ticket that waits once more: it is the last one from then on."""
        counter = self._counter
        self._store.run(lambda: find_ticket(counter, visit), self._found, self.problem_met.emit)

    def stop(self) -> None:
        """The window closes."""
        self.printing.stop()

    def _issued(self, ticket: IssuedTicket) -> None:
        self._last = ticket
        if self._shown is not None:
            self._shown.show_ticket(ticket)
        self.printing.print_ticket(ticket)

    def _found(self, ticket: IssuedTicket) -> None:
        self._last = ticket
        self.reprint()

    def _called(self, visit: "Visit") -> None:
        """Who was called is what counts now; the last ticket, where it still waits, can be printed again."""
        self._gone(visit)
        if self._shown is not None:
            self._shown.clear()

    def _gone(self, visit: "Visit") -> None:
        """Who was called or closed needs no slip any more."""
        self.printing.drop(visit.id)
        if self._last is not None and self._last.visit == visit.id:
            self._last = None
            if self._shown is not None:
                self._shown.clear()

    def _tell_in_case(self, standing: TicketStanding) -> None:
        if self._quiet and self._frame is not None and standing.ticket == self._last:
            trouble = standing.kind in ("waiting", "failed")
            self._frame.banner.tell(lambda look: in_one_line(look, standing), "trouble" if trouble else "good")
