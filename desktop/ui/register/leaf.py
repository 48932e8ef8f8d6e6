"""What the pages of the register share: each lies on the one it was opened from, and Esc takes it away again."""

from dataclasses import dataclass, field

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from desktop.operations.counter import Counter
from desktop.operations.register import CaseRecord, RegisterQuery
from desktop.operations.typed_forms import Typed, Typing
from desktop.ui.context import Look
from desktop.ui.register.row_painter import Names
from desktop.ui.stacked import StackedPage
from desktop.ui.workers import Worker


@dataclass
class Desk:
    """What every page is handed. ``typed`` outlives the pages: by form and registration number. ``query`` is what the
    list found when its export was asked for."""

    look: Look
    counter: Counter
    store: Worker
    printer: Worker
    names: Names
    typed: Typing = field(default_factory=dict)
    query: RegisterQuery = field(default_factory=RegisterQuery)

    def say(self, message: str, **fields: object) -> str:
        """A message of the interface."""
        return self.look.say(message, **fields)

    def typed_of(self, form: str, number: str) -> Typed:
        """What was typed into a form before, or nothing yet."""
        return self.typed.setdefault((form, number), Typed())


@dataclass(frozen=True)
class Step:
    """Where a page was gone to: its kind, and whose it is. ``record`` is the case as it was read last."""

    kind: str
    key: str
    record: CaseRecord | None = None


class Leaf(StackedPage):
    """A page of the register or of the complaints. Signals: ``opened(object)`` with the Step to go to."""

    opened = Signal(object)

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk.look, desk.store)
        self.desk = desk

    @property
    def record(self) -> CaseRecord | None:
        """The case as it was read last, for the same page in another language."""
        return None

    def restore(self, before: "Leaf") -> None:
        """Go on where the same page was, in another language or light; forms keep what is typed in ``Desk.typed``."""


def keyboard_in(widget: QWidget) -> bool:
    """Whether the keyboard is on a widget or in it."""
    focused = widget.window().focusWidget()
    return focused is not None and (focused is widget or widget.isAncestorOf(focused))


def is_ours(event: QKeyEvent) -> bool:
    """Whether a key is one of the list's, which a field must not take."""
    control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
    return control and event.key() in (Qt.Key.Key_E, Qt.Key.Key_F, Qt.Key.Key_R)
