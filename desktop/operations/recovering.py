"""A backup put in place: of a damaged file, on purpose from a working counter, or at a computer that has nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from desktop.domain.permissions import require
from desktop.operations.counter import Counter
from desktop.operations.reception import REGISTER
from desktop.operations.segment import introduce
from desktop.paths import DATABASE_NAME, PROFILE_NAME
from desktop.profile.reading import read_profile
from desktop.storage.aside import list_put_aside
from desktop.storage.backup_files import BACKUPS_NAME, Backup, list_backups
from desktop.storage.backup_files import list_copies as copies_at
from desktop.storage.backups import describe
from desktop.storage.notes import BackupNote
from desktop.storage.numbering import LETTERS, register_of, split_number
from desktop.storage.recovery import RestoreWish, read_told, restore
from desktop.storage.store import open_store
from forms.moments import wall_time
from forms.problems import Problem


@dataclass(frozen=True)
class StoredCopy:
    """A backup to choose from; ``made_at`` is local time, the organisation's where it is noted; ``size`` bytes.

    What it holds is of its note: ``verified`` says that there is one. Without it ``events`` is None until the backup
    is opened (:func:`look_into`). ``place`` is the folder of a second place, empty in the data folder.
    """

    name: str
    made_at: datetime
    size: int
    place: str = ""
    verified: bool = False
    faults: int = 0
    events: int | None = None
    last_event: str = ""
    numbers: Mapping[str, int] = field(default_factory=dict)
    drafts: int = 0
    why: str = ""
    problem: Problem | None = None


@dataclass(frozen=True)
class Restored:
    """What came back, and where the file that was there lies now."""

    put_aside: str
    events_brought: int
    numbers_known: bool
    events_left: int = 0


def list_copies(folder: Path) -> list[StoredCopy]:
    """The backups of a data folder, the latest first."""
    return [tell_copy(backup) for backup in list_backups(folder)]


def tell_copy(backup: Backup, place: str = "", note: BackupNote | None = None) -> StoredCopy:
    """A backup as it is shown."""
    written = note or backup.note
    if written is None:
        return StoredCopy(backup.path.name, backup.made_at, backup.size, place)
    return StoredCopy(
        name=backup.path.name,
        made_at=datetime.fromisoformat(written.made_at),
        size=backup.size,
        place=place,
        verified=backup.note is not None,
        faults=written.faults,
        events=written.events,
        last_event=written.last_event,
        numbers=written.numbers,
        drafts=written.drafts,
        why=written.why,
    )


def look_into(folder: Path, copy: StoredCopy, key: bytes | None = None) -> StoredCopy:
    """A backup without a note, opened to see what it holds; what is wrong with it is told in ``problem``."""
    for backup in copies_at(Path(copy.place)) if copy.place else list_backups(folder):
        if backup.path.name == copy.name and backup.note is None:
            try:
                note = describe(backup.path, key, made_at=backup.made_at, chain=False)
            except Problem as problem:
                return StoredCopy(copy.name, copy.made_at, copy.size, copy.place, problem=problem)
            return tell_copy(backup, copy.place, note)
    return copy


def known_copies(folder: Path, key: bytes | None = None, most: int = 5) -> list[StoredCopy]:
    """The backups of a data folder, the latest first; of the ``most`` latest it is known what they hold."""
    copies = list_copies(folder)
    return [look_into(folder, copy, key) for copy in copies[:most]] + copies[most:]


def restore_from(folder: Path, name: str, typed: str = "", key: bytes | None = None) -> Restored:
    """Restore a backup where the store does not open; ``typed`` is the last number found on paper, or empty.

    Raises Problem 811 where that is no number of this counter, and what :func:`restore_copy` raises.
    """
    note = _find(folder, name).note
    counter = read_profile(folder / PROFILE_NAME).counter
    numbers = read_last_number(typed, counter, {} if note is None else note.numbers)
    return restore_copy(folder, name, key, numbers=numbers)


def restore_copy(
    folder: Path, name: str, key: bytes | None = None, *, numbers: Mapping[str, int] | None = None
) -> Restored:
    """Put a backup in the place of a file that is damaged or not there. A damaged one is put aside, never deleted.

    ``numbers`` are the last ones found on paper (:func:`read_last_number`): none up to them is given again.
    """
    chosen = _find(folder, name)
    lost = not (folder / DATABASE_NAME).exists()
    wish = RestoreWish(why="lost" if lost else "damaged", numbers=numbers or {})
    done = restore(folder, chosen.path, key=key, wish=wish)
    aside = "" if done.put_aside is None else done.put_aside.name
    return Restored(put_aside=aside, events_brought=done.events_brought, numbers_known=done.numbers_known)


def read_last_number(typed: str, counter: str, known: Mapping[str, int]) -> dict[str, int]:
    """The last number on paper, typed by a person, as :func:`restore_copy` takes it; empty where nothing is typed.

    ``known`` are the numbers a backup holds: their registers are the counter's. A number with the letter of a register
    is of that register alone. Raises Problem 811.
    """
    text = typed.strip().replace("№", "").strip()
    if not text:
        return {}
    split = split_number(text)
    if split is None or not text.startswith(f"{counter}/"):
        raise Problem("811", found=typed.strip(), expected=f"{counter}/{datetime.now().astimezone():%Y}-000123")
    named = register_of(text)
    # One of the reception counts for results and complaints too: what the backup knows of those may be as old.
    registers = {name.rpartition(" ")[0] for name in known} | {REGISTER, *LETTERS} if named is None else {named}
    return {f"{register} {split[0]}": split[1] for register in registers}


def say_number(register_and_year: str, last: int) -> str:
    """A register's last number without the counter's code: “2026-000123”, “2026-Б000007”."""
    register, _, year = register_and_year.rpartition(" ")
    return f"{year}-{LETTERS.get(register, '')}{last:06d}"


def return_to(counter: Counter, name: str, *, reason: str, typed: str, bring: bool = True) -> Restored:
    """Go back, from a counter at work, to what a backup holds; on the store's thread, with no case open.

    ``bring`` brings over what was recorded since; without it that stays in the file put aside, which is journalled.
    Numbers given since are not given again in either case. ``typed`` must be the counter's code. The counter works on
    with the new file. Raises Problem 313, 720, 808, 809; 819 where it failed and the file is the one there was.
    """
    require(counter.roles, "restore")
    if counter.store.read_only:
        raise Problem("313", folder=str(counter.store.folder))
    if typed.strip() != counter.profile.counter or not reason.strip():
        raise Problem("809", expected=counter.profile.counter)
    if counter.store.drafts.current() is not None:
        raise Problem("808")
    folder, key, moment = counter.store.folder, counter.store.key, counter.clock.now()
    chosen = _find(folder, name)
    wish = RestoreWish(why="chosen", operator=counter.operator.id, reason=reason.strip(), bring=bring)
    counter.store.close()
    try:
        done = restore(folder, chosen.path, now=wall_time(moment), key=key, wish=wish)
    except Problem as problem:
        counter.store = open_store(folder, key=key)
        told = read_told(counter.store.settings)
        if told is None:
            raise Problem("819", reason=problem) from problem
        # All was ready, and the opening did what the disk did not allow at first.
        introduce(counter)
        return Restored(max(place.name for place in list_put_aside(folder)), told.brought, True, told.left)
    except BaseException:
        counter.store = open_store(folder, key=key)
        raise
    counter.store = open_store(folder, key=key)
    introduce(counter)
    aside = "" if done.put_aside is None else done.put_aside.name
    return Restored(aside, done.events_brought, done.numbers_known, done.events_left)


def _find(folder: Path, name: str) -> Backup:
    for backup in list_backups(folder):
        if backup.path.name == name:
            return backup
    raise Problem("312", file=name, detail=f"not in {folder / BACKUPS_NAME}")
