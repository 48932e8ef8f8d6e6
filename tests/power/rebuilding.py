"""The disk as it may be after a power cut, rebuilt from what was recorded.

What was synced is there. Of what was not, every 512-byte sector is kept, lost or torn by chance, cuts and growth of a
file are kept or lost, and of the names made, changed and removed in each folder the later part is lost: a file system
keeps its names in order, and a rename between two folders is there in both or in neither.
"""

import random
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import NamedTuple

from tests.power.disk import Op

SECTOR = 512
Change = tuple[str, int, bytes]  # "write", offset, bytes; or "size", length, nothing


@dataclass
class Inode:
    """A file's bytes: what is certainly on the disk, and what was told to it since."""

    synced: bytearray = field(default_factory=bytearray)
    waiting: list[Change] = field(default_factory=list)

    def sync(self) -> None:
        for change in self.waiting:
            _apply(self.synced, change)
        self.waiting = []


class Naming(NamedTuple):
    """A change of names not yet certain; ``file`` is the inode that gets the name, None for a folder."""

    kind: str
    path: str
    target: str
    file: Inode | None
    folders: tuple[str, ...]  # the folders that must be synced for it, each


class Disk:
    """The disk under one folder, followed record by record."""

    def __init__(self, folder: str) -> None:
        self.folder = folder
        self.now: dict[str, Inode | None] = {folder: None}  # names as the program sees them; None is a folder
        self.synced: dict[str, Inode | None] = {folder: None}
        self.waiting: list[Naming] = []
        self._inodes: dict[int, Inode] = {}

    def follow(self, op: Op) -> None:
        """Take in one record."""
        if op.kind == "C":
            inode = self._inodes[op.inode] = Inode()
            self._name(Naming("C", op.path, "", inode, (_parent(op.path),)))
        elif op.kind == "W":
            self._inodes[op.inode].waiting.append(("write", op.offset, op.data))
        elif op.kind == "T":
            self._inodes[op.inode].waiting.append(("size", op.length, b""))
        elif op.kind == "S":
            self._inodes[op.inode].sync()
        elif op.kind == "D":
            self._sync_folder(op.path)
        elif op.kind == "R":
            self._name(Naming("R", op.path, op.target, None, (_parent(op.path), _parent(op.target))))
        elif op.kind in "UXM":
            self._name(Naming(op.kind, op.path, "", None, (_parent(op.path),)))
        elif op.kind != "K":
            raise ValueError(op.kind)

    def _name(self, naming: Naming) -> None:
        if naming.kind == "R":
            naming = naming._replace(file=self.now[naming.path])
        self.waiting.append(naming)
        _rename(self.now, naming)

    def _sync_folder(self, folder: str) -> None:
        certain: list[Naming] = []
        left: list[Naming] = []
        moved: set[str] = set()
        for naming in reversed(self.waiting):
            # A rename between two folders is one change: it is certain once either folder is, and what made the name
            # it took is certain with it.
            if folder in naming.folders or moved & {naming.path, naming.target}:
                certain.append(naming)
                if naming.kind == "R":
                    moved.add(naming.path)
            else:
                left.append(naming)
        for naming in reversed(certain):
            _rename(self.synced, naming)
        self.waiting = left[::-1]

    def contents(self) -> dict[str, bytes]:
        """Every file as the program sees it now."""
        found = {}
        for path, inode in self.now.items():
            if inode is not None:
                whole = bytearray(inode.synced)
                for change in inode.waiting:
                    _apply(whole, change)
                found[path] = bytes(whole)
        return found

    def cut_power(self, chance: random.Random) -> tuple[set[str], dict[str, bytes]]:
        """The folders and files that may be there after a cut at this moment."""
        names = dict(self.synced)
        for naming in self._kept_names(chance):
            _rename(names, naming)
        # Names in a folder that is not there are lost with it.
        alive = {path for path in names if all(str(above) in names for above in _above(path, self.folder))}
        # How careful the disk was with this cut: from all lost to all kept.
        keeps = chance.choice((0.0, 0.1, 0.5, 0.9, 1.0))
        files = {path: _survive(inode, keeps, chance) for path, inode in names.items() if inode and path in alive}
        return {path for path in alive if names[path] is None}, files

    def _kept_names(self, chance: random.Random) -> list[Naming]:
        """Of each folder the first so many, by chance; a rename between folders takes both along."""
        folders = sorted({folder for naming in self.waiting for folder in naming.folders})
        ends = {folder: chance.randrange(len(self.waiting) + 1) for folder in folders}
        kept: list[Naming] = []
        for place, naming in enumerate(self.waiting):
            if all(place < ends[folder] for folder in naming.folders):
                kept.append(naming)
            else:
                for folder in naming.folders:
                    ends[folder] = min(ends[folder], place)
        return kept


def _parent(path: str) -> str:
    return str(PurePosixPath(path).parent)


def _above(path: str, top: str) -> list[PurePosixPath]:
    return [above for above in PurePosixPath(path).parents if str(above).startswith(top)]


def _rename(names: dict[str, Inode | None], naming: Naming) -> None:
    if naming.kind == "C":
        names[naming.path] = naming.file
    elif naming.kind == "M":
        names[naming.path] = None
    elif naming.kind in "UX":
        names.pop(naming.path, None)
    else:
        below = [path for path in names if path == naming.path or path.startswith(f"{naming.path}/")]
        moved = {naming.target + path[len(naming.path) :]: names.pop(path) for path in below}
        names.update(moved or {naming.target: naming.file})


def _apply(content: bytearray, change: Change) -> None:
    kind, place, data = change
    if kind == "size":
        if place < len(content):
            del content[place:]
        else:
            content.extend(bytes(place - len(content)))
        return
    if place > len(content):
        content.extend(bytes(place - len(content)))
    content[place : place + len(data)] = data


def _survive(inode: Inode, keeps: float, chance: random.Random) -> bytes:
    content = bytearray(inode.synced)
    for kind, place, data in inode.waiting:
        if kind == "size":
            if chance.random() < keeps:
                _apply(content, (kind, place, data))
            continue
        for start in range(0, len(data), SECTOR):
            lot = chance.random()
            piece = data[start : start + SECTOR]
            if lot < keeps:
                _apply(content, ("write", place + start, piece))
            elif lot < keeps + 0.05 and len(piece) > 1:
                _apply(content, ("write", place + start, piece[: chance.randrange(1, len(piece))]))
    return bytes(content)


def place_on_disk(folders: set[str], files: dict[str, bytes], top: str, target: Path) -> None:
    """Put a rebuilt disk into ``target``."""
    for folder in sorted(folders):
        (target / PurePosixPath(folder).relative_to(top)).mkdir(parents=True, exist_ok=True)
    for path, content in files.items():
        (target / PurePosixPath(path).relative_to(top)).write_bytes(content)
