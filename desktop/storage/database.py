"""One connection to a counter's file, and the one way to change it: a durable, immediate transaction.

sqlite-utils is the library for migrations and for looking at tables; it is imported when one of these is asked for.
The acts of a counter are plain SQL on the same connection, because sqlite-utils costs 50–100 ms to import, opens
deferred transactions, and its insert helpers add a third to an act (docs/decisions/store.md).
"""

import os
import shutil
import sys
import tempfile
from collections.abc import Generator, Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

import sqlcipher3
from sqlcipher3 import dbapi2

from desktop.storage.errors import FAILURES, storage_errors, tell
from desktop.storage.keyed import explain_unopened, key_statement
from forms.problems import Problem

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

# sqlite-utils catches the error classes of pysqlite3 where there is one, else of the standard library. Without this a
# failed statement over sqlcipher3 leaves its transaction open, and what follows is lost at the next crash.
sys.modules["pysqlite3"] = sqlcipher3
sys.modules["pysqlite3.dbapi2"] = dbapi2

Value = str | int | float | bytes | None
Row = tuple[Any, ...]

BUSY_TIMEOUT_MS = 2000

_EFFECTIVE = os.access in os.supports_effective_ids

_PRAGMAS = (
    f"PRAGMA busy_timeout = {BUSY_TIMEOUT_MS}",
    "PRAGMA synchronous = FULL",  # anything less loses acknowledged acts at a power cut (measured)
    "PRAGMA foreign_keys = ON",
    "PRAGMA recursive_triggers = ON",  # or INSERT OR REPLACE would pass by the append-only triggers
    "PRAGMA trusted_schema = OFF",
    "PRAGMA cell_size_check = ON",  # damage is found when a page is read, not later
    "PRAGMA secure_delete = ON",  # what is erased or dropped is overwritten, not only unlinked
    "PRAGMA temp_store = MEMORY",  # nothing personal in the system's temporary folder
)


