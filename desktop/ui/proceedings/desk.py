"""What the pages and panels of the room share: the counter, the threads, and what was typed and not recorded yet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame
from shiboken6 import isValid

from desktop.operations.counter import Counter
from desktop.ui.context import Look
from desktop.ui.workers import Worker
from forms.problems import Problem

Answer = TypeVar("Answer")


@dataclass
class RoomDesk:
    """``typed`` outlives the pages: by registration number and step, what stands in the panel's fields."""

    look: Look
    counter: Counter
    store: Worker
    printer: Worker
    typed: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)

    def say(self, message: str, **fields: object) -> str:
        """A message of the interface."""
        return self.look.say(message, **fields)

    def name_of(self, operator: str) -> str:
        """An operator's name, or the identifier of one the profile does not name any more."""
        named = (one.name for one in self.counter.profile.operators if one.id == operator)
        return next(named, operator)


class Page(QFrame):
    """A page of the room. The screen calls the methods as the window calls the room's.

    Signals: ``problem_met(object)``; ``recorded()`` once something is in the journal; ``closed()``.
    """

    problem_met = Signal(object)
    recorded = Signal()
    closed = Signal()

    def __init__(self, desk: RoomDesk) -> None:
        super().__init__()
        self.desk = desk
        self.look = desk.look
        self.say = desk.look.say

    def focus_start(self) -> None:
        """The keyboard comes here."""
        self.setFocus()

    def refresh(self) -> None:
        """Read again what is shown."""

    def tick(self) -> None:
        """A second has gone by."""

    def stop(self) -> None:
        """The room is left."""

    def go_on(self) -> None:
        """F10."""

    def print_paper(self) -> None:
        """F9."""

    def take_back(self) -> bool:
        """Esc: whether something here was taken back; else the page is left."""
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

        self.desk.store.run(operation, answered, failed)
