"""Where the counter keeps its data on this machine."""

import os
import sys
from pathlib import Path

# Under the data folder: years of the calendar from the centre or a stick, in place of the shipped ones where newer.
CALENDARS = "calendars"
# Under the data folder: editions from the centre, beside the shipped ones.
EDITIONS = "editions"
PROFILE_NAME = "profile.toml"
DATABASE_NAME = "kense.db"


def data_folder() -> Path:
    """The operator's data folder: KENSE_DATA when set, else the system's usual place."""
    chosen = os.environ.get("KENSE_DATA")
    if chosen:
        return Path(chosen)
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA", Path.home())) / "Kense"
    return Path(os.environ.get("XDG_DATA_HOME", Path.home() / ".local" / "share")) / "kense"


# The practice beside a counter: a data folder of its own.
PRACTICE_NAME = "practice"
# Beside the store of a protected folder: the data key, wrapped for each who may open it.
KEYS_NAME = "kense.keys"
