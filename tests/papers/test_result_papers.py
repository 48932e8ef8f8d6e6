"""Orders and refusals: what each says, in each language, signed in each way, and what a draft does not pretend."""

from datetime import timedelta
from typing import get_args

import pypdfium2
import pytest
from msgspec.structs import replace

from forms.papers.content import ChangeLine, LanguageChoice, VoidNote
from forms.papers.drawing import draw_outcome
from forms.papers.result_content import ResultKind
from forms.papers.results import draw_result
from forms.procedure_acts import SignedBy
from forms.texts import Text
from tests.papers.reading import flat, page_sizes, text_by_pdfium
from tests.papers.result_samples import CASE, CHILD, NUMBER, PARENT, about_a_child, result_paper
from tests.papers.samples import AT, edition, outcome_paper


def said(data: bytes) -> str:
    """The paper's text in one line."""
    return flat(text_by_pdfium(data))


@pytest.mark.parametrize("kind", get_args(ResultKind))
@pytest.mark.parametrize("language", get_args(LanguageChoice))
@pytest.mark.parametrize("by", (None, *get_args(SignedBy)))
def test_a_result_draws_on_one_page(kind: ResultKind, language: LanguageChoice, by: SignedBy | None) -> None:
    paper = result_paper(kind, language, by)
    data = draw_result(paper)
    assert draw_result(paper) == data
    text = said(data)
    assert CASE in text and CHILD.name in text and "01.02.2017" in text
    assert (NUMBER in text) is (by is not None)
    assert [size == pytest.approx((595.28, 841.89), abs=0.1) for size in page_sizes(data)] == [True]


def test_an_order_says_the_group_and_its_ground() -> None:
    text = said(draw_result(result_paper(words="Сабақ 15 қыркүйектен.")))
    for words in ("Домбыра, 1А", "2026–2027", "дс, ср 15:00–16:30", "Сабақ 15 қыркүйектен.", "Сынақова Т. Ү."):
        assert words in text
    assert PARENT.iin not in text


def test_a_refusal_says_its_reason_in_words() -> None:
    text = said(draw_result(result_paper("refusal", "ru")))
    assert "Топта бос орын жоқ." in text
    assert "неполнота" in text
    without = said(draw_result(result_paper("refusal", "ru", grounds=())))
    assert "неполнота" not in without and "Топта бос орын жоқ." in without


def paths(data: bytes) -> int:
    """How many drawn lines a paper has."""
    document = pypdfium2.PdfDocument(data)
    return sum(1 for page in document for item in page.get_objects() if item.type == 2)


def test_a_drawn_signature_is_drawn_and_a_wet_one_leaves_the_line_empty() -> None:
    drawn, wet, typed = (draw_result(result_paper(by=by)) for by in ("drawn", "wet", "typed"))
    assert paths(drawn) == paths(wet) + 2  # two strokes
    assert "Үлгіжанов Ғ. Һ." in said(wet)  # the head's name stands under it
    assert said(typed).count("Үлгіжанов") == said(wet).count("Үлгіжанов") + 1
    assert "5A17C0DE" in said(draw_result(result_paper(by="eds")))


def test_a_draft_says_so_and_proves_nothing() -> None:
    draft = said(draw_result(result_paper(by=None, language="ru")))
    by_hand = said(draw_result(result_paper(by=None, language="ru", by_hand=True)))
    assert ("ПРОЕКТ" in draft, "ПРОЕКТ" in by_hand) == (True, False)
    assert "№ ________" in by_hand


def test_later_copies_say_what_they_are() -> None:
    assert "ТЕЛНҰСҚА · 2-дана" in said(draw_result(result_paper(copy_number=2)))
    void = VoidNote(at=AT, reason=Text(kk="өтініш кері алынды", ru="заявление отозвано"))
    assert "НЕДЕЙСТВИТЕЛЬН" in said(draw_result(result_paper(language="ru", void=void))).upper()
    practice = draw_result(result_paper(practice=True))
    assert "ОҚУ" in said(practice)


def test_what_was_corrected_after_the_signature_is_told() -> None:
    change = ChangeLine(
        label=Text(kk="Бала: Т.А.Ә.", ru="Ребенок: Ф.И.О."),
        old=Text(kk=CHILD.name, ru=CHILD.name),
        new=Text(kk="Үлгілиев Ғали", ru="Үлгілиев Ғали"),
    )
    paper = result_paper(language="ru", corrected=(change,), corrected_at=AT + timedelta(days=1))
    text = said(draw_result(paper))
    assert "Үлгілиев Ғали" in text and text.count(CHILD.name) == 2


@pytest.mark.parametrize("paper_format", ["a4", "roll80"])
def test_a_receipt_for_a_child_names_it_and_says_what_happens_next(paper_format: str) -> None:
    plain = outcome_paper(edition("ENR"), "accepted", "ru", paper_format)  # type: ignore[arg-type]
    text = said(draw_outcome(about_a_child(plain)))
    assert CHILD.name in text
    assert "Результат подписывает руководитель." in text
    assert CHILD.name not in said(draw_outcome(replace(plain, applicant=PARENT)))
