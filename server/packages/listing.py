"""The list of packages: what waits for a check or for a result, by due date; as files too."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from server.accounts.scope import ScopedRequest, note_seen, page
from server.packages.keeping import (
    RESULT_READY,
    RETURNED,
    WAITS_FOR_CHECK,
    WAITS_FOR_RESULT,
    is_late,
    overdue_on,
    packages_of,
    state_of,
)
from server.pages.words import page_language
from server.register.case_words import case_slug
from server.register.exports import ExportColumn, export
from server.register.models import Case, Proceeding

PAGE = 50
_AT_ONCE = 500
SHOWN = {
    "check": gettext_lazy("To be checked"),
    "result": gettext_lazy("Result awaited"),
    "overdue": gettext_lazy("Overdue"),
    "ready": gettext_lazy("Result ready"),
    "returned": gettext_lazy("Returned uncollected"),
    "ended": gettext_lazy("Ended"),
    "all": gettext_lazy("All"),
}
STATES = {
    "check": ("care", gettext_lazy("To be checked")),
    "result": ("info", gettext_lazy("Result awaited")),
    "ready": ("good", gettext_lazy("Result ready")),
    "told": ("info", gettext_lazy("The applicant is told")),
    "returned": ("plain", gettext_lazy("Returned uncollected")),
    "asked": ("care", gettext_lazy("To be sent again")),
    "ended": ("plain", gettext_lazy("Ended")),
}


class Line(NamedTuple):
    """A package as the list shows it."""

    package: Proceeding
    slug: str
    applicant: str
    state: str
    late: bool


def shown_as(shown: str, today: date) -> Q:
    """Which packages a filter shows."""
    return {
        "check": WAITS_FOR_CHECK,
        "result": WAITS_FOR_RESULT,
        "overdue": overdue_on(today),
        "ready": RESULT_READY,
        "returned": RETURNED,
        "ended": Q(step=0),
    }.get(shown, Q())


@page("packages")
def list_packages(request: ScopedRequest) -> HttpResponseBase:
    """Those that wait, the most pressing first; others by when they came, the newest first."""
    today = timezone.localdate()
    shown = request.GET.get("shown", "check")
    shown = shown if shown in SHOWN else "check"
    every = packages_of(request.scope)
    # Not by the bare names: "ready" is a column of with_answers too.
    counts = every.aggregate(**{f"{name}_count": Count("pk", filter=shown_as(name, today)) for name in SHOWN})
    chosen = every.filter(shown_as(shown, today)).select_related("organisation", "counter")
    pressing = shown not in ("ended", "all")
    order = (F("due").asc(nulls_last=True), "pk") if pressing else ("-opened_at", "-pk")
    chosen = chosen.order_by(*order)
    if form := request.GET.get("export"):
        title = f"{_('Packages')}: {SHOWN[shown]}"
        return export(request, "packages", _columns(), _rows(chosen, today), form, title=title)
    page_number = _number(request.GET.get("page", ""))
    found = list(chosen[page_number * PAGE : (page_number + 1) * PAGE + 1])
    lines = lines_of(found[:PAGE], today)
    if lines:
        note_seen(request, "packages_listed", None, numbers=[line.package.number for line in lines])
    context = {
        "lines": lines,
        "shown": shown,
        "choices": [(name, words, counts[f"{name}_count"]) for name, words in SHOWN.items()],
        "states": STATES,
        "before": page_number - 1 if page_number else None,
        "after": page_number + 1 if len(found) > PAGE else None,
        "begun": page_number > 0,
    }
    return render(request, "packages/list.html", context)


def lines_of(packages: list[Proceeding], today: date) -> list[Line]:
    """With whose they are: one question for all."""
    cases = Case.objects.filter(
        counter__in={one.counter_id for one in packages}, case_id__in={one.case_id for one in packages}
    )
    found = cases.filter(left_behind=False).values_list("counter_id", "case_id", "applicant_name")
    names = {(counter, case): name for counter, case, name in found}
    return [
        Line(
            package=one,
            slug=case_slug(one.number),
            applicant=names.get((one.counter_id, one.case_id), ""),
            state=state_of(one),
            late=is_late(one, today),
        )
        for one in packages
    ]


def _number(typed: str) -> int:
    return int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 6 else 0


def _columns() -> list[ExportColumn]:
    return [
        ExportColumn(_("Number")),
        ExportColumn(_("Number at the State Corporation")),
        ExportColumn(_("Desk"), width=36),
        ExportColumn(_("Applicant"), width=32),
        ExportColumn(_("Sent"), "moment"),
        ExportColumn(_("Due"), "day"),
        ExportColumn(_("State"), width=24),
        ExportColumn(_("Result issued"), "moment"),
    ]


def _rows(chosen: QuerySet[Proceeding], today: date) -> Iterator[list[object]]:
    language = page_language()
    some: list[Proceeding] = []
    for one in chosen.iterator(chunk_size=2000):
        some.append(one)
        if len(some) == _AT_ONCE:
            yield from _cells(some, today, language)
            some.clear()
    yield from _cells(some, today, language)


def _cells(some: list[Proceeding], today: date, language: str) -> Iterator[list[object]]:
    for line in lines_of(some, today):
        one = line.package
        state = STATES[line.state][1]
        told = f"{state}; {SHOWN['overdue']}" if line.late else str(state)
        desk = one.organisation.name_in(language)
        yield [one.number, one.package, desk, line.applicant, one.opened_at, one.due, told, one.issued_at]
