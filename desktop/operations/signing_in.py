"""Coming to a protected counter, leaving it, and coming back: who is there is what every act's event says.

Before the store is open a password unwraps its key (any thread; it takes a moment on purpose). Everything that takes a
counter is called on the store's thread.
"""

from pathlib import Path
from typing import Literal

from desktop.clocks import Clock
from desktop.domain.permissions import ALL_ROLES, may
from desktop.files import remove_quietly
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.operations.opening import open_counter
from desktop.operations.profile_keeping import found_profile
from desktop.operations.taking_over import put_others_aside
from desktop.paths import PROFILE_NAME
from desktop.printing.ports import Printers
from desktop.profile.reading import read_profile
from desktop.profile.shape import Operator, Profile
from desktop.protection import key_file, secrets
from desktop.protection.data_key import is_protected
from desktop.protection.trying import SignedIn, try_password, try_recovery
from desktop.protection.wrapping import STRONG, Cost
from desktop.storage.protecting import check_in_the_clear, finish_protecting, protect_store, undo_protecting
from desktop.storage.settings import SHEET_PROVED
from forms.operator_acts import OperatorEnrolled, OperatorSignedIn, OperatorSignedOut, PasswordChanged, Role
from forms.problems import Problem

__all__ = ["SignedIn"]

MOST_WRONG_PINS = 5


def sign_in(folder: Path, operator: str, password: str) -> SignedIn:
    """Prove who comes. The store need not be open.

    Raises Problem 700 (wrong password), 701 (wait first), 708 (no password here), 702 and 705 (the key file).
    """
    return try_password(folder, operator, password)


def recover(folder: Path, code: str, operator: str, password: str, *, cost: Cost = STRONG) -> SignedIn:
    """Come in by the recovery sheet, and give ``operator`` a new password.

    Raises Problem 709 (a slip), 710 (another sheet), 701, 711 (too easy), 718 (not in the profile), 702, 705.
    """
    known = _in_profile(read_profile(folder / PROFILE_NAME), operator)
    secrets.check_password(password, known.id, known.name)
    signed = try_recovery(folder, operator, code)
    key_file.set_password(folder, signed.key, operator, password, cost=cost)
    return signed


def open_protected(
    folder: Path, printers: Printers, signed: SignedIn, clock: Clock | None = None, *, read_only: bool = False
) -> Counter:
    """The counter of a protected folder, for who signed in. Call it on the thread the store shall belong to.

    Raises what :func:`open_counter` raises, Problem 706 where the keys are of another counter and 718 where the
    operator does not work here now.
    """
    if not read_only:
        finish_protecting(folder, signed.key)
        key_file.mend_copy(folder)
    counter = open_counter(folder, printers, clock, read_only=read_only, key=signed.key.store)
    try:
        keys = key_file.read_keys(folder)
        if keys.counter != counter.profile.counter or not key_file.fits(signed.key, keys):
            raise Problem("706", folder=str(folder))
        counter.data_key = signed.key
        _come(counter, signed, founder=keys.founder)
        # Without the sheet a forgotten password would cost the register.
        proved = counter.store.settings.text(SHEET_PROVED) == keys.recovery.made_at
        if not proved and may(counter.roles, "operators") and not read_only:
            counter.troubles = (*counter.troubles, Problem("734"))
    except BaseException:
        counter.store.close()
        raise
    return counter


def found_protected(folder: Path, profile: Profile, password: str, *, cost: Cost = STRONG) -> str:
    """The first start of a protected counter: profile, keys and store; the code for the recovery sheet.

    The profile's first operator becomes its administrator. Raises what :func:`found_profile` raises, Problem 711 for
    a password too easy and 707 where the folder is protected.
    """
    founder = profile.operators[0]
    secrets.check_password(password, founder.id, founder.name)
    if is_protected(folder):
        raise Problem("707", folder=str(folder))
    there = (folder / PROFILE_NAME).exists()
    try:
        found_profile(folder, profile)
        return protect_existing(folder, founder.id, password, cost=cost)
    except BaseException:
        # With its profile alone the folder would open in the clear.
        if not there and not is_protected(folder):
            remove_quietly(folder / PROFILE_NAME)
        raise


