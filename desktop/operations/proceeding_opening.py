"""What follows an outcome in the same act: whose matter it is, and that the case goes on."""

from datetime import datetime

from desktop.domain.case import CaseDraft
from desktop.domain.deadlines import procedure_for, terms_of
from desktop.domain.proceeding import goes_on, joined, step_following
from desktop.domain.reception_flow import facts_that_count
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


def facts_of_case(edition: Edition, draft: CaseDraft) -> dict[str, str | bool]:
    """What conditions of the procedure and its terms may ask: the facts that count, the channel's, the steps'."""
    facts = facts_that_count(edition, draft)
    if draft.provider_place:
        facts["provider_place"] = draft.provider_place
    for taken in draft.steps:
        facts = joined(facts, taken.facts)
    return facts


def _opened(counter: Counter, now: Moment, draft: CaseDraft, edition: Edition, number: str) -> ProceedingOpened | None:
    at = wall_time(now)
    procedure = procedure_for(edition, at.date(), draft.channel, draft.side)
    facts = facts_of_case(edition, draft)
    assert draft.outcome is not None
    if procedure is None or not goes_on(procedure, draft.outcome, facts):
        return None
    following = step_following(procedure, 0, facts)
    return ProceedingOpened(
        number=number,
        service=draft.service,
        edition=edition.label,
        channel=draft.channel,
        side=draft.side,
        package=draft.package.strip(),
        facts=facts,
        taken=tuple(draft.steps),
        next=0 if following is None else following.number,
        due=_due(counter, edition, draft, facts, at),
    )


def _due(
    counter: Counter, edition: Edition, draft: CaseDraft, facts: dict[str, str | bool], at: datetime
) -> str | None:
    dues = terms_of(edition, at, counter.calendar, channel=draft.channel, facts=facts)
    found = next((due for due in dues if due.term.counted_from == "acceptance"), None)
    return None if found is None else found.due.isoformat()


def _subject_of(draft: CaseDraft) -> SubjectParticulars:
    subject = draft.subject
    return SubjectParticulars(
        iin=check_iin(subject.iin),
        name=check_name(subject.name),
        birth_date=parse_date(subject.birth_date).isoformat(),
        relation_words=subject.relation_words.strip(),
    )
