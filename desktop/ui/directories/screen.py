"""The directories: what the counter's work looks things up in. One card at a time."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from desktop.ui.context import Look
from desktop.ui.keeping.cards import CardsScreen
from desktop.ui.workers import Worker
from forms.catalogues import N_

if TYPE_CHECKING:
    from desktop.operations.counter import Counter

Maker = Callable[[Look, "Counter", Worker, Worker], QWidget]


def _make_rosters(look: Look, counter: "Counter", store: Worker, printer: Worker) -> QWidget:
    from desktop.ui.directories.rosters_card import RostersCard

    return RostersCard(look, counter, store)


def _make_groups(look: Look, counter: "Counter", store: Worker, printer: Worker) -> QWidget:
    from desktop.ui.directories.groups_card import GroupsCard

    return GroupsCard(look, counter, store)


def _make_key(look: Look, counter: "Counter", store: Worker, printer: Worker) -> QWidget:
    from desktop.ui.directories.key_card import KeyCard

    return KeyCard(look, counter, store)


# Each card's name for people, and what makes it when it is looked at first.
CARDS: Mapping[str, tuple[str, Maker]] = {
    "rosters": (N_("Rosters"), _make_rosters),
    "groups": (N_("Groups"), _make_groups),
    "key": (N_("Signing key"), _make_key),
}


class DirectoriesScreen(CardsScreen):
    """Made of ``(look, counter, store_worker, printer_worker)``, as every room."""

    def __init__(self, look: Look, counter: "Counter", store: Worker, printer: Worker) -> None:
        names = {name: words for name, (words, _) in CARDS.items()}
        super().__init__(
            look,
            look.say("Directories"),
            names,
            lambda name: CARDS[name][1](look, counter, store, printer),
            first=next(iter(CARDS)),
        )
