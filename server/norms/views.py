"""The page of the norms: how long people waited and were served, and where it took too long."""

from collections.abc import Sequence
from typing import Any

from django.http import Http404, HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from server.accounts.scope import ScopedRequest, page
from server.norms.asking import norms_by_edition, place_choices, read_asked, received_of, service_choices
from server.norms.drawings import class_lines, draw
from server.norms.figures import count_norms
from server.norms.overruns import usual_reasons
from server.norms.spans import PRESETS
from server.norms.tables import TABLES, name_clerks, name_schools, sort_clerks, sort_schools
from server.norms.walks import count_roles, count_walks
from server.pages.words import day
from server.register.exports import export

MOST_CLERKS = 100


@page("figures")
def show_norms(request: ScopedRequest) -> HttpResponseBase:
    """The figures of a period, of the district or a part of it; ``table`` and ``export`` ask for one as a file."""
    asked = read_asked(request)
    figures = count_norms(asked.visits, norms_by_edition())
    sort = request.GET.get("sort", "-serving")
    schools = sort_schools(name_schools(figures.schools), sort)
    clerks = sort_clerks(name_clerks(figures.clerks))
    walks, roles = count_walks(asked), count_roles(asked)
    if form := request.GET.get("export"):
        name = request.GET.get("table", "schools")
        if name not in TABLES:
            raise Http404
        table = TABLES[name]
        every: dict[str, Sequence[Any]] = {
            "schools": schools,
            "clerks": clerks,
            "hours": figures.hours,
            "days": figures.days,
            "procedures": walks,
            "roles": roles,
        }
        period = _("From %(first)s to %(last)s") % {"first": day(asked.span.first), "last": day(asked.span.last)}
        return export(
            request,
            f"norms-{name}",
            table.columns(),
            map(table.row, every[name]),
            form,
            title=str(table.title),
            notes=[period],
        )
    shown = {
        "asked": asked,
        "figures": figures,
        "walks": walks,
        "roles": roles,
        "drawings": draw(figures),
        "waiting_lines": class_lines(figures.waiting_classes),
        "serving_lines": class_lines(figures.serving_classes),
        "received": received_of(asked.organisations, asked.span),
        "reasons": usual_reasons(asked),
        "schools": schools,
        "clerks": clerks[:MOST_CLERKS],
        "more_clerks": max(0, len(clerks) - MOST_CLERKS),
        "presets": PRESETS,
        "places": place_choices(request.scope.organisations()),
        "services": service_choices(),
        "sort": sort,
    }
    return render(request, "norms/show.html", shown)
