"""States of the board."""

from desktop.domain.board import BoardState
from tests.papers.samples import SCHOOL


def board(called: str = "", mark: int = 0, *before: str, waiting: int = 0, serving: bool = False) -> BoardState:
    """A state of the sample school's board."""
    return BoardState(
        organisation=SCHOOL.name,
        counter="D7",
        now_called=called,
        serving=serving,
        call_mark=mark,
        called_before=before,
        waiting=waiting,
    )
