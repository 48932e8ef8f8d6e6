"""The organisation's signing key as this counter uses it: its file or its token, and whether it may sign now.

Only the path is remembered, never a password or PIN; the key is opened for one act and forgotten with it.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.permissions import require
from desktop.operations.counter import Counter
from forms.moments import wall_time
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.eds.ports import Certified, KeySource, SigningKey
    from desktop.eds.trust import Trust

PATH = "signing_key"  # the setting's name


@dataclass(frozen=True)
class KeyTold:
    """What a key says of itself once it is open. ``wrong``: why it may not sign, None where it may.

    ``rooted``: whether there is anybody it was compared with; without trusted roots its issuer is taken on trust.
    """

    holder: str
    issuer: str
    serial: str
    since: datetime
    until: datetime
    wrong: Problem | None
    rooted: bool


def remembered_path(counter: Counter) -> str:
    """Where the key's file or the token's driver lay last; empty where none was chosen."""
    return counter.store.settings.text(PATH) or ""


def remember_path(counter: Counter, path: str) -> None:
    """Remember where the key's file or the token's driver lies."""
    if path.strip():
        counter.store.settings.keep_text(PATH, path.strip())
    else:
        counter.store.settings.drop(PATH)


def tell_key(counter: Counter, path: Path, password: str) -> KeyTold:
    """What the key says of itself, and whether it may sign for the organisation now; its path is remembered.

    Raises Problem 992 to 995, 1003, 1006 and 1110 to 1116, and 720 for who may neither sign nor keep the directories.
    """
    _may_look(counter)
    trust, now = _trust(counter), wall_time(counter.clock.now())

    def wrong(key: "Certified") -> Problem | None:
        return _wrong(counter, key, trust, now)

    def choose(found: "Sequence[Certified]") -> "Certified":
        return next((key for key in found if wrong(key) is None), found[0])

    with _source(path).open(password, choose) as key:
        remember_path(counter, str(path))
        zone = now.tzinfo
        return KeyTold(
            holder=key.holder,
            issuer=key.issuer,
            serial=key.serial,
            since=key.not_before.astimezone(zone),
            until=key.not_after.astimezone(zone),
            wrong=wrong(key),
            rooted=bool(trust.roots),
        )


@contextmanager
def open_key(counter: Counter, path: Path, password: str) -> "Iterator[SigningKey]":
    """The key, fit to sign for the organisation now: the first that is, where a token holds several.

    Raises Problem 992 to 1004, 1006, 1007 and 1110 to 1116.
    """
    trust, now = _trust(counter), wall_time(counter.clock.now())

    def choose(found: "Sequence[Certified]") -> "Certified":
        reasons = []
        for key in found:
            reason = _wrong(counter, key, trust, now)
            if reason is None:
                return key
            reasons.append(reason)
        raise reasons[0]

    with _source(path).open(password, choose) as key:
        remember_path(counter, str(path))
        yield key


def _source(path: Path) -> "KeySource":
    """A token by the library that drives it, else the file of a key."""
    from desktop.eds.key_file import KeyFile
    from desktop.eds.token import Token, is_driver

    return Token(path) if is_driver(path) else KeyFile(path)


def _wrong(counter: Counter, key: "Certified", trust: "Trust", now: datetime) -> Problem | None:
    from desktop.eds.fitness import check_key

    try:
        check_key(key, counter.profile.organisation, trust, now)
    except Problem as problem:
        return problem
    return None


def _trust(counter: Counter) -> "Trust":
    from desktop.eds.trust import FOLDER, load_trust

    return load_trust(counter.store.folder / FOLDER)


def _may_look(counter: Counter) -> None:
    try:
        require(counter.roles, "resolve")
    except Problem:
        require(counter.roles, "directories")
