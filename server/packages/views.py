"""One package: who applied with what, where it stands, what was answered; the answers and the school it is given to."""

from django.contrib import messages
from django.http import Http404, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from forms.problems import Problem
from server.accounts.scope import ScopedRequest, note_seen, page
from server.intake.models import JournalEvent
from server.packages.forms import CheckForm, ResultForm, RouteForm
from server.packages.keeping import answer_package, answers_of, is_late, packages_of, route_of, route_package, state_of
from server.packages.listing import STATES
from server.packages.models import Answer
from server.pages.words import tell
from server.register.case_page import facts_of
from server.register.case_words import case_slug, number_of
from server.register.models import Case, Proceeding

AnyForm = CheckForm | ResultForm


@require_GET
@page("packages")
def show_package(request: ScopedRequest, number: str) -> HttpResponseBase:
    """One whole, with what is done with it next."""
    package = _find(request, number)
    note_seen(request, "package_seen", package.organisation, number=package.number)
    return _show(request, package)


@require_POST
@page("packages")
def answer(request: ScopedRequest, number: str) -> HttpResponseBase:
    """The check or the result is answered to the desk."""
    package = _find(request, number)
    step_act = "receive" if request.POST.get("step") == "receive" else "check"
    form: AnyForm = ResultForm(request.POST) if step_act == "receive" else CheckForm(request.POST)
    if not form.is_valid():
        return _show(request, package, form)
    try:
        given = answer_package(request.user, package, step_act, form.given())
    except Problem as problem:
        if problem.code in ("1078", "1079"):
            form.add_error("words" if problem.code == "1078" else "result_number", tell(problem))
            return _show(request, package, form)
        messages.error(request, tell(problem))
        return _back_to(package)
    note_seen(request, "package_answered", package.organisation, number=package.number, update=given.publication.number)
    messages.success(request, _("The answer is on its way: the desk has it with its next round."))
    return _back_to(package)


@require_POST
@page("packages")
def route(request: ScopedRequest, number: str) -> HttpResponseBase:
    """Another school looks it through, or none."""
    package = _find(request, number)
    if not _may_route(request, package):
        raise Http404
    form = RouteForm(request.POST, places=request.scope.organisations(), initial={})
    if not form.is_valid():
        messages.error(request, tell(Problem("1080", number=package.number, place=request.POST.get("place", "")[:40])))
        return _back_to(package)
    place = form.cleaned_data["place"]
    route_package(request.user, package, place)
    note_seen(request, "package_routed", place or package.organisation, number=package.number)
    messages.success(request, _("Who looks the package through is kept."))
    return _back_to(package)


def _show(request: ScopedRequest, package: Proceeding, form: AnyForm | None = None) -> HttpResponseBase:
    case = Case.objects.filter(counter=package.counter, case_id=package.case_id, left_behind=False).first()
    if case is None:
        raise Http404  # its decision is held in the quarantine
    state = state_of(package)
    given = route_of(package)
    waiting: AnyForm | None = form
    if waiting is None and state in ("check", "result"):
        waiting = CheckForm() if state == "check" else ResultForm()
    context = {
        **facts_of(case),
        "package": package,
        "state": state,
        "states": STATES,
        "late": is_late(package, timezone.localdate()),
        "registered_at": _received_at(package),
        "answers": [(one, _taken_at(one)) for one in answers_of(package)],
        "waiting": waiting,
        "step": "check" if isinstance(waiting, CheckForm) else "receive",
        "route": given,
        "routing": RouteForm(
            None,
            places=request.scope.organisations(),
            initial={"place": None if given is None else given.place_id},
        )
        if _may_route(request, package)
        else None,
        "slug": case_slug(package.number),
        "sees_case": request.scope.narrow(Case.objects.filter(pk=case.pk), right="register").exists(),
    }
    return render(request, "packages/one.html", context, status=422 if form is not None else 200)


def _find(request: ScopedRequest, number: str) -> Proceeding:
    """The package of this number, where it is the user's to see; else 404."""
    packages = packages_of(request.scope).filter(number=number_of(number))
    found = packages.select_related("organisation", "counter").order_by("pk").first()
    if found is None:
        raise Http404
    return found


def _may_route(request: ScopedRequest, package: Proceeding) -> bool:
    """Who looks after the desk says whose the package is; a school it was given to does not pass it on."""
    return request.scope.organisations().filter(pk=package.organisation_id).exists()


def _received_at(package: Proceeding) -> object:
    """When the centre took it: that is its registration."""
    rows = JournalEvent.objects.filter(
        organisation_id=package.organisation_id, counter_id=package.counter_id, branch=package.branch
    )
    return rows.filter(sequence=package.sequence).values_list("received_at", flat=True).first()


def _taken_at(one: Answer) -> object:
    """When the desk took it."""
    return next((taken.at for taken in one.publication.taken.all()), None)


def _back_to(package: Proceeding) -> HttpResponseBase:
    return redirect("packages:one", number=case_slug(package.number))
