"""Practice: a counter of its own beside the real one, where everything may be tried and nothing counts.

It has its own folder, store, journal and numbers, and a key of its own derived from the real one; the real store is
closed meanwhile. Its counter code begins with OQU, so that its numbers cannot be taken for the register's.
"""

import shutil
from pathlib import Path

from msgspec.structs import replace

from desktop.clocks import Clock
from desktop.domain.permissions import ALL_ROLES, require
from desktop.files import sync_folder
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter
from desktop.operations.profile_keeping import write_profile
from desktop.operations.published_files import lend
from desktop.paths import DATABASE_NAME, PRACTICE_NAME, PROFILE_NAME
from desktop.printing.ports import Printers
from desktop.profile.reading import read_profile
from desktop.profile.sense import LONGEST_COUNTER
from desktop.profile.shape import BoardSettings, Profile
from desktop.protection.data_key import DataKey, derive, is_protected
from desktop.protection.trying import SignedIn, try_password
from desktop.storage.errors import storage_errors
from desktop.storage.store import take_lock
from forms.problems import Problem

CODE = "OQU"


def practice_folder(folder: Path) -> Path:
    """Where the practice of a data folder lies."""
    return folder / PRACTICE_NAME


def has_practice(folder: Path) -> bool:
    """Whether someone has practised here and it is still there."""
    return (practice_folder(folder) / DATABASE_NAME).exists()


def practice_profile(profile: Profile) -> Profile:
    """The organisation and its services as they are; another counter code, and no board for the public."""
    code = f"{CODE}{profile.counter}"[:LONGEST_COUNTER]
    board = BoardSettings(enabled=False, port=profile.board.port)
    return replace(profile, counter=code, board=board)


def practice_key(signed: SignedIn) -> DataKey:
    """The practice's own key: it opens nothing of the real store, and the real one nothing of the practice."""
    return DataKey(derive(signed.key.secret, b"kense practice"))


def check_may_practise(counter: Counter) -> None:
    """Raise Problem 720 without the right, 726 while someone is served, called, or a case is on the counter."""
    require(counter.roles, "practise")
    if counter.store.visits.at_counter() is not None:
        raise Problem("726")


def open_practice(
    folder: Path, printers: Printers, signed: SignedIn | None = None, clock: Clock | None = None
) -> Counter:
    """The practice counter beside the data folder ``folder``, for who signed in there; in the clear for nobody.

    The profile is taken from the real one each time. Raises Problem 153 where there is none, 703 where the folder is
    protected and nobody signed in, 727 where the practice cannot be opened with this key, and 30x.
    """
    if not (folder / PROFILE_NAME).exists():
        raise Problem("153", folder=str(folder))
    if signed is None and is_protected(folder):
        raise Problem("703", folder=str(folder))
    real, beside = read_profile(folder / PROFILE_NAME), practice_folder(folder)
    _check_place(beside)
    with storage_errors(folder):
        beside.mkdir(parents=True, exist_ok=True)
    lend(folder, beside)
    write_profile(beside, practice_profile(real))
    key = None if signed is None else practice_key(signed)
    try:
        counter = open_counter(beside, printers, clock, key=None if key is None else key.store)
    except Problem as problem:
        if problem.code in ("304", "305", "703", "704", "706"):
            # Begun in the clear before the folder was protected, or under another key: it can only begin anew.
            raise Problem("727", folder=str(beside)) from problem
        raise
    counter.practice, counter.data_key, counter.roles = True, key, ALL_ROLES
    if signed is not None:
        counter.operator = next((one for one in real.operators if one.id == signed.operator), counter.operator)
    return counter


def unlock_practice(folder: Path, operator: str, password: str) -> None:
    """Who practised is back, by their password of the real counter at ``folder``. Raises Problem 700, 701, 702, 705."""
    try_password(folder, operator, password)


def begin_practice_anew_at(counter: Counter) -> None:
    """Empty the practice beside a counter at work. Raises Problem 720 without the right to practise."""
    require(counter.roles, "practise")
    begin_practice_anew(counter.store.folder)


def begin_practice_anew(folder: Path) -> None:
    """Empty the practice of a data folder. Raises Problem 309 where it is open, 728 where it is no practice."""
    beside = practice_folder(folder)
    _check_place(beside)
    if not beside.exists():
        return
    lock = take_lock(beside)
    try:
        if (beside / PROFILE_NAME).exists() and not read_profile(beside / PROFILE_NAME).counter.startswith(CODE):
            raise Problem("728", folder=str(beside))
        with storage_errors(folder):
            for path in beside.iterdir():
                if path.name.startswith("kense.lock"):
                    continue
                if path.is_dir() and not path.is_symlink():
                    shutil.rmtree(path)
                else:
                    path.unlink()
            sync_folder(beside)
    finally:
        lock.release()


def _check_place(beside: Path) -> None:
    """A link in the practice's place may lead to something that must not be emptied or written to."""
    if beside.is_symlink() or (beside.exists() and not beside.is_dir()):
        raise Problem("728", folder=str(beside))
