"""The reasons clerks wrote for serving longer than the norm."""

from django.db.models import Count

from server.norms.asking import Asked
from server.register.models import Case

MOST_REASONS = 8


def usual_reasons(asked: Asked) -> list[tuple[str, int]]:
    """The reasons written most often in a period, and how often."""
    cases = Case.objects.filter(
        organisation__in=asked.organisations.order_by().values("pk"),
        day__range=(asked.span.first, asked.span.last),
        overrun=True,
        left_behind=False,
    )
    if asked.service:
        cases = cases.filter(service=asked.service)
    grouped = cases.exclude(overrun_reason="").order_by().values_list("overrun_reason").annotate(many=Count("pk"))
    return list(grouped.order_by("-many", "overrun_reason")[:MOST_REASONS])
