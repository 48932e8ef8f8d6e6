"""A store in the clear becomes a protected one: the counter's file, its backups, what was put aside, printed papers.

Each file is encrypted under another name, read back whole, and only then takes the place of the one in the clear, which
is overwritten and removed. Wherever it is cut off, either file is there under a name that tells which it is, and doing
it again goes on. ``kense.keys`` is written before and says that it is going on (docs/protection.md).
"""

import contextlib
import os
from collections.abc import Iterator
from pathlib import Path

from desktop.files import remove_quietly, sync_folder
from desktop.paths import DATABASE_NAME, PRACTICE_NAME, PROFILE_NAME
from desktop.protection.data_key import BACKUPS_NAME, SEALED_ENDING, DataKey
from desktop.protection.key_file import end_protecting, no_keys, read_keys, remove_keys
from desktop.protection.sealing import seal_file
from desktop.storage.aside import DAMAGED_NAME, RESTORED_NAME
from desktop.storage.database import Database
from desktop.storage.errors import FAILURES, storage_errors, tell
from desktop.storage.keyed import is_plain, key_statement
from desktop.storage.store import take_lock
from forms.problems import Problem

PAPERS_NAME = "papers"
# A file encrypted and proved, that waits for its place; one in the clear that only waits to be overwritten.
_READY, _LEFT = ".protected", ".plain"
_UNFINISHED = ".protecting"
_CHUNK = 1 << 20


def protect_store(folder: Path, key: DataKey) -> None:
    """Encrypt everything in a data folder that lies in the clear and speaks of people. Doing it again is harmless.

    Raises Problem 309 while an instance is open on the folder, 304 where the counter's file is damaged (restore it
    first), 301–307 where the disk does not allow it; the next call goes on from there.
    """
    lock = take_lock(folder)
    try:
        with storage_errors(folder):
            _protect_file(folder / DATABASE_NAME, key)
            for path in _backups(folder):
                _protect_backup(path, key)
            for path in _others(folder):
                seal_file(path, path.with_name(f"{path.name}{SEALED_ENDING}"), key.files)
                overwrite(path)
            for path in _practised(folder):
                overwrite(path)
            for path in _leftovers(folder):
                overwrite(path)
            end_protecting(folder)
    finally:
        lock.release()


def finish_protecting(folder: Path, key: DataKey) -> None:
    """Go on with what was cut off; nothing happens where nothing was."""
    if read_keys(folder).protecting:
        protect_store(folder, key)


def undo_protecting(folder: Path) -> bool:
    """Where the counter's file is still in the clear, or not there: take the keys away again; whether that was done."""
    path = folder / DATABASE_NAME
    if _beside(path, _READY).exists() and not path.exists():
        return False
    if path.exists() and not is_plain(path):
        return False
    if not path.exists() and any(one.exists() and not is_plain(one) for one in _backups(folder)):
        return False  # backups come after the counter's file: where there is none, some may need the keys by now
    for leftover in (*folder.glob(f"{path.name}{_UNFINISHED}*"), _beside(path, _READY)):
        remove_quietly(leftover)
    remove_keys(folder)
    return True


def check_in_the_clear(folder: Path) -> None:
    """Where there is a counter's file, it can be protected by new keys.

    Raises Problem 705 where it was protected and its keys are gone: others would open nothing. 304 where it is damaged.
    """
    path = folder / DATABASE_NAME
    with storage_errors(folder):
        if not path.exists() or is_plain(path):
            return
        backups = [one for one in _backups(folder) if one.exists()]
        if not _looks_plain(path) and not any(is_plain(one) for one in backups):
            raise no_keys(folder)
    raise Problem("304", file=DATABASE_NAME, folder=str(folder), detail="not in the clear")


def overwrite(path: Path) -> None:
    """Write over a file before removing it. On an SSD or a stick old bytes may survive where no program reaches."""
    try:
        size = path.stat().st_size
        with path.open("r+b") as file:
            for place in range(0, size, _CHUNK):
                file.write(os.urandom(min(_CHUNK, size - place)))
            file.flush()
            os.fsync(file.fileno())
    except FileNotFoundError:
        return
    path.unlink()
    sync_folder(path.parent)


def _backups(folder: Path) -> list[Path]:
    """The backups, also where one waits half protected without its own name, and a restored file that waits."""
    names = {folder / RESTORED_NAME}
    place = folder / BACKUPS_NAME
    if place.is_dir():
        names.update(place.glob("*.db"))
        names.update(path.with_suffix("") for path in place.glob(f"*.db{_READY}"))
    return sorted(names)


def _protect_backup(path: Path, key: DataKey) -> None:
    try:
        _protect_file(path, key)
    except Problem as problem:
        if problem.code not in ("304", "305"):
            raise
        # A damaged backup is none, but it stays: sealed as it is.
        seal_file(path, _beside(path, SEALED_ENDING), key.files)
        overwrite(path)


