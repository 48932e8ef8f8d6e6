"""A backup takes the place of the counter's file: of a damaged one, of one to go back from, or where there is none.

The file that was there is put aside, never deleted. What can be read of it is brought over, unless it is to be left.
"""

import hashlib
import shutil
from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import TypeVar

import msgspec

from desktop.files import sync_file, sync_folder
from desktop.paths import DATABASE_NAME
from desktop.storage import projections
from desktop.storage.aside import RESTORED_NAME, finish_restore
from desktop.storage.backups import find_damage
from desktop.storage.database import Database, Row, open_for_reading
from desktop.storage.errors import FAILURES, storage_errors
from desktop.storage.journal import Journal, forget
from desktop.storage.notes import read_note
from desktop.storage.numbering import keep_at_least, number_given, split_number
from desktop.storage.schema import applied_names, apply_migrations, find_pending
from desktop.storage.settings import COUNTER, COUNTER_KEY, PIN, RESTORED_FROM, Settings
from desktop.storage.store import Store, open_store, take_lock
from forms.chain import Link, find_faults
from forms.events import ParticularsErased, read_event, read_particulars
from forms.keeping_acts import RestoreWhy
from forms.problems import Problem

Result = TypeVar("Result")


RESTORED = "restored"  # the setting that tells of a restore until the next segment's first event does


class Restored(msgspec.Struct, frozen=True, kw_only=True):
    """What a restore did. The next event opens a new segment: see ``Settings.restored_from``."""

    put_aside: Path | None  # where the file that was there lies now
    events_brought: int  # events after the backup, read from the file that was there and verified
    drafts_brought: int
    papers_brought: int
    numbers_known: bool  # False: a number given after the backup may be on a paper and not known here
    events_left: int = 0  # recorded after the backup and deliberately left aside


class RestoreWish(msgspec.Struct, frozen=True, kw_only=True):
    """Why a backup is put in place, and how: kept with the file until it is journalled.

    ``bring``: what was recorded after the backup is brought over. ``numbers`` are the last numbers known to be given,
    by register and year (“reception 2026”), beside those the file that was there knows.
    """

    why: RestoreWhy = "damaged"
    operator: str = ""
    reason: str = ""
    bring: bool = True
    numbers: Mapping[str, int] = {}


class RestoreTold(msgspec.Struct, frozen=True, kw_only=True):
    """What the new segment's first events tell of the restore."""

    wish: RestoreWish
    events: int  # the backup's
    brought: int
    left: int
    numbers: dict[str, int]  # the last number that counts as given, of each register and year


def open_read_only(folder: Path, key: bytes | None = None) -> Store:
    """What is there, to look at and to print again; nothing can be recorded."""
    return open_store(folder, read_only=True, key=key)


def read_told(settings: Settings) -> RestoreTold | None:
    """What is still to be journalled of a restore, or None."""
    told = settings.value(RESTORED)
    return None if told is None else msgspec.json.decode(told, type=RestoreTold)


def restore(
    folder: Path,
    backup: Path | None,
    *,
    now: datetime | None = None,
    key: bytes | None = None,
    wish: RestoreWish = RestoreWish(),  # noqa: B008 - frozen
) -> Restored:
    """Put a backup, or with None an empty file, in the place of the counter's file.

    Events of the file that was there after the backup, its drafts and papers are brought over as far as they can be
    read and the chain verifies, unless the wish is to leave them; its numbers are never given again. Raises Problem
    309 while another instance is open, 312 where the backup itself is damaged, 301–307 where the disk does not allow
    it; the counter's file is then where it was.
    """
    moment = now or datetime.now().astimezone()
    lock = take_lock(folder)
    fresh = folder / f"{DATABASE_NAME}.new"
    try:
        with storage_errors(folder):
            finish_restore(folder, moment)
            _clear(fresh)
            if backup is not None:
                if find_damage(backup, key, changed_since=read_note(backup) is not None):
                    raise Problem("312", file=backup.name)
                shutil.copyfile(backup, fresh)
            try:
                restored = _fill(fresh, folder / DATABASE_NAME, "" if backup is None else backup.name, key, wish)
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


