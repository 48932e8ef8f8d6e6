"""A file that leaves the counter is written beside its place and gets its name when it is whole and on the disk.

A cancelled or failed export leaves nothing. No file that is there is ever written over.
"""

import contextlib
import errno
import hashlib
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol

from forms.problems import Problem

_CHUNK = 1 << 20
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)
_NO_PLACE = (errno.ENOENT, errno.ENOTDIR, errno.EINVAL, errno.ENAMETOOLONG, errno.EISDIR)


class Sink(Protocol):
    """What takes the bytes of an export, in order; it is never asked to go back."""

    def write(self, data: bytes, /) -> int:
        """Take bytes."""

    def flush(self) -> None:
        """Pass on what waits, if anything does."""


def check_target(target: Path, protected: Path) -> None:
    """Whether a file may be written here at all.

    Raises Problem 784 where there is no such folder, 785 inside the data folder ``protected``, 786 where a file of this
    name lies already.
    """
    with told(target):
        if not target.name or not target.parent.is_dir():
            raise Problem("784", place=str(target.parent))
        # Whatever is in the data folder is the program's own, and sealed where the folder is protected.
        if target.resolve().is_relative_to(protected.resolve()):
            raise Problem("785", place=str(target.parent))
        if target.exists():
            raise Problem("786", file=target.name, place=str(target.parent))


@contextmanager
def writing(target: Path) -> Iterator[BinaryIO]:
    """A file to write into; at the block's end it is made durable and gets its name.

    Whatever the block raises, nothing is left behind. Raises Problem 781 where the disk is full, 782 where it cannot
    be written to, 783 where it fails or is gone, 784 where the folder is.
    """
    unfinished = target.with_name(f".{target.name}.part")
    done = False
    try:
        with told(target):
            # Nobody else needs to read it, wherever it lies.
            with open(unfinished, "wb", opener=_open_own) as file:
                yield file
                file.flush()
                os.fsync(file.fileno())
            unfinished.replace(target)
            done = True
            _sync_folder(target.parent)
    except BaseException:
        # The stick may be out: then there is nothing to take away either.
        with contextlib.suppress(OSError):
            (target if done else unfinished).unlink(missing_ok=True)
        raise


def checksum(path: Path) -> str:
    """SHA-256 of a file as its disk gives it back, hex. Raises Problem 783 where it does not."""
    found = hashlib.sha256()
    with told(path), path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        while chunk := file.read(_CHUNK):
            found.update(chunk)
    return found.hexdigest()


def free_name(folder: Path, name: str) -> Path:
    """A path in the folder that no file has: the name, else with -2, -3 … before its ending."""
    path, again = folder / name, 1
    while path.exists():
        again += 1
        stem, dot, ending = name.rpartition(".")
        path = folder / (f"{stem}-{again}{dot}{ending}" if stem else f"{name}-{again}")
    return path


@contextmanager
def told(target: Path) -> Iterator[None]:
    """Tell what the system says of the disk with ``target`` as a Problem."""
    try:
        yield
    except OSError as error:
        place = str(target.parent)
        if error.errno in _FULL:
            raise Problem("781", place=place, detail=str(error)) from error
        if error.errno in _CLOSED:
            raise Problem("782", place=place, detail=str(error)) from error
        if error.errno in _NO_PLACE and not target.parent.is_dir():
            raise Problem("784", place=place, detail=str(error)) from error
        raise Problem("783", place=place, detail=str(error)) from error


def _open_own(path: str, flags: int) -> int:
    return os.open(path, flags | getattr(os, "O_NOFOLLOW", 0), 0o600)


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    except OSError as error:
        # Some file systems of sticks and networks have no such thing.
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):
            raise
    finally:
        os.close(handle)
