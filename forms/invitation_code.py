"""The short code by which a counter is enrolled on line: what opens the invitation, and whose it must be.

Twenty letters and digits in five groups, without those that look alike: twelve are the one-time token, eight the
beginning of the fingerprint of the centre's key, so that nobody else's centre can answer.
"""

import hashlib
import secrets
from dataclasses import dataclass

from forms.problems import Problem

LETTERS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
_TOKEN = 12
_FINGERPRINT = 8
_GROUP = 4
_READ_AS = str.maketrans("ILOАВСЕНКМОРТХ", "110ABCEHKM0PTX")  # the second half is Cyrillic


@dataclass(frozen=True)
class InvitationCode:
    """The token the centre knows the invitation by, and how the key of the right centre begins."""

    token: str
    fingerprint: str

    def fits(self, centre_key: str) -> bool:
        """Whether this is the centre the code was given by; ``centre_key`` as hex."""
        return fingerprint_of(centre_key) == self.fingerprint


def make_token() -> str:
    """A fresh token of 60 bits."""
    return "".join(secrets.choice(LETTERS) for _ in range(_TOKEN))


def fingerprint_of(centre_key: str) -> str:
    """How the code names a centre's Ed25519 key (hex)."""
    number = int.from_bytes(hashlib.sha256(bytes.fromhex(centre_key)).digest()[:5], "big")
    return "".join(LETTERS[(number >> shift) & 31] for shift in range(35, -1, -5))


def write_code(token: str, centre_key: str) -> str:
    """The code as it is read out: five groups of four."""
    letters = token + fingerprint_of(centre_key)
    return "-".join(letters[place : place + _GROUP] for place in range(0, len(letters), _GROUP))


def read_code(typed: str) -> InvitationCode:
    """The code as typed, in any case, with or without groups. Raises Problem 833."""
    letters = "".join(typed.upper().translate(_READ_AS).replace("-", " ").split())
    if len(letters) != _TOKEN + _FINGERPRINT or not set(letters) <= set(LETTERS):
        raise Problem("833", typed=typed.strip()[:40])
    return InvitationCode(token=letters[:_TOKEN], fingerprint=letters[_TOKEN:])
