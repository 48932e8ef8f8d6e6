"""The disk under a program in the test's hands: what reaches it is recorded, and chosen calls fail.

``disk.c`` is compiled once and put before the C library of a child (``environment_for_child``). Inside the child
``FaultyDisk`` drives it; outside ``read_stream`` reads what it wrote.
"""

import ctypes
import hashlib
import os
import struct
import subprocess
import tempfile
from collections.abc import Iterator
from enum import IntFlag
from pathlib import Path
from typing import Literal, NamedTuple

SOURCE = Path(__file__).with_name("disk.c")
ROOT = SOURCE.parents[2]


class Kind(IntFlag):
    """Calls that can be made to fail."""

    SPACE = 1  # whatever may need room: writes, growing, new names
    SYNC = 2
    READ = 4
    WRITE = 8


How = Literal["once", "from_then", "short_first"]
_HOW: dict[How, int] = {"once": 0, "from_then": 1, "short_first": 2}


class Op(NamedTuple):
    """One call that reached the disk, or with kind ``K`` a mark of the program's own.

    ``C`` a file made, ``W`` bytes written, ``T`` a file cut or grown to ``length``, ``S`` a file synced, ``D`` a folder
    synced, ``R`` renamed from ``path`` to ``target``, ``U`` removed, ``M`` a folder made, ``X`` a folder removed.
    """

    kind: str
    inode: int
    offset: int
    length: int
    path: str
    target: str
    data: bytes


_HEAD = struct.Struct("<BQQQIII")


def read_stream(log: Path) -> list[Op]:
    """Everything recorded, in order."""
    return list(_read(log.read_bytes()))


def _read(content: bytes) -> Iterator[Op]:
    place = 0
    while place < len(content):
        kind, inode, offset, length, first, second, size = _HEAD.unpack_from(content, place)
        place += _HEAD.size
        path = content[place : place + first].decode()
        target = content[place + first : place + first + second].decode()
        place += first + second
        yield Op(chr(kind), inode, offset, length, path, target, content[place : place + size])
        place += size


def compile_disk() -> Path:
    """The shared object, compiled where this source was not yet; it has its place by whole rename."""
    digest = hashlib.sha256(SOURCE.read_bytes()).hexdigest()[:16]
    folder = Path(tempfile.gettempdir()) / f"kense-tests-{os.getuid()}"
    folder.mkdir(mode=0o700, exist_ok=True)
    made = folder / f"disk-{digest}.so"
    if not made.exists():
        unfinished = folder / f"disk-{digest}-{os.getpid()}.part"
        command = ["gcc", "-O2", "-Wall", "-Wextra", "-Werror", "-shared", "-fPIC", "-o", str(unfinished), str(SOURCE)]
        subprocess.run([*command, "-ldl", "-lpthread"], check=True)
        unfinished.replace(made)
    return made


def environment_for_child() -> dict[str, str]:
    """The environment of a child whose disk is in the test's hands."""
    return {**os.environ, "LD_PRELOAD": str(compile_disk()), "PYTHONPATH": str(ROOT)}


class FaultyDisk:
    """Inside a child started with ``environment_for_child``."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL(None, use_errno=True)
        self._library.disk_failed_path.restype = ctypes.c_char_p
        self._library.disk_counted.restype = self._library.disk_failed.restype = ctypes.c_long

    def watch(self, folder: Path, log: Path | None = None) -> None:
        """Look at ``folder`` and what lies in it from now on; record it in ``log``."""
        self._library.disk_watch(os.fsencode(folder.resolve()), b"" if log is None else os.fsencode(log))

    def mark(self, data: bytes) -> None:
        """Put a word of the program's own between the records."""
        self._library.disk_mark(data, ctypes.c_size_t(len(data)))

    def fail(self, kinds: Kind, at: int, error: int, how: How = "from_then") -> None:
        """Let the ``at``-th call of these kinds fail, counted from now; 0 counts only."""
        self._library.disk_fail(int(kinds), ctypes.c_long(at), error, _HOW[how])

    def heal(self) -> None:
        """Everything succeeds again."""
        self._library.disk_fail(0, ctypes.c_long(0), 0, 0)

    @property
    def counted(self) -> int:
        """Calls of the chosen kinds since they were chosen."""
        return int(self._library.disk_counted())

    @property
    def failed(self) -> int:
        """Calls that failed since then."""
        return int(self._library.disk_failed())

    @property
    def failed_at(self) -> Path:
        """The path of the first call that failed."""
        return Path(os.fsdecode(self._library.disk_failed_path()))
