"""What the board shows now. Called on the store's thread, after every act of the queue."""

from desktop.domain.board import PREVIOUS, BoardState, called_on, make_board
from desktop.operations.counter import Counter


def board_state(counter: Counter) -> BoardState:
    """The ticket at the counter, those called today before it, and how many wait. No personal data."""
    visits, profile = counter.store.visits, counter.profile
    # One more than is shown: the ticket at the counter is among those called.
    last = visits.last_called(PREVIOUS + 1)
    today = counter.clock.now().wall[:10]
    return make_board(
        profile.organisation.name,
        profile.counter,
        at_counter=visits.at_counter(),
        called=[visit for visit in last if called_on(visit, today)],
        waiting=visits.count_waiting(),
    )
