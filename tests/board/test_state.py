"""What the board says as the queue goes on: numbers, and never who is behind them."""

from pathlib import Path

import msgspec
import pytest

from desktop.board.words import BOARD_LANGUAGES, board_words, heading_of
from desktop.domain.board import BoardState
from desktop.operations import queue_desk, reception
from desktop.operations.board import board_state
from desktop.operations.counter import Counter
from tests.domain.making import IIN, NAME
from tests.operations.making import HandClock, counter_at, open_ready, row_of

DAY = 24 * 3600


def issue(counter: Counter, count: int = 1) -> list[str]:
    return [queue_desk.issue_ticket(counter, "attestation").visit for _ in range(count)]


def let_go(counter: Counter) -> None:
    """End whatever visit is at the counter, without service."""
    there = counter.store.visits.at_counter()
    assert there is not None
    queue_desk.close_ticket(counter, there.id, "question_answered")


def shown(state: BoardState) -> tuple[str, str, tuple[str, ...], int]:
    return heading_of(state), state.now_called, state.called_before, state.waiting


def test_the_board_follows_the_queue(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        assert shown(board_state(counter)) == ("nobody", "", (), 0)
        issue(counter, 7)
        assert shown(board_state(counter)) == ("nobody", "", (), 7)
        queue_desk.call_next(counter)
        assert shown(board_state(counter)) == ("called", "А001", (), 6)
        reception.open_called(counter)
        assert shown(board_state(counter)) == ("serving", "А001", (), 6)


def test_the_last_four_called_before(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        issue(counter, 7)
        for _ in range(6):
            queue_desk.call_next(counter)
            let_go(counter)
        assert shown(board_state(counter)) == ("nobody", "", ("А006", "А005", "А004", "А003"), 1)
        queue_desk.call_next(counter)
        assert shown(board_state(counter)) == ("called", "А007", ("А006", "А005", "А004", "А003"), 0)


def test_the_mark_grows_with_every_call_and_recall_and_with_nothing_else(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, clock=clock) as counter:

        def mark() -> int:
            return board_state(counter).call_mark

        assert mark() == 0
        first, *_ = issue(counter, 3)
        assert mark() == 0
        queue_desk.call_next(counter)
        called = mark()
        assert called > 0
        clock.wait(12)
        queue_desk.recall(counter)
        recalled = mark()
        assert recalled > called
        clock.wait(12)
        queue_desk.recall(counter)
        assert mark() > recalled
        again = mark()
        clock.wait(12)
        queue_desk.recall(counter)  # nobody came: no call, and the visit has ended
        assert (mark(), board_state(counter).now_called) == (again, "")
        issue(counter)
        assert mark() == again
        second = queue_desk.call_next(counter)
        assert mark() > again
        before = mark()
        queue_desk.hold_called(counter, "fetches_paper")
        assert (mark(), board_state(counter).now_called) == (before, "")
        queue_desk.take_up(counter, second.id)
        assert mark() > before
        assert first != second.id


def test_who_has_no_ticket_is_not_on_the_board(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        issue(counter)
        queue_desk.call_next(counter)
        let_go(counter)
        mark = board_state(counter).call_mark
        draft = open_ready(counter)
        state = board_state(counter)
        assert shown(state) == ("nobody", "", ("А001",), 0)
        assert state.call_mark == mark
        assert draft.case


def test_yesterdays_calls_are_not_shown_today(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, clock=clock) as counter:
        issue(counter)
        queue_desk.call_next(counter)
        let_go(counter)
        clock.wait(DAY)
        assert shown(board_state(counter)) == ("nobody", "", (), 0)


def test_no_personal_data(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        issue(counter, 2)
        queue_desk.call_next(counter)
        draft = open_ready(counter, called=True)
        reception.keep_draft(counter, row_of(counter, draft))
        assert draft.applicant.iin == IIN
        told = msgspec.json.encode(board_state(counter)).decode()
        for secret in (IIN, NAME, NAME.split()[0], counter.operator.name, draft.case):
            assert secret not in told


@pytest.mark.parametrize("name", list(board_words()))
def test_every_word_of_the_board_is_there_in_both_languages(name: str) -> None:
    words = board_words()[name]
    assert list(words) == list(BOARD_LANGUAGES)
    assert all(words.values())
