"""At the desk: results received, issued, kept a month, returned, asked for again, come again, issued once."""

from pathlib import Path

import pytest

from desktop.operations import proceedings, unclaimed, voiding
from desktop.operations.counter import Counter
from desktop.operations.proceeding_view import list_chosen, load_proceeding
from forms.events import Act
from forms.problems import Problem
from forms.procedure_acts import ResultIssued, ResultMoved
from tests.corporation.making import bring_result, desk_at, issue, take_in, to_day
from tests.operations.making import HandClock, events


def refused(code: str, act: object, *args: object) -> Problem:
    """Doing it is refused with this problem."""
    with pytest.raises(Problem) as caught:
        act(*args)  # type: ignore[operator]
    assert caught.value.code == code
    return caught.value


def last(counter: Counter) -> Act:
    """What was recorded last."""
    return events(counter)[-1].act


def test_a_result_is_issued_once_with_the_providers_number(tmp_path: Path) -> None:
    with desk_at(tmp_path) as counter:
        number = take_in(counter).number
        unclaimed_before = unclaimed.look_at_result(counter, number)
        assert unclaimed_before.lying is None
        assert not unclaimed_before.may_come_back
        proceedings.take_step(counter, number, 4)
        proceedings.take_step(counter, number, 5, facts={"documents_conform": True})
        refused("1027", lambda: unclaimed.receive_result(counter, number, 7))
        unclaimed.receive_result(counter, number, 6, result_number=" 45-ш ", words="поштамен")
        refused("1039", lambda: unclaimed.receive_result(counter, number, 7))
        found = unclaimed.look_at_result(counter, number).lying
        assert found is not None
        assert (found.state, found.here, found.result_number) == ("lying", True, "45-ш")
        issue(counter, number)
        act = last(counter)
        assert isinstance(act, ResultIssued)
        assert act.result_number == "45-ш"
        refused("1031", issue, counter, number)
        refused("1058", unclaimed.return_unclaimed, counter, number)
        assert unclaimed.look_at_result(counter, number).lying is None
        refused("1025", lambda: unclaimed.receive_result(counter, number, 6))


def test_the_whole_way_of_a_result_nobody_collects(tmp_path: Path) -> None:
    clock = HandClock()
    with desk_at(tmp_path, clock=clock) as counter:
        number = take_in(counter).number
        bring_result(counter, number)
        found = unclaimed.look_at_result(counter, number).lying
        assert found is not None
        assert found.until is not None
        assert found.until.isoformat() == "2026-10-17"  # a month from the due date, 17 September
        to_day(clock, 17, 10)
        assert "17.10.2026" in refused("1037", unclaimed.return_unclaimed, counter, number).sentence()
        refused("1059", unclaimed.ask_again, counter, number)
        to_day(clock, 18, 10)
        (row,) = list_chosen(counter, "uncollected")
        assert row.lying is not None
        assert row.lying.state == "over"
        assert not row.late  # it came in time
        unclaimed.return_unclaimed(counter, number)
        refused("1057", issue, counter, number)
        refused("1058", unclaimed.return_unclaimed, counter, number)
        refused("1060", unclaimed.send_again, counter, number)
        to_day(clock, 4, 12)  # a Friday
        due = unclaimed.ask_again(counter, number, "кешігіп келді")
        assert due is not None
        assert due.isoformat() == "2026-12-04"
        act = last(counter)
        assert isinstance(act, ResultMoved)
        assert (act.how, act.due) == ("asked_again", "2026-12-04")
        refused("1057", issue, counter, number)
        to_day(clock, 7, 12)
        late = unclaimed.look_at_result(counter, number).lying
        assert late is not None
        assert late.late
        unclaimed.send_again(counter, number)
        again = unclaimed.look_at_result(counter, number).lying
        assert again is not None
        assert again.until is not None
        assert (again.state, again.until.isoformat()) == ("lying", "2027-01-07")
        issue(counter, number)
        assert list_chosen(counter, "uncollected") == []
        assert load_proceeding(counter, number).step is None


def test_what_came_late_is_late_and_kept_from_its_coming(tmp_path: Path) -> None:
    clock = HandClock()
    with desk_at(tmp_path, clock=clock) as counter:
        number = take_in(counter).number
        to_day(clock, 31, 10)
        bring_result(counter, number)
        found = unclaimed.look_at_result(counter, number).lying
        assert found is not None
        assert found.until is not None
        assert found.until.isoformat() == "2026-11-30"
        to_day(clock, 15, 11)
        assert load_proceeding(counter, number).late


def test_where_the_edition_keeps_nothing_nothing_goes_back(tmp_path: Path) -> None:
    clock = HandClock()
    with desk_at(tmp_path, "E2015", clock) as counter:
        number = take_in(counter).number
        proceedings.take_step(counter, number, 8)
        proceedings.take_step(counter, number, 9, facts={"documents_conform": True})
        to_day(clock, 14, 12)
        found = unclaimed.look_at_result(counter, number).lying
        assert found is not None
        assert (found.state, found.until) == ("lying", None)
        refused("1058", unclaimed.return_unclaimed, counter, number)
        issue(counter, number, 11)


def test_deficiencies_end_the_procedure_of_2018(tmp_path: Path) -> None:
    with desk_at(tmp_path, "E2015") as counter:
        number = take_in(counter).number
        proceedings.take_step(counter, number, 8)
        proceedings.take_step(counter, number, 9, facts={"documents_conform": False})
        loaded = load_proceeding(counter, number)
        assert loaded.step is not None
        assert (loaded.step.number, loaded.step.act) == (10, "tell")
        refused("1039", issue, counter, number, 10)
        proceedings.take_step(counter, number, 10)
        assert load_proceeding(counter, number).step is None
        assert unclaimed.look_at_result(counter, number).lying is None


def test_a_void_case_is_not_moved(tmp_path: Path) -> None:
    clock = HandClock()
    with desk_at(tmp_path, clock=clock) as counter:
        number = take_in(counter).number
        bring_result(counter, number)
        voiding.void_case(counter, number, "entered_twice")
        to_day(clock, 20, 11)
        refused("1058", unclaimed.return_unclaimed, counter, number)
        assert unclaimed.look_at_result(counter, number).lying is None
