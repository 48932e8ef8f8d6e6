"""Whether the counter is within the edition's hours. The clerk is told and may go on; nothing is forbidden."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from forms.calendar import Calendar
from forms.editions import Edition, Hours, Weekday
from forms.texts import Text

WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


@dataclass(frozen=True)
class IntakeState:
    """``open``, or why not; ``hours`` are those of the intake, empty where the edition states none."""

    kind: Literal["open", "lunch", "early", "late", "day_off", "unstated"]
    hours: Hours | None = None
    why_off: Text | None = None


def judge_intake(edition: Edition, calendar: Calendar, at: datetime) -> IntakeState:
    """How ``at`` (local, aware) stands to the hours of intake of the provider."""
    by_who = {hours.who: hours for hours in edition.hours}
    hours = by_who.get("provider_intake") or by_who.get("provider")
    if hours is None:
        return IntakeState("unstated")
    week: Literal[5, 6] = 6 if "sat" in hours.days else 5
    if not calendar.is_working(at.date(), week=week):
        return IntakeState("day_off", hours, calendar.why_off(at.date()))
    now = at.time().replace(tzinfo=None)
    if now < hours.opens:
        return IntakeState("early", hours)
    if now >= hours.closes:
        return IntakeState("late", hours)
    if hours.lunch is not None and hours.lunch[0] <= now < hours.lunch[1]:
        return IntakeState("lunch", hours)
    return IntakeState("open", hours)
