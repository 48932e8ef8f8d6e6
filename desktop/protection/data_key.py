"""The key of a protected folder, and whether a folder is one. Light: what every start asks needs no cryptography."""

from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from desktop.paths import KEYS_NAME

KEY_BYTES = 32
# Where backups lie: a copy of the keys goes with them, for a store without its keys is worth nothing.
BACKUPS_NAME = "backups"
SEALED_ENDING = ".sealed"


@dataclass(frozen=True)
class DataKey:
    """What everything of a protected folder is encrypted with. It is kept in memory only, and never shown."""

    secret: bytes = field(repr=False)

    @cached_property
    def store(self) -> bytes:
        """The raw key of the counter's file and its backups."""
        return derive(self.secret, b"kense store")

    @cached_property
    def files(self) -> bytes:
        """The key of everything else that is sealed."""
        return derive(self.secret, b"kense files")


def is_protected(folder: Path) -> bool:
    """Whether the folder's store is protected, or is being. It is also where only the copy of the keys is left."""
    return (folder / KEYS_NAME).exists() or (folder / BACKUPS_NAME / KEYS_NAME).exists()


def derive(secret: bytes, purpose: bytes, salt: bytes = b"") -> bytes:
    """A key for one purpose from a secret that is random already."""
    from cryptography.hazmat.primitives.hashes import SHA256
    from cryptography.hazmat.primitives.kdf.hkdf import HKDF

    return HKDF(algorithm=SHA256(), length=KEY_BYTES, salt=salt or None, info=purpose).derive(secret)
