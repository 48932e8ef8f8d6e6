"""The note beside each backup: what it holds, written once it is verified. Figures only, nothing of a person."""

import os
from pathlib import Path
from typing import Literal

import msgspec

from desktop.files import remove_quietly
from forms.records import decode

Why = Literal["asked", "work", "day_closed", "before_update", "after_erasure"]


class BackupNote(msgspec.Struct, frozen=True, kw_only=True):
    """What a backup holds. ``numbers`` has the last number given in each register and year (“reception 2026”)."""

    format: Literal[1] = 1
    counter: str
    made_at: str  # ISO 8601 with offset
    events: int
    last_hash: str
    last_event: str  # wall time of the last event; empty where there is none
    numbers: dict[str, int]
    drafts: int
    size: int  # bytes, when it was written
    migrations: tuple[str, ...]
    version: str  # of the program that made it
    why: Why
    faults: int = 0  # what verification found in the register itself


_decoder = msgspec.json.Decoder(BackupNote)


def note_path(backup: Path) -> Path:
    """Where a backup's note lies."""
    return backup.with_suffix(".json")


def read_note(backup: Path) -> BackupNote | None:
    """The note of a backup, or None where there is none that can be read: the backup is then to be opened."""
    try:
        return decode(_decoder, note_path(backup).read_bytes())
    except (OSError, msgspec.MsgspecError):
        return None


def write_note(backup: Path, note: BackupNote) -> None:
    """Write the note whole or not at all, durably."""
    put_file(note_path(backup), msgspec.json.format(msgspec.json.encode(note), indent=1) + b"\n")


def put_file(path: Path, content: bytes) -> None:
    """A small file in its place, whole and on the disk; an OSError leaves what was there."""
    new = path.with_name(f"{path.name}.part")
    try:
        with new.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        new.replace(path)
    except OSError:
        remove_quietly(new)
        raise
