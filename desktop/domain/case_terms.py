"""By when the result of one case is due, whichever way it came."""

from datetime import date, datetime, time

from desktop.domain.case import CaseDraft
from desktop.domain.deadlines import counter_term, terms_of, week_of
from desktop.domain.filing import filing_of, is_filed_elsewhere
from desktop.domain.reception_flow import facts_of_case
from forms.calendar import Calendar
from forms.due_dates import DueDate
from forms.editions import Edition
from forms.problems import Problem


def case_due(
    edition: Edition, draft: CaseDraft, at: datetime, calendar: Calendar, *, closes: time | None = None
) -> DueDate | None:
    """The term of the case where it is applied for at ``at``, by the way it came; None where there is none.

    At the State Corporation the days run from its acceptance, on both sides (regulation of 2018, paragraph 5; order 202
    of 2020, paragraph 3): a package's from the day the Corporation accepted it. What was filed on a portal or platform
    runs from there, and from the next working day where it came after ``closes`` (order 32 of 2025, annex 1, row 7).
    None, too, as long as the moment or the provider's place is not known.
    """
    facts = facts_of_case(edition, draft)
    if draft.channel == "counter":
        return counter_term(edition, at, calendar, facts)
    try:
        since = filing_of(draft, at)
    except Problem:
        return None
    dues = terms_of(edition, since, calendar, channel=draft.channel, facts=facts, closes=closes)
    return next((due for due in dues if due.term.counted_from == "acceptance"), None)


def promised_due(edition: Edition, draft: CaseDraft, at: datetime, calendar: Calendar) -> DueDate | None:
    """By when the outcome itself promises a result.

    None for a refusal, for most counters, and for what was filed on a portal or platform: the outcome is its answer.
    """
    if draft.outcome != "accepted" or is_filed_elsewhere(draft):
        return None
    return case_due(edition, draft, at, calendar)


def resend_due(edition: Edition, asked_at: datetime, calendar: Calendar) -> date | None:
    """By when a result asked for again is sent: by the edition's own term, else by the days it gives for that.

    It is the provider who sends it, so its own week counts, also at the State Corporation's desk.
    """
    week = week_of(edition, "counter")
    dues = terms_of(edition, asked_at, calendar, channel="state_corporation", facts={}, week=week)
    found = next((due.due for due in dues if due.term.counted_from == "request"), None)
    if found is not None or edition.unclaimed is None:
        return found
    days = edition.unclaimed.resend_working_days
    return calendar.add_working_days(asked_at.date(), days, exclude_first=False, week=week).due
