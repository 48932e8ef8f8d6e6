"""What every step's screen is: a card with a title, one sentence of what to do, and its fields."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget
from shiboken6 import isValid

from desktop.domain.case import Screen
from desktop.domain.reception_flow import Obstacle
from desktop.ui.context import Look
from desktop.ui.reception.desk import Desk
from desktop.ui.widgets.labels import label
from forms.problems import Problem

Result = TypeVar("Result")

FIELDS_WIDTH = 720


class StepScreen(QScrollArea):
    """Base of the steps. A screen shows the desk's draft and hands back answers; it keeps nothing itself.

    Subclasses fill ``self.body`` in their constructor, show the draft in :meth:`refresh`, which is called each time
    before they are shown, and know their fields by the names obstacles use.
    """

    shows: Screen

    def __init__(
        self, desk: Desk, look: Look, title: str, lead: str, *, wide: bool = False, fills: bool = False
    ) -> None:
        super().__init__()
        self.desk = desk
        self.look = look
        self.say = look.say
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        card = QFrame()
        card.setObjectName("card")
        outer = QVBoxLayout(card)
        outer.setContentsMargins(24, 18, 24, 20)
        outer.setSpacing(4)
        self.setAccessibleName(title)
        outer.addWidget(label(title, size="title"))
        self.lead = label(lead, tone="quiet", size="note")
        outer.addWidget(self.lead)
        self._refused = label("", tone="trouble", size="note")
        self._refused.hide()
        outer.addWidget(self._refused)
        outer.addSpacing(8)
        inside = QWidget()
        if not wide:
            inside.setMaximumWidth(FIELDS_WIDTH)
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(0, 0, 0, 0)
        self.body.setSpacing(14)
        outer.addWidget(inside, 1 if fills else 0)
        if not fills:
            outer.addStretch(1)
        self.setWidget(card)
        self._places: dict[str, QWidget] = {}
        self._laid_out = QTimer(self)  # places are known once the layouts have done their work
        self._laid_out.setSingleShot(True)
        self._laid_out.setInterval(0)
        self._laid_out.timeout.connect(self._show_keyboard)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """What has the keyboard stays in sight when the window, or the room in it, is made smaller."""
        super().resizeEvent(event)
        self._laid_out.start()

    def _show_keyboard(self) -> None:
        keyboard = self.focusWidget()
        if keyboard is not None and keyboard is not self:
            self.ensureWidgetVisible(keyboard, 24, 60)

    def name_field(self, name: str, widget: QWidget) -> None:
        """Let obstacles find a field by name."""
        self._places[name] = widget

    def field(self, name: str) -> QWidget:
        """A field by the name obstacles use. Raises KeyError where the step has none of that name."""
        return self._places[name]

    def ask(
        self,
        operation: Callable[[], Result],
        then: Callable[[Result], None],
        otherwise: Callable[[Problem], None] | None = None,
    ) -> None:
        """Run an operation on the store's thread; its answer is dropped where this screen is gone by then."""
        self.desk.store.run(operation, self.while_here(then), otherwise)

    def while_here(self, then: Callable[[Result], None]) -> Callable[[Result], None]:
        """``then``, but only while this screen is there: the language may be turned before an answer comes."""
        return lambda result: then(result) if isValid(self) else None

    def refresh(self) -> None:
        """Show the draft as it stands."""

    def show_obstacles(self, obstacles: tuple[Obstacle, ...]) -> None:
        """Say at the fields what stands in the way; called when the next step was refused."""

    def show_refused(self, sentence: str) -> None:
        """Say at the head of the step why it cannot be left, where the column that says so has no room."""
        self._refused.setText(f"⚠ {sentence}")
        self._refused.setVisible(bool(sentence))

    def focus_field(self, name: str) -> None:
        """Bring a field into view and give it the keyboard."""
        widget = self._places.get(name)
        if widget is not None:
            widget.setFocus(Qt.FocusReason.ShortcutFocusReason)
            self.ensureWidgetVisible(widget, 24, 60)

    def focus_start(self) -> None:
        """Give the keyboard to the first field that waits, or the first."""
        waiting = next((o for o in self.desk.obstacles() if o.screen == self.shows), None)
        if waiting is not None and waiting.field in self._places:
            self.focus_field(waiting.field)
        elif self._places:
            self.focus_field(next(iter(self._places)))
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # nothing to type: the keys scroll
