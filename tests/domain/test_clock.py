"""Minutes a PC's clock cannot falsify, how they stand against the norms, and the watch between two acts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import ClockWatch, Level, judge_clock, serving_state, waiting_state
from forms.clock_standing import find_jump
from forms.moments import Elapsed, measure
from forms.visits import Period
from tests.domain.making import EDITIONS, edition_of, moment

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
    assert find_jump(before, moment(0, moved=970, boot="boot-2")) is None  # a clock chip that goes a little slow
    assert find_jump(before, moment(0, moved=969, boot="boot-2")) == -31.0


@pytest.mark.parametrize(("moved", "noticed"), [(91, False), (-91, False), (93, True), (-93, True), (3600, True)])
def test_over_an_idle_weekend_the_clocks_may_part_by_a_second_an_hour(moved: int, noticed: bool) -> None:
    weekend = 62 * 3600
    assert (find_jump(moment(0), moment(weekend, moved=moved)) is not None) is noticed


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


@pytest.mark.parametrize(
    ("minutes", "level"),
    [(14, Level.CALM), (15, Level.CARE), (18, Level.TROUBLE), (20, Level.TROUBLE), (21, Level.OVER)],
)
def test_both_clocks_of_a_visit_have_their_own_norm_and_their_own_minutes(minutes: int, level: Level) -> None:
    norms = edition_of("E2020-7").norms
    called = moment(minutes * 60)
    periods = (Period(kind="waiting", start=moment(0), end=called), Period(kind="serving", start=called))
    waited, served = (judge(periods, norms, moment(minutes * 120)) for judge in (waiting_state, serving_state))
    assert waited is not None and served is not None
    assert (waited.level, served.level) == (level, level)
    still = waiting_state((Period(kind="waiting", start=moment(0)),), norms, moment(minutes * 60))
    assert still is not None
    assert still.level is level


def test_an_edition_without_a_norm_for_waiting_has_no_waiting_clock() -> None:
    norms = edition_of("ENR").norms
    assert norms.waiting_minutes is None
    assert waiting_state((Period(kind="waiting", start=moment(0)),), norms, moment(9)) is None
    assert serving_state((Period(kind="serving", start=moment(0)),), edition_of("E2025").norms, moment(9)) is None


def test_the_warnings_of_waiting_come_as_long_before_its_end_as_those_of_serving() -> None:
    from msgspec.structs import replace

    norms = replace(edition_of("E2020-7").norms, waiting_minutes=40)
    levels = []
    for minutes in (34, 35, 38, 41):
        state = waiting_state((Period(kind="waiting", start=moment(0)),), norms, moment(minutes * 60))
        assert state is not None
        levels.append(state.level)
    assert levels == [Level.CALM, Level.CARE, Level.TROUBLE, Level.OVER]


def test_the_watch_tells_each_move_once_and_adds_up_small_ones() -> None:
    watch = ClockWatch()
    assert watch.look(moment(0)) is None
    assert watch.look(moment(1)) is None
    assert watch.look(moment(2, moved=3600)) == 3600
    assert watch.look(moment(3, moved=3600)) is None
    assert watch.look(moment(4)) == -3600
    assert [watch.look(moment(5 + step, moved=12 * step)) for step in range(4)] == [None, None, None, 36]


def test_the_watch_lets_the_clocks_part_slowly() -> None:
    watch = ClockWatch()
    hours = range(24 * 30)
    assert [hour for hour in hours if watch.look(moment(hour * 3600, moved=hour)) is not None] == []
