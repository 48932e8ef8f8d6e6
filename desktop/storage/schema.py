"""The state of a counter's file against this version of the program: applied migrations, and its tables as text."""

from collections.abc import Sequence

from desktop.storage.database import Database
from desktop.storage.migrations import MIGRATIONS, Migration

MIGRATION_SET = "kense"


def applied_names(db: Database) -> list[str] | None:
    """Names of the migrations a file has had, in their order, or None where the file is not ours."""
    if db.row("SELECT 1 FROM sqlite_schema WHERE name = '_sqlite_migrations'") is None:
        return None
    found = db.rows("SELECT name FROM _sqlite_migrations WHERE migration_set = ? ORDER BY id", (MIGRATION_SET,))
    return [name for (name,) in found] or None


def find_pending(applied: Sequence[str], migrations: Sequence[Migration] = MIGRATIONS) -> list[str]:
    """Names of the migrations still to be applied."""
    return [migration.__name__ for migration in migrations if migration.__name__ not in applied]


def find_unknown(applied: Sequence[str], migrations: Sequence[Migration] = MIGRATIONS) -> list[str]:
    """Names of migrations this version does not know: the file is newer than the program."""
    known = {migration.__name__ for migration in migrations}
    return [name for name in applied if name not in known]


def apply_migrations(db: Database, migrations: Sequence[Migration] = MIGRATIONS) -> None:
    """Apply what is pending, by sqlite-utils, all of it in one transaction: a failure of any leaves the file as it
    was, for the program that knows it."""
    from sqlite_utils import Migrations

    steps = Migrations(MIGRATION_SET)
    for migration in migrations:
        steps(name=migration.__name__)(migration)
    tables = db.tables
    with db.transaction():
        steps.apply(tables)


def dump_schema(db: Database) -> str:
    """All tables, indexes and triggers as SQL, as kept in schema.sql."""
    return db.tables.schema + "\n"
