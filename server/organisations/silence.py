"""Counters somebody should ring up about: not heard from for working days, never enrolled, far behind, wrong clock."""

from collections.abc import Mapping
from datetime import date, datetime, time, timedelta

from django.db.models import F, Q, QuerySet
from django.utils import timezone

from forms.calendar import Calendar, load_calendar
from server.organisations.models import Counter
from server.organisations.standing import CLOCK_IN_DOUBT, LAGS

CHOICES = (1, 2, 3, 5)
USUAL = 2
KINDS = ("silent", "never", "invited", "lag", "clock")


def silent_since(days: int, today: date, calendar: Calendar) -> datetime:
    """Whoever was last heard before this moment was silent for that many whole working days.

    Today does not count, it is not over. Midnight of the centre's zone.
    """
    day = today
    while days:
        day -= timedelta(days=1)
        days -= calendar.is_working(day)
    return timezone.make_aware(datetime.combine(day, time()))


def working_days_silent(counter: Counter, today: date, calendar: Calendar) -> int:
    """Whole working days since it was last heard, or since it was made where it never was."""
    since = timezone.localdate(counter.last_contact or counter.enrolled_at or counter.made_at)
    return calendar.count_working_days(since + timedelta(days=1), today - timedelta(days=1)) if since < today else 0


def counters_by_kind(
    counters: QuerySet[Counter], days: int, today: date, calendar: Calendar | None = None
) -> Mapping[str, QuerySet[Counter]]:
    """Of these counters those of each kind, the longest silent first. Who was revoked is not waited for."""
    since = silent_since(days, today, calendar or load_calendar())
    at_work = counters.filter(state=Counter.State.ACTIVE, organisation__active=True)
    invited = counters.filter(state=Counter.State.INVITED, organisation__active=True)
    heard = at_work.filter(last_contact__isnull=False)
    never = Q(last_contact__isnull=True)
    return {
        "silent": heard.filter(last_contact__lt=since).order_by("last_contact", "pk"),
        "never": at_work.filter(never).order_by("enrolled_at", "pk"),
        "invited": invited.order_by("made_at", "pk"),
        "lag": heard.filter(LAGS).order_by(F("upto") - F("head"), "pk"),
        "clock": heard.filter(CLOCK_IN_DOUBT).order_by("code"),
    }
