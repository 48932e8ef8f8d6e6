"""The fold: what new events of one counter change in the register. Called by the intake, within its transaction."""

from collections.abc import Sequence
from typing import NamedTuple

from forms.events import Event, Particulars
from forms.problems import Problem
from server.organisations.models import Counter


class Arrived(NamedTuple):
    """An event that was verified and stored, read."""

    branch: int
    sequence: int
    hash: str
    event: Event
    particulars: Particulars | None


def judge(counter: Counter, arrived: Sequence[Arrived]) -> dict[int, Problem]:
    """Which of these events do not count, and why, by sequence: a number given twice, an edition nobody knows."""
    return {}


def fold(counter: Counter, arrived: Sequence[Arrived]) -> None:
    """Fold events that count into the register, in order, in few statements."""


def leave_behind(counter: Counter, branch: int, since: int) -> None:
    """Another continuation goes on before ``since``: what this branch recorded from there on is marked so."""
