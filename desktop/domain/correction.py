"""What of a decided case may be corrected, and when a new value may stand there.

The outcome, the service, the edition and the number are never corrected: what changes those makes the case void.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from desktop.domain.decision import REASONED
from desktop.domain.documents import judge_document
from desktop.domain.persons import check_child, check_representative
from desktop.domain.record import apply_corrections, draft_of_record, read_field, write_field
from desktop.domain.subject import read_birth_date
from forms.contacts import check_email, check_phone, check_words
from forms.correction_words import FieldLabel, label_of
from forms.dates import parse_date, show_date
from forms.editions import Document, Edition
from forms.events import CaseDecided, CaseParticulars, CheckedDocument, Event
from forms.identity import check_iin
from forms.names import check_name
from forms.problems import Problem
from forms.procedure_acts import SubjectParticulars
from forms.register_acts import CorrectionParticulars, FieldChange
from forms.subjects import CORRECTABLE, PREFIX, place_of, read_place
from forms.words import USUAL_REASONS

_PERSON = ("iin", "name", "phone", "email", "workplace", "position", "identity_document")


@dataclass(frozen=True)
class CorrectableField:
    """A place that may be corrected. ``label`` is a message of the ``forms`` catalogue, ``caption`` fills it.

    ``required``: may not become empty. ``choices``: codes of usual reasons and their messages in the ``forms``
    catalogue; other words are taken as they are.
    """

    field: str
    label: str
    value: str
    words: FieldLabel
    required: bool = False
    choices: tuple[tuple[str, str], ...] = ()

    def caption(self, word: Callable[[str], str], language: str) -> str:
        """The label translated by ``word`` and filled."""
        return self.words.in_words(word, language)


@dataclass(frozen=True)
class DecidedCase:
    """A decided case with its particulars as they hold now."""

    event: Event
    act: CaseDecided
    particulars: CaseParticulars
    edition: Edition
    overrun: bool
    subject: SubjectParticulars | None = None

    @property
    def decided_on(self) -> date:
        """The day its documents were judged on."""
        return datetime.fromisoformat(self.event.at.wall).date()


def list_fields(case: DecidedCase) -> tuple[CorrectableField, ...]:
    """Everything of a case that may be corrected, in the order a person looks it through."""
    return tuple(_fields(case))


def check_changes(case: DecidedCase, changes: Mapping[str, str]) -> tuple[FieldChange, ...]:
    """The changes in their checked form, those that change nothing left out.

    Raises the Problem of the first value that cannot stand (2xx, 560, 763–765, 1127, 1128), 762 where nothing changes.
    Its fields hold ``field``, the place to go to.
    """
    known = {field.field: field for field in list_fields(case)}
    changed: list[FieldChange] = []
    after = case.particulars
    for name, typed in changes.items():
        field = known.get(name)
        if field is None:
            raise Problem("763", field=name)
        value = _check_value(case, field, typed)
        old = _read(case, name)
        if not _is_same(name.rpartition(".")[2], old, value):
            changed.append(FieldChange(field=name, old=old, new=value))
            after = after if place_of(name) is not None else write_field(after, name, value)
    if not changed:
        raise Problem("762", number=case.act.number)
    _check_persons(case, after, changed)
    _check_findings(case, after, changed)
    return tuple(changed)


def net_changes(corrections: tuple[CorrectionParticulars, ...]) -> tuple[FieldChange, ...]:
    """What stood at first and what holds now, each place once; places that were changed back are left out."""
    first: dict[str, FieldChange] = {}
    for correction in corrections:
        for change in correction.changes:
            before = first.get(change.field, change)
            first[change.field] = FieldChange(field=change.field, old=before.old, new=change.new)
    return tuple(change for change in first.values() if change.old != change.new)


def as_it_holds(particulars: CaseParticulars, corrections: tuple[CorrectionParticulars, ...]) -> CaseParticulars:
    """The particulars after their corrections."""
    return apply_corrections(particulars, corrections)


def label_in(edition: Edition, field: str) -> FieldLabel:
    """The label of a place under an edition; the place's own name where this program knows none."""
    document = _document_of(edition, field)
    try:
        return label_of(field) if document is None else label_of(field, document.number, document.title)
    except KeyError:
        return FieldLabel(message=field)


def _document_of(edition: Edition, field: str) -> Document | None:
    key = field.partition(".")[2].rpartition(".")[0] if field.startswith("documents.") else ""
    return next((document for document in edition.documents if document.key == key), None)


def _fields(case: DecidedCase) -> Iterator[CorrectableField]:
    works = case.edition.applicant_works
    for name in _PERSON:
        required = name in ("iin", "name") or (works and name in ("workplace", "position"))
        yield _field(case, f"applicant.{name}", required=required)
    if case.particulars.representative is not None:
        for name in _PERSON:
            yield _field(case, f"representative.{name}", required=name in ("iin", "name"))
        yield _field(case, "power_of_attorney", required=True)
    if case.subject is not None:
        for name in CORRECTABLE:
            yield _field(case, f"{PREFIX}.{name}", required=True)
    if case.particulars.held_until:
        yield _field(case, "held_until")
    documents = {document.key: document for document in case.edition.documents}
    for checked in case.act.documents:
        if checked.key in documents:
            yield from _fields_of(case, documents[checked.key], checked)
    if case.act.outcome == "reasoned_refusal":
        yield _field(case, "refusal_reason", required=True)
    if case.overrun or case.particulars.overrun_reason:
        yield _field(case, "overrun_reason")


