"""The end of retention: nothing of the erased is left in the file, figures, numbers and the chain are as they were."""

import subprocess
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.spans import span_of
from desktop.operations import reception, reporting, retention
from desktop.operations.backing_up import back_up_now
from desktop.operations.counter import Counter
from desktop.storage.backup_files import list_backups, list_copies
from desktop.storage.copying import copy_store
from desktop.storage.database import Database
from desktop.storage.places import carry, prepare_place
from desktop.storage.verification import verify
from forms.events import ParticularsErased
from forms.problems import Problem
from tests.operations.making import HandClock, events, open_ready, print_copy, row_of

from .making import KEY, ZONE, keyed_counter

OLD = datetime(2020, 9, 14, 9, 30, tzinfo=ZONE)
RULE = "номенклатура 01-12, 5 жыл"
REASON = "Сақтау мерзімі өтті"
OLD_NAME, OLD_IIN, OLD_PHONE = "Ескіұлы Сынақ", "850101100304", "+77015550101"
NEW_NAME = "Жаңаева Үлгі"


def decide(counter: Counter, name: str, *, iin: str = "", phone: str = "") -> str:
    """A case of someone, with its paper; its number."""
    draft = open_ready(counter)
    person = draft.applicant
    person.name, person.iin, person.phone = name, iin or person.iin, phone or person.phone
    reception.keep_draft(counter, row_of(counter, draft))
    draft = reception.decide_case(counter, draft)
    print_copy(counter, draft)
    reception.hand_over(counter, draft)
    return draft.number


def make_years(counter: Counter, clock: HandClock) -> None:
    """Two cases of long ago, one of them never finished, and one of now."""
    counter.profile = replace(counter.profile, retention_years=5, retention_rule=RULE)
    for _ in range(3):
        decide(counter, OLD_NAME, iin=OLD_IIN, phone=OLD_PHONE)
        clock.wait(600)
    left = open_ready(counter)
    left.applicant.name, left.applicant.iin = OLD_NAME, OLD_IIN
    reception.keep_draft(counter, row_of(counter, left))
    reception.hold_case(counter, left)
    years = timedelta(days=365 * 6 + 2)
    clock.wait(years.total_seconds())
    decide(counter, NEW_NAME)


def strings_of(folder: Path, tmp: Path) -> bytes:
    """Every page of the file and of its log, decrypted, as an unkeyed file's bytes."""
    plain = tmp / "plain.db"
    plain.unlink(missing_ok=True)
    db = Database(folder / "kense.db", key=KEY)
    try:
        db.connection.execute("ATTACH ? AS plain KEY ''", (str(plain),))
        db.connection.execute("SELECT sqlcipher_export('plain')").fetchall()
        db.connection.execute("DETACH plain")
    finally:
        db.close()
    return plain.read_bytes()


def test_what_is_past_is_counted_and_erased(tmp_path: Path) -> None:
    clock = HandClock(OLD)
    with keyed_counter(tmp_path / "home", clock, key=None) as counter:
        make_years(counter, clock)
        year = span_of("year", date(2020, 9, 14))
        before = reporting.view_period(counter, year).figures
        report = verify(counter.store.db)
        planned = retention.plan_erasure(counter)
        assert (planned.before, planned.years, planned.cases) == (date(2021, 1, 1), {2020: 3}, 3)
        assert len(planned.drafts) == 1
        done = retention.anonymise(counter, reason=REASON, typed="D7")
        assert done.sequences == planned.sequences
        # Erased, and everything else is as it was.
        assert reporting.view_period(counter, year).figures == before
        after = verify(counter.store.db)
        assert after.faults == ()
        assert (after.numbers, after.papers, after.events) == (report.numbers, report.papers, report.events + 1)
        erased = events(counter)[-1]
        assert isinstance(erased.act, ParticularsErased)
        assert erased.act.rule == RULE
        assert erased.operator == counter.operator.id
        assert counter.store.drafts.all() == []
        assert counter.store.rebuild() == []
        with pytest.raises(Problem) as told:
            retention.anonymise(counter, reason=REASON, typed="D7")
        assert told.value.code == "815"
    raw = b"".join(path.read_bytes() for path in (tmp_path / "home").glob("kense.db*"))
    for text in (OLD_NAME, OLD_IIN, OLD_PHONE, OLD_PHONE[-10:], *OLD_NAME.split(), OLD_NAME.casefold()):
        assert text.encode() not in raw, text
    assert NEW_NAME.encode() in raw  # the way of looking finds what is there
    names = subprocess.run(["strings", "-n", "6", tmp_path / "home" / "kense.db"], capture_output=True, check=False)
    assert OLD_IIN.encode() not in names.stdout


def test_nothing_is_left_on_a_page_of_a_file_with_a_key(tmp_path: Path) -> None:
    clock = HandClock(OLD)
    with keyed_counter(tmp_path / "home", clock) as counter:
        make_years(counter, clock)
        retention.anonymise(counter, reason=REASON, typed="D7")
        copy_store(tmp_path / "home" / "kense.db", tmp_path / "whole.db", KEY)
    raw = strings_of(tmp_path / "home", tmp_path)
    assert NEW_NAME.encode() in raw
    for text in (OLD_NAME, OLD_IIN, OLD_PHONE):
        assert text.encode() not in raw


