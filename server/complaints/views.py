"""Pages about complaints: one registered, looked at, changed, forwarded, answered; its coupon."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from forms.calendar import load_calendar
from forms.due_dates import due_words, working_words
from forms.papers.complaint_coupon import draw_coupon
from forms.papers.content import LanguageChoice
from forms.problems import Problem
from server.accounts.scope import ScopedRequest, note_seen, page
from server.complaints.coupon import coupon_of
from server.complaints.forms import AnswerForm, ChangeForm, ForwardForm, NewComplaintForm
from server.complaints.keeping import (
    answer_complaint,
    change_complaint,
    forward_complaint,
    register_complaint,
)
from server.complaints.listing import address_of
from server.complaints.models import Complaint
from server.complaints.telling import clerk_of, tell_steps
from server.complaints.terms import AnswerTerms, terms_of_complaint
from server.organisations.models import Organisation
from server.pages.words import page_language, quote, tell
from server.register.case_words import case_slug
from server.register.editions import known_editions
from server.register.models import Case

_LANGUAGES: Mapping[str, LanguageChoice] = {"kk": "kk", "ru": "ru", "both": "both"}
_TOLD = (
    *("organisation", "case_number", "edition", "received_on", "way", "language", "name", "address", "phone", "email"),
    *("text", "answer_place"),
)


@page("complaints")
def add_complaint(request: ScopedRequest) -> HttpResponseBase:
    """Register one; ``case`` in the address fills in what its case tells."""
    places = request.scope.organisations()
    form = NewComplaintForm(
        request.POST if request.method == "POST" else None, places=places, initial=_first_values(request)
    )
    if form.is_valid():
        told = form.fields_told()
        once = told.pop("once")
        complaint = register_complaint(request.user, once, told)
        note_seen(request, "complaint_registered", complaint.organisation, complaint=complaint.label)
        if complaint.case_number and not _case_of(request, complaint):
            messages.warning(
                request,
                _("Case %(number)s has not arrived here; check its number.") % {"number": complaint.case_number},
            )
        messages.success(request, _("The complaint is registered as %(number)s.") % {"number": complaint.label})
        return _back_to(complaint)
    return render(request, "complaints/add.html", {"form": form})


@page("complaints")
def show_complaint(request: ScopedRequest, district: str, year: int, number: int) -> HttpResponseBase:
    """One whole, with what is done with it next."""
    complaint = _find(request, district, year, number)
    note_seen(request, "complaint_seen", complaint.organisation, complaint=complaint.label)
    return _show(request, complaint)


@page("complaints")
def change(request: ScopedRequest, district: str, year: int, number: int) -> HttpResponseBase:
    """Correct what was written, and say why."""
    complaint = _find(request, district, year, number)
    if complaint.source_id is not None:
        raise Http404  # corrected at the counter that took it in
    values = {name: getattr(complaint, name) for name in _TOLD}
    values["organisation"] = complaint.organisation_id
    values["clerk"] = f"{complaint.counter_id}:{complaint.operator}" if complaint.operator else ""
    values["seen"] = _last_step(complaint)
    places = request.scope.organisations()
    form = ChangeForm(request.POST if request.method == "POST" else None, places=places, initial=values)
    if form.is_valid():
        told = form.fields_told()
        seen, why = told.pop("seen"), told.pop("why")
        try:
            change_complaint(request.user, complaint, seen, told, why)
        except Problem as problem:
            messages.error(request, tell(problem))
        else:
            note_seen(request, "complaint_changed", complaint.organisation, complaint=complaint.label)
            messages.success(request, _("The change is kept."))
            return _back_to(complaint)
    return render(request, "complaints/change.html", {"form": form, "complaint": complaint})


@require_POST
@page("complaints")
def forward(request: ScopedRequest, district: str, year: int, number: int) -> HttpResponseBase:
    """It was passed on."""
    complaint = _find(request, district, year, number)
    if not _may_act(request, complaint):
        raise Http404
    form = ForwardForm(request.POST, complaint=complaint, initial={})
    if not form.is_valid():
        return _show(request, complaint, forwarding=form)
    told = form.cleaned_data
    try:
        forward_complaint(request.user, complaint, told["seen"], told["to"], told["on"], told["words"])
    except Problem as problem:
        messages.error(request, tell(problem))
    else:
        note_seen(request, "complaint_forwarded", complaint.organisation, complaint=complaint.label)
        messages.success(request, _("That it was forwarded is kept."))
    return _back_to(complaint)


@require_POST
@page("complaints")
def answer(request: ScopedRequest, district: str, year: int, number: int) -> HttpResponseBase:
    """It was answered."""
    complaint = _find(request, district, year, number)
    if not _may_act(request, complaint):
        raise Http404
    form = AnswerForm(request.POST, complaint=complaint, initial={})
    if not form.is_valid():
        return _show(request, complaint, answering=form)
    told = dict(form.cleaned_data)
    try:
        answer_complaint(request.user, complaint, told.pop("seen"), told)
    except Problem as problem:
        messages.error(request, tell(problem))
    else:
        note_seen(request, "complaint_answered", complaint.organisation, complaint=complaint.label)
        messages.success(request, _("The answer is kept."))
    return _back_to(complaint)


@page("complaints")
def show_coupon(request: ScopedRequest, district: str, year: int, number: int) -> HttpResponseBase:
    """The coupon of acceptance, to print: who accepted it, and when and where the answer is given."""
    complaint = _find(request, district, year, number)
    if complaint.accepted_by is None or complaint.source_id is not None:
        raise Http404  # the counter that took it in gave its own
    note_seen(request, "complaint_coupon", complaint.organisation, complaint=complaint.label)
    language = _LANGUAGES.get(request.GET.get("language", complaint.language))
    if language is None:
        raise Http404
    content = draw_coupon(coupon_of(complaint, _terms(complaint), language))
    inline = f'inline; filename="{complaint.label}.pdf"'
    return HttpResponse(content, content_type="application/pdf", headers={"Content-Disposition": inline})


def _show(
    request: ScopedRequest,
    complaint: Complaint,
    *,
    forwarding: ForwardForm | None = None,
    answering: AnswerForm | None = None,
) -> HttpResponseBase:
    today, seen, terms = timezone.localdate(), _last_step(complaint), _terms(complaint)
    answered: dict[str, Any] = {
        "seen": seen,
        "answered_on": complaint.answered_on or today,
        "outcome": complaint.outcome,
        "answer": complaint.answer,
    }
    forwarded = {"seen": seen, "on": complaint.forwarded_on or today, "to": complaint.forwarded_to}
    shown = {
        "complaint": complaint,
        "late": complaint.state == "open" and complaint.due is not None and complaint.due < today,
        "clerk": clerk_of(complaint),
        "case": _case_of(request, complaint),
        "case_slug": case_slug,
        "terms": terms,
        "due_words": due_words(terms.answer, page_language()) if terms.answer else "",
        "working": list(working_words(terms.answer, page_language())) if terms.answer else [],
        "source": _source(terms),
        "steps": tell_steps(complaint),
        "may_act": _may_act(request, complaint),
        "source_address": address_of(complaint.source) if complaint.source is not None else "",
        "forwarding": forwarding or ForwardForm(None, complaint=complaint, initial=forwarded),
        "answering": answering or AnswerForm(None, complaint=complaint, initial=answered),
        "asks_again": forwarding is not None or answering is not None,
    }
    return render(request, "complaints/one.html", shown, status=422 if shown["asks_again"] else 200)


def _find(request: ScopedRequest, district: str, year: int, number: int) -> Complaint:
    """The complaint of this number, where it is the user's to see; else 404."""
    within = request.scope.narrow(Complaint.objects.filter(district__code=district, year=year, number=number))
    complaint = within.select_related("organisation", "district", "counter", "accepted_by", "source").first()
    if complaint is None:
        raise Http404
    return complaint


