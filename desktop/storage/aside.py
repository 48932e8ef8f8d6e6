"""A damaged file is put aside, never deleted: what lies in it may still be wanted.

A restored file waits whole under its own name while the damaged one is moved away. Wherever a power cut comes in
between, the next opening ends the restore.
"""

import shutil
from datetime import datetime
from pathlib import Path

from desktop.files import make_folder, sync_folder
from desktop.paths import DATABASE_NAME

DAMAGED_NAME = "damaged"
RESTORED_NAME = f"{DATABASE_NAME}.restored"

# The file first: a file without its log would open, short of its last acts; a log without its file does not.
_ENDINGS = ("", "-wal", "-shm")


def put_aside(folder: Path, now: datetime) -> Path | None:
    """Move the counter's file, its log and its shared memory into ``damaged``; where they lie now, or None where
    there was nothing to move."""
    parts = [part for ending in _ENDINGS if (part := folder / f"{DATABASE_NAME}{ending}").exists()]
    if not parts:
        return None
    place = _free_name(folder / DAMAGED_NAME, f"kense-{now:%Y%m%d-%H%M%S}")
    make_folder(place)
    for part in parts:
        part.replace(place / part.name)
    sync_folder(place)
    sync_folder(folder)
    return place


def finish_restore(folder: Path, now: datetime) -> Path | None:
    """Give a restored file the place of the counter's file; where the damaged one lies now. Nothing happens where
    no restored file waits."""
    ready = folder / RESTORED_NAME
    if not ready.exists():
        return None
    place = put_aside(folder, now)
    ready.replace(folder / DATABASE_NAME)
    sync_folder(folder)
    return place


def list_put_aside(folder: Path) -> list[Path]:
    """Where files put aside lie."""
    return sorted(place for place in (folder / DAMAGED_NAME).glob("*") if place.is_dir())


def remove_put_aside(folder: Path) -> None:
    """Remove what was put aside: someone asked for it, as names lie in it that were erased since."""
    for place in list_put_aside(folder):
        shutil.rmtree(place)


def _free_name(damaged: Path, stem: str) -> Path:
    place, again = damaged / stem, 1
    while place.exists():
        again += 1
        place = damaged / f"{stem}-{again}"
    return place
