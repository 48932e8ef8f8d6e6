"""A room that is a list with pages stacked over it: each lies on the one it was opened from, and Esc takes it away.

``S`` is what leads to a page, ``P`` the pages of one room.
"""

from collections.abc import Callable
from typing import Generic, Self, TypeVar

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.ui.context import Look
from desktop.ui.widgets.labels import label
from desktop.ui.workers import Worker
from forms.problems import Problem

Answer = TypeVar("Answer")


class StackedPage(QFrame):
    """A page. The room calls the methods as the window calls the room's.

    Signals: ``closed()``; ``recorded()`` once something is in the journal; ``problem_met(object)``.
    """

    closed = Signal()
    recorded = Signal()
    problem_met = Signal(object)

    def __init__(self, look: Look, store: Worker) -> None:
        super().__init__()
        self.look = look
        self.say = look.say
        self._store = store

    def focus_start(self) -> None:
        """The keyboard comes here."""
        self.setFocus()

    def come_back(self) -> None:
        """The page that lay on this one is gone."""
        self.focus_start()

    def restore(self, before: Self) -> None:
        """Go on where the same page was, in another language or light; the room's desk keeps what is typed."""

    def refresh(self) -> None:
        """The room is entered, or something was recorded."""

    def stop(self) -> None:
        """The room is left."""

    def go_on(self) -> None:
        """F10."""

    def print_paper(self) -> None:
        """F9."""

    def take_back(self) -> bool:
        """Esc: whether something on this page was taken back; else the page is left."""
        return False

    def run(
        self,
        operation: Callable[[], Answer],
        then: Callable[[Answer], None],
        otherwise: Callable[[Problem], None] | None = None,
    ) -> None:
        """Do something on the store's thread; the answer comes only while the page is there."""
        refused = otherwise or self.problem_met.emit

        def answered(answer: Answer) -> None:
            if isValid(self):
                then(answer)

        def failed(problem: Problem) -> None:
            if isValid(self):
                refused(problem)

        self._store.run(operation, answered, failed)


S = TypeVar("S")
P = TypeVar("P", bound=StackedPage)


class StackedRoom(QWidget, Generic[S, P]):
    """The list and what lies over it. A room either shows its list (:meth:`_put_list`) or says whom to call
    (:meth:`_refuse`), and tells how its pages are made, wired and gone on with.

    Signals: ``problem_met(object)`` with a Problem.
    """

    problem_met = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self._list: P | None = None
        self._leaves: list[tuple[S, P]] = []
        self._stack = QStackedWidget()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)

    # what a room tells of itself

    def _make_page(self, step: S) -> P:
        """The page a step leads to."""
        raise NotImplementedError

    def _take_over(self, before: Self) -> None:
        """What was typed on the pages of another screen, and its list, put with :meth:`_put_list`."""
        raise NotImplementedError

    def _recorded(self) -> None:
        """An act of a page."""
        raise NotImplementedError

    def _step_now(self, step: S, _: P) -> S:
        """The step that leads to the same page again, with what that page knows by now."""
        return step

    def _wire(self, page: P) -> None:
        """Follow a page, be it the list or a leaf."""
        page.recorded.connect(self._recorded)
        page.problem_met.connect(self.problem_met)

    # what the rooms call

    def focus_start(self) -> None:
        """The keyboard comes to the page on top."""
        top = self._top()
        if top is None:
            self.setFocus()
        else:
            top.focus_start()

    def refresh(self) -> None:
        """The room is entered, or something was recorded."""
        for page in self._pages():
            page.refresh()

    def stop(self) -> None:
        """The room is left: nothing is followed any more."""
        for page in self._pages():
            page.stop()

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
        """Esc: a question, then the page; from the list the room is left."""
        top = self._top()
        if top is not None and top.take_back():
            return True
        if not self._leaves:
            return False
        self._close_top()
        return True

    def restore(self, before: Self) -> None:
        """Go on where another screen was, in another language or light."""
        if before._list is None or self._list is None:
            return
        self._take_over(before)
        for step, leaf in before._leaves:
            self._open(self._step_now(step, leaf)).restore(leaf)

    # the pages

    def _put_list(self, page: P) -> None:
        """Lay the list beneath everything, in the place of the one before."""
        before, self._list = self._list, page
        self._wire(page)
        self._stack.addWidget(page)
        self._stack.setCurrentWidget(page)
        if before is None:
            self._column.addWidget(self._stack)
        else:
            self._stack.removeWidget(before)
            before.deleteLater()

    def _refuse(self, title: str, words: str) -> None:
        """In the list's place: why it is not shown, and whom to call."""
        card = QFrame()
        card.setObjectName("card")
        column = QVBoxLayout(card)
        column.setContentsMargins(24, 20, 24, 20)
        column.setSpacing(8)
        column.addWidget(label(title, size="title"))
        column.addWidget(label(words))
        column.addStretch(1)
        self._column.addWidget(card)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def _pages(self) -> list[P]:
        beneath = [] if self._list is None else [self._list]
        return [*beneath, *(leaf for _, leaf in self._leaves)]

    def _top(self) -> P | None:
        return self._leaves[-1][1] if self._leaves else self._list

    def _open(self, step: S) -> P:
        leaf = self._make_page(step)
        self._wire(leaf)
        leaf.closed.connect(self._close_top)
        self._leaves.append((step, leaf))
        self._stack.addWidget(leaf)
        self._stack.setCurrentWidget(leaf)
        leaf.refresh()
        leaf.focus_start()
        return leaf

    def _close_top(self) -> None:
        self._drop_top()
        top = self._top()
        if top is not None:
            self._stack.setCurrentWidget(top)
            top.come_back()

    def _drop_top(self) -> None:
        _, leaf = self._leaves.pop()
        leaf.stop()
        self._stack.removeWidget(leaf)
        leaf.hide()
        leaf.deleteLater()

    def _drop_all(self) -> None:
        while self._leaves:
            self._drop_top()

    def minimumSizeHint(self) -> QSize:
        """A quarter of the least screen; what does not fit is folded or scrolled."""
        return QSize(480, 200)
