"""Who works here: enrolled, given roles, closed; cases handed from one to another."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.operations import operators, profile_keeping, reception, signing_in, taking_over
from desktop.operations.counter import Counter
from desktop.paths import PROFILE_NAME
from desktop.profile.reading import read_profile
from desktop.protection import key_file, patience
from forms.events import read_particulars
from forms.operator_acts import CaseTakenOver, OperatorChanged, PasswordChanged, Role
from forms.problems import Problem
from forms.register_acts import ReasonParticulars
from tests.operations.making import acts, events, open_ready, row_of
from tests.protection.making import (
    CHEAP,
    FOUNDER,
    OTHER,
    OTHER_PASSWORD,
    PASSWORD,
    come,
    enrol_other,
    found_and_come,
)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    counter = found_and_come(tmp_path)
    try:
        yield counter
    finally:
        counter.store.close()


@pytest.fixture(autouse=True)
def no_wait(monkeypatch: pytest.MonkeyPatch) -> None:
    passing = iter(range(10**6, 10**12, 61_000))
    monkeypatch.setattr(patience, "count_ms", lambda: next(passing))


def code_of(call: object, *args: object, **kept: object) -> str:
    with pytest.raises(Problem) as raised:
        call(*args, **kept)  # type: ignore[operator]
    return raised.value.code


def test_an_enrolled_operator_is_in_journal_profile_and_keys(counter: Counter) -> None:
    known = enrol_other(counter, "clerk", "head", name="  Сынақшы О. ")
    assert (known.id, known.name, known.roles, known.active) == (OTHER, "Сынақшы О.", ("clerk", "head"), True)
    assert (known.has_password, known.has_pin) == (True, False)
    profile = read_profile(counter.store.folder / PROFILE_NAME)
    assert [(one.id, one.name) for one in profile.operators][1] == (OTHER, "Сынақшы О.")
    assert counter.profile == profile
    assert key_file.list_sign_ins(counter.store.folder) == (FOUNDER, OTHER)
    assert counter.store.rebuild() == []
    assert enrol_other(counter, name="Екінші С.").id == "operator-2"


@pytest.mark.parametrize(
    ("name", "password", "code"),
    [("Сынақшы О.", "short", "711"), ("Сынақшы О.", "сынақшы о.", "711"), ("", "good enough 1", "711")],
)
def test_what_makes_no_operator_enrols_nobody(counter: Counter, name: str, password: str, code: str) -> None:
    before = len(events(counter))
    if name:
        found = code_of(operators.enrol, counter, name=name, roles=["clerk"], password=password, cost=CHEAP)
        assert found == code
    else:
        assert operators.enrol(counter, name=name, roles=["clerk"], password=password, cost=CHEAP).name == OTHER
        before += 1
    assert len(events(counter)) == before
    assert len(key_file.list_sign_ins(counter.store.folder)) == 1 + (not name)


def test_where_the_keys_cannot_be_written_nothing_is_recorded(
    counter: Counter, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    before = len(events(counter))
    monkeypatch.setattr(key_file, "_put", full)
    assert code_of(enrol_other, counter) == "301"
    assert code_of(operators.renew_recovery_sheet, counter) == "301"
    assert len(events(counter)) == before
    assert counter.store.operators.find(OTHER) is None


def test_roles_change_and_are_what_the_next_sign_in_gives(counter: Counter) -> None:
    enrol_other(counter)
    operators.change_roles(counter, OTHER, ["administrator", "clerk"])
    operators.change_roles(counter, OTHER, ["clerk", "administrator"])  # the same again records nothing
    assert acts(counter).count("OperatorChanged") == 1
    signing_in.change_operator(counter, OTHER, OTHER_PASSWORD)
    assert "clerk" in counter.roles
    operators.change_roles(counter, OTHER, ["administrator"])
    assert "clerk" not in counter.roles
    with pytest.raises(ValueError, match="at least one role"):
        operators.change_roles(counter, OTHER, [])


def test_the_last_administrator_stays(counter: Counter) -> None:
    enrol_other(counter)
    assert code_of(operators.close_operator, counter, FOUNDER) == "715"
    assert code_of(operators.change_roles, counter, FOUNDER, ["clerk"]) == "715"
    operators.change_roles(counter, OTHER, ["administrator"])
    key_file.drop_sign_in(counter.store.folder, OTHER)  # an administrator who cannot sign in is none
    assert code_of(operators.close_operator, counter, FOUNDER) == "715"
    operators.set_new_password(counter, OTHER, OTHER_PASSWORD, cost=CHEAP)
    operators.close_operator(counter, FOUNDER)
    assert (counter.locked, counter.roles) == (True, ())


def test_a_closed_operator_cannot_come_and_their_name_stays(counter: Counter) -> None:
    enrol_other(counter)
    signing_in.change_operator(counter, OTHER, OTHER_PASSWORD)
    signing_in.set_pin(counter, "2580", cost=CHEAP)
    signing_in.change_operator(counter, FOUNDER, PASSWORD)
    closed = operators.close_operator(counter, OTHER)
    assert (closed.active, closed.has_password, closed.has_pin) == (False, False, False)
    assert code_of(signing_in.change_operator, counter, OTHER, OTHER_PASSWORD) == "708"
    assert code_of(operators.set_new_password, counter, OTHER, "another 12") == "718"
    assert "Сынақшы О." in [one.name for one in counter.profile.operators]
    assert (
        code_of(profile_keeping.save_profile, counter, replace_operators(counter, counter.profile.operators[:1]))
        == "172"
    )
    # Back again, with another role and another password.
    back = operators.enrol(counter, id=OTHER, name="", roles=["head"], password="another 12", cost=CHEAP)
    assert (back.active, back.roles, back.name) == (True, ("head",), "Сынақшы О.")
    signing_in.change_operator(counter, OTHER, "another 12")
    assert counter.store.rebuild() == []


def replace_operators(counter: Counter, kept: object) -> object:
    import msgspec

    return msgspec.structs.replace(counter.profile, operators=kept)


def test_a_closed_operator_who_is_still_in_the_keys_is_stopped_by_the_journal(counter: Counter) -> None:
    enrol_other(counter)
    folder = counter.store.folder
    keys = (folder / key_file.KEYS_NAME).read_bytes()
    operators.close_operator(counter, OTHER)
    (folder / key_file.KEYS_NAME).write_bytes(keys)  # an old copy of the key file put back
    assert code_of(signing_in.change_operator, counter, OTHER, OTHER_PASSWORD) == "718"
    assert counter.operator.id == FOUNDER
    counter.store.close()
    assert code_of(come, folder, OTHER, OTHER_PASSWORD) == "718"


def test_a_new_password_by_the_administrator_ends_the_old_one_and_the_pin(counter: Counter) -> None:
    enrol_other(counter)
    counter.store.settings.keep_pin(OTHER, b"x")
    operators.set_new_password(counter, OTHER, "another 12", cost=CHEAP)
    assert [event.act for event in events(counter)][-1] == PasswordChanged(id=OTHER, by="administrator")
    assert counter.store.settings.pin(OTHER) is None
    assert code_of(signing_in.change_operator, counter, OTHER, OTHER_PASSWORD) == "700"
    signing_in.change_operator(counter, OTHER, "another 12")


def test_a_new_sheet_ends_the_one_before_and_is_drawn(counter: Counter) -> None:
    first = operators.renew_recovery_sheet(counter)
    second = operators.renew_recovery_sheet(counter)
    assert code_of(key_file.unlock_by_recovery, counter.store.folder, first) == "710"
    assert key_file.unlock_by_recovery(counter.store.folder, second) == counter.data_key
    assert operators.draw_recovery_sheet(counter, second).startswith(b"%PDF")
    assert [one.operator for one in key_file.read_keys(counter.store.folder).sign_ins] == [FOUNDER]


def test_an_own_case_is_handed_over_and_another_goes_on(counter: Counter) -> None:
    enrol_other(counter)
    draft = open_ready(counter)
    reception.hold_case(counter, draft)
    taking_over.hand_over_case(counter, draft.case, OTHER)
    assert code_of(reception.resume_case, counter, draft.case) == "719"
    for act, *rest in ((reception.decide_case,), (reception.drop_case, "other"), (reception.hold_case,)):
        assert code_of(act, counter, draft, *rest) == "719"
    signing_in.change_operator(counter, OTHER, OTHER_PASSWORD)
    taken = reception.resume_case(counter, draft.case)
    assert taken.applicant.name == draft.applicant.name
    decided = reception.decide_case(counter, taken)
    assert counter.store.cases.find(decided.number) is not None
    passed = next(event for event in events(counter) if isinstance(event.act, CaseTakenOver))
    assert (passed.operator, passed.act) == (FOUNDER, CaseTakenOver(before=FOUNDER, after=OTHER))
    assert passed.case == draft.case


def test_taking_over_needs_the_right_and_keeps_the_reason_as_a_particular(counter: Counter) -> None:
    enrol_other(counter, "clerk")
    draft = open_ready(counter)
    signing_in.change_operator(counter, OTHER, OTHER_PASSWORD)
    assert code_of(taking_over.take_over_case, counter, draft.case, "ауырып қалды") == "720"
    assert code_of(taking_over.hand_over_case, counter, draft.case, OTHER) == "720"
    signing_in.change_operator(counter, FOUNDER, PASSWORD)
    operators.change_roles(counter, OTHER, ["head"])
    signing_in.change_operator(counter, OTHER, OTHER_PASSWORD)
    taking_over.take_over_case(counter, draft.case, " ауырып қалды ")
    recorded = list(counter.store.journal.events())[-1]
    assert recorded.event.act == CaseTakenOver(before=FOUNDER, after=OTHER)
    ((words,),) = counter.store.db.rows(
        "SELECT particulars FROM journal WHERE sequence = ?", (recorded.event.sequence,)
    )
    assert read_particulars(words, recorded.event.act) == ReasonParticulars(reason="ауырып қалды")
    assert reception.resume_case(counter, draft.case).case == draft.case


@pytest.mark.parametrize("roles", [("administrator",)])
def test_a_case_goes_to_nobody_who_may_not_serve(counter: Counter, roles: tuple[Role, ...]) -> None:
    enrol_other(counter, *roles)
    draft = open_ready(counter)
    for to in (OTHER, "nobody"):
        assert code_of(taking_over.hand_over_case, counter, draft.case, to) == "718"
    with pytest.raises(LookupError):
        taking_over.hand_over_case(counter, "no case", FOUNDER)
    assert "CaseTakenOver" not in acts(counter)


def test_who_is_listed_has_their_unfinished_cases_counted(counter: Counter) -> None:
    enrol_other(counter)
    reception.keep_draft(counter, row_of(counter, open_ready(counter)))
    assert {one.id: one.cases for one in operators.list_operators(counter)} == {FOUNDER: 1, OTHER: 0}


def test_the_acts_name_what_changed(counter: Counter) -> None:
    enrol_other(counter)
    operators.change_roles(counter, OTHER, ["head"])
    operators.close_operator(counter, OTHER)
    changed = [event.act for event in events(counter) if isinstance(event.act, OperatorChanged)]
    assert changed == [
        OperatorChanged(id=OTHER, roles=("head",)),
        OperatorChanged(id=OTHER, roles=("head",), active=False),
    ]
