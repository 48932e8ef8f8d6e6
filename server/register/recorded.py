"""Events of a counter as the journal holds them, read."""

from collections.abc import Iterator, Sequence
from datetime import datetime
from itertools import groupby
from typing import NamedTuple

from django.db.models import Q

from forms.events import Event, Particulars, read_event, read_particulars
from server.intake.models import JournalEvent
from server.organisations.models import Counter
from server.register.places import Place

_AT_ONCE = 500


class Recorded(NamedTuple):
    """An event in its place; without particulars where it has none or they were erased."""

    place: Place
    hash: str
    event: Event
    particulars: Particulars | None
    received_at: datetime | None = None  # where it was read from the centre's journal


def read_recorded(
    counter: Counter, *, places: Sequence[Place] = (), sequences: Sequence[int] = ()
) -> Iterator[Recorded]:
    """The events of these places, or of these sequences on any continuation. They counted, so they can be read."""
    for first in range(0, len(sequences), _AT_ONCE):
        yield from _found(counter, Q(sequence__in=sequences[first : first + _AT_ONCE]))
    for branch, found in groupby(sorted(places), key=lambda place: place.branch):
        wanted = [place.sequence for place in found]
        for first in range(0, len(wanted), _AT_ONCE):
            yield from _found(counter, Q(branch=branch, sequence__in=wanted[first : first + _AT_ONCE]))


def _found(counter: Counter, condition: Q) -> Iterator[Recorded]:
    # The organisation is named in every question: that is what the table is partitioned by.
    rows = JournalEvent.objects.filter(condition, organisation_id=counter.organisation_id, counter_id=counter.pk)
    for branch, sequence, hashed, event, particulars, received_at in rows.values_list(
        "branch", "sequence", "hash", "event", "particulars", "received_at"
    ):
        read = read_event(bytes(event))
        written = None if particulars is None else read_particulars(bytes(particulars), read.act)
        yield Recorded(Place(branch, sequence), bytes(hashed).hex(), read, written, received_at)
