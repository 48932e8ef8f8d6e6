"""The complaints' room: the list of what is to be answered, and over it a complaint, its forms, the figures.

Where one is and what is typed survives another language, another light, and leaving the room.
"""

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from desktop.operations import complaint_records
from desktop.operations.counter import Counter
from desktop.ui.complaints.list_page import ListPage, Place
from desktop.ui.context import Look
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.register.row_painter import Names
from desktop.ui.workers import Worker


class ComplaintsScreen(QWidget):
    """The room. Signals: ``problem_met(object)``, ``recorded()`` after an act, ``case_wanted(str)`` with a case's
    identifier, to be looked at in the register."""

    problem_met = Signal(object)
    recorded = Signal()
    case_wanted = Signal(str)

    def __init__(self, look: Look, counter: Counter, store: Worker, printer: Worker) -> None:
        super().__init__()
        quote = look.language.quote
        names = Names(
            services={edition.service: quote(edition.short_title) for edition in counter.editions},
            operators={operator.id: operator.name for operator in counter.profile.operators},
        )
        self._desk = Desk(look, counter, store, printer, names)
        self._stack = QStackedWidget()
        self._leaves: list[tuple[Step, Leaf]] = []
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._stack)
        self._put_list(Place())

    # what the rooms call

    def focus_start(self) -> None:
        """The keyboard comes to the page on top."""
        self._top().focus_start()

    def refresh(self) -> None:
        """The room is entered, or something was recorded."""
        self._list.refresh()
        for _, leaf in self._leaves:
            leaf.refresh()

    def stop(self) -> None:
        """The room is left: nothing is followed any more."""
        self._list.stop()
        for _, leaf in self._leaves:
            leaf.stop()

    def go_on(self) -> None:
        """F10."""
        self._top().go_on()

    def print_paper(self) -> None:
        """F9."""
        self._top().print_paper()

    def take_back(self) -> bool:
        """Esc: a question, then the page; from the list the room is left."""
        if self._top().take_back():
            return True
        if not self._leaves:
            return False
        self._close_top()
        return True

    def restore(self, before: "ComplaintsScreen") -> None:
        """Go on where another screen was, in another language or light."""
        self._desk.typed = before._desk.typed
        self._stack.removeWidget(self._list)
        self._list.deleteLater()
        self._put_list(before._list.place)
        for step, leaf in before._leaves:
            self._open(step).restore(leaf)

    def show_complaint(self, number: str) -> None:
        """To the page of a complaint, over the list."""
        while self._leaves:
            self._drop_top()
        self._open(Step("complaint", number))

    # the pages

    def _put_list(self, place: Place) -> None:
        self._list = ListPage(self._desk, place)
        self._wire(self._list)
        self._stack.addWidget(self._list)
        self._stack.setCurrentWidget(self._list)

    def _wire(self, leaf: Leaf) -> None:
        leaf.opened.connect(self._go_to)
        leaf.recorded.connect(self._recorded)
        leaf.problem_met.connect(self.problem_met)

    def _top(self) -> Leaf:
        return self._leaves[-1][1] if self._leaves else self._list

    def _go_to(self, step: Step) -> None:
        if step.kind == "case":
            self._find_case(step.key)
        else:
            self._open(step)

    def _find_case(self, number: str) -> None:
        """The register knows a case by its identifier."""
        counter = self._desk.counter
        self._list.run(
            lambda: complaint_records.case_of(counter, number),
            lambda case: self.case_wanted.emit(case) if case else None,
        )

    def _open(self, step: Step) -> Leaf:
        leaf = _make_leaf(self._desk, step)
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

    def minimumSizeHint(self) -> QSize:
        """A quarter of the least screen; what does not fit is folded or scrolled."""
        return QSize(480, 200)


def _make_leaf(desk: Desk, step: Step) -> Leaf:
    """The page a step leads to, loaded when it is gone to first."""
    match step.kind:
        case "complaint":
            from desktop.ui.complaints.one_page import ComplaintPage

            return ComplaintPage(desk, step)
        case "intake":
            from desktop.ui.complaints.intake_page import IntakePage

            return IntakePage(desk, step)
        case "answer":
            from desktop.ui.complaints.ending_pages import AnswerPage

            return AnswerPage(desk, step)
        case "forward":
            from desktop.ui.complaints.ending_pages import ForwardPage

            return ForwardPage(desk, step)
        case "figures":
            from desktop.ui.complaints.figures_page import FiguresPage

            return FiguresPage(desk, step)
        case "paper":
            from desktop.ui.complaints.kept_pages import ComplaintPaperPage

            return ComplaintPaperPage(desk, step)
        case "scan":
            from desktop.ui.complaints.kept_pages import ComplaintScanPage

            return ComplaintScanPage(desk, step)
        case _:
            raise ValueError(f"the complaints have no page {step.kind!r}")
