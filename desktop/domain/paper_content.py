"""What the papers of a case say, from its draft, its edition and the organisation."""

from collections.abc import Callable, Iterable
from datetime import date, datetime

from desktop.domain.case import CaseDraft, DocumentAnswers, PersonAnswers, SubjectAnswers
from desktop.domain.case_terms import promised_due
from desktop.domain.channels import accepted_by_corporation, is_package
from desktop.domain.correction import label_in
from desktop.domain.deadlines import complaint_dues, procedure_for
from desktop.domain.documents import Standing, count_sheets, judge_document
from desktop.domain.reception_flow import checklist_of, only_takes_in, proposal_of
from desktop.domain.subject import OTHER
from forms.calendar import Calendar
from forms.catalogues import catalogue
from forms.contacts import phone_in_print
from forms.correction_words import FieldLabel
from forms.dates import parse_date, show_date
from forms.due_dates import DueDate, due_words
from forms.editions import Document, Edition, Finding
from forms.essays import WORDS_OUTSIDE
from forms.identity import check_iin
from forms.names import check_name
from forms.papers.content import (
    ApplicationPaper,
    ChangeLine,
    Child,
    CorrectedNote,
    DocumentLine,
    GroundLine,
    OfficeBlock,
    Organisation,
    OutcomePaper,
    Person,
    VoidNote,
)
from forms.problems import Problem
from forms.register_acts import FieldChange
from forms.texts import Text
from forms.words import DECIDED_LATER, DECIDED_WITHIN, FINDINGS, PACKAGE, RELATIONS, answer_message, usual_reason


def in_both(message: str) -> Text:
    """A word of the ``forms`` catalogue in both languages of papers."""
    return Text(kk=catalogue("forms", "kk").gettext(message), ru=catalogue("forms", "ru").gettext(message))


def build_outcome_paper(
    draft: CaseDraft,
    edition: Edition,
    organisation: Organisation,
    calendar: Calendar,
    *,
    clerk: str,
    at: datetime,
    number: str,
    copy_number: int,
    duplicate: bool,
    qr: str,
    status_code: str = "",
    printed_by: str = "",
    printed_at: datetime | None = None,
    corrected: CorrectedNote | None = None,
    corrected_later: datetime | None = None,
    void: VoidNote | None = None,
    practice: bool = False,
) -> OutcomePaper:
    """The paper of the outcome the draft holds. ``printed_by`` and ``printed_at`` are of a copy after the first."""
    assert draft.outcome is not None
    return OutcomePaper(
        outcome=draft.outcome,
        edition=edition,
        language=draft.paper_language,
        format=draft.paper_format,
        organisation=organisation,
        applicant=build_person(draft.applicant),
        representative=build_person(draft.representative) if draft.by_representative else None,
        power_of_attorney=draft.power_of_attorney.strip() if draft.by_representative else "",
        child=build_child(edition, draft.subject),
        documents=_document_lines(draft, edition, at.date()),
        grounds=_ground_lines(draft, edition, at.date()),
        next=_next(draft, edition, at.date()),
        office=OfficeBlock(
            number=number,
            at=at,
            clerk=clerk,
            phone=phone_in_print(organisation.phone),
            due=_due(draft, edition, at, calendar),
            through=_through(draft, at),
            answers=_answers(draft, edition, at, calendar),
            copy_number=copy_number,
            copies=draft.paper_copies,
            duplicate=duplicate,
            printed_by=printed_by,
            printed_at=printed_at,
            status_code=status_code,
            qr=qr,
        ),
        corrected=corrected,
        corrected_later=corrected_later,
        void=void,
        practice=practice,
    )


def build_child(edition: Edition, child: SubjectAnswers) -> Child | None:
    """The child as papers name it, or None where the service knows none or nothing is known of it any more."""
    if edition.subject is None or not child.name.strip():
        return None
    born: date | None = None
    try:
        born = parse_date(child.birth_date)
    except Problem:
        born = None
    words = child.relation_words.strip() if child.relation == OTHER else ""
    told = RELATIONS.get(child.relation)
    relation = Text(kk=words, ru=words) if words or told is None else in_both(told)
    name = _checked(check_name, " ".join(child.name.split()))
    return Child(heading=edition.subject.title, name=name, born=born, relation=relation)