class Database:
    """A connection bound to the thread that made it. Errors of the environment leave it as Problems.

    ``key`` is the raw 256-bit key of a protected file; None for a file in the clear. Where they do not go together
    that is Problem 703, 704 or 706; a damaged file is 304 with a key and without.
    """

    def __init__(
        self,
        path: Path,
        *,
        read_only: bool = False,
        create: bool = False,
        immutable: bool = False,
        copy_of: Path | None = None,
        key: bytes | None = None,
    ) -> None:
        self.folder = (copy_of or path).parent
        self.path = copy_of or path
        self.read_only = read_only
        self.key = key
        self._depth = 0
        self._broken = False
        self._mends = key is not None and not read_only and not create
        self._suspect = False
        mode = "ro" if read_only else "rwc" if create else "rw"
        self._scratch = path.parent if copy_of else None
        self._uri = f"{path.absolute().as_uri()}?mode={mode}" + ("&immutable=1" if immutable else "")
        # SQLite opens a write-protected file for reading without a word.
        if not read_only and path.exists() and not os.access(path, os.W_OK, effective_ids=_EFFECTIVE):
            raise Problem("302", folder=str(self.folder), file=path.name)
        # A file that is still being made has no log: it gets its name when it is whole in itself.
        self._logged = not read_only and not create
        self.connection: Any = self._connect(path)

    def _connect(self, path: Path) -> Any:
        with storage_errors(self.folder):
            # isolation_level None: no transaction is ever opened behind our back.
            connection = dbapi2.connect(self._uri, uri=True, isolation_level=None)
            try:
                if self.key is not None:
                    # What SQLCipher would write to standard error is told as a Problem.
                    connection.execute("PRAGMA cipher_log_level = NONE")
                    connection.execute(key_statement(self.key))
                for pragma in _PRAGMAS:
                    connection.execute(pragma)
                if self._logged:
                    connection.execute("PRAGMA journal_mode = WAL").fetchall()
                connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            except dbapi2.DatabaseError as error:
                connection.close()
                if getattr(error, "sqlite_errorcode", 0) & 0xFF == dbapi2.SQLITE_NOTADB:
                    raise explain_unopened(path, self.key) or error from error
                raise
            except BaseException:
                connection.close()
                raise
        return connection

    def _connect_again(self) -> None:
        """SQLCipher gives nothing more after one page could not be read, even once the disk is well again."""
        again = self._connect(self.path)
        before, self.connection, self._suspect = self.connection, again, False
        self.__dict__.pop("tables", None)
        before.close()

    def _told(self, error: Exception) -> Exception:
        problem = tell(error, self.folder)
        self._suspect = self._mends and problem is not None and problem.code == "304"
        return problem or error

    @cached_property
    def tables(self) -> "Tables":
        """The same connection as sqlite-utils sees it. Imports sqlite-utils on first use."""
        import sqlite_utils
        from sqlite_utils.utils import OperationalError

        if OperationalError is not dbapi2.OperationalError:
            raise RuntimeError("sqlite_utils was imported before desktop.storage.database")
        return sqlite_utils.Database(self.connection)

    def run(self, sql: str, parameters: Sequence[Value] = ()) -> int:
        """Execute one statement; the number of rows it changed."""
        if self._suspect and not self._depth:
            self._connect_again()
        try:
            changed: int = self.connection.execute(sql, parameters).rowcount
        except FAILURES as error:
            raise self._told(error) from error
        return changed

    def run_many(self, sql: str, parameters: Iterable[Sequence[Value]]) -> None:
        """Execute one statement for each of many rows, within a transaction that is open."""
        try:
            self.connection.executemany(sql, parameters)
        except FAILURES as error:
            raise self._told(error) from error

    def rows(self, sql: str, parameters: Sequence[Value] = ()) -> list[Row]:
        """All rows of one statement."""
        if self._suspect and not self._depth:
            self._connect_again()
        try:
            found: list[Row] = self.connection.execute(sql, parameters).fetchall()
        except FAILURES as error:
            raise self._told(error) from error
        return found

    def row(self, sql: str, parameters: Sequence[Value] = ()) -> Row | None:
        """The first row, or None. The statement is read to its end, so it holds nothing open."""
        found = self.rows(sql, parameters)
        return found[0] if found else None

    def stream(self, sql: str, parameters: Sequence[Value] = ()) -> Generator[Row, None, None]:
        """Rows one by one, for what is too long to hold."""
        if self._suspect and not self._depth:
            self._connect_again()
        try:
            # Not "yield from": one given up half-way would close a cursor whose connection may be closed by then.
            for row in self.connection.execute(sql, parameters):  # noqa: UP028
                yield row
        except FAILURES as error:
            raise self._told(error) from error

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """All or nothing, and durable when the block is left. Inner blocks join the outermost.

        Raises Problem 313 where the store is open for reading only. An inner failure breaks the whole, even if the
        outer block swallows it: half an act is never kept.
        """
        if self.read_only:
            raise Problem("313", folder=str(self.folder))
        if self._depth:
            self._depth += 1
            try:
                yield
            except BaseException:
                self._broken = True
                raise
            finally:
                self._depth -= 1
            return
        self.run("BEGIN IMMEDIATE")
        self._depth, self._broken = 1, False
        try:
            yield
            if self._broken:
                raise RuntimeError("a part of this act failed; none of it is kept")
            self.run("COMMIT")
        except BaseException:
            self._roll_back()
            raise
        finally:
            self._depth = 0
        if self.connection.in_transaction:
            # What was acknowledged with a transaction left open would be lost at the next crash.
            raise RuntimeError("the act is not committed")

    def _roll_back(self) -> None:
        # A full disk or an I/O error may already have rolled the transaction back.
        if self.connection.in_transaction:
            self.connection.execute("ROLLBACK")

    def close(self) -> None:
        """Close the connection; the last one to close empties the write-ahead log into the file."""
        with storage_errors(self.folder):
            self.connection.close()
        if self._scratch is not None:
            shutil.rmtree(self._scratch)


def open_for_reading(path: Path, key: bytes | None = None) -> Database:
    """A connection that changes nothing, on read-only media too."""
    try:
        return Database(path, read_only=True, key=key)
    except Problem as problem:
        if problem.code not in ("301", "302", "306", "307"):
            raise
    # A folder that cannot be written to has no place for the shared memory of a write-ahead log. Without a log the
    # file can be read as it is; with one both are copied, or the last acts would not be seen.
    log = path.with_name(f"{path.name}-wal")
    with storage_errors(path.parent):
        if not log.exists() or log.stat().st_size == 0:
            return Database(path, read_only=True, immutable=True, key=key)
        scratch = Path(tempfile.mkdtemp(prefix="kense-reading-"))
        try:
            for source in (path, log):
                shutil.copyfile(source, scratch / source.name)
            return Database(scratch / path.name, read_only=True, copy_of=path, key=key)
        except BaseException:
            shutil.rmtree(scratch)
            raise
