"""The clock's standing through a real counter: what is recorded, what follows from it, the operator's word."""

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from desktop.operations import clock_keeping, day, queue_desk, reception
from desktop.operations.counter import Counter
from forms.day_acts import ClockDoubted, ClockTrusted, MachineRestarted
from forms.events import CaseDecided
from forms.problems import Problem
from tests.operations.making import (
    MORNING,
    ZONE,
    HandClock,
    acts,
    counter_at,
    events,
    open_ready,
    service_of,
)

HOUR, DAY = 3600, 86_400


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def of_the_clock(counter: Counter) -> list[str]:
    """The clock's acts, in short."""
    said = []
    for event in events(counter):
        match event.act:
            case ClockDoubted():
                said.append(f"{event.act.jump_seconds:+}")
            case ClockTrusted():
                said.append(event.act.by)
            case MachineRestarted():
                said.append("restart")
            case _:
                pass
    return said


def test_a_moved_clock_is_recorded_without_another_act_and_looking_records_nothing(
    tmp_path: Path, clock: HandClock
) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        reception.open_case(counter, service_of(counter))
        before = len(acts(counter))
        assert not clock_keeping.note_clock(counter).doubted
        clock.wait(60)
        clock.move_wall(HOUR)
        look = clock_keeping.look_at_clock(counter)
        assert len(acts(counter)) == before
        assert clock_keeping.note_clock(counter) == look
        assert acts(counter)[before:] == ["ClockDoubted"]
        assert (look.doubted, look.off_seconds, look.ends) == (True, HOUR, "sum")
        assert datetime.fromisoformat(look.since) == MORNING + timedelta(hours=1, minutes=1)
        clock_keeping.note_clock(counter)
        clock.move_wall(-HOUR)
        assert not clock_keeping.note_clock(counter).doubted
        assert of_the_clock(counter) == [f"+{HOUR}", f"-{HOUR}", "return"]


def test_the_operators_word_ends_the_doubt(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        clock.move_wall(-HOUR)
        look = clock_keeping.confirm_clock(counter)  # nothing was recorded of the move until now
        assert not look.doubted
        assert of_the_clock(counter) == [f"-{HOUR}", "operator"]
        assert clock_keeping.confirm_clock(counter) == look
        assert len(of_the_clock(counter)) == 2  # a clock that is trusted needs no word
        reception.decide_case(counter, open_ready(counter))
        decided = events(counter)[-1].act
        assert isinstance(decided, CaseDecided)
        assert not decided.clock_doubted


def test_a_clock_before_every_calendar_cannot_be_confirmed(tmp_path: Path, clock: HandClock) -> None:
    clock.wall = datetime(2000, 1, 1, 0, 3, tzinfo=ZONE)
    with counter_at(tmp_path, clock=clock) as counter:
        assert acts(counter)[:2] == ["SegmentOpened", "ClockDoubted"]
        with pytest.raises(Problem) as told:
            clock_keeping.confirm_clock(counter)
        assert told.value.code == "660"
        assert told.value.fields == {"shown": "01.01.2000 00:03"}
        clock.wait(120)
        clock.wall = MORNING
        assert not clock_keeping.note_clock(counter).doubted
        assert of_the_clock(counter)[-1] == "return"


@pytest.mark.parametrize("moved", [DAY, -DAY, 16 * HOUR, -20 * 365 * DAY, 365 * DAY])
def test_while_in_doubt_the_open_day_goes_on_and_numbers_keep_its_year(
    tmp_path: Path, clock: HandClock, moved: int
) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        first = reception.decide_case(counter, open_ready(counter))
        reception.hand_over(counter, first)
        clock.move_wall(moved)
        second = reception.decide_case(counter, open_ready(counter))
        reception.hand_over(counter, second)
        ticket = queue_desk.issue_ticket(counter, service_of(counter))
        assert (first.number, second.number) == ("D7/2026-000001", "D7/2026-000002")
        assert counter.store.days.open_day() == "2026-09-14"
        visit = counter.store.visits.find(ticket.visit)
        assert visit is not None
        assert visit.day == "2026-09-14"
        assert acts(counter).count("DayOpened") == 1
        assert "DayClosed" not in acts(counter)


def test_confirmed_the_wall_decides_the_day_and_the_year_again(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        reception.hand_over(counter, reception.decide_case(counter, open_ready(counter)))
        clock.move_wall(365 * DAY)
        clock_keeping.confirm_clock(counter)
        assert reception.decide_case(counter, open_ready(counter)).number == "D7/2027-000001"
        assert counter.store.days.open_day() == "2027-09-14"


@pytest.mark.parametrize("moved", [-20 * 365 * DAY, 400 * DAY])
def test_without_an_open_day_the_date_is_the_one_the_wall_should_show(
    tmp_path: Path, clock: HandClock, moved: int
) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        clock.move_wall(moved)
        assert reception.decide_case(counter, open_ready(counter)).number == "D7/2026-000001"
        assert counter.store.days.open_day() == "2026-09-14"


def test_a_dead_battery_gives_no_number_of_its_year(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        reception.hand_over(counter, reception.decide_case(counter, open_ready(counter)))
        day.close_day(counter)
    clock.restart(-20 * 365 * DAY)
    with counter_at(tmp_path, clock=clock) as counter:
        assert reception.decide_case(counter, open_ready(counter)).number == "D7/2026-000002"


def test_a_restart_is_recorded_when_the_store_is_opened_and_only_then(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        reception.open_case(counter, service_of(counter))
        before = acts(counter)
    with counter_at(tmp_path, clock=clock) as counter:
        assert acts(counter) == before  # the program was started again, the machine was not
    clock.restart(300)
    with counter_at(tmp_path, clock=clock, read_only=True) as counter:
        assert acts(counter) == before
    for _ in range(2):
        with counter_at(tmp_path, clock=clock) as counter:
            assert acts(counter) == [*before, "MachineRestarted"]


def test_a_held_visit_over_a_dead_battery_gets_no_twenty_years(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        draft = open_ready(counter)
        clock.wait(120)
        reception.hold_case(counter, draft)
    clock.restart(-20 * 365 * DAY)
    with counter_at(tmp_path, clock=clock) as counter:
        assert clock_keeping.look_at_clock(counter).doubted
        clock.wait(600)
    clock.restart(20 * 365 * DAY + HOUR)  # set right in the firmware
    with counter_at(tmp_path, clock=clock) as counter:
        assert not clock_keeping.look_at_clock(counter).doubted
        clock.wait(60)
        resumed = reception.resume_case(counter, draft.case)
        held = next(period for period in resumed.periods if period.kind == "held")
        assert held.measure(clock.now()).seconds < 3 * HOUR
        assert held.measure(clock.now()).doubted


def test_the_standing_costs_an_act_one_row_more(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        draft = open_ready(counter)
        asked: list[str] = []
        counter.store.db.connection.set_trace_callback(asked.append)
        try:
            reception.hold_case(counter, draft)
        finally:
            counter.store.db.connection.set_trace_callback(None)
        assert [sql for sql in asked if "clock" in sql] == ["SELECT body FROM clock WHERE id = 1"]
