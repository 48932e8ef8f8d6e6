"""The index of what cases are found by, made by the first migration: each database's own.

SQLite makes a table that gets a column anew, and loses its triggers: a migration of the cases ends with
:func:`follow_cases`.

PostgreSQL keeps the words as they are in a tsvector, without its parser and dictionaries, for they are folded already:
the same on every server, whatever its language. SQLite has a full-text table that follows the cases by triggers.
"""

import sqlite3

from django.db import connection
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.state import StateApps

LEXEMES = "array_to_tsvector(string_to_array(btrim(words), ' '))"

_POSTGRESQL = (f"CREATE INDEX case_words ON register_case USING gin ({LEXEMES})",)

# Words are split at spaces and nowhere else.
_SQLITE = """
    CREATE VIRTUAL TABLE register_words USING fts5(
        words, content='register_case', content_rowid='id', columnsize=0, prefix='2 3', tokenize='ascii'
    )
"""
_TRIGGERS = (
    """
    CREATE TRIGGER IF NOT EXISTS register_words_in AFTER INSERT ON register_case BEGIN
        INSERT INTO register_words (rowid, words) VALUES (NEW.id, NEW.words);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS register_words_out AFTER DELETE ON register_case BEGIN
        INSERT INTO register_words (register_words, rowid, words) VALUES ('delete', OLD.id, OLD.words);
    END
    """,
    """
    CREATE TRIGGER IF NOT EXISTS register_words_anew AFTER UPDATE OF words ON register_case
    WHEN OLD.words <> NEW.words BEGIN
        INSERT INTO register_words (register_words, rowid, words) VALUES ('delete', OLD.id, OLD.words);
        INSERT INTO register_words (rowid, words) VALUES (NEW.id, NEW.words);
    END
    """,
)
# Erased words leave the pages at once, where this SQLite can do so.
_SECURELY = "INSERT INTO register_words (register_words, rank) VALUES ('secure-delete', 1)"
_CAN_SECURELY = sqlite3.sqlite_version_info >= (3, 42)


def make_index(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """The index, empty as the register."""
    if editor.connection.vendor == "postgresql":
        for sql in _POSTGRESQL:
            editor.execute(sql)
    else:
        for sql in (_SQLITE, *((_SECURELY,) if _CAN_SECURELY else ())):
            editor.execute(sql, params=None)
        follow_cases(apps, editor)


def follow_cases(apps: StateApps, editor: BaseDatabaseSchemaEditor) -> None:
    """SQLite's triggers, once each, whether they are there or went with the table they were on."""
    if editor.connection.vendor == "sqlite":
        for sql in _TRIGGERS:
            editor.execute(sql, params=None)


def forget_words() -> None:
    """Words were erased: an older SQLite keeps them until its parts are merged, so they are merged now."""
    if connection.vendor == "sqlite" and not _CAN_SECURELY:
        with connection.cursor() as cursor:
            cursor.execute("INSERT INTO register_words (register_words) VALUES ('optimize')")
