"""What a counter does with what its centre publishes."""

import hashlib
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.operations import reception, updates
from desktop.operations.counter import Counter
from desktop.operations.opening import place_demonstration
from desktop.operations.practice import open_practice
from desktop.paths import CALENDARS, EDITIONS
from desktop.printing.memory import MemoryPrinters
from desktop.storage.verification import verify
from forms.events import CaseDecided
from forms.exchange_acts import UpdateTaken
from forms.problems import Problem
from forms.signed import seal_for
from tests.operations.making import HandClock, counter_at, edition_of, events, fill_disk, make_room, open_ready, row_of
from tests.standards.making import lay, lending
from tests.updates.making import Centre, calendar_text, edition_text, put_profile


@pytest.fixture
def centre() -> Centre:
    return Centre()


@pytest.fixture
def counter(tmp_path: Path, centre: Centre) -> Iterator[Counter]:
    with counter_at(tmp_path, edition="in-force") as counter:
        centre.enrol(counter)
        yield counter


def code_of(counter: Counter, document: bytes) -> str:
    with pytest.raises(Problem) as raised:
        updates.receive(counter, document)
    return raised.value.code


def taken(counter: Counter) -> list[int]:
    return [event.act.number for event in events(counter) if isinstance(event.act, UpdateTaken)]


# editions


def test_an_edition_is_in_force_from_its_day_and_a_case_is_received_under_it(counter: Counter, centre: Centre) -> None:
    content = edition_text()
    updates.receive(counter, centre.publish(4, "edition", "E2026", content, holds_from="2026-09-01"))
    draft = open_ready(counter)
    assert draft.edition == "E2026"
    decided = reception.decide_case(counter, draft)
    assert decided.number.endswith("000001")
    (act,) = [event.act for event in events(counter) if isinstance(event.act, UpdateTaken)]
    assert (act.number, act.subject, act.name) == (4, "edition", "E2026")
    assert act.sha256 == hashlib.sha256(content.encode()).hexdigest()
    assert verify(counter.store.db).faults == ()


def test_the_edition_before_ends_the_day_before(counter: Counter, centre: Centre) -> None:
    updates.receive(counter, centre.publish(1, "edition", "E2026", edition_text(since="2026-10-01")))
    assert counter.editions.by_label("E2025").in_force.until is not None
    assert str(counter.editions.by_label("E2025").in_force.until) == "2026-09-30"
    assert open_ready(counter, education_data_in_systems=True).edition == "E2025"


def test_an_edition_is_there_at_the_next_start(tmp_path: Path, centre: Centre) -> None:
    with counter_at(tmp_path, edition="in-force") as counter:
        centre.enrol(counter)
        updates.receive(counter, centre.publish(1, "edition", "E2026", edition_text()))
    put_profile(tmp_path, "E2026")
    with counter_at(tmp_path) as counter:
        assert counter.editions.by_label("E2026").provider == "any"
        assert counter.troubles == ()


@pytest.mark.parametrize("damage", ["missing", "spoilt"])
def test_a_lost_file_is_written_again_from_the_store(tmp_path: Path, centre: Centre, damage: str) -> None:
    with counter_at(tmp_path, edition="in-force") as counter:
        centre.enrol(counter)
        updates.receive(counter, centre.publish(1, "edition", "E2026", edition_text()))
        updates.receive(counter, centre.publish(2, "calendar", "2026", calendar_text(day_off="2026-09-16")))
    put_profile(tmp_path, "E2026")
    for file in (*(tmp_path / EDITIONS).glob("*.toml"), *(tmp_path / CALENDARS).glob("*.toml")):
        if damage == "missing":
            file.unlink()
        else:
            file.write_bytes(file.read_bytes()[:100])
    with counter_at(tmp_path) as counter:
        assert counter.editions.by_label("E2026").label == "E2026"
        assert not counter.calendar.is_working(HandClock().wall.date().replace(day=16))
        assert counter.troubles == ()


