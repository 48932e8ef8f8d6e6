"""Invented drafts for the domain's tests."""

from datetime import date, datetime, timedelta, timezone

from desktop.domain.case import CaseDraft, DocumentAnswers, PersonAnswers
from desktop.domain.documents import mark_in_order
from desktop.domain.reception_flow import checklist_of, facts_to_ask
from forms.editions import Document, Edition, Outcome
from forms.facts import FactValue
from forms.moments import Moment
from forms.reading import load_editions
from forms.visits import Period

EDITIONS = tuple(load_editions())
LABELS = tuple(edition.label for edition in EDITIONS)
IIN = "850101100002"
OTHER_IIN = "850101100304"
NAME = "Сынақова Үлгі Тестқызы"
CHILD = "Сынақов Бала Үлгіұлы"
TODAY = date(2026, 9, 14)
ZONE = timezone(timedelta(hours=5))


def edition_of(label: str) -> Edition:
    """A shipped edition."""
    return load_editions().by_label(label)


def moment(seconds: float = 0, *, moved: float = 0, boot: str = "boot-1") -> Moment:
    """``seconds`` after nine o'clock by the machine's count, with the wall clock moved by ``moved`` seconds."""
    wall = datetime(2026, 9, 14, 9, tzinfo=ZONE) + timedelta(seconds=seconds + moved)
    return Moment(
        wall=wall.isoformat(timespec="milliseconds"), monotonic_ms=round(seconds * 1000) + 5_000_000, boot=boot
    )


def new_draft(edition: Edition, **facts: FactValue) -> CaseDraft:
    """A case just opened, with these facts."""
    opened = (Period(kind="serving", start=moment()),)
    return CaseDraft(case="case-1", service=edition.service, edition=edition.label, periods=opened, facts=dict(facts))


def fill_person(person: PersonAnswers, *, iin: str = IIN) -> None:
    """Everything asked of a person."""
    person.iin, person.name = iin, NAME
    person.identity_document = "жеке куәлік № 000000001"
    person.identity_shown = True
    person.workplace, person.position = "№ 7 үлгі мектеп", "математика мұғалімі"
    person.phone, person.email = "87010000001", "synaq@example.kz"


def fill_child(
    draft: CaseDraft,
    *,
    iin: str = OTHER_IIN,
    name: str = CHILD,
    birth_date: str = "01.02.2017",
    relation: str = "mother",
) -> None:
    """Everything asked of a child."""
    child = draft.subject
    child.iin, child.name, child.birth_date = iin, name, birth_date
    child.relation, child.consent = relation, "given"


def answer_facts(edition: Edition, draft: CaseDraft) -> None:
    """The first answer to every fact that is asked and not answered yet."""
    while left := [name for name in facts_to_ask(edition, draft.facts) if name not in draft.facts]:
        draft.facts[left[0]] = edition.vocabulary[left[0]][0]


def put_in_order(document: Document, answers: DocumentAnswers) -> None:
    """A row in order, with the date its validity runs from where there is one."""
    mark_in_order(document, answers)
    if document.words is not None:
        answers.word_count = str(document.words[0])
    if document.expiry is not None and document.expiry.by == "months_from_date":
        answers.date = "01.09.2026"


def set_in_order(edition: Edition, draft: CaseDraft) -> None:
    """Every document owed is in order."""
    for document in checklist_of(edition, draft).owed:
        put_in_order(document, draft.document(document.key))


def ready_draft(edition: Edition, outcome: Outcome = "accepted", **facts: FactValue) -> CaseDraft:
    """A case ready for its outcome, every document in order."""
    draft = new_draft(edition, **facts)
    fill_person(draft.applicant)
    if edition.subject is not None:
        fill_child(draft)
    answer_facts(edition, draft)
    if edition.consent.asked:
        draft.consent, draft.consent_at = "given", moment(60).wall
    set_in_order(edition, draft)
    draft.outcome = outcome
    draft.screen = "outcome"
    return draft