def protect_existing(folder: Path, operator: str, password: str, *, cost: Cost = STRONG) -> str:
    """Protect a folder that has a profile and lies in the clear; the code for the recovery sheet.

    The operator becomes its administrator. No instance may be open on it. Where it is cut off after the counter's
    file, the next sign-in goes on with the rest. Raises Problem 707, 711, 718, 309 where the counter is open, 304
    where its file is damaged, 705 where it was protected and its keys are gone, and 301–307; then nothing is changed.
    """
    profile = read_profile(folder / PROFILE_NAME)
    known = _in_profile(profile, operator)
    secrets.check_password(password, known.id, known.name)
    if not is_protected(folder):
        check_in_the_clear(folder)
    key, code = key_file.protect_folder(folder, profile.counter, operator, password, protecting=True, cost=cost)
    try:
        protect_store(folder, key)
    except Problem:
        if undo_protecting(folder):
            raise
        # The counter's file is protected: the code must be told, and the rest goes on at the next sign-in.
    return code


def lock(counter: Counter, why: Literal["locked", "idle"]) -> None:
    """Nobody is there any more: no right until someone signs in. A counter in the clear is not locked."""
    if not counter.is_protected or counter.locked:
        return
    try:
        _leave(counter, why)
    finally:
        # Also where the disk does not take it: whoever left is away.
        counter.locked, counter.roles, counter.pin_failed = True, (), 0


def sign_out(counter: Counter) -> None:
    """The window is closed."""
    if counter.is_protected and not counter.locked:
        _leave(counter, "closed")
        counter.locked, counter.roles = True, ()


def unlock_pin(counter: Counter, pin: str) -> None:
    """Who locked it is back. Raises Problem 713 (wrong PIN) and 714 (no PIN, or wrong too often: the password)."""
    kept = counter.store.settings.pin(counter.operator.id)
    if kept is None or counter.pin_failed >= MOST_WRONG_PINS:
        raise Problem("714")
    if not secrets.is_pin(pin, kept):
        counter.pin_failed += 1
        left = MOST_WRONG_PINS - counter.pin_failed
        raise Problem("713", left=left) if left else Problem("714")
    _return(counter, OperatorSignedIn(by="pin", failed_before=counter.pin_failed))


def unlock_password(counter: Counter, password: str) -> None:
    """Who locked it is back. Raises Problem 700 (wrong) and 701 (wait first)."""
    signed = _try_here(counter, counter.operator.id, password)
    _return(counter, OperatorSignedIn(by="password", failed_before=signed.failed_before + counter.pin_failed))


def change_operator(counter: Counter, operator: str, password: str) -> None:
    """Someone else comes to the same open store. Unfinished cases stay with who began them, and are put aside.

    Raises Problem 700, 701, 708, and 718 where they do not work here now; then nothing changes.
    """
    signed = _try_here(counter, operator, password)
    _roles_of(counter, operator)
    if not counter.locked:
        _leave(counter, "changed")
    _come(counter, signed)


def set_pin(counter: Counter, pin: str, *, cost: Cost = STRONG) -> None:
    """Give oneself a PIN to unlock with. Raises Problem 712 for one too easy."""
    _require_there(counter)
    secrets.check_pin(pin)
    counter.store.settings.keep_pin(counter.operator.id, secrets.keep_pin(pin, cost))


def drop_pin(counter: Counter) -> None:
    """Unlock by the password alone from now on."""
    _require_there(counter)
    counter.store.settings.drop_pin(counter.operator.id)


