"""Places of events in a counter's journal, and which of them the counter no longer has."""

from collections.abc import Mapping
from itertools import pairwise
from typing import NamedTuple

from server.organisations.models import Counter
from server.register.models import LeftPart
from server.register.rows import TrailLine


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


class TrailState:
    """The places of one case as they are being folded."""

    def __init__(self, row: TrailLine) -> None:
        self.row = row
        self.places = places_of(row.places)
        self._ascending = all(one < after for one, after in pairwise(self.places))
        self.changed = False

    def add(self, place: Place) -> bool:
        """One place more; whether it is new."""
        if self.places and self._ascending and place > self.places[-1]:
            pass
        elif place in self.places:
            return False
        else:
            self._ascending = not self.places
        self.places.append(place)
        self.changed = True
        return True

    @property
    def plain(self) -> bool:
        """All of one continuation, in their order."""
        return self._ascending and self.places[0].branch == self.places[-1].branch

    def line(self) -> TrailLine:
        """The row as it is to be written."""
        self.row.places = " ".join(f"{branch}:{sequence}" for branch, sequence in self.places)
        return self.row
