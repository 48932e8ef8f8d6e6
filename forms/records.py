"""What every written record is made of: acts with a kind and a version, and the parts inside them."""

from typing import TypeVar

import msgspec

Record = TypeVar("Record")


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind"):
    """Base of every act. ``version`` rises when its fields change."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of a record inside an act or of particulars."""


def decode(decoder: msgspec.json.Decoder[Record], data: bytes) -> Record:
    """A record from JSON. Raises msgspec.MsgspecError for whatever is not one.

    Left to itself the decoder answers some spoilt bytes with errors of other kinds: a name that is not UTF-8, a value
    of a thousand levels.
    """
    try:
        return decoder.decode(data)
    except (UnicodeDecodeError, RecursionError) as error:
        raise msgspec.DecodeError(f"not a record: {type(error).__name__}") from error
