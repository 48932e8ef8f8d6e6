"""A case through the operations, and what the journal has of it."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from msgspec.structs import replace

from desktop.domain.case import write_draft
from desktop.operations import issuing, reception
from desktop.operations.counter import Counter
from desktop.storage.verification import verify
from forms.day_acts import ClockDoubted, ClockTrusted, MachineRestarted
from forms.events import (
    CaseDecided,
    CaseParticulars,
    CaseResumed,
    PaperHandedOver,
    PaperPrinted,
    SegmentOpened,
    canonical_bytes,
)
from forms.problems import Problem
from forms.queue_acts import VisitHeld
from tests.domain.making import IIN, LABELS, NAME, OTHER_IIN
from tests.operations.making import (
    ZONE,
    HandClock,
    acts,
    counter_at,
    edition_of,
    events,
    fill_disk,
    make_room,
    open_ready,
    print_copy,
    row_of,
    service_of,
)


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


def decide(counter: Counter, **wanted: Any) -> str:
    return reception.decide_case(counter, open_ready(counter, **wanted)).number


def test_a_case_from_the_opening_to_the_hand_over(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        draft = open_ready(counter, has_category=True)
        clock.wait(120)
        reception.hold_case(counter, draft)
        assert not draft.held  # what was handed in is as it was
        clock.wait(600)
        draft = reception.resume_case(counter, draft.case)
        assert draft.screen == "outcome"
        clock.wait(240)
        decided = reception.decide_case(counter, draft)
        assert (decided.number, decided.screen) == ("D7/2026-000001", "paper")
        assert draft.number == ""
        print_copy(counter, decided)
        clock.wait(60)
        reception.hand_over(counter, decided)

        assert acts(counter) == [
            "SegmentOpened",
            "DayOpened",
            "VisitOpened",
            "VisitHeld",
            "CaseResumed",
            "CaseDecided",
            "PaperPrinted",
            "PaperHandedOver",
        ]
        found = [event.act for event in events(counter)]
        held, resumed, outcome, printed, handed = found[3:]
        assert isinstance(held, VisitHeld)
        assert (held.screen, held.reason) == ("outcome", "other")
        assert isinstance(resumed, CaseResumed)
        assert resumed.after == "hold"
        assert isinstance(outcome, CaseDecided)
        assert outcome.serving_seconds == 360  # the ten minutes aside are their own
        assert (outcome.outcome, outcome.proposed, outcome.grounds) == ("accepted", "accepted", ())
        assert outcome.consent == "given"
        assert not (outcome.overrun or outcome.clock_doubted or outcome.outside_hours)
        assert isinstance(printed, PaperPrinted)
        assert (printed.copy_number, printed.copies, printed.language) == (1, 2, "kk")
        assert isinstance(handed, PaperHandedOver)
        assert (handed.serving_seconds, handed.overrun) == (420, False)
        cases = {event.case for event in events(counter)[2:]}
        assert cases == {draft.case}
        assert {event.operator for event in events(counter)} == {"clerk-1"}
        assert counter.store.drafts.all() == []
        assert verify(counter.store.db).faults == ()


@pytest.mark.parametrize("label", LABELS)
def test_every_edition_reaches_its_outcome_and_its_paper(tmp_path: Path, label: str) -> None:
    with counter_at(tmp_path, edition=label) as counter:
        draft = reception.decide_case(counter, open_ready(counter))
        act = next(event.act for event in reversed(events(counter)) if isinstance(event.act, CaseDecided))
        edition = edition_of(counter, draft)
        assert act.consent == ("given" if edition.consent.asked else "not_asked")
        assert [document.finding for document in act.documents] == ["in_order"] * len(act.documents)
        assert print_copy(counter, draft).content.startswith(b"%PDF")


def test_no_act_holds_a_word_of_a_person(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        draft = open_ready(counter, "reasoned_refusal", has_category=True)
        draft.by_representative = True
        draft.representative.iin, draft.representative.name = OTHER_IIN, "Өкілов Сынақ"
        draft.representative.identity_shown = True
        draft.power_of_attorney = "сенімхат 777"
        draft.held_until = "14.09.2027"
        answers = draft.document("diploma")
        answers.state, answers.reason = "unreliable", "мөр түсіндірілмеген"
        answers.number, answers.date, answers.sheets = "ДИП-42", "01.02.2003", "3"
        draft.refusal_reason, draft.overrun_reason = "Диплом расталмады.", "кезек"
        reception.keep_draft(counter, row_of(counter, draft))
        reception.hold_case(counter, draft)
        draft = reception.decide_case(counter, reception.resume_case(counter, draft.case))
        print_copy(counter, draft)
        reception.hand_over(counter, draft)
        dropped = open_ready(counter)
        reception.drop_case(counter, dropped, "applicant_left")

        said = b"\n".join(canonical_bytes(event) for event in events(counter)).decode()
        person = draft.applicant
        words = [*NAME.split(), IIN, OTHER_IIN, "Өкілов", person.phone, person.phone[1:], person.email]
        words += [person.workplace, person.position, person.identity_document, "сенімхат", "түсіндірілмеген"]
        words += ["ДИП-42", "01.02.2003", "расталмады", "кезек", "14.09.2027"]
        assert [word for word in words if word in said] == []
        decided = next(event for event in events(counter) if isinstance(event.act, CaseDecided))
        assert decided.particulars_digest is not None
        kept = counter.store.journal.particulars(decided.sequence)
        assert isinstance(kept, CaseParticulars)
        assert (kept.applicant.iin, kept.applicant.name) == (IIN, NAME)
        assert kept.representative is not None
        assert kept.representative.iin == OTHER_IIN
        assert kept.power_of_attorney == "сенімхат 777"
        assert kept.refusal_reason == "Диплом расталмады."
        (diploma,) = [document for document in kept.documents if document.key == "diploma"]
        assert (diploma.number, diploma.reason) == ("ДИП-42", "мөр түсіндірілмеген")
        others = [event for event in events(counter) if not isinstance(event.act, CaseDecided)]
        assert all(event.particulars_digest is None for event in others)


def test_numbers_follow_each_other_whatever_the_outcome_and_begin_anew_with_the_year(
    tmp_path: Path, clock: HandClock
) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        first = decide(counter)
        refused = open_ready(counter, "refusal_receipt")
        refused.document("application").state = "missing"
        second = reception.decide_case(counter, refused).number
        reception.drop_case(counter, open_ready(counter), "applicant_left")  # takes no number
        third = decide(counter)
        clock.wait(200 * 86_400)
        fourth = decide(counter)
    assert [first, second, third, fourth] == [
        "D7/2026-000001",
        "D7/2026-000002",
        "D7/2026-000003",
        "D7/2027-000001",
    ]


def test_a_refusal_names_its_grounds_and_what_was_found(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        draft = open_ready(counter, "refusal_receipt", has_category=True)
        draft.document("category").expires = "13.09.2026"
        draft.document("development").state = "missing"
        reception.decide_case(counter, draft)
        act = events(counter)[-1].act
        assert isinstance(act, CaseDecided)
        assert (act.outcome, act.grounds) == ("refusal_receipt", ("incomplete", "expired"))
        found = {document.key: document.finding for document in act.documents if document.finding != "in_order"}
        assert found == {"category": "expired", "development": "missing"}


def test_what_stands_in_the_way_gives_no_number(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        draft = open_ready(counter)
        draft.applicant.iin = "850101100003"
        with pytest.raises(Problem, match="1126") as raised:
            reception.decide_case(counter, draft)
        assert raised.value.detail == "applicant.iin"
        assert acts(counter)[-1] == "VisitOpened"
        assert decide(counter) == "D7/2026-000001"


def test_a_full_disk_gives_no_number_and_leaves_all_as_it_was(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        draft = open_ready(counter)
        draft.overrun_reason = "кезек " * 2000  # more than the room left in pages already begun
        reception.keep_draft(counter, row_of(counter, draft))
        before, body = acts(counter), write_draft(draft)
        fill_disk(counter)
        with pytest.raises(Problem) as told:
            reception.decide_case(counter, draft)
        assert told.value.code == "301"
        assert write_draft(draft) == body
        check_as_before(counter, draft.case, before, body)
        make_room(counter)
        assert reception.decide_case(counter, draft).number == "D7/2026-000001"


@pytest.mark.parametrize("name", ["hold", "drop", "decide", "hand over", "open", "resume"])
def test_an_act_that_fails_at_its_end_leaves_nothing_behind(
    tmp_path: Path, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counter_at(tmp_path) as counter:
        draft = open_ready(counter)
        if name == "hand over":
            draft = reception.decide_case(counter, draft)
        kept = counter.store.drafts.find(draft.case)
        assert kept is not None
        before, body = acts(counter), write_draft(draft)
        operations: dict[str, Callable[[], object]] = {
            "hold": lambda: reception.hold_case(counter, draft),
            "drop": lambda: reception.drop_case(counter, draft, "applicant_left"),
            "decide": lambda: reception.decide_case(counter, draft),
            "hand over": lambda: reception.hand_over(counter, draft),
            "open": lambda: reception.open_case(counter, service_of(counter)),
            "resume": lambda: reception.resume_case(counter, draft.case),
        }

        def fail(*_: object) -> None:
            raise Problem("307", folder="the disk")

        with monkeypatch.context() as broken:
            broken.setattr(counter.store.drafts, "save", fail)
            broken.setattr(counter.store.drafts, "drop", fail)
            with pytest.raises(Problem):
                operations[name]()
        assert write_draft(draft) == body
        check_as_before(counter, draft.case, before, kept.body)
        operations[name]()
        assert len(acts(counter)) == len(before) + 1


def check_as_before(counter: Counter, case: str, before: list[str], body: bytes) -> None:
    assert acts(counter) == before
    assert verify(counter.store.db).faults == ()
    kept = counter.store.drafts.find(case)
    assert kept is not None
    assert kept.body == body


def test_earlier_cases_are_those_of_the_school_year(tmp_path: Path, clock: HandClock) -> None:
    clock.wall = datetime(2026, 8, 31, 10, tzinfo=ZONE)
    with counter_at(tmp_path, clock=clock) as counter:
        decide(counter)
        clock.wait(86_400)  # 1 September
        since = decide(counter)
        assert [case.number for case in reception.earlier_cases(counter, IIN)] == [since]
        assert reception.earlier_cases(counter, OTHER_IIN) == []
        clock.wait(150 * 86_400)  # January: the same school year
        later = decide(counter)
        assert [case.number for case in reception.earlier_cases(counter, IIN)] == [later, since]
        clock.wait(220 * 86_400)  # September: the next one
        assert reception.earlier_cases(counter, IIN) == []


@pytest.mark.parametrize("seconds", [3600, -3600])
def test_a_moved_clock_is_journalled_before_what_is_done_and_falsifies_no_minutes(
    tmp_path: Path, clock: HandClock, seconds: int
) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        draft = open_ready(counter)
        clock.wait(300)
        clock.move_wall(seconds)
        reception.decide_case(counter, draft)
        doubt, decided = (event.act for event in events(counter)[-2:])
        assert isinstance(doubt, ClockDoubted)
        assert doubt.jump_seconds == seconds
        assert isinstance(decided, CaseDecided)
        assert decided.clock_doubted
        assert decided.serving_seconds == 300
        reception.hand_over(counter, reception.decide_case(counter, open_ready(counter)))
        assert acts(counter).count("ClockDoubted") == 1  # told once
        assert all(event.act.clock_doubted for event in events(counter) if isinstance(event.act, CaseDecided))
        clock.move_wall(-seconds)
        reception.hand_over(counter, reception.decide_case(counter, open_ready(counter)))
        trusted = next(event.act for event in events(counter) if isinstance(event.act, ClockTrusted))
        assert trusted.by == "return"
        decided = next(event.act for event in reversed(events(counter)) if isinstance(event.act, CaseDecided))
        assert not decided.clock_doubted


def test_a_restart_of_the_machine_is_doubted_only_where_the_wall_went_back(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        draft = open_ready(counter)
    clock.restart(90)
    with counter_at(tmp_path, clock=clock) as counter:
        restarted = events(counter)[-1].act  # recorded at once, before anyone does anything
        assert isinstance(restarted, MachineRestarted)
        assert restarted.off_seconds == 90
        assert reception.interrupted_case(counter) == draft.case
        clock.wait(30)
        draft = reception.resume_case(counter, draft.case)
        resumed = events(counter)[-1].act
        assert isinstance(resumed, CaseResumed)
        assert resumed.after == "restart"
        assert "ClockDoubted" not in acts(counter)
        clock.wait(60)
        reception.decide_case(counter, draft)
        decided = events(counter)[-1].act
        assert isinstance(decided, CaseDecided)
        assert decided.serving_seconds == 180  # the machine's count again since the restart
        assert decided.clock_doubted  # how long it was off only the wall clock tells
    clock.restart(-600)
    with counter_at(tmp_path, clock=clock) as counter:
        restarted, doubt = (event.act for event in events(counter)[-2:])
        assert isinstance(restarted, MachineRestarted)
        assert restarted.off_seconds == 0
        assert isinstance(doubt, ClockDoubted)
        assert doubt.jump_seconds == -600
        reception.open_case(counter, service_of(counter))
        assert acts(counter).count("ClockDoubted") == 1


def test_an_overrun_and_late_hours_are_noted_and_forbid_nothing(tmp_path: Path, clock: HandClock) -> None:
    clock.wall = datetime(2026, 9, 14, 17, 20, tzinfo=ZONE)
    with counter_at(tmp_path, clock=clock) as counter:
        draft = open_ready(counter)
        clock.wait(20 * 60 + 1)
        draft.overrun_reason = "кезек"
        decided = reception.decide_case(counter, draft)
        act = events(counter)[-1].act
        assert isinstance(act, CaseDecided)
        assert act.overrun
        assert act.outside_hours
        reception.hand_over(counter, decided)
        handed = events(counter)[-1].act
        assert isinstance(handed, PaperHandedOver)
        assert handed.overrun


def test_waiting_cases_are_listed_with_what_is_known_of_them(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        first = open_ready(counter)
        reception.hold_case(counter, first)
        clock.wait(60)
        second = reception.open_case(counter, service_of(counter))
        listed = [(case.case, case.name, case.held, case.number) for case in reception.waiting_cases(counter)]
        assert listed == [(first.case, NAME, True, ""), (second.case, "", False, "")]
        assert reception.interrupted_case(counter) == second.case
        reception.drop_case(counter, second, "applicant_left")
        assert acts(counter)[-1] == "CaseDropped"
        assert reception.interrupted_case(counter) is None


def test_copies_after_the_first_are_duplicates_and_each_is_kept(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        draft = reception.decide_case(counter, open_ready(counter))
        papers = [print_copy(counter, draft) for _ in range(3)]
        assert [paper.copy_number for paper in papers] == [1, 2, 3]
        assert len({paper.content for paper in papers}) == 3
        assert [paper.sha256 for paper in counter.store.printed.of_case(draft.case)] == [
            event.act.sha256 for event in events(counter) if isinstance(event.act, PaperPrinted)
        ]
        assert verify(counter.store.db).faults == ()
        draft.paper_format = "roll80"
        assert issuing.prepare_outcome(counter, draft).media.startswith("Custom.80x")


def test_a_copy_that_did_not_come_out_goes_again_as_it_was(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        draft = reception.decide_case(counter, open_ready(counter))
        first = print_copy(counter, draft)
        draft.printed = False  # the printer never said so: it was off, or the program was stopped
        again = print_copy(counter, draft)
        assert (again.copy_number, again.content, again.recorded) == (1, first.content, True)
        assert acts(counter).count("PaperPrinted") == 1
        draft.printed, draft.paper_language = False, "ru"
        other = issuing.prepare_outcome(counter, draft)
        assert (other.copy_number, other.language, other.recorded) == (2, "ru", False)


def test_the_counters_key_is_made_once(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        key = counter.store.settings.counter_key
    with counter_at(tmp_path) as counter:
        assert counter.store.settings.counter_key == key
        opened = [event.act for event in events(counter)]
        assert len(opened) == 1
        assert isinstance(opened[0], SegmentOpened)
        assert opened[0].continues is None


def test_a_clock_moved_between_the_outcome_and_the_print_is_noticed_there(tmp_path: Path, clock: HandClock) -> None:
    with counter_at(tmp_path, clock=clock) as counter:
        decided = reception.decide_case(counter, open_ready(counter))
        clock.wait(60)
        clock.move_wall(-365 * 86_400)
        print_copy(counter, decided)
        reception.hand_over(counter, decided)
        assert acts(counter)[-3:] == ["ClockDoubted", "PaperPrinted", "PaperHandedOver"]


def test_a_service_without_an_edition_in_force_is_left_out_and_told(tmp_path: Path) -> None:
    # Between the order of 2024 and the next one nothing of ours is in force for attestation; enrolment has its own.
    with counter_at(tmp_path, clock=HandClock(datetime(2025, 1, 15, 10, tzinfo=ZONE))) as counter:
        by_date = replace(counter.profile.services["attestation"], edition="in-force")
        counter.profile = replace(counter.profile, services={"attestation": by_date, "enrolment": by_date})
        offered, problems = reception.offered_services(counter)
        assert [service.service for service in offered] == ["enrolment"]
        assert [problem.code for problem in problems] == ["151"]


def test_a_draft_older_than_the_register_is_not_decided_again(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        draft = open_ready(counter)
        decided = reception.decide_case(counter, draft)
        reception.keep_draft(counter, row_of(counter, draft))  # as a restore brings it back
        with pytest.raises(Problem) as again:
            reception.decide_case(counter, draft)
        assert (again.value.code, again.value.fields["number"]) == ("630", decided.number)
        assert [case.number for case in counter.store.cases.latest()] == [decided.number]
