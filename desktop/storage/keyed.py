"""A protected counter's file as SQLCipher keeps it: its raw key, and why one cannot be opened.

SQLCipher says only "file is not a database", whether the key is wrong, the file damaged or in the clear. Here they are
told apart: each page ends in a code that only its own key can make, and the file begins with a salt that follows from
the key, so a file of this key is known even where its first page is destroyed.
"""

import hashlib
import hmac
from pathlib import Path

from desktop.paths import KEYS_NAME
from desktop.protection.data_key import BACKUPS_NAME
from forms.problems import Problem

PLAIN_HEADER = b"SQLite format 3\x00"
_PAGE = 4096
_SALT = 16
_CODE = 64  # HMAC-SHA512
_MOST_PAGES = 64
# Bytes that were ever encrypted look like noise: nearly all values of a byte stand in a page. Zeros and text do not.
_LEAST_VALUES = 200


def key_statement(key: bytes) -> str:
    """The statement that opens a file with its raw 256-bit key, without any stretching."""
    return f"PRAGMA key = \"x'{key.hex()}{salt_of(key).hex()}'\""


def salt_of(key: bytes) -> bytes:
    """The first bytes of every file of this key. The key cannot be had from them."""
    return hashlib.sha256(b"kense store salt" + key).digest()[:_SALT]


def is_plain(path: Path) -> bool:
    """Whether the file is one of SQLite's in the clear.

    Never asked of a file that is open in this process: closing it here would take SQLite's locks away.
    """
    with path.open("rb") as file:
        return file.read(len(PLAIN_HEADER)) == PLAIN_HEADER


def explain_unopened(path: Path, key: bytes | None) -> Problem | None:
    """Why a file that SQLite takes for none of its own cannot be opened; None where it is just damaged.

    Problem 703: protected, and no key was given. 704: in the clear, where a key was given. 706: of another key.
    """
    try:
        with path.open("rb") as file:
            first = file.read(_PAGE)
            plain = first.startswith(PLAIN_HEADER)
            if key is None:
                protected = not plain and len(first) == _PAGE and _has_keys(path.parent)
                return Problem("703", folder=str(path.parent)) if protected else None
            if plain:
                return Problem("704", file=path.name, folder=str(path.parent))
            if first[:_SALT] == salt_of(key) or len(set(first)) < _LEAST_VALUES:
                return None
            file.seek(0)
            code_key = _code_key(key)
            for number in range(1, _MOST_PAGES + 1):
                page = file.read(_PAGE)
                if len(page) < _PAGE:
                    break
                if _is_of(page, number, code_key):
                    return None
    except OSError:
        return None
    return Problem("706", folder=str(path.parent))


def _has_keys(folder: Path) -> bool:
    """The keys lie beside the store, and beside its backups; what is put aside lies two folders below."""
    places = (folder, folder.parent, folder.parent.parent)
    return any((place / KEYS_NAME).exists() or (place / BACKUPS_NAME / KEYS_NAME).exists() for place in places)


def _code_key(key: bytes) -> bytes:
    """The key of the pages' codes, as SQLCipher 4 derives it."""
    return hashlib.pbkdf2_hmac("sha512", key, bytes(part ^ 0x3A for part in salt_of(key)), 2, 32)


def _is_of(page: bytes, number: int, code_key: bytes) -> bool:
    body = page[_SALT if number == 1 else 0 : -_CODE]
    made = hmac.new(code_key, body + number.to_bytes(4, "little"), "sha512").digest()
    return hmac.compare_digest(made, page[-_CODE:])
