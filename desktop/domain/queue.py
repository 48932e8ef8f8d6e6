"""The rules of the walk-in queue: in order, without favour, and how long it will take.

Order 202 of 2020, annex 7, paragraph 7: in queue order, without prior booking and without expedited service.
"""

import math
from collections.abc import Mapping

from forms.catalogues import N_
from forms.editions import Edition
from forms.moments import Moment, measure
from forms.problems import Problem
from forms.texts import Text
from forms.visits import Visit

MOST_NUMBER = 999

# Whom the law lets go before others whatever the edition says; editions may name more.
LAWFUL_GROUNDS: Mapping[str, str] = {"disability": N_("a person with a disability, or who accompanies one")}

HOLD_REASONS: Mapping[str, str] = {
    "fetches_paper": N_("fetches a missing paper"),
    "fills_form": N_("fills in the application"),
    "called_away": N_("was called away"),
    "waits_for_head": N_("waits for the head"),
    "counter_trouble": N_("trouble at the counter"),
    "other": N_("another reason"),
}

CLOSE_REASONS: Mapping[str, str] = {
    "left": N_("left without waiting"),
    "question_answered": N_("had a question only"),
    "not_our_service": N_("needs a service that is given elsewhere"),
    "by_mistake": N_("the ticket was issued by mistake"),
    "day_ended": N_("the working day ended"),
    "other": N_("another reason"),
}


def next_number(last: int) -> int:
    """The ticket number after ``last``: 1 after 999."""
    return last % MOST_NUMBER + 1


def grounds_of(edition: Edition) -> dict[str, str | Text]:
    """The legal grounds for going before others under an edition: our message, or the edition's words."""
    return {**LAWFUL_GROUNDS, **{priority.key: priority.title for priority in edition.priorities}}


def check_order(passed_over: int, ground: str, grounds: Mapping[str, object]) -> None:
    """Whether someone may go before ``passed_over`` others. Raises Problems 602 and 603."""
    if passed_over and not ground:
        raise Problem("602", count=passed_over)
    if ground and ground not in grounds:
        raise Problem("603", ground=ground)


def check_patience(visit: Visit, now: Moment, seconds: int) -> None:
    """Whether who was called had the time to come. Raises Problem 607 before."""
    gone = 0.0 if visit.called_at is None else measure(visit.called_at, now).seconds
    if gone < seconds:
        raise Problem("607", ticket=visit.label, gone=int(gone), left=math.ceil(seconds - gone))


def check_no_show(visit: Visit, most_recalls: int) -> None:
    """Whether who was called may be written down as a no-show. Raises Problem 605 before the last recall."""
    if visit.recalls < most_recalls:
        raise Problem("605", ticket=visit.label, recalls=visit.recalls, most=most_recalls)


def expect_wait(ahead: int, usual_seconds: float, *, served_seconds: float | None) -> int:
    """Seconds until the call: who waits before, and the rest of who is served now (``served_seconds``, or None)."""
    rest = 0.0 if served_seconds is None else max(0.0, usual_seconds - served_seconds)
    return round(ahead * usual_seconds + rest)