def _next(draft: CaseDraft, edition: Edition, today: date) -> Text | None:
    """What follows where the reception decides nothing yet: who decides, what is given, and within which minutes."""
    procedure = procedure_for(edition, today, draft.channel, draft.side)
    if procedure is None or draft.outcome != "accepted" or not only_takes_in(edition, draft, today):
        return None
    minutes = edition.norms.serving_minutes if procedure.norm_covers_all else None
    said = in_both(DECIDED_LATER if minutes is None else DECIDED_WITHIN)
    result = edition.result
    return Text(
        kk=said.kk.format(result=result.kk, minutes=minutes), ru=said.ru.format(result=result.ru, minutes=minutes)
    )


def _due(draft: CaseDraft, edition: Edition, at: datetime, calendar: Calendar) -> Text | None:
    """By when the edition itself promises a result; where it gives minutes only, nothing is promised."""
    found = promised_due(edition, draft, at, calendar)
    return None if found is None else _in_words(found)


def _through(draft: CaseDraft, at: datetime) -> Text | None:
    """Whom the paper of a package goes to, above all: the State Corporation, which hands it to the applicant."""
    if not is_package(draft):
        return None
    accepted = show_date(accepted_by_corporation(draft, at).date())
    said = in_both(PACKAGE)
    return Text(
        kk=said.kk.format(package=draft.package.strip(), day=accepted),
        ru=said.ru.format(package=draft.package.strip(), day=accepted),
    )


def _answers(draft: CaseDraft, edition: Edition, at: datetime, calendar: Calendar) -> tuple[tuple[Text, Text], ...]:
    """By when a complaint registered on the day of a refusal is answered. A memo is no refusal."""
    if draft.outcome == "accepted" or not edition.has_counter:
        return ()
    return tuple((due.term.title, _in_words(due)) for due in complaint_dues(edition, at, calendar))


def _in_words(due: DueDate) -> Text:
    return Text(kk=due_words(due, "kk"), ru=due_words(due, "ru"))


def build_application(
    draft: CaseDraft, edition: Edition, organisation: Organisation, *, on: date, practice: bool = False
) -> ApplicationPaper:
    """The application form, filled as far as known."""
    claimed, held = draft.facts.get("claimed_category"), draft.facts.get("held_category")
    has_category = draft.facts.get("has_category") is True
    held_until: date | None = None
    if has_category and draft.held_until.strip():
        try:
            held_until = parse_date(draft.held_until)
        except Problem:
            held_until = None
    return ApplicationPaper(
        edition=edition,
        language=draft.paper_language,
        organisation=organisation,
        applicant=build_person(draft.applicant),
        year=on.year,
        claimed_category=in_both(answer_message(claimed)) if isinstance(claimed, str) else None,
        held_category=in_both(answer_message(held)) if has_category and isinstance(held, str) else None,
        held_until=held_until,
        holds_none=draft.facts.get("has_category") is False,
        on=on,
        practice=practice,
    )


def build_changes(edition: Edition, changes: Iterable[FieldChange]) -> tuple[ChangeLine, ...]:
    """Changed places as papers name them."""
    return tuple(
        ChangeLine(
            label=_label(label_in(edition, change.field)),
            old=_value(change.field, change.old),
            new=_value(change.field, change.new),
        )
        for change in changes
    )


def _label(label: FieldLabel) -> Text:
    return Text(
        kk=label.in_words(catalogue("forms", "kk").gettext, "kk"),
        ru=label.in_words(catalogue("forms", "ru").gettext, "ru"),
    )


def _value(field: str, value: str) -> Text:
    usual = usual_reason(value) if field.endswith(".reason") else None
    return Text(kk=value, ru=value) if usual is None else in_both(usual)


def build_person(person: PersonAnswers) -> Person:
    """A person as papers name them: in the spelling the journal keeps, so that a later copy reads the same."""
    return Person(
        name=_checked(check_name, " ".join(person.name.split())),
        iin=_checked(check_iin, person.iin.strip()),
        workplace=person.workplace.strip(),
        position=person.position.strip(),
        email=person.email.strip(),
        phone=person.phone.strip(),
    )


