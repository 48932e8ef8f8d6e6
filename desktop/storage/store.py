"""The counter's store: opened once, used on one thread, closed at the end."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

from filelock import FileLock, Timeout
from sqlcipher3 import dbapi2

from desktop.files import make_folder, sync_folder
from desktop.paths import DATABASE_NAME
from desktop.protection.data_key import is_protected
from desktop.storage import projections
from desktop.storage.amendments import Amendments
from desktop.storage.aside import finish_restore, put_aside
from desktop.storage.attachments import Attachments
from desktop.storage.backup_files import list_backups
from desktop.storage.cases import Cases
from desktop.storage.clock import ClockKept
from desktop.storage.complaints import Complaints
from desktop.storage.database import Database, open_for_reading
from desktop.storage.days import Days
from desktop.storage.drafts import Drafts, KeptDraft
from desktop.storage.errors import storage_errors
from desktop.storage.exchange import Exchange
from desktop.storage.figures import FigureRows
from desktop.storage.journal import Entry, Journal, Recorded
from desktop.storage.migrations import MIGRATIONS, Migration
from desktop.storage.numbering import give_number
from desktop.storage.operators import Operators
from desktop.storage.printed import Printed
from desktop.storage.proceedings import Proceedings
from desktop.storage.refusals import Deliveries, Refusals
from desktop.storage.register import Register
from desktop.storage.rosters import Rosters
from desktop.storage.schema import applied_names, apply_migrations, find_pending, find_unknown
from desktop.storage.settings import Settings
from desktop.storage.updates import Updates
from desktop.storage.updating import update
from desktop.storage.visits import Visits
from desktop.storage.witness import check_witness, keep_witness
from forms.problems import Problem

LOCK_NAME = "kense.lock"


class Act:
    """One act of an operator while it is being recorded: all of it is kept, or nothing."""

    def __init__(self, store: "Store") -> None:
        self._store = store

    def give_number(self, *, register: str, year: int, counter: str) -> str:
        """The next number of a register; taken back if the act fails."""
        return give_number(self._store.db, register=register, year=year, counter=counter)

    def append(self, *entries: Entry) -> list[Recorded]:
        """Record events and fold them into the projections."""
        return self._store.journal.append(entries)

    def save_draft(self, draft: KeptDraft) -> None:
        """Keep a draft with the act."""
        self._store.drafts.save(draft)

    def drop_draft(self, case: str) -> None:
        """Remove a case's draft with the act."""
        self._store.drafts.drop(case)


class Store:
    """Everything a counter keeps. All calls on the thread that opened it; each returns when its work is durable."""

    def __init__(self, db: Database, lock: FileLock | None = None) -> None:
        self.db = db
        self._lock = lock
        self.journal = Journal(db)
        self.cases = Cases(db)
        self.drafts = Drafts(db)
        self.printed = Printed(db)
        self.attachments = Attachments(db)
        self.amendments = Amendments(db)
        self.settings = Settings(db)
        self.operators = Operators(db)
        self.visits = Visits(db)
        self.days = Days(db)
        self.clock = ClockKept(db)
        self.figures = FigureRows(db)
        self.register = Register(db)
        self.proceedings = Proceedings(db)
        self.complaints = Complaints(db)
        self.exchange = Exchange(db)
        self.refusals = Refusals(db)
        self.deliveries = Deliveries(db)
        self.updates = Updates(db)
        self.rosters = Rosters(db)

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self.db.folder

    @property
    def key(self) -> bytes | None:
        """The raw key of a protected store, None in the clear. It is never written anywhere."""
        return self.db.key

    @property
    def read_only(self) -> bool:
        """Whether nothing can be recorded."""
        return self.db.read_only

    @contextmanager
    def act(self) -> Iterator[Act]:
        """One act: ``with store.act() as act`` commits durably at its end, or keeps nothing.

        The store's own parts (``printed.keep``, ``settings.keep``) join an act that is open.
        """
        with self.db.transaction():
            yield Act(self)

    def rebuild(self) -> list[str]:
        """Draw the projections anew; the names of tables that differed from what the journal says."""
        return projections.rebuild(self.db)

    def close(self) -> None:
        """Close the file and let another instance open it."""
        try:
            if self._lock is not None and self._lock.is_locked:
                keep_witness(self.db)
            self.db.close()
        finally:
            if self._lock is not None:
                self._lock.release()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


