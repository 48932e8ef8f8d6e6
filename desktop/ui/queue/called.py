"""Who was called: the number large, and what to do when they come, or do not."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import label

if TYPE_CHECKING:
    from forms.visits import Visit

NARROW_BELOW = 640


class CalledCard(QWidget):
    """Shown in the place of “ready” while someone is on the way to the counter.

    Signals: ``came()``, ``call_again()``, ``hold_asked()``, ``close_asked()``.
    """

    came = Signal()
    call_again = Signal()
    hold_asked = Signal()
    close_asked = Signal()

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        say, palette = look.say, look.palette
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(say("Called to the counter"), tone="quiet"))
        self._number = label("", wrap=False)
        self._number.setStyleSheet(f"font-size: 64px; font-weight: 700; color: {palette.accent};")
        column.addWidget(self._number)
        self._service = label("", strong=True)
        self._recalls = label("", tone="quiet", size="note")
        column.addWidget(self._service)
        column.addWidget(self._recalls)
        column.addSpacing(12)
        self._came = KeyButton(say("Came: open the case"), "F10", palette, look="primary")
        self._again = KeyButton(say("Call again"), "F5", palette, look="plain")
        hold = KeyButton(say("Put aside"), "F8", palette, look="plain")
        close = KeyButton(say("Close without service"), "Ctrl+F8", palette, look="plain")
        self._came.clicked.connect(self.came)
        self._again.clicked.connect(self.call_again)
        hold.clicked.connect(self.hold_asked)
        close.clicked.connect(self.close_asked)
        first = QHBoxLayout()
        first.addWidget(self._came)
        first.addStretch(1)
        column.addLayout(first)
        column.addSpacing(4)
        self._others = QGridLayout()
        self._others.setSpacing(8)
        self._buttons = (self._again, hold, close)
        self._columns = 0
        self._arrange(3)
        column.addLayout(self._others)

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        for place, button in enumerate(self._buttons):
            self._others.removeWidget(button)
            self._others.addWidget(button, place // columns, place % columns, Qt.AlignmentFlag.AlignLeft)
        self._others.setColumnStretch(3, 1)

    def fit(self, width: int) -> None:
        """The lesser buttons beneath each other where there is no room beside."""
        self._arrange(3 if width >= NARROW_BELOW else 1)

    def show_visit(self, visit: "Visit", service: str, recalls_left: int) -> None:
        """Who was called, for what, and how often again."""
        say = self._look.say
        self._number.setText(visit.label or "—")
        self._service.setText(service)
        words = say("Called once.")
        if visit.recalls:
            words = say("Called again: {count}.", count=visit.recalls)
        self._recalls.setText(words)
        self._again.setText(say("Call again") if recalls_left else say("Did not come"))
        self._again.setAccessibleName(f"{self._again.text()} (F5)")
        self._again.updateGeometry()
        self._came.setText(say("Came: go on with the case") if visit.case_opened else say("Came: open the case"))

    def focus_start(self) -> None:
        """The keyboard rests on the likeliest."""
        self._came.setFocus()
