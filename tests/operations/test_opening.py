"""The counter's morning: the profile, a second instance, backups, a restore."""

from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.operations import reception, recovering
from desktop.paths import PROFILE_NAME
from desktop.profile.reading import read_profile
from desktop.profile.shape import edition_for
from desktop.storage.backup_files import list_backups
from desktop.storage.backups import back_up
from desktop.storage.verification import verify
from forms.catalogues import catalogue
from forms.events import SegmentOpened
from forms.keeping_acts import StoreRestored
from forms.problems import Problem
from forms.reading import load_editions
from tests.operations.making import HandClock, acts, counter_at, events, open_for_test, open_ready, service_of


def write_profile(folder: Path, *changes: tuple[str, str]) -> Path:
    """The demonstration's profile with something changed in it."""
    open_for_test(folder).store.close()
    path = folder / PROFILE_NAME
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")
    return path


SERVICES = '[services.attestation]\nprovider = "local"\nedition = "E2020-7"\n'


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("format = 1", "format = 1\nunknown_key = 2", "unknown_key"),
        ("format = 1", "format = 2", "format"),
        ('zone = "Asia/Aqtobe"', 'zone = "Asia/Nowhere"', "zone"),
        ('zone = "Asia/Aqtobe"', 'zone = "../etc/passwd"', "zone"),
        ('counter = "D7"', 'counter = "Д7"', "counter"),
        ('counter = "D7"', 'counter = ""', "counter"),
        ('counter = "D7"', 'counter = "ABCDEFGHIJKLMNOPQ"', "16"),
        ("demonstration = true", 'verification_address = "kense.example.kz/v"', "verification_address"),
        (SERVICES, "services = {}\n", "services"),
        ('provider = "local"', 'provider = "anyone"', "provider"),
        ('id = "clerk-1"\n', "", "id"),
        ("format = 1", "format = ", "line"),
    ],
)
def test_a_profile_that_cannot_be_used_is_told_in_a_sentence(tmp_path: Path, old: str, new: str, said: str) -> None:
    path = write_profile(tmp_path, (old, new)) if old != SERVICES else None
    if path is None:
        path = write_profile(tmp_path, (SERVICES, ""))
        path.write_text("services = {}\n" + path.read_text("utf-8"), "utf-8")
    with pytest.raises(Problem) as told:
        open_for_test(tmp_path)
    assert told.value.code == "150"
    assert PROFILE_NAME in told.value.sentence()
    assert said in told.value.sentence()
    for language in ("kk", "ru"):
        assert told.value.sentence(catalogue("kense", language).gettext) != told.value.sentence()


def test_a_profile_in_another_encoding_or_gone_is_told(tmp_path: Path) -> None:
    path = write_profile(tmp_path)
    path.write_bytes(path.read_text("utf-8").encode("utf-16"))
    with pytest.raises(Problem) as told:
        open_for_test(tmp_path)
    assert told.value.code == "150"
    with pytest.raises(Problem) as told:
        read_profile(tmp_path / "nowhere.toml")
    assert told.value.code == "150"


@pytest.mark.parametrize("label", ["E2099", "ENR"])
def test_an_edition_that_is_not_this_services_is_told(tmp_path: Path, label: str) -> None:
    path = write_profile(tmp_path, ('edition = "E2020-7"', f'edition = "{label}"'))
    profile = read_profile(path)
    with pytest.raises(Problem) as told:
        edition_for("attestation", profile.services["attestation"], load_editions(), HandClock().wall.date())
    assert told.value.code == "132"
    assert label in told.value.sentence()


def test_without_a_named_edition_the_one_in_force_is_taken_or_its_absence_told(tmp_path: Path) -> None:
    path = write_profile(tmp_path, ('edition = "E2020-7"\n', ""))
    choice = read_profile(path).services["attestation"]
    editions = load_editions()
    for label in ("E2015", "E2020-7", "E2024", "E2025"):
        edition = editions.by_label(label)
        assert edition_for("attestation", choice, editions, edition.in_force.since) is edition
    # The order of 2024 ended on the last day of that year; the next is in force from 25 February 2025.
    gap = editions.by_label("E2025").in_force.since.replace(day=1)
    with pytest.raises(Problem) as told:
        edition_for("attestation", choice, editions, gap)
    assert told.value.code == "151"


def test_a_second_instance_is_told_and_harms_nothing(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        draft = open_ready(counter)
        with pytest.raises(Problem) as told:
            open_for_test(tmp_path)
        assert told.value.code == "309"
        assert reception.decide_case(counter, draft).number == "D7/2026-000001"
    with counter_at(tmp_path) as counter:
        assert reception.interrupted_case(counter) == draft.case


def test_another_counters_file_is_refused(tmp_path: Path) -> None:
    write_profile(tmp_path, ('counter = "D7"', 'counter = "A1"'))
    with pytest.raises(Problem) as told:
        open_for_test(tmp_path)
    assert told.value.code == "152"
    assert "D7" in told.value.sentence()
    assert "A1" in told.value.sentence()
    # And the file is free again for the right profile.
    path = tmp_path / PROFILE_NAME
    path.write_text(path.read_text("utf-8").replace('counter = "A1"', 'counter = "D7"'), "utf-8")
    open_for_test(tmp_path).store.close()


def test_reading_only_shows_and_records_nothing(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        draft = open_ready(counter)
        reception.hold_case(counter, draft)
        head = counter.store.journal.head()
    with counter_at(tmp_path, read_only=True) as counter:
        assert [case.case for case in reception.waiting_cases(counter)] == [draft.case]
        operations: tuple[Callable[[], object], ...] = (
            lambda: reception.open_case(counter, service_of(counter)),
            lambda: reception.resume_case(counter, draft.case),
            lambda: reception.decide_case(counter, draft),
        )
        for operation in operations:
            with pytest.raises(Problem) as told:
                operation()
            assert told.value.code == "313"
        assert counter.store.journal.head() == head


def test_a_restored_backup_opens_a_new_segment_and_gives_no_number_again(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        first = reception.decide_case(counter, open_ready(counter)).number
        back_up(tmp_path)
        second = reception.decide_case(counter, open_ready(counter)).number
        head = counter.store.journal.head()
    copies = recovering.list_copies(tmp_path)
    assert [copy.name for copy in copies] == [list_backups(tmp_path)[0].path.name]
    done = recovering.restore_copy(tmp_path, copies[0].name)
    assert done.numbers_known
    with counter_at(tmp_path) as counter:
        opened, told = (event.act for event in events(counter)[-2:])
        assert isinstance(told, StoreRestored)
        assert (told.why, told.numbers) == ("damaged", {"reception 2026": 2})
        assert isinstance(opened, SegmentOpened)
        assert opened.continues is not None
        assert acts(counter).count("SegmentOpened") == 2
        third = reception.decide_case(counter, open_ready(counter)).number
        assert len({first, second, third}) == 3
        assert third == "D7/2026-000003"
        assert counter.store.journal.head().sequence > head.sequence - 2
        assert verify(counter.store.db).faults == ()
