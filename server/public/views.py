"""Pages for who holds a receipt. Nobody signs in here, and no page says who anybody is."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from forms.problems import Problem
from forms.words import outcome_message
from server.observing.limits import Limit, allow
from server.pages.words import tell, word
from server.public.asking import find_status
from server.public.photographs import read_qr
from server.public.verifying import verify_mark

# A person asks some times; who tries codes through meets the wall.
_VERIFY = Limit("verify", times=60, seconds=600)
_STATUS = Limit("status", times=12, seconds=600)
_OF_NUMBER = Limit("status of a number", times=12, seconds=3600)


@never_cache
@require_http_methods(["GET", "POST"])
def verify(request: HttpRequest) -> HttpResponse:
    """Is this paper genuine? By the text of its QR code, or by a photograph of it."""
    told: dict[str, object] = {"verified": None, "problem": "", "text": ""}
    status = 200
    if request.method == "POST":
        text = request.POST.get("text", "").strip()[:2000]
        photograph = request.FILES.get("photograph")
        try:
            allow(request, _VERIFY)
            text = read_qr(photograph) if photograph is not None else text
            verified = verify_mark(text)
            told |= {"verified": verified, "outcome": word(outcome_message(verified.mark.outcome))}
        except Problem as problem:
            told["problem"], status = tell(problem), 429 if problem.code == "952" else 422
        told["text"] = text
    return render(request, "public/verify.html", told, status=status)


@never_cache
@require_http_methods(["GET", "POST"])
def ask_status(request: HttpRequest) -> HttpResponse:
    """How does my case stand? By the number and the code on the receipt."""
    told: dict[str, object] = {"found": None, "problem": "", "number": "", "given": ""}
    status = 200
    if request.method == "POST":
        number, given = request.POST.get("number", "")[:40], request.POST.get("code", "")[:20]
        told |= {"number": number, "given": given}
        try:
            allow(request, _STATUS)
            allow(request, _OF_NUMBER, of=number.strip().upper())
            found = find_status(number, given)
            told |= {"found": found, "outcome": word(outcome_message(found.outcome))}
        except Problem as problem:
            told["problem"], status = tell(problem), 429 if problem.code == "952" else 422
    return render(request, "public/status.html", told, status=status)
