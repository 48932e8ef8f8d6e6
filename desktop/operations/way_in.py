"""How one comes to the counter of a data folder, found out before its store is open."""

import contextlib
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated

import msgspec

from desktop.paths import DATABASE_NAME, PROFILE_NAME
from desktop.profile.reading import read_profile
from desktop.profile.shape import Operator
from desktop.protection.data_key import is_protected
from forms.problems import Problem
from forms.records import decode
from forms.texts import Text

REMEMBERED_NAME = "kense.window"
_LARGEST_BYTES = 4096
_Short = Annotated[str, msgspec.Meta(max_length=100)]


@dataclass(frozen=True)
class WayIn:
    """``protected``: who is there must sign in, one of ``operators``, the last one first; ``everyone`` of the profile
    may come in by the recovery sheet.

    ``offer``: the folder lies in the clear and may be protected now, by one of ``operators``; it is no demonstration,
    and nobody has put it off today.
    """

    protected: bool
    offer: bool
    operators: tuple[Operator, ...] = ()
    everyone: tuple[Operator, ...] = ()
    organisation: Text | None = None


class _Remembered(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the window keeps beside the store. No names: identifiers and a date."""

    last_operator: _Short = ""
    later_on: _Short = ""  # ISO date


_decoder = msgspec.json.Decoder(_Remembered)


def find_way_in(folder: Path, today: date | None = None, *, ask: bool = False) -> WayIn:
    """How the folder is entered; with ``ask`` protecting is offered though it was put off.

    Raises Problem 150–176 for a profile of a protected folder that cannot be used, 702 and 705 for its keys; 705 also
    where a protected store has none.
    """
    remembered = _read(folder)
    if is_protected(folder):
        # Cryptography is loaded by those who need it only.
        from desktop.protection.key_file import list_sign_ins

        profile = read_profile(folder / PROFILE_NAME)
        with_password = set(list_sign_ins(folder))
        known = [one for one in profile.operators if one.id in with_password]
        # Whoever has a password and was taken out of the profile cannot be named; the recovery sheet is left.
        listed = _last_first(known or profile.operators, remembered.last_operator)
        return WayIn(True, False, listed, profile.operators, profile.organisation.name)
    if not (folder / PROFILE_NAME).exists():
        return WayIn(False, False)
    try:
        # Without a store there was no case yet, or the first start was cut off before its keys.
        profile = read_profile(folder / PROFILE_NAME)
        if (folder / DATABASE_NAME).exists():
            from desktop.storage.protecting import check_in_the_clear

            check_in_the_clear(folder)
    except Problem as problem:
        if problem.code == "705":
            raise
        return WayIn(False, False)  # told when the counter is opened
    put_off = remembered.later_on == (today or _today()).isoformat()
    offer = not profile.demonstration and (ask or not put_off)
    return WayIn(False, offer, profile.operators, profile.operators, profile.organisation.name)


def remember_operator(folder: Path, operator: str) -> None:
    """Who signed in comes first at the next start."""
    _write(folder, msgspec.structs.replace(_read(folder), last_operator=operator))


def put_off_protection(folder: Path, today: date | None = None) -> None:
    """Not asked again today."""
    _write(folder, msgspec.structs.replace(_read(folder), later_on=(today or _today()).isoformat()))


def seconds_to_wait(folder: Path, operator: str) -> int:
    """How long the next try of an operator's password has to wait."""
    from desktop.protection import patience

    return patience.seconds_to_wait(folder, operator)


def _today() -> date:
    return datetime.now().astimezone().date()


def _last_first(operators: Sequence[Operator], last: str) -> tuple[Operator, ...]:
    return tuple(sorted(operators, key=lambda one: one.id != last))


def _read(folder: Path) -> _Remembered:
    path = folder / REMEMBERED_NAME
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            return _Remembered()
        return decode(_decoder, path.read_bytes())
    except (OSError, msgspec.MsgspecError, ValueError):
        return _Remembered()


def _write(folder: Path, remembered: _Remembered) -> None:
    # A convenience: on a disk that is full or read-only it is not kept, and nobody is kept from anything.
    new = folder / f"{REMEMBERED_NAME}.new"
    with contextlib.suppress(OSError):
        new.write_bytes(msgspec.json.encode(remembered))
        new.replace(folder / REMEMBERED_NAME)
