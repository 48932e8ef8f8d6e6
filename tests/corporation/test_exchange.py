"""Sending on and registering are the exchange with the centre, whose answers return to the same case."""

from pathlib import Path

import pytest

from desktop.operations import enrolling, proceedings, updates, voiding
from desktop.operations.counter import Counter
from desktop.operations.proceeding_view import load_proceeding
from desktop.storage import projections
from forms.exchange import CaseAnswer
from forms.procedure_acts import RESULT_NUMBER, StepTaken
from tests.corporation.making import answers, desk_at, issue, take_in, take_package
from tests.operations.making import counter_at, events, open_ready
from tests.sync.centre import ModelCentre
from tests.sync.making import Wire, agree, go, lost
from tests.updates.making import Centre

AT = "2026-09-16T12:00:00+05:00"


def enrol(counter: Counter, centre: ModelCentre) -> Wire:
    """The counter takes up the centre's invitation."""
    enrolling.enrol(counter, enrolling.read_invitation(centre.invite(counter.profile.counter)))
    return Wire(centre)


def step_of(counter: Counter, number: str) -> int:
    """The step under way."""
    return load_proceeding(counter, number).proceeding.step


def steps(counter: Counter) -> list[tuple[int, str, str]]:
    """Steps taken after the reception: number, act, who."""
    acts = (event.act for event in events(counter))
    return [(act.step, act.act, act.source) for act in acts if isinstance(act, StepTaken)]


@pytest.mark.parametrize(("edition", "registered", "then"), [("E2015", 8, 9), ("E2020-7", 4, 5)])
def test_an_acknowledgement_registers_what_it_covers(tmp_path: Path, edition: str, registered: int, then: int) -> None:
    centre = ModelCentre()
    with desk_at(tmp_path, edition) as counter:
        number = take_in(counter).number
        wire = enrol(counter, centre)
        assert step_of(counter, number) == registered
        assert go(counter, wire).outcome == "done"
        assert step_of(counter, number) == then
        assert steps(counter) == [(registered, "register", "centre")]
        again = take_in(counter, place="other").number
        assert step_of(counter, again) == registered
        assert go(counter, wire).outcome == "done"
        assert step_of(counter, again) == then
        go(counter, wire)
        agree(counter, centre)
        assert len(steps(counter)) == 2  # nothing twice


def test_a_lost_answer_registers_nothing(tmp_path: Path) -> None:
    centre = ModelCentre()
    with desk_at(tmp_path) as counter:
        number = take_in(counter).number
        wire = enrol(counter, centre)
        wire.after = lambda what, answer: lost() if what == "batch" else answer
        go(counter, wire)
        assert step_of(counter, number) == 4
        wire.after = lambda what, answer: answer
        go(counter, wire)
        assert step_of(counter, number) == 5


def test_a_void_case_and_a_step_taken_by_hand_are_left(tmp_path: Path) -> None:
    centre = ModelCentre()
    with desk_at(tmp_path) as counter:
        void, by_hand = take_in(counter).number, take_in(counter).number
        voiding.void_case(counter, void, "entered_twice")
        proceedings.take_step(counter, by_hand, 4)
        go(counter, enrol(counter, centre))
        assert steps(counter) == [(4, "register", "")]
        assert step_of(counter, by_hand) == 5


def test_a_schools_results_are_not_sent_by_an_acknowledgement(tmp_path: Path) -> None:
    centre = ModelCentre()
    with counter_at(tmp_path) as counter:
        number = take_package(counter).number
        go(counter, enrol(counter, centre))
        assert step_of(counter, number) == 2


def test_the_providers_answers_come_back_to_the_case(tmp_path: Path) -> None:
    centre = ModelCentre()
    with desk_at(tmp_path) as counter:
        number = take_in(counter).number
        wire = enrol(counter, centre)
        go(counter, wire)
        conform = CaseAnswer(number=number, step_act="check", facts={"documents_conform": True}, at=AT)
        centre.publish("answer", "1", answers(conform))
        go(counter, wire)
        assert step_of(counter, number) == 6
        result = CaseAnswer(number=number, step_act="receive", result_number="45-ш", words="ресімделді", at=AT)
        centre.publish("answer", "2", answers(conform, result))  # what it said before, said again, is harmless
        go(counter, wire)
        loaded = load_proceeding(counter, number)
        assert loaded.proceeding.step == 7
        assert loaded.proceeding.facts[RESULT_NUMBER] == "45-ш"
        assert loaded.said == "ресімделді"
        assert steps(counter)[1:] == [(5, "check", "centre"), (6, "receive", "centre")]
        centre.publish("answer", "3", answers(result))
        go(counter, wire)
        assert len(steps(counter)) == 3
        assert updates.news(counter) == []
        issue(counter, number)
        go(counter, wire)
        agree(counter, centre)
        before = load_proceeding(counter, number).proceeding
        projections.redraw(counter.store.db)
        assert load_proceeding(counter, number).proceeding == before