def _checked(check: Callable[[str], str], typed: str) -> str:
    """The checked form, or what is typed so far: an application may be printed before everything is right."""
    try:
        return check(typed)
    except Problem:
        return typed


def _document_lines(draft: CaseDraft, edition: Edition, today: date) -> tuple[DocumentLine, ...]:
    """The documents a paper names: all that are accepted, or those its own grounds rest on and no others.

    Where the documents are only taken in, what is not in order was handed over all the same and is told once more
    with what was found; what is missing was not, and is told with that alone. A memo is no proof of handing over.
    """
    lines = []
    raising = _findings_named(draft, edition, today)
    for document in checklist_of(edition, draft).owed:
        answers = draft.document(document.key)
        standing = judge_document(document, answers, today)
        accepted = draft.outcome == "accepted"
        handed_over = edition.has_counter and standing.finding != "missing"
        if accepted and not standing.not_available and (standing.finding is None or handed_over):
            lines.append(_line(document, answers))
        if standing.finding is not None and (accepted or standing.finding in raising):
            reason = _reason(document, answers, standing)
            lines.append(_line(document, answers, in_both(FINDINGS[standing.finding]), reason))
    return tuple(lines)


def refusal_lines(
    draft: CaseDraft, edition: Edition, today: date
) -> tuple[tuple[DocumentLine, ...], tuple[GroundLine, ...]]:
    """What a refusal rests on: the documents and the grounds; nothing of what was accepted."""
    if draft.outcome == "accepted":
        return (), ()
    return _document_lines(draft, edition, today), _ground_lines(draft, edition, today)


def _findings_named(draft: CaseDraft, edition: Edition, today: date) -> frozenset[Finding]:
    """What the grounds of the chosen outcome are raised by: the two refusals never share a paper."""
    assert draft.outcome is not None
    grounds = proposal_of(edition, draft, today).grounds_of(draft.outcome)
    return frozenset(finding for ground in grounds for finding in ground.raised_by)


def _reason(document: Document, answers: DocumentAnswers, standing: Standing) -> Text | None:
    """Why the document is not in order: the number of its words, and what else there is to say."""
    said = _explained(answers, standing)
    if standing.words is None or document.words is None:
        return said
    fewest, most = document.words
    counted = in_both(WORDS_OUTSIDE)
    counted = Text(
        kk=counted.kk.format(count=standing.words, fewest=fewest, most=most),
        ru=counted.ru.format(count=standing.words, fewest=fewest, most=most),
    )
    return counted if said is None else Text(kk=f"{counted.kk}; {said.kk}", ru=f"{counted.ru}; {said.ru}")


def _explained(answers: DocumentAnswers, standing: Standing) -> Text | None:
    """A last valid day, a usual reason, or the clerk's own words."""
    usual = usual_reason(answers.usual_reason)
    if standing.asks_reason and usual is not None:
        return in_both(usual)
    words = answers.reason.strip() if standing.asks_reason else ""
    if standing.finding == "expired":
        words = show_date(standing.expired_on) if standing.expired_on else answers.expires.strip()
    return Text(kk=words, ru=words) if words else None


def _line(
    document: Document,
    answers: DocumentAnswers,
    finding: Text | None = None,
    reason: Text | None = None,
) -> DocumentLine:
    detail = ", ".join(
        part for part in (f"№ {answers.number.strip()}" if answers.number.strip() else "", answers.date.strip()) if part
    )
    return DocumentLine(
        number=document.number,
        title=document.title,
        sheets=count_sheets(answers.sheets),
        detail=detail,
        finding=finding,
        reason=reason,
    )


def _ground_lines(draft: CaseDraft, edition: Edition, today: date) -> tuple[GroundLine, ...]:
    if draft.outcome in (None, "accepted"):
        return ()
    reasons = (draft.refusal_reason.strip(),) if draft.outcome == "reasoned_refusal" else ()
    grounds = proposal_of(edition, draft, today).grounds_of(draft.outcome)
    return tuple(
        GroundLine(number=ground.number, title=ground.title, reasons=tuple(filter(None, reasons))) for ground in grounds
    )
