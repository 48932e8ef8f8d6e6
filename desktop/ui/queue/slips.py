"""Tickets just issued: printed, shown large at home, said in a line while someone is served."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from desktop.operations.queue_desk import IssuedTicket
from desktop.ui.context import Look
from desktop.ui.queue_ticket import TicketShown
from desktop.ui.ticket_printing import TicketPrinting, TicketStanding

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.ui.frame import Frame
    from desktop.ui.queue.desk import QueueDesk
    from desktop.ui.workers import Worker
    from forms.visits import Visit


class Slips(QObject):
    """Follows the slips of the queue's tickets."""

    def __init__(self, counter: "Counter", store: "Worker", printer: "Worker", queue: "QueueDesk") -> None:
        super().__init__()
        self.printing = TicketPrinting(counter, store, printer)
        self._shown: TicketShown | None = None
        self._frame: Frame | None = None
        self._look: Look | None = None
        self._last: IssuedTicket | None = None
        self._quiet = False  # while someone is served, a line is enough
        queue.ticket_issued.connect(self._issued)
        queue.ticket_called.connect(self._called)
        queue.ticket_closed.connect(lambda visit: self.printing.drop(visit.id))
        self.printing.standing_changed.connect(self._tell_in_case)

    def move_to(self, frame: "Frame", look: Look) -> None:
        """The window was built anew: the ticket shown with it."""
        self._frame, self._look = frame, look
        self._shown = shown = TicketShown(look, reprint_key="Ctrl+F9")
        frame.home.put_ticket(shown)
        shown.follow(self.printing)
        if self._last is not None:
            shown.show_ticket(self._last, self.printing.standing_of(self._last.visit))

    def show_in_case(self, serving: bool) -> None:
        """Whether someone is served now."""
        self._quiet = serving

    def reprint(self) -> None:
        """Ctrl+F9: the last ticket's slip once more."""
        if self._last is not None:
            self.printing.print_again(self._last)

    def stop(self) -> None:
        """The window closes."""
        self.printing.stop()

    def _issued(self, ticket: IssuedTicket) -> None:
        self._last = ticket
        if self._shown is not None:
            self._shown.show_ticket(ticket)
        self.printing.print_ticket(ticket)

    def _called(self, visit: "Visit") -> None:
        self.printing.drop(visit.id)
        if self._last is not None and self._shown is not None:
            self._last = None
            self._shown.clear()

    def _tell_in_case(self, standing: TicketStanding) -> None:
        if self._quiet and self._frame is not None and self._shown is not None and standing.ticket == self._last:
            trouble = standing.kind in ("waiting", "failed")
            self._frame.banner.tell(self._shown.in_one_line(), trouble=trouble, good=not trouble)
