"""The register: a list to search in, and over it the case opened, its papers and its forms. Esc goes back step by step.

Where one is, what is looked for and what is typed survives another language, another light, and leaving the room.
"""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut

from desktop.domain.permissions import may
from desktop.operations.counter import Counter
from desktop.operations.register import RegisterQuery
from desktop.ui.context import Look
from desktop.ui.register.leaf import Leaf, Step
from desktop.ui.register.leaf_room import LeafRoom
from desktop.ui.register.leaves import make_leaf
from desktop.ui.register.list_page import ListPage, Place
from desktop.ui.workers import Worker


class RegisterScreen(LeafRoom):
    """The room of the register. Signals: ``problem_met(object)`` with a Problem, ``recorded()`` after an act,
    ``complaint_wanted(str)`` with a number, to be looked at in its own room."""

    complaint_wanted = Signal(str)
    ROOM = "register"
    _list: ListPage | None

    def __init__(self, look: Look, counter: Counter, store: Worker, printer: Worker) -> None:
        super().__init__(look, counter, store, printer)
        quote = look.language.quote
        self._editions = {
            edition.label: f"{edition.label} · {quote(edition.act.short)}" for edition in counter.editions
        }
        if not may(counter.roles, "search"):
            words = look.say(
                "The register holds personal data: only a clerk or the head may look into it. Call one of them; "
                "Ctrl+L lets them sign in."
            )
            self._refuse(look.say("Register"), words)
            return
        self._put_list(self._make_list(Place()))
        for keys, act in (("Ctrl+F", self._turn_filters), ("Ctrl+R", self._clear), ("Ctrl+E", self._export)):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.setAutoRepeat(False)
            shortcut.activated.connect(act)

    # what the rooms call

    def start_search(self) -> None:
        """F4: to the list and its field, wherever one is in the register."""
        self._drop_all()
        if self._list is not None:
            self._stack.setCurrentWidget(self._list)
            self._list.focus_start()

    def open_case(self, case: str) -> None:
        """To the page of a case, over the list; ``case`` is its identifier."""
        self.start_search()
        if self._list is not None:
            self._open(Step("case", case))

    # the pages

    def _make_page(self, step: Step) -> Leaf:
        return make_leaf(self._desk, step)

    def _make_list(self, place: Place) -> ListPage:
        page = ListPage(self._desk, self._editions, place)
        page.export_wanted.connect(self._show_export)
        return page

    def _take_over(self, before: "RegisterScreen") -> None:
        self.take_typing(before)
        self._desk.query = before._desk.query
        if before._list is not None:
            self._put_list(self._make_list(before._list.place()))

    def _go_to(self, step: Step) -> None:
        if step.kind == "complaint":
            self.complaint_wanted.emit(step.key)
        else:
            self._open(step)

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