def _fill(fresh: Path, there: Path, backup_name: str, key: bytes | None, wish: RestoreWish) -> Restored:
    db = Database(fresh, create=True, key=key)
    try:
        _bring_up_to_date(db)
        before = Journal(db).head().sequence
        restored = Restored(
            put_aside=None, events_brought=0, drafts_brought=0, papers_brought=0, numbers_known=bool(wish.numbers)
        )
        # A PIN changed or given up after the backup must not unlock again: the file's own are brought, or none.
        db.run("DELETE FROM settings WHERE substr(name, 1, ?) = ?", (len(PIN), PIN))
        # A disk that only fails to make the shared memory must not pass for damage: the last events would be left.
        source = _try(lambda: open_for_reading(there, key)) if there.exists() else None
        if source is not None:
            try:
                restored = _bring(source, db, wish)
            finally:
                source.close()
        for name, last in wish.numbers.items():
            register, _, year = name.rpartition(" ")
            keep_at_least(db, register=register, year=int(year), last=last)
        settings = Settings(db)
        settings.keep_text(RESTORED_FROM, backup_name)
        numbers = db.rows("SELECT register, year, last FROM numbers ORDER BY register, year")
        told = RestoreTold(
            wish=wish,
            events=before,
            brought=restored.events_brought,
            left=restored.events_left,
            numbers={f"{register} {year}": last for register, year, last in numbers},
        )
        settings.keep(RESTORED, msgspec.json.encode(told))
    finally:
        db.close()
    return restored


def _bring_up_to_date(db: Database) -> None:
    """A backup of this version brings its projections: drawing a million cases anew would take minutes."""
    applied = applied_names(db)
    if applied is None or find_pending(applied) or not projections.is_current(db):
        apply_migrations(db)
        projections.redraw(db)


