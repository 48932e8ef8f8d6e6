"""A decided case read back from its record: what its papers say then is what they said when it was decided."""

from collections.abc import Iterable
from typing import get_args

from msgspec.structs import replace

from desktop.domain.case import CaseDraft, DocumentAnswers, PersonAnswers
from forms.editions import Mark
from forms.events import (
    CaseDecided,
    CaseParticulars,
    CheckedDocument,
    DocumentParticulars,
    Event,
    PersonParticulars,
)
from forms.register_acts import CorrectionParticulars
from forms.subjects import place_of
from forms.words import usual_reason

_MARKS: tuple[Mark, ...] = get_args(Mark)


def draft_of_record(
    event: Event, particulars: CaseParticulars, corrections: Iterable[CorrectionParticulars] = ()
) -> CaseDraft:
    """The draft a case was decided with, as far as its papers show it, with later ``corrections`` in their order.

    The paper's language and format are not in the record: the archive's first copy knows them. Raises TypeError for
    an event of another kind.
    """
    act = event.act
    if not isinstance(act, CaseDecided):
        raise TypeError(f"event {event.sequence} decides no case")
    written = apply_corrections(particulars, corrections)
    words = {document.key: document for document in written.documents}
    return CaseDraft(
        case=event.case or "",
        service=act.service,
        edition=act.edition,
        screen="paper",
        applicant=_person(written.applicant),
        by_representative=act.by_representative,
        representative=PersonAnswers() if written.representative is None else _person(written.representative),
        power_of_attorney=written.power_of_attorney,
        facts=dict(act.facts),
        held_until=written.held_until,
        consent="" if act.consent == "not_asked" else act.consent,
        consent_at=act.consent_at or "",
        documents={
            checked.key: _document(checked, words.get(checked.key, DocumentParticulars(key=checked.key)))
            for checked in act.documents
        },
        outcome=act.outcome,
        refusal_reason=written.refusal_reason,
        overrun_reason=written.overrun_reason,
        number=act.number,
    )


def apply_corrections(particulars: CaseParticulars, corrections: Iterable[CorrectionParticulars]) -> CaseParticulars:
    """The particulars as they hold after ``corrections``, in their order."""
    for correction in corrections:
        for change in correction.changes:
            if place_of(change.field) is not None:
                continue  # of the child, whose particulars are in an event of their own
            particulars = write_field(particulars, change.field, change.new)
    return particulars


def read_field(particulars: CaseParticulars, field: str) -> str:
    """What stands at a place such as ``applicant.name`` or ``documents.diploma.number``; empty where nothing does.

    Raises LookupError where there is no such place.
    """
    where, name = _place_of(field)
    if where == "":
        return str(getattr(particulars, name))
    if where in _PERSONS:
        person = particulars.applicant if where == "applicant" else particulars.representative
        return "" if person is None else str(getattr(person, name))
    return str(getattr(_document_particulars(particulars, where), name))


def write_field(particulars: CaseParticulars, field: str, value: str) -> CaseParticulars:
    """The particulars with ``value`` at a place. Raises LookupError where there is no such place."""
    where, name = _place_of(field)
    if where == "":
        return replace(particulars, **{name: value})
    if where == "applicant":
        return replace(particulars, applicant=replace(particulars.applicant, **{name: value}))
    if where == "representative":
        if particulars.representative is None:
            raise LookupError(field)
        return replace(particulars, representative=replace(particulars.representative, **{name: value}))
    written = replace(_document_particulars(particulars, where), **{name: value})
    others = tuple(document for document in particulars.documents if document.key != where)
    return replace(particulars, documents=(*others, written))


_PERSONS = ("applicant", "representative")
_PERSON_FIELDS = frozenset(PersonParticulars.__struct_fields__)
_DOCUMENT_FIELDS = frozenset(DocumentParticulars.__struct_fields__) - {"key"}
_FIELDS = frozenset(("power_of_attorney", "held_until", "refusal_reason", "overrun_reason"))


def _place_of(field: str) -> tuple[str, str]:
    """Whose field, and which: a person, a document's key, or nothing for the case's own."""
    where, _, name = field.rpartition(".")
    if where == "" and name in _FIELDS:
        return "", name
    if where in _PERSONS and name in _PERSON_FIELDS:
        return where, name
    parent, _, key = where.partition(".")
    if parent == "documents" and key and name in _DOCUMENT_FIELDS:
        return key, name
    raise LookupError(field)


def _document_particulars(particulars: CaseParticulars, key: str) -> DocumentParticulars:
    found = (document for document in particulars.documents if document.key == key)
    return next(found, DocumentParticulars(key=key))


def _document(checked: CheckedDocument, written: DocumentParticulars) -> DocumentAnswers:
    usual = written.reason if usual_reason(written.reason) is not None else ""
    return DocumentAnswers(
        state="" if checked.finding == "consent_declined" else checked.finding,  # of the case, never of a document
        marks=[mark for mark in _MARKS if mark in checked.marks],
        sheets=str(checked.sheets) if checked.sheets else "",
        number=written.number,
        date=written.date,
        expires=written.expires,
        word_count=written.word_count,
        usual_reason=usual,
        reason="" if usual else written.reason,
    )


def _person(person: PersonParticulars) -> PersonAnswers:
    return PersonAnswers(
        iin=person.iin,
        name=person.name,
        identity_document=person.identity_document,
        identity_shown=True,
        identity_returned=True,
        phone=person.phone,
        email=person.email,
        workplace=person.workplace,
        position=person.position,
    )
