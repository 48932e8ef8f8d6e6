"""Places of events in a counter's journal, and which of them the counter no longer has."""

from collections.abc import Mapping
from typing import NamedTuple

from server.organisations.models import Counter
from server.register.models import LeftPart


class Place(NamedTuple):
    """Where an event stands: the continuation and the sequence."""

    branch: int
    sequence: int


class Left:
    """What a counter left behind."""

    def __init__(self, since: Mapping[int, int]) -> None:
        self._since = since

    def holds(self, place: Place) -> bool:
        """Whether the counter no longer has the event of this place."""
        since = self._since.get(place.branch)
        return since is not None and place.sequence >= since


def left_of(counter: Counter) -> Left:
    """What this counter left behind, as it is now known."""
    return Left(dict(LeftPart.objects.filter(counter=counter).values_list("branch", "since")))


def places_of(written: str) -> list[Place]:
    """The places of a trail, in the order they came."""
    return [
        Place(int(branch), int(sequence)) for branch, _, sequence in (one.partition(":") for one in written.split())
    ]


def add_place(written: str, place: Place) -> str:
    """The trail with one place more; the same where it has it already."""
    one = f"{place.branch}:{place.sequence}"
    if one in written.split():
        return written
    return f"{written} {one}" if written else one