def test_a_strange_file_among_the_editions_is_told_and_stops_nothing(tmp_path: Path) -> None:
    (tmp_path / EDITIONS).mkdir()
    (tmp_path / EDITIONS / "000001-x.toml").write_text("label = 7\n", "utf-8")
    (tmp_path / EDITIONS / "000002-y.toml").write_text(edition_text("E2020-7"), "utf-8")
    with counter_at(tmp_path) as counter:
        assert {problem.code for problem in counter.troubles} >= {"105", "129"}
        assert open_ready(counter).edition == "E2020-7"


def test_an_edition_that_cannot_be_used_is_kept_and_told_and_stops_nothing(tmp_path: Path, centre: Centre) -> None:
    bad = edition_text().replace("[norms]", "[normes]")
    with counter_at(tmp_path) as counter:
        centre.enrol(counter)
        kept = updates.receive(counter, centre.publish(3, "edition", "E2026", bad))
        assert (kept.problem, kept.taken_at) == ("926", None)
        assert updates.receive(counter, centre.publish(3, "edition", "E2026", bad)).problem == "926"
        (told,) = updates.news(counter)
        assert told.problem is not None and "normes" in told.problem.sentence()
        assert updates.numbers_had(counter) == (3,)
        assert taken(counter) == []
    with counter_at(tmp_path) as counter:
        assert counter.troubles == ()
        assert open_ready(counter).edition == "E2020-7"


def test_what_an_earlier_program_could_not_use_is_used_by_the_next(tmp_path: Path, centre: Centre) -> None:
    with counter_at(tmp_path) as counter:
        centre.enrol(counter)
        refused = Problem("926", number=1, name="E2026", reason="older")
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(updates, "_find_problem", lambda *_: refused)
            updates.receive(counter, centre.publish(1, "edition", "E2026", edition_text()))
        assert taken(counter) == []
    with counter_at(tmp_path) as counter:
        assert taken(counter) == [1]
        assert counter.editions.by_label("E2026").label == "E2026"


@pytest.mark.parametrize(
    ("name", "content", "why"),
    [
        ("E2020-7", edition_text("E2020-7"), "129"),
        ("E2026", edition_text(since="2025-02-25"), "128"),
        ("E2026", edition_text("E2027"), "107"),
    ],
    ids=["label taken", "two on one day", "another name"],
)
def test_an_edition_that_does_not_agree_is_not_used(
    counter: Counter, centre: Centre, name: str, content: str, why: str
) -> None:
    kept = updates.receive(counter, centre.publish(1, "edition", name, content))
    assert kept.problem == "926"
    (told,) = updates.news(counter)
    assert told.problem is not None
    reason = told.problem.fields["reason"]
    assert isinstance(reason, Problem) and reason.code == why


@pytest.mark.parametrize("chosen", ["in-force", "LENDING"])
def test_next_years_edition_leaves_an_own_file_in_use_until_then(tmp_path: Path, centre: Centre, chosen: str) -> None:
    lay(tmp_path, "spravka.toml", lending())
    place_demonstration(tmp_path, service="instrument_lending", edition=chosen)
    for again in (False, True):
        with counter_at(tmp_path) as counter:
            if not again:
                centre.enrol(counter)
                content = lending("LENDING-2027", "2027-01-01")
                assert updates.receive(counter, centre.publish(1, "edition", "LENDING-2027", content)).problem == ""
            assert counter.troubles == ()
            assert counter.editions.by_label("LENDING").in_force.until == date(2026, 12, 31)
            assert open_ready(counter, has_instrument=True, instrument="violin").edition == "LENDING"


