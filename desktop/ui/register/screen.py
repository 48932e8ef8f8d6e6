"""The register: a list to search in, and over it the case opened, its papers and its forms. Esc goes back step by step.

Where one is, what is looked for and what is typed survives another language, another light, and leaving the room.
"""

from dataclasses import replace

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QFrame, QStackedWidget, QVBoxLayout, QWidget

from desktop.domain.permissions import may
from desktop.operations.counter import Counter
from desktop.operations.register import RegisterQuery
from desktop.ui.context import Look
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.register.leaves import make_leaf
from desktop.ui.register.list_page import ListPage, Place
from desktop.ui.register.row_painter import Names
from desktop.ui.widgets.labels import label
from desktop.ui.workers import Worker


class RegisterScreen(QWidget):
    """The room of the register. Signals: ``problem_met(object)`` with a Problem, ``recorded()`` after an act,
    ``complaint_wanted(str)`` with a number, to be looked at in its own room."""

    problem_met = Signal(object)
    recorded = Signal()
    complaint_wanted = Signal(str)

    def __init__(self, look: Look, counter: Counter, store: Worker, printer: Worker) -> None:
        super().__init__()
        quote = look.language.quote
        names = Names(
            services={edition.service: quote(edition.short_title) for edition in counter.editions},
            operators={operator.id: operator.name for operator in counter.profile.operators},
        )
        editions = {edition.label: f"{edition.label} · {quote(edition.act.short)}" for edition in counter.editions}
        self._desk = Desk(look, counter, store, printer, names)
        self._editions = editions
        self._allowed = may(counter.roles, "search")
        self._stack = QStackedWidget()
        self._leaves: list[tuple[Step, Leaf]] = []
        self._list: ListPage | None = None
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        if not self._allowed:
            column.addWidget(_not_allowed(look))
            self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            return
        column.addWidget(self._stack)
        self._put_list(Place())
        for keys, act in (("Ctrl+F", self._turn_filters), ("Ctrl+R", self._clear), ("Ctrl+E", self._export)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    # what the rooms call

    def focus_start(self) -> None:
        """The keyboard comes to the page on top: in the list, to its field."""
        top = self._top()
        if top is None:
            self.setFocus()
        else:
            top.focus_start()

    def start_search(self) -> None:
        """F4: to the list and its field, wherever one is in the register."""
        while self._leaves:
            self._drop_top()
        if self._list is not None:
            self._stack.setCurrentWidget(self._list)
            self._list.focus_start()

    def open_case(self, case: str) -> None:
        """To the page of a case, over the list; ``case`` is its identifier."""
        self.start_search()
        if self._allowed:
            self._open(Step("case", case))

    def refresh(self) -> None:
        """The room is entered, or something was recorded."""
        if self._list is not None:
            self._list.refresh()
        for _, leaf in self._leaves:
            leaf.refresh()

    def stop(self) -> None:
        """The room is left: nothing is followed any more."""
        if self._list is not None:
            self._list.stop()
        for _, leaf in self._leaves:
            leaf.stop()

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

    def restore(self, before: "RegisterScreen") -> None:
        """Go on where another screen was, in another language or light."""
        if before._list is None or self._list is None:
            return
        self._desk.typed, self._desk.query = before._desk.typed, before._desk.query
        self._stack.removeWidget(self._list)
        self._list.deleteLater()
        self._put_list(before._list.place())
        for step, leaf in before._leaves:
            self._open(replace(step, record=leaf.record or step.record)).restore(leaf)

    # the pages

    def _put_list(self, place: Place) -> None:
        self._list = ListPage(self._desk, self._editions, place)
        self._list.opened.connect(self._open)
        self._list.export_wanted.connect(self._show_export)
        self._list.problem_met.connect(self.problem_met)
        self._stack.addWidget(self._list)
        self._stack.setCurrentWidget(self._list)

    def _top(self) -> Leaf | None:
        return self._leaves[-1][1] if self._leaves else self._list

    def _go_to(self, step: Step) -> None:
        if step.kind == "complaint":
            self.complaint_wanted.emit(step.key)
        else:
            self._open(step)

    def _open(self, step: Step) -> Leaf:
        leaf = make_leaf(self._desk, step)
        leaf.opened.connect(self._go_to)
        leaf.closed.connect(self._close_top)
        leaf.recorded.connect(self._recorded)
        leaf.problem_met.connect(self.problem_met)
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

    def _recorded(self) -> None:
        """An act of a page: those beneath show what they were before it."""
        self.refresh()
        self.recorded.emit()

    # keys of the list

    def _turn_filters(self) -> None:
        if not self._leaves and self._list is not None:
            self._list.turn_filters()

    def _clear(self) -> None:
        if not self._leaves and self._list is not None:
            self._list.clear()

    def _export(self) -> None:
        if not self._leaves and self._list is not None:
            self._list.export()

    def _show_export(self, query: RegisterQuery) -> None:
        self._desk.query = query
        self._open(Step("export", ""))

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
    column.addWidget(label(look.say("Register"), size="title"))
    column.addWidget(
        label(
            look.say(
                "The register holds personal data: only a clerk or the head may look into it. Call one of them; "
                "Ctrl+L lets them sign in."
            )
        )
    )
    column.addStretch(1)
    return card
