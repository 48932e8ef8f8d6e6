"""A case read back from its record says on paper what its draft said."""

from datetime import date, datetime, timedelta

import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from desktop.domain.case import CaseDraft, DocumentAnswers, DocumentState, PersonAnswers
from desktop.domain.correction import DecidedCase, check_changes, list_fields
from desktop.domain.decision import build_decision, build_particulars
from desktop.domain.paper_content import build_application, build_outcome_paper
from desktop.domain.reception_flow import (
    ASKED_WHEN,
    all_obstacles,
    checklist_of,
    proposal_of,
)
from desktop.domain.record import apply_corrections, draft_of_record, read_field, write_field
from forms.calendar import load_calendar
from forms.editions import Document, Edition
from forms.events import CaseDecided, CaseDropped, CaseParticulars, Event, canonical_bytes, read_event, read_particulars
from forms.facts import FACTS
from forms.papers.content import ApplicationPaper, Organisation, OutcomePaper
from forms.papers.drawing import draw_outcome
from forms.problems import Problem
from forms.register_acts import CorrectionParticulars, FieldChange
from forms.texts import Text
from forms.words import USUAL_REASONS
from tests.domain.making import IIN, LABELS, NAME, OTHER_IIN, TODAY, edition_of, moment, new_draft, ready_draft

ORGANISATION = Organisation(name=Text(kk="Мектеп", ru="Школа"), address=Text(kk="Көше", ru="Улица"), phone="-")
CALENDAR = load_calendar()
STATES: tuple[DocumentState, ...] = ("in_order", "in_order", "missing", "expired", "nonconforming", "unreliable")
NAMES = (NAME, "  Сынақ   Үлгі ", "О'Коннор‐Үлгі Д`Арк", "Ұлы\u00ad Қызы", "Sample Ülgi")
WORDS = st.text("аәбвгғқңөұүһіАӘ 0123456789№.,-/«»", max_size=30)
REASONS = WORDS.filter(lambda text: text.strip())


def days(first: int, last: int) -> st.SearchStrategy[str]:
    """Dates around the day of the outcome, as a clerk may type them."""
    day = st.integers(first, last).map(lambda count: TODAY + timedelta(days=count))
    return st.tuples(day, st.sampled_from(("%d.%m.%Y", "%d%m%Y", "%Y-%m-%d", " %d.%m.%Y "))).map(
        lambda pair: pair[0].strftime(pair[1])
    )


@st.composite
def persons(draw: st.DrawFn, iin: str) -> PersonAnswers:
    return PersonAnswers(
        iin=draw(st.sampled_from((iin, f" {iin[:6]} {iin[6:]} "))),
        name=draw(st.sampled_from(NAMES)),
        identity_document=draw(WORDS),
        identity_shown=True,
        identity_returned=draw(st.booleans()),
        phone=draw(st.sampled_from(("", "87010000001", " +7 701 000 00 01 "))),
        email=draw(st.sampled_from(("", "synaq@example.kz", " Synaq@Example.kz"))),
        workplace=draw(REASONS),
        position=draw(REASONS),
    )


@st.composite
def answers_on(draw: st.DrawFn, document: Document) -> DocumentAnswers:
    state = draw(st.sampled_from(STATES))
    dated = state == "in_order" and document.expiry is not None and document.expiry.by == "months_from_date"
    past, late = days(-2000, -1500), days(-900, 900)
    answers = DocumentAnswers(
        state=state,
        marks=list(document.marks) if state == "in_order" else [],
        sheets=draw(st.sampled_from(("", "1", " 12 ", "0"))),
        number=draw(WORDS),
        date=draw(days(-900, 0) if dated else past if state == "expired" else st.one_of(st.just(""), days(-900, 0))),
        expires=draw(st.one_of(st.just(""), past if state == "expired" else late)),
    )
    if state in USUAL_REASONS:
        usual = [code for code, _ in USUAL_REASONS[state]]
        answers.usual_reason = draw(st.sampled_from(("", *usual)))
    answers.reason = draw(REASONS)
    return answers


@st.composite
def decided_drafts(draw: st.DrawFn) -> CaseDraft:
    edition = edition_of(draw(st.sampled_from(LABELS)))
    draft = new_draft(edition)
    for name in edition.facts:
        other, wanted = ASKED_WHEN.get(name, ("", True))
        if not other or draft.facts.get(other) is wanted:
            draft.facts[name] = draw(st.sampled_from(FACTS[name]))
    draft.applicant = draw(persons(IIN))
    draft.by_representative = draw(st.booleans())
    if draft.by_representative:
        draft.representative = draw(persons(OTHER_IIN))
        draft.power_of_attorney = draw(REASONS)
    if edition.consent.asked:
        draft.consent = draw(st.sampled_from(("given", "declined")))
        draft.consent_at = moment(60).wall
    if draft.facts.get("has_category") is True:
        draft.held_until = draw(st.one_of(st.just(""), days(-100, 1000)))
    for document in checklist_of(edition, draft).owed:
        draft.documents[document.key] = draw(answers_on(document))
    draft.paper_language = draw(st.sampled_from(("kk", "ru", "both")))
    draft.paper_format = draw(st.sampled_from(("a4", "roll80")))
    draft.outcome = draw(st.sampled_from(proposal_of(edition, draft, TODAY).allowed))
    draft.refusal_reason = draw(REASONS)
    draft.overrun_reason = draw(WORDS)
    assume(not all_obstacles(edition, draft, TODAY))
    return draft


