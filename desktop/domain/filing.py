"""An application filed where nobody sits at a counter: when it was filed, and when the day ends there."""

import re
from datetime import date, datetime, time

from desktop.domain.case import CaseDraft
from desktop.domain.channels import accepted_by_corporation, is_package
from desktop.domain.deadlines import closing_of
from desktop.domain.hours import WorkingHours, closing_on
from forms.dates import parse_date, show_date
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


def check_filing(edition: Edition, draft: CaseDraft, now: datetime) -> None:
    """Raise Problem 1009, 1056 where no moment of filing is typed, 1125 where it is before the edition's own days."""
    since = edition.in_force.since
    if filing_of(draft, now).date() < since:
        raise Problem("1125", found=draft.filed_at.strip(), act=edition.label, day=show_date(since))


def closing_time(
    edition: Edition, day: date, *, own: WorkingHours | None = None, organisation: WorkingHours | None = None
) -> time | None:
    """The end of the provider's working day on ``day``, before which intake at a counter may end.

    By the edition, else of the organisation in general, else of the service here; None where nobody states it.
    """
    stated = closing_of(edition, day)
    hours = organisation or own
    return stated if stated is not None or hours is None else closing_on((hours,), day)


def _hour(typed: str) -> time:
    found = re.fullmatch(r"([0-9]{1,2})[:.]([0-9]{2})", typed)
    if found is None:
        raise ValueError(typed)
    return time(int(found[1]), int(found[2]))
