"""Every edition, outcome, language and format draws, says its number, and is the same bytes each time."""

from typing import get_args

import pytest

from forms.editions import Outcome
from forms.papers.content import Format, LanguageChoice
from forms.papers.drawing import draw_application, draw_outcome
from forms.papers.kinds import paper_kind, paper_title
from forms.papers.layout import make_tongues
from forms.reading import load_editions

from .reading import flat, page_sizes, text_by_pdfium
from .samples import application_paper, edition, outcome_paper

LABELS = [rules.label for rules in load_editions()]


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("outcome", get_args(Outcome))
@pytest.mark.parametrize("language", get_args(LanguageChoice))
@pytest.mark.parametrize("paper_format", get_args(Format))
def test_outcome_paper_draws(label: str, outcome: Outcome, language: LanguageChoice, paper_format: Format) -> None:
    rules = edition(label)
    paper = outcome_paper(rules, outcome, language, paper_format)
    data = draw_outcome(paper)
    assert draw_outcome(paper) == data
    text = flat(text_by_pdfium(data))
    assert paper.office.number in text
    title = paper_title(rules, paper_kind(rules, outcome))
    if language != "both":
        (tongue,) = make_tongues(language, 0, 100, columns=False)
        assert flat(title(tongue)) in text
    sizes = page_sizes(data)
    if paper_format == "roll80":
        assert len(sizes) == 1
        assert sizes[0][0] == pytest.approx(80 / 25.4 * 72, abs=0.1)
    else:
        assert all(size == pytest.approx((595.28, 841.89), abs=0.1) for size in sizes)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("language", get_args(LanguageChoice))
def test_application_draws(label: str, language: LanguageChoice) -> None:
    paper = application_paper(edition(label), language)
    data = draw_application(paper)
    assert draw_application(paper) == data
    text = text_by_pdfium(data)
    assert paper.applicant.iin in text
    assert len(page_sizes(data)) == 1


def test_a_paper_of_an_edition_without_a_counter_says_that_it_is_no_receipt() -> None:
    text = flat(text_by_pdfium(draw_outcome(outcome_paper(edition("E2025"), language="ru"))))
    assert "Это памятка, а не расписка" in text
    assert "Получил" not in text


def test_a_usual_receipt_is_one_sheet() -> None:
    for language in ("kk", "ru"):
        paper = outcome_paper(edition("E2020-7"), language=language)
        assert len(paper.documents) == 11
        assert len(page_sizes(draw_outcome(paper))) == 1


def test_a_refusal_names_what_is_wrong_with_each_document() -> None:
    text = flat(text_by_pdfium(draw_outcome(outcome_paper(edition("E2020-7"), "refusal_receipt"))))
    assert "жоқ;" in text
    assert "қолданылу мерзімі өткен: 14.09.2026;" in text
    assert "талаптарға сәйкес келмейді: мөр басылмаған, қол қойылмаған." in text


def test_a_duplicate_says_so_with_its_copy_number_on_every_page() -> None:
    paper = outcome_paper(edition("E2020-7"), language="both", duplicate=True)
    data = draw_outcome(paper)
    text = text_by_pdfium(data)
    pages = len(page_sizes(data))
    assert pages > 1
    assert text.count("ТЕЛНҰСҚА · 3-дана") == text.count("ДУБЛИКАТ · экземпляр 3") == pages + 1
    assert "ТЕЛНҰСҚА" not in text_by_pdfium(draw_outcome(outcome_paper(edition("E2020-7"))))


def test_a_receipt_holds_no_iin() -> None:
    paper = outcome_paper(edition("E2020-7"), language="both")
    assert paper.applicant.iin not in text_by_pdfium(draw_outcome(paper))
