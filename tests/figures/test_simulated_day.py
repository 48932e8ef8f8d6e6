"""A day of 120 visitors through the real operations gives exactly what a bookkeeper apart from them wrote down."""

from collections import Counter as Tally
from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from desktop.operations.day import close_day
from desktop.operations.figures import figures_of
from forms.day_acts import DayClosed, DayTotals, Spread
from tests.figures.simulated import MINUTE, NORM, SimulatedDay, Visitor
from tests.operations.making import MORNING, HandClock, counter_at, events, service_of

DAY = MORNING.date()


def half_up(milliseconds: Fraction) -> int:
    return int(milliseconds / 1000 + Fraction(1, 2))


def spread_of(times: list[int]) -> Spread:
    """By the definition on the page, not by the program: sorted, the middle one or the mean of two, halves up."""
    if not times:
        return Spread()
    ordered = sorted(times)
    middle = len(ordered) // 2
    median = Fraction(ordered[middle]) if len(ordered) % 2 else Fraction(ordered[middle - 1] + ordered[middle], 2)
    return Spread(
        count=len(times),
        median_seconds=half_up(median),
        longest_seconds=half_up(Fraction(ordered[-1])),
        over_norm=len([time for time in times if time > NORM]),
    )


def waited(visitors: list[Visitor]) -> list[int]:
    return [visitor.times["waiting"] for visitor in visitors if visitor.ticket and visitor.called]


def served(visitors: list[Visitor]) -> list[int]:
    return [visitor.times["serving"] for visitor in visitors if visitor.how == "handed_over"]


def expected_totals(day: SimulatedDay) -> DayTotals:
    visitors, book = list(day.visitors.values()), day.book
    closed = Tally(visitor.how for visitor in visitors if visitor.how not in ("", "handed_over", "no_show"))
    by_ground = sum(visitor.ground for visitor in visitors)
    return DayTotals(
        first_number=book.numbers[0],
        last_number=book.numbers[-1],
        accepted=book.outcomes["accepted"],
        refusal_receipts=book.outcomes["refusal_receipt"],
        reasoned_refusals=book.outcomes["reasoned_refusal"],
        grounds={ground: count for ground, count in sorted(book.grounds.items()) if count},
        voided=book.voided,
        tickets=sum(visitor.ticket for visitor in visitors),
        without_ticket=sum(not visitor.ticket for visitor in visitors),
        no_shows=sum(visitor.how == "no_show" for visitor in visitors),
        closed_without_service=dict(sorted(closed.items())),
        out_of_order={"disability": by_ground} if by_ground else {},
        waiting=spread_of(waited(visitors)),
        serving=spread_of(served(visitors)),
        doubted=sum(visitor.doubted for visitor in visitors),
        held=sum(visitor.state == "held" for visitor in visitors),
        unfinished=sum(visitor.case and not visitor.decided and visitor.state != "ended" for visitor in visitors),
    )


def classes_of(times: list[int]) -> tuple[int, ...]:
    counts = [len([t for t in times if low * MINUTE < t <= (low + 5) * MINUTE]) for low in (0, 5, 10, 15)]
    counts[0] += len([time for time in times if time == 0])
    return (*counts, len([time for time in times if time > 20 * MINUTE]))


@pytest.mark.parametrize("seed", range(6))
def test_a_day_of_120_visitors_comes_to_what_the_bookkeeper_wrote(tmp_path: Path, seed: int) -> None:
    clock = HandClock()
    with counter_at(tmp_path, clock=clock) as counter:
        day = SimulatedDay(counter, clock, seed, 118)
        day.run()
        day.leave_unfinished()
        assert len(day.visitors) >= 120

        before = figures_of(counter, DAY, DAY)
        assert before.totals == expected_totals(day)
        visitors = list(day.visitors.values())
        assert before.clock_doubts == day.book.moves == 2
        arrivals = Tally(visitor.hour for visitor in visitors)
        gone = Tally(visitor.left_hour for visitor in visitors if visitor.how == "handed_over")
        assert {one.hour: one.arrivals for one in before.hours if one.arrivals} == dict(arrivals)
        assert {one.hour: one.served for one in before.hours if one.served} == dict(gone)
        assert before.waiting_classes.counts == classes_of(waited(visitors))
        assert before.serving_classes.counts == classes_of(served(visitors))
        reasons = sorted(visitor.reason for visitor in visitors if visitor.how == "handed_over" and visitor.reason)
        assert sorted(one.reason for one in before.overruns if one.reason) == reasons
        assert len(before.overruns) == before.totals.serving.over_norm
        (clerk,) = before.clerks
        assert (clerk.accepted, clerk.serving) == (before.totals.accepted, before.totals.serving)

        waiting = [visit for visit in [*day.front, *day.line] if not day.visitors[visit].case]
        aside = [visit for visit in [*day.front, *day.line] if day.visitors[visit].case]
        closed = close_day(counter)
        for visit in waiting:
            day.end(visit, "day_ended")
        for visit in aside:
            day.turn(visit, "held")
        expected = expected_totals(day)
        assert closed.totals == expected
        recorded = [event.act for event in events(counter) if isinstance(event.act, DayClosed)]
        assert [act.totals for act in recorded] == [expected]
        assert figures_of(counter, DAY, DAY).totals == expected
        assert figures_of(counter, DAY, DAY, service_of(counter)).totals == expected

        # One held over night is finished the next morning: it was left over at the end of its own day all the same.
        clock.wait(15 * 3600)
        counter.store.rebuild()
        assert figures_of(counter, DAY, DAY).totals == expected
        assert figures_of(counter, date(2026, 9, 1), date(2026, 9, 30)).totals == expected
        assert figures_of(counter, date(2026, 9, 15), date(2026, 9, 15)).visits == 0
