"""Reading for long beside the counter at work."""

from collections.abc import Iterator
from contextlib import contextmanager

from desktop.storage.database import Database


@contextmanager
def one_moment(db: Database) -> Iterator[None]:
    """Everything read in the block is of the same moment, whatever is recorded meanwhile on other connections."""
    db.run("BEGIN")
    try:
        yield
    finally:
        # A failed disk may have ended it already.
        if db.connection.in_transaction:
            db.run("COMMIT")
