"""The room of proceedings: the cases under way, and over them the page of one. Esc goes back step by step."""

from PySide6.QtCore import QSize, Qt, QTimer, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.permissions import may
from desktop.operations.counter import Counter
from desktop.ui.context import Look
from desktop.ui.proceedings.case_page import CasePage
from desktop.ui.proceedings.desk import Page, RoomDesk
from desktop.ui.proceedings.list_page import ListPage
from desktop.ui.proceedings.visit_page import VisitPage
from desktop.ui.widgets.labels import label
from desktop.ui.workers import Worker

TICK_MS = 1000
LIST_EVERY = 20  # ticks: rows speak of minutes


class ProceedingsScreen(QWidget):
    """The room. What is typed into a panel outlives its page, another language and leaving the room.

    Signals: ``problem_met(object)`` with a Problem; ``store_changed()`` after an act.
    """

    problem_met = Signal(object)
    store_changed = Signal()

    def __init__(self, look: Look, counter: Counter, store: Worker, printer: Worker) -> None:
        super().__init__()
        self._desk = RoomDesk(look, counter, store, printer)
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        self._case: CasePage | None = None
        self._list: ListPage | None = None
        self._visit: VisitPage | None = None
        self._stack = QStackedWidget()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if not may(counter.roles, "proceed"):
            column.addWidget(_not_allowed(look))
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            return
        column.addWidget(self._stack)
        self._put_list(ListPage(self._desk))

    @property
    def list(self) -> ListPage | None:
        """The list beneath; None for who may not see cases."""
        return self._list

    @property
    def case(self) -> CasePage | None:
        """The case opened."""
        return self._case

    # what the rooms call

    def focus_start(self) -> None:
        """The keyboard comes to what is on top."""
        top = self._top()
        if top is None:
            self.setFocus()
        else:
            top.focus_start()

    def refresh(self) -> None:
        """The room is entered, or something was recorded."""
        for page in (self._list, self._case, self._visit):
            if page is not None:
                page.refresh()
        if self._list is not None:
            self._timer.start()

    def stop(self) -> None:
        """The room is left: nothing is followed any more."""
        self._timer.stop()
        if self._case is not None:
            self._case.stop()

    def go_on(self) -> None:
        """F10."""
        top = self._top()
        if top is not None:
            top.go_on()

    def print_paper(self) -> None:
        """F9."""
        top = self._top()
        if top is not None:
            top.print_paper()

    def take_back(self) -> bool:
        """Esc: what the panel asked, then the page; from the list the room is left."""
        if self._visit is not None:
            self._close_visit()
            return True
        if self._case is None:
            return False
        if not self._case.take_back():
            self._close_case()
        return True

    def restore(self, before: "ProceedingsScreen") -> None:
        """Go on where another screen was, in another language or light."""
        if before._list is None or self._list is None:
            return
        self._desk.typed = before._desk.typed
        old = self._list
        self._put_list(ListPage(self._desk, before._list.chosen, before._list.number))
        self._stack.removeWidget(old)
        old.deleteLater()
        if before._case is not None:
            self.open_case(before._case.number)
        elif before._visit is not None:
            self.open_visit()

    def open_case(self, number: str) -> None:
        """The page of a case, over the list."""
        if self._case is not None:
            self._drop_case()
        page = CasePage(self._desk, number)
        page.closed.connect(self._close_case)
        self._wire(page)
        self._case = page
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        page.refresh()
        page.focus_start()

    def open_visit(self) -> None:
        """Take down a visit at home, over the list."""
        if self._visit is None:
            page = VisitPage(self._desk)
            self._wire(page)
            self._visit = page
            self._stack.addWidget(page)
            self._stack.setCurrentWidget(page)
            page.focus_start()

    # inside

    def _close_visit(self) -> None:
        page, self._visit = self._visit, None
        if page is not None:
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()
            self._close_case()

    def _put_list(self, page: ListPage) -> None:
        self._list = page
        page.opened.connect(self.open_case)
        page.visit_wanted.connect(self.open_visit)
        self._wire(page)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)

    def _wire(self, page: Page) -> None:
        page.problem_met.connect(self.problem_met)
        page.recorded.connect(self._recorded)

    def _top(self) -> Page | None:
        return self._visit or self._case or self._list

    def _recorded(self) -> None:
        if self._list is not None:
            self._list.refresh()
        self.store_changed.emit()

    def _close_case(self) -> None:
        self._drop_case()
        if self._list is not None:
            self._stack.setCurrentWidget(self._list)
            self._list.refresh()
            self._list.focus_start()

    def _drop_case(self) -> None:
        page, self._case = self._case, None
        if page is not None:
            page.stop()
            self._stack.removeWidget(page)
            page.hide()
            page.deleteLater()

    def _tick(self) -> None:
        self._ticks += 1
        if self._case is not None:
            self._case.tick()
        elif self._list is not None and self._ticks % LIST_EVERY == 0:
            self._list.tick()

    def minimumSizeHint(self) -> QSize:
        """A quarter of the least screen; what does not fit is folded or scrolled."""
        return QSize(480, 200)


def _not_allowed(look: Look) -> QWidget:
    """Whom to call."""
    card = QFrame()
    card.setObjectName("card")
    column = QVBoxLayout(card)
    column.setContentsMargins(24, 20, 24, 20)
    column.setSpacing(8)
    column.addWidget(label(look.say("Proceedings"), size="title"))
    words = look.say(
        "Cases hold personal data: only a clerk or the head may look at them. Call one of them; "
        "Ctrl+L lets them sign in."
    )
    column.addWidget(label(words))
    column.addStretch(1)
    return card
