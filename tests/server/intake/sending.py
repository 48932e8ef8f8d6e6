"""What a counter does to the centre in these tests, and what it reads out of the answer."""

import copy
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from itertools import count
from typing import TypeVar

import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from forms.chain import FIRST_HASH, Link
from forms.events import SegmentOpened
from forms.exchange import Acknowledgement, NotTaken, Place, Question, Report
from forms.signed import read_signed, seal_for, sign_document
from server.intake import journal
from server.intake.models import JournalEvent
from server.intake.places import branches_of
from server.intake.taking import take_batch
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter
from tests.server.making import InventedCounter

Kind = TypeVar("Kind", bound=msgspec.Struct)
_restored = count()


def document(documents: Sequence[bytes], kind: type[Kind]) -> Kind:
    """The one document of an answer, its signature the centre's."""
    assert len(documents) == 1
    return read_signed(documents[0], kind, {key_ring().public.signing})


def taken(data: bytes) -> Acknowledgement:
    """Send a batch that must be taken."""
    return document(take_batch(data, way="network"), Acknowledgement)


def not_taken(data: bytes) -> NotTaken:
    """Send a batch that must not be taken."""
    return document(take_batch(data, way="network"), NotTaken)


def place_of(link: Link) -> Place:
    """Where an event stands."""
    return Place(sequence=link.sequence, hash=link.hash)


def held(counter: InventedCounter) -> list[Link]:
    """The journal the centre holds of a counter's present continuation."""
    row = Counter.objects.get(code=counter.code)
    return list(journal.read(row, journal.stretches(branches_of(row), row.branch)))


def rows(counter: InventedCounter) -> int:
    """How many events the centre holds of a counter, on all continuations."""
    return JournalEvent.objects.filter(counter=counter.row).count()


def restore(counter: InventedCounter, sequence: int) -> None:
    """The store goes back to a backup of that place and goes on from there, as a restored one does."""
    del counter.links[sequence:]
    later = datetime(2026, 9, 2, tzinfo=UTC) + timedelta(seconds=next(_restored))  # no two are the same moment
    opened = SegmentOpened(counter_key=counter.public, continues=counter.links[-1].hash)
    counter.record(opened, wall=later.isoformat())


def twin_of(counter: InventedCounter) -> InventedCounter:
    """The same store once more, as a copied disk has it: what either records from now on the other has not."""
    twin = copy.copy(counter)
    twin.journal = copy.copy(counter.journal)
    twin.journal.links = twin.links = list(counter.links)
    return twin


def rekey(counter: InventedCounter) -> None:
    """The counter makes a key of its own; the centre is not told."""
    counter.journal.private = counter.private = Ed25519PrivateKey.generate()
    counter.public = counter.journal.public


def rename(counter: InventedCounter, code: str) -> None:
    """The counter says it is another."""
    counter.code = counter.journal.code = code


def question(
    counter: InventedCounter, places: Sequence[Place] | None = None, asked_at: str = "", **report: object
) -> bytes:
    """A sealed question of a counter; without ``places`` those a counter names."""
    if places is None:
        places, step, left = [], 1, len(counter.links)
        while left > 0:
            places.append(place_of(counter.links[left - 1]))
            left, step = left - step, step * 2
    head = place_of(counter.links[-1]) if counter.links else Place(sequence=0, hash=FIRST_HASH)
    content = Question(
        counter=counter.code,
        asked_at=asked_at or datetime.now().astimezone().isoformat(timespec="seconds"),
        places=tuple(places),
        report=Report(**{"program": "1.0", "head": head, **report}),  # type: ignore[arg-type]
    )
    return seal_for(sign_document(content, counter.private.private_bytes_raw()), key_ring().public.sealing)
