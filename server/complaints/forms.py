"""Forms of the pages about complaints."""

import uuid
from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from forms.contacts import check_email, check_phone
from forms.names import check_name
from forms.problems import Problem
from server.accounts.forms import PageForm
from server.complaints.models import Complaint, Language, Outcome, Way
from server.organisations.models import Counter, Organisation
from server.organisations.place_forms import PlaceField
from server.pages.words import day, page_language, tell
from server.register.editions import known_editions
from server.register.models import OperatorName

_EARLIEST = date(2015, 1, 1)


def _date_field(label: Any) -> forms.DateField:
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    invalid = {"invalid": _("Write a day, such as 21.11.2026.")}
    formats = ["%Y-%m-%d", "%d.%m.%Y"]
    return forms.DateField(label=label, widget=widget, input_formats=formats, error_messages=invalid)


def _checked(check: Callable[[str], str], text: str) -> str:
    try:
        return check(text) if text else ""
    except Problem as problem:
        raise forms.ValidationError(tell(problem)) from problem


def _not_later(when: date) -> date:
    if when > timezone.localdate():
        raise forms.ValidationError(tell(Problem("915", day=day(when))))
    return when


class ComplaintForm(PageForm):
    """What a complaint says. ``clerk`` is ``<counter>:<operator>``."""

    organisation = PlaceField(
        queryset=Organisation.objects.none(), label=_("Complained of: school or office"), empty_label="—"
    )
    clerk = forms.ChoiceField(
        label=_("Clerk complained of"), required=False, help_text=_("Only where the complaint names somebody.")
    )
    case_number = forms.CharField(
        label=_("Number of the case"),
        max_length=40,
        required=False,
        help_text=_("As on the receipt; empty where there is none."),
    )
    edition = forms.ChoiceField(label=_("Edition the term is counted by"))
    received_on = _date_field(_("Received"))
    way = forms.ChoiceField(label=_("How it came"), choices=Way.choices)
    language = forms.ChoiceField(label=_("Language of the answer"), choices=Language.choices)
    name = forms.CharField(label=_("Who complains: full name"), max_length=200)
    address = forms.CharField(label=_("Postal address"), max_length=400, required=False)
    phone = forms.CharField(label=_("Phone"), max_length=32, required=False)
    email = forms.CharField(label=_("E-mail"), max_length=254, required=False)
    text = forms.CharField(
        label=_("What the complaint says"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 8})
    )
    answer_place = forms.CharField(label=_("Where the answer is given"), max_length=400)

    def __init__(
        self, data: Mapping[str, Any] | None, *, places: QuerySet[Organisation], initial: Mapping[str, Any]
    ) -> None:
        super().__init__(data, initial=dict(initial))
        self._places = places
        place = self.fields["organisation"]
        assert isinstance(place, PlaceField)
        place.queryset = places
        _choose(self.fields["clerk"], [("", "—"), *_clerks(places)])
        _choose(self.fields["edition"], [(one.label, f"{one.label}: {_short(one)}") for one in known_editions()])

    def clean_received_on(self) -> date:
        """Not to come, and not of another age."""
        when: date = self.cleaned_data["received_on"]
        if when < _EARLIEST:
            raise forms.ValidationError(_now("Write a day, such as 21.11.2026."))
        return _not_later(when)

    def clean_name(self) -> str:
        """In one spelling."""
        return _checked(check_name, self.cleaned_data["name"])

    def clean_phone(self) -> str:
        """In its international form."""
        return _checked(check_phone, self.cleaned_data["phone"])

    def clean_email(self) -> str:
        """As it could exist."""
        return _checked(check_email, self.cleaned_data["email"])

    def clean(self) -> dict[str, Any]:
        """The clerk works where the complaint says; there is a way to answer."""
        told = super().clean() or {}
        organisation, clerk = told.get("organisation"), told.get("clerk")
        if clerk and organisation is not None:
            counter, _colon, _operator = clerk.partition(":")
            works_at = Organisation.objects.filter(counters=int(counter), path__startswith=organisation.path)
            if not works_at.exists():
                name = dict(_clerks(self._places)).get(clerk, "")
                self.add_error("clerk", tell(Problem("919", clerk=name, place=organisation.name_in(page_language()))))
        if not (told.get("address") or told.get("phone") or told.get("email")) and not self.errors:
            self.add_error("address", _now("Write an address, a phone or an e-mail: the answer must reach somebody."))
        return told

    def fields_told(self) -> dict[str, Any]:
        """The complaint's own fields."""
        told = dict(self.cleaned_data)
        counter, _colon, operator = told.pop("clerk").partition(":")
        told["counter"] = Counter.objects.get(pk=int(counter)) if counter else None
        told["operator"] = operator
        told["case_number"] = told["case_number"].strip()
        return told


class NewComplaintForm(ComplaintForm):
    """A complaint to be registered; ``once`` tells a form sent twice from two complaints."""

    once = forms.UUIDField(widget=forms.HiddenInput, initial=uuid.uuid4)


class ChangeForm(ComplaintForm):
    """A complaint to be corrected."""

    why = forms.CharField(label=_("Why it is changed"), max_length=400)
    seen = forms.IntegerField(widget=forms.HiddenInput)


class ForwardForm(PageForm):
    """Where it is passed on to."""

    to = forms.CharField(label=_("Forwarded to"), max_length=300)
    on = _date_field(_("Forwarded on"))
    words = forms.CharField(label=_("Note"), max_length=400, required=False)
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, complaint: Complaint, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial), prefix="forward")
        self._complaint = complaint

    def clean_on(self) -> date:
        """Between its coming and today."""
        return _after(self._complaint, self.cleaned_data["on"])


class AnswerForm(PageForm):
    """How it was answered."""

    outcome = forms.ChoiceField(label=_("Answer"), choices=Outcome.choices, widget=forms.RadioSelect)
    answered_on = _date_field(_("Answered on"))
    answer = forms.CharField(label=_("What was answered"), max_length=20_000, widget=forms.Textarea(attrs={"rows": 5}))
    seen = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, data: Mapping[str, Any] | None, *, complaint: Complaint, initial: Mapping[str, Any]) -> None:
        super().__init__(data, initial=dict(initial), prefix="answer")
        self._complaint = complaint

    def clean_answered_on(self) -> date:
        """Between its coming and today."""
        return _after(self._complaint, self.cleaned_data["answered_on"])


def _after(complaint: Complaint, when: date) -> date:
    if when < complaint.received_on:
        raise forms.ValidationError(tell(Problem("918", day=day(when), received=day(complaint.received_on))))
    return _not_later(when)


def _choose(field: forms.Field, choices: list[tuple[str, str]]) -> None:
    assert isinstance(field, forms.ChoiceField)
    field.choices = choices


def _clerks(places: QuerySet[Organisation]) -> list[tuple[str, str]]:
    found = OperatorName.objects.filter(counter__organisation__in=places.order_by().values("pk")).exclude(name="")
    rows = found.order_by("counter__code", "name").values_list("counter_id", "operator", "counter__code", "name")
    return [(f"{counter}:{operator}", f"{code} · {name}") for counter, operator, code, name in rows]


def _short(edition: Any) -> str:
    words: str = edition.act.short.in_language(page_language())
    return words
