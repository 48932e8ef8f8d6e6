"""A computer that has nothing: what a stick or another disk holds of a counter, and taking it over from there.

What is taken is the backup, the key file and the profile. After that the folder is like one whose file is gone: who
signs in is offered the backup (Problem 310), and the numbers go on above the last one found on paper.
"""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from desktop.files import make_folder, sync_file, sync_folder
from desktop.operations.recovering import StoredCopy, tell_copy
from desktop.paths import DATABASE_NAME, KEYS_NAME, PROFILE_NAME
from desktop.profile.reading import read_profile
from desktop.storage.backup_files import BACKUPS_NAME, list_backups
from desktop.storage.backup_files import list_copies as copies_at
from desktop.storage.errors import storage_errors
from desktop.storage.notes import note_path, put_file
from desktop.storage.places import FOLDER, list_sticks
from forms.problems import Problem
from forms.texts import Text


@dataclass(frozen=True)
class FoundCounter:
    """A counter whose backups lie at a place."""

    folder: str
    counter: str
    organisation: Text
    protected: bool
    copies: tuple[StoredCopy, ...]


def find_counters(sticks: Iterable[Path] | None = None) -> list[FoundCounter]:
    """The counters on the sticks and disks connected now. What cannot be read is passed over."""
    found = []
    for stick in list_sticks() if sticks is None else sticks:
        for folder in sorted(stick.glob(FOLDER.format(counter="*"))):
            try:
                found.append(look_at(folder))
            except (Problem, OSError):
                continue
    return found


def look_at(folder: Path) -> FoundCounter:
    """The counter whose backups lie in a folder, or in the one folder of its kind within it.

    Raises Problem 817 where there is none, 150 where its profile cannot be used.
    """
    if not (folder / PROFILE_NAME).exists():
        inside = [path.parent for path in folder.glob(f"{FOLDER.format(counter='*')}/{PROFILE_NAME}")]
        if len(inside) != 1:
            raise Problem("817", place=str(folder))
        folder = inside[0]
    copies = tuple(tell_copy(backup, str(folder)) for backup in copies_at(folder))
    if not copies:
        raise Problem("817", place=str(folder))
    profile = read_profile(folder / PROFILE_NAME)
    return FoundCounter(str(folder), profile.counter, profile.organisation.name, (folder / KEYS_NAME).exists(), copies)


def take_over(folder: Path, found: FoundCounter, name: str) -> None:
    """Bring a backup with its keys and profile into an empty data folder; the profile last, as it makes it a counter's.

    Raises Problem 812 where there is a counter already, 301–307. Cut off, it can be done again.
    """
    if (folder / PROFILE_NAME).exists() or (folder / DATABASE_NAME).exists():
        raise Problem("812", folder=str(folder))
    there = Path(found.folder)
    with storage_errors(folder):
        backups = folder / BACKUPS_NAME
        make_folder(backups)
        unfinished = backups / f"{name}.part"
        shutil.copyfile(there / name, unfinished)
        sync_file(unfinished)
        unfinished.replace(backups / name)
        if note_path(there / name).exists():
            put_file(note_path(backups / name), note_path(there / name).read_bytes())
        there_too = {copy.name for copy in found.copies}
        for other in list_backups(folder):
            # Of a taking over that was cut off. What the place does not have is nobody's to give up.
            if other.path.name != name and other.path.name in there_too:
                other.path.unlink()
        sync_folder(backups)
        if found.protected:
            put_file(folder / KEYS_NAME, (there / KEYS_NAME).read_bytes())
        put_file(folder / PROFILE_NAME, (there / PROFILE_NAME).read_bytes())
        sync_folder(folder)
