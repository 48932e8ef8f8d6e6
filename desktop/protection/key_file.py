"""``kense.keys``: the data key of a protected folder, wrapped for each who may open it.

For every operator's password, for the recovery sheet and for the district's public key. The file holds no key that
could be used without one of these. It is public in the sense that it may lie beside the store and its backups.

A wrong password and a damaged file are told apart by the file's own checksum. That guards against accidents; against
changes on purpose every wrapping is bound to its kind, its operator, its cost, this file and this counter.
"""

import hashlib
import hmac
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from datetime import datetime
from pathlib import Path
from typing import Annotated, Literal

import msgspec

from desktop.disk_errors import disk_errors
from desktop.files import make_folder, remove_quietly, sync_folder
from desktop.paths import KEYS_NAME
from desktop.protection.data_key import BACKUPS_NAME, DataKey, derive, is_protected
from desktop.protection.recovery_code import BadGroup, make_code, read_code
from desktop.protection.wrapping import (
    SALT_BYTES,
    STRONG,
    Cost,
    make_data_key,
    public_of,
    stretch,
    unwrap,
    unwrap_at_district,
    wrap,
    wrap_for_district,
)
from forms.problems import Problem

__all__ = [
    "KEYS_NAME",
    "DataKey",
    "KeyFile",
    "as_before_on_failure",
    "check_code",
    "drop_sign_in",
    "end_protecting",
    "fits",
    "is_protected",
    "list_sign_ins",
    "mend_copy",
    "no_keys",
    "open_by_district",
    "protect_folder",
    "read_keys",
    "read_keys_file",
    "remove_keys",
    "renew_recovery",
    "set_district",
    "set_password",
    "unlock",
    "unlock_by_recovery",
]

LARGEST_BYTES = 256 * 1024

_MOST_SIGN_INS = 100
_BEFORE_NAME = f"{KEYS_NAME}.before"

Name = Annotated[str, msgspec.Meta(min_length=1, max_length=100)]
# Bounded, so that a hostile file can neither eat the memory nor hang the program.
Memory = Annotated[int, msgspec.Meta(ge=8, le=256 * 1024)]
Passes = Annotated[int, msgspec.Meta(ge=1, le=10)]
Lanes = Annotated[int, msgspec.Meta(ge=1, le=4)]
Small = Annotated[bytes, msgspec.Meta(min_length=16, max_length=200)]


