"""The counter between two people: begin with the next, or take up a case that waits."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import box, label
from desktop.ui.wording import say_time_of

if TYPE_CHECKING:
    from desktop.operations.reception import GivenCase, OfferedService, WaitingCase


class HomeScreen(QScrollArea):
    """What to do next.

    Signals: ``begin_requested(str)`` with a service; ``resume_requested(str)`` with a case.
    """

    begin_requested = Signal(str)
    resume_requested = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        say = look.say
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(6)
        column.addWidget(label(say("Ready for the next applicant"), size="title"))
        column.addWidget(
            label(say("Press F2 when someone comes to the counter: the clock starts then."), tone="quiet", size="note")
        )
        column.addSpacing(12)
        self._services = QVBoxLayout()
        self._services.setSpacing(10)
        column.addLayout(self._services)
        self._waiting_title = label(say("Unfinished cases"), strong=True)
        self._waiting = QVBoxLayout()
        self._waiting.setSpacing(8)
        column.addSpacing(18)
        column.addWidget(self._waiting_title)
        column.addLayout(self._waiting)
        self._given_title = label(say("Given today"), strong=True)
        self._given = QVBoxLayout()
        self._given.setSpacing(4)
        column.addSpacing(18)
        column.addWidget(self._given_title)
        column.addLayout(self._given)
        column.addStretch(1)
        self.setWidget(card)
        self._first: KeyButton | None = None
        self._first_waiting: KeyButton | None = None
        self._waiting_title.hide()
        self._given_title.hide()

    def show_services(self, services: "list[OfferedService]") -> None:
        """The services offered, each with the edition it is given under."""
        say, quote = self._look.say, self._look.language.quote
        for place, offered in enumerate(services):
            button = KeyButton(
                say("Next applicant"),
                "F2" if place == 0 else "",
                self._look.palette,
                look="primary" if place == 0 else "plain",
            )
            button.clicked.connect(lambda _, service=offered.service: self.begin_requested.emit(service))
            if place == 0:
                self._first = button
            words = QWidget()
            lines = QVBoxLayout(words)
            lines.setContentsMargins(0, 0, 0, 0)
            lines.setSpacing(2)
            lines.addWidget(label(quote(offered.title), strong=True))
            lines.addWidget(label(quote(offered.act), tone="quiet", size="note"))
            row = QWidget()
            inside = QHBoxLayout(row)
            inside.setContentsMargins(0, 0, 0, 0)
            inside.setSpacing(16)
            inside.addWidget(words, 1)
            inside.addWidget(button)
            self._services.addWidget(box("accentBox" if place == 0 else "noteBox", row))

    def show_waiting(self, cases: "list[WaitingCase]") -> None:
        """The cases put aside or interrupted."""
        _empty(self._waiting)
        say = self._look.say
        self._first_waiting = None
        for place, case in enumerate(cases):
            name = case.name.strip() or say("name not written yet")
            opened = say("opened at {time}", time=say_time_of(case.opened_at))
            state = say("outcome given: {number}", number=case.number) if case.number else ""
            state = state or (say("put aside") if case.held else say("interrupted"))
            button = KeyButton(say("Go on"), "F6" if place == 0 else "", self._look.palette, look="plain")
            button.clicked.connect(lambda _, case=case: self.resume_requested.emit(case.case))
            if place == 0:
                self._first_waiting = button
            row = QWidget()
            inside = QHBoxLayout(row)
            inside.setContentsMargins(0, 0, 0, 0)
            words = QVBoxLayout()
            words.setSpacing(2)
            words.addWidget(label(name, strong=True))
            words.addWidget(label(f"{state} · {opened}", tone="quiet", size="note"))
            inside.addLayout(words, 1)
            inside.addWidget(button)
            self._waiting.addWidget(box("noteBox", row))
        self._waiting_title.setVisible(bool(cases))

    def show_given(self, cases: "list[GivenCase]") -> None:
        """The last outcomes of the day. No names: this screen is seen from the other side of the counter."""
        _empty(self._given)
        for case in cases:
            words = self._look.language.word(case.outcome)
            state = "" if case.handed_over else " · " + self._look.say("not handed over yet")
            line = f"{case.number}   {say_time_of(case.decided_at)}   {words}{state}"
            self._given.addWidget(label(line, tone="quiet", size="note"))
        self._given_title.setVisible(bool(cases))

    def press_first(self) -> None:
        """F2: begin with the first service."""
        if self._first is not None:
            self._first.click()

    def press_first_waiting(self) -> None:
        """F6: take up the case that waits longest."""
        if self._first_waiting is not None:
            self._first_waiting.click()

    def focus_start(self) -> None:
        """The keyboard rests on the button that begins."""
        if self._first is not None:
            self._first.setFocus()


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.deleteLater()
