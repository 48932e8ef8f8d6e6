"""One's own account: password, language, telephone and recovery codes."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from server.accounts import second_factor
from server.accounts.forms import ConfirmForm, LanguageForm, NewPasswordForm, PairAgainForm
from server.accounts.models import User
from server.accounts.passwords import set_own_password
from server.accounts.scope import ScopedRequest, note_seen, signed_in
from server.accounts.signing_in import keep_language, pairing_context


@never_cache
@signed_in
def show_own(request: ScopedRequest) -> HttpResponseBase:
    """What one may change about oneself."""
    shown = {
        "language_form": LanguageForm(initial={"language": request.user.language}),
        "codes_left": second_factor.recovery_codes_left(request.user),
        "memberships": request.scope.memberships,
    }
    return render(request, "accounts/own.html", shown)


@sensitive_post_parameters("old", "new", "again")
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def change_password(request: ScopedRequest) -> HttpResponseBase:
    """One's own password; who came with a one-time password sees nothing else before."""
    user = User.objects.get(pk=request.user.pk)
    form = NewPasswordForm(request, user, request.POST or None, ask_old=not user.must_change_password)
    if request.method == "POST" and form.is_valid():
        set_own_password(user, form.cleaned_data["new"])
        update_session_auth_hash(request, user)  # the other sessions end
        note_seen(request, "password_changed")
        messages.success(request, _("Your password is changed."))
        return redirect("pages:today")
    return render(request, "accounts/password.html", {"form": form, "must": user.must_change_password})


@require_POST
@signed_in
def choose_own_language(request: ScopedRequest) -> HttpResponseBase:
    """The language of the pages, kept with the user."""
    form = LanguageForm(request.POST)
    answer = redirect("accounts:own")
    if form.is_valid():
        language = form.cleaned_data["language"]
        remember_language(request, language)
        keep_language(answer, language)
        with override(language):
            messages.success(request, _("Pages are in this language from now on."))
    return answer


def remember_language(request: HttpRequest, language: str) -> None:
    """Keep the choice with who is signed in, wherever on a page it was made."""
    if request.user.is_authenticated and language in dict(settings.LANGUAGES):
        User.objects.filter(pk=request.user.pk).update(language=language)


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def pair_again(request: ScopedRequest) -> HttpResponseBase:
    """Another telephone in place of the one before."""
    device = (
        second_factor.pairing_of(request.user) if request.method == "POST" else second_factor.new_pairing(request.user)
    )
    form = PairAgainForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = second_factor.confirm(device, form.cleaned_data["code"])
        if codes is not None:
            device.refresh_from_db()
            second_factor.finish(request, request.user, device)
            note_seen(request, "telephone_paired")
            return render(request, "accounts/recovery_codes.html", {"codes": codes, "onward": ""})
        form.add_error("code", _("The code is not right. Is the telephone's clock? Take the code it shows now."))
    return render(request, "accounts/pair.html", pairing_context(device, form))


@sensitive_post_parameters("password")
@never_cache
@require_http_methods(["GET", "POST"])
@signed_in
def renew_codes(request: ScopedRequest) -> HttpResponseBase:
    """New recovery codes; the old ones are void."""
    form = ConfirmForm(request, request.POST or None)
    if request.method == "POST" and form.is_valid():
        codes = second_factor.new_recovery_codes(request.user)
        note_seen(request, "recovery_codes_renewed")
        return render(request, "accounts/recovery_codes.html", {"codes": codes, "onward": ""})
    return render(request, "accounts/renew_codes.html", {"form": form})
