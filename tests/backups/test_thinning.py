"""Which backups are kept: near ones all, older ones by day, week and month, and never the last good one given up."""

from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.storage.thinning import Kept, find_given_up

from .making import ZONE

NOW = datetime(2026, 9, 14, 17, 0, tzinfo=ZONE)


def kept_of(backups: list[Kept], now: datetime = NOW) -> list[Kept]:
    gone = find_given_up(backups, now)
    return [one for one in backups if one not in gone]


def every(hours: int, since: timedelta, good: bool = True) -> list[Kept]:
    """A backup every so many hours until NOW."""
    count = int(since / timedelta(hours=hours))
    return [Kept(made_at=NOW - timedelta(hours=hours * place), good=good) for place in range(count + 1)]


def test_a_day_is_kept_whole_then_days_weeks_and_months() -> None:
    backups = every(1, timedelta(days=900))
    kept = kept_of(backups)
    near = [one for one in kept if one.made_at >= NOW - timedelta(hours=24)]
    assert len(near) == 25
    days = sorted({one.made_at.date() for one in kept}, reverse=True)
    assert days[:14] == [(NOW - timedelta(days=day)).date() for day in range(14)]
    assert len(kept) <= 25 + 14 + 8 + 24
    assert min(one.made_at for one in kept) < NOW - timedelta(days=680)
    months = {(one.made_at.year, one.made_at.month) for one in kept}
    assert len(months) == 24
    assert kept_of(kept) == kept  # thinning again gives up nothing


@pytest.mark.parametrize("days", [1, 400, 4000])
def test_a_clock_far_ahead_for_a_day_gives_up_no_month(days: int) -> None:
    backups = every(12, timedelta(days=300))
    before = kept_of(backups)
    ahead = NOW + timedelta(days=days)
    made = [Kept(made_at=ahead + timedelta(minutes=30 * place), good=True) for place in range(3)]
    for place in range(3):
        before = kept_of([*before, made[place]], made[place].made_at)
    # The clock is right again: what was made ahead is of a time to come, and stops nothing.
    after = kept_of([*before, Kept(made_at=NOW + timedelta(minutes=30), good=True)], NOW + timedelta(minutes=30))
    months = {(one.made_at.year, one.made_at.month) for one in after if one.made_at <= NOW}
    assert len(months) == 11
    assert len({one.made_at.date() for one in after if one.made_at <= NOW}) >= 13


def test_a_faulty_backup_pushes_no_good_one_out() -> None:
    good = Kept(made_at=NOW - timedelta(days=900), good=True)
    backups = [good, *every(1, timedelta(days=800), good=False)]
    assert good in kept_of(backups)


def test_of_a_day_the_good_one_is_kept() -> None:
    day = NOW - timedelta(days=5)
    backups = [
        Kept(made_at=NOW, good=True),
        Kept(made_at=day, good=False),
        Kept(made_at=day - timedelta(hours=1), good=True),
    ]
    assert kept_of(backups) == [backups[0], backups[2]]


minutes = st.integers(min_value=-(60 * 24 * 1200), max_value=60 * 24 * 1200)
some = st.lists(st.tuples(minutes, st.booleans()), unique_by=lambda one: one[0], max_size=120)


@settings(max_examples=300, deadline=None)
@given(some)
def test_whatever_there_is(found: list[tuple[int, bool]]) -> None:
    backups = [Kept(made_at=NOW + timedelta(minutes=at), good=good) for at, good in found]
    kept = kept_of(backups)
    past = [one for one in backups if one.made_at <= NOW]
    # Of the last day nothing is given up, and the last good one never.
    assert all(one in kept for one in past if one.made_at >= NOW - timedelta(hours=24))
    for part in (past, backups):
        good = [one for one in part if one.good]
        if good:
            assert any(one.good for one in kept)
    if [one for one in past if one.good]:
        assert max((one for one in past if one.good), key=lambda one: one.made_at) in kept
    # Not more than the rule allows, and thinning again changes nothing.
    older = [one for one in kept if one.made_at <= NOW - timedelta(hours=24)]
    assert len({one.made_at.date() for one in older}) <= 2 * (14 + 8 + 24)
    assert kept_of(kept) == kept
    # What is kept of the past does not depend on what a wrong clock put into the time to come.
    assert [one for one in kept if one in past] == kept_of(past)
