"""The PC's clock is set back while the machine is off: no minute of a procedure is lost, and the doubt is told."""

from datetime import date
from pathlib import Path

import pytest

from desktop.operations import figures, proceedings, reception
from desktop.operations.counter import Counter
from desktop.operations.proceeding_view import list_ended, list_waiting, load_proceeding
from desktop.storage import projections
from forms.figures import Figures
from forms.procedure_acts import ResultIssued, StepTaken
from tests.operations.making import HandClock, counter_at, events, open_ready
from tests.proceedings.making import draft_order, issue, receive, set_group, sign, take_review

HOUR = 3600


def restart_set_back(clock: HandClock) -> None:
    """A minute later the machine is on again, its clock three hours back."""
    clock.restart(60)
    clock.move_wall(-3 * HOUR)


def figures_of(counter: Counter) -> Figures:
    return figures.figures_of(counter, date(2026, 9, 14), date(2026, 9, 14))


def test_the_minutes_of_a_whole_procedure_are_kept(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        set_group(counter)
        number = receive(counter)
        clock.wait(40 * 60)
        sign(counter, draft_order(counter, take_review(counter, number)))
    restart_set_back(clock)
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        clock.wait(300)
        (row,) = list_waiting(counter)
        assert (row.held.seconds, row.elapsed.seconds) == (300, 45 * 60)
        assert row.held.doubted and row.elapsed.doubted
        issue(counter, number)
        (row,) = list_ended(counter)
        assert (row.elapsed.seconds, row.elapsed.doubted) == (45 * 60, True)
        assert [event.act.seconds for event in events(counter) if isinstance(event.act, ResultIssued)] == [300]
        steps = counter.store.proceedings.steps(row.proceeding.case)
        assert [(step.seconds, step.doubted) for step in steps] == [
            (2400, False),
            (0, False),
            (0, False),
            (300, True),
        ]
        told = figures_of(counter)
        assert (told.procedures.longest_seconds, told.procedures.over_norm) == (45 * 60, 1)
        assert told.procedures_doubted == 1


def test_what_was_measured_before_counts_at_a_step_held_over_several_restarts(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        first = receive(counter)
        clock.wait(20 * 60)
        receive(counter)  # the last that is known of this start
    for _ in range(2):
        restart_set_back(clock)
        with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
            clock.wait(10 * 60)
            receive(counter)
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        take_review(counter, first)
        (taken,) = [event.act for event in events(counter) if isinstance(event.act, StepTaken)]
        assert taken.seconds == 40 * 60
        live = counter.store.db.rows("SELECT * FROM proceedings ORDER BY 1")
        projections.redraw(counter.store.db)
        assert counter.store.db.rows("SELECT * FROM proceedings ORDER BY 1") == live


def test_a_restart_nobody_has_noted_yet_takes_nothing_from_a_step(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        number = receive(counter)
        clock.wait(20 * 60)
        receive(counter)
        restart_set_back(clock)
        proceedings.take_step(counter, number, 2)
        (taken,) = [event.act for event in events(counter) if isinstance(event.act, StepTaken)]
        assert taken.seconds == 20 * 60


def test_the_reception_before_a_restart_counts_with_the_procedure(tmp_path: Path) -> None:
    """Serving began before the restart, the outcome was given after it."""
    clock = HandClock()
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        draft = open_ready(counter)
        clock.wait(600)
        reception.hold_case(counter, draft)
    restart_set_back(clock)
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        draft = reception.resume_case(counter, draft.case)
        clock.wait(300)
        number = reception.decide_case(counter, draft).number
        (row,) = list_waiting(counter)
        assert (row.elapsed.seconds, row.elapsed.doubted) == (900, True)
        assert load_proceeding(counter, number).proceeding.clock_from.wall.startswith("2026-09-14T09:30")


@pytest.mark.parametrize("seconds", [60, 5 * HOUR])
def test_a_clock_that_is_right_measures_as_before(tmp_path: Path, seconds: int) -> None:
    clock = HandClock()
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        number = receive(counter)
        clock.wait(600)
    clock.restart(seconds)
    with counter_at(tmp_path, edition="ENR", clock=clock) as counter:
        take_review(counter, number)
        (taken,) = [event.act for event in events(counter) if isinstance(event.act, StepTaken)]
        assert taken.seconds == 600 + seconds
