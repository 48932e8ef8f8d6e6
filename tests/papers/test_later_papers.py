"""Copies after the first, corrected and void papers, acts to be filed, and papers of practice: what they say."""

from collections.abc import Callable
from typing import Any, get_args

import msgspec
import pytest
from msgspec.structs import replace
from PIL import ImageChops
from pyzbar.pyzbar import decode

from forms.editions import Outcome
from forms.papers.content import ChangeLine, Format, LanguageChoice
from forms.papers.drawing import draw_amendment, draw_application, draw_outcome, draw_ticket
from forms.papers.report import draw_report
from forms.reading import load_editions
from forms.signing import sign_paper

from .reading import characters_of, flat, page_sizes, picture_of, text_by_pdfium, text_by_pdfminer
from .report_samples import report_paper
from .samples import (
    AT,
    CHANGES,
    CORRECTED,
    KEY,
    REPRESENTATIVE,
    VOID,
    amendment_paper,
    application_paper,
    edition,
    in_both,
    later_copy,
    outcome_paper,
    practising,
    ticket_paper,
)

LABELS = [rules.label for rules in load_editions()]
LANGUAGES: tuple[LanguageChoice, ...] = get_args(LanguageChoice)
FORMATS: tuple[Format, ...] = get_args(Format)
MM = 72 / 25.4
PRACTICE: dict[str, Callable[[], bytes]] = {
    "receipt": lambda: draw_outcome(practising(outcome_paper(edition("E2020-7")))),
    "receipt in both": lambda: draw_outcome(practising(outcome_paper(edition("E2020-7"), language="both"))),
    "refusal": lambda: draw_outcome(practising(outcome_paper(edition("E2024"), "refusal_receipt", "ru"))),
    "memo": lambda: draw_outcome(practising(outcome_paper(edition("E2025"), "reasoned_refusal"))),
    "slip": lambda: draw_outcome(practising(outcome_paper(edition("E2020-7"), paper_format="roll80"))),
    "void slip": lambda: draw_outcome(
        practising(later_copy(outcome_paper(edition("E2020-7"), paper_format="roll80"), void=VOID))
    ),
    "application": lambda: draw_application(practising(application_paper(edition("E2020-7"), "both"))),
    "ticket": lambda: draw_ticket(practising(ticket_paper(edition("E2020-7")))),
    "ticket on A6": lambda: draw_ticket(practising(ticket_paper(edition("E2020-7"), "kk", "a6"))),
    "day": lambda: draw_report(replace(report_paper(language="both"), practice=True)),
    "correction": lambda: draw_amendment(amendment_paper(edition("E2020-7"), "ru", practice=True)),
    "void": lambda: draw_amendment(amendment_paper(edition("E2020-7"), void=True, practice=True)),
}


def codes_on(data: bytes) -> list[str]:
    found = []
    for page in range(len(page_sizes(data))):
        picture: Any = picture_of(data, page, 203)
        found += [code.data.decode("ascii") for code in decode(picture) if code.type == "QRCODE"]
    return found


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("outcome", get_args(Outcome))
@pytest.mark.parametrize("paper_format", FORMATS)
def test_a_corrected_paper_of_any_edition_lists_what_changed(
    label: str, outcome: Outcome, paper_format: Format
) -> None:
    for language, mark in (("kk", "ТҮЗЕТІЛГЕН · 2-дана"), ("ru", "ИСПРАВЛЕНО · экземпляр 2")):
        paper = later_copy(outcome_paper(edition(label), outcome, language, paper_format), corrected=CORRECTED)  # type: ignore[arg-type]
        data = draw_outcome(paper)
        assert draw_outcome(paper) == data
        text = flat(text_by_pdfium(data))
        assert mark in text and "21.11.2026, 14:07" in text
        for change in CHANGES:
            assert change.label.in_language(language) in text
            for value in (change.old, change.new):
                assert value.in_language(language) in text
        assert paper.office.printed_by in text and paper.office.clerk in text


