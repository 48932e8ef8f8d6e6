"""Those who work at this counter: enrolled, given roles, closed, given new passwords. On the store's thread.

Names and identifiers stand in the organisation's profile, roles in the journal, passwords in the key file.
"""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from desktop.domain.permissions import ALL_ROLES, require
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.operations.profile_keeping import save_operators
from desktop.operations.taking_over import name_of
from desktop.profile.shape import Operator
from desktop.protection import key_file
from desktop.protection.data_key import DataKey
from desktop.protection.secrets import check_password
from desktop.protection.wrapping import STRONG, Cost
from desktop.storage.operators import EnrolledOperator
from desktop.storage.settings import SHEET_PROVED
from desktop.storage.store import Act as StoreAct
from forms.events import Act
from forms.operator_acts import OperatorChanged, OperatorEnrolled, PasswordChanged, RecoveryRenewed, Role
from forms.problems import Problem

ADMINISTRATOR: Role = "administrator"


@dataclass(frozen=True)
class KnownOperator:
    """An operator as the list shows them. ``cases``: unfinished ones that wait for them."""

    id: str
    name: str
    roles: tuple[Role, ...]
    active: bool
    has_password: bool
    has_pin: bool
    signed_in_at: str = ""  # ISO 8601 with offset, empty where never
    cases: int = 0


def list_operators(counter: Counter) -> tuple[KnownOperator, ...]:
    """Everyone of the profile, and everyone the journal knows. In the clear all may do everything."""
    names = {one.id: one.name for one in counter.profile.operators}
    if not counter.is_protected:
        return tuple(KnownOperator(one, name, ALL_ROLES, True, False, False) for one, name in names.items())
    enrolled = {one.id: one for one in counter.store.operators.all()}
    passwords = set(key_file.list_sign_ins(counter.store.folder))
    drafts = [draft.operator for draft in counter.store.drafts.all()]
    listed = []
    for one in [*enrolled, *(name for name in names if name not in enrolled)]:
        known = enrolled.get(one)
        listed.append(
            KnownOperator(
                id=one,
                name=names.get(one, one),
                roles=() if known is None else known.roles,
                active=known is not None and known.active,
                has_password=one in passwords,
                has_pin=counter.store.settings.pin(one) is not None,
                signed_in_at="" if known is None else known.signed_in_at or "",
                cases=drafts.count(one),
            )
        )
    return tuple(listed)


def enrol(
    counter: Counter,
    *,
    name: str,
    roles: Iterable[Role],
    password: str,
    id: str = "",  # noqa: A002 - the profile's word
    cost: Cost = STRONG,
) -> KnownOperator:
    """Someone works here from now on, or again after they were closed; without ``id`` they get one.

    Raises Problem 711 for a password too easy, 170–175 for a name or identifier that cannot stand in the profile.
    """
    key = _require(counter)
    given = _in_order(roles)
    chosen = id or _free_id(counter)
    name = name.strip() or name_of(counter, chosen)
    check_password(password, chosen, name)
    others = tuple(one for one in counter.profile.operators if one.id != chosen)
    known = len(others) < len(counter.profile.operators)
    same = tuple(Operator(id=chosen, name=name) if one.id == chosen else one for one in counter.profile.operators)
    operators = same if known else (*others, Operator(id=chosen, name=name))
    before = counter.profile.operators
    try:
        with key_file.as_before_on_failure(counter.store.folder), counter.store.act() as act:
            _append(counter, act, OperatorEnrolled(id=chosen, roles=given))
            save_operators(counter, operators)
            key_file.set_password(counter.store.folder, key, chosen, password, cost=cost)
    except BaseException:
        if counter.profile.operators != before:
            with contextlib.suppress(Problem):  # the disk may be as full as it was a moment ago
                save_operators(counter, before)
        raise
    return _listed(counter, chosen)


def change_roles(counter: Counter, operator: str, roles: Iterable[Role]) -> KnownOperator:
    """What someone may do from now on. Raises Problem 715 where no administrator would be left, 718 for the unknown."""
    _require(counter)
    given = _in_order(roles)
    found = _working(counter, operator)
    if found.roles == given:
        return _listed(counter, operator)
    if ADMINISTRATOR not in given:
        _keep_an_administrator(counter, operator)
    with counter.store.act() as act:
        _append(counter, act, OperatorChanged(id=operator, roles=given, active=True))
    if operator == counter.operator.id:
        counter.roles = given
    return _listed(counter, operator)


