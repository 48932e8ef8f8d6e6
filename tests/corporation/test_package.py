"""The school's side: a package from the State Corporation, with nobody at the counter."""

from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.case import CaseDraft
from desktop.domain.channels import choose_channel
from desktop.domain.reception_flow import checklist_of, obstacles_at
from desktop.operations import proceedings, reception, reprinting, unclaimed
from desktop.operations.proceeding_view import list_chosen, load_proceeding
from desktop.operations.register import case_record
from forms.dates import show_date
from forms.events import CaseDecided, PaperHandedOver
from forms.problems import Problem
from forms.procedure_acts import ProceedingOpened
from tests.corporation.making import take_package, to_day
from tests.domain.making import TODAY, edition_of
from tests.operations.making import HandClock, counter_at, events, open_ready, print_copy
from tests.operations.making import edition_of as edition_of_case
from tests.papers.reading import flat, text_by_pdfium


def missing(draft: CaseDraft, screen: str) -> set[str]:
    """Fields in the way at a screen."""
    edition = edition_of(draft.edition)
    return {one.field for one in obstacles_at(screen, edition, draft, TODAY)}  # type: ignore[arg-type]


def test_it_asks_for_number_day_and_place_and_no_identity_document(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        draft = reception.open_case(counter, "attestation")
        assert "applicant.identity_shown" in missing(draft, "applicant")
        choose_channel(draft, "state_corporation")
        assert missing(draft, "service") == {"package", "filed_at", "provider_place"}
        assert "applicant.identity_shown" not in missing(draft, "applicant")
        draft.package, draft.provider_place = "ГК-1", "same"
        for wrong in ("15.09.2026", "31.06.2026", "кеше", "11.09"):
            draft.filed_at = wrong
            assert missing(draft, "service") == {"filed_at"}
        edition = edition_of(draft.edition)
        draft.filed_at = show_date(edition.in_force.since - timedelta(days=1))
        (told,) = obstacles_at("service", edition, draft, TODAY)
        assert told.message == Problem("1125").message
        assert show_date(edition.in_force.since) in told.sentence()
        draft.filed_at = "11.09.2026"
        assert missing(draft, "service") == set()
        choose_channel(draft, "counter")
        assert (draft.package, draft.filed_at, draft.provider_place) == ("", "", "")


def test_what_only_the_originals_show_is_not_asked(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        draft = open_ready(counter)
        edition = edition_of_case(counter, draft)
        before = {one.key: one.marks for one in checklist_of(edition, draft).owed}
        choose_channel(draft, "state_corporation")
        after = {one.key: one.marks for one in checklist_of(edition, draft).owed}
    assert "compared" in before["diploma"]
    assert after["diploma"] == ("copy_taken",)
    assert set(after["test"]) == {"copy_taken", "seal_seen", "signature_seen"}
    assert not any({"original_seen", "compared", "original_returned"} & set(marks) for marks in after.values())


def test_its_minutes_are_nobodys_and_its_days_run_from_the_acceptance(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, clock=clock) as counter:
        draft = open_ready(counter)
        clock.wait(3600)
        draft.channel, draft.package, draft.filed_at = "state_corporation", "ГК-1", "11.09.2026"
        draft.provider_place = "same"
        decided = reception.decide_case(counter, draft)
        print_copy(counter, decided)
        decided.applicant.identity_returned = True
        reception.hand_over(counter, decided)
        recorded = [event.act for event in events(counter)]
    act = next(one for one in recorded if isinstance(one, CaseDecided))
    opened = next(one for one in recorded if isinstance(one, ProceedingOpened))
    handed = next(one for one in recorded if isinstance(one, PaperHandedOver))
    assert (act.overrun, handed.overrun) == (False, False)
    assert act.due == opened.due == "2026-09-15"
    assert (opened.package, opened.filed_at[:10], opened.next) == ("ГК-1", "2026-09-11", 2)


@pytest.mark.parametrize("outcome", ["accepted", "refusal_receipt"])
def test_its_paper_goes_to_the_corporation_also_later(tmp_path: Path, outcome: str) -> None:
    with counter_at(tmp_path) as counter:
        decided = take_package(counter, outcome=outcome)
        decided.paper_language = "ru"
        first = flat(text_by_pdfium(print_copy(counter, decided).content))
        again = reprinting.prepare_copy(counter, decided.number, language="ru", format="a4")
        later = flat(text_by_pdfium(again.content))
    for text in (first, later):
        assert "ГК-2026-118" in text
        assert "11.09.2026" in text
    if outcome == "accepted":
        assert "15 сентября 2026" in first
        assert "15 сентября 2026" in later


@pytest.mark.parametrize("outcome", ["accepted", "refusal_receipt"])
def test_whatever_it_comes_to_the_corporation_is_to_have_it(tmp_path: Path, outcome: str) -> None:
    with counter_at(tmp_path) as counter:
        number = take_package(counter, outcome=outcome).number
        loaded = load_proceeding(counter, number)
        assert loaded.step is not None
        assert loaded.step.act == "send"
        proceedings.take_step(counter, number, 2, words="курьермен")
        assert load_proceeding(counter, number).step is None


def test_a_refusal_at_the_counter_still_ends_there(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        draft = open_ready(counter)
        draft.document("diploma").state, draft.outcome = "missing", "refusal_receipt"
        decided = reception.decide_case(counter, draft)
        with pytest.raises(Problem) as caught:
            load_proceeding(counter, decided.number)
    assert caught.value.code == "622"


def test_it_came_back_is_asked_for_and_sent_again(tmp_path: Path) -> None:
    clock = HandClock()
    with counter_at(tmp_path, clock=clock) as counter:
        number = take_package(counter).number
        with pytest.raises(Problem) as caught:
            unclaimed.return_unclaimed(counter, number)  # it was not even sent
        assert caught.value.code == "1058"
        assert not unclaimed.look_at_result(counter, number).may_come_back
        proceedings.take_step(counter, number, 2)
        assert unclaimed.look_at_result(counter, number).may_come_back
        assert list_chosen(counter, "uncollected") == []
        to_day(clock, 24, 10)  # a Saturday
        unclaimed.return_unclaimed(counter, number, "конвертте")
        (row,) = list_chosen(counter, "uncollected")
        assert row.lying is not None
        assert (row.lying.state, row.lying.here) == ("returned", False)
        with pytest.raises(Problem) as caught:
            unclaimed.send_again(counter, number)
        assert caught.value.code == "1060"
        due = unclaimed.ask_again(counter, number)
        assert due is not None
        assert due.isoformat() == "2026-10-27"  # the Monday is off
        to_day(clock, 28, 10)
        found = unclaimed.look_at_result(counter, number).lying
        assert found is not None
        assert (found.state, found.late) == ("asked", True)
        with pytest.raises(Problem) as caught:
            unclaimed.ask_again(counter, number)
        assert caught.value.code == "1059"
        unclaimed.send_again(counter, number)
        assert unclaimed.look_at_result(counter, number).lying is None
        assert unclaimed.look_at_result(counter, number).may_come_back
        words = [entry.words for entry in case_record(counter, counter_case(counter, number)).time_line]
    assert "конвертте" in words


def counter_case(counter: object, number: str) -> str:
    """The identifier of a case."""
    return load_proceeding(counter, number).proceeding.case  # type: ignore[arg-type]


def test_a_case_over_the_counter_has_nothing_to_come_back(tmp_path: Path) -> None:
    with counter_at(tmp_path, edition="E2020-7") as counter:
        decided = reception.decide_case(counter, open_ready(counter))
        assert counter.store.proceedings.find(decided.number) is None
        with pytest.raises(Problem) as caught:
            unclaimed.return_unclaimed(counter, decided.number)
    assert caught.value.code == "622"
