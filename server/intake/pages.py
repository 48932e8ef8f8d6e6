"""Pages of the quarantine: entries that are held and do not count, and alarms."""

from typing import Any

from django.contrib import messages
from django.db.models import Count, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from forms.problems import Problem
from server.accounts.scope import ScopedRequest, note_seen, page
from server.intake import journal
from server.intake.act_words import SETTLED, document_titles, kind_words, read_lines, told_problem
from server.intake.judging import release
from server.intake.models import Alarm, RefusedEvent
from server.organisations.models import Counter
from server.organisations.standing import ALARMS
from server.pages.words import page_language, tell
from server.register.exports import ExportColumn, export

ON_A_PAGE = 50
LONGEST_NOTE = 400
_ALL = "all"
_ALARM_STATES = {"open": gettext_lazy("Not looked into"), "understood": gettext_lazy("Understood")}


@page("quarantine")
def list_refused(request: ScopedRequest) -> HttpResponseBase:
    """What is held and does not count: what, of which school, and what is wrong with it. Newest first."""
    state, found = _filtered(request)
    if form := request.GET.get("export"):
        told = (_export_row(one) for one in found.iterator(chunk_size=2000))
        return export(request, "quarantine", _columns(), told, form, title=_("Refused entries"))
    rows, later = _page_of(found, request.GET.get("after", ""))
    context = {
        "rows": [(one, kind_words(one.kind), told_problem(one.problem, one.fields)) for one in rows],
        "later": later,
        "state": state,
        "tab_links": _tabs(request, state),
        "chosen": {name: request.GET.get(name, "") for name in ("counter", "problem")},
        "words": page_language(),
    }
    return render(request, "intake/quarantine.html", context)


@page("quarantine")
def show_refused(request: ScopedRequest, refused: int) -> HttpResponseBase:
    """One refused entry as it was recorded. Its personal data only for who may read the register there."""
    row = get_object_or_404(_in_scope(request), pk=refused)
    counter = row.counter
    link = journal.read_one(counter, row.branch, row.sequence)
    may_read = request.scope.narrow(Counter.objects.filter(pk=counter.pk), right="register").exists()
    person, titles = None, {} if link is None else document_titles(link.event)
    if link is not None and link.particulars is not None and may_read:
        person = read_lines(link.particulars, titles)
    note_seen(
        request,
        "refused_seen",
        row.organisation,
        counter=counter.code,
        sequence=row.sequence,
        person=int(person is not None),
    )
    context = {
        "row": row,
        "kind": kind_words(row.kind),
        "problem": told_problem(row.problem, row.fields),
        "act": None if link is None else read_lines(link.event, titles),
        "held": link is not None,
        "person": person,
        "hidden": link is not None and link.particulars is not None and not may_read,
        "settled": SETTLED.get(row.settled_how, row.settled_how),
        "words": page_language(),
        "longest": LONGEST_NOTE,
    }
    return render(request, "intake/refused.html", context)


@require_POST
@page("quarantine")
def release_refused(request: ScopedRequest, refused: int) -> HttpResponseBase:
    """Count an entry after all, by hand, with a note that says why."""
    row = get_object_or_404(_in_scope(request), pk=refused)
    note = request.POST.get("note", "").strip()[:LONGEST_NOTE]
    if not note:
        messages.error(request, _("Write why the entry counts after all; nothing was changed."))
        return redirect("intake:refused", refused=row.pk)
    try:
        release(row, request.user, note)
    except Problem as problem:
        messages.error(request, tell(problem))
    else:
        note_seen(request, "refused_released", row.organisation, counter=row.counter.code, sequence=row.sequence)
        messages.success(request, _("The entry counts now. The counter learns it with its next answer."))
    return redirect("intake:refused", refused=row.pk)


@page("quarantine")
def list_alarms(request: ScopedRequest) -> HttpResponseBase:
    """What must not be, of every counter in scope. Newest first."""
    state = request.GET.get("state", "open")
    found = request.scope.narrow(Alarm.objects.all()).select_related("counter", "organisation", "understood_by")
    if state in _ALARM_STATES:
        found = found.filter(understood_at__isnull=state == "open")
    rows, later = _page_of(found.order_by("-pk"), request.GET.get("after", ""))
    context = {
        "rows": [(one, ALARMS.get(one.kind, one.kind)) for one in rows],
        "later": later,
        "state": state,
        "states": list(_ALARM_STATES.items()),
        "tab_links": _tabs(request, "alarms"),
        "may_close": request.scope.may("counters"),
        "words": page_language(),
    }
    return render(request, "intake/alarms.html", context)


def _in_scope(request: ScopedRequest) -> QuerySet[RefusedEvent]:
    return request.scope.narrow(RefusedEvent.objects.all()).select_related("counter", "organisation", "released_by")


def _filtered(request: ScopedRequest) -> tuple[str, QuerySet[RefusedEvent]]:
    found = _in_scope(request).order_by("-pk")
    state = request.GET.get("state", RefusedEvent.State.OPEN)
    if state in RefusedEvent.State.values:
        found = found.filter(state=state)
    else:
        state = _ALL
    if counter := request.GET.get("counter", "").strip():
        found = found.filter(counter__code__iexact=counter[:16])
    if problem := request.GET.get("problem", "").strip():
        found = found.filter(problem=problem[:3])
    return state, found


def _page_of(found: QuerySet[Any], after: str) -> tuple[list[Any], str]:
    """Rows in falling order of their key, those after a key; and the key to go on after."""
    if after.isdecimal() and len(after) < 19:
        found = found.filter(pk__lt=int(after))
    rows = list(found[: ON_A_PAGE + 1])
    return rows[:ON_A_PAGE], str(rows[ON_A_PAGE - 1].pk) if len(rows) > ON_A_PAGE else ""


def _tabs(request: ScopedRequest, here: str) -> list[tuple[str, str, bool]]:
    counted = request.scope.narrow(RefusedEvent.objects.all()).order_by().values("state").annotate(many=Count("pk"))
    many = {one["state"]: one["many"] for one in counted}
    alarms = request.scope.narrow(Alarm.objects.filter(understood_at__isnull=True)).count()
    address = reverse("intake:quarantine")
    links = [
        (f"{address}?state={state}", f"{words} ({many.get(state, 0)})", here == state)
        for state, words in RefusedEvent.State.choices
    ]
    links.append((f"{address}?state={_ALL}", _("All"), here == _ALL))
    links.append((reverse("intake:alarms"), f"{_('Alarms')} ({alarms})", here == "alarms"))
    return links


def _columns() -> list[ExportColumn]:
    return [
        ExportColumn(_("Counter"), width=12),
        ExportColumn(_("School"), width=44),
        ExportColumn(_("Entry"), "number"),
        ExportColumn(_("What it is")),
        ExportColumn(_("Refused on"), "moment"),
        ExportColumn(_("What is wrong"), width=60),
        ExportColumn(_("State")),
        ExportColumn(_("Note"), width=40),
    ]


def _export_row(one: RefusedEvent) -> tuple[object, ...]:
    return (
        one.counter.code,
        one.organisation.name_in(page_language()),
        one.sequence,
        kind_words(one.kind),
        one.refused_at,
        told_problem(one.problem, one.fields),
        one.get_state_display(),
        one.note,
    )
