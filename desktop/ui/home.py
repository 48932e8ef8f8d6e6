"""The counter between two people: call the next, begin with who stands there, or take up a case that waits."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QApplication,
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QPushButton,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from desktop.ui.context import Look
from desktop.ui.keys import digit_of
from desktop.ui.queue.rows import QueueRow
from desktop.ui.widgets.buttons import KeyButton, link_button
from desktop.ui.widgets.labels import box, label
from desktop.ui.wording import say_time_of

if TYPE_CHECKING:
    from desktop.operations.reception import GivenCase, OfferedService, WaitingCase
    from desktop.ui.queue.called import CalledCard
    from desktop.ui.queue.desk import QueueDesk
    from desktop.ui.queue.summary import QueueSummary

BESIDE_FROM = 860


class HomeScreen(QScrollArea):
    """What to do next.

    Signals: ``begin_requested(str)`` with a service for who stands at a counter nobody waits for,
    ``ticket_requested(str)`` with a service, ``call_requested()``, ``resume_requested(str)`` with a case,
    ``hand_over_requested(str)`` and ``take_over_requested(str)`` with one's own or another's.
    """

    begin_requested = Signal(str)
    ticket_requested = Signal(str)
    call_requested = Signal()
    resume_requested = Signal(str)
    hand_over_requested = Signal(str)
    take_over_requested = Signal(str)

    def __init__(self, look: Look) -> None:
        super().__init__()
        self._look = look
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        say = look.say
        whole = QWidget()
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight, whole)
        self._sides.setContentsMargins(0, 0, 0, 0)
        self._sides.setSpacing(16)
        card = QFrame()
        card.setObjectName("card")
        self._sides.addWidget(card, 3)
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 18, 24, 20)
        column.setSpacing(6)
        self._news_place = QVBoxLayout()
        self._news_place.setContentsMargins(0, 0, 0, 8)
        column.addLayout(self._news_place)
        self._called_place = QVBoxLayout()
        column.addLayout(self._called_place)
        self._ready = QWidget()
        ready = QVBoxLayout(self._ready)
        ready.setContentsMargins(0, 0, 0, 0)
        ready.setSpacing(6)
        self._title = label(say("Ready for the next applicant"), size="title")
        self._hint = label("", tone="quiet", size="note")
        self.call = KeyButton(say("Call the next"), "F3", look.palette, look="primary")
        self.call.clicked.connect(self.call_requested)
        for widget in (self._title, self._hint):
            ready.addWidget(widget)
        calling = QHBoxLayout()
        calling.addWidget(self.call)
        calling.addStretch(1)
        ready.addLayout(calling)
        self.call.hide()
        column.addWidget(self._ready)
        column.addSpacing(10)
        self._services = QVBoxLayout()
        self._services.setSpacing(10)
        column.addLayout(self._services)
        self._waiting_title = label(say("Unfinished cases"), strong=True)
        self._waiting = QVBoxLayout()
        self._waiting.setSpacing(8)
        column.addSpacing(14)
        column.addWidget(self._waiting_title)
        column.addLayout(self._waiting)
        self._others_title = label(say("Others' unfinished cases"), strong=True)
        self._others = QVBoxLayout()
        self._others.setSpacing(8)
        column.addSpacing(8)
        column.addWidget(self._others_title)
        column.addLayout(self._others)
        self._given_title = label(say("Given today"), strong=True)
        self._given = QVBoxLayout()
        self._given.setSpacing(4)
        column.addSpacing(14)
        column.addWidget(self._given_title)
        column.addLayout(self._given)
        column.addStretch(1)
        self.setWidget(whole)
        self._offered: list[OfferedService] = []
        self._buttons: list[KeyButton] = []
        self._first_waiting: KeyButton | None = None
        self._walk_in = True  # nobody waits and nobody is called: who stands here is served at once
        self.called: CalledCard | None = None
        self.queue: QueueSummary | None = None
        self._waiting_title.hide()
        self._others_title.hide()
        self._given_title.hide()
        self._say_hint()

    def put_queue(self, called: "CalledCard", queue: "QueueSummary") -> None:
        """The queue's parts, made once the store is open."""
        self.called, self.queue = called, queue
        self._called_place.addWidget(called)
        beside = QVBoxLayout()
        beside.setSpacing(16)
        self._ticket_place = QVBoxLayout()
        beside.addLayout(self._ticket_place)
        beside.addWidget(queue, 1)
        self._sides.addLayout(beside, 2)
        called.hide()

    def put_news(self, news: QWidget) -> None:
        """What the district says, above everything else."""
        self._news_place.addWidget(news)

    def put_ticket(self, ticket: QWidget) -> None:
        """The ticket issued last, large, above the queue."""
        self._ticket_place.addWidget(ticket)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """The queue beside, or beneath where the window is narrow."""
        super().resizeEvent(event)
        beside = self.width() >= BESIDE_FROM
        self._sides.setDirection(
            QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom,
        )
        if self.called is not None:
            self.called.fit(self.width() * 3 // 5 if beside else self.width())

    # what is shown

    def show_services(self, services: "list[OfferedService]") -> None:
        """The services offered, each with the edition it is given under."""
        self._offered = services
        quote = self._look.language.quote
        _empty(self._services)
        self._buttons = []
        for place, offered in enumerate(services):
            button = KeyButton("", "F2" if place == 0 else str(place + 1), self._look.palette, look="plain")
            button.clicked.connect(lambda _, service=offered.service: self._press(service))
            self._buttons.append(button)
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
        self._say_hint()

    def show_queue(self, desk: "QueueDesk", reasons: dict[str, str]) -> None:
        """How the queue stands: who was called, whose turn it is, or that the counter is free."""
        assert self.called is not None and self.queue is not None
        quote = self._look.language.quote
        services = {offered.service: quote(offered.title) for offered in self._offered}
        visit, state = desk.called, desk.state
        if visit is not None:
            self.called.show_visit(visit, services.get(visit.service, ""), desk.recalls_left)
        self.called.setVisible(visit is not None)
        self._ready.setVisible(visit is None)
        self._walk_in = visit is None and not state.count
        self.call.setVisible(visit is None and state.count > 0)
        say = self._look.say
        if state.waiting:
            self._title.setText(say("Next: {ticket}", ticket=state.waiting[0].label))
        else:
            self._title.setText(say("Ready for the next applicant"))
        self.queue.show_queue(desk, services, reasons)
        focused = QApplication.focusWidget()
        gone = isinstance(focused, QueueRow) and not self.queue.has_row(focused)
        resting = focused in (None, self.call, *self._buttons) or gone or not (focused and focused.isVisible())
        self._say_hint()
        if resting and self.isVisible():
            self.focus_start()

    def _say_hint(self) -> None:
        say = self._look.say
        words = say("Next applicant") if self._walk_in else say("Ticket")
        for button in self._buttons:
            button.setText(words)
            button.setAccessibleName(words)
            button.set_look("primary" if self._walk_in and button is self._buttons[0] else "plain")
            button.updateGeometry()
        if self._walk_in:
            self._hint.setText(say("Press F2 when someone comes to the counter: the clock starts then."))
        else:
            self._hint.setText(say("Press F3 to call: the serving clock starts then. F2 gives who comes a ticket."))

    def show_waiting(self, cases: "list[WaitingCase]", mine: str = "", names: Mapping[str, str] | None = None) -> None:
        """The cases put aside or interrupted: one's own first, others' beneath with whose they are.

        ``mine`` is the operator's identifier, empty at a counter in the clear, where all are everybody's.
        """
        _empty(self._waiting)
        _empty(self._others)
        own = [case for case in cases if not mine or case.operator == mine]
        others = [case for case in cases if case not in own]
        self._first_waiting = None
        say = self._look.say
        for place, case in enumerate(own):
            button = KeyButton(say("Go on"), "F6" if place == 0 else "", self._look.palette, look="plain")
            button.clicked.connect(lambda _, case=case: self.resume_requested.emit(case.case))
            if place == 0:
                self._first_waiting = button
            offers: list[QPushButton] = [button]
            if mine:
                hand_over = link_button(say("Hand over…"))
                hand_over.clicked.connect(lambda _, case=case: self.hand_over_requested.emit(case.case))
                offers.insert(0, hand_over)
            self._waiting.addWidget(self._case_row(case, "", offers))
        for case in others:
            take = link_button(say("Take over…"))
            take.clicked.connect(lambda _, case=case: self.take_over_requested.emit(case.case))
            owner = say("with {name}", name=(names or {}).get(case.operator, case.operator))
            self._others.addWidget(self._case_row(case, owner, [take]))
        self._waiting_title.setVisible(bool(own))
        self._others_title.setVisible(bool(others))

    def _case_row(self, case: "WaitingCase", owner: str, offers: "list[QPushButton]") -> QWidget:
        say = self._look.say
        name = case.name.strip() or say("name not written yet")
        opened = say("opened at {time}", time=say_time_of(case.opened_at))
        state = say("outcome given: {number}", number=case.number) if case.number else ""
        state = state or (say("put aside") if case.held else say("interrupted"))
        told = " · ".join(part for part in (owner, state, opened) if part)
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        words = QVBoxLayout()
        words.setSpacing(2)
        words.addWidget(label(name, strong=True))
        words.addWidget(label(told, tone="quiet", size="note"))
        inside.addLayout(words, 1)
        for offer in offers:
            offer.setAccessibleName(f"{offer.text()} {name}")
            inside.addWidget(offer)
        return box("noteBox", row)

    def show_given(self, cases: "list[GivenCase]") -> None:
        """The last outcomes of the day. No names: this screen is seen from the other side of the counter."""
        _empty(self._given)
        for case in cases:
            words = self._look.language.word(case.outcome)
            state = "" if case.handed_over else " · " + self._look.say("not handed over yet")
            line = f"{case.number}   {say_time_of(case.decided_at)}   {words}{state}"
            self._given.addWidget(label(line, tone="quiet", size="note"))
        self._given_title.setVisible(bool(cases))

    # what keys do

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """The digit on a service's button."""
        digit = digit_of(event)
        if digit is not None and 2 <= digit <= len(self._buttons):
            self.press_service(digit - 1)
        else:
            super().keyPressEvent(event)

    def press_service(self, place: int) -> None:
        """F2 or a digit: who stands here begins, or gets a ticket where others wait."""
        if place < len(self._buttons):
            self._buttons[place].click()

    def press_first_waiting(self) -> bool:
        """F6: take up the case that waits longest; whether there is one."""
        if self._first_waiting is not None:
            self._first_waiting.click()
        return self._first_waiting is not None

    def focus_start(self) -> None:
        """The keyboard rests on the button that goes on."""
        if self.called is not None and self.called.isVisibleTo(self):
            self.called.focus_start()
        elif self.call.isVisibleTo(self):
            self.call.setFocus()
        elif self._buttons:
            self._buttons[0].setFocus()

    def _press(self, service: str) -> None:
        (self.begin_requested if self._walk_in else self.ticket_requested).emit(service)


def _empty(layout: QVBoxLayout) -> None:
    while layout.count():
        item = layout.takeAt(0)
        widget = item.widget() if item is not None else None
        if widget is not None:
            widget.deleteLater()
