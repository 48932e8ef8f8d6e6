"""Wrong passwords slow down, and never lock out for ever: 1, 2, 4 … 60 seconds after each in a row.

The count is kept beside the store, so that a restart does not help; the seconds pass by the machine's own count, so
that its clock does not help either. Whoever can take the file away can take the whole folder away: against that stands
what one try costs (:mod:`desktop.protection.wrapping`), not the wait.
"""

import contextlib
import os
from pathlib import Path
from typing import Annotated

import msgspec

from desktop.clocks import count_ms, read_boot_name
from forms.problems import Problem

TRIES_NAME = "kense.tries"
LONGEST_SECONDS = 60
# Whose tries are counted where the recovery sheet is typed; no operator has an empty name.
RECOVERY = ""
_LARGEST_BYTES = 64 * 1024


class Tries(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Wrong tries in a row, and when the last was by the machine's count."""

    count: Annotated[int, msgspec.Meta(ge=0, le=1_000_000)]
    boot: str
    at_ms: int


_decoder = msgspec.json.Decoder(dict[str, Tries])


def seconds_to_wait(folder: Path, operator: str) -> int:
    """Whole seconds until the operator may try again; 0 for now."""
    tries = _read(folder).get(operator)
    if tries is None or not tries.count:
        return 0
    boot, now = _machine()
    if boot != tries.boot or now < tries.at_ms:
        # Another start of the machine: nothing says how long ago it was, so the whole time is waited once more.
        tries = Tries(count=tries.count, boot=boot, at_ms=now)
        _write(folder, {**_read(folder), operator: tries})
    left = pause_after(tries.count) * 1000 - (now - tries.at_ms)
    return max(0, -(-left // 1000))


def pause_after(count: int) -> int:
    """The seconds to wait after so many wrong tries in a row."""
    return 0 if count < 1 else min(LONGEST_SECONDS, 1 << min(count - 1, 10))


def begin_try(folder: Path, operator: str) -> int:
    """A try begins and counts as wrong until :func:`forget_tries`; how many were wrong before it.

    Counted before it is made, so that ending the program in the middle saves nobody a wait. Raises Problem 701 where
    it is too early.
    """
    wait = seconds_to_wait(folder, operator)
    if wait:
        raise Problem("701", seconds=wait)
    found = _read(folder)
    before = found[operator].count if operator in found else 0
    boot, now = _machine()
    _write(folder, {**found, operator: Tries(count=min(before + 1, 1_000_000), boot=boot, at_ms=now)})
    return before


def end_try(folder: Path, operator: str) -> None:
    """The try was wrong: the wait counts from now, not from when it began."""
    found = _read(folder)
    if operator in found:
        boot, now = _machine()
        _write(folder, {**found, operator: Tries(count=found[operator].count, boot=boot, at_ms=now)})


def take_try_back(folder: Path, operator: str, before: int) -> None:
    """The try could not be made: only those ``before`` it count, and their wait is over."""
    found = _read(folder)
    if operator in found:
        counted = found.pop(operator)
        waited = counted.at_ms - pause_after(before) * 1000
        left = {operator: Tries(count=before, boot=counted.boot, at_ms=waited)} if before else {}
        _write(folder, {**found, **left})


def forget_tries(folder: Path, operator: str) -> None:
    """It was right: nothing is counted any more."""
    found = _read(folder)
    if found.pop(operator, None) is not None:
        _write(folder, found)


def _machine() -> tuple[str, int]:
    return read_boot_name() or "", count_ms()


def _read(folder: Path) -> dict[str, Tries]:
    """What is counted. A file that cannot be read counts nothing: it must not lock anyone out."""
    path = folder / TRIES_NAME
    try:
        if path.stat().st_size > _LARGEST_BYTES:
            return {}
        return _decoder.decode(path.read_bytes())
    except (OSError, msgspec.MsgspecError, ValueError, RecursionError):
        return {}


def _write(folder: Path, tries: dict[str, Tries]) -> None:
    # On a disk that is full or read-only the store says so; a password that is right still opens it.
    new = folder / f"{TRIES_NAME}.new"
    with contextlib.suppress(OSError):
        with new.open("wb") as file:
            file.write(msgspec.json.encode(tries))
            file.flush()
            os.fsync(file.fileno())
        new.replace(folder / TRIES_NAME)
