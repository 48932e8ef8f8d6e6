"""How a secret is wrapped for a password, a recovery code and the district's public key. ``cryptography`` does it all.

Every wrapping is bound by associated data to what it is and whose: one put in another's place does not open.
"""

import os
import unicodedata
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

from desktop.protection.data_key import KEY_BYTES, DataKey

NONCE_BYTES = 12
TAG_BYTES = 16
SALT_BYTES = 16


@dataclass(frozen=True)
class Cost:
    """What trying one password costs: memory in KiB, passes over it, lanes."""

    memory_kib: int = 64 * 1024
    passes: int = 3
    lanes: int = 1


STRONG = Cost()


def make_data_key() -> DataKey:
    """A fresh random key."""
    return DataKey(os.urandom(KEY_BYTES))


def stretch(password: str, salt: bytes, cost: Cost) -> bytes:
    """A key from a password; it takes the time and memory of ``cost``."""
    # A terminal of another encoding gives what it cannot decode as lone surrogates: a password as good as any.
    typed = unicodedata.normalize("NFKC", password).encode("utf-8", "surrogatepass")
    return Argon2id(
        salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory_kib
    ).derive(typed)


def wrap(secret: bytes, key: bytes, bound: bytes) -> bytes:
    """``secret`` encrypted with ``key``: nonce, ciphertext and tag."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + AESGCM(key).encrypt(nonce, secret, bound)


def unwrap(wrapped: bytes, key: bytes, bound: bytes) -> bytes | None:
    """The secret, or None where key, place or bytes are not those it was wrapped with."""
    if len(wrapped) < NONCE_BYTES + TAG_BYTES:
        return None
    try:
        return AESGCM(key).decrypt(wrapped[:NONCE_BYTES], wrapped[NONCE_BYTES:], bound)
    except InvalidTag:
        return None


def wrap_for_district(secret: bytes, public: bytes, bound: bytes) -> bytes:
    """``secret`` encrypted to an X25519 public key. Raises ValueError for bytes that are no such key."""
    return _suite().encrypt(secret, X25519PublicKey.from_public_bytes(public), info=bound)


def unwrap_at_district(sealed: bytes, private: bytes, bound: bytes) -> bytes | None:
    """The secret, or None where it was not encrypted to this key. Raises ValueError for bytes that are no key."""
    key = X25519PrivateKey.from_private_bytes(private)
    try:
        return _suite().decrypt(sealed, key, info=bound)
    except (InvalidTag, ValueError):
        return None


def public_of(private: bytes) -> bytes:
    """The public key of an X25519 private key. Raises ValueError for bytes that are no key."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw()


def make_district_key() -> bytes:
    """A fresh X25519 private key, raw."""
    return X25519PrivateKey.generate().private_bytes_raw()


def _suite() -> Suite:
    return Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.AES_256_GCM)
