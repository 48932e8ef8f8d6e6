"""The counter's log: where the program went wrong, and never about whom."""

import logging
import traceback
from logging.handlers import RotatingFileHandler
from pathlib import Path

from desktop.files import make_folder

LOG_NAME = "kense.log"
LARGEST_BYTES = 1_000_000

log = logging.getLogger("kense")


def begin_log(folder: Path) -> None:
    """Write the log into the data folder; without one where the folder cannot be written to."""
    if log.handlers:
        return
    try:
        make_folder(folder)
        handler = RotatingFileHandler(folder / LOG_NAME, maxBytes=LARGEST_BYTES, backupCount=2, encoding="utf-8")
    except OSError:
        return  # the store will say the same of this folder, in a sentence
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def write_error(error: BaseException) -> None:
    """An error of ours: its kind and the places it passed. Not its message, which may hold what was typed."""
    places = [f"{place.filename}:{place.lineno} {place.name}" for place in traceback.extract_tb(error.__traceback__)]
    log.error("%s\n  %s", type(error).__name__, "\n  ".join(places))
