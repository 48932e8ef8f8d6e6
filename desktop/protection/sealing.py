"""Bytes and files sealed with a folder's key: what lies beside the store and must not be read without it.

A sealed file is a row of sealed pieces, each bound to its place and to whether it is the last, so that a piece cut off,
added or moved does not open. ``cryptography``'s AES-256-GCM does the sealing.
"""

import os
import struct
from collections.abc import Callable, Iterator
from pathlib import Path

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from desktop.files import make_folder, remove_quietly, sync_folder
from desktop.protection.data_key import SEALED_ENDING, derive
from forms.problems import Problem

__all__ = ["SEALED_ENDING", "open_sealed", "open_sealed_file", "seal", "seal_file", "write_sealed"]

_MARK = b"KENSE-SEALED-1\n"
_SALT = 32
_PIECE = 1 << 20
_TAG = 16


def seal(content: bytes, key: bytes) -> bytes:
    """``content`` so that only ``key`` (32 bytes) opens it; some 50 bytes longer for each piece of a mebibyte."""
    pieces = [content[place : place + _PIECE] for place in range(0, len(content), _PIECE)] or [b""]
    return b"".join(_seal_pieces(iter(pieces), key))


def open_sealed(sealed: bytes, key: bytes, name: str = "") -> bytes:
    """What was sealed. Raises Problem 717 with ``name`` where bytes or key are not those it was sealed with."""
    pieces = [sealed[place : place + _PIECE + _TAG] for place in range(len(_MARK) + _SALT, len(sealed), _PIECE + _TAG)]
    return b"".join(_open_pieces(sealed[: len(_MARK) + _SALT], iter(pieces), key, name))


def seal_file(source: Path, target: Path, key: bytes) -> None:
    """Seal a file of any size into another, which gets its name when it is whole. Raises OSError."""
    with source.open("rb") as reading:
        _put(target, _seal_pieces(_read_pieces(reading.read, _PIECE), key))


def open_sealed_file(source: Path, target: Path, key: bytes) -> None:
    """Write what was sealed into a file, which gets its name when all of it proved whole. Raises OSError and 717."""
    with source.open("rb") as reading:
        head = reading.read(len(_MARK) + _SALT)
        _put(target, _open_pieces(head, _read_pieces(reading.read, _PIECE + _TAG), key, source.name))


def write_sealed(target: Path, content: bytes, key: bytes) -> None:
    """Seal bytes into a file. Raises OSError."""
    _put(target, iter([seal(content, key)]))


def _read_pieces(read: Callable[[int], bytes], size: int) -> Iterator[bytes]:
    while piece := read(size):
        yield piece


def _seal_pieces(pieces: Iterator[bytes], key: bytes) -> Iterator[bytes]:
    salt = os.urandom(_SALT)
    cipher = AESGCM(derive(key, b"kense sealed", salt))  # a key of its own: nonces may count from nought
    yield _MARK + salt
    place, piece = 0, next(pieces, b"")
    while True:
        following = next(pieces, None)
        yield cipher.encrypt(_nonce(place, last=following is None), piece, _MARK)
        if following is None:
            return
        place, piece = place + 1, following


def _open_pieces(head: bytes, pieces: Iterator[bytes], key: bytes, name: str) -> Iterator[bytes]:
    if len(head) < len(_MARK) + _SALT or not head.startswith(_MARK):
        raise Problem("717", file=name)
    cipher = AESGCM(derive(key, b"kense sealed", head[len(_MARK) :]))
    place, piece = 0, next(pieces, b"")
    while True:
        following = next(pieces, None)
        try:
            yield cipher.decrypt(_nonce(place, last=following is None), piece, _MARK)
        except (InvalidTag, ValueError) as error:
            raise Problem("717", file=name) from error
        if following is None:
            return
        place, piece = place + 1, following


def _nonce(place: int, *, last: bool) -> bytes:
    return struct.pack(">QxxxB", place, last)


def _put(target: Path, pieces: Iterator[bytes]) -> None:
    make_folder(target.parent)
    new = target.with_name(f"{target.name}.part")
    try:
        with new.open("wb") as file:
            for piece in pieces:
                file.write(piece)
            file.flush()
            os.fsync(file.fileno())
        new.replace(target)
        sync_folder(target.parent)
    except BaseException:
        remove_quietly(new)
        raise
