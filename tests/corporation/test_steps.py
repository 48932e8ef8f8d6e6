"""The steps taken at screens: which is under way, by whose clock, on which branch."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.case import CaseDraft, Screen, read_draft, write_draft
from desktop.domain.clock import Level
from desktop.domain.reception_steps import (
    answer_step,
    begin_step,
    ended_at,
    move_to,
    procedure_here,
    step_at,
    take_all,
    take_back_answer,
    take_under_way,
    under_way,
)
from desktop.operations import reception
from desktop.operations.ending_early import end_early
from desktop.operations.register import case_record
from forms.editions import Procedure
from forms.events import CaseDropped
from forms.problems import Problem
from forms.procedure_acts import ProceedingOpened, StepTaken
from tests.corporation.making import answer_person, desk_at, take_in
from tests.domain.making import TODAY, edition_of, moment, new_draft
from tests.operations.making import HandClock, events, open_ready

E2015 = edition_of("E2015")


def opened() -> tuple[CaseDraft, Procedure]:
    """A case at the desk, its first step under way."""
    draft = new_draft(E2015)
    draft.channel, draft.side = "state_corporation", "corporation"
    procedure = procedure_here(E2015, draft, TODAY)
    assert procedure is not None
    begin_step(procedure, draft, 0)
    return draft, procedure


def go(draft: CaseDraft, screen: Screen, seconds: int, *, forward: bool = True) -> None:
    """To another screen."""
    move_to(E2015, draft, screen, TODAY, moment(seconds), forward=forward)


def taken(draft: CaseDraft) -> list[tuple[int, int]]:
    """Numbers and seconds."""
    return [(one.step, one.seconds) for one in draft.steps]


def test_each_step_has_its_own_clock() -> None:
    draft, procedure = opened()
    found = under_way(E2015, draft, TODAY, moment(100))
    assert found is not None
    assert (found.step.number, found.seconds) == (1, 100)
    assert found.clock is not None
    assert found.clock.level is Level.CALM
    late = under_way(E2015, draft, TODAY, moment(121))
    assert late is not None
    assert late.clock is not None
    assert late.clock.level is Level.OVER
    take_under_way(procedure, draft, 121)
    found = under_way(E2015, draft, TODAY, moment(130))
    assert found is not None
    assert (found.step.number, found.seconds) == (2, 9)


def test_leaving_a_screen_takes_its_steps() -> None:
    draft, procedure = opened()
    go(draft, "applicant", 90)
    assert taken(draft) == [(1, 90), (2, 0)]  # the time stands at the one that was under way
    step = step_at(procedure, draft)
    assert step is not None
    assert step.number == 3


def test_coming_back_takes_nothing_twice() -> None:
    draft, procedure = opened()
    go(draft, "applicant", 90)
    go(draft, "service", 100, forward=False)
    assert under_way(E2015, draft, TODAY, moment(110)) is None
    go(draft, "applicant", 120)
    answer_step(procedure, draft, True, 180, "roster")
    go(draft, "facts", 200)
    go(draft, "checklist", 210)
    assert taken(draft) == [(1, 90), (2, 0), (3, 60), (4, 0), (5, 0)]
    assert under_way(E2015, draft, TODAY, moment(300)) is None  # nothing is prescribed there
    go(draft, "outcome", 400)
    found = under_way(E2015, draft, TODAY, moment(430))
    assert found is not None
    assert (found.step.number, found.seconds) == (7, 30)


def test_a_hold_stands_still_and_a_killed_program_goes_on() -> None:
    draft, _ = opened()
    period = draft.periods[0]
    held = type(period)(kind="held", start=moment(40), end=moment(4000))
    again = type(period)(kind="serving", start=moment(4000))
    draft.periods = (type(period)(kind="serving", start=period.start, end=moment(40)), held, again)
    found = under_way(E2015, read_draft(write_draft(draft)), TODAY, moment(4010))
    assert found is not None
    assert found.seconds == 50


def test_the_branch_without_data_ends_the_procedure() -> None:
    draft, procedure = opened()
    go(draft, "applicant", 60)
    answer_step(procedure, draft, False, 90, "roster")
    ended = ended_at(E2015, draft, "applicant", TODAY)
    assert ended is not None
    assert ended.number == 6
    found = under_way(E2015, draft, TODAY, moment(100))
    assert found is not None
    assert (found.step.number, found.seconds) == (6, 10)
    answer_step(procedure, draft, True, 110)  # found by other means after all
    assert ended_at(E2015, draft, "applicant", TODAY) is None
    assert [one.step for one in draft.steps] == [1, 2, 3, 4, 5]
    assert draft.steps[-1].facts == {"person_found": True}
    assert draft.steps[-1].source == ""


def test_another_person_is_asked_about_anew() -> None:
    draft, procedure = opened()
    go(draft, "applicant", 60)
    answer_step(procedure, draft, False, 90, "roster")
    take_under_way(procedure, draft, 95)
    take_back_answer(procedure, draft, 100)
    assert [one.step for one in draft.steps] == [1, 2, 3, 4]
    assert ended_at(E2015, draft, "applicant", TODAY) is None


@given(
    path=st.lists(
        st.sampled_from(["applicant", "service", "facts", "checklist", "outcome", "take", "yes", "no", "back"]),
        max_size=25,
    )
)
def test_no_path_takes_a_step_twice_or_out_of_its_branch(path: list[str]) -> None:
    draft, procedure = opened()
    order: tuple[Screen, ...] = ("service", "applicant", "facts", "checklist", "outcome")
    seconds = 0
    for act in path:
        seconds += 7
        if act == "take":
            take_under_way(procedure, draft, seconds)
        elif act in ("yes", "no"):
            answer_step(procedure, draft, act == "yes", seconds)
        elif act == "back":
            take_back_answer(procedure, draft, seconds)
        else:
            screen = next(one for one in order if one == act)
            forward = order.index(screen) > order.index(next(one for one in order if one == draft.screen))
            go(draft, screen, seconds, forward=forward)
    ended = ended_at(E2015, draft, "applicant", TODAY)
    take_all(procedure, draft, seconds)
    numbers = [one.step for one in draft.steps]
    assert numbers == sorted(set(numbers))
    assert (6 in numbers) is (ended is not None)
    assert sum(one.seconds for one in draft.steps) <= seconds


def test_the_outcome_records_the_steps(tmp_path: Path) -> None:
    clock = HandClock()
    with desk_at(tmp_path, "E2015", clock) as counter:
        decided = take_in(counter, place="other")
        act = next(event.act for event in events(counter) if isinstance(event.act, ProceedingOpened))
    assert [one.step for one in act.taken] == [1, 2, 3, 4, 5, 7]
    assert (act.channel, act.side, act.next, act.due) == ("state_corporation", "corporation", 8, "2026-09-21")
    assert act.facts["person_found"] is True
    assert act.number == decided.number


def test_a_reception_that_ends_early_stands_in_the_register(tmp_path: Path) -> None:
    with desk_at(tmp_path, "E2015") as counter:
        draft = reception.open_case(counter, "attestation")
        draft.provider_place, draft.screen = "same", "applicant"
        answer_person(counter, draft, False)
        with pytest.raises(ValueError, match="does not end at service"):
            draft.screen = "service"
            end_early(counter, draft)
        draft.screen = "applicant"
        end_early(counter, draft)
        assert counter.store.drafts.find(draft.case) is None
        record = case_record(counter, draft.case)
        recorded = [event.act for event in events(counter)]
        assert counter.store.proceedings.of_case(draft.case) is None
    steps = [act for act in recorded if isinstance(act, StepTaken)]
    assert [(act.step, act.next) for act in steps] == [(3, 4), (4, 5), (5, 6), (6, 0)]
    assert steps[2].facts == {"person_found": False}
    assert isinstance(recorded[-1], CaseDropped)
    assert [entry.kind for entry in record.time_line][-5:] == ["step_taken"] * 4 + ["case_dropped"]


def test_data_are_asked_before_an_outcome(tmp_path: Path) -> None:
    with desk_at(tmp_path, "E2015") as counter:
        draft = open_ready(counter)
        with pytest.raises(Problem, match=r"1126.*provider_place"):
            reception.decide_case(counter, draft)
        draft.provider_place = "same"
        with pytest.raises(Problem, match=r"1126.*step"):
            reception.decide_case(counter, draft)
        answer_person(counter, draft, False)
        with pytest.raises(Problem, match=r"1126.*step"):
            reception.decide_case(counter, draft)
