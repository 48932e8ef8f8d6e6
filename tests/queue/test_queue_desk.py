"""The queue, act by act: numbers, expected waits, grounds, days, and what survives the end of the program."""

from collections.abc import Callable
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.queue import expect_wait, next_number
from desktop.operations import day, queue_desk, reception
from desktop.operations.counter import Counter
from desktop.profile.shape import QueueSettings, ServiceChoice
from forms.day_acts import DayClosed, DayOpened, DayTotals
from forms.events import VisitOpened
from forms.problems import Problem
from forms.queue_acts import TicketCalled, TicketClosed, TicketIssued, WalkInAdmitted
from forms.visits import Visit, measure_periods
from tests.operations.making import HandClock, acts, counter_at, events, fill_disk, make_room, open_ready

DAY = 24 * 3600


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def issue(counter: Counter, count: int = 1, service: str = "attestation") -> list[str]:
    return [queue_desk.issue_ticket(counter, service).visit for _ in range(count)]


def last_act(counter: Counter) -> object:
    return events(counter)[-1].act


def test_a_ticket_is_issued_called_and_served(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        issued = queue_desk.issue_ticket(counter, "attestation")
        assert (issued.label, issued.ahead, issued.expected_wait) == ("А001", 0, 0)
        clock.wait(300)
        called = queue_desk.call_next(counter)
        assert (called.id, called.state) == (issued.visit, "called")
        clock.wait(30)
        draft = reception.open_called(counter)
        assert draft.case == issued.visit
        clock.wait(60)
        assert acts(counter) == ["SegmentOpened", "DayOpened", "TicketIssued", "TicketCalled", "VisitOpened"]
        # Serving starts at the call, not at the opening of the case.
        assert [period.kind for period in draft.periods] == ["waiting", "serving"]
        assert draft.periods[1].measure(clock.now()).seconds == 90
        assert draft.periods[0].measure(clock.now()).seconds == 300


def test_numbers_begin_anew_each_day_and_have_a_letter_a_service(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        both = {**counter.profile.services, "enrolment": ServiceChoice(provider="music_school", edition="ENR")}
        counter.profile = replace(counter.profile, services=both)
        labels = [queue_desk.issue_ticket(counter, service).label for service in (*both, *both)]
        assert labels == ["А001", "Б001", "А002", "Б002"]
        clock.wait(DAY)
        assert queue_desk.issue_ticket(counter, "enrolment").label == "Б001"
        assert queue_desk.issue_ticket(counter, "attestation").label == "А001"
    assert [next_number(last) for last in (0, 1, 998, 999)] == [1, 2, 999, 1]


def test_the_expected_wait_learns_from_who_was_served_and_begins_with_the_norm(
    tmp_path: Path, clock: HandClock
) -> None:
    assert expect_wait(3, 600, served_seconds=None) == 1800
    assert expect_wait(3, 600, served_seconds=240) == 1800 + 360
    assert expect_wait(0, 600, served_seconds=900) == 0
    with counter_at(tmp_path, clock=clock) as counter:
        waits = [queue_desk.issue_ticket(counter, "attestation").expected_wait for _ in range(3)]
        assert waits == [0, 20 * 60, 40 * 60]
        for seconds in (300, 500, 400):
            queue_desk.call_next(counter)
            draft = finish(counter, clock, seconds)
            assert draft
        # The median of those served is known now; who is at the counter has 250 of its 400 seconds behind.
        issue(counter)
        queue_desk.call_next(counter)
        clock.wait(250)
        issue(counter)
        assert queue_desk.issue_ticket(counter, "attestation").expected_wait == 400 + 150


def finish(counter: Counter, clock: HandClock, seconds: int) -> str:
    """Serve who was called, for so many seconds in all."""
    ready = open_ready(counter, called=True)
    clock.wait(seconds)
    decided = reception.decide_case(counter, ready)
    reception.hand_over(counter, decided)
    return decided.number


def test_going_before_others_needs_a_legal_ground_and_is_journalled(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        first, second, third = issue(counter, 3)
        with pytest.raises(Problem, match="602"):
            queue_desk.call_out_of_order(counter, third, "")
        with pytest.raises(Problem, match="603"):
            queue_desk.call_out_of_order(counter, third, "acquaintance")
        with pytest.raises(Problem, match="602"):
            reception.open_case(counter, "attestation")
        called = queue_desk.call_out_of_order(counter, third, "disability")
        assert (called.ground, called.passed_over) == ("disability", 2)
        assert last_act(counter) == TicketCalled(ground="disability", passed_over=2)
        queue_desk.close_ticket(counter, third, "question_answered")
        # Without a ticket, on a ground: both are written down.
        draft = reception.open_case(counter, "attestation", "disability")
        assert WalkInAdmitted(ground="disability", passed_over=2) in [event.act for event in events(counter)]
        visit = counter.store.visits.find(draft.case)
        assert visit is not None
        assert (visit.ground, visit.passed_over, visit.label) == ("disability", 2, "")
        reception.drop_case(counter, draft, "applicant_left")
        # In order no ground is asked, and none is kept if one is named.
        queue_desk.call_out_of_order(counter, first, "disability")
        assert last_act(counter) == TicketCalled()
        assert [waiting.id for waiting in queue_desk.queue_state(counter).waiting] == [second]


def test_after_the_recalls_the_organisation_sets_it_is_a_no_show(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        counter.profile = replace(counter.profile, queue=QueueSettings(recalls=3))
        issue(counter)
        with pytest.raises(Problem, match="606"):
            queue_desk.recall(counter)
        queue_desk.call_next(counter)
        for recalls in (1, 2, 3):
            with pytest.raises(Problem, match="605"):
                queue_desk.mark_no_show(counter)
            clock.wait(9)
            with pytest.raises(Problem, match="607"):
                queue_desk.recall(counter)
            clock.wait(1)
            assert queue_desk.recall(counter).recalls == recalls
        with pytest.raises(Problem, match="607"):
            queue_desk.mark_no_show(counter)
        clock.wait(10)
        assert queue_desk.recall(counter).ended_by == "no_show"
        assert queue_desk.queue_state(counter).at_counter is None


def test_two_calls_pressed_at_once_call_one(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        first, second = issue(counter, 2)
        assert queue_desk.call_next(counter).id == first
        with pytest.raises(Problem, match="601") as told:
            queue_desk.call_next(counter)
        assert "А001" in told.value.sentence()
        assert [waiting.id for waiting in queue_desk.queue_state(counter).waiting] == [second]


def test_nobody_waits(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter, pytest.raises(Problem, match="600"):
        queue_desk.call_next(counter)


def test_a_held_case_comes_back_to_the_head_and_goes_on_where_it_was(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        first, second = issue(counter, 2)
        queue_desk.call_next(counter)
        draft = reception.open_called(counter)
        draft.screen = "facts"
        reception.hold_case(counter, draft, "fetches_paper")
        assert queue_desk.call_next(counter).id == second
        queue_desk.return_to_queue(counter, first)
        (held,) = [event.act for event in events(counter) if type(event.act).__name__ == "VisitHeld"]
        assert (held.reason, held.screen) == ("fetches_paper", "facts")  # type: ignore[union-attr]
        issue(counter)
        queue_desk.close_ticket(counter, second, "left")
        assert queue_desk.call_next(counter).id == first
        assert reception.open_called(counter).screen == "facts"


def test_the_queue_is_whole_after_the_program_ended_anywhere(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        issue(counter, 5)
        queue_desk.call_next(counter)
        clock.wait(12)
        queue_desk.recall(counter)
        before = queue_desk.queue_state(counter)
    with counter_at(tmp_path, clock=clock) as counter:
        assert queue_desk.queue_state(counter) == before
        assert before.at_counter is not None
        assert before.at_counter.recalls == 1
        assert counter.store.rebuild() == []


def test_a_day_nobody_closed_is_closed_by_the_next(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        waiting, *_ = issue(counter, 3)
        queue_desk.call_next(counter)
        queue_desk.hold_called(counter, "fetches_paper")
        queue_desk.call_next(counter)
        clock.wait(DAY)
        fresh = queue_desk.issue_ticket(counter, "attestation")
        assert fresh.label == "А001"
        found = [event.act for event in events(counter)][-5:]
        assert [type(act) for act in found] == [TicketClosed, TicketClosed, DayClosed, DayOpened, TicketIssued]
        assert isinstance(found[2], DayClosed)
        assert (found[2].day, found[2].late) == ("2026-09-14", True)
        state = queue_desk.queue_state(counter)
        assert [visit.id for visit in state.held] == [waiting]
        assert [visit.id for visit in state.waiting] == [fresh.visit]
        assert state.at_counter is None


def test_the_first_ticket_of_a_day_waits_for_nobody_of_a_day_left_open(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        issue(counter, 3)
        clock.wait(DAY)
        fresh = queue_desk.issue_ticket(counter, "attestation")
        assert (fresh.ahead, fresh.expected_wait) == (0, 0)
        act = last_act(counter)
        assert isinstance(act, TicketIssued)
        assert (act.ahead, act.expected_wait_seconds) == (0, 0)


def test_who_comes_without_a_ticket_passes_over_nobody_of_a_day_left_open(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        issue(counter, 3)
        clock.wait(DAY)
        reception.open_case(counter, "attestation")
        assert isinstance(last_act(counter), VisitOpened)


def test_who_was_called_before_midnight_is_served_after_it(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        (visit,) = issue(counter)
        clock.wait(DAY - 9.5 * 3600 - 60)
        queue_desk.call_next(counter)
        clock.wait(120)
        draft = reception.open_called(counter)
        issue(counter)  # which closes the day before
        there = queue_desk.queue_state(counter).at_counter
        assert there is not None
        assert (there.id, there.state, there.ended_by) == (visit, "serving", "")
        clock.wait(60)
        reception.drop_case(counter, draft, "applicant_left")
        ended = counter.store.visits.find(visit)
        assert ended is not None
        assert ended.ended_by == "applicant_left"
        assert measure_periods(ended.periods, "serving").seconds == 180


@pytest.mark.parametrize("back", [queue_desk.return_to_queue, queue_desk.take_up])
def test_who_comes_back_the_next_morning_begins_the_day_and_is_not_ended_by_it(
    tmp_path: Path, clock: HandClock, back: Callable[[Counter, str], Visit]
) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        held, _ = issue(counter, 2)
        queue_desk.call_next(counter)
        queue_desk.hold_called(counter, "fetches_paper")
        clock.wait(DAY)
        state = back(counter, held).state
        assert counter.store.days.open_day() == "2026-09-15"
        issue(counter)
        found = counter.store.visits.find(held)
        assert found is not None
        assert found.state == state


def test_nobody_comes_back_to_the_counter_before_who_came_back_earlier(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        cases = []
        for _ in range(2):
            draft = reception.open_case(counter, "attestation")
            reception.hold_case(counter, draft, "fetches_paper")
            cases.append(draft.case)
        earlier, later = cases
        queue_desk.return_to_queue(counter, earlier)
        with pytest.raises(Problem, match="602"):
            queue_desk.take_up(counter, later)
        with pytest.raises(Problem, match="602"):
            reception.resume_case(counter, later)
        queue_desk.return_to_queue(counter, later)
        with pytest.raises(Problem, match="602"):
            reception.resume_case(counter, later)
        # On a legal ground they may; who came without a ticket has no edition of their own yet.
        assert queue_desk.find_ticket(counter, later).edition == "E2020-7"
        assert queue_desk.call_out_of_order(counter, later, "disability").passed_over == 1


def test_who_comes_without_a_ticket_belongs_to_the_day_that_is_open_whatever_the_wall_shows(
    tmp_path: Path, clock: HandClock
) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        first = reception.open_case(counter, "attestation")
        reception.drop_case(counter, first, "applicant_left")
        clock.move_wall(-26 * 365 * DAY)
        second = reception.open_case(counter, "attestation")
        reception.drop_case(counter, second, "applicant_left")
        assert day.close_day(counter).totals == DayTotals(
            without_ticket=2, closed_without_service={"applicant_left": 2}
        )
        assert counter.store.rebuild() == []


def test_a_full_disk_issues_no_ticket_and_says_so(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        issue(counter)
        fill_disk(counter)
        with pytest.raises(Problem, match="301"):
            for _ in range(200):
                issue(counter)
        state = queue_desk.queue_state(counter)
        make_room(counter)
        label = queue_desk.issue_ticket(counter, "attestation").label
        assert label == f"А{state.count + 1:03d}"
        assert counter.store.rebuild() == []
