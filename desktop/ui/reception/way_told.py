"""The right column's terms for a case of the State Corporation's channel: its own minutes, and the due date counted."""

from desktop.domain.case_terms import case_due
from desktop.domain.channels import is_package
from desktop.domain.filing import is_filed_elsewhere
from desktop.domain.reception_flow import facts_that_count
from desktop.ui.context import Look
from desktop.ui.reception.desk import Desk
from desktop.ui.reception.filing import due_of_filing
from desktop.ui.reception.law_told import terms_shown
from desktop.ui.widgets.side_panel import Section
from desktop.ui.wording import say_source
from forms.day_words import long_date, weekday
from forms.due_dates import DueDate, count_words, working_words
from forms.editions import Edition


def home_visits_told(edition: Edition, look: Look) -> list[Section]:
    """Who cannot come is visited, where the edition says so: said on the telephone and at the counter alike."""
    code, quote = look.language.code, look.language.quote
    notes = tuple(
        (say_source(notice.source, code), quote(notice.text))
        for notice in edition.notices
        if notice.key == "home_visit"
    )
    return [Section(look.say("Visits at home"), notes)] if notes else []


def way_terms(desk: Desk, look: Look) -> list[Section]:
    """Minutes at the counter and every due date that concerns who stands here, whichever way the case came.

    A package's result is due whatever it is: a refusal goes to the State Corporation as an acceptance does.
    """
    draft, edition = desk.draft, desk.edition
    outcome = draft.outcome or desk.proposal().outcome
    facts = facts_that_count(edition, draft)
    shown = terms_shown(edition, outcome, desk.now(), desk.counter.calendar, look, facts)
    if draft.channel != "state_corporation" and not is_filed_elsewhere(draft):
        return shown
    filed = due_of_filing(desk)
    if filed is not None:
        return [Section(look.say("Terms"), (_note(filed, look),))]
    due = case_due(edition, draft, desk.now(), desk.counter.calendar)
    if due is None or (outcome != "accepted" and not is_package(draft)):
        return shown
    minutes = [] if is_package(draft) else [one for section in shown for one in section.notes][:1]
    return [Section(look.say("Terms"), (*minutes, _note(due, look)))]


def _note(due: DueDate, look: Look) -> tuple[str, str]:
    code = look.language.code
    day = f"{long_date(due.due, code)}, {weekday(due.due, code)} · {count_words(len(due.days), code)}"
    title = f"{look.language.quote(due.term.title)} · {say_source(due.term.source, code)}"
    return day, "\n".join([title, *working_words(due, code)])