def _others(folder: Path) -> Iterator[Path]:
    """Files that are no sound stores: what was put aside as damaged, and papers printed to the folder."""
    for place in (folder / DAMAGED_NAME, folder / PAPERS_NAME):
        for path in sorted(place.rglob("*")) if place.is_dir() else ():
            if path.is_file() and path.suffix not in (SEALED_ENDING, ".part") and not _is_protected(path):
                yield path


def _practised(folder: Path) -> list[Path]:
    """What was practised in the clear: it counts nowhere and is not kept."""
    practice = folder / PRACTICE_NAME
    store = practice / DATABASE_NAME
    if not store.exists() or not is_plain(store):
        return []
    # The store last: as long as it is there, this was not finished.
    files = [path for path in practice.rglob("*") if path.is_file() and path not in (store, practice / PROFILE_NAME)]
    return [*sorted(files), store]


def _leftovers(folder: Path) -> Iterator[Path]:
    """What was left in the clear by something cut off."""
    for place in (folder, folder / BACKUPS_NAME, folder / PAPERS_NAME):
        if place.is_dir():
            for pattern in (f"*{_LEFT}", f"*{_UNFINISHED}*", "*.part", "*.part-*", f"{DATABASE_NAME}.new*"):
                yield from sorted(path for path in place.glob(pattern) if path.is_file())


def _is_protected(path: Path) -> bool:
    """Whether a store put aside was protected before: it stays as it is, with its log."""
    main = path.with_name(path.name.removesuffix("-wal").removesuffix("-shm"))
    return main.name == DATABASE_NAME and main.exists() and main.stat().st_size > 0 and not _looks_plain(main)


def _looks_plain(path: Path) -> bool:
    """In the clear, or too damaged to be told: that is taken for in the clear."""
    with path.open("rb") as file:
        first = file.read(4096)
    return is_plain(path) or len(set(first)) < 200


def _protect_file(path: Path, key: DataKey) -> None:
    ready, left = _beside(path, _READY), _beside(path, _LEFT)
    if path.exists() and is_plain(path):
        # What may wait was made of an earlier state of this file.
        remove_quietly(ready)
        _settle_log(path)
        _encrypt(path, ready, key.store)
        path.replace(left)
        sync_folder(path.parent)
    if ready.exists():
        if path.exists():
            remove_quietly(ready)
        else:
            ready.replace(path)
            sync_folder(path.parent)
    if path.exists():
        overwrite(left)


def _settle_log(path: Path) -> None:
    """Bring a log into its file, and keep a name for the log's bytes: SQLite removes it without writing over it."""
    log = _beside(path, "-wal")
    if not log.exists():
        return
    db = Database(path)
    try:
        db.rows("PRAGMA wal_checkpoint(FULL)")
        kept = _beside(path, f"-wal{_LEFT}")
        remove_quietly(kept)
        # Some file systems have no second name for a file: there the log is removed as it is.
        with contextlib.suppress(OSError):
            os.link(log, kept)
    finally:
        db.close()


def _encrypt(path: Path, ready: Path, key: bytes) -> None:
    unfinished = _beside(path, _UNFINISHED)
    for leftover in path.parent.glob(f"{unfinished.name}*"):
        leftover.unlink()
    db = Database(path)
    try:
        _check_whole(db, path)
        db.rows("PRAGMA journal_mode = DELETE")
        statement = key_statement(key).removeprefix("PRAGMA key = ")
        try:
            db.connection.execute(f"ATTACH DATABASE ? AS protected KEY {statement}", (str(unfinished),))
            db.connection.execute("PRAGMA protected.secure_delete = ON")
            db.rows("SELECT sqlcipher_export('protected')")
            ((version,),) = db.rows("PRAGMA user_version")
            db.connection.execute(f"PRAGMA protected.user_version = {version}")
            rows = _count_rows(db, "main")
            if rows != _count_rows(db, "protected"):
                raise Problem("304", folder=str(path.parent), file=path.name, detail="the copy differs")
            db.connection.execute("DETACH DATABASE protected")
        except FAILURES as error:
            raise tell(error, path.parent) or error from error
    finally:
        db.close()
    proved = Database(unfinished, key=key, create=True)
    try:
        _check_whole(proved, path)
    finally:
        proved.close()
    with unfinished.open("r+b") as file:
        os.fsync(file.fileno())
    unfinished.replace(ready)
    sync_folder(path.parent)


def _check_whole(db: Database, path: Path) -> None:
    (first,) = db.rows("PRAGMA integrity_check(1)")[0]
    if first != "ok":
        raise Problem("304", folder=str(path.parent), file=path.name, detail=str(first))


def _count_rows(db: Database, schema: str) -> dict[str, int]:
    names = db.rows(f"SELECT name FROM {schema}.sqlite_schema WHERE type = 'table' AND rootpage > 0 ORDER BY name")
    return {name: db.rows(f'SELECT count(*) FROM {schema}."{name}"')[0][0] for (name,) in names}


def _beside(path: Path, ending: str) -> Path:
    return path.with_name(f"{path.name}{ending}")
