"""Where a batch belongs: which of its events the centre has, on which continuation, and whether the rest may follow.

A journal is a tree here: a store that was restored goes on from an earlier event, tells so by ``segment_opened``, and
from there on is another branch. Anything else in a place that is taken is a fork: a store that is at work twice.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import msgspec

from forms.chain import FIRST_HASH, Link
from forms.events import SegmentOpened, read_event
from forms.exchange import Place
from forms.problems import Problem
from server.intake import journal
from server.intake.guarding import safely
from server.intake.models import Branch
from server.organisations.models import Counter
from server.register.folding import turn_to

_MOST_KNOWN = 50


class Found(NamedTuple):
    """How much of a batch is held: the first ``known`` events, the last of them or the place before on ``branch``."""

    known: int
    branch: Branch | None  # None: before every first event


def branches_of(counter: Counter) -> dict[int, Branch]:
    """The continuations of a counter's journal by their number."""
    return {branch.number: branch for branch in Branch.objects.filter(counter=counter).order_by("number")}


def tips(branches: Mapping[int, Branch], present: int) -> tuple[Place, ...]:
    """Where the continuations end, the present one first, then the latest."""
    ordered = sorted(branches.values(), key=lambda one: (one.number != present, -one.number))
    return tuple(Place(sequence=one.last, hash=one.last_hash) for one in ordered[:_MOST_KNOWN])


def find_known(counter: Counter, branches: Mapping[int, Branch], links: Sequence[Link]) -> Found:
    """Compare a batch with what is held, event by event. Raises Problem 839 where the place before it is not held."""
    first = links[0]
    branch = _holder(counter, branches, first.sequence - 1, first.previous)
    known = 0
    while known < len(links):
        place = links[known].sequence
        if branch is not None and branch.last >= place:
            held = journal.hashes(counter, branch.number, place, min(branch.last, links[-1].sequence))
            same = 0
            while same < len(held) and held[same] == links[known + same].hash:
                same += 1
            known += same
            if same:
                continue
        onward = _onward(counter, branches, branch, links[known])
        if onward is None:
            break
        branch = onward
    return Found(known, branch)


def take_place(counter: Counter, branches: dict[int, Branch], found: Found, links: Sequence[Link]) -> Branch:
    """The branch that new events go to, opened where they may open one. Raises Problem 840 for a fork."""
    first, branch = links[0], found.branch
    if branch is not None and branch.number == counter.branch and branch.last == first.sequence - 1:
        return branch
    if branches and not _continues(first, branches, counter):
        raise Problem("840", sequence=first.sequence, counter=counter.code)
    before = journal.stretches(branches, counter.branch)
    opened = Branch(
        counter=counter,
        number=max(branches, default=-1) + 1,
        parent=None if branch is None else branch.number,
        first=first.sequence,
        previous=first.previous,
        last=first.sequence - 1,
        last_hash=first.previous,
    )
    branches[opened.number] = opened
    now = journal.stretches(branches, opened.number)
    safely(lambda: turn_to(counter, before, now))  # where it fails, the register is drawn anew from the journals
    return opened


def _continues(link: Link, branches: Mapping[int, Branch], counter: Counter) -> bool:
    """Whether this event may stand where another does, or after the end of a journal that was left."""
    try:
        act = read_event(link.event).act
    except msgspec.MsgspecError:
        return False
    if not isinstance(act, SegmentOpened):
        return False
    if link.sequence > 1:
        return act.continues == link.previous
    # A computer begun anew under the code of a lost one: the district gave its key an invitation.
    return act.continues is None and act.counter_key not in _first_keys(counter, branches)


def _first_keys(counter: Counter, branches: Mapping[int, Branch]) -> set[str]:
    found = set()
    for branch in branches.values():
        if branch.parent is None and (link := journal.read_one(counter, branch.number, 1)) is not None:
            try:
                act = read_event(link.event).act
            except msgspec.MsgspecError:
                continue
            if isinstance(act, SegmentOpened):
                found.add(act.counter_key)
    return found


def _holder(counter: Counter, branches: Mapping[int, Branch], sequence: int, hashed: str) -> Branch | None:
    if sequence == 0:
        if hashed != FIRST_HASH:
            raise Problem("826", detail="the chain: nothing is before the first event")
        return None
    for branch in sorted(branches.values(), key=lambda one: one.number != counter.branch):
        if branch.first <= sequence <= branch.last:
            held = branch.last_hash if sequence == branch.last else journal.hash_at(counter, branch.number, sequence)
            if held == hashed:
                return branch
    raise Problem("839", first=sequence + 1, upto=counter.upto)


def _onward(counter: Counter, branches: Mapping[int, Branch], branch: Branch | None, link: Link) -> Branch | None:
    """The continuation that begins with this event after ``branch``, if there is one."""
    number = None if branch is None else branch.number
    begun = (one for one in branches.values() if one.parent == number and one.first == link.sequence)
    return next((one for one in begun if journal.hash_at(counter, one.number, one.first) == link.hash), None)
