"""Editions and calendars the centre published, as files of the data folder: what commands, practice and the next start
read. The store holds the same, signed; what is missing here is written again from there.

The law's texts are public, so these files lie in the clear in a protected folder too.
"""

import hashlib
from pathlib import Path

from desktop.files import remove_quietly, sync_folder, write_whole
from desktop.paths import CALENDARS, EDITIONS
from desktop.storage.errors import storage_errors
from desktop.storage.store import Store
from desktop.storage.updates import KeptUpdate
from forms.calendar_files import read_year
from forms.exchange import Update
from forms.problems import Problem
from forms.reading import FORMER
from forms.signed import read_signed


def content_of(store: Store, number: int) -> Update:
    """What an update said; its signature was checked when it came. Raises Problem 830 where it is no longer kept."""
    return read_signed(store.updates.document(number), Update, None)


def edition_file(folder: Path, number: int, label: str, *, replaced: bool = False) -> Path:
    """Where an edition lies: the names are in the order they were published."""
    # A label is an office's words: what it may hold is not what a file's name may.
    name = "".join(letter if letter.isascii() and letter.isalnum() else "-" for letter in label)
    place = folder / EDITIONS / FORMER if replaced else folder / EDITIONS
    return place / f"{number:06}-{name}.toml"


def calendar_file(folder: Path, year: str) -> Path:
    """Where a year of the calendar lies."""
    return folder / CALENDARS / f"{year}.toml"


def put_edition(folder: Path, number: int, label: str, content: str) -> None:
    """Write an edition beside the shipped ones. Raises Problem 301–307."""
    with storage_errors(folder):
        write_whole(edition_file(folder, number, label), content.encode())


def put_calendar(folder: Path, year: str, content: str) -> None:
    """Write a year of the calendar. Raises Problem 301–307."""
    with storage_errors(folder):
        write_whole(calendar_file(folder, year), content.encode())


def set_aside(folder: Path, number: int, label: str) -> None:
    """An edition is replaced: its cases still need it, no new one does. Raises Problem 301–307."""
    path, place = edition_file(folder, number, label), edition_file(folder, number, label, replaced=True)
    with storage_errors(folder):
        if path.exists():
            write_whole(place, path.read_bytes())
            remove_quietly(path)
            sync_folder(path.parent)


def lay_out(store: Store) -> None:
    """Write again what of the store's editions and calendars is missing or damaged: after a restore on another machine,
    or a power cut between two files. Raises Problem 301–307.
    """
    for kept in store.updates.taken("edition"):
        _lay_out_edition(store, kept)
    years = {kept.name: kept for kept in store.updates.taken("calendar")}
    for kept in years.values():
        path = calendar_file(store.folder, kept.name)
        if not _is_a_year(path):
            put_calendar(store.folder, kept.name, content_of(store, kept.number).content)


def lend(folder: Path, beside: Path) -> None:
    """The practice works under the editions and calendars of the counter it lies in. Raises Problem 301–307."""
    with storage_errors(beside):
        for place in (Path(EDITIONS), Path(EDITIONS) / FORMER, Path(CALENDARS)):
            lent = {path.name for path in (folder / place).glob("*.toml")}
            for path in (beside / place).glob("*.toml"):
                if path.name not in lent:
                    path.unlink()
            for name in sorted(lent):
                content = (folder / place / name).read_bytes()
                there = beside / place / name
                if not there.exists() or there.read_bytes() != content:
                    write_whole(there, content)


def _lay_out_edition(store: Store, kept: KeptUpdate) -> None:
    path = edition_file(store.folder, kept.number, kept.name, replaced=kept.replaced)
    if not path.is_file() or hashlib.sha256(path.read_bytes()).hexdigest() != kept.sha256:
        with storage_errors(store.folder):
            write_whole(path, content_of(store, kept.number).content.encode())
    if kept.replaced:
        with storage_errors(store.folder):
            remove_quietly(edition_file(store.folder, kept.number, kept.name))


def _is_a_year(path: Path) -> bool:
    try:
        read_year(path)
    except Problem:
        return False
    return True
