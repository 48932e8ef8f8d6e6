"""When a result is due: an edition's term in working days, from the moment of acceptance."""

from dataclasses import dataclass
from datetime import date, datetime, time

from forms.calendar import Calendar, WorkingWeek
from forms.calendar_files import Certainty
from forms.editions import Term
from forms.texts import Text


@dataclass(frozen=True)
class DueDate:
    """A due date and the working behind it, so that a paper and a screen can show how it was counted.

    ``accepted_on`` is the day the law takes for the acceptance; ``put_off`` says that it is not the day of filing.
    ``days`` are the working days counted, the last of which is ``due``. ``off`` are the rest days and holidays passed
    over, with their names. ``certainty`` is the least certain of the years counted through.
    """

    term: str
    due: date
    accepted_on: date
    put_off: bool
    days: tuple[date, ...]
    off: tuple[tuple[date, Text], ...]
    week: WorkingWeek
    certainty: Certainty


def due_date(
    term: Term,
    accepted_at: datetime,
    calendar: Calendar,
    *,
    week: WorkingWeek = 5,
    next_day_after: time | None = None,
) -> DueDate:
    """The due date of ``term`` for documents accepted at ``accepted_at``, local time.

    ``next_day_after`` is the end of the working day where the edition moves what is filed after it, or on a rest day,
    to the next working day (basic requirements of order 32 of 2025, item 7); without it the day of filing counts.
    """
    filed_on = accepted_at.date()
    accepted_on = filed_on
    if next_day_after is not None and (accepted_at.time() >= next_day_after or not calendar.is_working(filed_on, week)):
        accepted_on = calendar.next_working(filed_on, week)
    counted = calendar.add_working_days(
        accepted_on, term.working_days, exclude_first=term.first_day_excluded, week=week
    )
    passed = (date.fromordinal(day) for day in range(filed_on.toordinal(), counted.due.toordinal()))
    reasons = ((day, calendar.why_off(day, week)) for day in passed)
    return DueDate(
        term=term.key,
        due=counted.due,
        accepted_on=accepted_on,
        put_off=accepted_on != filed_on,
        days=counted.days,
        off=tuple((day, reason) for day, reason in reasons if reason is not None),
        week=week,
        certainty=_least_certain({calendar.certainty(year) for year in range(filed_on.year, counted.due.year + 1)}),
    )


def _least_certain(found: set[Certainty]) -> Certainty:
    order: tuple[Certainty, ...] = ("library", "expected", "confirmed")
    return next(certainty for certainty in order if certainty in found)
