"""What comes from outside, made fit for a database: lengths bounded, no character it does not take."""

from forms.signed import SEALED

_HEX = frozenset("0123456789abcdef")


def clean(text: str, most: int) -> str:
    """At most so many characters, none of them a NUL, which PostgreSQL's text cannot hold."""
    return text.replace("\x00", "\ufffd")[:most]


def is_key(text: str) -> bool:
    """Whether this is written like a key: 32 bytes in hex."""
    return len(text) == 64 and set(text) <= _HEX


def recipient_of(data: bytes) -> str:
    """The key something is sealed to, empty where it is not sealed."""
    if not data.startswith(SEALED):
        return ""
    return data[len(SEALED) : len(SEALED) + 64].decode("ascii", "replace")
