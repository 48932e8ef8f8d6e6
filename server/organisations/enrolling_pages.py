"""Pages on which a counter is made and invited, and the page of the centre's own keys."""

import io

import segno
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from markupsafe import Markup

from forms.invitation_code import fingerprint_of
from forms.problems import Problem
from server.accounts.scope import ScopedRequest, note_seen, page
from server.organisations.centre_keys import key_ring
from server.organisations.enrolling import GivenOut, invite, make_counter, write_file
from server.organisations.enrolling_forms import CounterForm, InvitationForm, usual_profile
from server.organisations.models import Counter, CounterKey, Organisation
from server.organisations.profile_text import write_profile
from server.pages.words import page_language, tell
from server.publishing.keys import publish_centre_keys


@never_cache
@page("counters")
def add_counter(request: ScopedRequest) -> HttpResponseBase:
    """A counter for a school: its code, its profile, and at once the invitation to hand over, shown this once."""
    places = request.scope.organisations()
    chosen = places.filter(code=request.GET.get("school", "")).first()
    data = request.POST if request.method == "POST" else None
    form = CounterForm(data, places=places, initial={"organisation": chosen})
    profile = InvitationForm(data, initial=usual_profile(chosen) if chosen else _usual())
    if data is not None and form.is_valid() and profile.is_valid():
        try:
            with transaction.atomic():
                counter = make_counter(form.cleaned_data["organisation"], form.cleaned_data["code"])
                given = _invite(request, counter, profile)
        except Problem as problem:
            form.add_error(None, tell(problem))
        else:
            note_seen(request, "counter_made", counter.organisation, counter=counter.code)
            return _show_invitation(request, counter, given)
    return render(request, "organisations/add_counter.html", {"form": form, "profile": profile})


@never_cache
@page("counters")
def invite_counter(request: ScopedRequest, code: str) -> HttpResponseBase:
    """An invitation more for a counter that has none in use: lost, late, or its PC was replaced."""
    counter = get_object_or_404(request.scope.narrow(Counter.objects.all()), code=code)
    data = request.POST if request.method == "POST" else None
    profile = InvitationForm(data, initial=usual_profile(counter.organisation))
    if data is not None and profile.is_valid():
        try:
            given = _invite(request, counter, profile)
        except Problem as problem:
            profile.add_error(None, tell(problem))
        else:
            note_seen(request, "counter_invited", counter.organisation, counter=counter.code)
            return _show_invitation(request, counter, given)
    context = {"counter": counter, "profile": profile, "words": page_language()}
    return render(request, "organisations/invite.html", context)


@require_POST
@never_cache
@page("counters")
def hand_over_file(request: ScopedRequest, code: str) -> HttpResponseBase:
    """The invitation as one file. The page that shows the code asks for it: nothing here remembers the token."""
    counter = get_object_or_404(request.scope.narrow(Counter.objects.all()), code=code)
    try:
        data = write_file(counter, request.POST.get("code", ""))
    except Problem as problem:
        messages.error(request, tell(problem))
        return redirect("organisations:counter", code=counter.code)
    note_seen(request, "invitation_taken", counter.organisation, counter=counter.code)
    answer = HttpResponse(data, content_type="application/octet-stream")
    answer["Content-Disposition"] = f'attachment; filename="{counter.code}.kense-invitation"'
    return answer


@page("counters")
def show_keys(request: ScopedRequest) -> HttpResponseBase:
    """The centre's own keys by their fingerprints, and who still answers to an older one."""
    ring = key_ring()
    pairs = [(pair.public, fingerprint_of(pair.public.signing)) for pair in reversed(ring.pairs)]
    context = {"pairs": pairs, "may_roll": _may_roll(request), "counters": CounterKey.objects.count()}
    return render(request, "organisations/keys.html", context)


@require_POST
@page("people")
def roll_keys(request: ScopedRequest) -> HttpResponseBase:
    """A fresh pair for the centre, told to every counter by what is published. Old batches open as before."""
    if not _may_roll(request):
        messages.error(request, _("Only who administers the whole centre can change its keys."))
    elif request.POST.get("sure") != fingerprint_of(key_ring().public.signing):
        messages.error(request, _("Type the fingerprint of the present key to confirm; nothing was changed."))
    else:
        publish_centre_keys(request.user)
        note_seen(request, "centre_keys_rolled", fingerprint=fingerprint_of(key_ring().public.signing))
        messages.success(request, _("The centre has new keys. Counters learn them when they next ask."))
    return redirect("organisations:keys")


def exchange_address(request: HttpRequest) -> str:
    """Where counters find this centre."""
    return request.build_absolute_uri("/").rstrip("/")


def _may_roll(request: ScopedRequest) -> bool:
    """The keys are the whole centre's: an administrator of a part of it does not change them."""
    return request.scope.organisations("people").filter(above__isnull=True).exists()


def _usual() -> dict[str, str]:
    return usual_profile(Organisation())


def _invite(request: ScopedRequest, counter: Counter, form: InvitationForm) -> GivenOut:
    verification = request.build_absolute_uri(reverse("public:verify"))
    return invite(
        counter,
        request.user,
        address=exchange_address(request),
        verification_address=verification,
        profile=write_profile(counter.organisation, counter.code, form.wanted(verification)),
    )


def _show_invitation(request: ScopedRequest, counter: Counter, given: GivenOut) -> HttpResponseBase:
    address = exchange_address(request)
    context = {
        "counter": counter,
        "code": given.code,
        "groups": given.code.split("-"),
        "address": address,
        "expires": given.invited.expires_at,
        "fingerprint": fingerprint_of(key_ring().public.signing),
        "qr": _qr(f"{address}#{given.code}"),
        "words": page_language(),
    }
    return render(request, "organisations/invitation.html", context)


def _qr(text: str) -> Markup:
    """A QR symbol as SVG without styles of its own: the page's rules forbid them."""
    drawn = io.BytesIO()
    segno.make(text, error="m", micro=False).save(
        drawn, kind="svg", xmldecl=False, svgns=False, svgclass="qr", lineclass=None, omitsize=True, border=4
    )
    return Markup(drawn.getvalue().decode())
