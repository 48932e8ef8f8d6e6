"""How counters stand: what is open of each, how far behind it is, whether its clock is in doubt."""

from collections.abc import Mapping
from typing import Final

from django.db.models import Count, F, IntegerField, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from server.intake.models import Alarm, RefusedEvent
from server.organisations.models import Counter

LARGE_LAG: Final = 200  # events that wait at the counter: more than a busy day's
WRONG_CLOCK_SECONDS: Final = 300

WAYS = {"network": _("network"), "file": _("stick")}
ALARMS: Mapping[str, object] = {
    "fork": _("Other bytes in a place that is taken: a copied store"),
    "revoked_key": _("Signed with a key that was revoked"),
    "ended_key": _("Signed with a key that had ended"),
    "token_twice": _("An invitation that was used came from another computer"),
    "foreign_key": _("Signed with a key nobody knows"),
    "wrong_chain": _("Does not follow what came before"),
}

CLOCK_IN_DOUBT = (
    Q(clock_doubted=True) | Q(clock_lag_seconds__gt=WRONG_CLOCK_SECONDS) | Q(clock_lag_seconds__lt=-WRONG_CLOCK_SECONDS)
)
LAGS = Q(head__gte=F("upto") + LARGE_LAG)

TROUBLES: Mapping[str, Q] = {
    "lag": LAGS,
    "clock": CLOCK_IN_DOUBT,
    "refused": Q(open_refusals__gt=0),
    "alarms": Q(open_alarms__gt=0),
}


def with_standing(counters: QuerySet[Counter]) -> QuerySet[Counter]:
    """Each with ``open_refusals`` and ``open_alarms``."""
    return counters.annotate(
        open_refusals=_count(RefusedEvent.objects.filter(counter=OuterRef("pk"), state="open")),
        open_alarms=_count(Alarm.objects.filter(counter=OuterRef("pk"), understood_at__isnull=True)),
    ).select_related("organisation")


def lag_of(counter: Counter) -> int:
    """Events it has and the centre has not, as it last told."""
    return max(0, counter.head - counter.upto)


def clock_in_doubt(counter: Counter) -> bool:
    """Whether its times can be relied on."""
    return counter.clock_doubted or abs(counter.clock_lag_seconds) > WRONG_CLOCK_SECONDS


def _count(rows: "QuerySet[RefusedEvent] | QuerySet[Alarm]") -> Coalesce:
    counted = rows.order_by().values("counter").annotate(many=Count("pk")).values("many")
    return Coalesce(Subquery(counted, output_field=IntegerField()), Value(0))
