"""The second place of backups: a folder on another disk, or a stick that carries a folder for this counter.

A backup goes there with the key file and the profile, so that it can be opened at another computer with a password or
the recovery sheet. It has its name only once it was read back.
"""

import contextlib
import errno
import hashlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from desktop.files import remove_quietly, sync_folder
from desktop.paths import KEYS_NAME, PROFILE_NAME
from desktop.storage.backup_files import Backup, find_latest, list_backups
from desktop.storage.backups import give_up
from desktop.storage.keyed import is_plain
from desktop.storage.notes import note_path, put_file
from forms.problems import Problem

IDENTITY_NAME = "counter.txt"  # the counter's public key: backups of two counters of one code never mix
FOLDER = "Kense-{counter}"

_CHUNK = 1 << 20
_SPARE = 4 << 20
_MOUNTED_UNDER = ("/media/", "/run/media/", "/mnt/", "/Volumes/")
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)


def list_sticks() -> list[Path]:
    """Where sticks and other disks are connected now."""
    if sys.platform == "win32":
        return [drive for letter in "DEFGHIJKLMNOPQRSTUVWXYZ" if (drive := Path(f"{letter}:\\")).exists()]
    try:
        mounts = Path("/proc/mounts").read_text("utf-8", errors="surrogateescape").splitlines()
    except OSError:
        return [path for path in Path("/Volumes").glob("*") if path.is_dir()]
    points = [line.split()[1].encode("ascii", "surrogateescape").decode("unicode_escape") for line in mounts]
    return sorted({Path(point) for point in points if point.startswith(_MOUNTED_UNDER)})


def find_carriers(counter: str, sticks: Iterable[Path]) -> list[Path]:
    """The folders for this counter on the sticks that carry one."""
    found = []
    for stick in sticks:
        folder = stick / FOLDER.format(counter=counter)
        with contextlib.suppress(OSError):
            if folder.is_dir():
                found.append(folder)
    return found


def prepare_place(root: Path, counter: str, identity: str) -> Path:
    """The folder for this counter on a stick or disk, made where there is none.

    Raises Problem 803–806 where it cannot be, 813 where it is another counter's.
    """
    folder = root / FOLDER.format(counter=counter)
    if not root.is_dir():
        raise Problem("803", place=str(root))
    with _told(folder, 0):
        folder.mkdir(exist_ok=True)
        mark = folder / IDENTITY_NAME
        if not mark.exists():
            put_file(mark, f"{identity}\n".encode("ascii"))
        elif mark.read_text("ascii", errors="replace").strip() != identity:
            raise Problem("813", place=str(folder))
    return folder


def lacks_latest(place: Path, folder: Path, now: datetime) -> bool:
    """Whether the latest backup of a data folder, or a key file as it is now, is not at a place yet."""
    try:
        latest = find_latest(folder, now)
        if latest is None:
            return False
        there = place / latest.path.name
        if not _is_at(there, latest):
            return True
        return any((folder / name).exists() and not _equal(folder / name, place / name) for name in _BESIDE)
    except (OSError, Problem):
        return True


def carry(folder: Path, place: Path, now: datetime, *, thin: bool = True) -> Path | None:
    """Take the latest verified backup of a data folder to a place, with what opens it; where it lies then.

    Raises Problem 804–806; nothing half is left that could be taken for whole. Older ones there are thinned too.
    """
    latest = find_latest(folder, now)
    if latest is None:
        return None
    target, unfinished = place / latest.path.name, place / f"{latest.path.name}.part"
    with _told(place, latest.size):
        for leftover in place.glob("*.part"):
            leftover.unlink()
        if not _is_at(target, latest):
            if thin and shutil.disk_usage(place).free < latest.size + _SPARE:
                give_up(place, now)
            try:
                _copy(latest.path, unfinished)
                unfinished.replace(target)
            except BaseException:
                with contextlib.suppress(OSError):
                    remove_quietly(unfinished)
                raise
        if note_path(latest.path).exists():
            put_file(note_path(target), note_path(latest.path).read_bytes())
        for name in _BESIDE:
            if (folder / name).exists():
                put_file(place / name, (folder / name).read_bytes())
        for one in list_backups(folder):
            _replace_plain(one, place / one.path.name)
        sync_folder(place)
    if thin:
        give_up(place, now)
    return target


_BESIDE = (KEYS_NAME, PROFILE_NAME)


def _is_at(there: Path, backup: Backup) -> bool:
    """Whether a backup lies there; one in the clear is not the protected one that has its name and size by now."""
    return there.exists() and there.stat().st_size == backup.size and is_plain(there) == is_plain(backup.path)


def _replace_plain(backup: Backup, there: Path) -> None:
    """A copy taken before the folder was protected: the same backup takes its place, protected."""
    if not there.exists() or not is_plain(there) or is_plain(backup.path):
        return
    # Not written over first: pulled out in the middle, a stick must still hold the one or the other.
    unfinished = there.with_name(f"{there.name}.part")
    _copy(backup.path, unfinished)
    unfinished.replace(there)


def _copy(source: Path, target: Path) -> None:
    """Copy, make durable, and read back what the disk has, not what the system remembers of it."""
    written = hashlib.sha256()
    with source.open("rb") as reading, target.open("wb") as writing:
        while chunk := reading.read(_CHUNK):
            written.update(chunk)
            writing.write(chunk)
            writing.flush()
            os.fsync(writing.fileno())
    found = hashlib.sha256()
    with target.open("rb") as reading:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(reading.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := reading.read(_CHUNK):
            found.update(chunk)
    if found.digest() != written.digest():
        raise OSError(errno.EIO, "what was read back is not what was written")


def _equal(one: Path, other: Path) -> bool:
    return other.exists() and one.read_bytes() == other.read_bytes()


@contextlib.contextmanager
def _told(place: Path, size: int) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in _FULL:
            raise Problem("804", place=str(place), needed=-(-size // 1_000_000)) from error
        if error.errno in _CLOSED:
            raise Problem("805", place=str(place), detail=str(error)) from error
        raise Problem("806", place=str(place), reason=f"{error.strerror or error}.", detail=str(error)) from error
