"""Files made durable: their bytes, and their names in the folder."""

import contextlib
import os
from pathlib import Path


def sync_file(path: Path) -> None:
    """Wait until the file's bytes are on the disk."""
    # Windows flushes only through a handle that may write.
    handle = os.open(path, os.O_RDWR)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def sync_folder(folder: Path) -> None:
    """Wait until names made, changed or removed in the folder are on the disk, where the system offers that."""
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def make_folder(folder: Path) -> None:
    """Make the folder and those above it where they are not there; each one's name is on the disk when this returns."""
    missing = [folder, *folder.parents]
    made = [one for one in missing if not one.exists()]
    folder.mkdir(parents=True, exist_ok=True)
    for one in reversed(made):
        # A folder above may be one that cannot be looked into.
        with contextlib.suppress(PermissionError):
            sync_folder(one.parent)


def remove_quietly(path: Path) -> None:
    """Remove a file that may not be there."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


def write_whole(path: Path, content: bytes) -> None:
    """Write a file so that at every moment the one before or the new one is there whole. Raises OSError."""
    make_folder(path.parent)
    new = path.with_name(f"{path.name}.new")
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
        sync_folder(path.parent)
    except OSError:
        remove_quietly(new)
        raise
