"""Forms of the pages about people."""

import re
from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib.auth import authenticate
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from server.accounts.models import Role, User
from server.accounts.passwords import faults_of
from server.organisations.models import Organisation

_USER_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{2,31}")


class PageForm(forms.Form):
    """A form that tells its faults in our words."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Fill this in.")
            for code in ("invalid_choice", "invalid_pk_value"):
                if code in field.error_messages:
                    field.error_messages[code] = _("Choose one of the list.")


class SignInForm(PageForm):
    """User name and password."""

    username = forms.CharField(
        label=_("User name"),
        max_length=150,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(PageForm):
    """A code of the telephone, or of the recovery sheet."""

    code = forms.CharField(
        label=_("Code"),
        max_length=32,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "autofocus": True}),
    )


class DigitsForm(PageForm):
    """The six digits that prove a telephone is paired."""

    code = forms.CharField(
        label=_("Code from the telephone"),
        max_length=12,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )


class ConfirmForm(PageForm):
    """The password once more, before what would lock its owner out."""

    password = forms.CharField(
        label=_("Password"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, request: HttpRequest, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request

    def clean_password(self) -> str:
        """Right; guesses are counted like those at the sign-in."""
        given: str = self.cleaned_data["password"]
        if authenticate(self._request, username=self._request.user.get_username(), password=given) is None:
            raise forms.ValidationError(_("This is not your password now."))
        return given


class PairAgainForm(ConfirmForm, DigitsForm):
    """Another telephone: its digits, and the password."""

    field_order = ("code", "password")


class NewPasswordForm(PageForm):
    """One's own new password, twice; the old one too where it is asked."""

    old = forms.CharField(
        label=_("Password now"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("New password"),
        help_text=_("At least 10 characters. Several words are easy to keep in mind."),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
    again = forms.CharField(
        label=_("New password again"),
        strip=False,
        max_length=1000,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )

    def __init__(self, request: HttpRequest, user: User, *args: Any, ask_old: bool = True, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._request = request
        self._user = user
        if not ask_old:
            del self.fields["old"]

    def clean(self) -> dict[str, Any]:
        """The old one right (guesses are counted like those at the sign-in), the new one sound and the same twice."""
        cleaned = self.cleaned_data
        known = self._user.get_username()
        if "old" in cleaned and authenticate(self._request, username=known, password=cleaned["old"]) is None:
            self.add_error("old", _("This is not your password now."))
        for fault in faults_of(cleaned["new"], self._user) if "new" in cleaned else []:
            self.add_error("new", fault)
        if "again" in cleaned and cleaned.get("new") != cleaned["again"]:
            self.add_error("again", _("This is not the same as above. Type it again."))
        return cleaned


class LanguageForm(PageForm):
    """The language pages are shown in."""

    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)


if TYPE_CHECKING:
    _Choice = forms.ModelChoiceField[Organisation]
else:
    _Choice = forms.ModelChoiceField


class _OrganisationChoice(_Choice):
    def label_from_instance(self, obj: Organisation) -> str:
        depth = obj.path.count("/") - 1
        return "\u00a0\u00a0" * depth + obj.name_in(get_language() or "kk")


class RoleForm(PageForm):
    """A role for a part of the district; ``organisations`` are those who gives it may give it for."""

    organisation = _OrganisationChoice(label=_("Organisation"), queryset=Organisation.objects.none(), empty_label=None)
    role = forms.ChoiceField(
        label=_("Role"),
        choices=[(role.value, role.label) for role in reversed(Role)],
        help_text=_("A role holds for the organisation and everything below it."),
    )

    def __init__(self, organisations: Any, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["organisation"].queryset = organisations  # type: ignore[attr-defined]


class InviteForm(RoleForm):
    """Somebody new."""

    username = forms.CharField(
        label=_("User name"),
        max_length=32,
        help_text=_("Latin letters, digits, dot and hyphen: what they type when they sign in."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    name = forms.CharField(label=_("Surname and name"), max_length=200)
    language = forms.ChoiceField(label=_("Language of the pages"), choices=settings.LANGUAGES)

    field_order = ("name", "username", "organisation", "role", "language")

    def clean_username(self) -> str:
        """Lower case, of letters a keyboard anywhere has, and nobody's yet."""
        name = str(self.cleaned_data["username"]).lower()
        if not _USER_NAME.fullmatch(name):
            raise forms.ValidationError(_("Use 3 to 32 Latin letters, digits, dots and hyphens, a letter first."))
        if User.objects.filter(username__iexact=name).exists():
            raise forms.ValidationError(_("Somebody has this user name. Choose another."))
        return name
