"""The complaints' room: the list of what is to be answered, and over it a complaint, its forms, the figures.

Where one is and what is typed survives another language, another light, and leaving the room.
"""

from PySide6.QtCore import Signal

from desktop.operations import complaint_records
from desktop.operations.counter import Counter
from desktop.ui.complaints.list_page import ListPage, Place
from desktop.ui.context import Look
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.register.leaf_room import LeafRoom
from desktop.ui.workers import Worker


class ComplaintsScreen(LeafRoom):
    """The room. Signals: ``problem_met(object)``, ``recorded()`` after an act, ``case_wanted(str)`` with a case's
    identifier, to be looked at in the register."""

    case_wanted = Signal(str)
    ROOM = "complaints"
    _list: ListPage

    def __init__(self, look: Look, counter: Counter, store: Worker, printer: Worker) -> None:
        super().__init__(look, counter, store, printer)
        self._put_list(ListPage(self._desk, Place()))

    def show_complaint(self, number: str) -> None:
        """To the page of a complaint, over the list."""
        self._drop_all()
        self._open(Step("complaint", number))

    # the pages

    def _make_page(self, step: Step) -> Leaf:
        return _make_leaf(self._desk, step)

    def _take_over(self, before: "ComplaintsScreen") -> None:
        self.take_typing(before)
        self._put_list(ListPage(self._desk, before._list.place))

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
        case "correct":
            from desktop.ui.complaints.correct_page import CorrectPage

            return CorrectPage(desk, step)
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
