"""``kense-centre restore BACKUP``: a backup in place of what is there; the counters then send what it lacks."""

import shutil
from argparse import ArgumentParser
from datetime import datetime
from itertools import chain, count
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

from server.observing.management.commands.back_up import DATABASE, DUMP, KEYS, SECRET
from server.organisations.centre_keys import bring_back


class Command(BaseCommand):
    """With the server stopped. What was there is put aside, not deleted."""

    help = "Put a backup made by back_up in place. Stop the server first."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("backup", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        backup: Path = options["backup"]
        if not (backup / DATABASE).exists() and not (backup / DUMP).exists():
            raise CommandError(f"{backup} holds no backup: expected {DATABASE} or {DUMP} in it.")
        if (backup / DUMP).exists():
            raise CommandError(
                "This backup is of PostgreSQL. Make an empty database, restore it with "
                f"“pg_restore --no-owner --dbname=… {backup / DUMP}”, copy {KEYS} and {SECRET} to the data folder "
                "where it has none: those that are there may know keys of later."
            )
        if connection.vendor != "sqlite":
            raise CommandError("This backup is of SQLite, and KENSE_DATABASE names another database.")
        connection.close()
        aside = _free_folder(settings.DATA / f"before-restore-{datetime.now().astimezone():%Y%m%d-%H%M%S}")
        try:
            aside.mkdir(mode=0o700, parents=True)
            if (settings.DATA / KEYS).exists():
                shutil.copy2(settings.DATA / KEYS, aside / KEYS)
            for name in (DATABASE, f"{DATABASE}-wal", f"{DATABASE}-shm", SECRET):
                if (settings.DATA / name).exists():
                    (settings.DATA / name).rename(aside / name)
            for name in (DATABASE, SECRET):
                if (backup / name).exists():
                    shutil.copy2(backup / name, settings.DATA / name)
            if (backup / KEYS).exists():
                bring_back(backup / KEYS)
        except OSError as error:
            raise CommandError(
                f"The backup could not be put in place: {error}. What was there is in {aside}."
            ) from error
        self.stdout.write(f"The backup is in place; what was there is in {aside}. Start the server.")


def _free_folder(wanted: Path) -> Path:
    """The name wanted, or with a number after it: two restores may fall into one second."""
    names = chain([wanted], (wanted.with_name(f"{wanted.name}-{number}") for number in count(2)))
    return next(name for name in names if not name.exists())
