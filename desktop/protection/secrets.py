"""What makes a password or a PIN good enough, and how a PIN is kept: never as it is typed."""

import hmac
import os
import unicodedata
from itertools import pairwise

import msgspec

from desktop.protection.wrapping import SALT_BYTES, STRONG, Cost, stretch
from forms.problems import Problem

LEAST_PASSWORD = 8
LEAST_PIN, MOST_PIN = 4, 8


class PinVerifier(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A PIN stretched, as the store keeps it."""

    salt: bytes
    memory_kib: int
    passes: int
    lanes: int
    stretched: bytes


def check_password(password: str, *names: str) -> None:
    """Raise Problem 711 where a password is too short, one letter repeated, or one of its owner's names."""
    typed = _plain(password)
    if len(password) < LEAST_PASSWORD or len(set(typed)) < 3 or typed in {_plain(name) for name in names}:
        raise Problem("711", least=LEAST_PASSWORD)


def check_pin(pin: str) -> None:
    """Raise Problem 712 where a PIN is not 4 to 8 digits, all equal, or counts up or down."""
    good = pin.isascii() and pin.isdigit() and LEAST_PIN <= len(pin) <= MOST_PIN
    steps = {int(after) - int(before) for before, after in pairwise(pin)} if good else set()
    if not good or steps in ({0}, {1}, {-1}):
        raise Problem("712", least=LEAST_PIN, most=MOST_PIN)


def keep_pin(pin: str, cost: Cost = STRONG) -> bytes:
    """What is kept of a PIN."""
    salt = os.urandom(SALT_BYTES)
    return msgspec.json.encode(
        PinVerifier(
            salt=salt,
            memory_kib=cost.memory_kib,
            passes=cost.passes,
            lanes=cost.lanes,
            stretched=stretch(pin, salt, cost),
        )
    )


def is_pin(pin: str, kept: bytes) -> bool:
    """Whether this is the PIN that was kept."""
    verifier = msgspec.json.decode(kept, type=PinVerifier)
    cost = Cost(verifier.memory_kib, verifier.passes, verifier.lanes)
    return hmac.compare_digest(stretch(pin, verifier.salt, cost), verifier.stretched)


def _plain(text: str) -> str:
    """Letters and digits alone, without case: «Асанова Г.» and «асановаг» are one."""
    return "".join(letter for letter in unicodedata.normalize("NFKC", text).casefold() if letter.isalnum())
