"""``kense-centre back_up FOLDER``: everything of the centre in one new folder, by the database's own means."""

import os
import shutil
import sqlite3
import subprocess
from argparse import ArgumentParser
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import connection

KEYS, SECRET = "keys.json", "secret-key"
DATABASE, DUMP = "centre.db", "centre.dump"


class Command(BaseCommand):
    """A copy in use: SQLite's online backup or ``pg_dump``, then the keys, without which no batch can be opened."""

    help = "Back up database and keys. The keys open everything ever sent: keep the folder as a secret."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("folder", type=Path)
        parser.add_argument("--keep", type=int, default=30, help="how many backups stay; the oldest go (0: all stay)")

    def handle(self, *args: Any, **options: Any) -> None:
        folder: Path = options["folder"]
        name = f"kense-centre-{datetime.now().astimezone():%Y%m%d-%H%M%S}"
        unfinished = folder / f"{name}.part"
        try:
            unfinished.mkdir(mode=0o700, parents=True)
            _copy_database(unfinished)
            for kept in (KEYS, SECRET):
                if (settings.DATA / kept).exists():
                    shutil.copy2(settings.DATA / kept, unfinished / kept)
            for path in unfinished.iterdir():
                with path.open("rb") as file:
                    os.fsync(file.fileno())
            unfinished.rename(folder / name)
        except (OSError, sqlite3.Error, subprocess.CalledProcessError) as error:
            shutil.rmtree(unfinished, ignore_errors=True)
            raise CommandError(f"The backup could not be made: {error}. Earlier ones are kept.") from error
        _give_up_old(folder, options["keep"])
        self.stdout.write(str(folder / name))


def _copy_database(target: Path) -> None:
    told = settings.DATABASES["default"]
    if connection.vendor == "sqlite":
        with (
            closing(sqlite3.connect(f"file:{told['NAME']}?mode=ro", uri=True)) as source,
            closing(sqlite3.connect(target / DATABASE)) as copy,
        ):
            source.backup(copy)
            (found,) = copy.execute("PRAGMA integrity_check").fetchone()
            if found != "ok":
                raise sqlite3.DatabaseError(found)
        return
    address = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD", "PGDATABASE": "NAME"}
    places = {name: str(told[setting]) for name, setting in address.items() if told.get(setting)}
    places |= {f"PG{name.upper()}": str(value) for name, value in told["OPTIONS"].items() if name == "host"}
    command = ["pg_dump", "--format=custom", f"--file={target / DUMP}"]
    subprocess.run(command, check=True, env={**os.environ, **places})


def _give_up_old(folder: Path, keep: int) -> None:
    made = sorted(path for path in folder.glob("kense-centre-*") if path.is_dir() and path.suffix != ".part")
    for path in made[: len(made) - keep] if keep else []:
        shutil.rmtree(path)
