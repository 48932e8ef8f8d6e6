"""From a draft to the event of its outcome, and to the particulars that may one day be erased."""

from datetime import date

from desktop.domain.case import CaseDraft, DocumentAnswers, PersonAnswers
from desktop.domain.case_terms import promised_due
from desktop.domain.channels import is_corporation, norms_of
from desktop.domain.documents import count_sheets, judge_document
from desktop.domain.hours import WorkingHours, judge_intake
from desktop.domain.outcome import Proposal
from desktop.domain.reception_flow import all_obstacles, checklist_of, facts_that_count, proposal_of
from forms.calendar import Calendar
from forms.editions import Document, Edition
from forms.events import (
    CaseDecided,
    CaseParticulars,
    CheckedDocument,
    DocumentParticulars,
    PersonParticulars,
)
from forms.identity import check_iin
from forms.moments import Moment, wall_time
from forms.names import check_name
from forms.problems import Problem
from forms.visits import measure_periods

# Only these findings are explained; words left from a finding taken back are nobody's business.
REASONED = ("nonconforming", "unreliable")


def build_decision(
    draft: CaseDraft,
    edition: Edition,
    calendar: Calendar,
    now: Moment,
    *,
    register: str,
    doubted: bool,
    own: WorkingHours | None = None,
    organisation: WorkingHours | None = None,
) -> CaseDecided:
    """The event of the outcome the clerk chose, still without its number.

    ``own`` and ``organisation`` are the hours the organisation's profile states, of this service and in general.
    Raises Problem 1126 where something stands in its way by now: a rule asked at the screens a moment ago may hold
    no longer at midnight, or under a calendar taken meanwhile.
    """
    at = wall_time(now)
    obstacles = all_obstacles(edition, draft, at.date(), at)
    if obstacles or draft.outcome is None:
        raise Problem("1126", detail=", ".join(obstacle.field for obstacle in obstacles))
    proposal: Proposal = proposal_of(edition, draft, at.date())
    served = measure_periods(draft.periods, "serving", now)
    norm = norms_of(edition, draft).serving_minutes
    owed = checklist_of(edition, draft).owed
    intake = judge_intake(edition, calendar, at, own=own, organisation=organisation, corporation=is_corporation(draft))
    due = promised_due(edition, draft, at, calendar)
    return CaseDecided(
        register=register,
        number="",  # given with the writing
        service=draft.service,
        edition=draft.edition,
        outcome=draft.outcome,
        proposed=proposal.outcome,
        grounds=tuple(ground.key for ground in proposal.grounds_of(draft.outcome)),
        facts=facts_that_count(edition, draft),
        consent=(draft.consent or "not_asked") if edition.consent.asked else "not_asked",
        consent_at=draft.consent_at or None,
        by_representative=draft.by_representative,
        documents=tuple(_checked(document, draft.document(document.key), at.date()) for document in owed),
        serving_seconds=round(served.seconds),
        clock_doubted=doubted or served.doubted,
        overrun=norm is not None and served.seconds > norm * 60,
        due=None if due is None else due.due.isoformat(),
        outside_hours=intake.kind not in ("open", "unstated"),
    )


def _checked(document: Document, answers: DocumentAnswers, today: date) -> CheckedDocument:
    standing = judge_document(document, answers, today)
    finding = "not_available" if standing.not_available else standing.finding or "in_order"
    return CheckedDocument(
        key=document.key,
        number=document.number,
        finding=finding,
        marks=tuple(mark for mark in document.marks if mark in answers.marks),
        sheets=count_sheets(answers.sheets),
    )


def build_particulars(draft: CaseDraft, edition: Edition) -> CaseParticulars:
    """Everything that speaks of a person, in its checked form."""
    return CaseParticulars(
        applicant=_person(draft.applicant),
        representative=_person(draft.representative) if draft.by_representative else None,
        power_of_attorney=draft.power_of_attorney.strip() if draft.by_representative else "",
        documents=tuple(
            written
            for document in checklist_of(edition, draft).owed
            for written in (_written(document, draft.document(document.key)),)
            if written != DocumentParticulars(key=document.key)
        ),
        refusal_reason=draft.refusal_reason.strip() if draft.outcome == "reasoned_refusal" else "",
        held_until=draft.held_until.strip() if draft.facts.get("has_category") is True else "",
        overrun_reason=draft.overrun_reason.strip(),
    )


def _written(document: Document, answers: DocumentAnswers) -> DocumentParticulars:
    return DocumentParticulars(
        key=document.key,
        number=answers.number.strip(),
        date=answers.date.strip(),
        expires=answers.expires.strip(),
        reason=(answers.usual_reason or answers.reason.strip()) if answers.state in REASONED else "",
        word_count=answers.word_count.strip() if document.words is not None else "",
    )


def _person(person: PersonAnswers) -> PersonParticulars:
    return PersonParticulars(
        iin=check_iin(person.iin),
        name=check_name(person.name),
        phone=person.phone.strip(),
        email=person.email.strip(),
        workplace=person.workplace.strip(),
        position=person.position.strip(),
        identity_document=person.identity_document.strip(),
    )
