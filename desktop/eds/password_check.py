"""Whether a file is PKCS#12, and whether a password is its own: only so that the right sentence is said.

The library that opens the file answers a wrong password and an unknown kind of key alike.
"""

import hashlib
import hmac
from typing import Any

_HASHES = {"sha1": 64, "sha224": 64, "sha256": 64, "sha384": 128, "sha512": 128}  # with their blocks
_FOR_MAC = 3
_MOST_ROUNDS = 2_000_000


def is_pkcs12(content: bytes) -> bool:
    """Whether the bytes are a PKCS#12 structure, whoever's."""
    return _parsed(content) is not None


def is_password_right(content: bytes, password: str) -> bool:
    """Whether the password gives the file's own checksum; True where that is of a kind unknown here.

    True too where there is neither a checksum nor anything encrypted.
    """
    parsed = _parsed(content)
    if parsed is None:
        return False
    try:
        mac = parsed["mac_data"]
        if mac.native is None:
            return not _is_encrypted(parsed)  # a wrong password is likelier than an unknown key
        algorithm = mac["mac"]["digest_algorithm"]["algorithm"].native
        if algorithm == "pbmac1":
            return False  # the same
        if algorithm not in _HASHES:
            return True  # GOST for one
        rounds = mac["iterations"].native
        if rounds > _MOST_ROUNDS:
            return False
        key = _derive(password, mac["mac_salt"].native, rounds, algorithm)
        signed = parsed["auth_safe"]["content"].native
        return hmac.compare_digest(hmac.digest(key, signed, algorithm), mac["mac"]["digest"].native)
    except (ValueError, TypeError, KeyError):
        return False


def _parsed(content: bytes) -> Any:
    from asn1crypto import pkcs12

    try:
        parsed = pkcs12.Pfx.load(content, strict=True)
        sound = parsed["version"].native == "v3" and parsed["auth_safe"]["content_type"].native == "data"
    except (ValueError, TypeError, KeyError):
        return None
    return parsed if sound else None


def _is_encrypted(parsed: Any) -> bool:
    from asn1crypto import pkcs12

    for part in parsed.authenticated_safe:
        if part["content_type"].native != "data":
            return True
        bags = pkcs12.SafeContents.load(part["content"].native)
        if any(bag["bag_id"].native == "pkcs8_shrouded_key_bag" for bag in bags):
            return True
    return False


def _derive(password: str, salt: bytes, rounds: int, algorithm: str) -> bytes:
    """RFC 7292, appendix B.2, for one block of the checksum's key."""
    block = _HASHES[algorithm]
    secret = password.encode("utf-16-be") + b"\x00\x00"
    filled = bytes([_FOR_MAC]) * block + _fill(salt, block) + _fill(secret, block)
    derived = filled
    for _ in range(rounds):
        derived = hashlib.new(algorithm, derived).digest()
    return derived


def _fill(part: bytes, block: int) -> bytes:
    size = -(-len(part) // block) * block
    return (part * (size // max(len(part), 1) + 1))[:size]
