"""By when the result of one case is due, whichever way it came."""

from datetime import date, datetime

from desktop.domain.case import CaseDraft
from desktop.domain.channels import accepted_by_corporation, is_package
from desktop.domain.deadlines import counter_term, terms_of, week_of
from desktop.domain.reception_flow import facts_that_count
from desktop.domain.reception_steps import facts_of_steps
from forms.calendar import Calendar
from forms.due_dates import DueDate
from forms.editions import Edition
from forms.problems import Problem


def facts_of_case(edition: Edition, draft: CaseDraft) -> dict[str, str | bool]:
    """What conditions of the procedure and its terms may ask: the facts that count, the channel's, the steps'."""
    asked = set(edition.facts)
    others = {name: value for name, value in facts_of_steps(draft).items() if name not in asked}
    return {**facts_that_count(edition, draft), **others}


def case_due(edition: Edition, draft: CaseDraft, at: datetime, calendar: Calendar) -> DueDate | None:
    """The term of the case's result where it is applied for at ``at``: the counter's, or the State Corporation's.

    On that channel the days run from its acceptance, on both sides (regulation of 2018, paragraph 5; order 202 of 2020,
    paragraph 3): a package's from the day the Corporation accepted it. None as long as that or the provider's place is
    not known.
    """
    facts = facts_of_case(edition, draft)
    if draft.channel != "state_corporation":
        return counter_term(edition, at, calendar, facts)
    try:
        accepted = accepted_by_corporation(draft, at) if is_package(draft) else at
    except Problem:
        return None
    dues = terms_of(edition, accepted, calendar, channel="state_corporation", facts=facts)
    return next((due for due in dues if due.term.counted_from == "acceptance"), None)


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
