"""The page of what is overdue: counts for who sees figures, cases and names for who sees the register."""

from collections.abc import Iterator
from datetime import date
from itertools import islice
from typing import NamedTuple

from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from forms.calendar import Calendar, load_calendar
from server.accounts.scope import ScopedRequest, note_seen, page
from server.norms.asking import place_choices, read_place, received_of
from server.norms.overdue import count_overdue, days_late, soon_until, unanswered
from server.norms.spans import Span
from server.organisations.models import Organisation
from server.pages.words import page_language
from server.register.case_words import case_slug
from server.register.exports import ExportColumn, export
from server.register.models import Case
from server.register.step_words import steps_under_way

PAGE = 50
SOON = (0, 1, 3, 5, 10)
USUAL_SOON = 3
_AT_ONCE = 500


class OverdueLine(NamedTuple):
    """A case that should have been answered, or soon must be; ``late`` in working days, ``step`` what it waits for."""

    case: Case
    school: str
    late: int
    step: str


@page("figures")
def show_overdue(request: ScopedRequest) -> HttpResponseBase:
    """What is past its due date by school, and the cases themselves; ``within``: due in so many working days."""
    calendar, today = load_calendar(), timezone.localdate()
    organisations = request.scope.organisations()
    place = read_place(request, organisations)
    if place is not None:
        organisations = organisations.filter(path__startswith=place.path)
    within = request.GET.get("within", "")
    days = int(within) if within in map(str, SOON) else USUAL_SOON
    until = soon_until(today, days, calendar)
    schools = count_overdue(
        Case.objects.filter(organisation__in=organisations.order_by().values("pk")), today, until, calendar
    )
    cases = _cases(request, place, until)
    if cases is not None and (form := request.GET.get("export")):
        rows = map(_row, _lines(cases.iterator(chunk_size=2000), today, calendar))
        return export(request, "overdue", _columns(), rows, form, title=_("Overdue"))
    lines, after = _page_of(cases, request.GET.get("after", ""), today, calendar) if cases is not None else ([], "")
    if lines:
        note_seen(request, "overdue_seen", place, cases=[line.case.number for line in lines])
    language = page_language()
    names = {one.pk: one for one in Organisation.objects.filter(pk__in=[line.organisation for line in schools])}
    shown = {
        "schools": [
            (names[line.organisation].code, names[line.organisation].name_in(language), line) for line in schools
        ],
        "overdue": sum(line.overdue for line in schools),
        "soon": sum(line.soon for line in schools),
        "lines": lines,
        "case_slug": case_slug,
        "named": cases is not None,
        "after": after,
        "today": today,
        "until": until,
        "within": days,
        "choices": SOON,
        "place": place,
        "places": place_choices(request.scope.organisations()),
        "received": received_of(organisations, Span(today, today)),
    }
    return render(request, "norms/overdue.html", shown)


def _cases(request: ScopedRequest, place: Organisation | None, until: date) -> QuerySet[Case] | None:
    """The cases, for who may see the register somewhere; None for who may not."""
    if not request.scope.may("register"):
        return None
    cases = request.scope.narrow(unanswered(Case.objects.filter(due__lte=until)), right="register")
    if place is not None:
        cases = cases.filter(organisation__path__startswith=place.path)
    return cases.select_related("organisation").defer("words", "name_key").order_by("due", "pk")


def _page_of(cases: QuerySet[Case], after: str, today: date, calendar: Calendar) -> tuple[list[OverdueLine], str]:
    """A page of them, and where the next begins."""
    due, _dot, pk = after.partition(".")
    try:
        place = date.fromisoformat(due), int(pk)
    except ValueError:
        pass
    else:
        cases = cases.filter(Q(due__gt=place[0]) | Q(due=place[0], pk__gt=place[1]))
    lines = list(_lines(iter(cases[: PAGE + 1]), today, calendar))
    if len(lines) <= PAGE:
        return lines, ""
    last = lines[PAGE - 1].case
    return lines[:PAGE], f"{last.due}.{last.pk}"


def _lines(cases: Iterator[Case], today: date, calendar: Calendar) -> Iterator[OverdueLine]:
    language = page_language()
    while some := list(islice(cases, _AT_ONCE)):
        steps = steps_under_way(some)
        for case in some:
            late = days_late(case.due, today, calendar) if case.due is not None else 0
            told = steps.get(case.pk) or _("handing over of the paper")
            yield OverdueLine(case, case.organisation.name_in(language), late, told)


def _columns() -> list[ExportColumn]:
    return [
        ExportColumn(_("Due"), "day"),
        ExportColumn(_("Working days late"), "number"),
        ExportColumn(_("Number")),
        ExportColumn(_("School"), width=40),
        ExportColumn(_("Applicant"), width=32),
        ExportColumn(_("Phone")),
        ExportColumn(_("Decided"), "moment"),
        ExportColumn(_("What it waits for"), width=40),
    ]


def _row(line: OverdueLine) -> list[object]:
    case = line.case
    who = [case.applicant_name, case.applicant_phone]
    return [case.due, line.late, case.number, line.school, *who, case.decided_at, line.step]