def test_deficiencies_come_back_too(tmp_path: Path) -> None:
    centre = ModelCentre()
    with desk_at(tmp_path, "E2015") as counter:
        number = take_in(counter).number
        wire = enrol(counter, centre)
        go(counter, wire)
        refused = CaseAnswer(number=number, step_act="check", facts={"documents_conform": False}, at=AT)
        told = CaseAnswer(number=number, step_act="tell", words="диплом көшірмесі жоқ", at=AT)
        centre.publish("answer", "1", answers(refused, told))
        go(counter, wire)
        loaded = load_proceeding(counter, number)
        assert loaded.step is None
        assert loaded.said == "диплом көшірмесі жоқ"


def test_an_answer_may_come_before_the_acknowledgement_of_the_case(tmp_path: Path) -> None:
    centre = Centre()
    with desk_at(tmp_path) as counter:
        number = take_in(counter).number
        centre.enrol(counter)
        conform = CaseAnswer(number=number, step_act="check", facts={"documents_conform": True}, at=AT)
        kept = updates.receive(counter, centre.publish(1, "answer", "1", answers(conform), counter="D7"))
        assert kept.problem == ""
        assert step_of(counter, number) == 6
        assert updates.receive(counter, centre.publish(1, "answer", "1", answers(conform), counter="D7")) == kept
        assert step_of(counter, number) == 6


def _unknown(number: str) -> str:
    return answers(CaseAnswer(number="D7/2026-000999", step_act="check", facts={"documents_conform": True}, at=AT))


def _wrong_step(number: str) -> str:
    return answers(CaseAnswer(number=number, step_act="issue", at=AT))


def _too_early(number: str) -> str:
    return answers(CaseAnswer(number=number, step_act="receive", at=AT))


def _unanswered(number: str) -> str:
    return answers(CaseAnswer(number=number, step_act="check", at=AT))


def _nonsense(number: str) -> str:
    return answers(CaseAnswer(number=number, step_act="check", facts={"documents_conform": "perhaps"}, at=AT))


def _half(number: str) -> str:
    """The first is right, the second is not."""
    right = CaseAnswer(number=number, step_act="check", facts={"documents_conform": True}, at=AT)
    return answers(right, CaseAnswer(number="X1/2026-000001", step_act="receive", at=AT))


@pytest.mark.parametrize(
    ("spoil", "code"),
    [
        (_unknown, "1061"),
        (_wrong_step, "1062"),
        (_too_early, "1062"),
        (_unanswered, "1062"),
        (_nonsense, "1062"),
        (_half, "1061"),
        (lambda number: "[1]", "1063"),
        (lambda number: "{", "1063"),
        (lambda number: '[{"number":"A","step_act":"check","at":"x","more":1}]', "1063"),
    ],
)
def test_what_does_not_fit_is_kept_with_its_problem_and_told(tmp_path: Path, spoil: object, code: str) -> None:
    centre = Centre()
    with desk_at(tmp_path) as counter:
        number = take_in(counter).number
        centre.enrol(counter)
        content = spoil(number)  # type: ignore[operator]
        kept = updates.receive(counter, centre.publish(1, "answer", "1", content, counter="D7"))
        assert (kept.problem, kept.taken_at) == ("926", None)
        assert step_of(counter, number) == 4
        assert steps(counter) == []
        (news,) = updates.news(counter)
        assert news.problem is not None
        assert news.problem.fields["reason"].code == code  # type: ignore[attr-defined]


def test_an_answer_about_a_case_over_the_counter_fits_nothing(tmp_path: Path) -> None:
    centre = Centre()
    with counter_at(tmp_path) as counter:
        number = take_package(counter).number
        open_ready(counter)
        centre.enrol(counter)
        content = answers(CaseAnswer(number=number, step_act="send", at=AT))
        assert updates.receive(counter, centre.publish(1, "answer", "1", content, counter="D7")).problem == "926"
