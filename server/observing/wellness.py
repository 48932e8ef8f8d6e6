"""What a centre needs to take a delivery: its database, its tables, its keys, space on the disk."""

import shutil
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor

from server.organisations.centre_keys import key_ring

_LEAST_FREE = 200 << 20


def examine() -> dict[str, str]:
    """Each need with “ok” or a word of what is wrong, without paths and names."""
    return {"database": _database(), "tables": _tables(), "keys": _keys(), "disk": _disk()}


def _database() -> str:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error:
        return "not reached"
    return "ok"


def _tables() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except Error:
        return "not reached"
    return "migrations wait" if waiting else "ok"


def _keys() -> str:
    try:
        return "ok" if key_ring().pairs else "none"
    except (OSError, ValueError, KeyError):
        return "cannot be read"


def _disk() -> str:
    folder = Path(settings.DATA)
    try:
        return "ok" if shutil.disk_usage(folder if folder.exists() else folder.parent).free > _LEAST_FREE else "full"
    except OSError:
        return "cannot be read"
