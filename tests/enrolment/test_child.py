"""The child's part of a case: what stands in the way, what is recorded, corrected, found and erased."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.domain.case import CaseDraft
from desktop.domain.reception_flow import obstacles_at
from desktop.operations import correcting, reception, register, reprinting, result_papers, retention, subjects
from desktop.operations.counter import Counter
from desktop.storage import projections
from desktop.storage.verification import verify
from forms.problems import Problem
from forms.procedure_acts import SubjectParticulars, SubjectRecorded
from tests.domain.making import CHILD, IIN, NAME, OTHER_IIN, edition_of, fill_child, fill_person, new_draft
from tests.enrolment.making import accept, enrol, issue, make_group, open_enrolling
from tests.operations.making import HandClock, events, open_ready
from tests.papers.reading import text_by_pdfium as text_of

TODAY = date(2026, 9, 14)
ENR = edition_of("ENR")


@pytest.fixture
def clock() -> HandClock:
    return HandClock()


@pytest.fixture
def counter(tmp_path: Path, clock: HandClock) -> Iterator[Counter]:
    counter = open_enrolling(tmp_path, clock)
    yield counter
    counter.store.close()


def waiting(draft: CaseDraft) -> dict[str, str]:
    """What stands in the way at the applicant's screen: field → sentence."""
    return {one.field: one.sentence() for one in obstacles_at("applicant", ENR, draft, TODAY)}


def filled() -> CaseDraft:
    draft = new_draft(ENR)
    fill_person(draft.applicant)
    fill_child(draft)
    return draft


def test_nobody_is_their_own_child() -> None:
    draft = filled()
    draft.subject.iin = f" {draft.applicant.iin} "
    assert waiting(draft) == {"subject.iin": Problem("1127").sentence()}


def test_a_correction_makes_no_one_person_of_two(counter: Counter) -> None:
    number = accept(counter)
    for field, value in (("subject.iin", IIN), ("applicant.iin", OTHER_IIN)):
        with pytest.raises(Problem, match="1127") as raised:
            correcting.correct_case(counter, number, {field: value}, asked_by="clerk", reason="Қате терілген.")
        assert raised.value.fields["field"] == field


