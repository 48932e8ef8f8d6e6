"""Ways to change rows behind the program's back: with SQLite itself, the key at hand and every trigger dropped."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sqlcipher3 import dbapi2

from desktop.paths import DATABASE_NAME
from desktop.storage.keyed import key_statement


class Tampering(NamedTuple):
    """One change; ``sql`` with its values."""

    table: str
    what: str
    statements: tuple[tuple[str, tuple[Any, ...]], ...]


def connect(folder: Path, key: bytes) -> Any:
    """A connection that checks nothing and knows no trigger."""
    connection = dbapi2.connect(str(folder / DATABASE_NAME), isolation_level=None)
    connection.execute(key_statement(key))
    connection.execute("PRAGMA foreign_keys = OFF")
    connection.execute("PRAGMA ignore_check_constraints = ON")
    for (name,) in connection.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
        connection.execute(f"DROP TRIGGER {name}")
    return connection


def tables_of(connection: Any) -> list[str]:
    """Every table that holds rows of its own."""
    found = connection.execute(
        "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND name NOT LIKE 'sqlite_%'"
    ).fetchall()
    return sorted(name for (name,) in found)


def ways_to_tamper(connection: Any, table: str) -> Iterator[Tampering]:
    """Every column of the first and the last row changed; rows deleted, inserted, exchanged, the end cut off."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall()]
    keys = [row[1] for row in connection.execute(f"PRAGMA table_info({table})").fetchall() if row[5]]
    order = ", ".join(keys)
    listed = connection.execute(f"SELECT {', '.join(columns)} FROM {table} ORDER BY {order}").fetchall()
    rows = [dict(zip(columns, row, strict=True)) for row in listed]
    if not rows:
        return
    for place, row in {"first": rows[0], "last": rows[-1]}.items():
        where = " AND ".join(f"{key} IS ?" for key in keys)
        named = tuple(row[key] for key in keys)
        for column in columns:
            changed = _other(row[column])
            yield Tampering(
                table,
                f"{column} of the {place} row changed",
                ((f"UPDATE {table} SET {column} = ? WHERE {where}", (changed, *named)),),
            )
        yield Tampering(table, f"the {place} row deleted", ((f"DELETE FROM {table} WHERE {where}", named),))
    yield Tampering(table, "every row deleted", ((f"DELETE FROM {table}", ()),))
    new = {column: _new_key(rows, column) if column in keys else rows[-1][column] for column in columns}
    marks = ", ".join("?" * len(columns))
    yield Tampering(
        table, "a row inserted", ((f"INSERT OR IGNORE INTO {table} VALUES ({marks})", tuple(new.values())),)
    )
    if len(rows) > 1:
        yield _exchange(table, columns, keys, rows)


def _exchange(table: str, columns: list[str], keys: list[str], rows: list[dict[str, Any]]) -> Tampering:
    """The contents of the first and the last row under each other's keys."""
    first, last = rows[0], rows[-1]
    where = " AND ".join(f"{key} IS ?" for key in keys)
    marks = ", ".join("?" * len(columns))
    deleted = tuple((f"DELETE FROM {table} WHERE {where}", tuple(row[key] for key in keys)) for row in (first, last))
    inserted = tuple(
        (f"INSERT INTO {table} VALUES ({marks})", tuple(ours[one] if one in keys else theirs[one] for one in columns))
        for ours, theirs in ((first, last), (last, first))
    )
    return Tampering(table, "two rows exchanged", (*deleted, *inserted))


def tamper(folder: Path, key: bytes, tampering: Tampering) -> bool:
    """Do it; whether the rows are others than before. What SQLite itself refuses is no tampering."""
    connection = connect(folder, key)
    try:
        shown = _shower(connection, tampering.table)
        before = shown()
        try:
            for statement, values in tampering.statements:
                connection.execute(statement, values)
        except dbapi2.IntegrityError:
            return False
        return before != shown()
    finally:
        connection.close()


def _shower(connection: Any, table: str) -> Callable[[], list[Any]]:
    def shown() -> list[Any]:
        found: list[Any] = connection.execute(f"SELECT * FROM {table}").fetchall()
        return found

    return shown


def _other(value: Any) -> Any:
    """Something else of the same kind and length."""
    if value is None:
        return "1"
    if isinstance(value, int):
        return value + 1
    if isinstance(value, float):
        return value + 1.0
    if isinstance(value, str):
        return value[:-1] + ("0" if value[-1:] != "0" else "1")
    changed = bytearray(value)
    changed[len(changed) // 2] ^= 1
    return bytes(changed)


def _new_key(rows: list[dict[str, Any]], column: str) -> Any:
    values = [row[column] for row in rows]
    if isinstance(values[-1], int):
        return max(values) + 1
    if isinstance(values[-1], bytes):
        return values[-1] + b"x"
    return f"{values[-1]}x"
