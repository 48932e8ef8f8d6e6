"""Which failures of the store are the environment's, told to the operator with the way out, and which are ours.

The environment's become a numbered Problem: a full disk, a read-only folder, a lock, damage, missing rights, a
failing disk. Everything else (a broken constraint, wrong SQL, a closed connection) is a fault of the program and is
left as it is, for the crash report.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlcipher3 import dbapi2

from desktop.disk_errors import is_full, tell_disk
from desktop.paths import DATABASE_NAME
from forms.problems import Problem

# The primary result code (the low byte of SQLite's extended codes) to the Problem it is told as.
_TOLD: dict[int, str] = {
    dbapi2.SQLITE_FULL: "301",
    dbapi2.SQLITE_READONLY: "302",
    dbapi2.SQLITE_PERM: "302",
    dbapi2.SQLITE_AUTH: "302",
    dbapi2.SQLITE_BUSY: "303",
    dbapi2.SQLITE_LOCKED: "303",
    dbapi2.SQLITE_CORRUPT: "304",
    dbapi2.SQLITE_NOTADB: "304",
    dbapi2.SQLITE_CANTOPEN: "306",
    dbapi2.SQLITE_IOERR: "307",
}

# The same in SQLite's own words, where the library gives no code: errors of its online backup have none.
_TOLD_WORDS: dict[str, int] = {
    "database or disk is full": dbapi2.SQLITE_FULL,
    "attempt to write a readonly database": dbapi2.SQLITE_READONLY,
    "database is locked": dbapi2.SQLITE_BUSY,
    "database table is locked": dbapi2.SQLITE_LOCKED,
    "database disk image is malformed": dbapi2.SQLITE_CORRUPT,
    "file is not a database": dbapi2.SQLITE_NOTADB,
    "unable to open database file": dbapi2.SQLITE_CANTOPEN,
    "disk I/O error": dbapi2.SQLITE_IOERR,
}

# Damage inside a text: in a row, or in the message that SQLite quotes it in; and in the header, which SQLite takes for
# one of a version to come and tells without a code.
_DAMAGE_WORDS = ("Could not decode to UTF-8", "unsupported file format")

# What a statement on a damaged or missing disk can end in.
FAILURES = (dbapi2.Error, UnicodeDecodeError)


def tell(error: Exception, folder: Path) -> Problem | None:
    """The Problem for an error of the environment in ``folder``, or None where the error is ours."""
    code: str | None
    if isinstance(error, UnicodeDecodeError) or any(words in str(error) for words in _DAMAGE_WORDS):
        code, detail = "304", str(error)
    elif isinstance(error, dbapi2.Error):
        result: int = getattr(error, "sqlite_errorcode", 0) or _TOLD_WORDS.get(str(error), 0)
        code = _TOLD.get(result & 0xFF)
        detail = f"{getattr(error, 'sqlite_errorname', '')}: {error}"
    elif isinstance(error, OSError):
        return tell_disk(error, folder)
    else:
        return None
    # SQLite names a quota, a size limit or a full disk under its shared memory an I/O error or a failed opening.
    if code in ("306", "307") and is_full(folder):
        code = "301"
    if code is None:
        return None
    return Problem(code, folder=str(folder), file=DATABASE_NAME, detail=detail)


@contextmanager
def storage_errors(folder: Path) -> Iterator[None]:
    """Turn the environment's errors inside the block into Problems; ours pass unchanged."""
    try:
        yield
    except (*FAILURES, OSError) as error:
        problem = tell(error, folder)
        if problem is None:
            raise
        raise problem from error
