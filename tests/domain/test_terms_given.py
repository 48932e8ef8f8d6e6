"""What a paper and the journal promise: only what the edition itself gives, at the counter, from its own date."""

from datetime import datetime

import pytest
from msgspec.structs import replace

from desktop.domain.case import CaseDraft
from desktop.domain.decision import build_decision
from desktop.domain.paper_content import build_outcome_paper
from forms.calendar import load_calendar
from forms.complaint_terms import AUTHORITY, FORWARD, PROVIDER
from forms.editions import Edition, Outcome, Source, Term
from forms.events import CaseDecided
from forms.papers.content import Organisation, OutcomePaper
from forms.texts import Text
from tests.domain.making import edition_of, moment, ready_draft

ORGANISATION = Organisation(name=Text(kk="Мектеп", ru="Школа"), address=Text(kk="Көше", ru="Улица"), phone="-")
LABELS = ("E2015", "E2020-7", "E2020-8", "EMUS", "E2024", "ENR")


def with_term(edition: Edition, days: int) -> Edition:
    """The edition as a lawyer may write it: with a term for the counter."""
    term = Term(
        key="result",
        title=Text("нәтиже", "результат"),
        working_days=days,
        first_day_excluded=True,
        channels=("counter",),
        source=Source(paragraph="3"),
    )
    return replace(edition, terms=(*edition.terms, term))


def refused(edition: Edition, outcome: Outcome) -> CaseDraft:
    draft = ready_draft(edition, outcome)
    document = draft.document(edition.documents[-1].key if outcome == "refusal_receipt" else "diploma")
    document.state = "missing" if outcome == "refusal_receipt" else "unreliable"
    document.reason = "мөрі жалған"
    draft.refusal_reason = "Құжат дәйексіз."
    return draft


def paper_of(draft: CaseDraft, edition: Edition) -> OutcomePaper:
    return build_outcome_paper(
        draft,
        edition,
        ORGANISATION,
        load_calendar(),
        clerk="А.",
        at=datetime.fromisoformat(moment().wall),
        number="D7/2026-000001",
        copy_number=1,
        duplicate=False,
        qr="KENSE1",
    )


def decided(draft: CaseDraft, edition: Edition) -> CaseDecided:
    return build_decision(draft, edition, load_calendar(), moment(600), register="attestation", doubted=False)


@pytest.mark.parametrize("label", LABELS)
def test_where_the_edition_gives_minutes_only_no_day_is_promised(label: str) -> None:
    edition = edition_of(label)
    draft = ready_draft(edition)
    assert paper_of(draft, edition).office.due is None
    assert decided(draft, edition).due is None


def test_where_the_edition_gives_a_term_its_day_is_promised() -> None:
    edition = with_term(edition_of("E2020-7"), 3)
    draft = ready_draft(edition)
    due = paper_of(draft, edition).office.due
    assert due is not None
    assert "17" in due.ru and "сентября 2026 г." in due.ru and "вт, ср, чт" in due.ru
    assert due.kk.startswith("2026 ж. 17 қыркүйек") and "сс, ср, бс" in due.kk
    assert decided(draft, edition).due == "2026-09-17"


def test_a_refusal_promises_no_result() -> None:
    edition = with_term(edition_of("E2024"), 3)
    draft = refused(edition, "refusal_receipt")
    assert paper_of(draft, edition).office.due is None
    assert decided(draft, edition).due is None


@pytest.mark.parametrize("outcome", ["refusal_receipt", "reasoned_refusal"])
def test_a_refusal_says_by_when_a_complaint_of_that_day_is_answered(outcome: Outcome) -> None:
    edition = edition_of("E2024")
    answers = paper_of(refused(edition, outcome), edition).office.answers
    assert [who for who, _ in answers] == [PROVIDER, FORWARD, AUTHORITY]
    # Monday, 14 September 2026: the day of registration counts
    assert [due.ru.split(" г.")[0] for _, due in answers] == ["18 сентября 2026", "16 сентября 2026", "2 октября 2026"]
    assert [due.kk.split(" (")[0] for _, due in answers] == [
        "2026 ж. 18 қыркүйек",
        "2026 ж. 16 қыркүйек",
        "2026 ж. 2 қазан",
    ]


def test_where_the_edition_is_silent_on_complaints_so_is_the_paper() -> None:
    edition = edition_of("E2020-7")
    assert paper_of(refused(edition, "refusal_receipt"), edition).office.answers == ()


def test_a_receipt_and_a_memo_say_nothing_of_complaints() -> None:
    accepted = edition_of("E2024")
    assert paper_of(ready_draft(accepted), accepted).office.answers == ()
    memo = edition_of("E2025")
    draft = ready_draft(memo, "reasoned_refusal")
    draft.document("application").state = "missing"
    draft.refusal_reason = "Өтініш жоқ."
    paper = paper_of(draft, memo)
    assert (paper.office.due, paper.office.answers) == (None, ())
