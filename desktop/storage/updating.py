"""An older file brought to this version's tables: backed up first, and as it was before where anything fails."""

from collections.abc import Sequence

from desktop.storage import projections
from desktop.storage.backups import back_up
from desktop.storage.database import Database
from desktop.storage.migrations import Migration
from desktop.storage.schema import apply_migrations
from forms.problems import Problem


def update(db: Database, migrations: Sequence[Migration]) -> None:
    """Back the file up, apply what is pending and draw the projections anew, the two of them in one transaction.

    Raises Problem 810 with the backup's name where that fails, for whatever reason: the file is then as it was, and
    the program that wrote it opens it. Where no backup can be made nothing is begun: Problem 301, 304, 311.
    """
    backup = back_up(db.folder, key=db.key, why="before_update", thin=False)
    try:
        with db.transaction():
            apply_migrations(db, migrations)
            projections.redraw(db)
    except Exception as error:
        reason = error if isinstance(error, Problem) else f"{type(error).__name__}: {error}"
        raise Problem("810", backup=backup.path.name, reason=reason, folder=str(db.folder)) from error