class SignIn(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The data key wrapped for one operator's password."""

    operator: Name
    salt: Small
    memory_kib: Memory
    passes: Passes
    lanes: Lanes
    wrapped: Small


class Recovery(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The data key wrapped for the recovery sheet. ``made_at``: when, ISO 8601; it stands on the sheet."""

    made_at: Annotated[str, msgspec.Meta(max_length=40)]
    salt: Small
    wrapped: Small


class District(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The data key sealed to the district's public key."""

    public: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    sealed: Small


class KeyFile(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Everything in the file. ``founder``: who protected the folder; ``protecting``: that is still going on.

    ``check`` says whether a data key is this file's; the key cannot be had from it.
    """

    format: Literal[1] = 1
    id: Annotated[bytes, msgspec.Meta(min_length=16, max_length=16)]
    check: Annotated[bytes, msgspec.Meta(min_length=32, max_length=32)]
    counter: Name
    founder: Name
    protecting: bool = False
    sign_ins: Annotated[tuple[SignIn, ...], msgspec.Meta(max_length=_MOST_SIGN_INS)]
    recovery: Recovery
    district: District | None = None


class _Checked(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    checksum: str
    keys: KeyFile


_encoder = msgspec.json.Encoder(order="sorted")
_decoder = msgspec.json.Decoder(_Checked)


def list_sign_ins(folder: Path) -> tuple[str, ...]:
    """The identifiers of operators who have a password here. Raises Problem 702 and 705."""
    return tuple(one.operator for one in read_keys(folder).sign_ins)


def protect_folder(
    folder: Path, counter: str, operator: str, password: str, *, protecting: bool = False, cost: Cost = STRONG
) -> tuple[DataKey, str]:
    """Make the folder's key and its file; the key, and the code for the recovery sheet.

    ``protecting``: a store in the clear is there and is still to be protected. Raises Problem 707 where the folder
    has keys.
    """
    if is_protected(folder):
        raise Problem("707", folder=str(folder))
    key, identity = make_data_key(), os.urandom(16)
    recovery, code = _recovery(key, identity, counter)
    keys = KeyFile(
        id=identity,
        check=_check(key, identity),
        counter=counter,
        founder=operator,
        protecting=protecting,
        sign_ins=(_sign_in(key, identity, counter, operator, password, cost),),
        recovery=recovery,
    )
    write_keys(folder, keys)
    return key, code


def unlock(folder: Path, operator: str, password: str) -> DataKey:
    """The data key by a password. Raises Problem 700 where it is wrong, 708 where the operator has none, 702, 705."""
    keys = read_keys(folder)
    found = next((one for one in keys.sign_ins if one.operator == operator), None)
    if found is None:
        raise Problem("708", operator=operator)
    cost = Cost(found.memory_kib, found.passes, found.lanes)
    secret = unwrap(
        found.wrapped, stretch(password, found.salt, cost), _bound(keys.id, keys.counter, "sign-in", operator, cost)
    )
    if secret is None:
        raise Problem("700")
    return DataKey(secret)


def unlock_by_recovery(folder: Path, code: str) -> DataKey:
    """The data key by the recovery sheet. Raises Problem 709 for a slip, 710 where it is another sheet's, 702, 705."""
    typed = check_code(code)
    keys = read_keys(folder)
    key = derive(typed, b"kense recovery", keys.recovery.salt)
    secret = unwrap(
        keys.recovery.wrapped, key, _bound(keys.id, keys.counter, "recovery", keys.recovery.made_at, Cost())
    )
    if secret is None:
        raise Problem("710", made=keys.recovery.made_at[:10])
    return DataKey(secret)


def check_code(code: str) -> bytes:
    """What a recovery code holds. Raises Problem 709 with the first group that is mistyped."""
    try:
        return read_code(code)
    except BadGroup as error:
        raise Problem("709", group=error.group) from error


def set_password(folder: Path, key: DataKey, operator: str, password: str, *, cost: Cost = STRONG) -> None:
    """Give an operator a password, or another one in place of theirs."""
    keys = _keys_of(folder, key)
    made = _sign_in(key, keys.id, keys.counter, operator, password, cost)
    others = tuple(one for one in keys.sign_ins if one.operator != operator)
    if len(others) >= _MOST_SIGN_INS:
        raise Problem("718", operator=operator)
    write_keys(folder, msgspec.structs.replace(keys, sign_ins=(*others, made)))


def drop_sign_in(folder: Path, operator: str) -> None:
    """Take an operator's password out; nothing happens where there is none."""
    keys = read_keys(folder)
    left = tuple(one for one in keys.sign_ins if one.operator != operator)
    if left != keys.sign_ins:
        write_keys(folder, msgspec.structs.replace(keys, sign_ins=left))


def renew_recovery(folder: Path, key: DataKey) -> str:
    """A new code for the recovery sheet; the one before opens nothing from now on."""
    keys = _keys_of(folder, key)
    recovery, code = _recovery(key, keys.id, keys.counter)
    write_keys(folder, msgspec.structs.replace(keys, recovery=recovery))
    return code


def set_district(folder: Path, key: DataKey, public_hex: str) -> None:
    """Let the district open this folder. Raises Problem 716 for what is no public key."""
    keys = _keys_of(folder, key)
    try:
        public = bytes.fromhex(public_hex.strip())
        sealed = wrap_for_district(key.secret, public, _bound(keys.id, keys.counter, "district", public.hex(), Cost()))
    except ValueError as error:
        raise Problem("716") from error
    write_keys(folder, msgspec.structs.replace(keys, district=District(public=public, sealed=sealed)))


def open_by_district(keys_file: Path, private_key: bytes) -> DataKey:
    """The data key by the district's private key. Raises Problem 716 where it is not the one it was sealed to."""
    keys = read_keys_file(keys_file)
    secret = None
    try:
        public = public_of(private_key)
        if keys.district is not None and keys.district.public == public:
            bound = _bound(keys.id, keys.counter, "district", public.hex(), Cost())
            secret = unwrap_at_district(keys.district.sealed, private_key, bound)
    except ValueError as error:
        raise Problem("716") from error
    if secret is None:
        raise Problem("716")
    return DataKey(secret)


def fits(key: DataKey, keys: KeyFile) -> bool:
    """Whether a data key is the one this file wraps."""
    return hmac.compare_digest(keys.check, _check(key, keys.id))


def end_protecting(folder: Path) -> None:
    """Nothing in the clear is left: note it."""
    keys = read_keys(folder)
    if keys.protecting:
        write_keys(folder, msgspec.structs.replace(keys, protecting=False))


def read_keys(folder: Path) -> KeyFile:
    """The folder's key file. Raises Problem 705 where it is gone, 702 where it cannot be read."""
    path = folder / KEYS_NAME
    if not path.exists():
        raise no_keys(folder)
    return read_keys_file(path)


def no_keys(folder: Path) -> Problem:
    """Problem 705: what is wanted needs the folder's keys, and it has none."""
    return Problem("705", file=KEYS_NAME, folder=str(folder))


def read_keys_file(path: Path) -> KeyFile:
    """A key file, wherever it lies. Raises Problem 702 where it is not one, or not whole."""
    with disk_errors(path.parent):
        if not path.is_file() or path.stat().st_size > LARGEST_BYTES:
            raise Problem("702", file=path.name, folder=str(path.parent))
        content = path.read_bytes()
    try:
        checked = _decoder.decode(content)
    except (msgspec.MsgspecError, ValueError, RecursionError) as error:
        raise Problem("702", file=path.name, folder=str(path.parent), detail=type(error).__name__) from error
    if checked.checksum != _checksum(checked.keys):
        raise Problem("702", file=path.name, folder=str(path.parent), detail="checksum")
    return checked.keys


def write_keys(folder: Path, keys: KeyFile) -> None:
    """Put the file in its place, whole and durable, and a copy of it beside the backups."""
    content = msgspec.json.format(_encoder.encode(_Checked(checksum=_checksum(keys), keys=keys)), indent=1)
    with disk_errors(folder):
        _put(folder, content)
        _put(folder / BACKUPS_NAME, content)


@contextmanager
def as_before_on_failure(folder: Path) -> Iterator[None]:
    """Where the block fails, the keys are as they were: who is told of a failure goes on with what opens now.

    What they were is put aside first, so that going back needs no room on the disk.
    """
    held = folder / _BEFORE_NAME
    with disk_errors(folder):
        content = (folder / KEYS_NAME).read_bytes()
        _write(held, content)
    try:
        yield
    except BaseException:
        with suppress(OSError, Problem):
            if (folder / KEYS_NAME).read_bytes() != content:
                held.replace(folder / KEYS_NAME)
                sync_folder(folder)
            mend_copy(folder)
        raise
    finally:
        remove_quietly(held)


def mend_copy(folder: Path) -> None:
    """Let the copy beside the backups be as the file is: writing them may have been cut off between the two."""
    with disk_errors(folder):
        remove_quietly(folder / _BEFORE_NAME)  # it opens with passwords that may be given up
        content, copy = (folder / KEYS_NAME).read_bytes(), folder / BACKUPS_NAME / KEYS_NAME
        if not copy.exists() or copy.read_bytes() != content:
            _put(folder / BACKUPS_NAME, content)


def remove_keys(folder: Path) -> None:
    """Take the keys of a folder away in which nothing is protected by them."""
    for place in (folder, folder / BACKUPS_NAME):
        remove_quietly(place / KEYS_NAME)


def _put(place: Path, content: bytes) -> None:
    make_folder(place)
    new = place / f"{KEYS_NAME}.new"
    _write(new, content)
    new.replace(place / KEYS_NAME)
    sync_folder(place)


def _write(path: Path, content: bytes) -> None:
    with path.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _keys_of(folder: Path, key: DataKey) -> KeyFile:
    """The key file, to be changed. Another folder's key must not get into it: raises Problem 706."""
    keys = read_keys(folder)
    if not fits(key, keys):
        raise Problem("706", folder=str(folder))
    return keys


def _sign_in(key: DataKey, identity: bytes, counter: str, operator: str, password: str, cost: Cost) -> SignIn:
    salt = os.urandom(SALT_BYTES)
    return SignIn(
        operator=operator,
        salt=salt,
        memory_kib=cost.memory_kib,
        passes=cost.passes,
        lanes=cost.lanes,
        wrapped=wrap(key.secret, stretch(password, salt, cost), _bound(identity, counter, "sign-in", operator, cost)),
    )


def _recovery(key: DataKey, identity: bytes, counter: str) -> tuple[Recovery, str]:
    code, salt = make_code(), os.urandom(SALT_BYTES)
    made_at = datetime.now().astimezone().isoformat(timespec="seconds")
    wrapped = wrap(
        key.secret,
        derive(read_code(code), b"kense recovery", salt),
        _bound(identity, counter, "recovery", made_at, Cost()),
    )
    return Recovery(made_at=made_at, salt=salt, wrapped=wrapped), code


def _bound(identity: bytes, counter: str, kind: str, whose: str, cost: Cost) -> bytes:
    """What a wrapping belongs to. Written so that no two places give the same bytes."""
    return msgspec.json.encode(
        ["kense.keys", 1, identity.hex(), counter, kind, whose, cost.memory_kib, cost.passes, cost.lanes]
    )


def _check(key: DataKey, identity: bytes) -> bytes:
    return derive(key.secret, b"kense check", identity)


def _checksum(keys: KeyFile) -> str:
    return hashlib.sha256(_encoder.encode(keys)).hexdigest()
