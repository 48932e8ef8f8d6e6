"""Long names, many documents, long reasons: all wraps, nothing leaves the frame, what belongs together stays."""

from datetime import date

import msgspec
import pytest

from forms.papers.breaking import break_evenly, break_lines
from forms.papers.content import DocumentLine, Format, LanguageChoice, OutcomePaper
from forms.papers.dates import date_in_words, moment_in_words
from forms.papers.drawing import draw_outcome
from forms.papers.fonts import REGULAR, text_width
from forms.papers.layout import VALUE, Block, Rule, Run
from forms.papers.pages import paginate
from forms.texts import Text

from .reading import characters_of, lines_of, page_sizes
from .samples import AT, MISSING, REPRESENTATIVE, TEACHER, edition, outcome_paper

MM = 72 / 25.4
LONG_NAME = ("Ұзынаттыжанов-Өтеұзынбаев " * 8).strip()[:200]
ONE_WORD = "Ұ" * 200
LONG_REASON = "анықтамадағы нөмір ұйымның тізілімінде жоқ, мөр басылмаған; " * 40


def overfull(outcome: str, language: LanguageChoice, paper_format: Format, name: str) -> OutcomePaper:
    rules = edition("E2020-7")
    titles = sorted((document.title for document in rules.documents), key=lambda title: -len(title.kk))[:14]
    documents = tuple(
        DocumentLine(
            number=number,
            title=title,
            sheets=999,
            detail=f"№ {number:020}, 28.06.2015",
            finding=None if outcome == "accepted" else MISSING,
            reason=None if outcome == "accepted" else Text(kk=LONG_REASON, ru=LONG_REASON),
        )
        for number, title in enumerate(titles, 1)
    )
    person = msgspec.structs.replace(TEACHER, name=name, workplace=f"{name} атындағы мектеп")
    return msgspec.structs.replace(
        outcome_paper(rules, "accepted", language, paper_format, duplicate=True),
        outcome=outcome,
        applicant=person,
        representative=msgspec.structs.replace(REPRESENTATIVE, name=name),
        documents=documents,
    )


@pytest.mark.parametrize("outcome", ["accepted", "refusal_receipt", "reasoned_refusal"])
@pytest.mark.parametrize("language", ["kk", "ru", "both"])
@pytest.mark.parametrize("name", [LONG_NAME, ONE_WORD])
def test_nothing_leaves_the_frame_of_a_sheet(outcome: str, language: LanguageChoice, name: str) -> None:
    data = draw_outcome(overfull(outcome, language, "a4", name))
    height = page_sizes(data)[0][1]
    assert len(page_sizes(data)) >= 2
    for character in characters_of(data):
        if not character.text.strip():
            continue
        left, bottom, right, top = character.box
        assert left >= 25 * MM - 0.5
        assert right <= 210 * MM - 15 * MM + 0.5
        assert top <= height - 20 * MM + 1
        assert bottom >= 20 * MM - 3 or (bottom >= 8 * MM and top <= 17 * MM)  # the frame, or the footer below it


@pytest.mark.parametrize("language", ["kk", "both"])
@pytest.mark.parametrize("name", [LONG_NAME, ONE_WORD])
def test_nothing_leaves_the_frame_of_a_slip(language: LanguageChoice, name: str) -> None:
    data = draw_outcome(overfull("accepted", language, "roll80", name))
    ((width, height),) = page_sizes(data)
    for character in characters_of(data):
        left, bottom, right, top = character.box
        assert left >= 4 * MM - 0.5 and right <= width - 4 * MM + 0.5
        assert bottom >= 0 and top <= height


def test_every_page_says_which_of_how_many() -> None:
    data = draw_outcome(overfull("refusal_receipt", "ru", "a4", LONG_NAME))
    pages = len(page_sizes(data))
    found = [line.text for line in lines_of(data) if line.text.startswith("страница ")]
    assert found == [f"страница {page} из {pages}" for page in range(1, pages + 1)]


@pytest.mark.parametrize("outcome", ["accepted", "refusal_receipt", "reasoned_refusal"])
def test_signatures_and_office_block_stand_on_one_page(outcome: str) -> None:
    for count in range(1, 15):
        paper = overfull(outcome, "ru", "a4", TEACHER.name)
        paper = msgspec.structs.replace(paper, documents=paper.documents[:count])
        lines = lines_of(draw_outcome(paper))
        marks = ("Получил(а):", "/подпись/", "Регистрационный номер", "QR-код подтверждает")
        last = max(line.page for line in lines)
        for mark in marks:
            assert last in {line.page for line in lines if line.text.startswith(mark)}, (count, mark)
        # something of the statutory block goes with them
        texts = [line.text for line in lines if line.page == last]
        assert any(text.startswith(f"{count})") or "/Ф.И.О. руководителя/" in text for text in texts), count


def block(height: float, *, keep: bool = False) -> Block:
    return Block(height, [Run(0, height, "x", VALUE)], keep=keep)


def test_what_keeps_together_goes_over_together() -> None:
    pages = paginate([block(60), block(30, keep=True), block(30)], 100)
    assert [[placed.block.height for placed in page] for page in pages] == [[60], [30, 30]]


def test_what_is_taller_than_a_page_is_parted_all_the_same() -> None:
    pages = paginate([block(60, keep=True) for _ in range(5)], 100)
    assert [len(page) for page in pages] == [1] * 5


def test_a_page_does_not_begin_with_space() -> None:
    pages = paginate([block(90), Block(20, keep=True), block(10)], 100)
    assert [[placed.top for placed in page] for page in pages] == [[0], [0]]


def test_a_rule_is_not_taken_for_space() -> None:
    assert not Block(5, rules=[Rule(0, 0, 1, 0)]).empty


def test_lines_fit_their_width() -> None:
    text = f"№ 202 бұйрық оқушылардың/тәрбиеленушілердің {'ә' * 90} 2020 ж. мамыр"
    for width in (60.0, 120.0, 300.0):
        lines = break_lines(text, REGULAR, 11, width)
        assert all(text_width(line, REGULAR, 11) <= width + 0.01 for line in lines)
        assert "".join(lines).replace(" ", "") == text.replace(" ", "")


def test_a_number_sign_stays_with_its_number_and_a_year_with_its_word() -> None:
    for width in range(40, 200):
        lines = break_lines("бұйрық № 202, 2020 ж. мамыр, 2021 г. май", REGULAR, 11, width)
        assert not any(line.endswith("№") or line.startswith(("ж.", "г.")) for line in lines)


def test_a_title_breaks_evenly_into_no_more_lines() -> None:
    title = "Құжаттарды қабылдаудан бас тарту туралы қолхат және оның ұзын жалғасы"
    plain, even = break_lines(title, REGULAR, 13, 330), break_evenly(title, REGULAR, 13, 330)
    assert len(even) == len(plain) == 2
    spread = [abs(text_width(lines[0], REGULAR, 13) - text_width(lines[1], REGULAR, 13)) for lines in (plain, even)]
    assert spread[1] < spread[0]


def test_line_feeds_of_free_words_are_kept() -> None:
    assert break_lines("бір\n\nекі", REGULAR, 11, 100) == ("бір", "", "екі")


@pytest.mark.parametrize(("language", "words"), [("kk", "«21» қараша 2026 жыл"), ("ru", "«21» ноября 2026 года")])
def test_dates_are_written_as_state_papers_write_them(language: str, words: str) -> None:
    assert date_in_words(date(2026, 11, 21), language) == words
    assert moment_in_words(AT, language) == f"{words}, 14:05"
    assert date_in_words(date(2026, 3, 1), "ru") == "«01» марта 2026 года"
