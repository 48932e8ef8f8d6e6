"""The complaints on the home screen: a quiet line of how many wait and when the first is due. No names: home is seen
from the other side of the counter."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from desktop.ui.context import Look
from desktop.ui.widgets.labels import label, set_tone

if TYPE_CHECKING:
    from desktop.operations.complaint_records import DueComplaints
    from desktop.operations.counter import Counter
    from desktop.ui.frame import Frame
    from desktop.ui.workers import Worker


class ComplaintReminder(QObject):
    """Read again after everything that is recorded; nothing for who may not see complaints."""

    def __init__(self, counter: "Counter", store: "Worker") -> None:
        super().__init__()
        self._counter = counter
        self._store = store
        self._due: DueComplaints | None = None
        self._look: Look | None = None
        self.line: QLabel | None = None

    def move_to(self, frame: "Frame", look: Look) -> None:
        """The window was built anew: the line with it."""
        self._look = look
        self.line = label("", tone="quiet", size="note")
        self.line.setObjectName("complaintReminder")
        frame.home.put_news(self.line)
        self._say()

    def look_again(self) -> None:
        """Something was recorded, or another operator is here."""
        from desktop.operations import complaint_records  # not before the first picture

        counter = self._counter
        self._store.run(lambda: complaint_records.due_complaints(counter), self._show, lambda _: None)

    def _show(self, due: "DueComplaints") -> None:
        self._due = due
        self._say()

    def _say(self) -> None:
        from desktop.ui.complaints.words import say_reminder

        if self.line is None or self._look is None:
            return
        words = "" if self._due is None else say_reminder(self._due, self._look)
        self.line.setText(f"{words} · Ctrl+F6" if words else "")
        self.line.setVisible(bool(words))
        if self._due is not None:
            set_tone(self.line, "trouble" if self._due.overdue else "care" if self._due.today else "quiet")
