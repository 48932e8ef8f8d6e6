"""The publishing pages: what was published and who has it; a new one sent in, looked at, and published."""

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from forms.problems import Problem
from server.accounts.scope import ScopedRequest, note_seen, page
from server.pages.words import page_language, tell
from server.publishing import readers as reading
from server.publishing.checking import (
    MOST_UPLOAD,
    PUBLISHED_BY_HAND,
    FaultsError,
    Sound,
    calendars_of,
    check,
    edition_of,
    roster_of,
)
from server.publishing.comparing import compare_calendars, compare_editions
from server.publishing.issuing import Readers, publish, withdraw
from server.publishing.keys import announce_keys
from server.publishing.models import Prepared, Publication, Subject
from server.publishing.page_forms import NewForm, ReadersForm
from server.publishing.standing import content_of

_A_PAGE = 25
_KEPT = timedelta(days=1)
_MOST_LISTED = 500
_SAMPLE = 5


@page("publish")
def show_list(request: ScopedRequest) -> HttpResponseBase:
    """What was published, the latest first."""
    found = reading.shown_to(request.scope).defer("document").prefetch_related("audience__organisation", "taken")
    before = request.GET.get("before", "")
    if before.isdecimal():
        found = found.filter(number__lt=int(before[:9]))
    rows = list(found.select_related("replaced_by", "issued_by").order_by("-number")[: _A_PAGE + 1])
    counters = reading.counters_in(request.scope)
    shown = [_row(one, counters) for one in rows[:_A_PAGE]]
    later = rows[_A_PAGE - 1].number if len(rows) > _A_PAGE else 0
    subjects = [(one.value, one.label) for one in PUBLISHED_BY_HAND if reading.may_publish(request.scope, one)]
    return render(request, "publishing/list.html", {"rows": shown, "later": later, "subjects": subjects})


@never_cache
@page("publish")
def make_new(request: ScopedRequest, subject: str) -> HttpResponseBase:
    """Send something in to be checked; what is wrong with it is told line by line."""
    if subject not in PUBLISHED_BY_HAND:
        raise Http404
    if not reading.may_publish(request.scope, subject):
        raise PermissionDenied
    kind = Subject(subject)
    replaces = _replaced(request, kind)
    form = NewForm(kind, request.POST or None, request.FILES or None)
    faults: list[str] = []
    more = 0
    if request.method == "POST" and form.is_valid():
        try:
            sound = _check(form, kind, replaces)
        except FaultsError as error:
            faults, more = [tell(problem) for problem in error.problems], error.more
        else:
            Prepared.objects.filter(made_at__lt=timezone.now() - _KEPT).delete()
            made = Prepared.objects.create(
                user=request.user,
                subject=kind,
                name=sound.name,
                content=sound.content,
                holds_from=sound.holds_from,
                replaces=replaces,
            )
            for remark in sound.remarks:
                messages.warning(request, tell(remark))
            return redirect("publishing:prepared", pk=made.pk)
    context = {"form": form, "subject": kind, "faults": faults, "more": more, "replaces": replaces}
    return render(request, "publishing/new.html", context)


