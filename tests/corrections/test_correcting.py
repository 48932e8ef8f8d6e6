"""Corrections: every place with good and bad values, chains of them, who may, and what is never corrected."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from desktop.operations.correcting import check_corrections, correct_case, correctable_fields
from desktop.operations.counter import Counter
from desktop.operations.recorded import load_case
from desktop.operations.voiding import void_case
from forms.catalogues import LANGUAGES, catalogue
from forms.problems import Problem
from forms.register_acts import CaseCorrected, CorrectionParticulars
from tests.corrections.making import decide, represented
from tests.domain.making import IIN, NAME, OTHER_IIN
from tests.operations.making import acts, counter_at, events
from tests.register.making import SAFE_IINS

Table = tuple[tuple[str, list[tuple[str, str]], list[tuple[str, str]]], ...]

ACCEPTED: Table = (
    # place, good values with what is kept of them, bad values with the Problem they give
    ("applicant.iin", [(" 850101 100304 ", OTHER_IIN), (IIN, IIN)], [("", "200"), ("12", "203")]),
    ("applicant.iin", [], [("850101100001", "205"), ("85010110000x", "201")]),
    ("applicant.name", [("  Сынақова   Үлгі", "Сынақова Үлгі")], [("", "210"), ("7", "212"), ("Cынақова", "218")]),
    ("applicant.phone", [("8 701 000 00 02", "8 701 000 00 02"), ("", "")], [("12", "222"), ("абв", "221")]),
    ("applicant.email", [("ulgi@example.kz", "ulgi@example.kz"), ("", "")], [("ulgi", "227"), ("a@b", "228")]),
    ("applicant.workplace", [("№ 8 мектеп", "№ 8 мектеп")], [("", "764"), ("мектеп 😀", "560")]),
    ("applicant.position", [("физика мұғалімі", "физика мұғалімі")], [(" ", "764")]),
    ("applicant.identity_document", [("жеке куәлік № 2", "жеке куәлік № 2"), ("", "")], [("№ 😀", "560")]),
    ("documents.diploma.number", [("ЖБ-Б № 7", "ЖБ-Б № 7"), ("", "")], [("№ 😀", "560")]),
    ("documents.diploma.date", [("29.06.2015", "29.06.2015"), ("", "")], [("31.02.2015", "233"), ("x", "231")]),
    ("documents.diploma.date", [], [("15.09.2026", "235")]),
    ("documents.category.expires", [("01.10.2030", "01.10.2030"), ("", "")], [("01.09.2026", "765"), ("x", "231")]),
    ("held_until", [("01.09.2031", "01.09.2031")], [("99", "231")]),
)
REFUSED: Table = (
    ("documents.test.reason", [("data_differ", "data_differ"), ("Мөрі жалған.", "Мөрі жалған.")], [("", "764")]),
    ("refusal_reason", [("Анықтама жалған.", "Анықтама жалған.")], [(" ", "764"), ("😀", "560")]),
)
MISSING: Table = (
    ("documents.category.expires", [("02.09.2026", "02.09.2026"), ("", "")], [("02.09.2030", "765")]),
    ("documents.category.number", [("13", "13")], []),
)
REPRESENTED: Table = (
    ("representative.iin", [(SAFE_IINS[2], SAFE_IINS[2])], [("", "200"), (IIN, "1128")]),
    ("representative.name", [("Өкілбаева Һадиша", "Өкілбаева Һадиша")], [("", "210")]),
    ("representative.phone", [("87010000009", "87010000009")], [("9", "222")]),
    ("representative.email", [("o@example.kz", "o@example.kz")], [("o", "227")]),
    ("representative.workplace", [("Кеңсе", "Кеңсе")], [("😀", "560")]),
    ("representative.position", [("заңгер", "заңгер")], [("😀", "560")]),
    ("representative.identity_document", [("№ 3", "№ 3")], [("😀", "560")]),
    ("power_of_attorney", [("№ 46, 03.09.2026", "№ 46, 03.09.2026")], [("", "764")]),
)


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    with counter_at(tmp_path) as made:
        yield made


def correct(counter: Counter, number: str, **kept: object) -> int:
    """A correction of the name, unless something else is given."""
    fields: dict[str, object] = {"asked_by": "applicant", "reason": "Жеке куәлікпен салыстырылды."}
    changes = kept.pop("changes", {"applicant.name": "Сынақова Үлгі"})
    return correct_case(counter, number, changes, **{**fields, **kept})  # type: ignore[arg-type]


def values(counter: Counter, number: str) -> dict[str, str]:
    return {field.field: field.value for field in correctable_fields(counter, number)}


@pytest.mark.parametrize(
    ("outcome", "table"),
    [("accepted", ACCEPTED), ("reasoned_refusal", REFUSED), ("refusal_receipt", MISSING), ("", REPRESENTED)],
)
def test_every_place_takes_what_the_reception_takes(counter: Counter, outcome: str, table: Table) -> None:
    draft = decide(counter, outcome) if outcome else represented(counter)  # type: ignore[arg-type]
    for field, good, bad in table:
        for typed, code in bad:
            with pytest.raises(Problem) as met:
                correct(counter, draft.number, changes={field: typed})
            assert (met.value.code, met.value.fields["field"]) == (code, field), (field, typed)
            assert met.value.sentence()
        for typed, kept in good:
            correct(counter, draft.number, changes={field: typed})
            assert values(counter, draft.number)[field] == kept


def test_every_correctable_place_is_in_the_tables(counter: Counter) -> None:
    listed = {field for table in (ACCEPTED, REFUSED, MISSING, REPRESENTED) for field, _, _ in table}
    kinds = {field if "documents" not in field else field.rpartition(".")[2] for field in listed}
    drafts = [decide(counter, outcome) for outcome in ("accepted", "reasoned_refusal", "refusal_receipt")]
    for draft in (*drafts, represented(counter)):
        for field in values(counter, draft.number):
            assert (field if "documents" not in field else field.rpartition(".")[2]) in kinds


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_place_has_a_caption(counter: Counter, language: str) -> None:
    draft = decide(counter)
    captions = [
        field.caption(catalogue("forms", language).gettext, language)
        for field in correctable_fields(counter, draft.number)
    ]
    assert len(set(captions)) == len(captions)
    assert not any("{" in caption for caption in captions)


def test_what_is_required_cannot_become_empty_and_nothing_is_recorded(counter: Counter) -> None:
    draft = decide(counter)
    before = acts(counter)
    for field in correctable_fields(counter, draft.number):
        if field.required:
            with pytest.raises(Problem):
                correct(counter, draft.number, changes={field.field: ""})
    assert acts(counter) == before


@pytest.mark.parametrize("field", ["outcome", "service", "edition", "number", "documents.diploma.state", "x"])
def test_what_the_outcome_rests_on_is_never_corrected(counter: Counter, field: str) -> None:
    draft = decide(counter)
    with pytest.raises(Problem, match="763"):
        correct(counter, draft.number, changes={field: "x"})


def test_a_correction_is_one_event_with_what_why_and_who(counter: Counter) -> None:
    draft = decide(counter)
    sequence = correct(
        counter,
        draft.number,
        changes={
            "applicant.name": " Сынақова  Үлгі ",
            "applicant.phone": "87010000001",
            "documents.diploma.number": "1",
        },
        asked_by="district",
        asked_by_name="  Бөлім   маманы ",
    )
    event = events(counter)[-1]
    assert event.sequence == sequence and event.case == draft.case
    # The phone is as it was.
    assert event.act == CaseCorrected(
        number=draft.number, fields=("applicant.name", "documents.diploma.number"), asked_by="district"
    )
    words = counter.store.journal.particulars(sequence)
    assert isinstance(words, CorrectionParticulars)
    assert [(change.old, change.new) for change in words.changes] == [(NAME, "Сынақова Үлгі"), ("ЖБ-Б № 0123456", "1")]
    assert (words.asked_by_name, words.reason) == ("Бөлім маманы", "Жеке куәлікпен салыстырылды.")
    # No word of a person is in the act.
    assert "Сынақова" not in repr(event)


def test_corrections_of_one_place_follow_each_other(counter: Counter) -> None:
    draft = decide(counter)
    for name in ("Бірінші Үлгі", "Екінші Үлгі", NAME):
        correct(counter, draft.number, changes={"applicant.name": name})
    chain = [(one.changes[0].old, one.changes[0].new) for one in load_case(counter, draft.number).changes]
    assert chain == [(NAME, "Бірінші Үлгі"), ("Бірінші Үлгі", "Екінші Үлгі"), ("Екінші Үлгі", NAME)]
    assert values(counter, draft.number)["applicant.name"] == NAME
    with pytest.raises(Problem, match="762"):
        correct(counter, draft.number, changes={"applicant.name": NAME})
    first = load_case(counter, draft.number).particulars
    assert first is not None and first.applicant.name == NAME


@pytest.mark.parametrize("changes", [{}, {"applicant.name": NAME}, {"applicant.name": f"  {NAME} "}])
def test_what_changes_nothing_is_no_correction(counter: Counter, changes: dict[str, str]) -> None:
    draft = decide(counter)
    with pytest.raises(Problem, match="762"):
        correct(counter, draft.number, changes=changes)
    with pytest.raises(Problem, match="762"):
        check_corrections(counter, draft.number, changes)


@pytest.mark.parametrize(
    ("given", "code", "field"),
    [
        ({"reason": "  "}, "766", "reason"),
        ({"reason": "😀"}, "560", None),
        ({"asked_by": "other"}, "767", "asked_by_name"),
        ({"asked_by": "district", "asked_by_name": " "}, "767", "asked_by_name"),
    ],
)
def test_why_and_who_are_asked(counter: Counter, given: dict[str, str], code: str, field: str | None) -> None:
    draft = decide(counter)
    with pytest.raises(Problem) as met:
        correct(counter, draft.number, **given)
    assert (met.value.code, met.value.fields.get("field")) == (code, field)


def test_an_unknown_a_void_and_an_erased_case_are_not_corrected(counter: Counter) -> None:
    draft, void = decide(counter), decide(counter)
    with pytest.raises(Problem, match="622"):
        correct(counter, "D7/2026-999999")
    void_case(counter, void.number, "entered_twice")
    for act in (correct, correctable_fields):
        with pytest.raises(Problem, match="761"):
            act(counter, void.number)
    now = counter.clock.now()
    counter.store.journal.erase(
        [load_case(counter, draft.number).event.sequence], rule="5 жыл", at=now, operator=counter.operator.id
    )
    for act in (correct, correctable_fields):
        with pytest.raises(Problem, match="760"):
            act(counter, draft.number)


def test_who_has_not_the_right_corrects_nothing(counter: Counter) -> None:
    draft = decide(counter)
    before = acts(counter)
    with pytest.raises(Problem, match="720"):
        correct(replace(counter, roles=("administrator",)), draft.number)
    assert acts(counter) == before


def test_an_erased_correction_says_so(counter: Counter) -> None:
    draft = decide(counter)
    sequence = correct(counter, draft.number)
    now = counter.clock.now()
    counter.store.journal.erase([sequence], rule="5 жыл", at=now, operator=counter.operator.id)
    case = load_case(counter, draft.number)
    (known,) = case.corrections
    assert (known.event.sequence, known.particulars, case.changes) == (sequence, None, ())


def test_the_projections_are_what_a_rebuild_draws(counter: Counter) -> None:
    first, second = decide(counter), decide(counter)
    correct(counter, first.number)
    void_case(counter, second.number, "other", words="Қате қабылданды.")
    assert counter.store.rebuild() == []
    assert counter.store.amendments.corrections(first.case) != []
    assert counter.store.amendments.void(second.case) is not None
