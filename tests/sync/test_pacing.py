"""When the next round goes and how much goes in it: by a clock in the test's hands."""

import random
from datetime import datetime, timedelta
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.operations import exchanging
from desktop.sync import pacing
from desktop.sync.ports import Failed
from desktop.sync.transport_http import read_retry_after
from forms.batches import BatchLimits
from forms.problems import Problem
from tests.operations.making import MORNING, HandClock, counter_at
from tests.sync.centre import ModelCentre
from tests.sync.making import Wire, decide, enrolled, go, lost, work


@given(st.integers(0, 100), st.floats(0, 200_000), st.integers())
def test_a_wait_is_never_shorter_than_asked_nor_without_end(failures: int, asked: float, seed: int) -> None:
    wait = pacing.wait_after_failure(failures, asked, random.Random(seed))
    assert wait >= 5 or asked > 0
    assert wait >= min(asked, pacing.LONGEST_ASKED)
    assert wait <= pacing.LONGEST_ASKED + 3600
    assert pacing.wait_after_round(asked, random.Random(seed)) >= min(asked, pacing.LONGEST_ASKED)


def test_waits_grow_and_differ_from_counter_to_counter() -> None:
    many = [[pacing.wait_after_failure(count, 0, random.Random(seed)) for seed in range(200)] for count in (1, 4, 12)]
    means = [sum(waits) / len(waits) for waits in many]
    assert means == sorted(means)
    assert max(many[0]) <= 60 and max(many[2]) <= 3600
    assert len({round(wait) for wait in many[2]}) > 100, "not all at once"


@pytest.mark.parametrize(
    ("written", "seconds"),
    [
        (None, 0),
        ("", 0),
        ("120", 120),
        (" 7 ", 7),
        ("Mon, 14 Sep 2026 04:32:00 GMT", 120),
        ("Mon, 14 Sep 2026 04:00:00 GMT", 0),
        ("soon", 0),
        ("-5", 0),
        ("9" * 400, 999_999_999),
    ],
)
def test_both_ways_of_writing_a_wait_are_read(written: str | None, seconds: float) -> None:
    assert read_retry_after(written, datetime.fromisoformat("2026-09-14T09:30:00+05:00")) == seconds


def test_batches_grow_on_a_quick_line_and_shrink_on_a_slow_one() -> None:
    size = pacing.BatchSize(0, BatchLimits())
    first = size.bytes
    size.went(0.5)
    assert size.bytes == 2 * first
    for _ in range(20):
        size.went(0.5)
    assert size.bytes == BatchLimits().sealed
    for _ in range(20):
        size.went(60)
    assert size.bytes == pacing.LEAST_BATCH
    assert not size.shrink(pacing.LEAST_BATCH)
    size = pacing.BatchSize(1 << 20, BatchLimits(), pacing.METERED_BATCH)
    assert size.bytes == pacing.METERED_BATCH
    size.narrow(BatchLimits(sealed=20_000))
    assert size.bytes == 20_000


def test_the_next_try_is_kept_over_a_restart_and_comes(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    clock = HandClock()
    with enrolled(tmp_path, centre, clock=clock) as counter:
        assert exchanging.is_due(counter, clock.now())
        wire.before = lost
        done = go(counter, wire)
        assert not exchanging.is_due(counter, clock.now())
    with counter_at(tmp_path, clock=clock) as counter:
        assert exchanging.exchange_state(counter).next_try_at == done.next_try_at
        clock.wait((datetime.fromisoformat(done.next_try_at) - clock.wall).total_seconds() + 1)
        assert exchanging.is_due(counter, clock.now())
        waits = []
        for _ in range(8):
            before = clock.wall
            done = go(counter, wire)
            waits.append((datetime.fromisoformat(done.next_try_at) - before).total_seconds())
            clock.wait(waits[-1] + 1)
        assert max(waits[:2]) < max(waits[5:])
        # A clock that was years ahead when the time was kept: nobody waits for years.
        standing = counter.store.exchange.standing()
        ahead = (MORNING + timedelta(days=900)).isoformat()
        counter.store.exchange.keep(msgspec.structs.replace(standing, next_at=ahead))
        assert exchanging.is_due(counter, clock.now())


def test_what_the_centre_asks_to_wait_is_waited(tmp_path: Path) -> None:
    centre = ModelCentre()
    centre.wait_seconds = 1800
    wire = Wire(centre)
    clock = HandClock()
    with enrolled(tmp_path, centre, clock=clock) as counter:
        work(counter)
        done = go(counter, wire)
        assert datetime.fromisoformat(done.next_try_at) >= clock.wall + timedelta(seconds=1800)
        work(counter)
        assert not exchanging.is_due(counter, clock.now())

        def busy(what: str, body: bytes) -> None:
            raise Failed(Problem("870", host="x", status=503), retry_seconds=7200)

        wire.before = busy
        done = go(counter, wire)
        assert datetime.fromisoformat(done.next_try_at) >= clock.wall + timedelta(seconds=7200)


def test_without_anything_to_send_it_is_asked_every_hour(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    clock = HandClock()
    with enrolled(tmp_path, centre, clock=clock) as counter:
        go(counter, wire)
        clock.wait(1800)
        assert not exchanging.is_due(counter, clock.now())
        clock.wait(1801)
        assert exchanging.is_due(counter, clock.now())
        go(counter, wire)
        work(counter)
        clock.wait(600)
        assert exchanging.is_due(counter, clock.now())
        settings = msgspec.structs.replace(counter.profile.exchange, automatic=False)
        counter.profile = msgspec.structs.replace(counter.profile, exchange=settings)
        assert not exchanging.is_due(counter, clock.now())


def test_the_size_told_before_is_about_what_goes(tmp_path: Path) -> None:
    centre = ModelCentre()
    wire = Wire(centre)
    with enrolled(tmp_path, centre) as counter:
        assert exchanging.estimate(counter) > 1000
        work(counter, 30)
        go(counter, wire)
        for _ in range(3):
            work(counter, 15)
            decide(counter)
        told = exchanging.estimate(counter)
        before = sum(size for _, size in wire.sent)
        go(counter, wire)
        sent = sum(size for _, size in wire.sent) - before
        print(f"told {told}, sent {sent}")
        assert 0.5 < told / sent < 2.0
