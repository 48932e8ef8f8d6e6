"""Figures of the running centre, read from the database when asked for, so that many processes tell one truth."""

import hmac
from collections.abc import Iterator, Mapping
from datetime import timedelta

from django.conf import settings
from django.db.models import Count, F, Max, Sum
from django.http import HttpRequest
from django.utils import timezone

from server.accounts.addresses import client_address
from server.intake.models import Alarm, Delivery, RefusedEvent
from server.organisations.models import Counter

Sample = tuple[Mapping[str, str], float]


def may_see(request: HttpRequest) -> bool:
    """This machine without a proxy between, or who has the token of ``KENSE_METRICS_TOKEN``."""
    token: str = settings.METRICS_TOKEN
    if token:
        given = request.headers.get("Authorization", "")
        return hmac.compare_digest(given.encode(), f"Bearer {token}".encode())
    return "X-Forwarded-For" not in request.headers and client_address(request) in ("127.0.0.1", "::1")


def write_metrics() -> str:
    """All figures in Prometheus's text format."""
    lines: list[str] = []
    for name, kind, about, samples in _figures():
        lines += [f"# HELP {name} {about}", f"# TYPE {name} {kind}"]
        for labels, value in samples:
            told = ",".join(f'{label}="{text}"' for label, text in labels.items())
            lines.append(f"{name}{{{told}}} {value:g}" if told else f"{name} {value:g}")
    return "\n".join(lines) + "\n"


def _figures() -> Iterator[tuple[str, str, str, list[Sample]]]:
    now = timezone.now()
    by_state = Counter.objects.values_list("state").annotate(Count("pk"))
    yield "kense_counters", "gauge", "Counters by state.", [({"state": state}, count) for state, count in by_state]
    active = Counter.objects.filter(state=Counter.State.ACTIVE)
    silent = active.filter(last_contact__lt=now - timedelta(days=3)).count()
    yield "kense_counters_silent", "gauge", "Counters at work not heard of for three days.", [({}, silent)]
    lag = active.filter(head__gt=F("upto")).aggregate(lag=Sum(F("head") - F("upto")))["lag"] or 0
    yield "kense_events_waiting", "gauge", "Events the counters told of and have not delivered.", [({}, lag)]
    held = Counter.objects.aggregate(held=Sum("upto"))["held"] or 0
    yield "kense_events_held", "gauge", "Events held, of the present continuations.", [({}, held)]
    by_way = Delivery.objects.values_list("way", "what").annotate(Count("pk"))
    deliveries: list[Sample] = [({"way": way, "what": what}, count) for way, what, count in by_way]
    yield "kense_deliveries_total", "counter", "Deliveries by way and what they were.", deliveries
    refused = Delivery.objects.exclude(problem="").values_list("problem").annotate(Count("pk"))
    yield (
        "kense_deliveries_not_taken_total",
        "counter",
        "Deliveries not taken, by problem.",
        [({"problem": problem}, count) for problem, count in refused],
    )
    waiting = RefusedEvent.objects.filter(state=RefusedEvent.State.OPEN).count()
    yield "kense_quarantine_open", "gauge", "Refused events nobody has settled.", [({}, waiting)]
    alarms = Alarm.objects.filter(understood_at=None).count()
    yield "kense_alarms_open", "gauge", "Alarms nobody has understood.", [({}, alarms)]
    last = Delivery.objects.aggregate(last=Max("at"))["last"]
    age = (now - last).total_seconds() if last else 0
    yield "kense_last_delivery_age_seconds", "gauge", "Since the last delivery of anybody.", [({}, age)]
