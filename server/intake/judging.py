"""Event by event: what is stored is read, judged and counted, and what cannot be stands in the quarantine.

Whatever one event is, those after it count: nothing that is refused, and no fault of the register's own, holds up the
rest of a journal.
"""

import json
import re
from collections.abc import Sequence
from datetime import datetime
from functools import partial

import msgspec
from django.db import transaction
from django.utils import timezone

from forms.chain import Link
from forms.events import ParticularsErased, digest_particulars, read_event, read_particulars
from forms.exchange_acts import RefusalSettled
from forms.problems import Problem
from server.accounts.models import User
from server.intake import journal
from server.intake.acknowledging import plain_fields
from server.intake.guarding import safely
from server.intake.models import RefusedEvent
from server.intake.places import branches_of
from server.intake.signers import find_counter, read_moment
from server.organisations.models import Counter
from server.publishing import taken
from server.register.folding import Arrived, fold, judge

_KIND = re.compile(r"[a-z_]{1,40}")
# Of a case with every field filled to its end some kB: more is nobody's, and pages must show it.
_MOST_PARTICULARS = 256 << 10


def read_arrived(counter: Counter, branch: int, link: Link) -> Arrived:
    """What a stored event says. Raises Problem 841 for what cannot be read, 842 for another place, 843 for particulars.

    Particulars that are missing are no fault: the event that tells of their erasing comes later in the journal.
    """
    try:
        event = read_event(link.event)
    except msgspec.MsgspecError as error:
        raise Problem("841", detail=str(error), sequence=link.sequence) from error
    if (event.counter, event.sequence) != (counter.code, link.sequence):
        raise Problem("842", sequence=link.sequence, found=event.sequence, counter=event.counter)
    if read_moment(event.at) is None:
        raise Problem("841", detail="the time", sequence=link.sequence)
    if link.particulars is None or link.salt is None:
        return Arrived(branch, link.sequence, link.hash, event, None)
    if len(link.particulars) > _MOST_PARTICULARS:
        raise Problem("843", sequence=link.sequence, detail=f"{len(link.particulars)} bytes")
    if digest_particulars(link.particulars, link.salt) != event.particulars_digest:
        raise Problem("843", sequence=link.sequence)
    try:
        particulars = read_particulars(link.particulars, event.act)
    except msgspec.MsgspecError as error:
        raise Problem("843", detail=str(error), sequence=link.sequence) from error
    return Arrived(branch, link.sequence, link.hash, event, particulars)


def take_in(counter: Counter, branch: int, links: Sequence[Link], at: datetime) -> int:
    """Count what counts of events just stored; how many were refused. The counter's row is locked."""
    arrived: list[Arrived] = []
    refused: dict[int, Problem] = {}
    for link in links:
        try:
            arrived.append(read_arrived(counter, branch, link))
        except Problem as problem:
            refused[link.sequence] = problem
    _count(counter, arrived, refused)
    kinds = {one.sequence: _kind_of(one) for one in arrived}
    RefusedEvent.objects.bulk_create(
        RefusedEvent(
            organisation_id=counter.organisation_id,
            counter=counter,
            branch=branch,
            sequence=link.sequence,
            hash=link.hash,
            kind=kinds.get(link.sequence) or _kind_within(link.event),
            problem=refused[link.sequence].code,
            fields=plain_fields(refused[link.sequence].fields),
            refused_at=at,
        )
        for link in links
        if link.sequence in refused
    )
    for one in arrived:
        if one.sequence not in refused and isinstance(one.event.act, ParticularsErased | RefusalSettled):
            safely(partial(_act_on, counter, one))
    taken.note(counter, (one.event for one in arrived if one.sequence not in refused))
    times = [moment for one in arrived if (moment := read_moment(one.event.at)) is not None]
    if times:
        counter.last_event_at = times[-1]
    return len(refused)


