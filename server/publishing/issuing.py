"""Publishing: numbered, signed with the centre's key, for whom it is meant; and taken back."""

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import cast

from django.db import IntegrityError, transaction
from django.db.models import IntegerField, Max
from django.db.models.fields.json import KT
from django.db.models.functions import Cast
from django.utils import timezone

from forms.exchange import Update, UpdateSubject
from forms.problems import Problem
from forms.signed import sign_document
from server.accounts.models import User
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter, Organisation
from server.publishing.models import Audience, Prepared, Publication, Subject

_TRIES = 5
# What an answer may hold is bounded (forms/signed.py), and a counter at the end of a slow line takes it as one.
MOST_BYTES = 12 << 20
_MOST_LOST = 1000  # publications since a backup


@dataclass(frozen=True)
class Readers:
    """For whom: parts of the district with all below, and single counters; ``to_all``: every counter there will be."""

    organisations: Collection[Organisation] = ()
    counters: Collection[Counter] = ()
    to_all: bool = False


def issue(
    subject: Subject,
    name: str,
    content: str,
    readers: Readers,
    *,
    user: User | None,
    holds_from: date | None = None,
    replaces: Publication | None = None,
    signing: bytes | None = None,
) -> Publication:
    """Number it, sign it with the present key or with ``signing``, and keep it. What was checked is not checked again.

    Raises Problem 937 for what is too large, 939 for nobody, 942 where what it replaces holds no more.
    """
    size = len(content.encode())
    if size > MOST_BYTES:
        raise Problem("937", name=name, size=size >> 20, most=MOST_BYTES >> 20)
    if not (readers.organisations or readers.counters or readers.to_all):
        raise Problem("939")
    for attempt in range(1, _TRIES + 1):
        try:
            with transaction.atomic():
                return _issue(subject, name, content, readers, user, holds_from, replaces, signing)
        except IntegrityError:
            # Somebody published at the same moment; the number, or what both would replace, is theirs.
            if attempt == _TRIES:
                raise
    raise AssertionError("unreachable")


def publish(prepared: Prepared, readers: Readers) -> Publication:
    """Publish what was prepared."""
    with transaction.atomic():
        made = issue(
            Subject(prepared.subject),
            prepared.name,
            prepared.content,
            readers,
            user=prepared.user,
            holds_from=prepared.holds_from,
            replaces=prepared.replaces,
        )
        prepared.delete()
    return made


def withdraw(publication: Publication, user: User) -> None:
    """It goes to no counter any more. Those that took it keep it: what was done under it was lawful.

    Raises Problem 942 where it holds no more already.
    """
    with transaction.atomic():
        held = Publication.objects.select_for_update().get(pk=publication.pk)
        if held.state != "holds" or held.subject == Subject.KEYS:
            raise Problem("942", number=held.number)
        held.withdrawn_at, held.withdrawn_by = timezone.now(), user
        if held.subject == Subject.ROSTER:
            held.document = b""
        held.save(update_fields=["withdrawn_at", "withdrawn_by", "document"])


def _issue(
    subject: Subject,
    name: str,
    content: str,
    readers: Readers,
    user: User | None,
    holds_from: date | None,
    replaces: Publication | None,
    signing: bytes | None,
) -> Publication:
    last = Publication.objects.select_for_update().order_by("-number").first()
    if replaces is not None:
        replaces = Publication.objects.select_for_update().get(pk=replaces.pk)
        if replaces.state != "holds" or replaces.subject != subject:
            raise Problem("942", number=replaces.number)
    issued_at = timezone.localtime()
    update = Update(
        number=_next_number(last.number if last else 0),
        subject=cast(UpdateSubject, subject.value),
        name=name,
        content=content,
        issued_at=issued_at.isoformat(timespec="seconds"),
        holds_from=holds_from.isoformat() if holds_from else "",
        replaces=replaces.number if replaces else 0,
    )
    made = Publication.objects.create(
        number=update.number,
        subject=subject,
        name=name,
        sha256=hashlib.sha256(content.encode()).hexdigest(),
        size=len(content.encode()),
        holds_from=holds_from,
        document=sign_document(update, signing or key_ring().signing),
        issued_at=issued_at,
        issued_by=user,
        to_all=readers.to_all,
        replaces=replaces,
    )
    Audience.objects.bulk_create(
        [
            *(Audience(publication=made, organisation=one) for one in readers.organisations),
            *(Audience(publication=made, counter=one) for one in readers.counters),
        ]
    )
    if replaces is not None and subject is Subject.ROSTER:
        replaces.document = b""
        replaces.save(update_fields=["document"])
    return made


def _next_number(last: int) -> int:
    """One more than the last that was given, or that some counter says it has: after a restore from an older backup
    those given since are known to the counters alone. No counter can use the numbers up by what it says."""
    found = Counter.objects.aggregate(had=Max(Cast(KT("report__last_update"), IntegerField())))["had"] or 0
    return max(last, min(int(found), last + _MOST_LOST)) + 1
