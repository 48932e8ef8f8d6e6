"""A ticket just issued, as large as can be told from across the counter, and how its slip stands."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout

from desktop.operations.queue_desk import IssuedTicket
from desktop.printing.ports import WAITING_WORDS
from desktop.ui.context import Look
from desktop.ui.queue.ticket_printing import StandingKind, TicketPrinting, TicketStanding
from desktop.ui.theme import font
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import Tone, label, set_tone
from desktop.ui.wording import say_time_of
from forms.catalogues import N_
from forms.waiting import waiting_words

LABEL_SIZE = 84
NARROW = 680

STANDING_WORDS: dict[StandingKind, str] = {
    "preparing": N_("The slip is being drawn."),
    "sent": N_("The slip is being printed."),
    "printed": N_("The slip is printed. Hand it over."),
}
_SIGNS: dict[StandingKind, tuple[str, Tone]] = {
    "preparing": ("…", "quiet"),
    "sent": ("…", "quiet"),
    "waiting": ("⚠", "care"),
    "printed": ("✓", "good"),
    "failed": ("⚠", "trouble"),
}


class TicketShown(QFrame):
    """A ticket, large. Empty and hidden until it is shown one.

    Signals: ``reprint_requested(object)`` with the IssuedTicket shown.
    """

    reprint_requested = Signal(object)

    def __init__(self, look: Look, *, reprint_key: str = "") -> None:
        super().__init__()
        self.setObjectName("card")
        self._look = look
        self._ticket: IssuedTicket | None = None
        say = look.say
        self._number = QLabel()
        self._number.setTextFormat(Qt.TextFormat.PlainText)
        self._number.setFont(font(LABEL_SIZE, font().Weight.Bold))
        # The program's style sheet sets a size for everything; only a sheet of its own is stronger.
        self._number.setStyleSheet(f"font-size: {LABEL_SIZE}px; font-weight: 700; color: {look.palette.ink};")
        self._issued = label("", tone="quiet", size="note")
        self._ahead = label("", strong=True)
        self._wait = label("", strong=True)
        self._standing = label("")
        self._reprint = KeyButton(say("Print the slip again"), reprint_key, look.palette, look="plain")
        self._reprint.clicked.connect(self._ask_reprint)
        words = QVBoxLayout()
        words.setSpacing(4)
        words.addStretch(1)
        for line in (self._issued, self._ahead, self._wait):
            words.addWidget(line)
        words.addStretch(1)
        grid = self._grid = QGridLayout(self)
        grid.setContentsMargins(24, 12, 24, 16)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(8)
        grid.addWidget(self._number, 0, 0)
        grid.addLayout(words, 0, 1)
        grid.addWidget(self._reprint, 0, 2, Qt.AlignmentFlag.AlignVCenter)
        grid.addWidget(self._standing, 1, 0, 1, 3)
        grid.setColumnStretch(1, 1)
        self.setVisible(False)

    @property
    def ticket(self) -> IssuedTicket | None:
        """The ticket shown."""
        return self._ticket

    def follow(self, printing: TicketPrinting) -> None:
        """Say how the slip of the ticket shown stands, now and as it changes; print it again when asked."""
        printing.standing_changed.connect(self.show_standing)
        self.reprint_requested.connect(printing.print_again)

    def show_ticket(self, ticket: IssuedTicket, standing: TicketStanding | None = None) -> None:
        """Show a ticket, with its slip's ``standing`` where that is known already."""
        say = self._look.say
        self._ticket = ticket
        self._number.setText(ticket.label)
        self._number.setAccessibleName(say("Ticket {ticket}", ticket=ticket.label))
        self._issued.setText(say("Ticket issued at {time}", time=say_time_of(ticket.issued_at)))
        ahead, wait = _waiting_of(ticket, self._look)
        self._ahead.setText(ahead)
        self._wait.setText(wait)
        self._say_standing(standing or TicketStanding(ticket, "preparing"))
        self.setVisible(True)

    def show_standing(self, standing: TicketStanding) -> None:
        """How a slip stands; those of other tickets are not shown."""
        if self._ticket is not None and standing.ticket.visit == self._ticket.visit:
            self._say_standing(standing)

    def clear(self) -> None:
        """Show no ticket."""
        self._ticket = None
        self.setVisible(False)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Where the window is narrow the button goes below: the words need the room beside the number."""
        super().resizeEvent(event)
        narrow = self.width() < NARROW
        if narrow != (self._grid.itemAtPosition(2, 0) is not None):
            self._grid.removeWidget(self._reprint)
            if narrow:
                self._grid.addWidget(self._reprint, 2, 0, 1, 3, Qt.AlignmentFlag.AlignLeft)
            else:
                self._grid.addWidget(self._reprint, 0, 2, Qt.AlignmentFlag.AlignVCenter)

    def _say_standing(self, standing: TicketStanding) -> None:
        sign, tone = _SIGNS[standing.kind]
        self._standing.setText(f"{sign} {_standing_words(standing, self._look)}")
        set_tone(self._standing, tone)
        self._reprint.setEnabled(standing.kind != "preparing")

    def _ask_reprint(self) -> None:
        if self._ticket is not None:
            self.reprint_requested.emit(self._ticket)


def in_one_line(look: Look, standing: TicketStanding) -> str:
    """A ticket and its slip in a sentence, for where there is no room for a large one."""
    number = look.say("Ticket {ticket}", ticket=standing.ticket.label)
    sign = _SIGNS[standing.kind][0]
    slip = _standing_words(standing, look)
    # Trouble has its sign before the whole sentence already.
    return " · ".join((number, *_waiting_of(standing.ticket, look), slip if sign == "⚠" else f"{sign} {slip}"))


def _waiting_of(ticket: IssuedTicket, look: Look) -> tuple[str, str]:
    message, fields = waiting_words(ticket.expected_wait)
    wait = look.language.word(message).format(**fields)
    return look.say("Waiting before: {count}", count=ticket.ahead), look.say("Expected wait: {wait}", wait=wait)


def _standing_words(standing: TicketStanding, look: Look) -> str:
    say = look.say
    if standing.problem is not None:
        return standing.problem.sentence(say)
    if standing.kind == "waiting":
        reason = (standing.state.reason if standing.state is not None else None) or "other"
        aloud = say("The ticket counts without its slip: tell the number aloud.")
        return f"{say(WAITING_WORDS[reason])} {aloud}"
    return say(STANDING_WORDS[standing.kind])
