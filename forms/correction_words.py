"""The words of corrections and voids, which screens and papers share: fields, who asked, why a case is void."""

from collections.abc import Callable, Mapping

import msgspec

from forms.catalogues import N_
from forms.texts import Text

FIELDS: Mapping[str, str] = {
    "applicant.iin": N_("Applicant: IIN"),
    "applicant.name": N_("Applicant: full name"),
    "applicant.phone": N_("Applicant: phone"),
    "applicant.email": N_("Applicant: e-mail"),
    "applicant.workplace": N_("Applicant: place of work"),
    "applicant.position": N_("Applicant: position"),
    "applicant.identity_document": N_("Applicant: identity document"),
    "representative.iin": N_("Representative: IIN"),
    "representative.name": N_("Representative: full name"),
    "representative.phone": N_("Representative: phone"),
    "representative.email": N_("Representative: e-mail"),
    "representative.workplace": N_("Representative: place of work"),
    "representative.position": N_("Representative: position"),
    "representative.identity_document": N_("Representative: identity document"),
    "power_of_attorney": N_("Power of attorney"),
    "subject.iin": N_("Child: IIN"),
    "subject.name": N_("Child: full name"),
    "subject.birth_date": N_("Child: birth date"),
    "held_until": N_("Category held: valid until"),
    "refusal_reason": N_("Reasons for the refusal"),
    "overrun_reason": N_("Why the norm was passed"),
}

# Of a document with a number in the law, and of an additional one, which has none.
DOCUMENT_FIELDS: Mapping[str, tuple[str, str]] = {
    "number": (N_("Document {document}: its number"), N_("Additional document “{title}”: its number")),
    "date": (N_("Document {document}: its date"), N_("Additional document “{title}”: its date")),
    "expires": (N_("Document {document}: valid until"), N_("Additional document “{title}”: valid until")),
    "reason": (N_("Document {document}: what is wrong"), N_("Additional document “{title}”: what is wrong")),
}

ASKED_BY: Mapping[str, str] = {
    "applicant": N_("the applicant"),
    "representative": N_("the representative"),
    "clerk": N_("office clerk"),
    "head": N_("the head"),
    "district": N_("the district education office"),
    "other": N_("someone else"),
}

VOID_REASONS: Mapping[str, str] = {
    "wrong_person": N_("received in the name of another person"),
    "entered_twice": N_("the application was entered twice"),
    "wrong_outcome": N_("the outcome was given wrongly"),
    "applicant_withdrew": N_("the applicant withdrew the application"),
    "other": N_("another reason"),
}


class FieldLabel(msgspec.Struct, frozen=True, kw_only=True):
    """What a field is called: a message of the ``forms`` catalogue and what is filled into it."""

    message: str
    document: int | None = None
    title: Text | None = None

    def in_words(self, word: Callable[[str], str], language: str) -> str:
        """The caption, translated by ``word`` and filled."""
        title = "" if self.title is None else self.title.in_language(language).strip('«»"“” ')
        return word(self.message).format(document=self.document, title=title)


def label_of(field: str, document: int | None = None, title: Text | None = None) -> FieldLabel:
    """The label of a place in a case's particulars. ``document`` and ``title`` are of the document it belongs to.

    Raises KeyError where there is no such place.
    """
    if not field.startswith("documents."):
        return FieldLabel(message=FIELDS[field])
    numbered, additional = DOCUMENT_FIELDS[field.rpartition(".")[2]]
    if document is not None:
        return FieldLabel(message=numbered, document=document)
    return FieldLabel(message=additional, title=title)