def _may_act(request: ScopedRequest, complaint: Complaint) -> bool:
    """What was sent on to the district is answered by the district, not by the school it came from."""
    if complaint.source_id is None or complaint.district is None:
        return True
    return request.scope.organisations().filter(pk=complaint.district.pk).exists()


def _case_of(request: ScopedRequest, complaint: Complaint) -> Case | None:
    """The case complained of, for who may see the register there."""
    if not complaint.case_number or not request.scope.may("register"):
        return None
    cases = request.scope.narrow(Case.objects.filter(number=complaint.case_number), right="register")
    return cases.defer("words", "name_key").first()


def _terms(complaint: Complaint) -> AnswerTerms:
    return terms_of_complaint(complaint.edition, complaint.received_on, known_editions(), load_calendar())


def _source(terms: AnswerTerms) -> str:
    """The act the answer's term stands in."""
    return quote(known_editions().by_label(terms.edition).act.short) if terms.edition else ""


def _last_step(complaint: Complaint) -> int:
    return complaint.steps.order_by("-pk").values_list("pk", flat=True).first() or 0


def _first_values(request: ScopedRequest) -> dict[str, Any]:
    today = timezone.localdate()
    values: dict[str, Any] = {
        "received_on": today,
        "language": "ru" if page_language() == "ru" else "kk",
        "edition": _usual_edition(today),
        "answer_place": _usual_place(request),
    }
    number = request.GET.get("case", "")
    if number and request.scope.may("register"):
        cases = request.scope.narrow(Case.objects.filter(number=number), right="register")
        case = cases.defer("words", "name_key").first()
        if case is not None:
            values |= {
                "organisation": case.organisation_id,
                "case_number": case.number,
                "clerk": f"{case.counter_id}:{case.operator}",
                "edition": case.edition,
                "name": case.applicant_name,
                "phone": case.applicant_phone,
            }
    return values


def _usual_edition(today: date) -> str:
    editions = known_editions()
    usual = editions.in_force("attestation", "local", today)
    return usual.label if usual is not None else next(iter(editions)).label


def _usual_place(request: ScopedRequest) -> str:
    offices = request.scope.organisations().filter(kind=Organisation.Kind.OFFICE)
    office = offices.first() or request.scope.organisations().first()
    if office is None:
        return ""
    address = office.address_ru if page_language() == "ru" else office.address_kk
    return ", ".join(part for part in (office.name_in(page_language()), address) if part)


def _back_to(complaint: Complaint) -> HttpResponseBase:
    return redirect(address_of(complaint))
