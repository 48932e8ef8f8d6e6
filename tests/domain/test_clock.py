"""Minutes a PC's clock cannot falsify, and visits whose periods fit each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import Level, find_jump, judge_clock
from forms.moments import Elapsed, measure
from tests.domain.making import EDITIONS, moment

SECONDS = st.integers(0, 100_000)
MOVED = st.integers(-10_000_000, 10_000_000)


@given(SECONDS, SECONDS, MOVED)
def test_elapsed_is_the_machines_count_whatever_the_wall_says(start: int, more: int, moved: int) -> None:
    elapsed = measure(moment(start), moment(start + more, moved=moved))
    assert elapsed == Elapsed(more, doubted=False)


@given(SECONDS, st.integers(-100_000, 100_000))
def test_between_two_starts_of_the_machine_only_the_wall_is_left_and_doubted(start: int, more: int) -> None:
    elapsed = measure(moment(start), moment(0, moved=start + more, boot="boot-2"))
    assert elapsed == Elapsed(max(0, more), doubted=True)


@pytest.mark.parametrize(
    ("moved", "jump"),
    [(0, None), (30, None), (-30, None), (31, 31.0), (-31, -31.0), (3600, 3600.0), (-86_400, -86_400.0)],
)
def test_a_moved_wall_is_noticed_both_ways(moved: float, jump: float | None) -> None:
    assert find_jump(moment(100), moment(700, moved=moved)) == jump


def test_across_boots_only_a_wall_that_went_back_speaks() -> None:
    before = moment(1000)
    assert find_jump(before, moment(0, moved=90_000, boot="boot-2")) is None
    assert find_jump(before, moment(0, moved=1000, boot="boot-2")) is None
    assert find_jump(before, moment(0, moved=999, boot="boot-2")) == -1.0


@pytest.mark.parametrize(
    ("seconds", "level", "left"),
    [
        (0, Level.CALM, 1200),
        (899, Level.CALM, 301),
        (900, Level.CARE, 300),
        (1079, Level.CARE, 121),
        (1080, Level.TROUBLE, 120),
        (1200, Level.TROUBLE, 0),
        (1200.9, Level.TROUBLE, 0),
        (1201, Level.OVER, -1),
        (7200, Level.OVER, -6000),
    ],
)
def test_levels_at_fifteen_eighteen_and_twenty_minutes(seconds: float, level: Level, left: int) -> None:
    state = judge_clock(Elapsed(seconds), 20, (15, 18))
    assert (state.level, state.left_seconds) == (level, left)
    assert 0 <= state.share_gone <= 1
    assert judge_clock(Elapsed(seconds, doubted=True), 20, (15, 18)).doubted


def test_without_warnings_only_the_norm_speaks() -> None:
    assert judge_clock(Elapsed(1199), 20, ()).level is Level.CALM
    assert judge_clock(Elapsed(1201), 20, ()).level is Level.OVER


def test_editions_warn_before_their_norm() -> None:
    for edition in EDITIONS:
        norms = edition.norms
        if norms.serving_minutes is None:
            assert not norms.warn_at_minutes
        else:
            assert list(norms.warn_at_minutes) == sorted(norms.warn_at_minutes)
            assert norms.warn_at_minutes[-1] < norms.serving_minutes
