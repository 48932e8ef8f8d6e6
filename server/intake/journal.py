"""The journals as the centre keeps them: the one place that writes and reads the table ``journal_event``.

Who stores holds the counter's row locked and knows that the events are new, so they go straight into the table: COPY on
PostgreSQL, many rows of one statement on SQLite.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from django.db import connection
from django.db.models import Q, QuerySet

from forms.chain import Link
from server.intake.models import Branch, JournalEvent
from server.organisations.models import Counter

MOST_SEQUENCE = 1 << 62  # a database's whole number, with room

_COLUMNS = "organisation_id, counter_id, branch, sequence, hash, event, salt, particulars, received_at"
_COPY = f"COPY journal_event ({_COLUMNS}) FROM STDIN (FORMAT BINARY)"
_TYPES = ("int8", "int8", "int4", "int8", "bytea", "bytea", "bytea", "bytea", "timestamptz")
_INSERT = f"INSERT INTO journal_event ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"


class Stretch(NamedTuple):
    """A part of a journal that one branch holds, both ends included."""

    branch: int
    first: int
    last: int


def stretches(branches: Mapping[int, Branch], number: int) -> list[Stretch]:
    """What a continuation's journal consists of, from its first event to its last."""
    found: list[Stretch] = []
    branch, last = branches.get(number), None
    while branch is not None:
        found.append(Stretch(branch.number, branch.first, branch.last if last is None else last))
        last = branch.first - 1
        branch = None if branch.parent is None else branches.get(branch.parent)
    return found[::-1]


def append(counter: Counter, branch: int, links: Sequence[Link], at: datetime) -> None:
    """Store events that are new, within the caller's transaction."""
    rows = (
        (
            counter.organisation_id,
            counter.pk,
            branch,
            link.sequence,
            bytes.fromhex(link.hash),
            link.event,
            link.salt,
            link.particulars,
        )
        for link in links
    )
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(_COPY) as copy:
                copy.set_types(_TYPES)
                for row in rows:
                    copy.write_row((*row, at))
        else:
            written = connection.ops.adapt_datetimefield_value(at)
            # SQLite's own cursor: Django would look for %s in a statement that has none of them.
            connection.connection.executemany(_INSERT, [(*row, written) for row in rows])


def hashes(counter: Counter, branch: int, first: int, last: int) -> list[str]:
    """The hashes a branch holds of these places, in order."""
    rows = _rows(counter).filter(branch=branch, sequence__range=(first, last)).order_by("sequence")
    return [bytes(found).hex() for found in rows.values_list("hash", flat=True)]


def hash_at(counter: Counter, branch: int, sequence: int) -> str | None:
    """The hash a branch holds at a place, if it holds that place."""
    found = hashes(counter, branch, sequence, sequence)
    return found[0] if found else None


def places_held(counter: Counter, sequences: Iterable[int]) -> set[tuple[int, str]]:
    """Which events are held at these places, of any branch."""
    rows = _rows(counter).filter(sequence__in=list(sequences)).values_list("sequence", "hash")
    return {(sequence, bytes(found).hex()) for sequence, found in rows}


def read(counter: Counter, parts: Sequence[Stretch], batch: int = 2000) -> Iterator[Link]:
    """Journal rows of consecutive stretches, in order, as they were recorded; ``batch`` at a time."""
    if not parts:
        return
    previous = hash_at(counter, parts[0].branch, parts[0].first - 1)
    if previous is None:
        previous = Branch.objects.get(counter=counter, number=parts[0].branch).previous
    for part in parts:
        for first in range(part.first, part.last + 1, batch):
            rows = _rows(counter).filter(branch=part.branch, sequence__range=(first, min(first + batch - 1, part.last)))
            for sequence, hashed, event, salt, particulars in rows.order_by("sequence").values_list(
                "sequence", "hash", "event", "salt", "particulars"
            ):
                link = Link(
                    sequence=sequence,
                    previous=previous,
                    hash=bytes(hashed).hex(),
                    event=bytes(event),
                    salt=_bytes(salt),
                    particulars=_bytes(particulars),
                )
                previous = link.hash
                yield link


def read_one(counter: Counter, branch: int, sequence: int) -> Link | None:
    """The event a branch holds at a place."""
    return next(read(counter, [Stretch(branch, sequence, sequence)]), None)


def erase(counter: Counter, parts: Sequence[Stretch], sequences: Iterable[int]) -> int:
    """Take the particulars of these events of one journal away for good; how many had some."""
    wanted = sorted(set(sequences))
    erased = 0
    for part in parts:
        within = [sequence for sequence in wanted if part.first <= sequence <= part.last]
        for place in range(0, len(within), 500):
            rows = _rows(counter).filter(branch=part.branch, sequence__in=within[place : place + 500])
            erased += rows.filter(Q(salt__isnull=False)).update(salt=None, particulars=None)
    return erased


def _rows(counter: Counter) -> QuerySet[JournalEvent]:
    # The organisation is named in every question: that is what the table is partitioned by.
    return JournalEvent.objects.filter(organisation_id=counter.organisation_id, counter_id=counter.pk)


def _bytes(found: Any) -> bytes | None:
    return None if found is None else bytes(found)
