"""The ways an application comes to this desk: over the counter, from the State Corporation, from a portal or platform.

At a State Corporation desk every case is the Corporation's own side of its channel; at a school the same channel is the
provider's side: a package, without anybody at the counter.
"""

from datetime import date, datetime, time
from functools import lru_cache
from typing import Literal

from msgspec.structs import replace

from desktop.domain.case import CaseDraft
from desktop.domain.deadlines import procedure_for
from desktop.domain.same_edition import Same
from forms.dates import parse_date
from forms.editions import ChannelKind, Edition, Mark, Norms, Side
from forms.problems import Problem

OrganisationKind = Literal["school", "state_corporation"]

# What only who has the originals in hand can do: at a package the Corporation's officer did it.
_WITH_ORIGINALS: tuple[Mark, ...] = ("original_seen", "compared", "original_returned")


def has_channel(edition: Edition, channel: ChannelKind, day: date) -> bool:
    """Whether the edition knows the channel on ``day``; one worked by after its last day as on that day."""
    until = edition.in_force.until
    effective = day if until is None else min(day, until)
    return any(one.kind == channel and (one.since is None or one.since <= effective) for one in edition.channels)


def opened_as(edition: Edition, kind: OrganisationKind, day: date) -> tuple[ChannelKind, Side]:
    """The channel and side a case begins with at a desk of this kind. Raises Problem 1055 where there is none.

    An edition without a counter begins there all the same: somebody may come with a package to be looked through.
    """
    if kind == "school":
        return "counter", "provider"
    if not has_channel(edition, "state_corporation", day):
        raise Problem("1055", act=edition.label)
    return "state_corporation", "corporation"


def channels_offered(edition: Edition, kind: OrganisationKind, day: date) -> tuple[ChannelKind, ...]:
    """The ways the service step lets a school choose from: the counter first, then those we have steps for."""
    if kind != "school":
        return ("state_corporation",)
    others = tuple(
        channel.kind
        for channel in edition.channels
        if channel.kind != "counter"
        and has_channel(edition, channel.kind, day)
        and procedure_for(edition, day, channel.kind) is not None
    )
    return ("counter", *others)


def is_package(draft: CaseDraft) -> bool:
    """Whether the case is a package the State Corporation sent: nobody stands at the counter."""
    return draft.channel == "state_corporation" and draft.side == "provider"


def is_corporation(draft: CaseDraft) -> bool:
    """Whether the case was taken in at a State Corporation desk."""
    return draft.channel == "state_corporation" and draft.side == "corporation"


def asks_place(draft: CaseDraft) -> bool:
    """Whether it matters where the provider is: on both sides of the State Corporation's channel."""
    return draft.channel == "state_corporation"


def choose_channel(draft: CaseDraft, channel: ChannelKind) -> None:
    """Note how a case came to a school. What only another way asks is taken back."""
    draft.channel = channel
    if channel != "state_corporation":
        draft.package, draft.provider_place = "", ""
    if channel == "counter":
        draft.filed_at = ""


def norms_of(edition: Edition, draft: CaseDraft) -> Norms:
    """The norms of this case: the minutes are those of somebody served, and a package is not somebody."""
    return replace(edition.norms, waiting_minutes=None, serving_minutes=None) if is_package(draft) else edition.norms


def accepted_by_corporation(draft: CaseDraft, now: datetime) -> datetime:
    """When the Corporation accepted a package, from “21.11.2026”, in the zone of ``now``. Raises Problem 1056.

    A day is enough: no edition counts the hours of that channel.
    """
    typed = draft.filed_at.strip()
    try:
        day = parse_date(typed.partition(" ")[0])
    except Problem as error:
        raise Problem("1056", found=typed) from error
    if day > now.date():
        raise Problem("1056", found=typed)
    return datetime.combine(day, time(), now.tzinfo)


def edition_here(edition: Edition, draft: CaseDraft) -> Edition:
    """The edition as far as this way asks for it: of a package no marks that need the originals in hand."""
    return _as_package(Same(edition)) if is_package(draft) else edition


@lru_cache(maxsize=4)
def _as_package(same: Same) -> Edition:
    documents = tuple(
        replace(document, marks=tuple(mark for mark in document.marks if mark not in _WITH_ORIGINALS))
        for document in same.edition.documents
    )
    return replace(same.edition, documents=documents)
