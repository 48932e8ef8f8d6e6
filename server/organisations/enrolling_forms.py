"""What is asked when a counter is made."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forms.problems import Problem
from forms.reading import load_editions
from server.organisations.enrolling import check_code
from server.organisations.models import Organisation
from server.organisations.place_forms import PlaceField
from server.organisations.profile_text import ZONES, ProfileWanted, ServiceWanted
from server.pages.words import quote, tell
from server.register.editions import service_titles

IN_FORCE = "in-force"
SERVICES = {"attestation": _("Attestation of teachers"), "enrolment": _("Enrolment in a music school")}
PROVIDERS = {
    "local": _("Organisation of a district or region"),
    "republican": _("Republican organisation"),
    "music_school": _("Music school"),
}
LANGUAGES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}


def service_name(service: str) -> str:
    """What a service is called on a page: in our words, else in those of its newest edition, else by its key."""
    if service in SERVICES:
        return str(SERVICES[service])
    titles = service_titles()
    return quote(titles[service]) if service in titles else service


class CounterForm(forms.Form):
    """A counter's school, code, and what its profile cannot take from the school."""

    organisation = PlaceField(queryset=Organisation.objects.none(), label=_("School"), empty_label=None)
    code = forms.CharField(
        max_length=16,
        label=_("Counter's code"),
        help_text=_("Latin letters and digits, such as S7. It begins every number and does not change afterwards."),
    )

    def __init__(
        self,
        data: Mapping[str, Any] | None,
        *,
        places: QuerySet[Organisation],
        initial: Mapping[str, Any] | None = None,
    ) -> None:
        super().__init__(data, initial=dict(initial or {}))
        field: Any = self.fields["organisation"]
        field.queryset = places.filter(active=True).order_by("path")

    def clean_code(self) -> str:
        """A code nobody has."""
        try:
            return check_code(str(self.cleaned_data["code"]))
        except Problem as problem:
            raise forms.ValidationError(tell(problem)) from problem


class InvitationForm(forms.Form):
    """What goes into the profile of an invitation beside what the school is."""

    provider = forms.ChoiceField(choices=list(PROVIDERS.items()), label=_("Serves as"))
    zone = forms.ChoiceField(choices=[(zone, zone) for zone in ZONES], label=_("Time zone"))
    interface = forms.ChoiceField(choices=list(LANGUAGES.items()), label=_("Language of the window"))

    def __init__(self, data: Mapping[str, Any] | None, *, initial: Mapping[str, Any] | None = None) -> None:
        super().__init__(data, initial=dict(initial or {}))
        # Only what came with the program: an edition published here is not yet at a counter that starts afresh. Once
        # the exchange has brought it, its service is offered in the counter's own settings.
        editions = load_editions()
        self._services = tuple(dict.fromkeys(edition.service for edition in editions))
        for service in self._services:
            words = service_name(service)
            labels = [edition.label for edition in editions.of_service(service)]
            choices = [("", _("not offered")), (IN_FORCE, _("the edition in force")), *((one, one) for one in labels)]
            self.fields[service] = forms.ChoiceField(choices=choices, required=False, label=words)

    def wanted(self, verification_address: str) -> ProfileWanted:
        """What was chosen."""
        told = self.cleaned_data
        services = {
            name: ServiceWanted(provider=told["provider"], edition=told[name])
            for name in self._services
            if told.get(name)
        }
        return ProfileWanted(
            services=services,
            zone=told["zone"],
            interface=told["interface"],
            verification_address=verification_address,
        )


def usual_profile(organisation: Organisation) -> dict[str, str]:
    """What fits most schools of its kind."""
    musical = organisation.kind == Organisation.Kind.MUSIC_SCHOOL
    # The last order with a counter; what holds later has none by law (docs/standards.md).
    return {
        "provider": "music_school" if musical else "local",
        "zone": ZONES[0],
        "interface": "kk",
        "attestation": "EMUS" if musical else "E2020-7",
        "enrolment": IN_FORCE if musical else "",
    }
