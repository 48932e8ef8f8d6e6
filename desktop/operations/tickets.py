"""The slip of a queue ticket, ready for the printer. Called on the store's thread."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.permissions import require
from desktop.operations.counter import Counter
from desktop.operations.issuing import roll_media
from desktop.operations.queue_desk import IssuedTicket, find_ticket
from desktop.profile.shape import Profile
from forms.editions import Edition
from forms.moments import wall_time
from forms.papers.content import LanguageChoice, TicketPaper
from forms.texts import Text

A6 = "A6"
_QUEUE_RULE = "queue"  # the key of the editions' sentence on the order of the queue


@dataclass(frozen=True)
class PreparedTicket:
    """A slip ready for the printer; ``media`` as the print system names it."""

    ticket: IssuedTicket
    content: bytes
    media: str
    title: str


def prepare_ticket(counter: Counter, issued: IssuedTicket, *, again: bool = False) -> PreparedTicket:
    """Draw the slip of a ticket. ``again`` where it is one more: it says when it was printed."""
    require(counter.roles, "serve")
    from forms.papers.drawing import draw_ticket  # heavy: not before the first paper

    paper = _ticket_paper(counter, issued, again=again)
    content = draw_ticket(paper)
    media = A6 if paper.format == "a6" else roll_media(content)
    return PreparedTicket(issued, content, media, f"Kense {issued.label}")


def prepare_again(counter: Counter, visit: str) -> PreparedTicket:
    """Draw the slip of a ticket that waits once more, as the queue stands now. Raises Problem 604."""
    return prepare_ticket(counter, find_ticket(counter, visit), again=True)


def ticket_printer_of(profile: Profile) -> str:
    """The printer tickets go to: their own, or the one papers go to; empty for the system's default."""
    return profile.ticket_printer or profile.printer


def ticket_languages(profile: Profile) -> LanguageChoice:
    """Both languages where the profile names both or neither, as the law asks of signs for the public."""
    named = [language for language in ("kk", "ru") if language in profile.languages]
    if len(named) == 1:
        return "kk" if named[0] == "kk" else "ru"
    return "both"


def _ticket_paper(counter: Counter, issued: IssuedTicket, *, again: bool) -> TicketPaper:
    edition = counter.editions.by_label(issued.edition)
    return TicketPaper(
        label=issued.label,
        language=ticket_languages(counter.profile),
        format=counter.profile.queue.ticket_format,
        organisation=counter.profile.organisation,
        service=edition.short_title,
        rule=_queue_rule(edition),
        issued_at=datetime.fromisoformat(issued.issued_at),
        again_at=wall_time(counter.clock.now()) if again else None,
        ahead=issued.ahead,
        expected_wait=issued.expected_wait,
        practice=counter.practice,
    )


def _queue_rule(edition: Edition) -> Text | None:
    return next((rule.text for rule in edition.rules if rule.key == _QUEUE_RULE), None)