def test_what_replaces_an_edition_is_held_against_files_of_ones_own_too(tmp_path: Path, centre: Centre) -> None:
    lay(tmp_path, "spravka.toml", lending("OWN", "2026-01-01", until="2026-12-31"))
    first, second = lending("L-27", "2027-01-01"), lending("L-27-2", "2026-12-01")
    with counter_at(tmp_path) as counter:
        centre.enrol(counter)
        assert updates.receive(counter, centre.publish(1, "edition", "L-27", first)).problem == ""
        assert updates.receive(counter, centre.publish(2, "edition", "L-27-2", second, replaces=1)).problem == "926"
        assert counter.editions.by_label("L-27") in counter.editions.editions
    with counter_at(tmp_path) as counter:
        assert counter.troubles == ()


def test_a_replaced_edition_is_in_force_no_more_and_its_cases_go_on(tmp_path: Path, centre: Centre) -> None:
    with counter_at(tmp_path, edition="in-force") as counter:
        centre.enrol(counter)
        updates.receive(counter, centre.publish(1, "edition", "E2026", edition_text()))
        draft = open_ready(counter)
        reception.hold_case(counter, draft)
        updates.receive(counter, centre.publish(2, "edition", "E2026-2", edition_text("E2026-2"), replaces=1))
        assert [edition.label for edition in counter.editions.former] == ["E2026"]
        assert open_ready(counter).edition == "E2026-2"
    with counter_at(tmp_path) as counter:
        again = reception.resume_case(counter, draft.case)
        assert again.edition == "E2026"
        assert edition_of(counter, again).label == "E2026"
        assert reception.decide_case(counter, again).number
        assert counter.troubles == ()


# calendars


def test_a_new_day_off_moves_a_due_date(counter: Counter, centre: Centre) -> None:
    updates.receive(counter, centre.publish(1, "edition", "E2026", edition_text(term=True)))
    before = reception.decide_case(counter, open_ready(counter)).number
    updates.receive(counter, centre.publish(2, "calendar", "2026", calendar_text(day_off="2026-09-16")))
    after = reception.decide_case(counter, open_ready(counter)).number
    dues = {event.act.number: event.act.due for event in events(counter) if isinstance(event.act, CaseDecided)}
    assert (dues[before], dues[after]) == ("2026-09-17", "2026-09-18")


def test_a_calendar_older_than_the_one_at_work_is_not_used(counter: Counter, centre: Centre) -> None:
    old = calendar_text(checked="2026-01-10", day_off="2026-09-16")
    assert updates.receive(counter, centre.publish(1, "calendar", "2026", old)).problem == "926"
    assert counter.calendar.is_working(HandClock().wall.date().replace(day=16))
    assert not (counter.store.folder / CALENDARS).exists()


def test_a_calendar_under_another_year_is_not_used(counter: Counter, centre: Centre) -> None:
    for number, name in enumerate(("2027", "../2026", ""), 1):
        assert updates.receive(counter, centre.publish(number, "calendar", name, calendar_text())).problem == "926"
    assert not (counter.store.folder / CALENDARS).exists()


# keys, messages


def test_the_centres_next_keys_are_trusted(counter: Counter, centre: Centre) -> None:
    following = Centre()
    news = following.publish(2, "message", "Хабар", "Жаңа кілтпен.")
    assert code_of(counter, news) == "831"
    content = f'{{"signing":"{following.keys.signing}","sealing":"{following.keys.sealing}"}}'
    updates.receive(counter, centre.publish(1, "keys", following.keys.signing[:16], content))
    assert counter.store.exchange.sealing() == following.keys.sealing
    assert updates.receive(counter, news).taken_at is not None
    assert taken(counter) == [1, 2]


def test_keys_that_are_none_change_nothing(counter: Counter, centre: Centre) -> None:
    before = counter.store.exchange.signers()
    assert updates.receive(counter, centre.publish(1, "keys", "x", '{"signing":"ab","sealing":"cd"}')).problem == "926"
    assert counter.store.exchange.signers() == before