def change_password(counter: Counter, before: str, password: str, *, cost: Cost = STRONG) -> None:
    """Give oneself another password. Raises Problem 700 and 701 for the one before, 711 for the new one."""
    _require_there(counter)
    operator, now = counter.operator, counter.clock.now()
    secrets.check_password(password, operator.id, operator.name)
    signed = _try_here(counter, operator.id, before)
    with key_file.as_before_on_failure(counter.store.folder), counter.store.act() as act:
        changed = entry_of(counter, now, PasswordChanged(id=operator.id, by="owner"), None)
        act.append(*with_doubt(counter, now, changed))
        key_file.set_password(counter.store.folder, signed.key, operator.id, password, cost=cost)


def _try_here(counter: Counter, operator: str, password: str) -> SignedIn:
    signed = try_password(counter.store.folder, operator, password)
    if signed.key != counter.data_key:
        raise Problem("706", folder=str(counter.store.folder))
    return signed


def _require_there(counter: Counter) -> None:
    """Raise Problem 705 in the clear, 720 while it is locked."""
    if not counter.is_protected:
        raise key_file.no_keys(counter.store.folder)
    if counter.locked:
        raise Problem("720")


def _in_profile(profile: Profile, operator: str) -> Operator:
    found = next((one for one in profile.operators if one.id == operator), None)
    if found is None:
        raise Problem("718", operator=operator)
    return found


def _leave(counter: Counter, why: Literal["locked", "idle", "changed", "closed"]) -> None:
    if counter.store.read_only:
        return
    now = counter.clock.now()
    with counter.store.act() as act:
        act.append(*with_doubt(counter, now, entry_of(counter, now, OperatorSignedOut(why=why), None)))


def _return(counter: Counter, signed: OperatorSignedIn) -> None:
    roles = _roles_of(counter, counter.operator.id)
    now = counter.clock.now()
    if not counter.store.read_only:
        with counter.store.act() as act:
            act.append(*with_doubt(counter, now, entry_of(counter, now, signed, None)))
    counter.locked, counter.roles, counter.pin_failed = False, roles, 0


def _come(counter: Counter, signed: SignedIn, *, founder: str = "") -> None:
    """Record who came, and let them be the counter's operator."""
    operator, now = _in_profile(counter.profile, signed.operator), counter.clock.now()
    before = counter.operator
    enrolling = _enrolment(counter, signed, founder)
    roles = enrolling.roles if enrolling is not None else _roles_of(counter, operator.id)
    counter.operator = operator
    try:
        if not counter.store.read_only:
            acts = [OperatorSignedIn(by=signed.by, failed_before=signed.failed_before)]
            entries = [entry_of(counter, now, one, None) for one in acts]
            if enrolling is not None:
                entries.insert(0, entry_of(counter, now, enrolling, None))
            if signed.by == "recovery":
                entries.append(entry_of(counter, now, PasswordChanged(id=operator.id, by="recovery"), None))
            with counter.store.act() as act:
                act.append(*with_doubt(counter, now, *entries))
                put_others_aside(counter, act, now)
    except BaseException:
        counter.operator = before
        raise
    counter.locked, counter.roles, counter.pin_failed = False, roles, 0


def _enrolment(counter: Counter, signed: SignedIn, founder: str) -> OperatorEnrolled | None:
    """Who comes by the recovery sheet, or founded the counter, works here even where the journal does not say so.

    A store may be older than their enrolment: new, restored, or from before it was protected.
    """
    known = {one.id: one for one in counter.store.operators.all() if one.active}
    lacking = not any("administrator" in one.roles for one in known.values())
    if signed.operator in known and not lacking:
        return None
    if signed.by == "recovery" or (signed.operator == founder and lacking):
        return OperatorEnrolled(id=signed.operator, roles=ALL_ROLES)
    return None


def _roles_of(counter: Counter, operator: str) -> tuple[Role, ...]:
    found = counter.store.operators.find(operator)
    if found is None or not found.active:
        raise Problem("718", operator=operator)
    return found.roles
