"""Pages of counters: all of them in a table, and everything the centre knows of one."""

from typing import Any

from django.contrib import messages
from django.db.models import Q, QuerySet
from django.http import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from server.accounts.scope import ScopedRequest, note_seen, page
from server.intake.act_words import told_problem
from server.intake.models import Alarm, Branch, Delivery
from server.organisations.enrolling import open_invitations, revoke
from server.organisations.enrolling_forms import service_name
from server.organisations.models import Counter
from server.organisations.places import find_places
from server.organisations.standing import ALARMS, TROUBLES, WAYS, clock_in_doubt, lag_of, with_standing
from server.pages.words import page_language
from server.register.exports import ExportColumn, export

ON_A_PAGE = 50
LOG = 50
LONGEST_NOTE = 400


@page("counters")
def list_counters(request: ScopedRequest) -> HttpResponseBase:
    """Every counter in the user's part of the district, with filters; paged by code."""
    found = _filtered(request)
    if form := request.GET.get("export"):
        told = (_export_row(one) for one in found.iterator(chunk_size=2000))
        return export(request, "counters", _columns(), told, form, title=_("Counters"))
    after, before = request.GET.get("after", ""), request.GET.get("before", "")
    if before:
        rows = list(found.filter(code__lt=before).order_by("-code")[: ON_A_PAGE + 1])
        earlier, rows = len(rows) > ON_A_PAGE, rows[:ON_A_PAGE][::-1]
        later = True
    else:
        rows = list(found.filter(code__gt=after)[: ON_A_PAGE + 1])
        later, rows = len(rows) > ON_A_PAGE, rows[:ON_A_PAGE]
        earlier = bool(after)
    context = {
        "rows": [_shown(one) for one in rows],
        "earlier": rows[0].code if rows and earlier else "",
        "later": rows[-1].code if rows and later else "",
        "words": page_language(),
        "states": Counter.State.choices,
        "ways": list(WAYS.items()),
        "troubles": _trouble_words(),
        "chosen": {name: request.GET.get(name, "") for name in ("q", "state", "way", "trouble")},
    }
    return render(request, "organisations/counters.html", context)


@page("counters")
def show_counter(request: ScopedRequest, code: str) -> HttpResponseBase:
    """Everything known of one counter."""
    counter = get_object_or_404(with_standing(request.scope.narrow(Counter.objects.all())), code=code)
    now = timezone.now()
    deliveries = list(Delivery.objects.filter(counter=counter).order_by("-pk").select_related("user")[:LOG])
    context = {
        **_shown(counter),
        "words": page_language(),
        "report": _report_lines(counter),
        "deliveries": [(one, told_problem(one.problem, one.fields) if one.problem else "") for one in deliveries],
        "ways": WAYS,
        "sent": _sent_words(),
        "branches": list(Branch.objects.filter(counter=counter).order_by("number")),
        "keys": list(counter.keys.order_by("pk")),
        "invitations": list(counter.invitations.order_by("-pk").select_related("made_by")[:LOG]),
        "open_invitations": set(open_invitations(counter).values_list("pk", flat=True)),
        "alarms": list(counter.alarms.order_by("-pk").select_related("understood_by")[:LOG]),
        "alarm_words": ALARMS,
        "reminders": list(counter.reminders.select_related("user")[:LOG]),
        "now": now,
        "longest": LONGEST_NOTE,
    }
    return render(request, "organisations/counter.html", context)


@require_POST
@page("counters")
def revoke_counter(request: ScopedRequest, code: str) -> HttpResponseBase:
    """A lost, stolen or retired PC: what it signs from now on is refused. The reason is asked and kept."""
    counter = get_object_or_404(request.scope.narrow(Counter.objects.all()), code=code)
    why = request.POST.get("why", "").strip()[:LONGEST_NOTE]
    if not why:
        messages.error(request, _("Write why the counter is revoked; nothing was changed."))
    elif request.POST.get("sure") != counter.code:
        messages.error(request, _("Type the counter's code to confirm; nothing was changed."))
    elif counter.state == Counter.State.REVOKED:
        messages.info(request, _("The counter was revoked already."))
    else:
        revoke(counter, why)
        note_seen(request, "counter_revoked", counter.organisation, counter=counter.code)
        messages.success(request, _("The counter is revoked: what it sends from now on is refused."))
    return redirect("organisations:counter", code=counter.code)


