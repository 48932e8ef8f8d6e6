"""Signing in: password, then the code of a telephone; signing out."""

from typing import Any

from django.conf import settings
from django.contrib.auth import authenticate, logout
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from server.accounts import second_factor
from server.accounts.addresses import client_address
from server.accounts.forms import CodeForm, DigitsForm, SignInForm
from server.accounts.models import Seen, User
from server.accounts.passwords import has_ended


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponseBase:
    """User name and password. Whatever is wrong, the answer is the same: it names no user."""
    onward = _onward(request)
    form = SignInForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        user = authenticate(request, username=given["username"].strip().lower(), password=given["password"])
        if isinstance(user, User) and not has_ended(user):
            second_factor.begin_half(request, user, onward)
            return redirect("accounts:code" if second_factor.has_second_factor(user) else "accounts:pair")
        form.add_error(
            None, _("User name and password do not go together. Check both; the administrator gives a new password.")
        )
    return render(request, "accounts/sign_in.html", {"form": form, "onward": onward})


def tell_locked_out(
    request: HttpRequest, answer: HttpResponse | None = None, credentials: dict[str, Any] | None = None
) -> HttpResponse:
    """Too many wrong passwords for this name from this address."""
    form = SignInForm()
    minutes = round(settings.AXES_COOLOFF_TIME * 60)
    return render(
        request, "accounts/sign_in.html", {"form": form, "onward": _onward(request), "wait": minutes}, status=429
    )


@never_cache
@require_http_methods(["GET", "POST"])
def give_code(request: HttpRequest) -> HttpResponseBase:
    """The second factor of who has one."""
    half = second_factor.half_of(request)
    if half is None or not second_factor.has_second_factor(half.user):
        return redirect("accounts:sign_in")
    form = CodeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = second_factor.check(half.user, form.cleaned_data["code"])
        if not isinstance(found, int):
            return _enter(request, half, found)
        wrong = _("The code is not right. Take the one the telephone shows now.")
        wait = _("Before the next try wait %(seconds)d s.") % {"seconds": found} if found > 1 else ""
        form.add_error("code", f"{wrong} {wait}".strip())
    return render(request, "accounts/code.html", {"form": form})


@never_cache
@require_http_methods(["GET", "POST"])
def pair(request: HttpRequest) -> HttpResponseBase:
    """The first sign-in pairs a telephone, and shows the recovery codes once."""
    half = second_factor.half_of(request)
    if half is None or second_factor.has_second_factor(half.user):
        return redirect("accounts:sign_in")
    device = second_factor.pairing_of(half.user)
    form = DigitsForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = second_factor.confirm(device, form.cleaned_data["code"])
        if codes is not None:
            device.refresh_from_db()
            onward = _enter(request, half, device)["Location"]
            return render(request, "accounts/recovery_codes.html", {"codes": codes, "onward": onward})
        form.add_error("code", _("The code is not right. Is the telephone's clock? Take the code it shows now."))
    return render(request, "accounts/pair.html", pairing_context(device, form))


def pairing_context(device: Any, form: DigitsForm) -> dict[str, Any]:
    """What the page that pairs a telephone shows."""
    return {
        "form": form,
        "picture": second_factor.pairing_picture(device),
        "words": second_factor.pairing_words(device),
        "address": device.config_url,
    }


@require_POST
def sign_out(request: HttpRequest) -> HttpResponseBase:
    """Leave; the session and all in it is gone."""
    logout(request)
    return redirect("accounts:sign_in")


def _enter(request: HttpRequest, half: second_factor.Half, device: Any) -> HttpResponseBase:
    """In, in the user's language, to where they wanted to go."""
    second_factor.finish(request, half.user, device)
    Seen.objects.create(user=half.user, what="signed_in", address=client_address(request))
    answer = redirect(half.onward)
    if settings.LANGUAGE_COOKIE_NAME not in request.COOKIES:
        keep_language(answer, half.user.language)
    return answer


def keep_language(answer: HttpResponseBase, language: str) -> None:
    """Set the cookie LocaleMiddleware reads."""
    answer.set_cookie(
        settings.LANGUAGE_COOKIE_NAME,
        language,
        max_age=settings.LANGUAGE_COOKIE_AGE,
        httponly=settings.LANGUAGE_COOKIE_HTTPONLY,
        secure=settings.LANGUAGE_COOKIE_SECURE,
        samesite="Lax",
    )


def _onward(request: HttpRequest) -> str:
    """Where to go after signing in: a page of this host, else the first page."""
    asked = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if ours else reverse(settings.LOGIN_REDIRECT_URL)