@pytest.mark.parametrize("paper_format", FORMATS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_void_paper_cannot_be_missed_and_proves_nothing(language: LanguageChoice, paper_format: Format) -> None:
    data = draw_outcome(
        later_copy(outcome_paper(edition("E2020-7"), "accepted", language, paper_format, qr=""), void=VOID)
    )
    text = text_by_pdfminer(data)
    for word, where in (("ЖАРАМСЫЗ", "kk"), ("НЕДЕЙСТВИТЕЛЬНО", "ru")):
        assert (word in text) is (language in (where, "both"))
    assert codes_on(data) == []


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("void", [False, True])
@pytest.mark.parametrize("label", LABELS)
def test_an_act_names_the_case_and_bears_its_code(language: LanguageChoice, void: bool, label: str) -> None:
    paper = amendment_paper(edition(label), language, void=void)
    data = draw_amendment(paper)
    assert draw_amendment(paper) == data
    text = flat(text_by_pdfium(data))
    said = [paper.number, str(paper.sequence), paper.clerk, paper.by, paper.reason, "өтініш.pdf", "0123456789abcdef"]
    said += [paper.applicant, paper.organisation.head]
    said += [value.kk for change in paper.changes for value in (change.old, change.new)]
    for words in said:
        assert flat(words) in text
    assert codes_on(data) == [sign_paper(KEY, counter="D7", number=paper.number, at=AT, outcome="accepted")]
    assert all(size == pytest.approx((595.28, 841.89), abs=0.1) for size in page_sizes(data))


@pytest.mark.parametrize("language", LANGUAGES)
def test_an_act_of_many_long_corrections_stays_within_its_frame(language: LanguageChoice) -> None:
    long = "Ұзынаттыжанов-Өтеұзынбаев " * 12
    changes = tuple(
        ChangeLine(label=in_both(f"{place}-орын {long[:60]}"), old=in_both(long), new=in_both("Ұ" * 200))
        for place in range(14)
    )
    paper = msgspec.structs.replace(
        amendment_paper(edition("E2020-7"), language), changes=changes, reason=long * 3, asked_by_name=long
    )
    data = draw_amendment(paper)
    height = page_sizes(data)[0][1]
    assert len(page_sizes(data)) > 2
    for character in characters_of(data):
        left, bottom, right, top = character.box
        if character.text.strip():
            assert left >= 25 * MM - 0.5 and right <= 210 * MM - 15 * MM + 0.5
            assert top <= height - 20 * MM + 1 and bottom >= 8 * MM
    assert codes_on(data)


@pytest.mark.parametrize("name", PRACTICE)
def test_a_paper_of_practice_says_so_in_both_languages_and_has_no_code(name: str) -> None:
    data = PRACTICE[name]()
    text = flat(text_by_pdfium(data))
    assert "ОҚУ" in text and "УЧЕБНЫЙ" in text
    assert "Жаттығу үшін" in text or "Составлен для тренировки" in text
    assert "QR-код" not in text
    assert codes_on(data) == []


def test_the_outline_leaves_the_words_beneath_readable() -> None:
    plain = outcome_paper(edition("E2020-7"), qr="")
    marked = draw_outcome(practising(plain))
    before, after = (
        picture_of(data, 0, 300).point(lambda value: 255 if value > 127 else 0)
        for data in (draw_outcome(plain), marked)
    )
    added = ImageChops.subtract(before, after).histogram()[255]
    ink = before.histogram()[0]
    # Thin lines: less than a fifth of the ink of the words, and every word is read as without them.
    assert 0 < added < ink * 0.2
    kept = set(flat(text_by_pdfium(draw_outcome(plain))).split())
    assert kept - set(flat(text_by_pdfium(marked)).split()) == set()


@pytest.mark.parametrize("practice", [False, True])
def test_papers_at_work_bear_no_word_of_practice(practice: bool) -> None:
    data = draw_outcome(replace(outcome_paper(edition("E2020-7"), language="both"), practice=practice))
    assert ("УЧЕБНЫЙ" in text_by_pdfium(data)) is practice
    assert bool(codes_on(data)) is not practice


def test_a_later_copy_with_a_representative_names_everyone() -> None:
    paper = later_copy(outcome_paper(edition("E2020-7"), language="ru", representative=REPRESENTATIVE))
    text = flat(text_by_pdfium(draw_outcome(paper)))
    for words in (REPRESENTATIVE.name, "Асанова Г.", "Бекенова Д.", "ДУБЛИКАТ · экземпляр 2", "24.11.2026, 15:05"):
        assert words in text
