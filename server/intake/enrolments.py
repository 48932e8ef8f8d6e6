"""A counter takes its invitation up, and later changes its keys. Everything may come twice and means one thing."""

import base64
import binascii
from datetime import datetime

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey
from django.db import transaction
from django.utils import timezone

from forms.exchange import Enrolled, Enrolment, KeyChange, KeyTaken, proof_words
from forms.problems import Problem
from forms.signed import open_for, read_signed, signer_of
from server.accounts.models import User
from server.intake.acknowledging import Answer, refuse, sign, signed_with_all, told
from server.intake.models import Delivery
from server.intake.noting import alarm_about, check_counter_pace, note_refused
from server.intake.reading import clean, is_key, recipient_of
from server.intake.signers import check_key, find_counter
from server.organisations.centre_keys import key_ring
from server.organisations.enrolling import digest_of
from server.organisations.models import Counter, CounterKey, Invited


def find_invitation(token: str) -> bytes:
    """The signed invitation a token opens, without the token. Raises Problem 845, 846."""
    invited = Invited.objects.filter(token_sha256=digest_of(token)).first()
    if invited is None:
        raise Problem("845")
    if invited.expires_at <= timezone.now():
        raise Problem("846", day=_day(invited.expires_at))
    return bytes(invited.document)


def receive_enrolment(data: bytes, *, way: str, user: User | None = None, address: str | None = None) -> Answer:
    """A counter says by which key it will be known: Enrolled, or why not."""
    recipient = recipient_of(data)
    enrolment: Enrolment | None = None
    try:
        signed = open_for(data, key_ring().opening)
        enrolment = read_signed(signed, Enrolment, None)
        if signer_of(signed) != enrolment.signing or not is_key(enrolment.sealing):
            raise Problem("830", detail="keys")
        _enrol(enrolment, len(data), way, user)
    except Problem as problem:
        counter = _alarm_of(enrolment, problem)
        code = "" if enrolment is None else enrolment.counter
        note_refused(
            problem, what="enrolment", way=way, counter=counter, code=code, size=len(data), user=user, address=address
        )
        return refuse(problem, code=code, recipient=recipient)
    content = Enrolled(counter=enrolment.counter, signing=enrolment.signing, at=told(timezone.now()))
    return Answer(enrolment.counter, [sign(content, recipient)])


def receive_key_change(data: bytes, *, way: str, user: User | None = None, address: str | None = None) -> Answer:
    """A counter says what it will sign with from now on: KeyTaken, or why not."""
    change: KeyChange | None = None
    counter: Counter | None = None
    try:
        change = read_signed(data, KeyChange, None)
        counter = find_counter(change.counter)
        if way == "network":
            check_counter_pace(counter)
        _change_key(change, signer_of(data), len(data), way, user)
    except Problem as problem:
        code = "" if change is None else change.counter
        if problem.code != "851":
            note_refused(
                problem,
                what="key_change",
                way=way,
                counter=counter,
                code=code,
                size=len(data),
                user=user,
                address=address,
            )
            if counter is not None and change is not None:
                alarm_about(counter, problem, {"key": signer_of(data)[:16], "next": change.signing[:16]})
        return refuse(problem, code=code, retry_seconds=30 if problem.code == "851" else 0)
    # Nothing in it says which of the centre's keys the counter knows.
    content = KeyTaken(counter=change.counter, signing=change.signing, at=told(timezone.now()))
    return Answer(change.counter, signed_with_all(content))


@transaction.atomic(durable=True)
def _enrol(enrolment: Enrolment, size: int, way: str, user: User | None) -> None:
    invited = Invited.objects.filter(token_sha256=digest_of(enrolment.token)).select_related("counter").first()
    if invited is None or invited.counter.code != enrolment.counter:
        raise Problem("845")
    counter = find_counter(enrolment.counter, lock=True)
    invited.refresh_from_db()
    key = CounterKey.objects.filter(signing=enrolment.signing).first()
    if invited.used_at is not None:
        if invited.used_key == enrolment.signing and key is not None and not key.revoked:
            return  # the answer was lost
        raise Problem("847")
    now = timezone.now()
    if invited.expires_at <= now:
        raise Problem("846", day=_day(invited.expires_at))
    if key is not None and key.counter_id != counter.pk:
        raise Problem("848", counter=counter.code)
    if key is not None and key.revoked:
        raise Problem("849", counter=counter.code)
    if key is None:
        key = CounterKey(counter=counter, signing=enrolment.signing)
    key.sealing, key.ended_at = enrolment.sealing, None
    key.save()
    counter.keys.exclude(pk=key.pk).filter(ended_at=None).update(ended_at=now)
    invited.used_at, invited.used_key = now, enrolment.signing
    invited.save()
    counter.state, counter.enrolled_at = Counter.State.ACTIVE, now
    counter.program = clean(enrolment.program, 40)
    counter.last_contact, counter.last_way = now, way
    counter.save(update_fields=["state", "enrolled_at", "program", "last_contact", "last_way"])
    Delivery.objects.create(counter=counter, way=way, what="enrolment", bytes=size, user=user)


@transaction.atomic(durable=True)
def _change_key(change: KeyChange, signer: str, size: int, way: str, user: User | None) -> None:
    counter = find_counter(change.counter, lock=True)
    if not is_key(change.sealing) or not _proven(change, signer):
        raise Problem("850", counter=counter.code)
    key = CounterKey.objects.filter(signing=change.signing).first()
    if key is not None and key.counter_id != counter.pk:
        raise Problem("848", counter=counter.code)
    if key is not None and not key.revoked and counter.state != Counter.State.REVOKED:
        return  # the answer was lost
    check_key(counter, signer)
    if key is not None:
        raise Problem("849", counter=counter.code)
    CounterKey.objects.create(counter=counter, signing=change.signing, sealing=change.sealing)
    Delivery.objects.create(counter=counter, way=way, what="key_change", bytes=size, user=user)


def _proven(change: KeyChange, signer: str) -> bool:
    try:
        public = Ed25519PublicKey.from_public_bytes(bytes.fromhex(change.signing))
        proof = base64.b64decode(change.proof, validate=True)
        public.verify(proof, proof_words(change.counter, signer, change.signing))
    except (ValueError, binascii.Error, InvalidSignature):
        return False
    return is_key(change.signing)


def _alarm_of(enrolment: Enrolment | None, problem: Problem) -> Counter | None:
    """The counter of an invitation that somebody else took up before."""
    if enrolment is None or problem.code not in ("846", "847", "848", "849"):
        return None
    counter = find_counter(enrolment.counter)
    alarm_about(counter, problem, {"key": enrolment.signing[:16]})
    return counter


def _day(moment: datetime) -> str:
    return f"{timezone.localtime(moment):%d.%m.%Y}"