def _fields_of(case: DecidedCase, document: Document, checked: CheckedDocument) -> Iterator[CorrectableField]:
    """What the reception asks of a document, and whatever was written of it all the same."""
    prefix, expiry = f"documents.{document.key}", document.expiry
    here = checked.finding not in ("missing", "not_available")
    asked = {
        "number": here and (document.ask_number_and_date or expiry is not None),
        "date": here and (document.ask_number_and_date or expiry is not None),
        "expires": here and expiry is not None and expiry.by == "date_on_document",
        "reason": checked.finding in REASONED,
    }
    for name, shown in asked.items():
        field = f"{prefix}.{name}"
        if not shown and not read_field(case.particulars, field):
            continue
        runs_from = expiry is not None and expiry.by == "months_from_date" and checked.finding == "in_order"
        yield _field(
            case,
            field,
            required=name == "reason" or (name == "date" and runs_from),
            choices=USUAL_REASONS.get(checked.finding, ()) if name == "reason" else (),
        )


def _field(
    case: DecidedCase, field: str, *, required: bool = False, choices: tuple[tuple[str, str], ...] = ()
) -> CorrectableField:
    words = label_in(case.edition, field)
    return CorrectableField(field, words.message, _read(case, field), words, required, choices)


def _read(case: DecidedCase, field: str) -> str:
    """What stands at a place of the case or of its child."""
    place = place_of(field)
    return read_field(case.particulars, field) if place is None else read_place(case.subject, place)


def _is_same(name: str, old: str, new: str) -> bool:
    """Whether a value was only typed in another way: other spaces, a phone from 8 and not from +7."""
    if old == new or not old or not new:
        return old == new
    if " ".join(old.split()) == " ".join(new.split()):
        return True
    try:
        if name == "phone":
            return check_phone(old) == check_phone(new)
        if name in ("date", "expires", "held_until", "birth_date"):
            return parse_date(old) == parse_date(new)
    except Problem:
        return False  # what stood there was never checked
    return False


# The reception's own checks; a date is kept as it was typed, as there.
def _check_value(case: DecidedCase, field: CorrectableField, typed: str) -> str:
    value = typed.strip()
    name = field.field.rpartition(".")[2]
    try:
        if not value and name not in ("iin", "name"):
            if field.required:
                raise Problem("764")
            return ""
        if name == "iin":
            return check_iin(value)
        if name == "name":
            return check_name(value)
        if name == "birth_date" and case.edition.subject is not None:
            return show_date(read_birth_date(case.edition.subject, value, case.decided_on))
        if name == "phone":
            check_phone(value)
        elif name == "email":
            check_email(value)
        elif name in ("date", "expires", "held_until"):
            parse_date(value)
        return check_words(value)
    except Problem as problem:
        raise _at(field.field, problem) from problem


def _check_persons(case: DecidedCase, after: CaseParticulars, changed: list[FieldChange]) -> None:
    """No IIN may make one person of two."""
    iins = {change.field: change.new for change in changed if change.field.endswith(".iin")}
    applicant, child = after.applicant.iin, f"{PREFIX}.iin"
    for field in iins:
        try:
            if case.subject is not None and field in ("applicant.iin", child):
                check_child(applicant, iins.get(child, case.subject.iin))
            if after.representative is not None and field in ("applicant.iin", "representative.iin"):
                check_representative(applicant, after.representative.iin)
        except Problem as problem:
            raise _at(field, problem) from problem


def _check_findings(case: DecidedCase, after: CaseParticulars, changed: list[FieldChange]) -> None:
    """No date may turn what was found of a document: the outcome rests on it."""
    draft, today = draft_of_record(case.event, after), case.decided_on
    found = {checked.key: checked.finding for checked in case.act.documents}
    for change in changed:
        document = _document_of(case.edition, change.field)
        name = change.field.rpartition(".")[2]
        if document is None or name not in ("date", "expires") or not change.new:
            continue
        if name == "date":
            try:
                parse_date(change.new, not_after=today)
            except Problem as problem:
                raise _at(change.field, problem) from problem
        judged = judge_document(document, draft.document(document.key), today)
        finding = "not_available" if judged.not_available else judged.finding or "in_order"
        no_longer_expired = finding == "expired" and judged.expired_on is None and _decides(document, name)
        if finding != found[document.key] or no_longer_expired:
            raise Problem("765", field=change.field)


def _decides(document: Document, name: str) -> bool:
    """Whether this date is the one the document's validity is known by."""
    expiry = document.expiry
    return expiry is not None and name == ("expires" if expiry.by == "date_on_document" else "date")


def _at(field: str, problem: Problem) -> Problem:
    return Problem(problem.code, detail=problem.detail, **{**problem.fields, "field": field})
