"""A counter's question, and whatever else it hands over: what it is, who takes it, and the answer."""

import json
from dataclasses import dataclass
from datetime import datetime, timedelta

import msgspec
from django.db import transaction
from django.utils import timezone

from forms.batches import FAMILY, read_header
from forms.exchange import Enrolment, KeyChange, Place, Question, Report
from forms.problems import Problem
from forms.records import Kind
from forms.signed import SEALED, SIGNED, open_for, read_signed, signer_of
from server.accounts.models import User
from server.intake import journal
from server.intake.acknowledging import START, Answer, acknowledge, refuse, with_updates
from server.intake.enrolments import receive_enrolment, receive_key_change
from server.intake.models import Delivery
from server.intake.noting import alarm_about, check_counter_pace, note_refused
from server.intake.reading import clean, recipient_of
from server.intake.signers import check_key, find_counter, read_wall
from server.intake.taking import receive_batch
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter
from server.publishing.pending import updates_for
from server.register.models import OperatorName

_MOST_PLACES = 200
_MOST_OPERATORS = 500
_MOST_UPDATES = 10_000
_MOST_REPORT = 20_000
_LONGEST_LAG = 10**12
_QUESTIONS_KEPT = timedelta(days=30)  # counters ask every hour


@dataclass(frozen=True)
class TakenFile:
    """What became of one file of a stick: the counter's code where it was told, and what goes back to it."""

    counter: str
    documents: list[bytes]
    problem: Problem | None = None


def answer_question(data: bytes, way: str, user: User | None = None) -> list[bytes]:
    """Answer a sealed question: how far the centre has the journal, and what there is for the counter."""
    return receive_question(data, way=way, user=user).documents


def receive_question(data: bytes, *, way: str, user: User | None = None, address: str | None = None) -> Answer:
    """What ``answer_question`` does, with what went wrong told beside the documents."""
    recipient, signer = recipient_of(data), ""
    question: Question | None = None
    counter: Counter | None = None
    try:
        signed = open_for(data, key_ring().opening)
        question = read_signed(signed, Question, None)
        signer = signer_of(signed)
        counter = find_counter(question.counter)
        check_key(counter, signer)
        if way == "network":
            check_counter_pace(counter)
        if len(question.places) > _MOST_PLACES or not all(map(_sound, (*question.places, question.report.head))):
            raise Problem("830", detail="places")
        counter = _keep_report(question, signer, len(data), way, user)
    except Problem as problem:
        code = "" if question is None else question.counter
        if problem.code != "851":
            with transaction.atomic():
                note_refused(
                    problem,
                    what="question",
                    way=way,
                    counter=counter,
                    code=code,
                    size=len(data),
                    user=user,
                    address=address,
                )
                if counter is not None and problem.code in ("836", "837"):
                    alarm_about(counter, problem, {"key": signer[:16], "asked": 1})
        retry = 30 if problem.code == "851" else 0
        return refuse(problem, counter=counter, code=code, recipient=recipient, retry_seconds=retry)
    answer = acknowledge(counter, recipient=recipient, upto=_common(counter, question.places))
    has = frozenset(number for number in question.has_updates[:_MOST_UPDATES] if 0 < number < 1 << 31)
    return with_updates(answer, updates_for(counter, has=has, most_bytes=max(0, question.most_bytes)))


def take_file(name: str, data: bytes, user: User) -> TakenFile:
    """Take a file from a stick, of whatever kind its bytes say it is; its name is only what it is called by."""
    if data.startswith(FAMILY) or FAMILY.startswith(data[:12] or b"?"):
        answer = receive_batch(data, way="file", user=user)
    elif data.startswith(SEALED):
        answer = _take_sealed(data, user)
    elif data.startswith(SIGNED):
        answer = receive_key_change(data, way="file", user=user)
    else:
        return TakenFile("", [], Problem("853", file=clean(name, 80), folder="Kense-exchange"))
    return TakenFile(answer.counter, answer.documents, answer.problem)


