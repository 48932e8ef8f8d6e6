"""The queue beside the counter: how many wait, whose turn it is, who was put aside."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui.context import Look
from desktop.ui.queue.rows import QueueRow, RowList
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.ui.queue.desk import QueueDesk
    from forms.visits import Visit

MOST_ROWS = 6


class QueueSummary(QFrame):
    """A column: the next few who wait, then those put aside.

    Signals: ``visit_chosen(object)`` with the Visit whose row was pressed, ``walk_in_requested()``.
    """

    visit_chosen = Signal(object)
    walk_in_requested = Signal()

    def __init__(self, look: Look, *, most: int = MOST_ROWS) -> None:
        super().__init__()
        self._look = look
        self._most = most
        self._desk: QueueDesk | None = None
        self.setObjectName("card")
        say = look.say
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(8)
        self._title = label(say("Queue"), strong=True)
        self._empty = label(say("Nobody waits. Tickets appear here."), tone="quiet", size="note")
        self._waiting = RowList()
        self._more = label("", tone="quiet", size="note")
        self._held_title = label(say("Put aside"), strong=True)
        self._held = RowList()
        for widget in (self._title, self._empty, self._waiting, self._more, self._held_title, self._held):
            column.addWidget(widget)
        column.addStretch(1)
        self._walk_in = KeyButton(say("Before others, without a ticket"), "Ctrl+F2", look.palette)
        self._walk_in.clicked.connect(self.walk_in_requested)
        column.addWidget(self._walk_in, 0, Qt.AlignmentFlag.AlignLeft)
        self._walk_in.hide()
        for widget in (self._more, self._held_title):
            widget.hide()

    def show_queue(self, desk: "QueueDesk", services: dict[str, str], reasons: dict[str, str]) -> None:
        """How the queue stands; ``services`` and ``reasons`` in the window's words."""
        self._desk = desk
        say, state = self._look.say, desk.state
        self._title.setText(say("Queue: {count} waiting", count=state.count) if state.count else say("Queue"))
        self._empty.setVisible(not state.count)
        self._walk_in.setVisible(state.count > 0 and desk.called is None)
        self._waiting.show_rows(
            [
                self._row(visit, place, services, say("came back after a hold") if visit.head_since else "")
                for place, visit in enumerate(state.waiting[: self._most])
            ]
        )
        left = state.count - len(self._waiting.rows)
        self._more.setText(say("and {count} more", count=left))
        self._more.setVisible(left > 0)
        aside = [visit for visit in state.held if visit.number or not visit.case_opened]
        self._held.show_rows(
            [
                self._row(visit, place, services, reasons.get(visit.hold_reason, ""))
                for place, visit in enumerate(aside[: self._most])
            ]
        )
        self._held_title.setVisible(bool(aside))
        self.tick()

    def tick(self) -> None:
        """The minutes go on."""
        if self._desk is None:
            return
        for row in (*self._waiting.rows, *self._held.rows):
            row.show_minutes(self._desk.waited_minutes(row.visit), self._desk.waiting_state(row.visit))

    def focus_first(self) -> None:
        """The keyboard goes to the first row."""
        for row in (*self._waiting.rows, *self._held.rows):
            row.setFocus()
            return

    def _row(self, visit: "Visit", place: int, services: dict[str, str], note: str) -> QueueRow:
        row = QueueRow(visit, place, services.get(visit.service, visit.service), note, self._look)
        row.clicked.connect(lambda _, visit=visit: self.visit_chosen.emit(visit))
        return row
