"""When the counter's file is damaged: a backup takes its place, with what can still be read of the damaged one.

The damaged file is put aside, never deleted.
"""

import hashlib
import shutil
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from desktop.storage import projections
from desktop.storage.aside import RESTORED_NAME, finish_restore
from desktop.storage.backups import Backup, back_up, find_damage, is_backup_due, list_backups
from desktop.storage.database import Database, Row
from desktop.storage.errors import DATABASE_NAME, FAILURES, storage_errors
from desktop.storage.files import sync_file, sync_folder
from desktop.storage.journal import Journal, forget
from desktop.storage.numbering import keep_at_least, split_number
from desktop.storage.schema import apply_migrations
from desktop.storage.settings import RESTORED_FROM, Settings
from desktop.storage.store import Store, open_store, take_lock
from forms.chain import Link, find_faults
from forms.events import CaseDecided, ParticularsErased, read_event, read_particulars
from forms.problems import Problem

__all__ = ["Backup", "Restored", "back_up", "is_backup_due", "list_backups", "open_read_only", "restore"]

Result = TypeVar("Result")


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What a restore did. The next event opens a new segment: see ``Settings.restored_from``."""

    put_aside: Path | None  # where the damaged file lies now
    events_brought: int  # events after the backup, read from the damaged file and verified
    drafts_brought: int
    papers_brought: int
    numbers_known: bool  # False: a number given after the backup may be on a paper and not known here


def open_read_only(folder: Path, key: bytes | None = None) -> Store:
    """What is there, to look at and to print again; nothing can be recorded."""
    return open_store(folder, read_only=True, key=key)


def restore(folder: Path, backup: Path | None, *, now: datetime | None = None, key: bytes | None = None) -> Restored:
    """Put a backup, or with None an empty file, in the place of the counter's file.

    Events of the damaged file after the backup, its drafts, papers and numbers are brought over as far as they can
    be read and the chain verifies. Raises Problem 309 while another instance is open, 312 where the backup itself is
    damaged, 301–307 where the disk does not allow it; the counter's file is then where it was.
    """
    moment = now or datetime.now().astimezone()
    lock = take_lock(folder)
    fresh = folder / f"{DATABASE_NAME}.new"
    try:
        with storage_errors(folder):
            finish_restore(folder, moment)
            _clear(fresh)
            if backup is not None:
                if find_damage(backup, key):
                    raise Problem("312", file=backup.name)
                shutil.copyfile(backup, fresh)
            try:
                restored = _fill(fresh, folder / DATABASE_NAME, "" if backup is None else backup.name, key)
                sync_file(fresh)
                fresh.replace(folder / RESTORED_NAME)
                sync_folder(folder)
            finally:
                _clear(fresh)
            aside = finish_restore(folder, moment)
    finally:
        lock.release()
    return msgspec.structs.replace(restored, put_aside=aside)


def _clear(fresh: Path) -> None:
    for leftover in fresh.parent.glob(f"{fresh.name}*"):
        leftover.unlink()


def _fill(fresh: Path, damaged: Path, backup_name: str, key: bytes | None) -> Restored:
    db = Database(fresh, create=True, key=key)
    try:
        apply_migrations(db)
        projections.redraw(db)
        events = drafts = papers = 0
        numbers_known = False
        source = _try(lambda: Database(damaged, read_only=True, key=key)) if damaged.exists() else None
        if source is not None:
            try:
                events = _bring_events(source, db)
                drafts = _bring_drafts(source, db)
                papers = _bring_papers(source, db)
                numbers_known = _bring_numbers(source, db)
                _bring_settings(source, db)
            finally:
                source.close()
        Settings(db).keep_text(RESTORED_FROM, backup_name)
    finally:
        db.close()
    return Restored(
        put_aside=None,
        events_brought=events,
        drafts_brought=drafts,
        papers_brought=papers,
        numbers_known=numbers_known,
    )


def _try(read: Callable[[], Result]) -> Result | None:
    """What was read, or None where the damaged file does not give it."""
    try:
        return read()
    except (Problem, *FAILURES):
        return None


def _bring_events(source: Database, db: Database) -> int:
    """Append the events after the backup's last, as long as each verifies against the one before."""
    head = Journal(db).head()
    sequence, previous = head.sequence, head.hash
    links = Journal(source).links(since=sequence + 1)
    with db.transaction():
        while link := _try(lambda: next(links, None)):
            if (link.sequence, link.previous) != (sequence + 1, previous) or not _verifies(link):
                break
            _bring_event(link, db)
            sequence, previous = link.sequence, link.hash
        if sequence > head.sequence:
            db.run("UPDATE head SET sequence = ?, hash = ?", (sequence, previous))
    return sequence - head.sequence


