"""What waits for a counter: what was published for it, and it does not say that it has.

What its journal once said it took is no reason to hold something back: a store restored from a backup lacks it again.
"""

from collections.abc import Collection

import msgspec
from django.db.models import Exists, OuterRef, Q

from forms.exchange import Update
from forms.signed import read_signed, seal_for, sign_document
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter
from server.publishing.issuing import MOST_BYTES
from server.publishing.models import Audience, Publication, Subject

# What speaks of people.
_SEALED = (Subject.ROSTER, Subject.ANSWER)


def updates_for(counter: Counter, *, has: Collection[int], most_bytes: int) -> list[bytes]:
    """The signed updates to send now, the centre's keys first, the others in order of their numbers.

    The small ones first where not all fit into ``most_bytes`` (0: as much as an answer may hold), and always one. A
    roster, or an answer about a case, is sealed to the counter.
    """
    sealing = (
        counter.keys.filter(ended_at=None, revoked=False).order_by("-pk").values_list("sealing", flat=True).first()
    )
    waiting = _waiting(counter, has)
    if sealing is None:
        waiting = [one for one in waiting if one.subject not in _SEALED]
    chosen = _fitting(waiting, min(most_bytes or MOST_BYTES, MOST_BYTES))
    documents = dict(Publication.objects.filter(pk__in=[one.pk for one in chosen]).values_list("pk", "document"))
    return [_document(one, bytes(documents[one.pk]), counter, sealing or "") for one in chosen]


def _waiting(counter: Counter, has: Collection[int]) -> list[Publication]:
    path = counter.organisation.path
    above = [path[: place + 1] for place, letter in enumerate(path) if letter == "/"]
    meant = Audience.objects.filter(publication=OuterRef("pk")).filter(
        Q(counter=counter) | Q(organisation__path__in=above)
    )
    found = Publication.objects.filter(Q(to_all=True) | Exists(meant), withdrawn_at=None, replaced_by=None).exclude(
        number__in=has
    )
    if counter.enrolled_at is not None:
        # Keys that were announced before a counter came are those it came with, or older.
        found = found.exclude(subject=Subject.KEYS, issued_at__lt=counter.enrolled_at)
    return list(found.defer("document").order_by("number"))


def _fitting(waiting: list[Publication], most_bytes: int) -> list[Publication]:
    """Keys come first whatever their number: what is signed with the new ones is believed only after them."""
    chosen: list[Publication] = []
    room = most_bytes
    for one in sorted(waiting, key=lambda one: (one.subject != Subject.KEYS, one.size, one.number)):
        if chosen and one.size > room:
            break
        chosen.append(one)
        room -= one.size
    return sorted(chosen, key=lambda one: (one.subject != Subject.KEYS, one.number))


def _document(publication: Publication, signed: bytes, counter: Counter, sealing: str) -> bytes:
    """As it was signed where it is for all; else signed anew, so that it names its counter and its key is in force."""
    if publication.to_all:
        return signed
    update = msgspec.structs.replace(read_signed(signed, Update, None), counter=counter.code)
    document = sign_document(update, key_ring().signing)
    return seal_for(document, sealing) if publication.subject in _SEALED else document