def recorded(edition: Edition, draft: CaseDraft) -> tuple[Event, CaseParticulars]:
    """The event and the particulars as the journal gives them back."""
    act = build_decision(draft, edition, CALENDAR, moment(), register="reception", doubted=False)
    numbered = replace(act, number="D7/2026-000001")
    event = Event(counter="D7", sequence=7, at=moment(), operator="asanova", case=draft.case, act=numbered)
    read = read_event(canonical_bytes(event))
    particulars = read_particulars(canonical_bytes(build_particulars(draft, edition)), read.act)
    assert isinstance(particulars, CaseParticulars)
    return read, particulars


def paper_of(draft: CaseDraft, edition: Edition) -> OutcomePaper:
    return build_outcome_paper(
        draft,
        edition,
        ORGANISATION,
        CALENDAR,
        clerk="А.",
        at=datetime.fromisoformat(moment().wall),
        number="D7/2026-000001",
        copy_number=1,
        duplicate=False,
        qr="KENSE1",
    )


def application_of(draft: CaseDraft, edition: Edition) -> ApplicationPaper:
    return build_application(draft, edition, ORGANISATION, on=date(2026, 9, 14))


@settings(max_examples=60, deadline=None)
@given(decided_drafts())
def test_the_paper_of_the_record_is_the_paper_of_the_draft(draft: CaseDraft) -> None:
    edition = edition_of(draft.edition)
    event, particulars = recorded(edition, draft)
    again = draft_of_record(event, particulars)
    # These two are the archive's to know.
    again.paper_language, again.paper_format = draft.paper_language, draft.paper_format
    assert paper_of(again, edition) == paper_of(draft, edition)
    assert application_of(again, edition) == application_of(draft, edition)


@settings(max_examples=30, deadline=None)
@given(decided_drafts())
def test_a_record_decides_what_it_decided(draft: CaseDraft) -> None:
    edition = edition_of(draft.edition)
    event, particulars = recorded(edition, draft)
    again = draft_of_record(event, particulars)
    again.periods = draft.periods
    assert recorded(edition, again) == (event, particulars)


def test_corrections_hold_in_their_order() -> None:
    edition = edition_of("E2020-7")
    event, particulars = recorded(edition, ready_draft(edition))

    def change(field: str, old: str, new: str) -> CorrectionParticulars:
        return CorrectionParticulars(changes=(FieldChange(field=field, old=old, new=new),), reason="сынақ")

    corrections = (
        change("applicant.name", NAME, "Бірінші Түзету"),
        change("documents.diploma.number", "", "ЖБ-Б № 1"),
        change("applicant.name", "Бірінші Түзету", "Екінші Түзету"),
    )
    draft = draft_of_record(event, particulars, corrections)
    assert (draft.applicant.name, draft.document("diploma").number) == ("Екінші Түзету", "ЖБ-Б № 1")
    assert apply_corrections(particulars, corrections[:1]).applicant.name == "Бірінші Түзету"
    assert particulars.applicant.name == NAME


@settings(max_examples=150, deadline=None)
@given(st.data(), st.one_of(st.text(max_size=60), WORDS, days(-900, 900), st.sampled_from((NAME, IIN, OTHER_IIN))))
def test_whatever_is_typed_is_told_or_stands_on_paper(data: st.DataObject, typed: str) -> None:
    edition = edition_of("E2020-7")
    draft = ready_draft(edition, "accepted", has_category=True, held_category="moderator")
    draft.by_representative, draft.representative = True, replace(draft.applicant, iin=OTHER_IIN)
    draft.power_of_attorney, draft.held_until = "№ 1", "01.01.2030"
    event, particulars = recorded(edition, draft)
    assert isinstance(event.act, CaseDecided)
    case = DecidedCase(event, event.act, particulars, edition, overrun=True)
    field = data.draw(st.sampled_from([one.field for one in list_fields(case)]))
    try:
        (change,) = check_changes(case, {field: typed})
    except Problem as problem:
        assert problem.sentence()
        return
    assert change.old == read_field(particulars, field) != change.new
    again = draft_of_record(event, particulars, [CorrectionParticulars(changes=(change,), reason="сынақ")])
    assert draw_outcome(paper_of(again, edition))
    assert read_field(build_particulars(again, edition), field) == change.new


@pytest.mark.parametrize(
    "field",
    ["", "applicant", "applicant.sex", "outcome", "documents.diploma", "documents..number", "documents.a.b", "a.b.c"],
)
def test_there_are_no_other_places(field: str) -> None:
    edition = edition_of("E2020-7")
    _, particulars = recorded(edition, ready_draft(edition))
    with pytest.raises(LookupError):
        read_field(particulars, field)
    with pytest.raises(LookupError):
        write_field(particulars, field, "x")


def test_a_representative_who_was_not_there_cannot_be_written_of() -> None:
    edition = edition_of("E2020-7")
    _, particulars = recorded(edition, ready_draft(edition))
    assert read_field(particulars, "representative.name") == ""
    with pytest.raises(LookupError):
        write_field(particulars, "representative.name", NAME)


def test_only_a_decision_can_be_read_back() -> None:
    edition = edition_of("E2020-7")
    _, particulars = recorded(edition, ready_draft(edition))
    dropped = Event(counter="D7", sequence=1, at=moment(), operator="a", case="c", act=CaseDropped(reason="other"))
    with pytest.raises(TypeError):
        draft_of_record(dropped, particulars)
