"""Whether the counter is within its hours, and whose hours they are. The clerk is told and may go on."""

from dataclasses import dataclass
from datetime import datetime, time
from typing import Literal

import msgspec

from forms.calendar import Calendar, Day
from forms.editions import Edition, Weekday
from forms.texts import Text

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
Whose = Literal["service", "edition", "organisation"]


class WorkingHours(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """Days and hours, local time. ``lunch`` from and to; none where nobody stops for it."""

    days: tuple[Weekday, ...]
    opens: time
    closes: time
    lunch: tuple[time, time] | None = None


@dataclass(frozen=True)
class IntakeState:
    """``open``, or why not; ``hours`` are those that hold and ``whose``, empty where nobody states any."""

    kind: Literal["open", "lunch", "early", "late", "day_off", "unstated"]
    hours: WorkingHours | None = None
    why_off: Text | None = None
    whose: Whose | None = None


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
    hours, whose = choose_hours(edition, own=own, organisation=organisation, corporation=corporation)
    if hours is None:
        return IntakeState("unstated")
    week: Literal[5, 6] = 6 if "sat" in hours.days else 5
    day = calendar.day(at.date(), week)
    if not _is_worked(day, hours):
        return IntakeState("day_off", hours, None if day.is_working else day.name, whose)
    now = at.time().replace(tzinfo=None)
    if now < hours.opens:
        return IntakeState("early", hours, whose=whose)
    if now >= hours.closes:
        return IntakeState("late", hours, whose=whose)
    if hours.lunch is not None and hours.lunch[0] <= now < hours.lunch[1]:
        return IntakeState("lunch", hours, whose=whose)
    return IntakeState("open", hours, whose=whose)


def choose_hours(
    edition: Edition,
    *,
    own: WorkingHours | None = None,
    organisation: WorkingHours | None = None,
    corporation: bool = False,
) -> tuple[WorkingHours | None, Whose | None]:
    """The hours that hold: the service's own, else the edition's (of intake before of opening), else the general."""
    if own is not None:
        return own, "service"
    by_who = {hours.who: hours for hours in edition.hours}
    provider = by_who.get("provider_intake") or by_who.get("provider")
    stated = by_who.get("state_corporation") if corporation else provider
    if stated is not None:
        hours = WorkingHours(days=stated.days, opens=stated.opens, closes=stated.closes, lunch=stated.lunch)
        return hours, "edition"
    return (organisation, "organisation") if organisation is not None else (None, None)


def read_time(text: str) -> time | None:
    """A time of day typed as ``9:00``, ``09.00``, ``9``, ``0900``; None where it is none."""
    parts = text.strip().replace(".", ":").replace(",", ":").replace(" ", ":").split(":")
    if len(parts) == 1 and len(parts[0]) in (3, 4):
        parts = [parts[0][:-2], parts[0][-2:]]
    if not 1 <= len(parts) <= 2 or not all(part.isascii() and part.isdigit() and len(part) <= 2 for part in parts):
        return None
    hour, minute = int(parts[0]), int(parts[1]) if len(parts) == 2 else 0
    return time(hour, minute) if hour < 24 and minute < 60 else None


def _is_worked(day: Day, hours: WorkingHours) -> bool:
    # A holiday or a moved rest day is off for everyone, a day worked instead is worked by everyone; which days of
    # an ordinary week are worked, the hours say: a school may receive on Sunday, or not on Tuesday.
    if day.kind == "worked_instead":
        return True
    return day.kind in ("working", "rest") and WEEKDAYS[day.day.weekday()] in hours.days
