"""The backups that lie in a folder, by their names and notes. They are not opened here."""

import re
from datetime import datetime
from operator import attrgetter
from pathlib import Path

import msgspec

from desktop.storage.errors import storage_errors
from desktop.storage.notes import BackupNote, read_note

BACKUPS_NAME = "backups"

_NAME = re.compile(r"kense-(\d{8}-\d{6})(?:-(\d+))?\.db")


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """A backup as found in a folder; ``made_at`` is local time, ``place`` orders those of one second.

    ``note`` is None where there is none: made by an earlier version, or not verified to its end.
    """

    path: Path
    made_at: datetime
    size: int
    place: int = 1
    note: BackupNote | None = None


def list_backups(folder: Path) -> list[Backup]:
    """The backups of a data folder, the latest first. Does not open them."""
    return list_copies(folder / BACKUPS_NAME)


def find_latest(folder: Path, now: datetime) -> Backup | None:
    """The latest verified backup of a data folder at ``now``.

    One of a time to come was made under a wrong clock, and would count as the latest for years: it is the latest only
    where there is no other.
    """
    noted = [backup for backup in list_backups(folder) if backup.note is not None]
    return next((backup for backup in noted if backup.made_at <= now), noted[0] if noted else None)


def list_copies(place: Path) -> list[Backup]:
    """The backups that lie in a folder of their own, the latest first. Does not open them."""
    found: list[Backup] = []
    with storage_errors(place):
        for path in place.iterdir() if place.is_dir() else ():
            named = _NAME.fullmatch(path.name)
            if named:
                try:
                    made_at = datetime.strptime(named[1], "%Y%m%d-%H%M%S").astimezone()
                except ValueError:
                    continue  # no day of any calendar: not of ours
                count, size = int(named[2] or 1), path.stat().st_size
                found.append(Backup(path=path, made_at=made_at, size=size, place=count, note=read_note(path)))
    return sorted(found, key=attrgetter("made_at", "place"), reverse=True)


def free_name(backups: Path, made_at: datetime) -> Path:
    """A name later than every backup of the same second, given-up ones included."""
    stem = f"kense-{made_at.astimezone():%Y%m%d-%H%M%S}"
    taken = [int(named[2] or 1) for path in backups.glob(f"{stem}*.db") if (named := _NAME.fullmatch(path.name))]
    return backups / (f"{stem}-{max(taken) + 1}.db" if taken else f"{stem}.db")
