"""Cases past their due date, and those due soon: how many, where, by how many working days."""

from collections import defaultdict
from datetime import date, timedelta
from typing import NamedTuple

from django.db.models import Count, QuerySet

from forms.calendar import Calendar
from server.register.models import OPEN, Case

# Working days late: up to one, two to five, six to ten, more.
LATE = (1, 5, 10)


class SchoolOverdue(NamedTuple):
    """What one organisation owes. ``late`` by the classes of LATE, the last being of more; ``soon`` is due shortly."""

    organisation: int
    late: tuple[int, ...]
    soon: int

    @property
    def overdue(self) -> int:
        """Everything past its due date."""
        return sum(self.late)


def unanswered(cases: QuerySet[Case]) -> QuerySet[Case]:
    """Those that have a due date, hold, and wait for a step of their procedure or for their paper's handing over."""
    return cases.filter(OPEN, due__isnull=False, left_behind=False)


def soon_until(today: date, days: int, calendar: Calendar) -> date:
    """The last day of what is due within so many working days; today is due soon in any case."""
    return calendar.add_working_days(today, days).due if days else today


def days_late(due: date, today: date, calendar: Calendar) -> int:
    """Working days since the due date, today among them."""
    return calendar.count_working_days(due + timedelta(days=1), today) if due < today else 0


def count_overdue(cases: QuerySet[Case], today: date, until: date, calendar: Calendar) -> list[SchoolOverdue]:
    """Of these cases those overdue and those due up to ``until``, by organisation; who owes most first."""
    late: dict[int, list[int]] = defaultdict(lambda: [0] * (len(LATE) + 1))
    soon: dict[int, int] = defaultdict(int)
    classes: dict[date, int] = {}
    grouped = unanswered(cases).filter(due__lte=until).order_by().values_list("organisation_id", "due")
    for organisation, due, many in grouped.annotate(_many=Count("pk")):
        if due >= today:
            soon[organisation] += many
            continue
        if due not in classes:
            days = days_late(due, today, calendar)
            classes[due] = sum(days > edge for edge in LATE)
        late[organisation][classes[due]] += many
    nothing = [0] * (len(LATE) + 1)
    lines = [SchoolOverdue(one, tuple(late.get(one, nothing)), soon.get(one, 0)) for one in {*late, *soon}]
    return sorted(lines, key=lambda line: (-line.overdue, -line.soon, line.organisation))
