"""The list of complaints: what is due first, at the top; Enter opens one, F10 takes a new one in."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.operations import complaint_records
from desktop.operations.complaint_records import ComplaintLine
from desktop.ui.complaints.words import say_standing
from desktop.ui.day.turned import Turned
from desktop.ui.keys import digit_of
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.settings.form import empty
from desktop.ui.widgets.act_row import ActRow
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import label

OPEN, ALL, FIGURES = 1, 2, 3
NARROW = 640


@dataclass
class Place:
    """Where the list is, kept when the window is built anew."""

    only_open: bool = True
    number: str = ""  # of the row that had the keyboard


class ListPage(Leaf):
    """Digits choose what is listed and lead to the figures."""

    def __init__(self, desk: Desk, place: Place) -> None:
        super().__init__(desk)
        self._place = place
        self._rows: dict[str, ActRow] = {}
        self._lines: Sequence[ComplaintLine] | None = None
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        say, palette = self.say, self.look.palette
        self.setAccessibleName(say("Complaints"))
        self._title = label(say("Complaints"), size="title", wrap=False)
        self._new = KeyButton(say("Take a complaint in"), "F10", palette, look="primary")
        self._new.clicked.connect(self.go_on)
        self._kinds = {
            OPEN: Turned(say("To be answered"), str(OPEN), palette, look="plain"),
            ALL: Turned(say("All"), str(ALL), palette, look="plain"),
        }
        self._figures = KeyButton(say("Figures and register"), str(FIGURES), palette, look="plain")
        self._figures.clicked.connect(lambda: self.opened.emit(Step("figures", "")))
        top = QHBoxLayout()
        top.addWidget(self._title, 1)
        top.addWidget(self._new)
        choice = QHBoxLayout()
        choice.setSpacing(6)
        for digit, kind in self._kinds.items():
            kind.clicked.connect(partial(self._choose, digit))
            choice.addWidget(kind)
        choice.addWidget(self._figures)
        choice.addStretch(1)
        for button in (self._new, self._figures, *self._kinds.values()):
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(2, 2, 8, 8)
        outer.setSpacing(6)
        self._list = QVBoxLayout()
        self._list.setSpacing(6)
        outer.addLayout(self._list)
        outer.addStretch(1)
        self._scroll = QScrollArea()
        self._scroll.setWidgetResizable(True)
        self._scroll.setFrameShape(QFrame.Shape.NoFrame)
        self._scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._scroll.setWidget(inside)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(top)
        column.addLayout(choice)
        column.addWidget(self._scroll, 1)
        self._show_kind()

    @property
    def place(self) -> Place:
        """Where the list is."""
        focused = self.window().focusWidget()
        number = next((number for number, row in self._rows.items() if row is focused), self._place.number)
        return Place(self._place.only_open, number)

    # what the screen calls

    def focus_start(self) -> None:
        """The keyboard comes to the row it was on, else to the first."""
        row = self._rows.get(self._place.number) or next(iter(self._rows.values()), None)
        (row or self).setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Read the complaints again."""
        counter, only_open = self.desk.counter, self._place.only_open
        self.run(lambda: complaint_records.list_complaints(counter, only_open=only_open), self._show)

    def stop(self) -> None:
        """The room is left: the row is remembered."""
        self._place = self.place

    def go_on(self) -> None:
        """F10: a new one."""
        if not self.desk.counter.store.read_only:
            self.opened.emit(Step("intake", ""))

    def print_paper(self) -> None:
        """F9: the register is printed from its figures."""
        self.opened.emit(Step("figures", ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Digits choose."""
        digit = digit_of(event)
        if digit in self._kinds:
            self._choose(digit)
        elif digit == FIGURES:
            self.opened.emit(Step("figures", ""))
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """The row with the keyboard is in sight."""
        moved = super().focusNextPrevChild(forward)
        focused = self.window().focusWidget()
        if focused is not None and self._scroll.isAncestorOf(focused):
            self._scroll.ensureWidgetVisible(focused, 0, 40)
        return moved

    # inside

    def _choose(self, digit: int) -> None:
        self._place = Place(only_open=digit == OPEN)
        self._show_kind()
        self.refresh()

    def _show_kind(self) -> None:
        for digit, button in self._kinds.items():
            button.setChecked((digit == OPEN) == self._place.only_open)

    def _show(self, lines: Sequence[ComplaintLine]) -> None:
        if lines == self._lines:
            return
        self._place = self.place
        had = self.window().focusWidget()
        resting = had is self or (had is not None and self.isAncestorOf(had)) or had is None
        self._lines = lines
        empty(self._list)
        self._rows = {}
        for line in lines:
            self._rows[line.row.number] = row = self._make_row(line)
            self._list.addWidget(row)
        if not lines:
            words = (
                self.say("No complaint waits for an answer.")
                if self._place.only_open
                else self.say("No complaints yet.")
            )
            self._list.addWidget(label(words, tone="quiet"))
        if resting and self.isVisible():
            self.focus_start()

    def _make_row(self, line: ComplaintLine) -> ActRow:
        row, say, names = line.row, self.say, self.desk.names.operators
        standing, ink = say_standing(line, self.look)
        who = say("about you") if line.about_me else line.name or say("no personal data")
        told = []
        if row.about and not line.about_me:
            told.append(say("about {name}", name=names.get(row.about, row.about)))
        if row.handler:
            told.append(say("with {name}", name=names.get(row.handler, row.handler)))
        elif row.ended_on is None:
            told.append(say("given to nobody yet"))
        if row.case_number:
            told.append(say("case {number}", number=row.case_number))
        made = ActRow(f"{row.number}   {who}", " · ".join(told), self.look.palette, right=standing, ink=ink)
        made.clicked.connect(partial(self._open, row.number))
        return made

    def _open(self, number: str) -> None:
        self._place.number = number
        self.opened.emit(Step("complaint", number))

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Keys alone where it is narrow."""
        super().resizeEvent(event)
        for button in (*self._kinds.values(), self._figures):
            button.set_compact(self.width() < NARROW)
