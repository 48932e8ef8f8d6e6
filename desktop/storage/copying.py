"""A copy of a store that is in use: page by page from one snapshot, in steps that let the clerk's commits through.

Each step is made durable before the next. A whole copy written at once would fill the system's cache with a gigabyte
that has to reach the disk, and the clerk's next commit would wait behind it (docs/decisions/backups.md).
"""

import os
import time
from pathlib import Path

from sqlcipher3 import dbapi2

from desktop.storage.database import Database, open_for_reading
from desktop.storage.errors import storage_errors
from forms.problems import Problem

STEP_PAGES = 256  # a megabyte
PAUSE_SECONDS = 0.005

_TOLD = {
    "database or disk is full": "301",
    "attempt to write a readonly database": "302",
    "database is locked": "303",
    "database disk image is malformed": "304",
    "file is not a database": "304",
    "disk I/O error": "307",
}


def copy_store(source: Path, target: Path, key: bytes | None, *, pause: float = 0) -> None:
    """Copy what was committed in ``source`` when this began; ``target`` must not be there yet.

    Raises Problem 301–307. Whatever is wrong with the source's pages is in the copy too: look at it afterwards.
    """
    reading = open_for_reading(source, key)
    try:
        writing = Database(target, create=True, key=key)
        try:
            # Durable by the step, below, and whole before it gets its name.
            writing.run("PRAGMA synchronous = OFF")
            _copy_pages(reading, writing, target, pause)
            writing.rows("PRAGMA journal_mode = DELETE")  # the copy has no log, and must not look for one
        finally:
            writing.close()
    finally:
        reading.close()


def _copy_pages(reading: Database, writing: Database, target: Path, pause: float) -> None:
    handle = os.open(target, os.O_RDWR)

    def settle(status: int, left: int, total: int) -> None:
        os.fsync(handle)
        if pause:
            time.sleep(pause)

    try:
        # One snapshot, or every commit of the clerk's would begin the copy anew.
        reading.connection.execute("BEGIN")
        reading.rows("SELECT sequence FROM head")
        with storage_errors(target.parent):
            reading.connection.backup(writing.connection, pages=STEP_PAGES, progress=settle, sleep=0.1)
            reading.connection.execute("COMMIT")
    except dbapi2.Error as error:
        # The backup's own errors carry words and no code.
        code = _TOLD.get(str(error))
        if code is None:
            raise
        raise Problem(code, folder=str(target.parent), file=reading.path.name, detail=str(error)) from error
    finally:
        os.close(handle)
