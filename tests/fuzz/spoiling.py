"""Ways in which bytes are spoilt: by a disk, by a hand, on purpose."""

import random

_WORDS = (
    b"",
    b"\x00",
    b"\xff",
    b'"',
    b"}",
    b"[[",
    b"]]",
    b"\n",
    b"-1",
    b"1e999",
    b"9" * 400,
    b"null",
    b"true",
    b"=",
    b"\xd2",
)


def spoil(sample: bytes, chance: random.Random) -> bytes:
    """The sample with one to eight things done to it."""
    content = bytearray(sample)
    for _ in range(chance.choice((1, 1, 1, 2, 4, 8))):
        _spoil_once(content, chance)
    return bytes(content)


def _spoil_once(content: bytearray, chance: random.Random) -> None:
    start = chance.randrange(len(content) + 1)
    end = min(len(content), start + chance.choice((1, 1, 2, 8, 40, 400)))
    match chance.randrange(7):
        case 0 if start < len(content):
            content[start] ^= 1 << chance.randrange(8)
        case 1:
            del content[start:end]
        case 2:
            content[start:start] = content[start:end]
        case 3:
            content[start:end] = chance.randbytes(end - start)
        case 4:
            del content[start:]
        case 5:
            content[start:start] = chance.choice(_WORDS)
        case _:
            other = chance.randrange(len(content) + 1)
            content[start:end], moved = content[other : other + end - start], content[start:end]
            content[other : other + len(moved)] = moved
