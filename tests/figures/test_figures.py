"""Figures at their edges: none at all, halves of a second, the night between two days, closing and opening again."""

from datetime import date, timedelta
from pathlib import Path

import pytest

from desktop.domain.spans import Span, span_between, span_of
from desktop.operations import queue_desk, reception
from desktop.operations.day import close_day, left_at_end, open_day
from desktop.operations.figures import figures_of
from desktop.operations.voiding import void_case
from forms.day_acts import DayClosed, DayOpened, DayTotals, Spread
from forms.figures_counting import Measured, classes, median_seconds, spread
from forms.problems import Problem
from tests.operations.making import MORNING, HandClock, counter_at, events, open_ready, service_of

DAY = MORNING.date()
NEXT = DAY + timedelta(1)


@pytest.mark.parametrize(
    ("milliseconds", "seconds"),
    [([], 0), ([499], 0), ([500], 1), ([1000, 2000], 2), ([1000, 1998], 1), ([3, 1_000, 90_000], 1), ([0, 1], 0)],
)
def test_the_median_is_of_the_middle_and_rounds_halves_up(milliseconds: list[int], seconds: int) -> None:
    assert median_seconds(milliseconds) == seconds


def test_over_the_norm_is_longer_than_it_and_not_as_long() -> None:
    times = [Measured(20 * 60_000, 20), Measured(20 * 60_000 + 1, 20), Measured(99 * 60_000, None)]
    assert spread(times).over_norm == 1
    assert classes(times).counts == (0, 0, 0, 1, 2)


def test_classes_reach_as_far_as_the_longest_norm() -> None:
    found = classes([Measured(29 * 60_000, 30), Measured(31 * 60_000, 30), Measured(6 * 60_000, 20)])
    assert found.edges == (5, 10, 15, 20, 25, 30)
    assert (found.counts, found.norms) == ((0, 1, 0, 0, 0, 1, 1), (20, 30))


@pytest.mark.parametrize(
    ("kind", "day", "first", "last"),
    [
        ("day", date(2026, 9, 14), date(2026, 9, 14), date(2026, 9, 14)),
        ("week", date(2027, 1, 1), date(2026, 12, 28), date(2027, 1, 3)),
        ("month", date(2024, 2, 5), date(2024, 2, 1), date(2024, 2, 29)),
        ("quarter", date(2026, 12, 31), date(2026, 10, 1), date(2026, 12, 31)),
        ("year", date(2026, 7, 1), date(2026, 1, 1), date(2026, 12, 31)),
    ],
)
def test_spans_begin_and_end_where_the_calendar_says(kind: str, day: date, first: date, last: date) -> None:
    span = span_of(kind, day)  # type: ignore[arg-type]
    assert span == Span(kind, first, last)  # type: ignore[arg-type]
    assert span_between(first, last) == span
    assert span.shift(-1).last == first - timedelta(1)
    assert span.shift(1).shift(-1) == span


def test_a_span_of_no_kind_moves_by_its_own_length() -> None:
    span = span_between(date(2026, 9, 3), date(2026, 9, 5))
    assert span.kind == ""
    assert span.shift(-1) == Span("", date(2026, 8, 31), date(2026, 9, 2))


