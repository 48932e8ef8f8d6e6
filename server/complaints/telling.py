"""A complaint's steps and clerk in words."""

from collections.abc import Mapping
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from forms.catalogues import N_
from server.complaints.models import Complaint, ComplaintStep, Language, Outcome, Way
from server.organisations.models import Organisation
from server.pages.words import day, page_language
from server.register.models import OperatorName

_FIELDS: Mapping[str, str] = {
    "organisation": N_("Complained of: school or office"),
    "counter": N_("Counter"),
    "operator": N_("Clerk complained of"),
    "case_number": N_("Number of the case"),
    "edition": N_("Edition the term is counted by"),
    "received_on": N_("Received"),
    "way": N_("How it came"),
    "language": N_("Language of the answer"),
    "name": N_("Who complains: full name"),
    "address": N_("Postal address"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "text": N_("What the complaint says"),
    "answer_place": N_("Where the answer is given"),
    "due": N_("Answer due"),
    "forwarded_to": N_("Forwarded to"),
    "forwarded_on": N_("Forwarded on"),
    "answered_on": N_("Answered on"),
    "outcome": N_("Answer"),
    "answer": N_("What was answered"),
}
_DAYS = ("received_on", "due", "forwarded_on", "answered_on")
_LONG = 120  # letters of a text shown in the history


class ToldStep(NamedTuple):
    """A step with its changes as (what, before, after)."""

    step: ComplaintStep
    changes: list[tuple[str, str, str]]


def clerk_of(complaint: Complaint) -> str:
    """The name of the clerk complained of; empty where none is."""
    if not complaint.operator:
        return ""
    name = OperatorName.objects.filter(counter=complaint.counter_id, operator=complaint.operator).first()
    return name.name if name is not None and name.name else complaint.operator


def tell_steps(complaint: Complaint) -> list[ToldStep]:
    """What was done, the first first."""
    return [
        ToldStep(
            step,
            [
                (_(_FIELDS[field]), _value(field, before), _value(field, after))
                for field, (before, after) in step.changes.items()
                if field in _FIELDS
            ],
        )
        for step in complaint.steps.select_related("by")
    ]


def _value(field: str, value: str) -> str:
    """A value as a step keeps it, for people: days in figures, organisations by name, choices in words."""
    if not value:
        return "—"
    if field in _DAYS:
        return day(date.fromisoformat(value))
    if field == "organisation":
        organisation = Organisation.objects.filter(code=value).first()
        return organisation.name_in(page_language()) if organisation is not None else value
    choices = {"way": Way, "language": Language, "outcome": Outcome}.get(field)
    if choices is not None and value in choices.values:
        return str(choices(value).label)
    return value if len(value) <= _LONG else f"{value[:_LONG]}…"
