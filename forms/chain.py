"""The hash chain that binds the journal: each event's hash covers its bytes and the hash before it."""

import hashlib
from collections.abc import Iterable, Iterator

import msgspec

from forms.events import digest_particulars, read_event

FIRST_HASH = "0" * 64


def link_hash(previous: str, event_bytes: bytes) -> str:
    """SHA-256 over the previous hash (32 bytes) and the event's canonical bytes, hex."""
    return hashlib.sha256(bytes.fromhex(previous) + event_bytes).hexdigest()


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """A journal row as kept: what verification needs and no more."""

    sequence: int
    previous: str
    hash: str
    event: bytes
    salt: bytes | None
    particulars: bytes | None


class Fault(msgspec.Struct, frozen=True, kw_only=True):
    """Something that does not verify. ``kind`` is a code, the sentence is made where it is shown."""

    sequence: int
    # gap, broken_link, changed_event, unreadable_event, wrong_place, changed_particulars or lost_particulars
    kind: str
    detail: str = ""


def find_faults(links: Iterable[Link], erased: frozenset[int] = frozenset()) -> Iterator[Fault]:
    """Walk the journal from its first row and yield every fault.

    ``erased`` are the sequences whose particulars a ParticularsErased event names; any other event with a digest
    must still have particulars that match it.
    """
    expected_sequence, previous = 1, FIRST_HASH
    for link in links:
        if link.sequence != expected_sequence:
            yield Fault(sequence=expected_sequence, kind="gap", detail=str(link.sequence))
        if link.previous != previous:
            yield Fault(sequence=link.sequence, kind="broken_link")
        if link_hash(link.previous, link.event) != link.hash:
            yield Fault(sequence=link.sequence, kind="changed_event")
        try:
            event = read_event(link.event)
        except msgspec.MsgspecError as error:
            yield Fault(sequence=link.sequence, kind="unreadable_event", detail=str(error))
        else:
            if event.sequence != link.sequence:
                yield Fault(sequence=link.sequence, kind="wrong_place", detail=str(event.sequence))
            if event.particulars_digest is not None:
                if link.particulars is None or link.salt is None:
                    if link.sequence not in erased:
                        yield Fault(sequence=link.sequence, kind="lost_particulars")
                elif digest_particulars(link.particulars, link.salt) != event.particulars_digest:
                    yield Fault(sequence=link.sequence, kind="changed_particulars")
        expected_sequence, previous = link.sequence + 1, link.hash