def _verifies(link: Link) -> bool:
    """Whether a row verifies by itself; its place was compared before."""
    erased = frozenset({link.sequence})
    return all(fault.kind in ("gap", "broken_link") for fault in find_faults([link], erased))


def _bring_event(link: Link, db: Database) -> None:
    db.run(
        "INSERT INTO journal (sequence, previous, hash, event, salt, particulars) VALUES (?, ?, ?, ?, ?, ?)",
        (link.sequence, link.previous, link.hash, link.event, link.salt, link.particulars),
    )
    event = read_event(link.event)
    projections.apply(db, event, None if link.particulars is None else read_particulars(link.particulars, event.act))
    act = event.act
    if isinstance(act, CaseDecided):
        split = split_number(act.number)
        if split is not None:
            keep_at_least(db, register=act.register, year=split[0], last=split[1])
    elif isinstance(act, ParticularsErased):
        # The backup may be older than the erasure.
        forget(db, act.sequences)


def _bring_drafts(source: Database, db: Database) -> int:
    """Take the damaged file's drafts; they replace the backup's where all of them can be read."""
    found, whole = _read_each(source, "SELECT * FROM drafts ORDER BY rowid")
    with db.transaction():
        if whole:
            db.run("DELETE FROM drafts")
        for row in found:
            db.run(f"INSERT OR REPLACE INTO drafts VALUES ({_marks(row)})", row)
    return len(found)


def _bring_papers(source: Database, db: Database) -> int:
    """Take every paper that can be read and has its checksum; the row numbers are the file's own."""
    columns = "case_id, number, paper, copy_number, language, format, sha256, printed_at, bytes"
    ids, _ = _read_each(source, "SELECT id FROM printed ORDER BY id")
    brought = 0
    with db.transaction():
        for paper_id in ids:
            row = _try(partial(source.row, f"SELECT {columns} FROM printed WHERE id = ?", paper_id))
            if row is None or (row[-1] is not None and hashlib.sha256(row[-1]).hexdigest() != row[6]):
                continue
            brought += db.run(f"INSERT INTO printed ({columns}) VALUES ({_marks(row)}) ON CONFLICT DO NOTHING", row)
    return brought


def _bring_numbers(source: Database, db: Database) -> bool:
    """Never give again what the damaged file says was given; False where it does not say."""
    found, whole = _read_each(source, "SELECT register, year, last FROM numbers")
    for register, year, last in found:
        keep_at_least(db, register=register, year=year, last=last)
    return whole


def _bring_settings(source: Database, db: Database) -> None:
    found, _ = _read_each(source, "SELECT name, value FROM settings")
    with db.transaction():
        for row in found:
            db.run("INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", row)


def _read_each(source: Database, sql: str) -> tuple[list[Row], bool]:
    """Rows until the damage, and whether there was none."""
    found: list[Row] = []
    try:
        found.extend(source.stream(sql))
    except (Problem, *FAILURES):
        return found, False
    return found, True


def _marks(row: Row) -> str:
    return ", ".join("?" * len(row))