def test_a_period_in_which_nothing_happened_has_figures_of_nothing(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        found = figures_of(counter, DAY, DAY)
        assert found.totals == DayTotals()
        assert (found.hours, found.days, found.overruns) == ((), (), ())
        for first, last, service, code in ((NEXT, DAY, "", "624"), (DAY, DAY, "passports", "626")):
            with pytest.raises(Problem) as caught:
                figures_of(counter, first, last, service)
            assert caught.value.code == code


def test_what_is_left_over_night_was_left_at_the_end_of_its_own_day(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, clock=clock) as counter:
        draft = open_ready(counter)
        clock.wait(120)
        reception.hold_case(counter, draft, "fetches_paper")
        closed = close_day(counter)
        assert closed.totals is not None
        assert (closed.totals.held, closed.totals.unfinished) == (1, 1)
        clock.wait(24 * 3600)
        open_day(counter)
        taken = reception.resume_case(counter, draft.case)
        clock.wait(60)
        decided = reception.decide_case(counter, taken)
        reception.hand_over(counter, decided)
        close_day(counter)
        before, after = figures_of(counter, DAY, DAY), figures_of(counter, NEXT, NEXT)
        assert (before.totals.held, before.totals.unfinished) == (1, 1)
        assert (after.totals.held, after.totals.unfinished) == (0, 0)
        # The visit is of the day it came on, the case of the day of its outcome.
        assert (before.totals.serving.count, before.totals.accepted) == (1, 0)
        assert before.totals.serving.longest_seconds == 180
        assert (after.totals.serving.count, after.totals.accepted) == (0, 1)
        both = figures_of(counter, DAY, NEXT)
        assert (both.totals.accepted, both.totals.serving.count, both.worked_days) == (1, 1, 2)


def test_closing_ends_who_waits_and_keeps_who_has_a_case(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, clock=clock) as counter:
        queue_desk.issue_ticket(counter, service_of(counter))
        queue_desk.call_next(counter)
        draft = reception.open_called(counter)
        reception.hold_case(counter, draft, "called_away")
        queue_desk.return_to_queue(counter, draft.case)
        second = queue_desk.issue_ticket(counter, service_of(counter))
        told = {one.visit: one for one in left_at_end(counter)}
        assert (told[second.visit].ends, told[draft.case].ends) == (True, False)
        closed = close_day(counter)
        assert closed.totals is not None
        assert closed.totals.closed_without_service == {"day_ended": 1}
        assert (closed.totals.held, closed.totals.unfinished) == (1, 1)
        found = counter.store.visits.find(draft.case)
        assert found is not None
        assert (found.state, found.periods[-1].kind) == ("held", "held")
        # The case goes on the next day where it was.
        clock.wait(20 * 3600)
        assert reception.resume_case(counter, draft.case).case == draft.case


def test_who_waited_again_after_a_hold_waits_until_the_day_is_closed(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, clock=clock) as counter:
        visit = queue_desk.issue_ticket(counter, service_of(counter)).visit
        clock.wait(600)
        queue_desk.call_next(counter)
        queue_desk.hold_called(counter, "called_away")
        queue_desk.return_to_queue(counter, visit)
        clock.wait(900)
        closed = close_day(counter)
        assert closed.totals is not None
        assert closed.totals.waiting == Spread(count=1, median_seconds=1500, longest_seconds=1500, over_norm=1)
        assert figures_of(counter, MORNING.date(), MORNING.date()).totals == closed.totals


def test_a_day_is_closed_once_and_may_be_opened_again(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        with pytest.raises(Problem, match="620"):
            close_day(counter)
        with pytest.raises(Problem, match="620"):
            left_at_end(counter)
        assert open_day(counter) == DAY.isoformat()
        with pytest.raises(Problem, match="621"):
            open_day(counter)
        close_day(counter)
        with pytest.raises(Problem, match="620"):
            close_day(counter)
        open_day(counter)
        opened = [event.act.again for event in events(counter) if isinstance(event.act, DayOpened)]
        assert opened == [False, True]


def test_a_day_nobody_closed_is_closed_late_with_its_own_figures(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, clock=clock) as counter:
        decided = reception.decide_case(counter, open_ready(counter))
        reception.hand_over(counter, decided)
        queue_desk.issue_ticket(counter, service_of(counter))
        clock.wait(24 * 3600)
        queue_desk.issue_ticket(counter, service_of(counter))
        (late,) = [event.act for event in events(counter) if isinstance(event.act, DayClosed)]
        assert (late.day, late.late) == (DAY.isoformat(), True)
        assert (late.totals.accepted, late.totals.closed_without_service) == (1, {"day_ended": 1})
        assert figures_of(counter, DAY, DAY).totals == late.totals
        assert figures_of(counter, NEXT, NEXT).totals.tickets == 1


def test_a_void_case_keeps_its_number_and_is_counted_apart(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        decided = reception.decide_case(counter, open_ready(counter))
        reception.hand_over(counter, decided)
        void_case(counter, decided.number, "entered_twice")
        totals = figures_of(counter, DAY, DAY).totals
        assert (totals.accepted, totals.voided, totals.first_number) == (0, 1, decided.number)
        assert totals.serving.count == 1
        for number, code in ((decided.number, "623"), ("D7/2026-999999", "622")):
            with pytest.raises(Problem) as caught:
                void_case(counter, number, "other")
            assert caught.value.code == code


def test_figures_of_one_service_leave_the_others_out(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        reception.hand_over(counter, reception.decide_case(counter, open_ready(counter)))
        one = figures_of(counter, DAY, DAY, service_of(counter))
        assert (one.totals.accepted, one.totals.without_ticket) == (1, 1)
        counter.store.db.run("UPDATE cases SET service = 'other'")
        counter.store.db.run("UPDATE visits SET service = 'other'")
        assert figures_of(counter, DAY, DAY, service_of(counter)).totals == DayTotals()
