"""An application filed where nobody sits at a counter: when it was filed, and by when it is answered."""

import re
from datetime import datetime, time

from desktop.domain.case import CaseDraft
from desktop.domain.channels import accepted_by_corporation, is_package
from desktop.domain.deadlines import due_date, week_of
from desktop.domain.hours import WorkingHours, choose_hours
from forms.calendar import Calendar
from forms.dates import parse_date
from forms.due_dates import DueDate
from forms.editions import ChannelKind, Edition
from forms.problems import Problem

ELECTRONIC: tuple[ChannelKind, ...] = ("portal", "platform")


def is_filed_elsewhere(draft: CaseDraft) -> bool:
    """Whether the application came through a portal or a platform, whose moment of filing counts."""
    return draft.channel in ELECTRONIC


def read_filing(typed: str, now: datetime) -> datetime:
    """The moment of filing from “21.11.2026 18:40”, in the zone of ``now``. Raises Problem 1009.

    An hour alone is not taken: after hours is another day. A moment still to come cannot be one of filing.
    """
    day, _, hour = " ".join(typed.split()).rpartition(" ")
    try:
        moment = datetime.combine(parse_date(day), _hour(hour), now.tzinfo)
    except (Problem, ValueError) as error:
        raise Problem("1009", found=typed.strip()) from error
    if moment > now:
        raise Problem("1009", found=typed.strip())
    return moment


def filing_of(draft: CaseDraft, now: datetime) -> datetime:
    """From when the terms of a case run: its filing, or ``now`` where it is handed in. Raises Problem 1009, 1056."""
    if is_package(draft):
        return accepted_by_corporation(draft, now)
    return read_filing(draft.filed_at, now) if is_filed_elsewhere(draft) else now


def filing_due(
    edition: Edition,
    channel: ChannelKind,
    filed: datetime,
    calendar: Calendar,
    *,
    own: WorkingHours | None = None,
    organisation: WorkingHours | None = None,
) -> DueDate | None:
    """By when what was filed there is answered, or None where the edition gives that channel no term.

    What comes after the end of work counts as of the next working day (order 32 of 2025, annex 1, row 7); the end of
    work is the organisation's, since the platform itself never closes.
    """
    terms = (
        term
        for term in edition.terms
        if term.counted_from == "acceptance"
        and channel in (term.channels or (channel,))
        and (term.since is None or term.since <= filed.date())
    )
    term = next(terms, None)
    if term is None:
        return None
    closes = closing_time(edition, own=own, organisation=organisation)
    return due_date(term, filed, calendar, week=week_of(edition, channel), closes=closes)


def closing_time(
    edition: Edition, *, own: WorkingHours | None = None, organisation: WorkingHours | None = None
) -> time | None:
    """The end of the provider's working day: of the service here, by the edition, or in general."""
    hours, _ = choose_hours(edition, own=own, organisation=organisation)
    return None if hours is None else hours.closes


def _hour(typed: str) -> time:
    found = re.fullmatch(r"([0-9]{1,2})[:.]([0-9]{2})", typed)
    if found is None:
        raise ValueError(typed)
    return time(int(found[1]), int(found[2]))
