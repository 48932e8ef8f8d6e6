"""What the first page tells: what came in today, and what waits for somebody at the district."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Count, Max, Q
from django.utils.translation import gettext as _
from markupsafe import Markup

from forms.calendar import load_calendar
from server.accounts.rights import Right
from server.accounts.scope import Scope
from server.complaints.listing import shown_as
from server.complaints.models import Complaint
from server.intake.models import Alarm, RefusedEvent
from server.norms.asking import norms_by_edition
from server.norms.charts import Bar, columns
from server.norms.figures import SERVED, WAITED, over_norm
from server.norms.overdue import unanswered
from server.organisations.models import Counter
from server.organisations.silence import USUAL, counters_by_kind
from server.packages.keeping import WAITS_FOR_CHECK, packages_of
from server.pages.words import day, number
from server.register.models import Case, VisitRow

CHART_DAYS = 14


@dataclass(frozen=True)
class Waiting:
    """Something that waits: how much, where to see it, and how it is told (``trouble``, ``care``, ``good``)."""

    words: str
    count: int
    page: str
    about: str
    tone: str


@dataclass(frozen=True)
class DayFigures:
    """One day of the register, by the wall of the counters; ``over``: longer than the norm."""

    visitors: int
    accepted: int
    refusal_receipts: int
    reasoned_refusals: int
    last_hour: int
    waited_over: int
    served_over: int


@dataclass(frozen=True)
class Heard:
    """Which counters at work spoke on a day, of how many, and when the last did: figures are as received by then."""

    counters: int
    at_work: int
    at: datetime | None


def figures_of(scope: Scope, now: datetime) -> DayFigures:
    """What has come in so far of the day of ``now``, local time."""
    cases = scope.narrow(Case.objects.filter(day=now.date(), left_behind=False, voided=""))
    counted = cases.aggregate(
        accepted=Count("pk", filter=Q(outcome="accepted")),
        refusal_receipts=Count("pk", filter=Q(outcome="refusal_receipt")),
        reasoned_refusals=Count("pk", filter=Q(outcome="reasoned_refusal")),
        last_hour=Count("pk", filter=Q(decided_at__gt=now - timedelta(hours=1))),
    )
    norms = norms_by_edition()
    waiting = {label: norm.waiting_minutes for label, norm in norms.items()}
    serving = {label: norm.serving_minutes for label, norm in norms.items()}
    visits = scope.narrow(VisitRow.objects.filter(day=now.date(), left_behind=False))
    came = visits.aggregate(
        visitors=Count("pk"),
        waited_over=Count("pk", filter=WAITED & over_norm("waiting_seconds", waiting)),
        served_over=Count("pk", filter=SERVED & over_norm("serving_seconds", serving)),
    )
    return DayFigures(**counted, **came)


def counters_heard(scope: Scope, when: date) -> Heard:
    """Which counters at work spoke on that day."""
    at_work = scope.narrow(Counter.objects.filter(state=Counter.State.ACTIVE))
    spoke = Count("pk", filter=Q(last_contact__date=when))
    return Heard(**at_work.aggregate(counters=spoke, at_work=Count("pk"), at=Max("last_contact")))


def what_waits(scope: Scope, today: date) -> list[Waiting]:
    """What somebody with these rights has to look at."""
    calendar = load_calendar()
    overdue = unanswered(scope.narrow(Case.objects.all())).filter(due__lt=today).count()
    by_kind = counters_by_kind(scope.narrow(Counter.objects.all()), USUAL, today, calendar)
    silent, lag = by_kind["silent"].count(), by_kind["lag"].count()
    found: list[tuple[Right, Waiting]] = [
        ("figures", Waiting(_("Overdue cases"), overdue, "norms:overdue", _("past their due date"), "trouble")),
        ("figures", Waiting(_("Silent counters"), silent, "organisations:silent", _("to be rung up"), "care")),
        ("figures", Waiting(_("Counters far behind"), lag, "organisations:silent", _("events wait there"), "care")),
    ]
    if scope.may("complaints"):
        found.append(("complaints", _complaints(scope, today)))
    if scope.may("packages"):
        waiting = packages_of(scope).filter(WAITS_FOR_CHECK).count()
        if waiting:
            found.append(("packages", Waiting(_("Packages"), waiting, "packages:list", _("to be checked"), "care")))
    if scope.may("quarantine"):
        held = scope.narrow(RefusedEvent.objects.filter(state=RefusedEvent.State.OPEN), right="quarantine").count()
        found.append(
            ("quarantine", Waiting(_("Quarantine"), held, "intake:quarantine", _("held and not counted"), "care"))
        )
    if scope.may("counters"):
        alarms = scope.narrow(Alarm.objects.filter(understood_at=None), right="counters").count()
        found.append(("counters", Waiting(_("Alarms"), alarms, "organisations:counters", _("of counters"), "trouble")))
    return [one for right, one in found if scope.may(right)]


def _complaints(scope: Scope, today: date) -> Waiting:
    """Complaints to be answered, and how pressing they are."""
    within = scope.narrow(Complaint.objects.filter(sequence__isnull=True), right="complaints")
    counted = within.aggregate(
        open=Count("pk", filter=shown_as("open", today)),
        soon=Count("pk", filter=shown_as("soon", today)),
        late=Count("pk", filter=shown_as("overdue", today)),
    )
    about = _("due soon: %(soon)s, overdue: %(late)s") % {
        "soon": number(counted["soon"]),
        "late": number(counted["late"]),
    }
    tone = "trouble" if counted["late"] else "care"
    return Waiting(_("Complaints to be answered"), counted["open"], "complaints:list", about, tone)


def cases_by_day(scope: Scope, today: date) -> list[tuple[date, int, int]]:
    """Accepted and refused on each of the last days, today last."""
    first = today - timedelta(days=CHART_DAYS - 1)
    cases = scope.narrow(Case.objects.filter(day__gte=first, day__lte=today, left_behind=False, voided=""))
    found = (
        cases.order_by()
        .values_list("day")
        .annotate(
            accepted=Count("pk", filter=Q(outcome="accepted")), refused=Count("pk", filter=~Q(outcome="accepted"))
        )
    )
    by_day = {when: (accepted, refused) for when, accepted, refused in found}
    days = [first + timedelta(days=passed) for passed in range(CHART_DAYS)]
    return [(when, *by_day.get(when, (0, 0))) for when in days]


def draw_days(days: list[tuple[date, int, int]]) -> Markup:
    """The same as columns: accepted, and beside them refused."""
    bars = [Bar(f"{when:%d.%m}", ((accepted, ""), (refused, "care"))) for when, accepted, refused in days]
    said = "; ".join(f"{day(when)}: {number(accepted)}, {number(refused)}" for when, accepted, refused in days)
    return columns("days", _("Cases by day: accepted and refused"), said, bars)
