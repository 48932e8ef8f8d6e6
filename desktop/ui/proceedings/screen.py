"""The room of proceedings: the cases under way, and over them the page of one. Esc goes back step by step."""

from PySide6.QtCore import QTimer, Signal

from desktop.domain.permissions import may
from desktop.operations.counter import Counter
from desktop.ui.context import Look
from desktop.ui.kept_typing import KeptTyping
from desktop.ui.proceedings.case_page import CasePage
from desktop.ui.proceedings.desk import Page, RoomDesk
from desktop.ui.proceedings.list_page import ListPage
from desktop.ui.proceedings.visit_page import VisitPage
from desktop.ui.stacked import StackedRoom
from desktop.ui.workers import Worker

TICK_MS = 1000
LIST_EVERY = 20  # ticks: rows speak of minutes
VISIT = ""  # the step to the visit at home; a case's is its registration number


class ProceedingsScreen(StackedRoom[str, Page]):
    """The room. What is typed into a panel outlives its page, another language and leaving the room.

    Signals: ``problem_met(object)`` with a Problem; ``store_changed()`` after an act.
    """

    store_changed = Signal()
    _list: ListPage | None

    def __init__(self, look: Look, counter: Counter, store: Worker, printer: Worker) -> None:
        super().__init__()
        self._desk = RoomDesk(look, counter, store, printer)
        self.typing = KeptTyping("proceedings", self._desk.typed, counter, store, self)
        self._ticks = 0
        self._timer = QTimer(self)
        self._timer.setInterval(TICK_MS)
        self._timer.timeout.connect(self._tick)
        if may(counter.roles, "proceed"):
            self._put_list(self._wired(ListPage(self._desk)))
        else:
            words = look.say(
                "Cases hold personal data: only a clerk or the head may look at them. Call one of them; "
                "Ctrl+L lets them sign in."
            )
            self._refuse(look.say("Proceedings"), words)

    @property
    def list(self) -> ListPage | None:
        """The list beneath; None for who may not see cases."""
        return self._list

    @property
    def case(self) -> CasePage | None:
        """The case opened."""
        top = self._top()
        return top if isinstance(top, CasePage) else None

    # what the rooms call

    def refresh(self) -> None:
        """The room is entered, or something was recorded."""
        super().refresh()
        if self._list is not None:
            self.typing.begin()
            self._timer.start()

    def stop(self) -> None:
        """The room is left: nothing is followed any more."""
        self._timer.stop()
        self.typing.end()
        super().stop()

    def open_case(self, number: str) -> None:
        """The page of a case, over the list."""
        self._drop_all()
        self._open(number)

    def open_visit(self) -> None:
        """Take down a visit at home, over the list."""
        if not self._leaves:
            self._open(VISIT)

    # the pages

    def _make_page(self, step: str) -> Page:
        return VisitPage(self._desk) if step == VISIT else CasePage(self._desk, step)

    def _wired(self, page: ListPage) -> ListPage:
        page.opened.connect(self.open_case)
        page.visit_wanted.connect(self.open_visit)
        return page

    def _take_over(self, before: "ProceedingsScreen") -> None:
        self._desk.typed = before._desk.typed
        self.typing.take_over(before.typing)
        if before._list is not None:
            self._put_list(self._wired(ListPage(self._desk, before._list.chosen, before._list.number)))

    def _recorded(self) -> None:
        """An act of a page, which reads its case again itself."""
        if self._list is not None:
            self._list.refresh()
        self.store_changed.emit()

    def _tick(self) -> None:
        self._ticks += 1
        if self.case is not None:
            self.case.tick()
        elif self._list is not None and self._ticks % LIST_EVERY == 0:
            self._list.tick()