def test_everything_of_a_child_is_asked() -> None:
    draft = new_draft(ENR)
    fill_person(draft.applicant)
    assert list(waiting(draft)) == [f"subject.{name}" for name in ("iin", "name", "birth_date", "relation", "consent")]
    told = obstacles_at("applicant", ENR, draft, TODAY)
    assert all(one.empty for one in told)
    assert all("child" in one.sentence() for one in told if one.field.startswith("subject."))
    assert waiting(filled()) == {}


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("iin", "850101100003", "digit"),
        ("name", "A1", ""),
        ("birth_date", "31.02.2017", ""),
        ("birth_date", "15.09.2026", ""),  # tomorrow
        ("birth_date", "31.08.2008", "18"),
        ("relation", "uncle", "relation"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(field: str, typed: str, words: str) -> None:
    draft = filled()
    setattr(draft.subject, field, typed)
    told = waiting(draft)
    assert list(told) == [f"subject.{field}"]
    assert words in told[f"subject.{field}"]


@pytest.mark.parametrize(("born", "fits"), [("01.09.2008", False), ("02.09.2008", True), ("14.09.2026", True)])
def test_the_age_is_that_at_the_beginning_of_the_school_year(born: str, fits: bool) -> None:
    draft = filled()
    draft.subject.birth_date = born
    assert (waiting(draft) == {}) is fits


def test_who_is_too_young_now_and_old_enough_by_the_next_school_year() -> None:
    assert ENR.subject is not None
    grown = replace(ENR, subject=replace(ENR.subject, youngest=6))
    draft = filled()
    for born, fits in (("01.09.2021", True), ("02.09.2021", False)):
        draft.subject.birth_date = born
        found = {one.field for one in obstacles_at("applicant", grown, draft, TODAY)}
        assert (found == set()) is fits


def test_another_representative_says_by_what_right() -> None:
    draft = filled()
    draft.subject.relation = "other"
    assert list(waiting(draft)) == ["subject.relation_words"]
    draft.subject.relation_words = "қорғаншылық органының 2026 жылғы № 5 шешімі"
    assert waiting(draft) == {}


def test_a_declined_consent_is_recorded_and_stands_in_no_way(counter: Counter) -> None:
    draft = open_ready(counter)
    draft.subject.consent = "declined"
    number = reception.decide_case(counter, draft).number
    (recorded,) = [event.act for event in events(counter) if isinstance(event.act, SubjectRecorded)]
    assert (recorded.number, recorded.relation, recorded.consent) == (number, "mother", "declined")
    row = counter.store.proceedings.subject(draft.case)
    assert row is not None
    assert (row.iin, row.name, row.birth_date, row.consent) == (OTHER_IIN, CHILD, "2017-02-01", "declined")


def test_the_same_child_is_told_whoever_applies(counter: Counter) -> None:
    number = accept(counter)
    assert [case.number for case in subjects.earlier_of_child(counter, OTHER_IIN)] == [number]
    assert subjects.earlier_of_child(counter, IIN) == []  # the mother's own


def test_a_child_is_found_by_name_and_by_iin(counter: Counter) -> None:
    number = accept(counter)
    accept(counter, name="Өзге Сәби", iin="791028302728")
    for text in ("сынақов бала", OTHER_IIN, "бала үлгіұлы"):
        page = register.find_rows(counter, register.RegisterQuery(text=text))
        assert [(row.number, row.name, row.child) for row in page.rows] == [(number, NAME, CHILD)]
    record = register.case_record(counter, page.rows[0].id)
    assert record.child == SubjectParticulars(iin=OTHER_IIN, name=CHILD, birth_date="2017-02-01")


def test_two_children_of_one_parent_are_no_duplicates(counter: Counter) -> None:
    accept(counter)
    second = accept(counter, iin="791028302728", name="Сынақова Ару Үлгіқызы")
    again = accept(counter)  # the first child once more
    rows = {row.number: row for row in register.find_rows(counter, register.RegisterQuery()).rows}
    assert register.case_record(counter, rows[second].id).duplicates == ()
    assert len(register.case_record(counter, rows[again].id).duplicates) == 1


def test_a_child_is_corrected_and_the_first_stays(counter: Counter) -> None:
    number = accept(counter)
    fields = {field.field: field.value for field in correcting.correctable_fields(counter, number)}
    assert fields["subject.name"] == CHILD
    assert fields["subject.birth_date"] == "01.02.2017"
    changes = {"subject.name": "Сынақов Үлкен Үлгіұлы", "subject.birth_date": "1.3.2016", "subject.iin": OTHER_IIN}
    correcting.correct_case(counter, number, changes, asked_by="applicant", reason="қате жазылды")
    (row,) = register.find_rows(counter, register.RegisterQuery(text="үлкен")).rows
    assert row.child == "Сынақов Үлкен Үлгіұлы"
    assert register.find_rows(counter, register.RegisterQuery(text="сынақов бала")).rows == ()
    kept = counter.store.proceedings.subject(row.id)
    assert kept is not None and kept.birth_date == "2016-03-01"
    assert counter.store.journal.particulars(_recorded(counter)) == SubjectParticulars(
        iin=OTHER_IIN, name=CHILD, birth_date="2017-02-01"
    )
    as_given = text_of(reprinting.prepare_copy(counter, number, language="ru").content)
    corrected = text_of(reprinting.prepare_copy(counter, number, language="ru", corrected=True).content)
    assert CHILD in as_given and "01.03.2016" not in as_given
    assert "Сынақов Үлкен Үлгіұлы, 01.03.2016" in corrected
    _nothing_differs(counter)


def test_a_child_who_does_not_fit_is_no_correction(counter: Counter) -> None:
    number = accept(counter)
    for changes, code in (
        ({"subject.birth_date": "01.01.2000"}, "1040"),
        ({"subject.birth_date": ""}, "764"),
        ({"subject.iin": "123"}, "201"),
        ({"subject.relation": "father"}, "763"),
        ({"subject.name": f"  {CHILD} "}, "762"),
    ):
        with pytest.raises(Problem) as met:
            correcting.correct_case(counter, number, changes, asked_by="applicant", reason="қате")
        assert met.value.code == code or code == "201"
    assert counter.store.amendments.corrections(counter.store.cases.latest(1)[0].case) == []


def test_a_childs_names_are_erased_with_the_case(counter: Counter, clock: HandClock) -> None:
    number = enrol(counter, make_group(counter))
    issue(counter, number)
    correcting.correct_case(counter, number, {"subject.name": "Өзге Ат"}, asked_by="applicant", reason="қате")
    counter.profile = replace(counter.profile, retention_years=1, retention_rule="rule")
    clock.wait(3 * 366 * 86_400)
    retention.anonymise(counter, reason="мерзімі өтті", typed=counter.profile.counter)
    (row,) = register.find_rows(counter, register.RegisterQuery()).rows
    assert (row.number, row.name, row.child) == (number, "", "")
    assert register.find_rows(counter, register.RegisterQuery(text="өзге")).rows == ()
    kept = counter.store.proceedings.subject(row.id)
    assert kept is not None
    assert (kept.iin, kept.name, kept.birth_date, kept.relation) == (None, None, None, "mother")
    record = register.case_record(counter, row.id)
    assert record.subject is not None and record.child is None
    assert verify(counter.store.db).faults == ()
    _nothing_differs(counter)


def test_an_order_after_the_names_are_erased_cannot_be_drawn(counter: Counter, clock: HandClock) -> None:
    number = enrol(counter, make_group(counter))
    issue(counter, number)
    counter.profile = replace(counter.profile, retention_years=1, retention_rule="rule")
    clock.wait(3 * 366 * 86_400)
    retention.anonymise(counter, reason="мерзімі өтті", typed=counter.profile.counter)
    with pytest.raises(Problem, match="760"):
        result_papers.result_paper(counter, number, "kk")


def _recorded(counter: Counter) -> int:
    return next(event.sequence for event in events(counter) if isinstance(event.act, SubjectRecorded))


def _nothing_differs(counter: Counter) -> None:
    assert projections.rebuild(counter.store.db) == []
