"""The acts of the walk-in queue. A ticket is a place in it; its visit and the case that may follow share its id."""

from typing import Literal

from forms.records import Kind

HoldReason = Literal["fetches_paper", "fills_form", "called_away", "waits_for_head", "counter_trouble", "other"]
CloseReason = Literal["left", "question_answered", "by_mistake", "not_our_service", "day_ended", "other"]


class TicketIssued(Kind, frozen=True, kw_only=True, tag="ticket_issued"):
    """Someone came and waits: the waiting clock starts."""

    version: Literal[1] = 1
    service: str
    edition: str
    day: str  # ISO date of the working day that is open
    letter: str
    number: int  # from 1 each day; 999 is followed by 1
    ahead: int  # how many wait before this one
    expected_wait_seconds: int


class TicketCalled(Kind, frozen=True, kw_only=True, tag="ticket_called"):
    """Called to the counter: the waiting clock stops and the serving clock starts.

    ``ground`` names the legal ground of a call out of order, empty in order; ``passed_over`` how many waited longer.
    """

    version: Literal[1] = 1
    ground: str = ""
    passed_over: int = 0


class TicketRecalled(Kind, frozen=True, kw_only=True, tag="ticket_recalled"):
    """Called again: nobody came yet."""

    version: Literal[1] = 1
    recalls: int


class TicketNoShow(Kind, frozen=True, kw_only=True, tag="ticket_no_show"):
    """Nobody came after the recalls the organisation sets: the visit ends."""

    version: Literal[1] = 1
    recalls: int


class VisitHeld(Kind, frozen=True, kw_only=True, tag="visit_held"):
    """Put aside with a reason; ``screen`` is where the case stood, empty where none was opened."""

    version: Literal[1] = 1
    reason: HoldReason
    screen: str = ""


class VisitReturned(Kind, frozen=True, kw_only=True, tag="visit_returned"):
    """Back after a hold: waits at the head of the queue."""

    version: Literal[1] = 1


class TicketClosed(Kind, frozen=True, kw_only=True, tag="ticket_closed"):
    """Closed without service."""

    version: Literal[1] = 1
    reason: CloseReason


class WalkInAdmitted(Kind, frozen=True, kw_only=True, tag="walk_in_admitted"):
    """Someone without a ticket goes before those who wait, on a legal ground. Comes before the visit's opening."""

    version: Literal[1] = 1
    ground: str
    passed_over: int