def counter_of(data: bytes) -> str:
    """The code of the counter a file says it is of, empty where it says none; nothing is verified or changed."""
    try:
        if data.startswith(FAMILY):
            return read_header(data).counter
        if data.startswith(SEALED):
            content = read_signed(open_for(data, key_ring().opening), Kind, None)
        else:
            content = read_signed(data, Kind, None)
    except Problem:
        return ""
    return content.counter if isinstance(content, Question | Enrolment | KeyChange) else ""


def _take_sealed(data: bytes, user: User) -> Answer:
    try:
        content = read_signed(open_for(data, key_ring().opening), Kind, None)
    except Problem:
        content = None  # the question's reader says what is wrong with it
    if isinstance(content, Enrolment):
        return receive_enrolment(data, way="file", user=user)
    return receive_question(data, way="file", user=user)


def _sound(place: Place) -> bool:
    return 0 <= place.sequence < journal.MOST_SEQUENCE and len(place.hash) == 64


def _common(counter: Counter, places: tuple[Place, ...]) -> Place:
    """The latest of the places a counter named that is held here."""
    held = journal.places_held(counter, {place.sequence for place in places})
    both = [place for place in places if (place.sequence, place.hash) in held]
    return max(both, key=lambda place: place.sequence, default=START)


@transaction.atomic(durable=True)
def _keep_report(question: Question, signer: str, size: int, way: str, user: User | None) -> Counter:
    """Keep how the counter stands. A question that was long under way does not replace a later one's report."""
    counter = find_counter(question.counter, lock=True)
    check_key(counter, signer)
    now = timezone.now()
    asked_at = read_wall(question.asked_at)
    before = read_wall(str(counter.report.get("asked_at", "")))
    counter.last_contact, counter.last_way = now, way
    if before is None or (asked_at is not None and asked_at >= before):
        report = question.report
        counter.program = clean(report.program, 40)
        counter.head = min(report.head.sequence, journal.MOST_SEQUENCE)
        counter.clock_doubted = report.clock_doubted
        if way == "network" and asked_at is not None:  # a stick takes its time
            counter.clock_lag_seconds = _lag(asked_at, now)
        counter.report = _report(question)
        _keep_operators(counter, report)
    counter.save(
        update_fields=["last_contact", "last_way", "program", "head", "clock_doubted", "clock_lag_seconds", "report"]
    )
    Delivery.objects.filter(counter=counter, what="question", at__lt=now - _QUESTIONS_KEPT).delete()
    Delivery.objects.create(
        counter=counter, way=way, what="question", last=question.report.head.sequence, bytes=size, user=user
    )
    return counter


def _lag(asked_at: datetime, now: datetime) -> int:
    return max(-_LONGEST_LAG, min(_LONGEST_LAG, round((asked_at - now).total_seconds())))


def _report(question: Question) -> dict[str, object]:
    """The report as it is kept: without the operators, who have a table of their own."""
    told = msgspec.structs.replace(question.report, operators=())
    written = msgspec.json.encode(told).decode()
    if len(written) > _MOST_REPORT:
        written = msgspec.json.encode(msgspec.structs.replace(told, services={}, system="")).decode()
    kept: dict[str, object] = json.loads(written.replace("\\u0000", "\ufffd"))
    # A centre that was restored must not give a number again that it gave since (server/publishing/issuing.py).
    had = max((number for number in question.has_updates if 0 < number < 1 << 31), default=0)
    return {**kept, "asked_at": clean(question.asked_at, 40), "last_update": had}


def _keep_operators(counter: Counter, report: Report) -> None:
    named = {clean(one.id, 64): clean(one.name, 200) for one in report.operators[:_MOST_OPERATORS]}
    OperatorName.objects.bulk_create(
        [OperatorName(counter=counter, operator=operator, name=name) for operator, name in named.items()],
        update_conflicts=True,
        unique_fields=["counter", "operator"],
        update_fields=["name"],
    )
