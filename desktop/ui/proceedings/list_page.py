"""The cases under way: what this operator may take first, with filters a digit away."""

from collections.abc import Mapping, Sequence
from typing import Literal

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QFrame, QHBoxLayout, QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from desktop.operations import proceeding_view
from desktop.operations.proceeding_view import Waiting
from desktop.ui.keys import digit_of
from desktop.ui.proceedings.desk import Page, RoomDesk
from desktop.ui.proceedings.rows import ROW, RowPainter, say_row
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import label
from forms.catalogues import N_

Filter = Literal["mine", "under_way", "uncollected", "ended"]
FILTERS: Mapping[Filter, str] = {
    "mine": N_("For me"),
    "under_way": N_("All under way"),
    "uncollected": N_("Not collected"),
    "ended": N_("Ended"),
}
_EMPTY: Mapping[Filter, str] = {
    "mine": N_("Nothing waits for you. Key 2 shows what waits for others."),
    "under_way": N_("No case is under way. A case goes on here after its reception, where its edition says so."),
    "uncollected": N_("No result waits to be collected."),
    "ended": N_("No procedure has ended yet."),
}
_COMPACT_FROM = 700


class ListPage(Page):
    """Signals: ``opened(str)`` with a registration number; ``visit_wanted()`` at a State Corporation desk."""

    opened = Signal(str)
    visit_wanted = Signal()

    def __init__(self, desk: RoomDesk, chosen: Filter = "mine", number: str = "") -> None:
        super().__init__(desk)
        self.setObjectName("card")
        self.chosen: Filter = chosen
        self._number = number  # the row to come back to
        self._rows: Sequence[Waiting] = ()
        self._buttons: dict[Filter, KeyButton] = {}
        bar = QHBoxLayout()
        bar.setSpacing(8)
        for place, (name, words) in enumerate(FILTERS.items(), 1):
            button = KeyButton(self.say(words), str(place), self.look.palette)
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            button.clicked.connect(lambda _, name=name: self.choose(name))
            self._buttons[name] = button
            bar.addWidget(button)
        bar.addStretch(1)
        if desk.counter.profile.kind == "state_corporation":
            visit = KeyButton(self.say("Visit at home…"), "Ctrl+H", self.look.palette, look="plain")
            visit.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key = QShortcut(QKeySequence("Ctrl+H"), self)
            key.setAutoRepeat(False)
            key.activated.connect(self.visit_wanted)
            visit.clicked.connect(lambda _: self.visit_wanted.emit())
            bar.addWidget(visit)
        self._open = KeyButton(self.say("Open"), "Enter", self.look.palette, look="plain")
        self._open.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._open.clicked.connect(lambda _: self.go_on())
        bar.addWidget(self._open)
        self.view = _Rows()
        self.view.setItemDelegate(RowPainter(self.look, self.view))
        self.view.setAccessibleName(self.say("Proceedings"))
        self.view.itemActivated.connect(lambda _: self.go_on())
        self.view.digit_pressed.connect(self._digit)
        self._empty = label("", tone="quiet")
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 8)
        column.setSpacing(6)
        column.addLayout(bar)
        column.addWidget(self._empty)
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self._mark()

    @property
    def number(self) -> str:
        """The case the arrows stand on."""
        place = self.view.currentRow()
        return self._rows[place].proceeding.number if 0 <= place < len(self._rows) else self._number

    @property
    def rows(self) -> Sequence[Waiting]:
        """The rows shown."""
        return self._rows

    def focus_start(self) -> None:
        """The keyboard is on the rows."""
        self.view.setFocus(Qt.FocusReason.OtherFocusReason)

    def come_back(self) -> None:
        """From a case or a visit: what was done there shows."""
        self.refresh()
        self.focus_start()

    def refresh(self) -> None:
        """Read again."""
        counter, chosen = self.desk.counter, self.chosen
        self.run(lambda: proceeding_view.list_chosen(counter, chosen), lambda rows: self._show(chosen, rows))

    def tick(self) -> None:
        """Minutes have gone by: read again, the store measures them."""
        self.refresh()

    def go_on(self) -> None:
        """F10 and Enter: the chosen case."""
        if self._rows:
            self.opened.emit(self.number)

    def choose(self, chosen: Filter) -> None:
        """Another filter."""
        self.chosen = chosen
        self._mark()
        self.refresh()

    def _digit(self, digit: int) -> None:
        if 1 <= digit <= len(FILTERS):
            self.choose(list(FILTERS)[digit - 1])

    def _mark(self) -> None:
        for name, button in self._buttons.items():
            button.set_look("plain" if name == self.chosen else "flat")
        self._fit()

    def _show(self, chosen: Filter, rows: Sequence[Waiting]) -> None:
        if chosen != self.chosen:
            return
        number, place = self.number, max(0, self.view.currentRow())
        self._rows = rows
        self.view.clear()
        for row in rows:
            item = QListWidgetItem()
            item.setData(ROW, row)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, say_row(row, self.look))
            self.view.addItem(item)
        found = next((at for at, row in enumerate(rows) if row.proceeding.number == number), None)
        if rows:
            self.view.setCurrentRow(min(place, len(rows) - 1) if found is None else found)
        self._empty.setText("" if rows else self.say(_EMPTY[chosen]))
        self._empty.setVisible(not rows)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keys alone where it is narrow."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        """The chosen filter keeps its words."""
        words = sum(button.sizeHint().width() + 8 for button in self._buttons.values())
        narrow = self.width() < _COMPACT_FROM or (words > self.width() and self.width() < 2 * _COMPACT_FROM)
        for name, button in self._buttons.items():
            button.set_compact(narrow and name != self.chosen)
        self._open.setVisible(not narrow)


class _Rows(QListWidget):
    """Arrows move; a digit chooses a filter.

    Signals: ``digit_pressed(int)``.
    """

    digit_pressed = Signal(int)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setStyleSheet("background: transparent;")
        self.setUniformItemSizes(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListWidget.ScrollMode.ScrollPerPixel)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc is the room's; a digit a filter's."""
        digit = digit_of(event)
        if digit is not None:
            self.digit_pressed.emit(digit)
        elif event.key() == Qt.Key.Key_Escape:
            event.ignore()
        else:
            super().keyPressEvent(event)
