"""What is done with complaints: each act changes the complaint and writes its step, in one transaction."""

import uuid
from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import F

from forms.calendar import load_calendar
from forms.problems import Problem
from server.accounts.models import User
from server.complaints.models import Complaint, ComplaintStep, ComplaintYear, Way
from server.complaints.terms import terms_of_complaint
from server.organisations.models import Organisation
from server.register.editions import known_editions


def district_of(organisation: Organisation) -> Organisation:
    """The office that answers for it: the nearest above that is one, or itself; the highest where there is none."""
    codes = organisation.path.rstrip("/").split("/")
    above = {one.code: one for one in Organisation.objects.filter(code__in=codes)}
    line = [above[code] for code in reversed(codes)]
    return next((one for one in line if one.kind == Organisation.Kind.OFFICE), line[-1])


@transaction.atomic
def register_complaint(by: User, once: uuid.UUID, fields: Mapping[str, Any]) -> Complaint:
    """Give it the next number of its district and year. The same form sent again gives the complaint there is."""
    organisation: Organisation = fields["organisation"]
    received_on: date = fields["received_on"]
    district = district_of(organisation)
    book, _made = ComplaintYear.objects.get_or_create(district=district, year=received_on.year)
    ComplaintYear.objects.filter(pk=book.pk).update(last=F("last") + 1)  # locks the row until the number is kept
    known = Complaint.objects.filter(once=once).first()
    if known is not None:
        transaction.set_rollback(True)
        return known
    book.refresh_from_db()
    complaint = Complaint(**fields, district=district, year=book.year, number=book.last, once=once, accepted_by=by)
    _count_terms(complaint)
    complaint.save(force_insert=True)
    ComplaintStep.objects.create(complaint=complaint, by=by, what=ComplaintStep.What.REGISTERED)
    return complaint


@transaction.atomic
def take_over(by: User | None, source: Complaint, received_on: date) -> Complaint:
    """Register what a counter sent on, under the district's own number and term; once. ``by``: nobody at the intake."""
    district = district_of(source.organisation)
    received_on = max(received_on, source.forwarded_on or received_on)
    book, _made = ComplaintYear.objects.get_or_create(district=district, year=received_on.year)
    held = ComplaintYear.objects.select_for_update().get(pk=book.pk)
    known = Complaint.objects.filter(source=source).first()
    if known is not None:
        return known
    held.last += 1
    held.save(update_fields=["last"])
    complaint = Complaint(
        district=district,
        year=held.year,
        number=held.last,
        source=source,
        received_on=received_on,
        way=Way.COUNTER,
        answer_place=", ".join(part for part in (district.name_kk, district.address_kk) if part)[:400],
        accepted_by=by,
        **{name: getattr(source, name) for name in _CARRIED},
    )
    _count_terms(complaint)
    complaint.save(force_insert=True)
    ComplaintStep.objects.create(
        complaint=complaint, by=by, what=ComplaintStep.What.REGISTERED, words=source.counter_number
    )
    return complaint


_WRITTEN = ("name", "address", "phone", "email", "text", "representative")
_CARRIED = ("organisation", "counter", "operator", "case_number", "language", "edition", "signed", *_WRITTEN)


def follow_source(complaint: Complaint, source: Complaint) -> None:
    """What a counter put right of a complaint it sent on is right in the district's own, too.

    The step names nobody: it stays when the counter erases the complaint.
    """
    written = {name: getattr(source, name) for name in _WRITTEN}
    if any(getattr(complaint, name) != value for name, value in written.items()):
        Complaint.objects.filter(pk=complaint.pk).update(**written)
        ComplaintStep.objects.create(complaint=complaint, by=None, what=ComplaintStep.What.CHANGED)


@transaction.atomic
def change_complaint(by: User, complaint: Complaint, seen: int, fields: Mapping[str, Any], words: str) -> None:
    """Correct what was written. ``seen``: the last step its reader saw. Raises Problem 916, 917, 1076."""
    held = _hold(complaint, seen)
    if held.source_id is not None:
        raise Problem("1076", number=held.label, counter=held.counter)
    organisation: Organisation = fields.get("organisation", held.organisation)
    received_on: date = fields.get("received_on", held.received_on)
    if received_on.year != held.year or district_of(organisation).pk != held.district_id:
        raise Problem("917", number=held.label)
    _keep(held, by, ComplaintStep.What.CHANGED, fields, words)


@transaction.atomic
def forward_complaint(by: User, complaint: Complaint, seen: int, to: str, on: date, words: str) -> None:
    """It was passed on to who must answer it. Raises Problem 916, 1076."""
    held = _hold(complaint, seen)
    _keep(held, by, ComplaintStep.What.FORWARDED, {"forwarded_to": to, "forwarded_on": on}, words)


@transaction.atomic
def answer_complaint(by: User, complaint: Complaint, seen: int, fields: Mapping[str, Any]) -> None:
    """It was answered, or the answer is put right. Raises Problem 916, 1076."""
    _keep(_hold(complaint, seen), by, ComplaintStep.What.ANSWERED, fields, "")


def _hold(complaint: Complaint, seen: int) -> Complaint:
    """The row, locked; a step its reader did not see stops them."""
    held = Complaint.objects.select_for_update().get(pk=complaint.pk)
    if held.is_counters:
        raise Problem("1076", number=held.label, counter=held.counter)
    last = held.steps.order_by("-pk").values_list("pk", flat=True).first()
    if last != seen:
        raise Problem("916", number=held.label)
    return held


def _keep(held: Complaint, by: User, what: str, fields: Mapping[str, Any], words: str) -> None:
    changes: dict[str, list[str]] = {}
    for name, value in fields.items():
        before = getattr(held, name)
        if before != value:
            changes[name] = [_told(before), _told(value)]
            setattr(held, name, value)
    if not changes and not words:
        return
    due = held.due
    if {"received_on", "edition"} & set(changes):
        _count_terms(held)
        if held.due != due:
            changes["due"] = [_told(due), _told(held.due)]
    held.save()
    ComplaintStep.objects.create(complaint=held, by=by, what=what, changes=changes, words=words)


def _count_terms(complaint: Complaint) -> None:
    terms = terms_of_complaint(complaint.edition, complaint.received_on, known_editions(), load_calendar())
    complaint.term_edition = terms.edition
    complaint.term_days = len(terms.answer.days) if terms.answer else None
    complaint.due = terms.answer.due if terms.answer else None
    complaint.forward_due = terms.forward.due if terms.forward else None


def _told(value: object) -> str:
    """A value as a step keeps it: identifiers and texts."""
    if isinstance(value, Organisation):
        return value.code
    if value is None:
        return ""
    return str(value)
