"""Files kept beside an event, byte for byte; only erasing takes their bytes away."""

import hashlib

import msgspec

from desktop.storage.database import Database


class Attachment(msgspec.Struct, frozen=True, kw_only=True):
    """A kept file without its bytes."""

    sequence: int  # of the event it belongs to
    place: int  # from 1
    name: str
    media_type: str
    sha256: str
    erased: bool


class Attachments:
    """The attachments of this counter's events."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def keep(self, sequence: int, place: int, *, name: str, media_type: str, content: bytes) -> str:
        """Keep a file beside an event, in the act that records it; the SHA-256 of its bytes, hex."""
        sha256 = hashlib.sha256(content).hexdigest()
        with self._db.transaction():
            self._db.run(
                "INSERT INTO attachments (sequence, place, name, media_type, sha256, bytes) VALUES (?, ?, ?, ?, ?, ?)",
                (sequence, place, name, media_type, sha256, content),
            )
        return sha256

    def of_event(self, sequence: int) -> list[Attachment]:
        """The files of one event, in their order."""
        found = self._db.rows(
            "SELECT sequence, place, name, media_type, sha256, bytes IS NULL FROM attachments "
            "WHERE sequence = ? ORDER BY place",
            (sequence,),
        )
        return [
            Attachment(
                sequence=event, place=place, name=name, media_type=media_type, sha256=sha256, erased=bool(erased)
            )
            for event, place, name, media_type, sha256, erased in found
        ]

    def content(self, sequence: int, place: int) -> bytes | None:
        """The bytes as they were kept, or None where they were erased or never were."""
        row = self._db.row("SELECT bytes FROM attachments WHERE sequence = ? AND place = ?", (sequence, place))
        return None if row is None else row[0]
