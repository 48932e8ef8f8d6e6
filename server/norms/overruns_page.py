"""Who was served longer than the norm, one by one, with the clerk's reason. Nobody who came is named."""

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from server.accounts.scope import ScopedRequest, page
from server.norms.asking import (
    norms_by_edition,
    place_choices,
    read_asked,
    received_of,
    service_choices,
)
from server.norms.figures import SERVED, over_norm
from server.norms.spans import PRESETS
from server.norms.tables import operator_names
from server.pages.words import page_language
from server.register.case_words import case_slug
from server.register.exports import ExportColumn, export
from server.register.models import Case, VisitRow

PAGE = 50
_CHUNK = 1000


class OverrunLine(NamedTuple):
    """A visit served longer than its norm. ``reason`` is empty where none was written or it was erased."""

    pk: int
    day: date
    number: str
    school: str
    clerk: str
    seconds: float
    norm_minutes: int
    reason: str
    doubted: bool


@page("figures")
def show_overruns(request: ScopedRequest) -> HttpResponseBase:
    """The newest first, a page at a time; ``export`` asks for all of them as a file."""
    asked = read_asked(request)
    norms = {label: norm.serving_minutes for label, norm in norms_by_edition().items()}
    visits = asked.visits.filter(SERVED & over_norm("serving_seconds", norms)).order_by("-day", "-pk")
    if form := request.GET.get("export"):
        return export(
            request, "overruns", _columns(), map(_row, _all_lines(visits, norms)), form, title=_("Served over the norm")
        )
    after = _read_place(request.GET.get("after", ""))
    if after is not None:
        visits = visits.filter(Q(day__lt=after[0]) | Q(day=after[0], pk__lt=after[1]))
    lines = _lines(visits[: PAGE + 1], norms)
    shown = {
        "asked": asked,
        "case_slug": case_slug,
        "lines": lines[:PAGE],
        "after": f"{lines[PAGE - 1].day.isoformat()}.{lines[PAGE - 1].pk}" if len(lines) > PAGE else "",
        "paged": after is not None,
        "received": received_of(asked.organisations, asked.span),
        "presets": PRESETS,
        "places": place_choices(request.scope.organisations()),
        "services": service_choices(),
    }
    return render(request, "norms/overruns.html", shown)


def _read_place(text: str) -> tuple[date, int] | None:
    day, _dot, pk = text.partition(".")
    try:
        return date.fromisoformat(day), int(pk)
    except ValueError:
        return None


def _all_lines(visits: QuerySet[VisitRow], norms: Mapping[str, int | None]) -> Iterator[OverrunLine]:
    chunk: list[VisitRow] = []
    for visit in visits.select_related("organisation").defer("body").iterator(chunk_size=_CHUNK):
        chunk.append(visit)
        if len(chunk) == _CHUNK:
            yield from _named(chunk, norms)
            chunk = []
    yield from _named(chunk, norms)


def _lines(visits: QuerySet[VisitRow], norms: Mapping[str, int | None]) -> list[OverrunLine]:
    # The index alone finds which; only those of the page are read whole.
    chosen = list(visits.values_list("pk", flat=True))
    found = VisitRow.objects.select_related("organisation").defer("body").in_bulk(chosen)
    return _named([found[pk] for pk in chosen], norms)


def _named(visits: Sequence[VisitRow], norms: Mapping[str, int | None]) -> list[OverrunLine]:
    language = page_language()
    names = operator_names({visit.counter_id for visit in visits})
    told = Case.objects.filter(counter__in={visit.counter_id for visit in visits}, left_behind=False)
    told = told.filter(case_id__in=[visit.visit_id for visit in visits])
    reasons = {
        (counter, case): reason for counter, case, reason in told.values_list("counter_id", "case_id", "overrun_reason")
    }
    return [
        OverrunLine(
            pk=visit.pk,
            day=visit.day,
            number=visit.number,
            school=visit.organisation.name_in(language),
            clerk=names.get((visit.counter_id, visit.operator), visit.operator),
            seconds=visit.serving_seconds,
            norm_minutes=norms.get(visit.edition) or 0,
            reason=reasons.get((visit.counter_id, visit.visit_id), ""),
            doubted=visit.doubted,
        )
        for visit in visits
    ]


def _columns() -> list[ExportColumn]:
    return [
        ExportColumn(_("Day"), "day"),
        ExportColumn(_("Number")),
        ExportColumn(_("School"), width=40),
        ExportColumn(_("Clerk"), width=32),
        ExportColumn(_("Serving, minutes"), "number"),
        ExportColumn(_("Norm, minutes"), "number"),
        ExportColumn(_("Reason"), width=48),
        ExportColumn(_("Measured in doubt")),
    ]


def _row(line: OverrunLine) -> list[object]:
    minutes, doubt = round(line.seconds / 60, 1), _("yes") if line.doubted else ""
    return [line.day, line.number, line.school, line.clerk, minutes, line.norm_minutes, line.reason, doubt]
