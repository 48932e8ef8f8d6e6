"""A fault in a file of one's own closes nothing: other cases go on, and the sentence names the file."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.case import CaseDraft
from desktop.operations import profile_keeping, queue_desk, reception, subjects
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.operations.own_edition import offer_in_demonstration, put_own_edition
from desktop.operations.proceeding_view import count_mine, list_chosen, list_ended, list_waiting, load_proceeding
from desktop.printing.memory import MemoryPrinters
from forms.problems import Problem
from tests.domain.making import OTHER_IIN, answer_facts, fill_person, set_in_order
from tests.operations.making import HandClock, edition_of, events, print_copy
from tests.standards.making import give_fault, lay, lending
from tests.standards.places import INVENTED
from tests.updates.making import edition_text

SERVICE = "instrument_lending"


@contextmanager
def opened(folder: Path, clock: HandClock) -> Iterator[Counter]:
    counter = open_counter(folder, MemoryPrinters(), clock)
    try:
        yield counter
    finally:
        counter.store.close()


def decide(counter: Counter, service: str, *, iin: str = OTHER_IIN, sent: bool = False) -> CaseDraft:
    """A case taken in and handed over, ``sent`` by the State Corporation; its procedure goes on."""
    draft = reception.open_case(counter, service)
    edition = edition_of(counter, draft)
    fill_person(draft.applicant, iin=iin)
    answer_facts(edition, draft)
    draft.consent, draft.consent_at = "given", counter.clock.now().wall
    if sent:
        draft.channel, draft.provider_place = "state_corporation", "same"
        draft.package, draft.filed_at = "ГК-1", "11.09.2026"
        draft.applicant.identity_shown = False
    set_in_order(edition, draft)
    draft.outcome, draft.screen = "accepted", "outcome"
    draft = reception.decide_case(counter, draft)
    print_copy(counter, draft)
    reception.hand_over(counter, draft)
    return draft


def two_cases(folder: Path, clock: HandClock) -> tuple[str, str, str]:
    """A case under way under the invented edition, one under a shipped one, and one held under the invented."""
    place_demonstration(folder)
    offer_in_demonstration(folder, put_own_edition(folder, INVENTED))
    with opened(folder, clock) as counter:
        own = decide(counter, SERVICE)
        shipped = decide(counter, "attestation", sent=True)
        held = reception.open_case(counter, SERVICE)
        reception.hold_case(counter, held)
        queue_desk.issue_ticket(counter, SERVICE)
    clock.wait(60)
    return own.number, shipped.number, held.case


@pytest.mark.parametrize(("gone", "code", "named"), [(False, "1120", "lending.toml"), (True, "1121", "editions")])
def test_one_lacking_edition_hides_no_other_case(tmp_path: Path, gone: bool, code: str, named: str) -> None:
    clock = HandClock()
    own, shipped, held = two_cases(tmp_path, clock)
    file = tmp_path / "editions" / "lending.toml"
    file.unlink() if gone else give_fault(file)
    with opened(tmp_path, clock) as counter:
        assert [problem.code for problem in counter.troubles] == ([] if gone else ["104"])
        offered, problems = reception.offered_services(counter)
        assert [one.service for one in offered] == ["attestation"]
        assert [problem.code for problem in problems] == [code]
        assert named in problems[0].sentence()

        listed = {one.proceeding.number: one for one in list_waiting(counter)}
        assert set(listed) == {own, shipped}
        assert listed[own].lacks_edition and listed[own].applicant and not listed[own].mine
        assert not listed[shipped].lacks_edition and listed[shipped].mine
        assert count_mine(counter) == 1
        assert [one.proceeding.number for one in list_chosen(counter, "mine")] == [shipped]
        assert [one for one in list_chosen(counter, "uncollected") if one.proceeding.number == own] == []
        assert {one.number for one in reception.given_today(counter)} == {own, shipped}
        assert {one.number for one in reception.earlier_cases(counter, OTHER_IIN)} == {own, shipped}
        assert subjects.earlier_of_child(counter, OTHER_IIN) == []
        assert [one.case for one in reception.waiting_cases(counter)] == [held]

        before = events(counter)
        for way in (lambda: load_proceeding(counter, own), lambda: reception.resume_case(counter, held)):
            with pytest.raises(Problem) as raised:
                way()
            assert raised.value.code == code and named in raised.value.sentence()
        assert events(counter) == before
        # Everything else of the settings can be saved meanwhile; the lacking service stays as it is.
        changed = replace(counter.profile, interface="ru")
        assert profile_keeping.save_profile(counter, changed).services == counter.profile.services


def test_its_file_mended_everything_goes_on(tmp_path: Path) -> None:
    clock = HandClock()
    own, _, held = two_cases(tmp_path, clock)
    file = tmp_path / "editions" / "lending.toml"
    sound = file.read_text("utf-8")
    give_fault(file)
    with opened(tmp_path, clock) as counter:
        assert list_ended(counter) == []
    file.write_text(sound, "utf-8")
    with opened(tmp_path, clock) as counter:
        assert load_proceeding(counter, own).step is not None
        assert count_mine(counter) == 2
        assert reception.resume_case(counter, held).edition == "LENDING"


def test_an_interrupted_case_of_it_does_not_stand_in_the_way(tmp_path: Path) -> None:
    clock = HandClock()
    place_demonstration(tmp_path)
    offer_in_demonstration(tmp_path, put_own_edition(tmp_path, INVENTED))
    with opened(tmp_path, clock) as counter:
        case = reception.open_case(counter, SERVICE).case
    clock.wait(60)
    give_fault(tmp_path / "editions" / "lending.toml")
    with opened(tmp_path, clock) as counter:
        assert reception.interrupted_case(counter) is None
        assert [one.case for one in reception.waiting_cases(counter)] == [case]
        assert reception.open_case(counter, "attestation").edition == "E2020-7"


def test_where_no_service_is_left_the_sentence_names_the_file(tmp_path: Path) -> None:
    put_own_edition(tmp_path, INVENTED)
    place_demonstration(tmp_path, service=SERVICE, edition="LENDING")
    with opened(tmp_path, HandClock()):
        pass
    give_fault(tmp_path / "editions" / "lending.toml")
    with pytest.raises(Problem) as raised:
        open_counter(tmp_path, MemoryPrinters(), HandClock())
    assert raised.value.code == "1120"
    assert "lending.toml:unknown" in raised.value.sentence()


@pytest.mark.parametrize("edition", ["in-force", "LENDING"])
def test_a_file_that_does_not_even_tell_its_name_is_named_all_the_same(tmp_path: Path, edition: str) -> None:
    lay_out_beside(tmp_path, edition)
    (tmp_path / "editions" / "lending.toml").write_bytes(b"\xff\xfe\x00not a text")
    with opened(tmp_path, HandClock()) as counter:
        _, (problem,) = reception.offered_services(counter)
        assert problem.code == "1120" and "lending.toml" in problem.sentence()


def test_a_service_nobody_has_a_file_of_is_told(tmp_path: Path) -> None:
    lay_out_beside(tmp_path, "in-force")
    (tmp_path / "editions" / "lending.toml").unlink()
    with opened(tmp_path, HandClock()) as counter:
        _, (problem,) = reception.offered_services(counter)
        assert problem.code == "1123" and SERVICE in problem.sentence()


def lay_out_beside(folder: Path, edition: str) -> None:
    """The demonstration offers the invented service beside its own."""
    place_demonstration(folder)
    offer_in_demonstration(folder, put_own_edition(folder, INVENTED))
    profile = folder / "profile.toml"
    profile.write_text(profile.read_text("utf-8").replace('edition = "LENDING"', f'edition = "{edition}"'), "utf-8")


def test_a_shipped_service_goes_on_under_the_shipped_edition(tmp_path: Path) -> None:
    clock = HandClock()
    lay(tmp_path, "own.toml", edition_text())
    place_demonstration(tmp_path, edition="in-force")
    with opened(tmp_path, clock) as counter:
        own = decide(counter, "attestation", sent=True)
        assert own.edition == "E2026"
    clock.wait(60)
    give_fault(tmp_path / "editions" / "own.toml")
    with opened(tmp_path, clock) as counter:
        (one,) = list_waiting(counter)
        assert one.proceeding.number == own.number and one.lacks_edition
        assert reception.open_case(counter, "attestation").edition == "E2025"


def with_other_steps(text: str) -> str:
    return text.replace("\nnumber = 5\n", "\nnumber = 6\n")


def test_steps_of_a_label_stay_once_a_case_was_received_under_it(tmp_path: Path) -> None:
    clock, given = HandClock(), tmp_path / "given"
    given.mkdir()
    file = given / "lending.toml"
    file.write_text(with_other_steps(lending()), "utf-8")
    data = tmp_path / "data"
    data.mkdir()
    place_demonstration(data)
    offer_in_demonstration(data, put_own_edition(data, INVENTED))
    with opened(data, clock) as counter:
        put_own_edition(data, file)  # nobody has a case yet
        put_own_edition(data, INVENTED)
        decide(counter, SERVICE)
    for text in (with_other_steps(lending()), lending("LENDING-2")):
        file.write_text(text, "utf-8")
        with pytest.raises(Problem) as raised:
            put_own_edition(data, file)
        assert raised.value.code == "1122" and "LENDING" in raised.value.sentence()
        assert (data / "editions" / "lending.toml").read_bytes() == INVENTED.read_bytes()
    file.write_text(lending().replace("waiting_minutes = 15", "waiting_minutes = 10"), "utf-8")
    assert put_own_edition(data, file).norms.waiting_minutes == 10
