"""A file sealed to the district's public key: who takes the stick cannot read it, the district can.

The bytes (docs/exports.md): ``KENSE-SEALED-1`` and a line feed; the length of the next part in two bytes, the high one
first; a fresh 256-bit key and the file's name, encrypted to the district by HPKE (X25519, HKDF-SHA256, AES-256-GCM);
then the file in pieces of 64 KiB, each AES-256-GCM, its nonce the piece's place and whether it is the last. A piece
changed, moved, left out or cut off is noticed.
"""

import os
import struct
from collections.abc import Iterator
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.exporting.files import Sink
from desktop.protection.wrapping import unwrap_at_district, wrap_for_district
from forms.problems import Problem

MAGIC = b"KENSE-SEALED-1\n"
PIECE = 64 * 1024
TAG = 16
ENDING = ".sealed"
_KEY = 32
_INFO = b"kense sealed export 1"


class SealedWriter:
    """What is written here goes sealed into ``stream``; :meth:`finish` ends it. Nothing lies in the clear anywhere."""

    def __init__(self, stream: Sink, public: bytes, name: str) -> None:
        """Raises Problem 789 where ``public`` is no X25519 public key."""
        key = os.urandom(_KEY)
        try:
            opening = wrap_for_district(key + name.encode("utf-8"), public, _INFO)
        except ValueError as error:
            raise Problem("789") from error
        self._stream = stream
        self._cipher = AESGCM(key)
        self._header = MAGIC + struct.pack(">H", len(opening)) + opening
        self._waiting = bytearray()
        self._count = 0
        stream.write(self._header)

    def write(self, data: bytes, /) -> int:
        """Take bytes; how many were taken."""
        self._waiting += data
        # The last piece is marked as the last, so one is held back until it is known whether more comes.
        while len(self._waiting) > PIECE:
            self._put(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def flush(self) -> None:
        """Nothing: whole pieces are written as they fill."""

    def finish(self) -> None:
        """Write the last piece."""
        self._put(bytes(self._waiting), last=True)
        self._waiting.clear()

    def _put(self, piece: bytes, *, last: bool) -> None:
        self._stream.write(self._cipher.encrypt(_nonce(self._count, last), piece, self._header))
        self._count += 1


def open_sealed_file(stream: BinaryIO, private: bytes) -> tuple[str, Iterator[bytes]]:
    """The name a sealed file had, and its pieces.

    Raises Problem 788 where the file is no sealed one, or was changed or cut off (the pieces too), 789 where the key is
    no key or not the one it was sealed to.
    """
    start = stream.read(len(MAGIC) + 2)
    if len(start) < len(MAGIC) + 2 or not start.startswith(MAGIC):
        raise Problem("788")
    (length,) = struct.unpack(">H", start[len(MAGIC) :])
    opening = stream.read(length)
    try:
        found = unwrap_at_district(opening, private, _INFO)
    except ValueError as error:
        raise Problem("789") from error
    if found is None or len(found) < _KEY:
        raise Problem("789")
    try:
        name = found[_KEY:].decode("utf-8")
    except UnicodeDecodeError as error:
        raise Problem("788") from error
    return name, _pieces(stream, AESGCM(found[:_KEY]), start + opening)


def _pieces(stream: BinaryIO, cipher: AESGCM, header: bytes) -> Iterator[bytes]:
    count, sealed = 0, stream.read(PIECE + TAG)
    while True:
        following = stream.read(PIECE + TAG)
        try:
            yield cipher.decrypt(_nonce(count, not following), sealed, header)
        except (InvalidTag, ValueError) as error:
            raise Problem("788") from error
        if not following:
            return
        count, sealed = count + 1, following


def _nonce(count: int, last: bool) -> bytes:
    return count.to_bytes(11, "big") + bytes((last,))
