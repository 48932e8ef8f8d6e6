"""What the pages and panels of the room share: the counter, the threads, and what was typed and not recorded yet."""

from dataclasses import dataclass, field

from desktop.operations.counter import Counter
from desktop.operations.typed_forms import Typed, Typing
from desktop.ui.context import Look
from desktop.ui.stacked import StackedPage
from desktop.ui.workers import Worker


@dataclass
class RoomDesk:
    """``typed`` outlives the pages: by registration number and step, what stands in the panel's fields."""

    look: Look
    counter: Counter
    store: Worker
    printer: Worker
    typed: Typing = field(default_factory=dict)

    def say(self, message: str, **fields: object) -> str:
        """A message of the interface."""
        return self.look.say(message, **fields)

    def typed_of(self, number: str, step: int) -> dict[str, str]:
        """What was typed into the panel of a step before, or nothing yet."""
        return self.typed.setdefault((number, str(step)), Typed()).values

    def forget_typed(self, number: str, step: int) -> None:
        """It is recorded."""
        self.typed.pop((number, str(step)), None)

    def name_of(self, operator: str) -> str:
        """An operator's name, or the identifier of one the profile does not name any more."""
        named = (one.name for one in self.counter.profile.operators if one.id == operator)
        return next(named, operator)


class Page(StackedPage):
    """A page of the room."""

    def __init__(self, desk: RoomDesk) -> None:
        super().__init__(desk.look, desk.store)
        self.desk = desk

    def tick(self) -> None:
        """A second has gone by."""
