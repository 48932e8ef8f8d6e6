"""The keeping room: who works here, backups, whether the register holds, retention, practice. One card at a time."""

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.context import Look
from desktop.ui.keeping.cards import CardsScreen
from desktop.ui.workers import Worker
from forms.catalogues import N_

if TYPE_CHECKING:
    from desktop.operations.counter import Counter

NAMES: dict[str, str] = {
    "operators": N_("Operators"),
    "backups": N_("Backups"),
    "verification": N_("Verification"),
    "retention": N_("Retention"),
    "practice": N_("Practice"),
}


class KeepingScreen(CardsScreen):
    """``store_changed()`` comes where a backup took the register's place or names were erased."""

    def __init__(self, look: Look, counter: "Counter", store: Worker, printer: Worker) -> None:
        make = partial(_make_card, look=look, counter=counter, store=store, printer=printer)
        super().__init__(look, look.say("Keeping"), NAMES, make, first="backups")


def _make_card(name: str, *, look: Look, counter: "Counter", store: Worker, printer: Worker) -> QWidget:
    """A card, loaded when it is looked at first."""
    if name == "operators":
        from desktop.ui.keeping.operators_card import OperatorsCard

        return OperatorsCard(look, counter, store, printer)
    if name == "backups":
        from desktop.ui.keeping.backups_card import BackupsCard

        return BackupsCard(look, counter, store, printer)
    if name == "verification":
        from desktop.ui.keeping.verification_card import VerificationCard

        return VerificationCard(look, counter, store, printer)
    if name == "retention":
        from desktop.ui.keeping.retention_card import RetentionCard

        return RetentionCard(look, counter, store, printer)
    from desktop.ui.keeping.practice_card import PracticeCard

    return PracticeCard(look, counter, store, printer)
