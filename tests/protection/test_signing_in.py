"""Coming, leaving, locking, coming back: what each leaves in the journal, and who has which rights meanwhile."""

import os
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from desktop.domain.permissions import ALL_ROLES
from desktop.operations import issuing, operators, queue_desk, reception, signing_in
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter
from desktop.operations.profile_keeping import write_profile
from desktop.operations.way_in import find_way_in
from desktop.paths import PROFILE_NAME
from desktop.printing.memory import MemoryPrinters
from desktop.profile.reading import read_profile
from desktop.protection import key_file, patience
from desktop.protection.data_key import is_protected
from desktop.protection.recovery_code import make_code
from desktop.storage.recovery import restore
from forms.events import Event, PaperPrinted
from forms.operator_acts import OperatorSignedIn, OperatorSignedOut
from forms.problems import Problem
from tests.operations.making import HandClock, acts, counter_at, events, open_ready, row_of, service_of
from tests.protection.making import CHEAP, FOUNDER, OTHER, OTHER_PASSWORD, PASSWORD, come, enrol_other, found
from tests.settings.profiles import FULL as PROFILE


@pytest.fixture(autouse=True)
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    """The waits are tested where they are made; here a minute passes between any two looks at the count."""
    passing = iter(range(10**6, 10**12, 61_000))
    monkeypatch.setattr(patience, "count_ms", lambda: next(passing))


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A protected counter with its founder at work, and a clerk enrolled."""
    found(tmp_path)
    counter = come(tmp_path)
    enrol_other(counter)
    try:
        yield counter
    finally:
        counter.store.close()


def code_of(call: object, *args: object) -> str:
    with pytest.raises(Problem) as raised:
        call(*args)  # type: ignore[operator]
    return raised.value.code


def last_of(counter: Counter, kind: type) -> Event:
    return [event for event in events(counter) if isinstance(event.act, kind)][-1]


def test_the_first_start_makes_profile_keys_and_an_administrator(tmp_path: Path) -> None:
    with counter_at(tmp_path / "clear") as clear:
        profile = clear.profile
    code = signing_in.found_protected(tmp_path / "new", profile, PASSWORD, cost=CHEAP)
    assert key_file.unlock_by_recovery(tmp_path / "new", code)
    counter = come(tmp_path / "new")
    with counter.store:
        assert counter.is_protected
        assert counter.roles == ALL_ROLES
        assert acts(counter)[-2:] == ["OperatorEnrolled", "OperatorSignedIn"]
        assert {event.operator for event in events(counter)} == {FOUNDER}
    assert code_of(signing_in.found_protected, tmp_path / "new", profile, PASSWORD) == "707"


@pytest.mark.parametrize("password", ["short", "clerk-1", "АСАНОВА Г.", "aaaaaaaaaa", ""])
def test_an_easy_password_founds_nothing(tmp_path: Path, password: str) -> None:
    with counter_at(tmp_path / "clear") as clear:
        profile = clear.profile
    assert code_of(signing_in.found_protected, tmp_path / "new", profile, password) == "711"
    assert not (tmp_path / "new").exists()


def test_where_the_keys_cannot_be_written_no_profile_stays_that_would_open_in_the_clear(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with counter_at(tmp_path / "clear") as clear:
        profile = clear.profile

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(key_file, "_put", full)
    assert code_of(signing_in.found_protected, tmp_path / "new", profile, PASSWORD) == "301"
    assert not (tmp_path / "new" / PROFILE_NAME).exists()
    assert not is_protected(tmp_path / "new")


def test_a_wrong_password_opens_nothing_and_is_counted_in_the_next_event(counter: Counter) -> None:
    folder = counter.store.folder
    counter.store.close()
    for _ in range(3):
        assert code_of(signing_in.sign_in, folder, FOUNDER, "wrong one") == "700"
    again = come(folder)
    with again.store:
        assert last_of(again, OperatorSignedIn).act == OperatorSignedIn(by="password", failed_before=3)
    with come(folder).store as store:
        (*_, last) = store.journal.events()
        assert last.event.act == OperatorSignedIn(by="password", failed_before=0)


def test_too_early_a_try_is_told_even_with_the_right_password(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    found(tmp_path)
    monkeypatch.setattr(patience, "count_ms", lambda: 10**6)
    assert code_of(signing_in.sign_in, tmp_path, FOUNDER, "wrong one") == "700"
    assert code_of(signing_in.sign_in, tmp_path, FOUNDER, PASSWORD) == "701"
    monkeypatch.setattr(patience, "count_ms", lambda: 10**6 + 1000)
    assert signing_in.sign_in(tmp_path, FOUNDER, PASSWORD).failed_before == 1


def test_locked_nobody_has_a_right_and_what_was_typed_is_still_kept(counter: Counter) -> None:
    draft = open_ready(counter)
    signing_in.lock(counter, "idle")
    assert (counter.locked, len(counter.roles)) == (True, 0)
    assert code_of(reception.decide_case, counter, draft) == "720"
    assert code_of(queue_desk.issue_ticket, counter, service_of(counter)) == "720"
    assert reception.waiting_cases(counter) == []
    draft.applicant.phone = "+77000000001"
    reception.keep_draft(counter, row_of(counter, draft))
    signing_in.unlock_password(counter, PASSWORD)
    assert counter.roles == ALL_ROLES
    assert reception.resume_case(counter, draft.case).applicant.phone == "+77000000001"
    assert last_of(counter, OperatorSignedOut).act == OperatorSignedOut(why="idle")


def test_locking_twice_is_one_leaving(counter: Counter) -> None:
    signing_in.lock(counter, "locked")
    before = len(events(counter))
    signing_in.lock(counter, "idle")
    signing_in.sign_out(counter)
    assert len(events(counter)) == before


def test_a_full_disk_keeps_nobody_from_locking(counter: Counter, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> object:
        raise Problem("303", folder=str(counter.store.folder))

    with monkeypatch.context() as patched:
        patched.setattr(counter.store, "act", full)
        assert code_of(signing_in.lock, counter, "locked") == "303"
    assert (counter.locked, len(counter.roles)) == (True, 0)
    signing_in.unlock_password(counter, PASSWORD)
    assert counter.roles == ALL_ROLES


def test_a_paper_that_comes_out_after_another_came_is_of_who_sent_it(counter: Counter) -> None:
    draft = reception.decide_case(counter, open_ready(counter))
    prepared = issuing.prepare_outcome(counter, draft)
    signing_in.change_operator(counter, OTHER, OTHER_PASSWORD)
    issuing.record_printed(counter, draft, prepared)
    assert last_of(counter, PaperPrinted).operator == FOUNDER
    assert counter.operator.id == OTHER


def test_a_folder_with_a_profile_alone_is_offered_protection_before_its_first_case(tmp_path: Path) -> None:
    assert not find_way_in(tmp_path).offer
    write_profile(tmp_path, PROFILE)
    way = find_way_in(tmp_path)
    assert (way.protected, way.offer) == (False, True)


def test_a_password_that_could_not_be_decoded_is_a_wrong_one(tmp_path: Path) -> None:
    found(tmp_path)
    assert code_of(signing_in.sign_in, tmp_path, FOUNDER, os.fsdecode(b"sary-arqa \xff")) == "700"


def test_a_pin_unlocks_and_only_the_one_that_was_set(counter: Counter) -> None:
    signing_in.set_pin(counter, "2580", cost=CHEAP)
    signing_in.lock(counter, "locked")
    assert code_of(signing_in.unlock_pin, counter, "2581") == "713"
    assert counter.locked is True
    signing_in.unlock_pin(counter, "2580")
    assert counter.roles == ALL_ROLES
    assert last_of(counter, OperatorSignedIn).act == OperatorSignedIn(by="pin", failed_before=1)
    assert not [row for row in counter.store.db.rows("SELECT value FROM settings") if b"2580" in row[0]]


def test_five_wrong_pins_ask_for_the_password(counter: Counter) -> None:
    signing_in.set_pin(counter, "2580", cost=CHEAP)
    signing_in.lock(counter, "locked")
    told = [code_of(signing_in.unlock_pin, counter, "0852") for _ in range(5)]
    assert told == ["713"] * 4 + ["714"]
    assert code_of(signing_in.unlock_pin, counter, "2580") == "714"
    assert code_of(signing_in.unlock_password, counter, "wrong one") == "700"
    signing_in.unlock_password(counter, PASSWORD)
    assert last_of(counter, OperatorSignedIn).act == OperatorSignedIn(by="password", failed_before=6)
    signing_in.lock(counter, "locked")
    signing_in.unlock_pin(counter, "2580")


def test_without_a_pin_the_password_is_asked(counter: Counter) -> None:
    signing_in.lock(counter, "locked")
    assert code_of(signing_in.unlock_pin, counter, "2580") == "714"
    signing_in.unlock_password(counter, PASSWORD)
    signing_in.set_pin(counter, "2580", cost=CHEAP)
    signing_in.drop_pin(counter)
    signing_in.lock(counter, "locked")
    assert code_of(signing_in.unlock_pin, counter, "2580") == "714"


@pytest.mark.parametrize("pin", ["", "123", "123456789", "1111", "1234", "87654321", "12a4", "٣٧٤١", "+123", " 123"])
def test_an_easy_pin_is_not_taken(counter: Counter, pin: str) -> None:
    assert code_of(signing_in.set_pin, counter, pin) == "712"
    assert counter.store.settings.pin(FOUNDER) is None


def test_another_comes_to_the_same_open_store(counter: Counter) -> None:
    store = counter.store
    signing_in.change_operator(counter, OTHER, OTHER_PASSWORD)
    assert counter.store is store
    assert (counter.operator.id, counter.roles) == (OTHER, ("clerk",))
    left, came = last_of(counter, OperatorSignedOut), last_of(counter, OperatorSignedIn)
    assert (left.operator, left.act) == (FOUNDER, OperatorSignedOut(why="changed"))
    assert came.operator == OTHER
    signing_in.sign_out(counter)
    assert last_of(counter, OperatorSignedOut).act == OperatorSignedOut(why="closed")


def test_a_change_that_fails_changes_nothing(counter: Counter) -> None:
    before = len(events(counter))
    assert code_of(signing_in.change_operator, counter, OTHER, "wrong one") == "700"
    assert code_of(signing_in.change_operator, counter, "nobody", "wrong one") == "708"
    assert (counter.operator.id, counter.roles, len(events(counter))) == (FOUNDER, ALL_ROLES, before)


def test_after_a_lock_another_may_come(counter: Counter) -> None:
    signing_in.lock(counter, "idle")
    signing_in.change_operator(counter, OTHER, OTHER_PASSWORD)
    assert (counter.locked, counter.operator.id) == (False, OTHER)
    assert acts(counter).count("OperatorSignedOut") == 1


def test_the_one_who_left_in_a_case_has_it_put_aside_and_the_counter_is_free(counter: Counter) -> None:
    draft = open_ready(counter)
    signing_in.change_operator(counter, OTHER, OTHER_PASSWORD)
    assert acts(counter)[-1] == "VisitHeld"
    assert reception.interrupted_case(counter) is None
    (waiting,) = reception.waiting_cases(counter)
    assert (waiting.case, waiting.operator, waiting.held) == (draft.case, FOUNDER, True)
    with pytest.raises(Problem, match="719") as raised:
        reception.resume_case(counter, draft.case)
    assert raised.value.fields == {"operator": "Асанова Г."}
    reception.open_case(counter, service_of(counter))
    signing_in.change_operator(counter, FOUNDER, PASSWORD)
    assert reception.resume_case(counter, draft.case).case == draft.case


def test_an_interrupted_case_of_another_is_put_aside_at_the_start(counter: Counter) -> None:
    folder, draft = counter.store.folder, open_ready(counter)
    counter.store.close()
    own = come(folder)
    assert reception.interrupted_case(own) == draft.case
    own.store.close()
    other = come(folder, OTHER, OTHER_PASSWORD)
    with other.store:
        assert reception.interrupted_case(other) is None
        assert [one.held for one in reception.waiting_cases(other)] == [True]


def test_a_draft_shown_by_who_left_is_not_written_over_after_it_was_taken_over(counter: Counter) -> None:
    draft = open_ready(counter)
    row = row_of(counter, draft)
    signing_in.change_operator(counter, OTHER, OTHER_PASSWORD)
    reception.keep_draft(counter, row)  # the window was a moment late: still its owner's
    counter.store.drafts.save(msgspec.structs.replace(row, operator=OTHER))
    assert code_of(reception.keep_draft, counter, row) == "719"


def test_the_recovery_sheet_gives_a_new_password_and_is_journalled(tmp_path: Path) -> None:
    code = found(tmp_path)
    signed = signing_in.recover(tmp_path, code, FOUNDER, "new password", cost=CHEAP)
    counter = signing_in.open_protected(tmp_path, MemoryPrinters(), signed, HandClock())
    with counter.store:
        assert acts(counter)[-3:] == ["OperatorEnrolled", "OperatorSignedIn", "PasswordChanged"]
        assert last_of(counter, OperatorSignedIn).act == OperatorSignedIn(by="recovery")
    assert code_of(signing_in.sign_in, tmp_path, FOUNDER, PASSWORD) == "700"
    come(tmp_path, password="new password").store.close()


def test_the_recovery_sheet_is_asked_with_patience_and_a_slip_is_none(tmp_path: Path) -> None:
    code = found(tmp_path)
    wrong = make_code()
    assert code_of(signing_in.recover, tmp_path, code[:-1], FOUNDER, "new password") == "709"
    assert code_of(signing_in.recover, tmp_path, wrong, FOUNDER, "new password") == "710"
    assert code_of(signing_in.recover, tmp_path, code, "nobody", "new password") == "718"
    assert code_of(signing_in.recover, tmp_path, code, FOUNDER, "short") == "711"
    assert signing_in.recover(tmp_path, code, FOUNDER, "new password", cost=CHEAP).failed_before == 1


def test_everyone_forgot_and_the_sheet_is_lost_the_district_helps(tmp_path: Path) -> None:
    from desktop.protection.wrapping import make_district_key, public_of

    private = make_district_key()
    found(tmp_path / "school")
    counter = come(tmp_path / "school")
    operators.set_district_key(counter, public_of(private).hex())
    counter.store.close()
    # The key file alone goes to the district and comes back; the store never leaves the school.
    (tmp_path / "district").mkdir()
    (tmp_path / "school" / "kense.keys").rename(tmp_path / "district" / "kense.keys")
    key = key_file.open_by_district(tmp_path / "district" / "kense.keys", private)
    code = key_file.renew_recovery(tmp_path / "district", key)
    (tmp_path / "district" / "kense.keys").rename(tmp_path / "school" / "kense.keys")
    signed = signing_in.recover(tmp_path / "school", code, FOUNDER, "new password", cost=CHEAP)
    counter = signing_in.open_protected(tmp_path / "school", MemoryPrinters(), signed, HandClock())
    counter.store.close()


def test_keys_of_another_counter_open_nothing(tmp_path: Path) -> None:
    found(tmp_path / "one")
    found(tmp_path / "two")
    come(tmp_path / "one").store.close()
    come(tmp_path / "two").store.close()
    (tmp_path / "two" / "kense.keys").replace(tmp_path / "one" / "kense.keys")
    assert code_of(come, tmp_path / "one") == "706"


def test_a_store_restored_from_before_anyone_was_enrolled_lets_its_founder_in(counter: Counter) -> None:
    folder, key = counter.store.folder, counter.store.key
    counter.store.close()
    (folder / "kense.db").unlink()
    restore(folder, None, key=key)
    assert code_of(come, folder, OTHER, OTHER_PASSWORD) == "718"
    again = come(folder)
    with again.store:
        assert again.roles == ALL_ROLES


def test_a_protected_folder_is_opened_for_reading_by_who_signed_in(counter: Counter) -> None:
    folder = counter.store.folder
    open_ready(counter)
    counter.store.close()
    signed = signing_in.sign_in(folder, OTHER, OTHER_PASSWORD)
    reading = signing_in.open_protected(folder, MemoryPrinters(), signed, HandClock(), read_only=True)
    with reading.store:
        before = len(events(reading))
        assert "clerk" in reading.roles
        signing_in.lock(reading, "idle")
        assert not reading.roles
        signing_in.unlock_password(reading, OTHER_PASSWORD)
        signing_in.change_operator(reading, FOUNDER, PASSWORD)
        assert len(events(reading)) == before
    assert code_of(open_counter, folder, MemoryPrinters()) == "703"


def test_own_password_is_changed_by_the_one_before(counter: Counter) -> None:
    assert code_of(signing_in.change_password, counter, "wrong one", "new password") == "700"
    assert code_of(signing_in.change_password, counter, PASSWORD, "Асанова Г") == "711"
    signing_in.change_password(counter, PASSWORD, "new password", cost=CHEAP)
    signing_in.lock(counter, "locked")
    assert code_of(signing_in.change_password, counter, "new password", "newer password") == "720"
    assert code_of(signing_in.unlock_password, counter, PASSWORD) == "700"
    signing_in.unlock_password(counter, "new password")


def test_in_the_clear_nobody_signs_in_and_nothing_locks(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        before = acts(counter)
        signing_in.lock(counter, "idle")
        signing_in.sign_out(counter)
        assert (counter.locked, counter.roles, counter.is_protected) == (False, ALL_ROLES, False)
        assert acts(counter) == before
        assert code_of(signing_in.set_pin, counter, "2580") == "705"
        assert code_of(operators.renew_recovery_sheet, counter) == "705"


def test_the_keys_never_stand_in_what_is_shown_of_a_counter(counter: Counter) -> None:
    assert counter.data_key is not None
    shown = repr(counter) + repr(signing_in.sign_in(counter.store.folder, FOUNDER, PASSWORD))
    for secret in (counter.data_key.secret, counter.data_key.store):
        assert secret.hex() not in shown
        assert repr(secret)[2:12] not in shown


def test_the_profile_is_read_of_the_same_organisation(counter: Counter) -> None:
    assert [one.id for one in read_profile(counter.store.folder / PROFILE_NAME).operators] == [FOUNDER, OTHER]
