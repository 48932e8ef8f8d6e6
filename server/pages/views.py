"""The page of today, and the choice of language."""

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_POST
from django.views.i18n import set_language

from server.accounts.own import remember_language
from server.accounts.scope import ScopedRequest, page
from server.pages.today import cases_by_day, counters_heard, draw_days, figures_of, what_waits


@page("figures")
def show_today(request: ScopedRequest) -> HttpResponseBase:
    """What came in today, what waits for somebody here; ``live`` asks for the figures alone (pages/today.js)."""
    now = timezone.localtime()
    today = now.date()
    days = cases_by_day(request.scope, today)
    shown = {
        "now": now,
        "today": today,
        "figures": figures_of(request.scope, now),
        "heard": counters_heard(request.scope, today),
        "waiting": what_waits(request.scope, today),
        "days": days,
        "chart": draw_days(days),
        "any_case": any(accepted or refused for _when, accepted, refused in days),
    }
    return render(request, "pages/today_live.html" if "live" in request.GET else "pages/today.html", shown)


@require_POST
def choose_language(request: HttpRequest) -> HttpResponseBase:
    """The language of the pages, from any page; kept with the user who is signed in."""
    remember_language(request, request.POST.get("language", ""))
    return set_language(request)
