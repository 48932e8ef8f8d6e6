"""Complaints taken at counters, as their journals tell them: looked at here, changed there."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forms.problems import Problem
from server.accounts.scope import ScopedRequest, note_seen, page
from server.complaints.keeping import district_of, take_over
from server.complaints.listing import address_of
from server.complaints.models import Complaint
from server.complaints.telling import clerk_of
from server.pages.words import quote, tell
from server.register.case_words import case_slug, number_of, words_of_counters
from server.register.editions import edition_named
from server.register.models import Case, Trail
from server.register.places import left_of, places_of
from server.register.recorded import read_recorded
from server.register.timeline import tell_events


@require_GET
@page("complaints")
def show_taken(request: ScopedRequest, number: str) -> HttpResponseBase:
    """One whole. What lies outside the user's organisations does not exist."""
    complaint = _find(request, number)
    note_seen(request, "complaint_seen", complaint.organisation, complaint=complaint.label)
    assert complaint.counter is not None
    words = words_of_counters([complaint.counter.pk])
    trail = Trail.objects.filter(counter=complaint.counter, case_id=complaint.complaint_id).first()
    recorded = list(read_recorded(complaint.counter, places=places_of(trail.places))) if trail is not None else []
    edition = edition_named(complaint.edition)
    onward = Complaint.objects.filter(source=complaint).select_related("district").first()
    shown = {
        "complaint": complaint,
        "late": complaint.state == "open" and complaint.due is not None and complaint.due < timezone.localdate(),
        "clerk": clerk_of(complaint),
        "accepted_by": words.clerk(complaint.counter.pk, complaint.accepted_operator),
        "handler": words.clerk(complaint.counter.pk, complaint.handler) if complaint.handler else "",
        "case": _case_of(request, complaint),
        "case_slug": case_slug,
        "act": quote(edition.act.short) if edition is not None else complaint.edition,
        "lines": tell_events(recorded, complaint.counter.pk, words, left_of(complaint.counter)),
        "onward": onward,
        "onward_address": address_of(onward) if onward is not None else "",
        "may_take": onward is None and complaint.forwarded_on is not None and _is_ours(request, complaint),
        "slug": case_slug(complaint.counter_number),
    }
    return render(request, "complaints/taken.html", shown)


@require_POST
@page("complaints")
def take_ours(request: ScopedRequest, number: str) -> HttpResponseBase:
    """It was sent to this office under another name than ours: registered here all the same, once."""
    complaint = _find(request, number)
    if complaint.forwarded_on is None or complaint.left_behind or not _is_ours(request, complaint):
        raise Http404
    try:
        ours = take_over(request.user, complaint, timezone.localdate())
    except Problem as problem:
        messages.error(request, tell(problem))
        return redirect(address_of(complaint))
    note_seen(request, "complaint_registered", ours.organisation, complaint=ours.label)
    messages.success(request, _("The complaint is registered as %(number)s.") % {"number": ours.label})
    return redirect(address_of(ours))


def _find(request: ScopedRequest, number: str) -> Complaint:
    within = request.scope.narrow(Complaint.objects.filter(counter_number=number_of(number), sequence__isnull=False))
    complaint = within.select_related("organisation", "counter").order_by("left_behind", "-pk").first()
    if complaint is None:
        raise Http404
    return complaint


def _is_ours(request: ScopedRequest, complaint: Complaint) -> bool:
    """Whether the user works for the office above the school."""
    return request.scope.organisations().filter(pk=district_of(complaint.organisation).pk).exists()


def _case_of(request: ScopedRequest, complaint: Complaint) -> Case | None:
    """The case complained of, for who may see the register there."""
    if not complaint.case_number or not request.scope.may("register"):
        return None
    cases = request.scope.narrow(Case.objects.filter(number=complaint.case_number), right="register")
    return cases.defer("words", "name_key").first()
