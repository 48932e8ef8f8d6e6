"""What the rooms with leaves share, the register and the complaints: one desk, and steps from page to page."""

from dataclasses import replace
from typing import Self

from PySide6.QtCore import Signal

from desktop.operations.counter import Counter
from desktop.ui.context import Look
from desktop.ui.kept_typing import KeptTyping
from desktop.ui.register.leaf import Desk, Leaf, Step
from desktop.ui.register.row_painter import Names
from desktop.ui.stacked import StackedRoom
from desktop.ui.workers import Worker


class LeafRoom(StackedRoom[Step, Leaf]):
    """A list with leaves over it. Signals: ``problem_met(object)`` with a Problem, ``recorded()`` after an act."""

    recorded = Signal()

    ROOM = ""  # under which what is typed is kept

    def __init__(self, look: Look, counter: Counter, store: Worker, printer: Worker) -> None:
        super().__init__()
        quote = look.language.quote
        names = Names(
            services={edition.service: quote(edition.short_title) for edition in counter.editions},
            operators={operator.id: operator.name for operator in counter.profile.operators},
        )
        self._desk = Desk(look, counter, store, printer, names)
        self.typing = KeptTyping(self.ROOM, self._desk.typed, counter, store, self)

    def refresh(self) -> None:
        """The room is entered, or something was recorded."""
        super().refresh()
        self.typing.begin()

    def stop(self) -> None:
        """The room is left: what is typed is kept."""
        self.typing.end()
        super().stop()

    def take_typing(self, before: Self) -> None:
        """What was typed on the pages of the same room, in another language or light."""
        self._desk.typed = before._desk.typed
        self.typing.take_over(before.typing)

    def _go_to(self, step: Step) -> None:
        """A page asks for another one."""
        self._open(step)

    def _wire(self, page: Leaf) -> None:
        super()._wire(page)
        page.opened.connect(self._go_to)

    def _step_now(self, step: Step, leaf: Leaf) -> Step:
        return replace(step, record=leaf.record or step.record)

    def _recorded(self) -> None:
        """An act of a page: those beneath show what they were before it."""
        self.refresh()
        self.recorded.emit()
