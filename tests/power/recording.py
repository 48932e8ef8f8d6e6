"""A child on a recorded disk: it works a few days and marks what each act promised.

``python -m tests.power.recording FOLDER LOG ROUNDS KIND HOW``: ``KIND`` is ``protected`` or ``clear``; ``HOW``
is ``as_is``, or one of the ways to save less carefully that the harness must notice.
"""

import os
import sys
from pathlib import Path

import msgspec

from desktop.storage import aside, backups, database, recovery, store
from tests.power.day import Day
from tests.power.disk import FaultyDisk


def _trust(folder: Path) -> None:
    """What a program does that thinks a rename is on the disk."""


def record(folder: Path, log: Path, rounds: int, protected: bool, how: str) -> None:
    """Work, with every act's promise marked in the stream after it returned."""
    if how == "normal":
        pragmas = [pragma.replace("synchronous = FULL", "synchronous = NORMAL") for pragma in database._PRAGMAS]
        assert tuple(pragmas) != database._PRAGMAS
        vars(database)["_PRAGMAS"] = tuple(pragmas)
    elif how == "names_unsynced":
        for module in (aside, backups, recovery, store):
            if hasattr(module, "sync_folder"):
                vars(module)["sync_folder"] = _trust
    disk = FaultyDisk()
    disk.watch(folder, log)
    day = Day(folder, protected=protected)
    for name, act in day.acts(rounds):
        act()
        disk.mark(msgspec.json.encode([name, day.promise()]))


if __name__ == "__main__":
    wanted_folder, wanted_log, wanted_rounds, wanted_kind, wanted_how = sys.argv[1:]
    os.umask(0o077)
    record(
        Path(wanted_folder),
        Path(wanted_log),
        int(wanted_rounds),
        wanted_kind == "protected",
        wanted_how,
    )
