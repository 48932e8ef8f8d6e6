"""The ticket of the queue on paper: one slip, its number in large figures, and nothing personal on it."""

from typing import get_args

import pytest

from forms.papers.content import LanguageChoice, Organisation, TicketFormat
from forms.papers.drawing import draw_ticket
from forms.papers.fonts import find_unprintable
from forms.reading import load_editions
from forms.texts import Text
from forms.waiting import ABOUT_HOURS, ABOUT_MINUTES, ABOUT_WHOLE_HOURS, NO_WAIT, waiting_words

from .reading import characters_of, flat, page_sizes, text_by_pdfium, text_by_pdfminer
from .samples import SCHOOL, edition, ticket_paper

LABELS = [rules.label for rules in load_editions()]
SIZES = {"roll80": 80.0, "a6": 105.0}
LONG_NAMES = Organisation(
    name=Text(
        kk="Үлгі облысы білім басқармасының Үлгі қаласы білім бөлімінің «№ 7 жалпы білім беретін үлгі мектебі» "
        "коммуналдық мемлекеттік мекемесі",
        ru="Коммунальное государственное учреждение «Примерная общеобразовательная школа № 7» отдела образования "
        "города Примерного управления образования Примерной области",
    ),
    address=SCHOOL.address,
    phone=SCHOOL.phone,
)


@pytest.mark.parametrize("label", LABELS)
@pytest.mark.parametrize("language", get_args(LanguageChoice))
@pytest.mark.parametrize("paper_format", get_args(TicketFormat))
def test_a_ticket_draws(label: str, language: LanguageChoice, paper_format: TicketFormat) -> None:
    paper = ticket_paper(edition(label), language, paper_format)
    data = draw_ticket(paper)
    assert draw_ticket(paper) == data
    ((width, height),) = page_sizes(data)
    assert width * 25.4 / 72 == pytest.approx(SIZES[paper_format], abs=0.1)
    if paper_format == "a6":
        assert height * 25.4 / 72 == pytest.approx(148, abs=0.1)
    text = flat(text_by_pdfium(data))
    assert "А007" in text and "21.11.2026, 14:05" in text
    assert (flat(paper.service.kk) in text) is (language != "ru")
    assert (flat(paper.service.ru) in text) is (language != "kk")


@pytest.mark.parametrize("read", [text_by_pdfium, text_by_pdfminer])
@pytest.mark.parametrize("paper_format", get_args(TicketFormat))
def test_both_languages_stand_on_one_slip_kazakh_first(read: object, paper_format: TicketFormat) -> None:
    assert callable(read)
    paper = ticket_paper(edition("E2020-7"), "both", paper_format)
    text = flat(read(draw_ticket(paper)))
    places = [text.index(part) for part in ("Күту уақыты: шамамен 15 минут", "Время ожидания: около 15 минут")]
    assert places == sorted(places)
    assert paper.rule is not None
    assert flat(paper.rule.kk) in text and flat(paper.rule.ru) in text


def test_the_number_is_larger_than_everything_else() -> None:
    for paper_format in get_args(TicketFormat):
        heights = {
            character.text: character.box[3] - character.box[1]
            for character in characters_of(draw_ticket(ticket_paper(edition("E2020-7"), "both", paper_format)))
            if character.text.strip() and character.text not in "0127"
        }
        assert heights["А"] > 4 * max(height for letter, height in heights.items() if letter != "А")


def test_an_edition_without_the_sentence_has_ours() -> None:
    paper = ticket_paper(edition("E2025"), "ru")
    assert paper.rule is None
    assert "в порядке очереди, без предварительной записи" in flat(text_by_pdfium(draw_ticket(paper)))


def test_long_names_are_set_smaller_and_stay_on_one_leaf() -> None:
    for paper_format in get_args(TicketFormat):
        paper = ticket_paper(edition("EMUS"), "both", paper_format, organisation=LONG_NAMES, again=True)
        data = draw_ticket(paper)
        assert len(page_sizes(data)) == 1
        ((width, height),) = page_sizes(data)
        for character in characters_of(data):
            left, bottom, right, top = character.box
            assert left >= 4 and right <= width - 4 and bottom >= 4 and top <= height


def test_a_wide_label_stays_on_the_slip() -> None:
    data = draw_ticket(ticket_paper(edition("E2020-7"), "both", label="ЖЩ999"))
    ((width, _),) = page_sizes(data)
    assert "ЖЩ999" in text_by_pdfium(data)
    assert all(character.box[2] <= width - 8 for character in characters_of(data))


def test_a_slip_printed_again_says_when() -> None:
    text = flat(text_by_pdfium(draw_ticket(ticket_paper(edition("E2020-7"), "ru", again=True))))
    assert "21.11.2026, 14:05" in text
    assert "Напечатан повторно в 14:40." in text


def test_nothing_on_a_ticket_lacks_its_glyph() -> None:
    assert find_unprintable("АБВГДЕЖК0123456789Щ") == ()
    assert "\ufffd" not in text_by_pdfium(draw_ticket(ticket_paper(edition("E2020-7"), "both")))


@pytest.mark.parametrize(
    ("seconds", "message", "fields"),
    [
        (-5, NO_WAIT, {}),
        (0, NO_WAIT, {}),
        (1, ABOUT_MINUTES, {"minutes": 5}),
        (5 * 60, ABOUT_MINUTES, {"minutes": 5}),
        (5 * 60 + 1, ABOUT_MINUTES, {"minutes": 10}),
        (55 * 60, ABOUT_MINUTES, {"minutes": 55}),
        (55 * 60 + 1, ABOUT_WHOLE_HOURS, {"hours": 1}),
        (20 * 20 * 60, ABOUT_HOURS, {"hours": 6, "minutes": 40}),
    ],
)
def test_the_wait_is_told_in_fives_and_never_less(seconds: int, message: str, fields: dict[str, int]) -> None:
    assert waiting_words(seconds) == (message, fields)
