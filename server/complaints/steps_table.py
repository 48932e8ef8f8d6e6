"""What keeps the steps of complaints as they were written: triggers, made by the first migration.

SQLite makes a table anew whose column changes, and loses its triggers: such a migration ends with
:func:`keep_steps_again`.
"""

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

_TABLE = "complaints_complaintstep"
_POSTGRESQL = (
    """
    CREATE FUNCTION complaint_step_stays() RETURNS trigger LANGUAGE plpgsql AS $$
    BEGIN RAISE EXCEPTION 'the steps of a complaint are append-only'; END $$
    """,
    f"""
    CREATE TRIGGER complaint_step_stays BEFORE UPDATE OR DELETE ON {_TABLE}
    FOR EACH ROW EXECUTE FUNCTION complaint_step_stays()
    """,
)
_SQLITE = tuple(
    f"CREATE TRIGGER IF NOT EXISTS complaint_step_stays_{act} BEFORE {act} ON {_TABLE} "
    "BEGIN SELECT RAISE(ABORT, 'the steps of a complaint are append-only'); END"
    for act in ("UPDATE", "DELETE")
)


def keep_steps(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """Steps come and stay."""
    for sql in _POSTGRESQL if editor.connection.vendor == "postgresql" else _SQLITE:
        editor.execute(sql, params=None)


def keep_steps_again(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite's triggers anew; PostgreSQL has kept its own."""
    if editor.connection.vendor == "sqlite":
        keep_steps(apps, editor)
