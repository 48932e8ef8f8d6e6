"""A note beside the counter's file of where its journal ended: an older file put in its place is noticed at opening.

It is written after the events it speaks of are on the disk, at opening and at closing, so it may lag behind the journal
and is never ahead of it: no crash raises a false alarm. It is sealed with the counter's own key; one that is missing or
cannot be read alarms nobody, since a folder may have been copied without it. What was restored on purpose says so in
its settings, until the next segment is opened, and is not held against the note.
"""

import contextlib
import hashlib
import hmac
import json
import logging
from pathlib import Path

import msgspec

from desktop.files import sync_folder
from desktop.storage.database import Database
from desktop.storage.journal import Head, Journal
from desktop.storage.notes import put_file
from desktop.storage.settings import Settings
from forms.problems import Problem
from forms.records import decode

WITNESS_NAME = "kense.head"
_MOST_BYTES = 4096
_PURPOSE = b"kense witness of the journal's end"

_log = logging.getLogger(__name__)


class Witness(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Where the journal of a counter ended. ``seal``: HMAC-SHA256 over the rest with a key of the counter's, hex."""

    format: int = 1
    counter: str
    sequence: int
    hash: str
    seal: str = ""


_decoder = msgspec.json.Decoder(Witness)


def check_witness(db: Database) -> None:
    """Compare the journal with what the note knows of it. Raises Problem 791 where it is an earlier or another file."""
    settings = Settings(db)
    if settings.restored_from is not None:
        return
    known = read_witness(db.folder, settings.counter, settings.counter_key)
    if known is None:
        return
    row = db.row("SELECT hash FROM journal WHERE sequence = ?", (known.sequence,))
    if known.sequence and (row is None or row[0] != known.hash):
        head = Journal(db).head()
        raise Problem("791", folder=str(db.folder), file=db.path.name, expected=known.sequence, found=head.sequence)


def keep_witness(db: Database) -> None:
    """Note where the journal ends now. A disk that does not take it costs nobody a day's work: the note then lags."""
    try:
        settings = Settings(db)
        counter, key, head = settings.counter, settings.counter_key, Journal(db).head()
        if counter is None or key is None or not head.sequence:
            return
        kept = read_witness(db.folder, counter, key)
        if kept is not None and (kept.sequence, kept.hash) == (head.sequence, head.hash):
            return
        put_file(db.folder / WITNESS_NAME, _write(counter, key, head))
        sync_folder(db.folder)
    except (OSError, Problem) as error:
        _log.info("the note of the journal's end was not written: %s", type(error).__name__)


def read_witness(folder: Path, counter: str | None, key: bytes | None) -> Witness | None:
    """The note of this counter, or None where there is none, it cannot be read, or its seal is not ours."""
    if counter is None or key is None:
        return None
    with contextlib.suppress(OSError, msgspec.MsgspecError):
        with (folder / WITNESS_NAME).open("rb") as file:
            witness = decode(_decoder, file.read(_MOST_BYTES))
        sealed = _seal(witness.counter, key, witness.sequence, witness.hash)
        if witness.format == 1 and witness.counter == counter and hmac.compare_digest(sealed, _hex(witness.seal)):
            return witness
    return None


def _hex(text: str) -> str:
    # compare_digest takes ASCII only.
    return text if text.isascii() else ""


def _write(counter: str, key: bytes, head: Head) -> bytes:
    witness = Witness(
        counter=counter, sequence=head.sequence, hash=head.hash, seal=_seal(counter, key, head.sequence, head.hash)
    )
    return msgspec.json.encode(witness) + b"\n"


def _seal(counter: str, key: bytes, sequence: int, hashed: str) -> str:
    sealing = hmac.digest(key, _PURPOSE, hashlib.sha256)
    return hmac.new(sealing, json.dumps([counter, sequence, hashed]).encode("utf-8"), hashlib.sha256).hexdigest()
