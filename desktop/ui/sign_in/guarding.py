"""What keys may do while the counter is locked, and which rooms are whose."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.domain.permissions import Right
    from desktop.ui.main_window import MainWindow

# Language and light are nobody's secret.
ALWAYS = ("Ctrl+Shift+L", "Ctrl+D")

# Rooms not named here are everybody's; what is done in them asks for its own right.
ROOM_RIGHTS: Mapping[str, "Right"] = {
    "register": "search",
    "settings": "settings",
    "complaints": "complain",
    "proceedings": "proceed",
    "directories": "directories",
}


def unless_locked(window: "MainWindow", acts: Mapping[str, Callable[[], None]]) -> dict[str, Callable[[], None]]:
    """The same acts, dead while the counter is locked."""

    def guard(act: Callable[[], None]) -> Callable[[], None]:
        def pressed() -> None:
            if window.lock is None or not window.lock.is_locked:
                act()

        return pressed

    return {key: act if key in ALWAYS else guard(act) for key, act in acts.items()}


def may_enter(window: "MainWindow", room: str) -> bool:
    """Whether the operator may enter a room; where not, the window says so."""
    from desktop.domain.permissions import may  # not before the first picture

    right = ROOM_RIGHTS.get(room)
    if window.desk is None or right is None or may(window.desk.counter.roles, right):
        return True
    window.tell(Problem("720"))
    return False
