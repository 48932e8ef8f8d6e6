"""As files on a stick: the same bytes as over the network, in the folder ``Kense-exchange``.

Each file is whole under its name or not there: written under another name, made durable, read back from the stick and
compared. What comes back lies in the same folder, in a file named for the counter.
"""

import contextlib
import errno
import os
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path

from desktop.files import remove_quietly, sync_folder
from forms.batches import FILE_ENDING
from forms.problems import Problem
from forms.signed import MOST_BYTES

FOLDER = "Kense-exchange"
ANSWER_ENDING = ".kense-answer"
INVITATION_ENDING = ".kense-invitation"
_UNFINISHED = ".part"
_PIECE = 256 << 10
_SPARE = 64 << 10
_MOST_FILE = MOST_BYTES + 4096
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)
_CLOSED = (errno.EROFS, errno.EACCES, errno.EPERM)
_BATCH = re.compile(r"(?P<counter>[A-Za-z0-9]+)-(?P<first>\d+)-(?P<last>\d+)-\d{8}-\d{6}" + re.escape(FILE_ENDING))


def exchange_folder(place: Path) -> Path:
    """The folder of the exchange at a place, which may be it itself. Raises Problem 784 where that is not there."""
    if not place.is_dir():
        raise Problem("784", place=str(place))
    return place if place.name == FOLDER else place / FOLDER


class Outbox:
    """What is written to a stick, file by file."""

    def __init__(self, place: Path) -> None:
        self.folder = exchange_folder(place)
        self._place = str(place)
        with self._told(0):
            self.folder.mkdir(exist_ok=True)
            for leftover in self.folder.glob(f"*{_UNFINISHED}"):
                remove_quietly(leftover)

    def check_room(self, needed: int) -> None:
        """Raises Problem 872 where so many bytes do not fit; it is known before the first file is written."""
        with self._told(needed):
            if shutil.disk_usage(self.folder).free < needed + _SPARE:
                raise Problem("872", place=self._place, needed=_kilobytes(needed + _SPARE))

    def put(self, name: str, content: bytes) -> Path:
        """A file in its place, whole, durable and read back. Raises Problem 872 (full), 805, 783 (taken out)."""
        target, unfinished = self.folder / name, self.folder / f"{name}{_UNFINISHED}"
        with self._told(len(content)):
            try:
                with unfinished.open("wb") as file:
                    for place in range(0, len(content), _PIECE):
                        file.write(content[place : place + _PIECE])
                    file.flush()
                    os.fsync(file.fileno())
                if not _reads_back(unfinished, content):
                    raise OSError(errno.EIO, "what was read back is not what was written")
                unfinished.replace(target)
                sync_folder(self.folder)
            except BaseException:
                with contextlib.suppress(OSError):
                    remove_quietly(unfinished)
                raise
        return target

    def tidy(self, counter: str, first: int, last: int, keep: frozenset[str]) -> None:
        """Take away this counter's batches from ``first`` to ``last`` that ``keep`` has no need of."""
        with contextlib.suppress(OSError):
            for path in self.folder.glob(f"*{FILE_ENDING}"):
                named = _BATCH.fullmatch(path.name)
                if named is None or named["counter"] != counter or path.name in keep:
                    continue
                if first <= int(named["first"]) and int(named["last"]) <= last:
                    remove_quietly(path)

    def take_away(self, name: str) -> None:
        """A file that is not needed any more, where it is there."""
        with contextlib.suppress(OSError):
            remove_quietly(self.folder / name)

    def tidy_questions(self, counter: str, keep: str) -> None:
        """Take away this counter's earlier questions."""
        with contextlib.suppress(OSError):
            for path in self.folder.glob(f"{counter}-*.kense-question"):
                if path.name != keep:
                    remove_quietly(path)

    @contextlib.contextmanager
    def _told(self, needed: int) -> Iterator[None]:
        try:
            yield
        except OSError as error:
            if error.errno in _FULL:
                raise Problem("872", place=self._place, needed=_kilobytes(needed), detail=str(error)) from error
            if error.errno in _CLOSED:
                raise Problem("805", place=self._place, detail=str(error)) from error
            raise Problem("783", place=self._place, detail=str(error)) from error


def read_answers(place: Path, counter: str) -> Mapping[str, bytes]:
    """The answers for this counter at a place, or in the one file that is chosen, the earliest first, by their names.

    Raises Problem 784 where the place is not there, 874 where there are another counter's only, 873 where there are
    none, 770 where one cannot be read.
    """
    if place.is_file():
        return {place.name: read_file(place)}
    folder = exchange_folder(place)
    try:
        found = sorted(path for path in folder.glob(f"*{ANSWER_ENDING}") if path.is_file())
    except OSError as error:
        raise Problem("770", file=folder.name, detail=str(error)) from error
    ours = [path for path in found if path.name.partition("-")[0].casefold() == counter.casefold()]
    if not ours and found:
        raise Problem("874", found=found[-1].name.partition("-")[0], counter=counter)
    if not ours:
        raise Problem("873", counter=counter, place=str(place))
    return {path.name: read_file(path) for path in ours}


def read_file(path: Path) -> bytes:
    """A file somebody wrote for us, as far as one can be long. Raises Problem 770."""
    try:
        with path.open("rb") as file:
            return file.read(_MOST_FILE)
    except OSError as error:
        raise Problem("770", file=path.name, detail=str(error)) from error


def _reads_back(path: Path, content: bytes) -> bool:
    """Whether the stick has what was written, not what the system remembers of it."""
    with path.open("rb") as file:
        if hasattr(os, "posix_fadvise"):
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
        place = 0
        while piece := file.read(_PIECE):
            if piece != content[place : place + len(piece)]:
                return False
            place += len(piece)
    return place == len(content)


def _kilobytes(size: int) -> int:
    return -(-size // 1000)
