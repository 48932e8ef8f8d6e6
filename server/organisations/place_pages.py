"""Pages of schools and offices: the tree, one of them, a whole list from a file."""

from typing import Any

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from forms.problems import Problem
from server.accounts.scope import ScopedRequest, note_seen, page
from server.organisations.models import Counter, Organisation
from server.organisations.place_forms import PlaceForm
from server.organisations.places import COLUMNS, MOST_BYTES, PlaceRow, find_places, keep_place, read_places
from server.pages.words import page_language, tell

ON_A_PAGE = 200
MOST_FAULTS = 50


@page("counters")
def list_places(request: ScopedRequest) -> HttpResponseBase:
    """The tree, or what was searched for in it. Paged by the path."""
    places = request.scope.organisations()
    typed = request.GET.get("q", "").strip()
    shown = places.filter(pk__in=find_places(places, typed)) if typed else places
    after = request.GET.get("after", "")
    if after:
        shown = shown.filter(path__gt=after)
    rows = list(shown.order_by("path")[: ON_A_PAGE + 1])
    more = rows[ON_A_PAGE - 1].path if len(rows) > ON_A_PAGE else ""
    rows = rows[:ON_A_PAGE]
    counters: dict[int, list[str]] = {}
    for code, place in Counter.objects.filter(organisation__in=rows).values_list("code", "organisation_id"):
        counters.setdefault(place, []).append(code)
    top = places.order_by("path").values_list("path", flat=True).first() or ""
    above = top.count("/")
    lines = [(place, min(5, place.path.count("/") - above), counters.get(place.pk, [])) for place in rows]
    context = {"lines": lines, "typed": typed, "more": more, "words": page_language()}
    return render(request, "organisations/places.html", context)


@page("counters")
def add_place(request: ScopedRequest) -> HttpResponseBase:
    """A school or an office more."""
    form = PlaceForm(request.POST if request.method == "POST" else None, places=request.scope.organisations())
    if request.method == "POST" and form.is_valid():
        place = form.filled()
        keep_place(place)
        note_seen(request, "place_added", place)
        messages.success(request, _("Written down: %(name)s.") % {"name": place.name_in(page_language())})
        return redirect("organisations:place", code=place.code)
    return render(request, "organisations/place.html", {"form": form, "place": None, "counters": []})


@page("counters")
def show_place(request: ScopedRequest, code: str) -> HttpResponseBase:
    """One organisation, to be changed."""
    place = get_object_or_404(request.scope.organisations(), code=code)
    form = PlaceForm(
        request.POST if request.method == "POST" else None, places=request.scope.organisations(), place=place
    )
    if request.method == "POST" and form.is_valid():
        changed = sorted(form.changed_data)
        keep_place(form.filled())
        note_seen(request, "place_changed", place, fields=changed)
        messages.success(request, _("What you changed is kept."))
        return redirect("organisations:place", code=place.code)
    context = {"form": form, "place": place, "counters": list(place.counters.all())}
    return render(request, "organisations/place.html", context)


@require_POST
@page("counters")
def turn_place(request: ScopedRequest, code: str) -> HttpResponseBase:
    """Close an organisation that works no more, or open it again. Nothing of it is deleted."""
    place = get_object_or_404(request.scope.organisations(), code=code)
    place.active = request.POST.get("active") == "1"
    place.save(update_fields=["active"])
    note_seen(request, "place_opened" if place.active else "place_closed", place)
    told = _("%(name)s is open again.") if place.active else _("%(name)s is closed: nobody is reminded of it.")
    messages.success(request, told % {"name": place.name_in(page_language())})
    return redirect("organisations:place", code=place.code)


@page("counters")
def import_places(request: ScopedRequest) -> HttpResponseBase:
    """Many at once from a CSV: all of it or nothing, with what is wrong told by line."""
    faults: list[str] = []
    if request.method == "POST":
        file = request.FILES.get("file")
        try:
            if file is not None and (file.size or 0) > MOST_BYTES:
                raise Problem("900", name=file.name, size=(file.size or 0) >> 20, most=MOST_BYTES >> 20)
            rows = read_places(file.read() if file is not None else b"")
            faults, added, changed = _keep_all(request, rows)
        except Problem as problem:
            faults = [tell(problem)]
        if not faults:
            messages.success(
                request,
                _("Added: %(added)d. Changed: %(changed)d.") % {"added": added, "changed": changed},
            )
            return redirect("organisations:list")
    more = len(faults) - MOST_FAULTS
    context = {"faults": faults[:MOST_FAULTS], "columns": COLUMNS, "more": ""}
    if more > 0:
        context["more"] = ngettext("and %(count)d more", "and %(count)d more", more) % {"count": more}
    return render(request, "organisations/places_import.html", context)


class _TakeBack(Exception):  # noqa: N818 - nothing went wrong that is not told
    """Leaves the transaction with nothing kept."""


def _keep_all(request: ScopedRequest, rows: list[PlaceRow]) -> tuple[list[str], int, int]:
    """What is wrong by line, how many were added, how many changed. With anything wrong nothing is kept."""
    faults: list[str] = []
    added = changed = 0
    try:
        with transaction.atomic():
            for row in rows:
                told, is_new = _keep_one(request, row)
                faults += told
                added, changed = added + is_new, changed + (not is_new)
            if faults:
                raise _TakeBack
            note_seen(request, "places_imported", added=added, changed=changed)
    except _TakeBack:
        pass
    return faults, added, changed


def _keep_one(request: ScopedRequest, row: PlaceRow) -> tuple[list[str], bool]:
    places = request.scope.organisations()
    code = row.cells.get("code", "").lower()
    known = places.filter(code=code).first()
    above = row.cells.get("above", "").lower()
    if above:
        parent = places.filter(code=above).first()
    else:
        parent = known.above if known is not None else places.order_by("path").first()
    if above and parent is None:
        problem = Problem("898", line=row.line, column="above", found=above, reason=_("There is no such organisation."))
        return [tell(problem)], known is None
    before = {} if known is None else {name: getattr(known, name) for name in COLUMNS if name != "above"}
    written = {name: cell for name, cell in row.cells.items() if cell}  # what is empty stays as it was
    data: dict[str, Any] = {"kind": Organisation.Kind.SCHOOL, **before, **written, "code": code}
    data["above"] = parent.pk if parent is not None else None
    form = PlaceForm(data, places=places, place=known)
    if form.is_valid():
        keep_place(form.filled())
        return [], known is None
    faults = [
        tell(Problem("898", line=row.line, column=name, found=str(data.get(name, ""))[:60], reason=" ".join(reasons)))
        for name, reasons in ((name, map(str, told)) for name, told in form.errors.items())
    ]
    return faults, known is None