def test_backups_from_before_are_told_of_and_given_up_when_asked(tmp_path: Path) -> None:
    clock = HandClock(OLD)
    with keyed_counter(tmp_path, clock) as counter:
        make_years(counter, clock)
        old = back_up_now(counter).made
        retention.anonymise(counter, reason=REASON, typed="D7")
        clock.wait(60)
        held = retention.held_elsewhere(counter)
        assert (held.backups, held.put_aside) == (1, 0)
        assert held.gone_by == date(2028, 10, 1)
        fresh = back_up_now(counter, "after_erasure").made
        assert {backup.path.name for backup in list_backups(tmp_path)} == {old, fresh}
        # Whoever looks later finds it; what was made since holds no names, and is not given up with the old.
        clock.wait(60)
        decide(counter, NEW_NAME)
        later = back_up_now(counter).made
        assert retention.fresh_backup(counter) == fresh
        assert retention.held_elsewhere(counter, fresh).backups == 1
        left = retention.give_up_older(counter, fresh)
        assert (left.backups, left.put_aside, left.gone_by) == (0, 0, None)
        assert [backup.path.name for backup in list_backups(tmp_path)] == [later, fresh]
        with pytest.raises(Problem) as told:
            retention.give_up_older(counter, old)
        assert told.value.code == "312"
        assert len(list_backups(tmp_path)) == 2


def test_erasing_is_allowed_to_whom_it_should_with_reason_and_code(tmp_path: Path) -> None:
    clock = HandClock(OLD)
    with keyed_counter(tmp_path, clock) as counter:
        with pytest.raises(Problem) as told:
            retention.plan_erasure(counter)
        assert told.value.code == "814"
        make_years(counter, clock)
        for reason, typed in (("", "D7"), (REASON, "d7 "), (REASON, "")):
            with pytest.raises(Problem) as told:
                retention.anonymise(counter, reason=reason, typed=typed)
            assert told.value.code == "809"
        counter.roles = ("clerk", "head")
        with pytest.raises(Problem) as told:
            retention.anonymise(counter, reason=REASON, typed="D7")
        assert told.value.code == "720"
        assert "ParticularsErased" not in [type(event.act).__name__ for event in events(counter)]


def test_erasing_goes_in_slices_that_can_be_gone_on_with(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(retention, "SLICE", 1)
    clock = HandClock(OLD)
    with keyed_counter(tmp_path, clock) as counter:
        make_years(counter, clock)
        planned = retention.plan_erasure(counter)
        assert len(planned.sequences) == 3
        assert retention.erase_slice(counter, planned, 0, reason=REASON) == 1
        assert verify(counter.store.db).faults == ()
        # The program was stopped here; what is left is planned anew.
        again = retention.plan_erasure(counter)
        assert again.sequences == planned.sequences[1:]
        seen: list[int] = []
        retention.anonymise(counter, reason=REASON, typed="D7", watch=seen.append)
        assert seen == [1, 2]
        assert verify(counter.store.db).faults == ()


def test_a_wall_moved_by_years_erases_nothing_more(tmp_path: Path) -> None:
    clock = HandClock(OLD)
    with keyed_counter(tmp_path, clock) as counter:
        counter.profile = replace(counter.profile, retention_years=5, retention_rule=RULE)
        decide(counter, OLD_NAME)
        clock.move_wall(86_400 * 365 * 10)
        assert retention.plan_erasure(counter).is_empty


def test_a_case_of_today_dated_years_ago_by_its_wall_keeps_its_names(tmp_path: Path) -> None:
    clock = HandClock(OLD + timedelta(days=365 * 6))
    with keyed_counter(tmp_path, clock) as counter:
        counter.profile = replace(counter.profile, retention_years=5, retention_rule=RULE)
        decide(counter, NEW_NAME)
        clock.move_wall(-365 * 9 * 86_400)
        number = decide(counter, NEW_NAME)
        left = open_ready(counter)
        reception.keep_draft(counter, row_of(counter, left))
        reception.hold_case(counter, left)
        clock.move_wall(365 * 9 * 86_400)
        assert (number, counter.store.db.rows("SELECT substr(min(decided_at), 1, 4) FROM cases")) == (
            "D7/2026-000002",
            [("2017",)],
        )
        assert retention.plan_erasure(counter).is_empty


def test_a_second_place_without_the_fresh_backup_keeps_its_last(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    clock = HandClock(OLD)
    with keyed_counter(tmp_path / "home", clock) as counter:
        make_years(counter, clock)
        place = prepare_place(stick, "D7", "ab" * 32)
        monkeypatch.setattr(retention, "list_sticks", lambda: [stick])
        old = back_up_now(counter).made
        carry(tmp_path / "home", place, datetime.now(ZONE))
        retention.anonymise(counter, reason=REASON, typed="D7")
        clock.wait(60)
        fresh = back_up_now(counter, "after_erasure").made
        left = retention.give_up_older(counter, fresh)
        assert left.backups == 1
        assert [copy.path.name for copy in list_copies(place)] == [old]
        carry(tmp_path / "home", place, datetime.now(ZONE))
        assert retention.give_up_older(counter, fresh).backups == 0
        assert [copy.path.name for copy in list_copies(place)] == [fresh]
