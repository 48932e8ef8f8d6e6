"""The acts of keeping the store: a backup that took the place of the counter's file."""

from typing import Literal

from forms.records import Kind

# damaged: the file could not be used; chosen: someone wanted the state of then; lost: the computer was gone.
RestoreWhy = Literal["damaged", "chosen", "lost"]


class StoreRestored(Kind, frozen=True, kw_only=True, tag="store_restored"):
    """A backup was put in place; it follows the SegmentOpened that continues it. The reason is a particular.

    ``numbers`` is the last number that counts as given, by register and year (“reception 2026”): the next is above
    it, and a gap below it is no fault.
    """

    version: Literal[1] = 1
    why: RestoreWhy
    events: int  # the backup's
    brought: int = 0  # events after it that were brought over
    left_aside: int = 0  # events after it that were deliberately left
    numbers: dict[str, int]
