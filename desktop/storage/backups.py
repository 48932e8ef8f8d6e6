"""Backups: whole copies of the counter's file beside it, each verified before it counts, thinned as they age."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from filelock import FileLock, Timeout

from desktop.files import make_folder, remove_quietly, sync_file, sync_folder
from desktop.paths import DATABASE_NAME
from desktop.storage.backup_files import BACKUPS_NAME, Backup, free_name, list_copies
from desktop.storage.copying import copy_store
from desktop.storage.database import Database
from desktop.storage.errors import storage_errors
from desktop.storage.journal import Journal
from desktop.storage.notes import BackupNote, Why, note_path, write_note
from desktop.storage.schema import applied_names, find_pending
from desktop.storage.thinning import Kept, find_given_up
from forms.chain import find_faults
from forms.problems import Problem

LOCK_NAME = "backup.lock"


def back_up(
    folder: Path,
    *,
    now: datetime | None = None,
    key: bytes | None = None,
    why: Why = "asked",
    version: str = "",
    thin: bool = True,
    pause: float = 0,
) -> Backup:
    """Copy the counter's file into ``backups``, verify the copy to its end, write its note, give up what is too many.

    Opens its own connections, so it can run on any thread or in a process of its own while the store is in use; it
    sees what was committed when it began. Raises Problem 304 or 311 where the copy is not whole (earlier backups are
    then all kept), 801 while another is made. What verification finds in the register itself is in the note: such a
    backup is better than none, and pushes no good one out. Without ``thin`` none is given up: the clock is in doubt.
    """
    made_at = now or datetime.now().astimezone()
    backups = folder / BACKUPS_NAME
    with storage_errors(folder):
        make_folder(backups)
        lock = FileLock(folder / LOCK_NAME, timeout=0, thread_local=False)
        try:
            lock.acquire()
        except Timeout as error:
            raise Problem("801", folder=str(folder)) from error
        try:
            backup = _make(folder, backups, made_at, key, why, version, pause)
            if thin:
                give_up(backups, made_at)
        finally:
            lock.release()
    return backup


def _make(
    folder: Path, backups: Path, made_at: datetime, key: bytes | None, why: Why, version: str, pause: float
) -> Backup:
    path = free_name(backups, made_at)
    for leftover in backups.glob("*.part*"):
        leftover.unlink()
    unfinished = path.with_suffix(".part")
    try:
        copy_store(folder / DATABASE_NAME, unfinished, key, pause=pause)
        damage = find_damage(unfinished, key)
        if damage:
            raise Problem("311", folder=str(folder), detail=damage)
        sync_file(unfinished)
        note = describe(unfinished, key, made_at=made_at, why=why, version=version)
        unfinished.replace(path)
        sync_folder(backups)
        write_note(path, note)
        sync_folder(backups)
    finally:
        for leftover in backups.glob(f"{unfinished.name}*"):
            leftover.unlink()
    return next(backup for backup in list_copies(backups) if backup.path == path)


def describe(
    path: Path, key: bytes | None, *, made_at: datetime, why: Why = "asked", version: str = "", chain: bool = True
) -> BackupNote:
    """What a backup holds, read from the file itself. ``chain``: its whole journal is verified too.

    Raises Problem 312 where it is damaged, or of another key.
    """
    try:
        db = Database(path, read_only=True, key=key)
    except Problem as problem:
        raise Problem("312", file=path.name, detail=str(problem)) from problem
    try:
        migrations = applied_names(db)
        if migrations is None:
            raise Problem("312", file=path.name, detail="not a file of Kense")
        head, last = Journal(db).head(), Journal(db).last()
        counter = db.row("SELECT value FROM settings WHERE name = 'counter'")
        numbers = db.rows("SELECT register, year, last FROM numbers ORDER BY register, year")
        (drafts,) = db.rows("SELECT count(*) FROM drafts")[0]
        return BackupNote(
            counter=counter[0].decode("utf-8") if counter else "",
            made_at=made_at.isoformat(timespec="seconds"),
            events=head.sequence,
            last_hash=head.hash,
            last_event=last.event.at.wall if last else "",
            numbers={f"{register} {year}": count for register, year, count in numbers},
            drafts=drafts,
            size=path.stat().st_size,
            migrations=tuple(migrations),
            version=version,
            why=why,
            faults=_count_faults(db, migrations) if chain else 0,
        )
    finally:
        db.close()


def _count_faults(db: Database, migrations: Sequence[str]) -> int:
    if find_pending(migrations):
        # An older file has not every table that verification compares; its chain is what it is.
        return sum(1 for fault in find_faults(Journal(db).links(), _named_as_erased(db)))
    from desktop.storage.verification import verify  # not at the start of the program

    return len(verify(db).faults)


def _named_as_erased(db: Database) -> frozenset[int]:
    return frozenset(sequence for (sequence,) in db.rows("SELECT sequence FROM journal WHERE salt IS NULL"))


def give_up(place: Path, now: datetime) -> list[Path]:
    """Remove the backups of a folder that are too many at ``now``, with their notes; which they were."""
    there = {(one.made_at, one.place): one for one in list_copies(place)}
    kept = [
        Kept(made_at=one.made_at, place=one.place, good=one.note is not None and one.note.faults == 0)
        for one in there.values()
    ]
    removed = [there[one.made_at, one.place].path for one in find_given_up(kept, now)]
    remove_backups(removed)
    return removed


def remove_backups(paths: Sequence[Path]) -> None:
    """Remove backups with their notes. The note last: without its backup it says nothing wrong."""
    for path in paths:
        with storage_errors(path.parent):
            remove_quietly(path)
            remove_quietly(note_path(path))


def find_damage(path: Path, key: bytes | None = None, *, changed_since: bool = False) -> str | None:
    """What is wrong with a file, read to its end, or None: SQLite's own check, ours of the journal's end.

    ``changed_since``: only whether its bytes changed since it was verified. With a key every page carries a code that
    says so, and to read each once is enough; a million cases take a quarter of the time.
    """
    try:
        db = Database(path, read_only=True, key=key)
    except Problem as problem:
        return str(problem)
    try:
        if applied_names(db) is None:
            return "not a file of Kense"
        check = "quick_check" if changed_since and key is not None else "integrity_check"
        (first,) = db.rows(f"PRAGMA {check}(1)")[0]
        if first != "ok":
            return str(first)
        Journal(db).check_head()
    except Problem as problem:
        return str(problem)
    finally:
        db.close()
    return None
