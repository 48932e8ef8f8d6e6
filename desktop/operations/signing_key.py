"""The organisation's signing key as this counter uses it: where its file lies, and whether it may sign now.

Only the path is remembered, never the password; the key is opened for one act and forgotten with it.
"""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.permissions import require
from desktop.operations.counter import Counter
from forms.moments import wall_time
from forms.problems import Problem

if TYPE_CHECKING:
    from desktop.eds.ports import SigningKey
    from desktop.eds.trust import Trust

PATH = "signing_key"  # the setting's name


@dataclass(frozen=True)
class KeyTold:
    """What a key file says of itself once it is open. ``wrong``: why it may not sign, None where it may.

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
    """Where the key's file lay last; empty where none was chosen."""
    return counter.store.settings.text(PATH) or ""


def remember_path(counter: Counter, path: str) -> None:
    """Remember where the key's file lies."""
    if path.strip():
        counter.store.settings.keep_text(PATH, path.strip())
    else:
        counter.store.settings.drop(PATH)


def tell_key(counter: Counter, path: Path, password: str) -> KeyTold:
    """What the key says of itself, and whether it may sign for the organisation now; its path is remembered.

    Raises Problem 992 to 995, 1003 and 1006, and 720 for who may neither sign nor keep the directories.
    """
    from desktop.eds.fitness import check_key
    from desktop.eds.key_file import load_key

    _may_look(counter)
    key, trust = load_key(path, password), _trust(counter)
    remember_path(counter, str(path))
    now = wall_time(counter.clock.now())
    wrong: Problem | None = None
    try:
        check_key(key, counter.profile.organisation, trust, now)
    except Problem as problem:
        wrong = problem
    zone = now.tzinfo
    return KeyTold(
        holder=key.holder,
        issuer=key.issuer,
        serial=key.serial,
        since=key.not_before.astimezone(zone),
        until=key.not_after.astimezone(zone),
        wrong=wrong,
        rooted=bool(trust.roots),
    )


def open_key(counter: Counter, path: Path, password: str) -> "SigningKey":
    """The key, fit to sign for the organisation now. Raises Problem 992 to 1004, 1006 and 1007."""
    from desktop.eds.fitness import check_key
    from desktop.eds.key_file import load_key

    key = load_key(path, password)
    check_key(key, counter.profile.organisation, _trust(counter), wall_time(counter.clock.now()))
    remember_path(counter, str(path))
    return key


def _trust(counter: Counter) -> "Trust":
    from desktop.eds.trust import FOLDER, load_trust

    return load_trust(counter.store.folder / FOLDER)


def _may_look(counter: Counter) -> None:
    try:
        require(counter.roles, "resolve")
    except Problem:
        require(counter.roles, "directories")
