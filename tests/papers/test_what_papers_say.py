"""What a paper says beside its form: its edition, its copies, its signatures, what the applicant told."""

import msgspec
import pytest

from forms.editions import Outcome
from forms.papers.content import ApplicationPaper, Format, LanguageChoice, OutcomePaper
from forms.papers.drawing import draw_application, draw_outcome

from .reading import flat, page_sizes, text_by_pdfium
from .samples import TEACHER, application_paper, edition, outcome_paper, practising

TWO_COPIES = "составлен в двух экземплярах"
FORMATS: tuple[Format, ...] = ("a4", "roll80")
NO_CATEGORY = "квалификационной категории не имею"


def said(paper: OutcomePaper) -> str:
    return flat(text_by_pdfium(draw_outcome(paper)))


def said_by_applicant(paper: ApplicationPaper) -> str:
    return flat(text_by_pdfium(draw_application(paper)))


@pytest.mark.parametrize("outcome", ["accepted", "refusal_receipt", "reasoned_refusal"])
@pytest.mark.parametrize("paper_format", FORMATS)
@pytest.mark.parametrize("label", ["E2020-7", "E2025"])
def test_every_outcome_paper_names_its_edition(outcome: Outcome, paper_format: Format, label: str) -> None:
    rules = edition(label)
    text = said(outcome_paper(rules, outcome, "both", paper_format))
    for caption, act in (("Редакциясы", rules.act.short.kk), ("Редакция", rules.act.short.ru)):
        assert f"{caption} " in text
        assert flat(act) in text


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_a_receipt_for_eleven_documents_and_two_copies_is_one_sheet(language: LanguageChoice) -> None:
    paper = outcome_paper(edition("E2020-7"), language=language)
    assert (len(paper.documents), paper.office.copies) == (11, 2)
    assert len(page_sizes(draw_outcome(paper))) == 1


@pytest.mark.parametrize("language", ["kk", "ru"])
@pytest.mark.parametrize("paper_format", FORMATS)
def test_the_code_to_ask_by_stands_on_the_paper_and_takes_no_sheet_more(
    language: LanguageChoice, paper_format: Format
) -> None:
    paper = outcome_paper(edition("E2020-7"), "accepted", language, paper_format, status_code="7QK2-M9FD", due=None)
    content = draw_outcome(paper)
    assert "7QK2-M9FD" in said(paper)
    assert len(page_sizes(content)) == 1
    assert "7QK2-M9FD" not in said(practising(paper))


@pytest.mark.parametrize("paper_format", FORMATS)
@pytest.mark.parametrize(("copies", "told"), [(1, False), (2, True), (3, False)])
def test_two_copies_are_told_only_where_two_are_made(paper_format: Format, copies: int, told: bool) -> None:
    paper = outcome_paper(edition("E2020-7"), "refusal_receipt", "ru", paper_format)
    office = msgspec.structs.replace(paper.office, copies=copies)
    assert (TWO_COPIES in said(msgspec.structs.replace(paper, office=office))) is told


def test_a_slip_bears_the_mark_of_its_form() -> None:
    rules = edition("E2020-7")
    form = rules.paper("receipt")
    assert form is not None and form.annex is not None
    assert f"{flat(form.annex.ru)} Форма" in said(outcome_paper(rules, "accepted", "ru", "roll80"))


def test_a_slip_names_the_applicants_organisation_where_it_is_known() -> None:
    rules = edition("E2020-7")
    assert f"Организация образования {TEACHER.workplace}" in said(outcome_paper(rules, "accepted", "ru", "roll80"))
    unknown = msgspec.structs.replace(TEACHER, workplace="")
    text = said(outcome_paper(rules, "accepted", "ru", "roll80", applicant=unknown))
    assert "Организация образования" not in text


@pytest.mark.parametrize(
    ("label", "outcome", "lines"),
    [("E2020-7", "accepted", 2), ("E2020-7", "reasoned_refusal", 3), ("E2025", "accepted", 1)],
)
def test_a_slip_is_signed_by_the_clerk(label: str, outcome: Outcome, lines: int) -> None:
    text = said(outcome_paper(edition(label), outcome, "ru", "roll80"))
    assert text.count("/подпись/") == lines
    assert text.count("Работник канцелярии") == 2  # the name, then the line to be signed


@pytest.mark.parametrize("paper_format", FORMATS)
def test_a_receipt_the_law_does_not_know_says_so(paper_format: Format) -> None:
    rules = edition("ENR")
    form = rules.paper("receipt")
    assert form is not None and form.layout_note is not None and not form.statutory
    text = said(outcome_paper(rules, "accepted", "both", paper_format))
    if paper_format == "roll80":
        assert flat(form.layout_note.kk) in text and flat(form.layout_note.ru) in text
    else:  # two columns are read line by line
        assert "Қолхат төлқұжатта көзделмеген" in text and "Расписка паспортом не предусмотрена" in text
    assert flat(form.layout_note.ru) in said(outcome_paper(rules, "accepted", "ru", paper_format))


@pytest.mark.parametrize("paper_format", FORMATS)
def test_a_statutory_receipt_has_no_such_note(paper_format: Format) -> None:
    rules = edition("E2020-7")
    form = rules.paper("receipt")
    assert form is not None and form.layout_note is not None and form.statutory
    assert flat(form.layout_note.ru) not in said(outcome_paper(rules, "accepted", "ru", paper_format))


@pytest.mark.parametrize("outcome", ["accepted", "refusal_receipt"])
@pytest.mark.parametrize(("label", "named"), [("E2020-7", True), ("ENR", False)])
def test_only_a_teachers_paper_names_an_organisation_of_education(outcome: Outcome, label: str, named: bool) -> None:
    text = said(outcome_paper(edition(label), outcome, "ru"))
    assert ("(наименование организации образования)" in text) is named


def test_an_application_says_there_is_no_category_only_where_the_applicant_said_so() -> None:
    paper = application_paper(edition("E2020-7"), "ru", held=False)
    assert NO_CATEGORY in said_by_applicant(paper)
    unknown = said_by_applicant(msgspec.structs.replace(paper, holds_none=False))
    assert NO_CATEGORY not in unknown
    assert "имею квалификационную категорию: (имеющаяся" in unknown
    assert "действительную до (число" in unknown


@pytest.mark.parametrize(
    ("language", "day"), [("kk", "«01» наурыз 2027 жыл"), ("ru", "«01» марта 2027 года"), ("both", "01.03.2027")]
)
def test_an_application_says_what_is_known_of_the_category(language: LanguageChoice, day: str) -> None:
    paper = application_paper(edition("E2020-7"), language)
    text = said_by_applicant(paper)
    assert "педагог-модератор" in text and day in text
    undated = said_by_applicant(msgspec.structs.replace(paper, held_until=None))
    assert "педагог-модератор" in undated and day not in undated
    uncertain = said_by_applicant(msgspec.structs.replace(paper, held_category=None))
    assert "педагог-модератор" not in uncertain and day in uncertain
