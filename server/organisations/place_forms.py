"""What may be written about an organisation: the same checks for the page and for each line of a file."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from forms.contacts import check_phone
from forms.problems import Problem
from server.organisations.models import Organisation
from server.organisations.profile_text import is_bin
from server.pages.words import page_language, tell

if TYPE_CHECKING:
    _ChoiceOfPlace = forms.ModelChoiceField[Organisation]
else:
    _ChoiceOfPlace = forms.ModelChoiceField

_TEXTS = ("name_kk", "name_ru", "address_kk", "address_ru", "bin", "phone", "contact")


class PlaceField(_ChoiceOfPlace):
    """An organisation by its name in the page's language, set in by its depth."""

    def label_from_instance(self, obj: Any) -> str:
        """What stands in the list."""
        depth = max(0, obj.path.count("/") - 1)
        return f"{'· ' * depth}{obj.name_in(page_language())}"


class PlaceForm(forms.Form):
    """An organisation. The code is asked once: papers, files and paths hold it."""

    above = PlaceField(queryset=Organisation.objects.none(), required=False, label=_("Belongs to"))
    code = forms.RegexField(
        regex=r"^[a-z0-9][a-z0-9-]*$",
        max_length=32,
        label=_("Code"),
        help_text=_("Small Latin letters, digits and hyphens; it does not change afterwards."),
        error_messages={"invalid": _("Write small Latin letters, digits and hyphens, such as school-7.")},
    )
    kind = forms.ChoiceField(choices=Organisation.Kind.choices, label=_("Kind"))
    name_kk = forms.CharField(max_length=300, label=_("Name in Kazakh"))
    name_ru = forms.CharField(max_length=300, label=_("Name in Russian"))
    address_kk = forms.CharField(max_length=300, required=False, label=_("Address in Kazakh"))
    address_ru = forms.CharField(max_length=300, required=False, label=_("Address in Russian"))
    bin = forms.CharField(max_length=12, required=False, label=_("BIN"))
    phone = forms.CharField(max_length=32, required=False, label=_("Phone"))
    contact = forms.CharField(
        max_length=200, required=False, label=_("Whom to call"), help_text=_("Name and post of who answers for Kense.")
    )

    def __init__(
        self, data: Mapping[str, Any] | None, *, places: QuerySet[Organisation], place: Organisation | None = None
    ) -> None:
        self.place = place
        initial = {} if place is None else {name: getattr(place, name) for name in ("code", "kind", "above", *_TEXTS)}
        super().__init__(data, initial=initial)
        choices = places.order_by("path")
        if place is not None:
            choices = choices.exclude(path__startswith=place.path)
            self.fields["code"].disabled = True
        above: Any = self.fields["above"]
        above.queryset = choices
        # Who is placed at the very top, or above everything this user looks after, stays there.
        fixed = place is not None and (place.above is None or not choices.filter(pk=place.above.pk).exists())
        if fixed:
            del self.fields["above"]
        else:
            above.required = True
            above.empty_label = None

    def clean_code(self) -> str:
        """A code nobody has."""
        code = str(self.cleaned_data["code"])
        if self.place is None and Organisation.objects.filter(code=code).exists():
            raise forms.ValidationError(_("Another organisation has this code. Choose another."))
        return code

    def clean_bin(self) -> str:
        """Twelve digits that check, or nothing."""
        text = "".join(str(self.cleaned_data["bin"]).split())
        if text and not is_bin(text):
            raise forms.ValidationError(_("This is no BIN: twelve digits, the last of which checks the others."))
        return text

    def clean_phone(self) -> str:
        """A number as +77010000000, or nothing."""
        text = str(self.cleaned_data["phone"])
        if not text:
            return ""
        try:
            return check_phone(text)
        except Problem as problem:
            raise forms.ValidationError(tell(problem)) from problem

    def filled(self) -> Organisation:
        """The organisation with what was written, not yet kept."""
        place = self.place or Organisation(code=self.cleaned_data["code"])
        place.kind = self.cleaned_data["kind"]
        for name in _TEXTS:
            setattr(place, name, self.cleaned_data[name])
        if "above" in self.cleaned_data:
            place.above = self.cleaned_data["above"]
        return place