def close_operator(counter: Counter, operator: str) -> KnownOperator:
    """Someone no longer works here: their password and PIN open nothing, their name stays on their papers.

    Their unfinished cases wait to be taken over. Raises Problem 715 where no administrator would be left, 718.
    """
    _require(counter)
    found = _working(counter, operator)
    _keep_an_administrator(counter, operator)
    with key_file.as_before_on_failure(counter.store.folder), counter.store.act() as act:
        _append(counter, act, OperatorChanged(id=operator, roles=found.roles, active=False))
        counter.store.settings.drop_pin(operator)
        key_file.drop_sign_in(counter.store.folder, operator)
    if operator == counter.operator.id:
        counter.locked, counter.roles = True, ()
    return _listed(counter, operator)


def set_new_password(counter: Counter, operator: str, password: str, *, cost: Cost = STRONG) -> None:
    """An administrator gives someone a password in place of a forgotten one. Raises Problem 711 and 718."""
    key = _require(counter)
    _working(counter, operator)
    check_password(password, operator, name_of(counter, operator))
    by: Literal["owner", "administrator"] = "owner" if operator == counter.operator.id else "administrator"
    with key_file.as_before_on_failure(counter.store.folder), counter.store.act() as act:
        _append(counter, act, PasswordChanged(id=operator, by=by))
        counter.store.settings.drop_pin(operator)
        key_file.set_password(counter.store.folder, key, operator, password, cost=cost)


def renew_recovery_sheet(counter: Counter) -> str:
    """A new code for the recovery sheet; the sheet before opens nothing from now on."""
    key = _require(counter)
    with key_file.as_before_on_failure(counter.store.folder), counter.store.act() as act:
        _append(counter, act, RecoveryRenewed(way="sheet"))
        return key_file.renew_recovery(counter.store.folder, key)


def note_sheet_proved(counter: Counter) -> None:
    """Someone copied the sheet's last group back, so the sheet in force is in somebody's hands. Nobody is reminded."""
    made = key_file.read_keys(counter.store.folder).recovery.made_at
    counter.store.settings.keep_text(SHEET_PROVED, made)
    counter.troubles = tuple(trouble for trouble in counter.troubles if trouble.code != "734")


def set_district_key(counter: Counter, public_hex: str) -> None:
    """Let the district open this counter's folder. Raises Problem 716 for what is no public key."""
    key = _require(counter)
    with key_file.as_before_on_failure(counter.store.folder), counter.store.act() as act:
        _append(counter, act, RecoveryRenewed(way="district"))
        key_file.set_district(counter.store.folder, key, public_hex)


def draw_recovery_sheet(counter: Counter, code: str) -> bytes:
    """The sheet with the code, as PDF. It is printed at once and kept nowhere."""
    from forms.papers.recovery_sheet import RecoverySheet, draw_sheet

    made = key_file.read_keys(counter.store.folder).recovery.made_at
    return draw_sheet(
        RecoverySheet(
            organisation=counter.profile.organisation,
            counter=counter.profile.counter,
            code=code,
            made_at=datetime.fromisoformat(made),
        )
    )


def _require(counter: Counter) -> DataKey:
    """The right to keep operators, and the key it needs. Raises Problem 720, and 705 in the clear."""
    require(counter.roles, "operators")
    if counter.data_key is None:
        raise key_file.no_keys(counter.store.folder)
    return counter.data_key


def _append(counter: Counter, act: StoreAct, done: Act) -> None:
    now = counter.clock.now()
    act.append(*with_doubt(counter, now, entry_of(counter, now, done, None)))


def _in_order(roles: Iterable[Role]) -> tuple[Role, ...]:
    given = set(roles)
    if not given:
        raise ValueError("an operator has at least one role")
    return tuple(role for role in ALL_ROLES if role in given)


def _working(counter: Counter, operator: str) -> EnrolledOperator:
    found = counter.store.operators.find(operator)
    if found is None or not found.active:
        raise Problem("718", operator=name_of(counter, operator))
    return found


def _keep_an_administrator(counter: Counter, operator: str) -> None:
    """Someone else must stay who is an administrator and can sign in."""
    passwords = key_file.list_sign_ins(counter.store.folder)
    left = [
        one
        for one in counter.store.operators.all()
        if one.active and one.id != operator and ADMINISTRATOR in one.roles and one.id in passwords
    ]
    if not left and ADMINISTRATOR in _working(counter, operator).roles:
        raise Problem("715")


def _free_id(counter: Counter) -> str:
    taken = {one.id for one in counter.profile.operators} | {one.id for one in counter.store.operators.all()}
    place = 1
    while f"operator-{place}" in taken:
        place += 1
    return f"operator-{place}"


def _listed(counter: Counter, operator: str) -> KnownOperator:
    return next(one for one in list_operators(counter) if one.id == operator)
