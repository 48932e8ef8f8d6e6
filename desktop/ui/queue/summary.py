"""The queue beside the counter: how many wait, whose turn it is, who was put aside."""

from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout

from desktop.ui.context import Look
from desktop.ui.queue.rows import QueueRow, RowList
from desktop.ui.widgets.buttons import KeyButton, link_button
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from desktop.ui.queue.desk import QueueDesk
    from forms.visits import Visit

MOST_ROWS = 6
MORE_ROWS = 20


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
        self._shown: tuple[dict[str, str], dict[str, str]] = ({}, {})
        self.setObjectName("card")
        say = look.say
        column = QVBoxLayout(self)
        column.setContentsMargins(18, 16, 18, 16)
        column.setSpacing(8)
        self._title = label(say("Queue"), strong=True)
        self._empty = label(say("Nobody waits. Tickets appear here."), tone="quiet", size="note")
        self._waiting, self._held = RowList(), RowList()
        self._more, self._more_held = link_button(""), link_button("")
        self._more.clicked.connect(lambda: self._unfold(self._waiting))
        self._more_held.clicked.connect(lambda: self._unfold(self._held))
        self._held_title = label(say("People put aside"), strong=True)
        for widget in (
            self._title,
            self._empty,
            self._waiting,
            self._more,
            self._held_title,
            self._held,
            self._more_held,
        ):
            column.addWidget(widget)
        for more in (self._more, self._more_held):
            column.setAlignment(more, Qt.AlignmentFlag.AlignLeft)
        column.addStretch(1)
        self._walk_in = KeyButton(say("Before others, without a ticket"), "Ctrl+F2", look.palette)
        self._walk_in.clicked.connect(self.walk_in_requested)
        column.addWidget(self._walk_in, 0, Qt.AlignmentFlag.AlignLeft)
        self._walk_in.hide()
        for widget in (self._more, self._more_held, self._held_title):
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
        left = len(aside) - len(self._held.rows)
        self._more_held.setText(say("and {count} more", count=left))
        self._more_held.setVisible(left > 0)
        self._held_title.setVisible(bool(aside))
        self._shown = (services, reasons)
        # Rows are made anew each time: Tab goes through the column as it is read.
        column = (*self._waiting.rows, self._more, *self._held.rows, self._more_held, self._walk_in)
        for before, after in pairwise(column):
            self.setTabOrder(before, after)
        self.tick()

    def has_row(self, row: QueueRow) -> bool:
        """Whether a row is one of those shown now."""
        return row in (*self._waiting.rows, *self._held.rows)

    def tick(self) -> None:
        """The minutes go on."""
        if self._desk is None:
            return
        for row in (*self._waiting.rows, *self._held.rows):
            row.show_minutes(self._desk.waited_minutes(row.visit), self._desk.waiting_state(row.visit))

    def _unfold(self, rows: RowList) -> None:
        """Who stands further back, too: a legal ground may be theirs. The keyboard goes to the first of them."""
        if self._desk is None:
            return
        before = len(rows.rows)
        self._most += MORE_ROWS
        self.show_queue(self._desk, *self._shown)
        rows.rows[before].setFocus()

    def _row(self, visit: "Visit", place: int, services: dict[str, str], note: str) -> QueueRow:
        row = QueueRow(visit, place, services.get(visit.service, visit.service), note, self._look)
        row.clicked.connect(lambda _, visit=visit: self.visit_chosen.emit(visit))
        return row
