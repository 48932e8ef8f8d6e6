"""A room of cards: one at a time, chosen by Alt and its number, or by its name at the left."""

from collections.abc import Callable, Mapping
from typing import Protocol, cast

from PySide6.QtCore import QEvent, Qt, Signal, SignalInstance
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from desktop.ui.context import Look
from desktop.ui.settings.form import KeysHere
from desktop.ui.widgets.buttons import KeyButton
from desktop.ui.widgets.labels import label

CARD_WIDTH = 900
FRAMED = 12  # pixels a framed button has more
LIST_FROM = 900  # below this the cards' names stand above them, with their keys alone


class KeptCard(Protocol):
    """What a card has. A card may also have ``go_on`` (F10), ``print_paper`` (F9), ``take_back`` (Esc),
    ``focus_start`` and ``restore(before)``, and a signal ``store_changed()``."""

    @property
    def problem_met(self) -> SignalInstance:
        """With a Problem."""
        ...

    def refresh(self) -> None:
        """Read again what is shown."""
        ...

    def stop(self) -> None:
        """The room is left."""
        ...


class CardsScreen(QWidget, KeysHere):
    """The cards of a room: ``names`` are said and shown in their order, ``make`` makes one when it is looked at first.

    Signals: ``problem_met(object)``; ``store_changed()`` where everything shown elsewhere is other now.
    """

    problem_met = Signal(object)
    store_changed = Signal()

    def __init__(
        self, look: Look, title: str, names: Mapping[str, str], make: Callable[[str], QWidget], *, first: str
    ) -> None:
        super().__init__()
        self._look = look
        self._names_of = dict(names)
        self._make_card = make
        self._cards: dict[str, QWidget] = {}
        self.here = first
        self._title = label(title, size="title", wrap=False)
        self._buttons: dict[str, KeyButton] = {}
        beside = QWidget()
        beside.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Maximum)
        self._list = QVBoxLayout(beside)
        above = QWidget()
        above.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Maximum)
        self._row = QHBoxLayout(above)
        for box in (self._list, self._row):
            box.setContentsMargins(0, 0, 0, 0)
            box.setSpacing(4)
        for place, (name, words) in enumerate(self._names_of.items(), 1):
            button = KeyButton(look.say(words), f"Alt+{place}", look.palette)
            button.set_look("plain" if name == first else "flat")
            button.clicked.connect(lambda _, name=name: self.show_card(name))
            button.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            self._buttons[name] = button
        self._stack = QStackedWidget()
        middle = QHBoxLayout()
        middle.setSpacing(24)
        middle.addWidget(beside, 0, Qt.AlignmentFlag.AlignTop)
        middle.addWidget(self._stack, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addWidget(self._title)
        column.addWidget(above)
        column.addLayout(middle, 1)
        self._names, self._above = beside, above
        self._narrow: bool | None = None
        self._fit()
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(title)

    # what the rooms ask

    def focus_start(self) -> None:
        """The keyboard comes to the card shown."""
        self._call("focus_start", self.setFocus)

    def refresh(self) -> None:
        """The room is entered, or something was recorded."""
        cast(KeptCard, self.card(self.here)).refresh()

    def stop(self) -> None:
        """The room is left."""
        for card in self._cards.values():
            cast(KeptCard, card).stop()

    def go_on(self) -> None:
        """F10: what the card is for."""
        self._call("go_on")

    def print_paper(self) -> None:
        """F9: the card's paper, where it has one."""
        self._call("print_paper")

    def take_back(self) -> bool:
        """Esc within the card."""
        return bool(self._call("take_back"))

    def restore(self, before: "CardsScreen") -> None:
        """Go on where the room was, in another language or light."""
        for name, card in before._cards.items():
            again = getattr(self.card(name), "restore", None)
            if again is not None:
                again(card)
        self.show_card(before.here)

    def show_card(self, name: str) -> None:
        """Show one card."""
        self.here = name
        card = self.card(name)
        around = next(place for place in range(self._stack.count()) if self._holds(place, card))
        self._stack.setCurrentIndex(around)
        for other, button in self._buttons.items():
            button.set_look("plain" if other == name else "flat")
        cast(KeptCard, card).refresh()
        self.focus_start()

    def go_to_place(self, place: int) -> None:
        """Alt and a digit: that card."""
        names = list(self._names_of)
        if place <= len(names):
            self.show_card(names[place - 1])

    # inside

    def _call(self, name: str, otherwise: Callable[[], object] | None = None) -> object:
        act = getattr(self.card(self.here), name, otherwise)
        return None if act is None else act()

    def _holds(self, place: int, card: QWidget) -> bool:
        around = self._stack.widget(place)
        return around is not None and around.isAncestorOf(card)

    def card(self, name: str) -> QWidget:
        """A card of the room, made where it was not looked at yet."""
        if name not in self._cards:
            card = self._cards[name] = self._make_card(name)
            cast(KeptCard, card).problem_met.connect(self.problem_met)
            changed = getattr(card, "store_changed", None)
            if changed is not None:
                changed.connect(self.store_changed)
            self._stack.addWidget(_Scrolled(card))
        return self._cards[name]

    def _fit(self) -> None:
        narrow = self.width() < LIST_FROM
        if narrow == self._narrow:
            return
        self._narrow = narrow
        for button in self._buttons.values():
            button.set_compact(narrow)
            # The one chosen is framed, and takes more: the list keeps its width whichever it is.
            button.setMinimumWidth(0 if narrow else button.sizeHint().width() + FRAMED)
            (self._row if narrow else self._list).addWidget(button)
        if narrow:
            self._row.addStretch(1)
        else:
            while self._row.count():
                self._row.takeAt(0)
        self._names.setVisible(not narrow)
        self._above.setVisible(narrow)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Names beside the card, or their keys above it."""
        super().resizeEvent(event)
        self._fit()
        self._title.setVisible(self.height() > 300)


class _Scrolled(QScrollArea):
    """A card that scrolls. What has the keyboard stays in sight."""

    def __init__(self, card: QWidget) -> None:
        super().__init__()
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        inside = QWidget()
        inside.setObjectName("scrolled")
        outer = QVBoxLayout(inside)
        outer.setContentsMargins(2, 2, 8, 8)
        card.setMaximumWidth(CARD_WIDTH)
        outer.addWidget(card)
        outer.addStretch(1)
        self.setWidget(inside)

    def focusNextPrevChild(self, forward: bool) -> bool:
        """Tab brings the next field into sight."""
        moved = super().focusNextPrevChild(forward)
        widget = self.focusWidget()
        if widget is not None:
            self.ensureWidgetVisible(widget, 24, 40)
        return moved

    def event(self, event: QEvent) -> bool:
        """A form that was opened is brought into sight."""
        if event.type() == QEvent.Type.LayoutRequest:
            widget = self.focusWidget()
            if widget is not None and self.isAncestorOf(widget):
                self.ensureWidgetVisible(widget, 24, 40)
        return super().event(event)
