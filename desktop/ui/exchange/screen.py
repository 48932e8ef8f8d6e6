"""The exchange room: what goes to the district and what it said, the stick, what was refused, the log, the centre."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.ui.context import Look
from desktop.ui.exchange.front import front_of
from desktop.ui.keeping.cards import CardsScreen
from desktop.ui.workers import Worker
from forms.catalogues import N_

if TYPE_CHECKING:
    from desktop.operations.counter import Counter

NAMES: dict[str, str] = {
    "sending": N_("Delivery"),
    "stick": N_("Stick"),
    "refused": N_("Refused entries"),
    "log": N_("Log"),
    "centre": N_("Centre"),
}


class ExchangeScreen(CardsScreen):
    """Where the counter belongs to no centre yet, the card of the centre comes first.

    Signals beside those of the cards: ``profile_changed(object)`` with a Profile now in use; ``case_wanted(str)`` with
    the identifier of a case to be looked at in the register.
    """

    profile_changed = Signal(object)
    case_wanted = Signal(str)

    def __init__(self, look: Look, counter: "Counter", store: Worker, printer: Worker) -> None:
        self._front = front = front_of(store)
        enrolled = front.state is not None and front.state.enrolled
        make = partial(self._make, counter=counter, store=store)
        super().__init__(look, look.say("Exchange"), NAMES, make, first="sending" if enrolled else "centre")
        read = QShortcut(QKeySequence("Ctrl+O"), self)
        read.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        read.setAutoRepeat(False)
        read.activated.connect(self._read_stick)

    def _read_stick(self) -> None:
        """Ctrl+O reads what came back on a stick, from whichever card."""
        from desktop.ui.exchange.stick_card import StickCard

        self.show_card("stick")
        card = self.card("stick")
        assert isinstance(card, StickCard)
        card.read_back()

    def _make(self, name: str, *, counter: "Counter", store: Worker) -> QWidget:
        """A card, loaded when it is looked at first."""
        look, front = self._look, self._front
        if name == "sending":
            from desktop.ui.exchange.sending_card import SendingCard

            sending = SendingCard(look, counter, store, front)
            sending.refused_wanted.connect(lambda: self.show_card("refused"))
            return sending
        if name == "stick":
            from desktop.ui.exchange.stick_card import StickCard

            return StickCard(look, counter, store, front)
        if name == "refused":
            from desktop.ui.exchange.refused_card import RefusedCard

            refused = RefusedCard(look, counter, store, front)
            refused.case_wanted.connect(self.case_wanted)
            return refused
        if name == "log":
            from desktop.ui.exchange.log_card import LogCard

            return LogCard(look, counter, store, front)
        from desktop.ui.exchange.centre_card import CentreCard

        centre = CentreCard(look, counter, store, front)
        centre.profile_changed.connect(self.profile_changed)
        return centre
