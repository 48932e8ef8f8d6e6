"""The code of the recovery sheet: 128 random bits as people copy them from paper.

Sixteen letters and digits that no one takes for another and that look the same in Latin and in Cyrillic; eight groups
of five, the last of each a check of the group and of its place, so that a slip is told by group.
"""

import os

ALPHABET = "2345679ACEHKMPTX"
GROUPS = 8
_DATA = 4  # letters of a group before its check
BITS_BYTES = GROUPS * _DATA // 2

# What hands and eyes make of these letters, on either keyboard.
_ALSO = str.maketrans("АСЕНКМРТХЗSZ", "ACEHKMPTX352")


def make_code() -> str:
    """A fresh code."""
    return write_code(os.urandom(BITS_BYTES))


def write_code(secret: bytes) -> str:
    """The code of 16 bytes, as it is printed."""
    digits = [part for byte in secret for part in (byte >> 4, byte & 15)]
    groups = []
    for place in range(GROUPS):
        data = digits[place * _DATA : (place + 1) * _DATA]
        groups.append("".join(ALPHABET[digit] for digit in (*data, _check(data, place))))
    return "-".join(groups)


def read_code(typed: str) -> bytes:
    """The 16 bytes of a code as typed. Raises BadGroup with the first group that cannot be right."""
    letters = "".join(typed.split()).replace("-", "").replace("–", "").replace("—", "").upper().translate(_ALSO)
    size = _DATA + 1
    digits: list[int] = []
    for place in range(GROUPS):
        group = letters[place * size : (place + 1) * size]
        found = [ALPHABET.find(letter) for letter in group]
        if len(found) != size or -1 in found or found[-1] != _check(found[:-1], place):
            raise BadGroup(place + 1)
        digits += found[:-1]
    if len(letters) != GROUPS * size:
        raise BadGroup(GROUPS)
    return bytes(high << 4 | low for high, low in zip(digits[::2], digits[1::2], strict=True))


class BadGroup(ValueError):  # noqa: N818 - what it names, not what went wrong inside
    """A group of a code that cannot be right; ``group`` counts from 1."""

    def __init__(self, group: int) -> None:
        super().__init__(group)
        self.group = group


def _check(data: list[int], place: int) -> int:
    """A weighted sum in the field of sixteen: every single wrong letter and every two changed about are noticed."""
    total, weight = place, 1
    for digit in data:
        weight = _times(weight, 2)
        total ^= _times(digit, weight)
    return total


def _times(one: int, other: int) -> int:
    """The product in the field of sixteen (x⁴ + x + 1)."""
    product = 0
    while other:
        if other & 1:
            product ^= one
        one = one << 1 ^ (0b10011 if one & 8 else 0)
        other >>= 1
    return product