@require_POST
@page("counters")
def understand_alarm(request: ScopedRequest, code: str, alarm: int) -> HttpResponseBase:
    """An alarm looked into, with what it was."""
    counter = get_object_or_404(request.scope.narrow(Counter.objects.all()), code=code)
    row = get_object_or_404(Alarm, counter=counter, pk=alarm)
    note = request.POST.get("note", "").strip()[:LONGEST_NOTE]
    if not note:
        messages.error(request, _("Write what the alarm was; it stays open until then."))
    elif row.understood_at is None:
        row.understood_at, row.understood_by, row.note = timezone.now(), request.user, note
        row.save(update_fields=["understood_at", "understood_by", "note"])
        note_seen(request, "alarm_understood", counter.organisation, counter=counter.code, alarm=row.pk)
        messages.success(request, _("The alarm is closed with your note."))
    return redirect("organisations:counter", code=counter.code)


def _filtered(request: ScopedRequest) -> QuerySet[Counter]:
    found = with_standing(request.scope.narrow(Counter.objects.all())).order_by("code")
    typed = request.GET.get("q", "").strip()
    if typed:
        places = find_places(request.scope.organisations(), typed)
        found = found.filter(Q(code__icontains=typed) | Q(organisation__in=places))
    if (state := request.GET.get("state", "")) in Counter.State.values:
        found = found.filter(state=state)
    if (way := request.GET.get("way", "")) in WAYS:
        found = found.filter(last_way=way)
    if (trouble := request.GET.get("trouble", "")) in TROUBLES:
        found = found.filter(TROUBLES[trouble])
    return found


def _shown(counter: Any) -> dict[str, Any]:
    tone = {"invited": "info", "active": "good", "revoked": "plain"}[counter.state]
    return {
        "counter": counter,
        "tone": tone,
        "lag": lag_of(counter),
        "doubt": clock_in_doubt(counter),
        "way": WAYS.get(counter.last_way, ""),
    }


def _trouble_words() -> list[tuple[str, str]]:
    return [
        ("lag", _("Much not sent")),
        ("clock", _("Clock in doubt")),
        ("refused", _("Refused entries")),
        ("alarms", _("Alarms")),
    ]


def _sent_words() -> dict[str, str]:
    return {
        "batch": _("Batch"),
        "question": _("Question"),
        "enrolment": _("Enrolment"),
        "key_change": _("New keys"),
    }


def _report_lines(counter: Counter) -> list[tuple[str, str]]:
    """What the counter tells of itself, in words; what it does not tell is left out."""
    told = counter.report if isinstance(counter.report, dict) else {}
    lines = [
        (_("System"), str(told.get("system", ""))),
        (_("Last backup"), str(told.get("last_backup_at", ""))[:16].replace("T", " ")),
        (_("Services"), ", ".join(_service(*one) for one in dict(told.get("services") or {}).items())),
        (_("Refusals it knows of"), str(told.get("refusals", ""))),
    ]
    return [(title, words) for title, words in lines if words]


def _service(name: str, edition: str) -> str:
    """A service a counter gives, by the edition in force there."""
    return f"{service_name(name)}, {edition}"


def _columns() -> list[ExportColumn]:
    return [
        ExportColumn(_("Counter"), width=12),
        ExportColumn(_("School"), width=44),
        ExportColumn(_("State")),
        ExportColumn(_("Program")),
        ExportColumn(_("Last contact"), "moment"),
        ExportColumn(_("Way")),
        ExportColumn(_("Not sent"), "number"),
        ExportColumn(_("Clock in doubt")),
        ExportColumn(_("Refused entries"), "number"),
        ExportColumn(_("Alarms"), "number"),
    ]


def _export_row(counter: Any) -> tuple[object, ...]:
    return (
        counter.code,
        counter.organisation.name_in(page_language()),
        counter.get_state_display(),
        counter.program,
        counter.last_contact,
        str(WAYS.get(counter.last_way, "")),
        lag_of(counter),
        _("yes") if clock_in_doubt(counter) else "",
        counter.open_refusals,
        counter.open_alarms,
    )
