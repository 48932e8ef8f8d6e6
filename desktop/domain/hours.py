"""Whether the counter is within its hours, and whose hours they are. The clerk is told and may go on."""

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Literal

import msgspec

from forms.calendar import Calendar, Day
from forms.editions import Edition, Weekday
from forms.texts import Text

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Whose = Literal["service", "edition", "organisation"]
Who = Literal["provider", "provider_intake", "state_corporation", "platform"]


class WorkingHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Days and hours, local time. ``lunch`` from and to; none where nobody stops for it."""

    days: tuple[Weekday, ...]
    opens: time
    closes: time
    lunch: tuple[time, time] | None = None


@dataclass(frozen=True)
class IntakeState:
    """``open``, or why not; ``hours`` are those of the day and ``whose``, empty where nobody states any.

    ``week`` are those of every day, one for each the source tells apart: a Saturday may be shorter.
    """

    kind: Literal["open", "lunch", "early", "late", "day_off", "unstated"]
    hours: WorkingHours | None = None
    why_off: Text | None = None
    whose: Whose | None = None
    week: tuple[WorkingHours, ...] = ()


def judge_intake(
    edition: Edition,
    calendar: Calendar,
    at: datetime,
    *,
    own: WorkingHours | None = None,
    organisation: WorkingHours | None = None,
    corporation: bool = False,
) -> IntakeState:
    """How ``at`` (local, aware) stands to the hours of intake.

    ``own`` are the organisation's hours of this service, ``organisation`` its general ones; ``corporation``: at a State
    Corporation desk, whose hours the edition states apart.
    """
    stated, whose = choose_hours(edition, own=own, organisation=organisation, corporation=corporation)
    if not stated:
        return IntakeState("unstated")
    days = {day for one in stated for day in one.days}
    day = calendar.day(at.date(), 6 if "sat" in days else 5)
    hours = hours_on(stated, at.date()) or stated[0]
    if not _is_worked(day, days):
        return IntakeState("day_off", hours, None if day.is_working else day.name, whose, stated)
    now = at.time().replace(tzinfo=None)
    if now < hours.opens:
        return IntakeState("early", hours, whose=whose, week=stated)
    if now >= hours.closes:
        return IntakeState("late", hours, whose=whose, week=stated)
    if hours.lunch is not None and hours.lunch[0] <= now < hours.lunch[1]:
        return IntakeState("lunch", hours, whose=whose, week=stated)
    return IntakeState("open", hours, whose=whose, week=stated)


def choose_hours(
    edition: Edition,
    *,
    own: WorkingHours | None = None,
    organisation: WorkingHours | None = None,
    corporation: bool = False,
) -> tuple[tuple[WorkingHours, ...], Whose | None]:
    """The hours that hold: the service's own, else the edition's (of intake before of opening), else the general."""
    if own is not None:
        return (own,), "service"
    stated = (
        stated_hours(edition, "state_corporation")
        if corporation
        else stated_hours(edition, "provider_intake") or stated_hours(edition, "provider")
    )
    if stated:
        return stated, "edition"
    return ((organisation,), "organisation") if organisation is not None else ((), None)


def stated_hours(edition: Edition, who: Who) -> tuple[WorkingHours, ...]:
    """What an edition states of one: a row for each days of the week it tells apart."""
    return tuple(
        WorkingHours(days=hours.days, opens=hours.opens, closes=hours.closes, lunch=hours.lunch)
        for hours in edition.hours
        if hours.who == who
    )


def hours_on(stated: tuple[WorkingHours, ...], day: date) -> WorkingHours | None:
    """The hours of a weekday, or None where none are stated: it is a day off."""
    return next((hours for hours in stated if WEEKDAYS[day.weekday()] in hours.days), None)


def closing_on(stated: tuple[WorkingHours, ...], day: date) -> time | None:
    """When the working day ends on ``day``: before it begins on a day off, None where nothing is stated.

    A Saturday or Sunday nobody states is worked in the place of another day, if at all: then as on other days.
    """
    if not stated:
        return None
    hours = hours_on(stated, day)
    if hours is None and day.weekday() < WEEKDAYS.index("sat"):
        return time()
    return (hours or stated[0]).closes


def read_time(text: str) -> time | None:
    """A time of day typed as ``9:00``, ``09.00``, ``9``, ``0900``; None where it is none."""
    parts = text.strip().replace(".", ":").replace(",", ":").replace(" ", ":").split(":")
    if len(parts) == 1 and len(parts[0]) in (3, 4):
        parts = [parts[0][:-2], parts[0][-2:]]
    if not 1 <= len(parts) <= 2 or not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in parts):
        return None
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) == 2 else 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _is_worked(day: Day, days: set[Weekday]) -> bool:
    # A holiday or a moved rest day is off for everyone, a day worked instead is worked by everyone; which days of
    # an ordinary week are worked, the hours say: a school may receive on Sunday, or not on Tuesday.
    if day.kind == "worked_instead":
        return True
    return day.kind in ("working", "rest") and WEEKDAYS[day.day.weekday()] in days
