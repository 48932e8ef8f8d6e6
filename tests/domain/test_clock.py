"""Minutes a PC's clock cannot falsify, and visits whose periods fit each other."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.clock import Elapsed, Level, find_jump, judge_clock, measure
from desktop.domain.visit import measure_serving, turn_period
from tests.domain.making import EDITIONS, edition_of, moment, new_draft

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


@given(st.lists(st.tuples(st.sampled_from(["serving", "held"]), st.integers(0, 5000)), max_size=30))
def test_periods_neither_overlap_nor_leave_gaps(turns: list[tuple[str, int]]) -> None:
    draft = new_draft(edition_of("E2020-7"))
    at, served, kind = 0, 0, "serving"
    for wanted, later in turns:
        at += later
        served += later if kind == "serving" else 0
        turn_period(draft, "held" if wanted == "held" else "serving", moment(at))
        kind = wanted
    assert draft.periods[0].start == moment(0)
    for before, after in zip(draft.periods, draft.periods[1:], strict=False):
        assert before.end == after.start
        assert before.kind != after.kind
    assert draft.periods[-1].end is None
    assert draft.held is (kind == "held")
    assert measure_serving(draft.periods, moment(at)).seconds == pytest.approx(served)
    later_on = served + (500 if kind == "serving" else 0)
    assert measure_serving(draft.periods, moment(at + 500)).seconds == pytest.approx(later_on)


def test_a_visit_over_two_starts_of_the_machine_is_doubted() -> None:
    draft = new_draft(edition_of("E2020-7"))
    turn_period(draft, "held", moment(300))
    turn_period(draft, "serving", moment(0, moved=900, boot="boot-2"))
    # Both serving periods lie within one boot each: only the held one between them cannot be measured.
    assert measure_serving(draft.periods, moment(60, boot="boot-2")) == Elapsed(360.0, doubted=False)
    other = new_draft(edition_of("E2020-7"))
    assert measure_serving(other.periods, moment(0, moved=600, boot="boot-2")) == Elapsed(600.0, doubted=True)