@never_cache
@page("publish")
def show_prepared(request: ScopedRequest, pk: int) -> HttpResponseBase:
    """What would change, and for whom; then it is published."""
    prepared = _prepared(request, pk)
    if prepared is None:
        messages.error(request, tell(Problem("944")))
        return redirect("publishing:list")
    form = ReadersForm(request.scope.organisations("publish"), request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = _publish(request, prepared, form)
        except Problem as problem:
            form.add_error(None, tell(problem))
        else:
            messages.success(request, _("Published as number %(number)d.") % {"number": made.number})
            return redirect("publishing:one", number=made.number)
    return render(request, "publishing/prepared.html", {"prepared": prepared, "form": form, **_preview(prepared)})


@require_POST
@page("publish")
def discard(request: ScopedRequest, pk: int) -> HttpResponseBase:
    """What was prepared is given up."""
    Prepared.objects.filter(pk=pk, user=request.user).delete()
    return redirect("publishing:list")


@page("publish")
def show_one(request: ScopedRequest, number: int) -> HttpResponseBase:
    """One publication: what it is, who has taken it and who has not."""
    publication = get_object_or_404(reading.shown_to(request.scope), number=number)
    found = reading.readers_of(publication, reading.counters_in(request.scope))
    without = [one.counter for one in found if one.taken_at is None]
    context = {
        "publication": publication,
        "count": len(found),
        "taken": [one for one in found if one.taken_at is not None][:_MOST_LISTED],
        "without": without[:_MOST_LISTED],
        "audience": list(publication.audience.select_related("organisation", "counter")),
        "may_change": publication.state == "holds" and reading.may_change(request.scope, publication),
        "words": page_language(),
        "message": content_of(publication) if publication.subject == Subject.MESSAGE else "",
    }
    return render(request, "publishing/one.html", context)


@page("publish")
def send_file(request: ScopedRequest, number: int) -> HttpResponseBase:
    """An edition or a calendar as the file it was."""
    publication = get_object_or_404(reading.shown_to(request.scope), number=number)
    if publication.subject not in (Subject.EDITION, Subject.CALENDAR):
        raise Http404
    answer = HttpResponse(content_of(publication), content_type="application/toml; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="kense-{publication.number}.toml"'
    return answer


@require_POST
@page("publish")
def withdraw_one(request: ScopedRequest, number: int) -> HttpResponseBase:
    """It goes to no further counter."""
    publication = get_object_or_404(reading.shown_to(request.scope), number=number)
    if not reading.may_change(request.scope, publication):
        raise PermissionDenied
    try:
        withdraw(publication, request.user)
    except Problem as problem:
        messages.error(request, tell(problem))
    else:
        note_seen(request, "withdrawn", number=publication.number)
        messages.success(request, _("It goes to no further counter."))
    return redirect("publishing:one", number=number)


def _row(publication: Publication, counters: list[Any]) -> dict[str, Any]:
    found = reading.readers_of(publication, counters)
    taken = sum(one.taken_at is not None for one in found)
    return {"publication": publication, "count": len(found), "taken": taken}


def _replaced(request: ScopedRequest, subject: Subject) -> Publication | None:
    asked = request.GET.get("replaces", "")
    if not asked.isdecimal():
        return None
    found = get_object_or_404(reading.shown_to(request.scope), number=int(asked[:9]), subject=subject)
    if not reading.may_change(request.scope, found):
        raise PermissionDenied
    if found.state != "holds":
        raise Http404
    return found


def _check(form: NewForm, subject: Subject, replaces: Publication | None) -> Sound:
    uploaded = form.cleaned_data.get("file")
    if uploaded is not None and uploaded.size > MOST_UPLOAD:
        problem = Problem("937", name=uploaded.name, size=uploaded.size >> 20, most=MOST_UPLOAD >> 20)
        raise FaultsError((problem,))
    return check(subject, form.written(), replaces)


def _prepared(request: ScopedRequest, pk: int) -> Prepared | None:
    since = timezone.now() - _KEPT
    return Prepared.objects.filter(pk=pk, user=request.user, made_at__gt=since).select_related("replaces").first()


def _publish(request: ScopedRequest, prepared: Prepared, form: ReadersForm) -> Publication:
    scope, given = request.scope, form.cleaned_data
    if not reading.may_publish(scope, prepared.subject):
        raise PermissionDenied
    readers: Readers = reading.all_of(scope)
    if given["readers"] == "chosen":
        readers = reading.chosen_of(scope, given["organisations"], given["counters"])
    if prepared.replaces is not None and not reading.may_change(scope, prepared.replaces):
        raise Problem("945", number=prepared.replaces.number)
    _check_again(prepared)
    announce_keys(request.user)
    made = publish(prepared, readers)
    note_seen(request, "published", number=made.number, subject=made.subject)
    return made


def _check_again(prepared: Prepared) -> None:
    """Another may have been published since this was looked at."""
    if prepared.subject == Subject.EDITION:
        edition_of(prepared)


def _preview(prepared: Prepared) -> dict[str, Any]:
    """What the page shows of what will change."""
    if prepared.subject == Subject.EDITION:
        try:
            before, after, _joined = edition_of(prepared)
        except Problem as problem:
            return {"fault": tell(problem)}
        past = after.in_force.since < timezone.localdate()
        return {"before": before, "after": after, "sections": compare_editions(before, after), "past": past}
    if prepared.subject == Subject.CALENDAR:
        known, following, year = calendars_of(prepared)
        return {"year": year, "known": known, "changes": compare_calendars(known, following, year.year)}
    if prepared.subject == Subject.ROSTER:
        rows = roster_of(prepared)
        return {"rows": len(rows), "sample": rows[:_SAMPLE], "size": len(prepared.content)}
    return {}
