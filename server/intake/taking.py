"""A batch is taken: its signature, its place, its events, all in one transaction, and then the answer.

The answer is made after the commit: what is acknowledged is on the centre's disk. The cheap questions come first;
nothing is unsealed for whom the centre does not know.
"""

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from forms.batches import BatchHeader, BatchLimits, open_batch, read_header
from forms.chain import Link
from forms.exchange import Place
from forms.problems import Problem
from server.accounts.models import User
from server.intake import journal
from server.intake.acknowledging import Answer, acknowledge, refuse
from server.intake.judging import take_in
from server.intake.models import Delivery
from server.intake.noting import alarm_about, check_counter_pace, note_refused
from server.intake.places import branches_of, find_known, take_place
from server.intake.signers import check_key, end_earlier_keys, find_counter, read_wall
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter

_ANY = BatchLimits(events=1 << 62, sealed=1 << 62, plain=1 << 62)  # a header is small, whatever it claims
_CLOCKS_DIFFER = timedelta(days=1)


def take_batch(data: bytes, *, way: str, user: User | None = None) -> list[bytes]:
    """Take a batch that came by ``way`` (network or file); the signed documents to answer with."""
    return receive_batch(data, way=way, user=user).documents


def receive_batch(data: bytes, *, way: str, user: User | None = None, address: str | None = None) -> Answer:
    """What ``take_batch`` does, with what went wrong told beside the documents."""
    header: BatchHeader | None = None
    counter: Counter | None = None
    try:
        header = _sound(read_header(data, _ANY))
        counter = find_counter(header.counter)
        check_key(counter, header.key)
        if way == "network":
            check_counter_pace(counter)
        links = open_batch(data, key_ring().opening, settings.EXCHANGE_LIMITS)
        counter = _store(header, links, len(data), way, user)
    except Problem as problem:
        return _turn_away(problem, header, counter, len(data), way, user, address)
    # The batch's own end, which the counter has for certain: the centre's latest place may be of another continuation.
    upto = Place(sequence=header.last, hash=header.hash)
    return acknowledge(counter, recipient=header.recipient, batch=header.id, upto=upto)


def refuse_large(head: bytes, size: int, address: str | None) -> Answer:
    """Say to whom the first bytes are from that the whole is too large to be read at all."""
    try:
        header = read_header(head, _ANY)
    except Problem:
        header = None
    problem = Problem("852", size=size, most=most_bytes())
    code, recipient = (header.counter, header.recipient) if header else ("", "")
    note_refused(problem, what="batch", way="network", code=code, size=min(size, 1 << 30), address=address)
    return refuse(problem, code=code, recipient=recipient, batch=header.id if header else "")


def most_bytes() -> int:
    """The largest batch that is read at all: what is sealed, and room for the header."""
    return int(settings.EXCHANGE_LIMITS.sealed) + 8192


def _sound(header: BatchHeader) -> BatchHeader:
    if header.last >= journal.MOST_SEQUENCE:
        raise Problem("820", detail="no journal is that long")
    return header


@transaction.atomic(durable=True)
def _store(header: BatchHeader, links: list[Link], size: int, way: str, user: User | None) -> Counter:
    """Everything a batch changes. Raises Problem, and then nothing is changed."""
    counter = find_counter(header.counter, lock=True)
    key = check_key(counter, header.key)  # once more: it may have been revoked while the batch was opened
    now = timezone.now()
    branches = branches_of(counter)
    found = find_known(counter, branches, links)
    fresh = links[found.known :]
    refused = 0
    if fresh:
        branch = take_place(counter, branches, found, fresh)
        journal.append(counter, branch.number, fresh, now)
        branch.last, branch.last_hash = fresh[-1].sequence, fresh[-1].hash
        branch.save()
        counter.branch, counter.upto, counter.upto_hash = branch.number, branch.last, branch.last_hash
        counter.head = max(counter.head, branch.last)
        refused = take_in(counter, branch.number, fresh, now)
        end_earlier_keys(key)
    counter.last_contact, counter.last_way = now, way
    counter.save(update_fields=_CHANGED)
    Delivery.objects.create(
        counter=counter,
        way=way,
        what="batch",
        batch=header.id,
        first=header.first,
        last=header.last,
        bytes=size,
        stored=len(fresh),
        known=found.known,
        refused=refused,
        user=user,
    )
    return counter


_CHANGED = ("branch", "upto", "upto_hash", "head", "last_contact", "last_way", "last_event_at")


def _turn_away(
    problem: Problem,
    header: BatchHeader | None,
    counter: Counter | None,
    size: int,
    way: str,
    user: User | None,
    address: str | None,
) -> Answer:
    """Keep that it came, raise the alarm where it is suspicious, and say no."""
    code, recipient, batch = (header.counter, header.recipient, header.id) if header else ("", "", "")
    if problem.code == "851":
        seconds = int(str(problem.fields["seconds"]))
        return refuse(problem, counter=counter, recipient=recipient, batch=batch, retry_seconds=seconds)
    with transaction.atomic():
        note_refused(
            problem,
            what="batch",
            way=way,
            counter=counter,
            code=code,
            size=size,
            batch=batch,
            user=user,
            address=address,
        )
        if counter is not None and header is not None and not _merely_late(problem, counter, header):
            about: dict[str, str | int] = {"key": header.key[:16], "first": header.first, "last": header.last}
            about["hash"] = header.hash[:16]
            alarm_about(counter, problem, about)
    if counter is not None:
        counter.refresh_from_db()
    return refuse(problem, counter=counter, code=code, recipient=recipient, batch=batch)


def _merely_late(problem: Problem, counter: Counter, header: BatchHeader) -> bool:
    """A stick that was under way when the counter changed its key: no reason to be alarmed."""
    if problem.code != "838":
        return False
    key = counter.keys.get(signing=header.key)
    made = read_wall(header.made_at)
    return made is not None and key.ended_at is not None and made < key.ended_at + _CLOCKS_DIFFER