def _bring(source: Database, db: Database, wish: RestoreWish) -> Restored:
    before, ended = Journal(db).head().sequence, _try(Journal(source).head)
    # Who signs in with which PIN is of now, whatever the register goes back to.
    _bring_settings(source, db, prefer=wish.why != "damaged")
    if ended is not None and ended.sequence >= before:
        _bring_rosters(source, db)
    if not wish.bring:
        left = 0 if ended is None else max(0, ended.sequence - before)
        known = _bring_numbers(source, db)
        return Restored(
            put_aside=None, events_brought=0, drafts_brought=0, papers_brought=0, numbers_known=known, events_left=left
        )
    events = _bring_events(source, db)
    # The file that was there may be an older one put in the place of the counter's: its open cases are over.
    drafts = _bring_drafts(source, db, before) if ended is None or ended.sequence >= before else 0
    papers = _bring_papers(source, db)
    _bring_attachments(source, db)
    known = _bring_numbers(source, db)
    return Restored(
        put_aside=None, events_brought=events, drafts_brought=drafts, papers_brought=papers, numbers_known=known
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
    given = number_given(event.act)
    split = None if given is None else split_number(given[1])
    if given is not None and split is not None:
        keep_at_least(db, register=given[0], year=split[0], last=split[1])
    elif isinstance(event.act, ParticularsErased):
        # The backup may be older than the erasure.
        forget(db, event.act.sequences)


def _bring_drafts(source: Database, db: Database, before: int) -> int:
    """Take the damaged file's drafts; they replace the backup's where all of them can be read.

    Else those of the backup stay, but of cases that events after ``before`` decided and ended: they would be decided
    again, under a second number.
    """
    found, whole = _read_each(source, "SELECT * FROM drafts ORDER BY rowid")
    with db.transaction():
        if whole:
            db.run("DELETE FROM drafts")
        else:
            db.run(
                "DELETE FROM drafts WHERE case_id IN (SELECT case_id FROM cases WHERE decided_sequence > ?) "
                "AND case_id NOT IN (SELECT visit_id FROM visits WHERE state <> 'ended')",
                (before,),
            )
        for row in found:
            db.run(f"INSERT OR REPLACE INTO drafts VALUES ({_marks(row)})", row)
    return len(found)


def _bring_papers(source: Database, db: Database) -> int:
    """Take every paper not there yet that can be read and has its checksum; the row numbers are the file's own."""
    columns = "case_id, number, paper, copy_number, language, format, sha256, printed_at, bytes"
    ids, _ = _read_each(source, "SELECT id FROM printed ORDER BY id")
    # Which copy a row is stands in the index too, and to look there reads none of the bytes.
    copies = "SELECT id, case_id, paper, copy_number FROM printed INDEXED BY sqlite_autoindex_printed_1"
    named, _ = _read_each(source, copies)
    kept = "SELECT 1 FROM printed WHERE case_id = ? AND paper = ? AND copy_number = ?"
    there = {paper_id for paper_id, *copy in named if db.row(kept, copy) is not None}
    brought = 0
    with db.transaction():
        for (paper_id,) in ids:
            if paper_id in there:
                continue
            row = _try(partial(source.row, f"SELECT {columns} FROM printed WHERE id = ?", (paper_id,)))
            if row is None or (row[-1] is not None and hashlib.sha256(row[-1]).hexdigest() != row[6]):
                continue
            brought += db.run(f"INSERT INTO printed ({columns}) VALUES ({_marks(row)}) ON CONFLICT DO NOTHING", row)
    return brought


def _bring_attachments(source: Database, db: Database) -> None:
    """Take the files kept beside the events that were brought, as far as each has its checksum."""
    columns = "sequence, place, name, media_type, sha256, bytes"
    ids, _ = _read_each(source, "SELECT id FROM attachments ORDER BY id")
    with db.transaction():
        for row_id in ids:
            row = _try(partial(source.row, f"SELECT {columns} FROM attachments WHERE id = ?", row_id))
            if row is None or (row[-1] is not None and hashlib.sha256(row[-1]).hexdigest() != row[4]):
                continue
            if db.row("SELECT 1 FROM journal WHERE sequence = ?", (row[0],)) is not None:
                db.run(f"INSERT INTO attachments ({columns}) VALUES ({_marks(row)}) ON CONFLICT DO NOTHING", row)


def _bring_numbers(source: Database, db: Database) -> bool:
    """Never give again what the damaged file says was given; False where it does not say."""
    found, whole = _read_each(source, "SELECT register, year, last FROM numbers")
    for register, year, last in found:
        keep_at_least(db, register=register, year=year, last=last)
    return whole


def _bring_settings(source: Database, db: Database, *, prefer: bool) -> None:
    """Take what the backup does not know; with ``prefer`` what it knows differently too, but who we are."""
    found, _ = _read_each(source, "SELECT name, value FROM settings")
    with db.transaction():
        for name, value in found:
            ours = name in (COUNTER, COUNTER_KEY)
            clash = "UPDATE SET value = excluded.value" if prefer and not ours else "NOTHING"
            db.run(f"INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT (name) DO {clash}", (name, value))


def _bring_rosters(source: Database, db: Database) -> None:
    """Which files' rosters are in use is of now: one taken out of use names nobody again, one taken since is there.

    Those of the centre are asked for again by their updates. Where they cannot all be read, the backup's stay.
    """
    columns = "name, source, number, taken_at, rows, refused, sha256"
    people = "iin, name, position, workplace, category, birth_date"
    listed = f"SELECT id, {columns} FROM rosters WHERE source = 'file' ORDER BY id"
    found, whole = _read_each(source, listed)
    if not whole:
        return
    now = {tuple(told): identifier for identifier, *told in found}
    with db.transaction():
        kept = {tuple(told): identifier for identifier, *told in db.rows(listed)}
        for identifier in (kept[told] for told in kept.keys() - now.keys()):
            db.run("DELETE FROM roster WHERE roster = ?", (identifier,))
            db.run("DELETE FROM rosters WHERE id = ?", (identifier,))
        for told in (told for told in now if told not in kept):
            named, all_named = _read_each(source, f"SELECT {people} FROM roster WHERE roster = {now[told]:d}")
            if all_named:
                db.run(f"INSERT INTO rosters ({columns}) VALUES ({_marks(told)})", told)
                ((own,),) = db.rows("SELECT last_insert_rowid()")
                db.run_many(
                    f"INSERT INTO roster (roster, {people}) VALUES (?, ?, ?, ?, ?, ?, ?)",
                    ((own, *row) for row in named),
                )


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
