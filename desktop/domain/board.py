"""What the board says: numbers, and nothing of the people behind them."""

from collections.abc import Sequence

import msgspec

from forms.texts import Text
from forms.visits import Visit

PREVIOUS = 4
_MOST_RECALLS = 1000


class BoardState(msgspec.Struct, frozen=True, kw_only=True):
    """The board at one moment. No personal data.

    ``call_mark`` grows with every call and recall, and with nothing else: who shows the board sounds when it grew.
    """

    organisation: Text
    counter: str
    now_called: str = ""  # the label of the ticket at the counter; empty when there is none
    serving: bool = False  # who was called has come
    call_mark: int = 0
    called_before: tuple[str, ...] = ()  # the last tickets called before, the latest first
    waiting: int = 0


def make_board(
    organisation: Text, counter: str, *, at_counter: Visit | None, called: Sequence[Visit], waiting: int
) -> BoardState:
    """The board's state; ``called`` are tickets called today, the latest first.

    A visit without a ticket is not shown: it was not called by a number.
    """
    now = at_counter if at_counter is not None and at_counter.number else None
    before = [visit.label for visit in called if now is None or visit.id != now.id]
    last = called[0] if called else None
    return BoardState(
        organisation=organisation,
        counter=counter,
        now_called=now.label if now is not None else "",
        serving=now is not None and now.state == "serving",
        call_mark=0 if last is None else last.called * _MOST_RECALLS + min(last.recalls, _MOST_RECALLS - 1),
        called_before=tuple(before[:PREVIOUS]),
        waiting=waiting,
    )


def called_on(visit: Visit, day: str) -> bool:
    """Whether a visit was last called on a day, ISO 8601."""
    calls = [period for period in visit.periods if period.kind == "serving"]
    return bool(visit.called and calls and calls[-1].start.wall[:10] == day)
