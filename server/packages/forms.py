"""Forms of the pages about packages."""

import uuid
from collections.abc import Mapping
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forms.contacts import check_words
from server.accounts.forms import PageForm
from server.organisations.models import Organisation
from server.organisations.place_forms import PlaceField
from server.packages.keeping import Given

_WORDS = forms.Textarea(attrs={"rows": 3})


class CheckForm(PageForm):
    """Whether the documents conform; what is lacking where they do not."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    found = forms.ChoiceField(
        label=_("What the check found"),
        choices=[("conform", _("The documents conform")), ("deficiencies", _("There are deficiencies"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=_("In words"),
        max_length=2000,
        required=False,
        widget=_WORDS,
        help_text=_("Of deficiencies: what is lacking and where. The applicant is told it in these words."),
    )

    def given(self) -> Given:
        """What was chosen."""
        told = self.cleaned_data
        return Given(once=told["once"], conform=told["found"] == "conform", words=check_words(told["words"]))


class ResultForm(PageForm):
    """The result is ready, under its number."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)
    result_number = forms.CharField(
        label=_("Number of the result"), max_length=80, help_text=_("As it stands on the order or the refusal.")
    )
    words = forms.CharField(label=_("In words"), max_length=2000, required=False, widget=_WORDS)

    def given(self) -> Given:
        """What was written."""
        told = self.cleaned_data
        return Given(
            once=told["once"],
            result_number=check_words(told["result_number"]).strip(),
            words=check_words(told["words"]),
        )


class RouteForm(PageForm):
    """To which school a package is given; none: the district keeps it."""

    place = PlaceField(
        queryset=Organisation.objects.none(),
        label=_("School"),
        required=False,
        empty_label=_("The district itself"),
        help_text=_("Its people, too, can then look the package through and answer."),
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, places: QuerySet[Organisation], initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        field: Any = self.fields["place"]
        field.queryset = places.filter(active=True).exclude(kind=Organisation.Kind.STATE_CORPORATION).order_by("path")
