"""Backups: whole copies of the counter's file beside it, each verified before it counts, the oldest given up."""

import re
from datetime import datetime
from operator import itemgetter
from pathlib import Path

import msgspec

from desktop.storage.database import Database, open_for_reading
from desktop.storage.errors import DATABASE_NAME, storage_errors
from desktop.storage.files import remove_quietly, sync_file, sync_folder
from desktop.storage.journal import Journal
from desktop.storage.schema import applied_names
from forms.problems import Problem

BACKUPS_NAME = "backups"
KEPT = 10

_NAME = re.compile(r"kense-(\d{8}-\d{6})(?:-(\d+))?\.db")


class Backup(msgspec.Struct, frozen=True, kw_only=True):
    """A backup as found in the folder; ``made_at`` is local time."""

    path: Path
    made_at: datetime
    size: int


def list_backups(folder: Path) -> list[Backup]:
    """The backups of a data folder, the latest first. Does not open them."""
    found: list[tuple[datetime, int, Backup]] = []
    with storage_errors(folder):
        backups = folder / BACKUPS_NAME
        for path in backups.iterdir() if backups.is_dir() else ():
            named = _NAME.fullmatch(path.name)
            if named:
                made_at = datetime.strptime(named[1], "%Y%m%d-%H%M%S").astimezone()
                backup = Backup(path=path, made_at=made_at, size=path.stat().st_size)
                found.append((made_at, int(named[2] or 1), backup))
    return [backup for _, _, backup in sorted(found, key=itemgetter(0, 1), reverse=True)]


def is_backup_due(folder: Path, now: datetime) -> bool:
    """Whether no backup was made on the day of ``now``, in its zone: the organisation's, not the PC's.

    One of a day to come was made under a wrong clock and stops none.
    """
    return not any(backup.made_at.astimezone(now.tzinfo).date() == now.date() for backup in list_backups(folder))


def back_up(folder: Path, *, now: datetime | None = None, keep: int = KEPT, key: bytes | None = None) -> Backup:
    """Copy the counter's file into ``backups``, verify the copy, and keep the last ``keep``.

    Opens its own connection, so it can run on any thread while the store is in use; it sees what was committed when
    it began. Raises Problem 304 or 311 where the copy is not whole; earlier backups are then all kept.
    """
    made_at = now or datetime.now().astimezone()
    backups = folder / BACKUPS_NAME
    with storage_errors(folder):
        backups.mkdir(exist_ok=True)
        path = _free_name(backups, made_at)
        unfinished = path.with_suffix(".part")
        remove_quietly(unfinished)
        try:
            source = open_for_reading(folder / DATABASE_NAME, key)
            try:
                source.run("VACUUM INTO ?", (str(unfinished),))
            finally:
                source.close()
            if find_damage(unfinished, key):
                raise Problem("311", folder=str(folder))
            sync_file(unfinished)
            unfinished.replace(path)
            sync_folder(backups)
        finally:
            for leftover in backups.glob(f"{unfinished.name}*"):
                leftover.unlink()
        for old in list_backups(folder)[keep:]:
            old.path.unlink()
    return Backup(path=path, made_at=made_at, size=path.stat().st_size)


def find_damage(path: Path, key: bytes | None = None) -> str | None:
    """What is wrong with a file, read to its end, or None: SQLite's own check, ours of the journal's end."""
    try:
        db = Database(path, read_only=True, key=key)
    except Problem as problem:
        return str(problem)
    try:
        if applied_names(db) is None:
            return "not a file of Kense"
        (first,) = db.rows("PRAGMA integrity_check(1)")[0]
        if first != "ok":
            return str(first)
        Journal(db).check_head()
    except Problem as problem:
        return str(problem)
    finally:
        db.close()
    return None


def _free_name(backups: Path, made_at: datetime) -> Path:
    """A name later than every backup of the same second, given-up ones included."""
    stem = f"kense-{made_at:%Y%m%d-%H%M%S}"
    taken = [int(named[2] or 1) for path in backups.glob(f"{stem}*.db") if (named := _NAME.fullmatch(path.name))]
    return backups / (f"{stem}-{max(taken) + 1}.db" if taken else f"{stem}.db")
