"""When the counter's file cannot be used: what there is to restore from, and restoring it."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from desktop.storage.recovery import list_backups, restore


@dataclass(frozen=True)
class StoredCopy:
    """A backup to choose from; ``made_at`` is local time, ``size`` bytes."""

    name: str
    made_at: datetime
    size: int


@dataclass(frozen=True)
class Restored:
    """What came back, and where the damaged file lies now."""

    put_aside: str
    events_brought: int
    numbers_known: bool


def list_copies(folder: Path) -> list[StoredCopy]:
    """The backups of a data folder, the latest first."""
    return [StoredCopy(backup.path.name, backup.made_at, backup.size) for backup in list_backups(folder)]


def restore_copy(folder: Path, name: str) -> Restored:
    """Put a backup in the damaged file's place. The damaged file is put aside, never deleted."""
    chosen = next(backup for backup in list_backups(folder) if backup.path.name == name)
    done = restore(folder, chosen.path)
    aside = "" if done.put_aside is None else done.put_aside.name
    return Restored(put_aside=aside, events_brought=done.events_brought, numbers_known=done.numbers_known)