def open_store(
    folder: Path,
    *,
    read_only: bool = False,
    must_exist: bool = False,
    key: bytes | None = None,
    migrations: Sequence[Migration] = MIGRATIONS,
) -> Store:
    """The store in ``folder``, made where there is none, brought up to this version where it is older.

    Raises Problem 301–310 where the environment does not allow it and 500 where the journal's end is lost. An older
    file is backed up before it is changed. ``key`` is the raw key of a protected file. ``read_only`` opens what is
    there and can be done while another has it.
    """
    with storage_errors(folder):
        if (read_only or must_exist) and not (folder / DATABASE_NAME).exists():
            raise Problem("314", file=DATABASE_NAME, folder=str(folder))
        return _open_for_reading(folder, key) if read_only else _open(folder, migrations, key)


def _open(folder: Path, migrations: Sequence[Migration], key: bytes | None) -> Store:
    lock = take_lock(folder)
    try:
        path = folder / DATABASE_NAME
        finish_restore(folder, datetime.now().astimezone())
        if not path.exists():
            _make(path, migrations, key)
        elif path.stat().st_size == 0:
            # A new file gets its name only when it is whole, so an empty one was emptied.
            raise Problem("304", file=DATABASE_NAME, folder=str(folder), detail="the file is empty")
        db = Database(path, key=key)
        try:
            _bring_up_to_date(db, migrations)
            _check_tables(db)
            store = Store(db, lock)
            store.journal.check_head()
            check_witness(db)
            keep_witness(db)
        except BaseException:
            db.close()
            raise
    except BaseException:
        lock.release()
        raise
    return store


def take_lock(folder: Path) -> FileLock:
    """The right to be the one instance on this folder, until released. Raises Problem 309 where another has it."""
    lock = FileLock(folder / LOCK_NAME, timeout=0, thread_local=False)
    with storage_errors(folder):
        make_folder(folder)
        try:
            lock.acquire()
        except Timeout as error:
            raise Problem("309", folder=str(folder)) from error
    return lock


def _make(path: Path, migrations: Sequence[Migration], key: bytes | None) -> None:
    """A new file: made whole under another name first, so that a crash leaves none or all of it."""
    if key is None and is_protected(path.parent):
        raise Problem("703", folder=str(path.parent))  # a new file in the clear would stand in a protected one's place
    if list_backups(path.parent):
        raise Problem("310", file=path.name, folder=str(path.parent))
    # A log without its file belongs to no other: beside a new file it would be taken for the new one's.
    put_aside(path.parent, datetime.now().astimezone())
    unfinished = path.with_name(f"{path.name}.new")
    for leftover in path.parent.glob(f"{unfinished.name}*"):
        leftover.unlink()
    db = Database(unfinished, create=True, key=key)
    try:
        apply_migrations(db, migrations)
        projections.redraw(db)
    finally:
        db.close()
    unfinished.replace(path)
    sync_folder(path.parent)


def _bring_up_to_date(db: Database, migrations: Sequence[Migration]) -> None:
    applied = _require_ours(db, migrations)
    if find_pending(applied, migrations):
        update(db, migrations)
    elif not projections.is_current(db):
        projections.redraw(db)


def _require_ours(db: Database, migrations: Sequence[Migration]) -> list[str]:
    applied = applied_names(db)
    if applied is None:
        raise Problem("305", file=db.path.name, folder=str(db.folder))
    unknown = find_unknown(applied, migrations)
    if unknown:
        raise Problem("308", file=db.path.name, folder=str(db.folder), found=unknown[0])
    return applied


def _check_tables(db: Database) -> None:
    """Read one row of each table the day begins with: damage there is told at opening, not at the first act."""
    kept = ("journal", "head", "numbers", "drafts", "settings", "printed", "attachments")
    for table in (*kept, "cases", "visits", "days", "doubts", "clock", "operators"):
        try:
            db.rows(f"SELECT * FROM {table} LIMIT 1")
        except dbapi2.OperationalError as error:
            # Our migrations are recorded and a table of theirs is not there.
            raise Problem("304", file=db.path.name, folder=str(db.folder), detail=str(error)) from error


def _open_for_reading(folder: Path, key: bytes | None) -> Store:
    path = folder / DATABASE_NAME
    db = open_for_reading(path, key)
    try:
        _require_ours(db, MIGRATIONS)
        if not projections.is_current(db):
            projections.draw_beside(db)
    except BaseException:
        db.close()
        raise
    return Store(db)
