"""What every written record is made of: acts with a kind and a version, and the parts inside them."""

import msgspec


class Kind(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True, tag_field="kind"):
    """Base of every act. ``version`` rises when its fields change."""


class Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Base of a record inside an act or of particulars."""
