"""An invitation in hand: read from a file, or fetched from the centre by its code. On an errand's thread."""

from pathlib import Path
from typing import TYPE_CHECKING

from desktop.ui.exchange.errands import Tools
from desktop.ui.exchange.invitation_fields import FILE, Typed

if TYPE_CHECKING:
    from desktop.operations.counter import Counter
    from desktop.operations.enrolling import TakenInvitation

TAKE = "take"


def take(typed: Typed, path: Path | None, *, proxy: str = "", counter: str = "") -> "TakenInvitation":
    """What was typed, taken; without a path, from the stick that has one, of ``counter`` where its code is known.

    Raises the Problems of ``enrolling.fetch_invitation`` and ``read_invitation_file``, and 881.
    """
    from desktop.operations import enrolling, invited_start

    if typed.way != FILE:
        return enrolling.fetch_invitation(typed.address.strip(), typed.code, proxy=proxy)
    return enrolling.read_invitation_file(path or invited_start.find_invitation(counter))


def enrol_with(counter: "Counter", invited: "TakenInvitation", tools: Tools, *, at_once: bool) -> object:
    """Belong to the centre of an invitation; ``at_once``, where there is a network, everything is delivered too."""
    from desktop.operations import enrolling

    if at_once:
        return enrolling.enrol_by_network(counter, invited, tools.on_store, cancelled=tools.cancelled, told=tools.told)
    enrolling.enrol(counter, invited, on_store=tools.on_store)
    return None
