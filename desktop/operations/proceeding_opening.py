"""What follows an outcome in the same act: whose matter it is, and that the case goes on."""

from desktop.domain.case import CaseDraft
from desktop.domain.case_terms import case_due
from desktop.domain.channels import is_package
from desktop.domain.deadlines import procedure_for
from desktop.domain.filing import closing_time, filing_of, is_filed_elsewhere
from desktop.domain.proceeding import goes_on, step_following
from desktop.domain.reception_flow import facts_of_case
from desktop.domain.subject import OTHER
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of
from desktop.storage.journal import Entry
from forms.dates import parse_date
from forms.editions import Edition
from forms.identity import check_iin
from forms.moments import Moment, wall_time
from forms.names import check_name
from forms.procedure_acts import ProceedingOpened, SubjectParticulars, SubjectRecorded


def entries_after(counter: Counter, now: Moment, draft: CaseDraft, edition: Edition, number: str) -> list[Entry]:
    """The entries that belong to the decision of ``draft`` under ``number``, in their order."""
    entries = []
    if edition.subject is not None:
        recorded = SubjectRecorded(
            number=number,
            relation=draft.subject.relation,
            consent=(draft.subject.consent or "not_asked") if edition.subject.consent is not None else "not_asked",
        )
        entries.append(entry_of(counter, now, recorded, draft.case, _subject_of(draft)))
    opened = _opened(counter, now, draft, edition, number)
    if opened is not None:
        entries.append(entry_of(counter, now, opened, draft.case))
    return entries


def _opened(counter: Counter, now: Moment, draft: CaseDraft, edition: Edition, number: str) -> ProceedingOpened | None:
    at = wall_time(now)
    procedure = procedure_for(edition, at.date(), draft.channel, draft.side)
    facts = facts_of_case(edition, draft)
    assert draft.outcome is not None
    following = None if procedure is None else step_following(procedure, 0, facts)
    # Whatever becomes of a package, the State Corporation is to have it: a refusal goes on as an acceptance does.
    if following is None or not (is_package(draft) or goes_on(procedure, draft.outcome, facts)):
        return None
    filed = filing_of(draft, at)
    profile = counter.profile
    closes = closing_time(edition, filed.date(), own=profile.own_hours(draft.service), organisation=profile.hours)
    due = case_due(edition, draft, at, counter.calendar, closes=closes)
    return ProceedingOpened(
        number=number,
        service=draft.service,
        edition=edition.label,
        channel=draft.channel,
        side=draft.side,
        filed_at=filed.isoformat() if is_filed_elsewhere(draft) or is_package(draft) else "",
        package=draft.package.strip(),
        facts=facts,
        taken=tuple(draft.steps),
        next=following.number,
        due=None if due is None else due.due.isoformat(),
    )


def _subject_of(draft: CaseDraft) -> SubjectParticulars:
    subject = draft.subject
    return SubjectParticulars(
        iin=check_iin(subject.iin),
        name=check_name(subject.name),
        birth_date=parse_date(subject.birth_date).isoformat(),
        relation_words=subject.relation_words.strip() if subject.relation == OTHER else "",
    )
