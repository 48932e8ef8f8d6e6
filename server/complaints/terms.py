"""When a complaint must be answered, and forwarded: the edition's terms in working days."""

from dataclasses import dataclass
from datetime import date

from forms.calendar import Calendar
from forms.calendar_rules import WorkingWeek
from forms.complaint_terms import speaking_edition, term_of
from forms.due_dates import DueDate
from forms.editions import Term
from forms.reading import Editions


@dataclass(frozen=True)
class AnswerTerms:
    """``answer`` is the authorised body's, by ``edition``; ``forward`` for passing it on; None where no edition says.

    ``borrowed``: the case's own edition is silent, and the newest one that speaks counts.
    """

    answer: DueDate | None
    forward: DueDate | None
    edition: str
    borrowed: bool


def terms_of_complaint(label: str, received_on: date, editions: Editions, calendar: Calendar) -> AnswerTerms:
    """The terms of a complaint about what was done by the edition ``label``. Raises Problem 132."""
    own = editions.by_label(label)
    speaking = speaking_edition(own, editions, "complaint_authority")
    answer = term_of(speaking, "complaint_authority") if speaking is not None else None
    forward = term_of(own, "complaint_forward") or (term_of(speaking, "complaint_forward") if speaking else None)
    return AnswerTerms(
        answer=_count(answer, received_on, calendar),
        forward=_count(forward, received_on, calendar),
        edition=speaking.label if speaking is not None else "",
        borrowed=speaking is not None and speaking.label != own.label,
    )


def _count(term: Term | None, received_on: date, calendar: Calendar) -> DueDate | None:
    if term is None:
        return None
    week: WorkingWeek = 5  # an office's
    counted = calendar.add_working_days(
        received_on, term.working_days, exclude_first=term.first_day_excluded, week=week
    )
    passed = (date.fromordinal(day) for day in range(received_on.toordinal(), counted.due.toordinal()))
    told = (calendar.day(day, week) for day in passed)
    certainties = {calendar.certainty(year) for year in range(received_on.year, counted.due.year + 1)}
    return DueDate(
        term=term,
        due=counted.due,
        accepted_on=received_on,
        put_off=False,
        days=counted.days,
        off=tuple(day for day in told if not day.is_working),
        week=week,
        certainty=next(one for one in ("library", "expected", "confirmed") if one in certainties),
    )