def test_a_message_is_shown_until_understood(counter: Counter, centre: Centre) -> None:
    updates.receive(counter, centre.publish(1, "message", "Жиналыс", "Ертең сағат 15:00-де."))
    updates.receive(counter, centre.publish(2, "message", "Кейін", "Әзірге емес.", holds_from="2026-09-15"))
    (told,) = updates.news(counter)
    assert (told.number, told.title, told.words) == (1, "Жиналыс", "Ертең сағат 15:00-де.")
    updates.understand(counter, 1)
    assert updates.news(counter) == []
    counter.clock.wait(86_400)  # type: ignore[attr-defined]
    assert [one.title for one in updates.news(counter)] == ["Кейін"]


def test_a_new_edition_is_told_with_its_day(counter: Counter, centre: Centre) -> None:
    updates.receive(counter, centre.publish(1, "edition", "E2026", edition_text(), holds_from="2026-09-01"))
    (told,) = updates.news(counter)
    assert told.edition is not None
    assert (told.edition.label, told.holds_from) == ("E2026", "2026-09-01")
    updates.understand(counter, 1)
    assert updates.news(counter) == []
    assert [(kept.number, kept.told) for kept in counter.store.updates.all()] == [(1, True)]


# whose word counts


def test_only_the_own_centres_word_counts(counter: Counter, centre: Centre) -> None:
    sound = centre.publish(1, "message", "Хабар", "Сөз.")
    assert code_of(counter, Centre().publish(1, "message", "Хабар", "Сөз.")) == "831"
    assert code_of(counter, sound.replace("Сөз".encode(), "Сөс".encode())) == "831"
    assert code_of(counter, centre.publish(1, "message", "Хабар", "Сөз.", counter="D99")) == "925"
    assert code_of(counter, b"<html>") == "830"
    assert counter.store.updates.all() == []
    assert taken(counter) == []


def test_before_an_enrolment_nobodys_word_counts(tmp_path: Path, centre: Centre) -> None:
    with counter_at(tmp_path) as counter:
        assert code_of(counter, centre.publish(1, "message", "Хабар", "Сөз.")) == "831"


def test_a_replay_changes_nothing_and_a_number_is_for_one_thing(counter: Counter, centre: Centre) -> None:
    document = centre.publish(1, "message", "Хабар", "Сөз.")
    first = updates.receive(counter, document)
    assert updates.receive(counter, document) == first
    assert taken(counter) == [1]
    assert code_of(counter, centre.publish(1, "message", "Хабар", "Басқа сөз.")) == "943"


def test_what_is_sealed_to_this_counter_is_opened(counter: Counter, centre: Centre) -> None:
    from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey

    own, foreign = X25519PrivateKey.generate(), X25519PrivateKey.generate()
    counter.store.settings.keep("seal_key", own.private_bytes_raw())
    document = centre.publish(1, "message", "Хабар", "Сөз.")
    assert code_of(counter, seal_for(document, foreign.public_key().public_bytes_raw().hex())) == "825"
    updates.receive(counter, seal_for(document, own.public_key().public_bytes_raw().hex()))
    assert taken(counter) == [1]


def test_a_full_disk_leaves_everything_as_it_was_and_it_comes_again(counter: Counter, centre: Centre) -> None:
    document = centre.publish(1, "edition", "E2026", edition_text())
    fill_disk(counter)
    assert code_of(counter, document) == "301"
    make_room(counter)
    assert updates.numbers_had(counter) == ()
    updates.receive(counter, document)
    assert taken(counter) == [1]


def test_practice_has_the_counters_editions(tmp_path: Path, centre: Centre) -> None:
    with counter_at(tmp_path, edition="in-force") as counter:
        centre.enrol(counter)
        updates.receive(counter, centre.publish(1, "edition", "E2026", edition_text()))
    put_profile(tmp_path, "E2026")
    practice = open_practice(tmp_path, MemoryPrinters(), clock=HandClock())
    try:
        draft = open_ready(practice)
        assert row_of(practice, draft).edition == "E2026"
    finally:
        practice.store.close()