def release(refused: RefusedEvent, user: User, note: str) -> None:
    """The district counts an event after all, whatever was said against it.

    Raises Problem 854 where that cannot be, 855 where it is settled already.
    """
    with transaction.atomic():
        counter = find_counter(refused.counter.code, lock=True)
        refused.refresh_from_db()
        if refused.state != RefusedEvent.State.OPEN:
            raise Problem("855", sequence=refused.sequence)
        link = journal.read_one(counter, refused.branch, refused.sequence)
        if link is None:
            raise Problem("854", sequence=refused.sequence, reason=Problem("841", sequence=refused.sequence))
        try:
            arrived = read_arrived(counter, refused.branch, link)
        except Problem as problem:
            raise Problem("854", sequence=refused.sequence, reason=problem) from problem
        if not safely(lambda: fold(counter, [arrived])):
            raise Problem("854", sequence=refused.sequence, reason=Problem("844", sequence=refused.sequence))
        _act_on(counter, arrived)
        refused.state = RefusedEvent.State.RELEASED
        refused.settled_at = timezone.now()
        refused.released_by = user
        refused.note = note[:400]
        refused.save()


def _count(counter: Counter, arrived: Sequence[Arrived], refused: dict[int, Problem]) -> None:
    """Judge and fold all at once; where that fails, one by one, so that only what is at fault is refused."""
    verdicts: dict[int, Problem] = {}
    if safely(lambda: verdicts.update(judge(counter, arrived))):
        refused.update(verdicts)
        counting = [one for one in arrived if one.sequence not in refused]
        if not counting or safely(lambda: fold(counter, counting)):
            return
    for one in arrived:
        if one.sequence in refused:
            continue
        found: dict[int, Problem] = {}
        if not safely(partial(_count_one, counter, one, found)):
            found = {one.sequence: Problem("844", sequence=one.sequence)}
        refused.update(found)


def _count_one(counter: Counter, one: Arrived, found: dict[int, Problem]) -> None:
    found.update(judge(counter, [one]))
    if not found:
        fold(counter, [one])


def _act_on(counter: Counter, one: Arrived) -> None:
    """What an event that counts means for what is kept here."""
    act = one.event.act
    if isinstance(act, ParticularsErased):
        parts = journal.stretches(branches_of(counter), one.branch)
        journal.erase(counter, parts, (place for place in act.sequences if 0 < place < one.sequence))
    elif isinstance(act, RefusalSettled) and 0 < act.sequence < one.sequence:
        held = RefusedEvent.objects.filter(counter=counter, sequence=act.sequence, state=RefusedEvent.State.OPEN)
        for refused in held:
            if refused.hash == act.hash:
                _settle(counter, refused, act, one.sequence)


def _settle(counter: Counter, refused: RefusedEvent, act: RefusalSettled, by: int) -> None:
    refused.settled_how = act.how
    refused.settled_by = act.by if 0 < act.by < by else by
    again = _judge_again(counter, refused) if act.how == "resent" else None
    if again is None:
        refused.state = RefusedEvent.State.SETTLED
        refused.settled_at = timezone.now()
    else:
        refused.problem = again.code
        refused.fields = plain_fields(again.fields)
        refused.refused_at = timezone.now()
    refused.save()


def _judge_again(counter: Counter, refused: RefusedEvent) -> Problem | None:
    link = journal.read_one(counter, refused.branch, refused.sequence)
    try:
        if link is None:
            raise Problem("841", sequence=refused.sequence)
        one = read_arrived(counter, refused.branch, link)
    except Problem as problem:
        return problem
    found: dict[int, Problem] = {}
    _count(counter, [one], found)
    if not found:
        _act_on(counter, one)
    return found.get(one.sequence)


def _kind_of(one: Arrived) -> str:
    return str(one.event.act.__struct_config__.tag)


def _kind_within(event: bytes) -> str:
    """What an event that cannot be read says it is."""
    try:
        kind = json.loads(event)["act"]["kind"]
    except (ValueError, KeyError, TypeError, RecursionError):
        return ""
    return kind if isinstance(kind, str) and _KIND.fullmatch(kind) else ""
