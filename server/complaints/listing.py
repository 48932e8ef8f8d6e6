"""The list of complaints: filters, pages by keys, files."""

from datetime import date
from typing import Any

from django.db.models import F, Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from forms.calendar import load_calendar
from server.accounts.scope import ScopedRequest, note_seen, page
from server.complaints.models import Complaint
from server.norms.asking import place_choices, read_place
from server.pages.words import page_language
from server.register.case_words import case_slug
from server.register.exports import ExportColumn, export

PAGE = 50
SOON_DAYS = 3
SHOWN = {
    "open": gettext_lazy("To be answered"),
    "soon": gettext_lazy("Due soon"),
    "overdue": gettext_lazy("Overdue"),
    "forwarded": gettext_lazy("Forwarded"),
    "answered": gettext_lazy("Answered"),
    "all": gettext_lazy("All"),
}
WHERE = {
    "": gettext_lazy("Everywhere"),
    "own": gettext_lazy("The district's own"),
    "counters": gettext_lazy("Taken at counters"),
}
OPEN = Q(answered_on__isnull=True, forwarded_on__isnull=True)


def soon_day(today: date) -> date:
    """What is due up to this day is due soon."""
    return load_calendar().add_working_days(today, SOON_DAYS).due


def shown_as(shown: str, today: date) -> Q:
    """Which complaints a filter shows."""
    return {
        "open": OPEN,
        "soon": OPEN & Q(due__gte=today, due__lte=soon_day(today)),
        "overdue": OPEN & Q(due__lt=today),
        "forwarded": Q(answered_on__isnull=True, forwarded_on__isnull=False),
        "answered": Q(answered_on__isnull=False),
    }.get(shown, Q())


@page("complaints")
def list_complaints(request: ScopedRequest) -> HttpResponseBase:
    """Those to be answered first, the most pressing first; others by when they came, the newest first."""
    today = timezone.localdate()
    shown = request.GET.get("shown", "open")
    shown = shown if shown in SHOWN else "open"
    every = request.scope.narrow(Complaint.objects.filter(left_behind=False))
    where = request.GET.get("where", "")
    where = where if where in WHERE else ""
    if where:
        every = every.filter(sequence__isnull=where == "own")
    place = read_place(request, request.scope.organisations())
    if place is not None:
        every = every.filter(organisation__path__startswith=place.path)
    counts = {name: every.filter(shown_as(name, today)).count() for name in SHOWN}
    chosen = every.filter(shown_as(shown, today)).select_related("organisation", "district", "counter")
    pressing = shown in ("open", "soon", "overdue")
    chosen = (
        chosen.order_by(F("due").asc(nulls_last=True), "pk") if pressing else chosen.order_by("-received_on", "-pk")
    )
    if form := request.GET.get("export"):
        rows = map(_row, chosen.iterator(chunk_size=2000))
        return export(request, "complaints", _columns(), rows, form, title=f"{_('Complaints')}: {SHOWN[shown]}")
    lines, after = _page_of(chosen, request.GET.get("after", ""), pressing=pressing)
    if lines:
        note_seen(request, "complaints_listed", place, complaints=[one.label for one in lines])
    return render(
        request,
        "complaints/list.html",
        {
            "lines": lines,
            "after": after,
            "shown": shown,
            "choices": [(name, words, counts[name]) for name, words in SHOWN.items()],
            "where": where,
            "wheres": list(WHERE.items()),
            "place": place,
            "places": place_choices(request.scope.organisations()),
            "address": address_of,
            "today": today,
            "soon": soon_day(today),
        },
    )


def _page_of(chosen: QuerySet[Complaint], after: str, *, pressing: bool) -> tuple[list[Complaint], str]:
    """A page, and where the next begins."""
    day, _dot, pk = after.rpartition(".")
    try:
        when, last = (date.fromisoformat(day) if day else None), int(pk)
    except ValueError:
        pass
    else:
        if not pressing:
            chosen = chosen.filter(Q(received_on__lt=when) | Q(received_on=when, pk__lt=last)) if when else chosen
        elif when is None:
            chosen = chosen.filter(due__isnull=True, pk__gt=last)
        else:
            chosen = chosen.filter(Q(due__gt=when) | Q(due=when, pk__gt=last) | Q(due__isnull=True))
    lines = list(chosen[: PAGE + 1])
    if len(lines) <= PAGE:
        return lines, ""
    end = lines[PAGE - 1]
    key = end.due if pressing else end.received_on
    return lines[:PAGE], f"{key.isoformat() if key else ''}.{end.pk}"


def address_of(one: Complaint) -> str:
    """Where a complaint is shown."""
    if one.district is None:
        return reverse("complaints:taken", kwargs={"number": case_slug(one.counter_number)})
    return reverse("complaints:one", kwargs={"district": one.district.code, "year": one.year, "number": one.number})


def _columns() -> list[ExportColumn]:
    texts = (_("Who complains"), _("Phone"), _("Complained of"), _("Number of the case"), _("How it came"))
    return [
        ExportColumn(_("Incoming number")),
        ExportColumn(_("Taken at")),
        ExportColumn(_("Received"), "day"),
        *(ExportColumn(title) for title in texts),
        ExportColumn(_("What the complaint says"), width=60),
        ExportColumn(_("Answer due"), "day"),
        ExportColumn(_("Forwarded to")),
        ExportColumn(_("Forwarded on"), "day"),
        ExportColumn(_("Answered on"), "day"),
        ExportColumn(_("Answer")),
    ]


def _row(one: Complaint) -> list[Any]:
    about = one.organisation.name_in(page_language())
    who = [one.name, one.phone, about, one.case_number, one.get_way_display(), one.text]
    end = [one.due, one.forwarded_to, one.forwarded_on, one.answered_on, one.get_outcome_display()]
    taken_at = one.counter.code if one.is_counters and one.counter is not None else ""
    return [one.label, taken_at, one.received_on, *who, *end]
