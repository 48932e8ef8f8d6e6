"""The centre's own keys: it signs with one, and batches are sealed to the other. Kept in a file, never in the database.

``keys.json`` in the data folder, readable by the server alone, holds every pair there ever was, the present one last:
a batch may come on a stick that was sealed to a key of years ago.
"""

import json
import os
from contextlib import suppress
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from django.conf import settings

from forms.exchange import CentreKeys

NAME = "keys.json"


@dataclass(frozen=True)
class KeyPair:
    """Raw private keys, hex: Ed25519 to sign, X25519 to open."""

    signing: str
    sealing: str

    @cached_property
    def public(self) -> CentreKeys:
        """What the counters know of it."""
        signing = Ed25519PrivateKey.from_private_bytes(bytes.fromhex(self.signing)).public_key()
        sealing = X25519PrivateKey.from_private_bytes(bytes.fromhex(self.sealing)).public_key()
        return CentreKeys(signing=signing.public_bytes_raw().hex(), sealing=sealing.public_bytes_raw().hex())


@dataclass(frozen=True)
class KeyRing:
    """Every pair of the centre, the present one last."""

    pairs: tuple[KeyPair, ...]

    @property
    def signing(self) -> bytes:
        """The private key documents are signed with now."""
        return bytes.fromhex(self.pairs[-1].signing)

    @property
    def public(self) -> CentreKeys:
        """The present public keys."""
        return self.pairs[-1].public

    @cached_property
    def opening(self) -> dict[str, bytes]:
        """Private keys that open, by their public key."""
        return {pair.public.sealing: bytes.fromhex(pair.sealing) for pair in self.pairs}


_read: dict[Path, tuple[tuple[int, int], KeyRing]] = {}


def key_ring() -> KeyRing:
    """The centre's keys, made at the first call. Read anew when the file changed."""
    path = Path(settings.DATA) / NAME
    if not path.exists():
        add_pair()
    stat = path.stat()
    stamp = (stat.st_mtime_ns, stat.st_size)
    known = _read.get(path)
    if known is None or known[0] != stamp:
        pairs = tuple(KeyPair(**pair) for pair in json.loads(path.read_text("ascii")))
        known = _read[path] = (stamp, KeyRing(pairs))
    return known[1]


def add_pair() -> KeyRing:
    """A fresh pair, from now on the present one. Where two processes begin at once, one file stands."""
    path = Path(settings.DATA) / NAME
    path.parent.mkdir(parents=True, exist_ok=True)
    before = json.loads(path.read_text("ascii")) if path.exists() else []
    fresh = KeyPair(
        signing=Ed25519PrivateKey.generate().private_bytes_raw().hex(),
        sealing=X25519PrivateKey.generate().private_bytes_raw().hex(),
    )
    new = _write_beside(path, [*before, {"signing": fresh.signing, "sealing": fresh.sealing}])
    if before:
        new.replace(path)
    else:
        with suppress(FileExistsError):
            os.link(new, path)  # never over one that another process made meanwhile
        new.unlink()
    return key_ring()


def bring_back(backup: Path) -> None:
    """The pairs of a backup's key file, and those that came after it here: the counters may know them by now.

    Those that are here and have none in common with the backup are of a centre begun by mistake: they go.
    """
    path = Path(settings.DATA) / NAME
    theirs = json.loads(backup.read_text("ascii"))
    ours = json.loads(path.read_text("ascii")) if path.exists() else []
    later = [pair for pair in ours if pair not in theirs] if any(pair in theirs for pair in ours) else []
    _write_beside(path, [*theirs, *later]).replace(path)


def _write_beside(path: Path, pairs: list[dict[str, str]]) -> Path:
    new = path.with_name(f"{NAME}.{os.getpid()}.new")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(pairs, file)
        file.flush()
        os.fsync(file.fileno())
    return new
