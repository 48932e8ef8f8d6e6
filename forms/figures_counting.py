"""Times against their norms, counted alike at the counter and at the centre.

Times are counted in whole milliseconds and told in whole seconds, halves up. The median of an even count is the mean
of the two in the middle. Over the norm is who took longer than the norm, not as long.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from forms.day_acts import Spread
from forms.figures import Classes

CLASS_MINUTES = 5
MINUTE = 60_000  # milliseconds
_LEAST_EDGE = 20


class Measured(NamedTuple):
    """A time with the norm it stands against, in minutes; None where there is none. ``doubted`` as it was measured."""

    milliseconds: int
    norm: int | None
    doubted: bool = False

    @property
    def over(self) -> bool:
        """Whether it took longer than the norm."""
        return self.norm is not None and self.milliseconds > self.norm * MINUTE


def in_milliseconds(seconds: float) -> int:
    """Measured seconds as whole milliseconds, which is what clocks give."""
    return round(seconds * 1000)


def median_seconds(milliseconds: Iterable[int]) -> int:
    """The one in the middle, or the mean of the two there; whole seconds, halves up. 0 of none."""
    ordered = sorted(milliseconds)
    if not ordered:
        return 0
    both = ordered[(len(ordered) - 1) // 2] + ordered[len(ordered) // 2]
    return (both + 1000) // 2000


def whole_seconds(milliseconds: int) -> int:
    """Whole seconds, halves up."""
    return (milliseconds + 500) // 1000


def spread(times: Sequence[Measured]) -> Spread:
    """Count, median, longest and how many over the norm."""
    return Spread(
        count=len(times),
        median_seconds=median_seconds(time.milliseconds for time in times),
        longest_seconds=whole_seconds(max((time.milliseconds for time in times), default=0)),
        over_norm=sum(time.over for time in times),
    )


def class_edges(norms: Iterable[int]) -> tuple[int, ...]:
    """The upper edges of classes of five minutes, up to the longest norm; norms and edges in minutes."""
    highest = max(_LEAST_EDGE, *(-(-norm // CLASS_MINUTES) * CLASS_MINUTES for norm in norms), _LEAST_EDGE)
    return tuple(range(CLASS_MINUTES, highest + 1, CLASS_MINUTES))


def classes(times: Sequence[Measured]) -> Classes:
    """Times in classes of five minutes, up to the longest norm and beyond it."""
    norms = tuple(sorted({time.norm for time in times if time.norm is not None}))
    edges = class_edges(norms)
    counts = [0] * (len(edges) + 1)
    for time in times:
        place = max(0, time.milliseconds - 1) // (CLASS_MINUTES * MINUTE)
        counts[min(place, len(edges))] += 1
    return Classes(edges=edges, counts=tuple(counts), norms=norms)
