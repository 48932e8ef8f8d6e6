"""The prescribed book: every entry, its pages counted, its totals right, in bounded memory."""

import re
import tracemalloc
from io import BytesIO
from typing import get_args

import pytest

from forms.catalogues import catalogue
from forms.papers.book import BookPaper, draw_book
from forms.papers.content import LanguageChoice
from forms.problems import Problem
from tests.papers.reading import characters_of, flat, page_sizes, text_by_pdfium, text_by_pdfminer

from .making import AT, LONG_NAME, ORGANISATION, book, many, words

A4_LANDSCAPE = (841.89, 595.28)


def say(language: str, message: str, **fields: object) -> str:
    return catalogue("forms", language).gettext(message).format(**fields)


@pytest.mark.parametrize("language", get_args(LanguageChoice))
def test_every_entry_stands_in_the_book_and_no_page_runs_over(language: LanguageChoice) -> None:
    data = book(language, 60)
    text = flat(text_by_pdfium(data))
    for place in range(1, 61):
        assert f"D7/2026-{place:06d}" in text
    assert len(set(page_sizes(data))) == 1
    assert page_sizes(data)[0] == pytest.approx(A4_LANDSCAPE, abs=0.1)
    for character in characters_of(data):
        left, bottom, right, top = character.box
        assert left >= 55 and right <= 842 - 20 and bottom >= 14 and top <= 595 - 20, character


def test_both_readers_see_the_same_words() -> None:
    data = book("both", 12)
    for read in (text_by_pdfium, text_by_pdfminer):
        seen = flat(read(data))
        assert "Сынақова Үлгі" in seen
        assert "Асанова Г." in seen
        assert all(part in seen for part in LONG_NAME.split())


@pytest.mark.parametrize("language", ["kk", "ru"])
def test_pages_are_counted_and_the_closing_statement_says_how_many(language: LanguageChoice) -> None:
    data = book(language, 200)
    pages = len(page_sizes(data))
    text = flat(text_by_pdfium(data))
    for page in range(1, pages + 1):
        assert say(language, "page {page} of {pages}", page=page, pages=pages) in text
    closing = {
        "kk": rf"нөмірленген, тігілген және мөрмен бекітілген {pages} \([а-яәғқңөұүһі ]+\) парақ",
        "ru": rf"пронумеровано, прошнуровано и скреплено печатью {pages} \([а-я ]+\) лист(а|ов)?\.",
    }
    assert re.search(closing[language], text), text[-600:]


def test_totals_of_pages_and_of_the_book_agree() -> None:
    text = flat(text_by_pdfium(book("ru", 100)))
    told = re.findall(
        r"На этой странице: записей (\d+); принято (\d+); отказано в приеме (\d+); "
        r"мотивированных отказов (\d+); недействительных (\d+)",
        text,
    )
    sums = [sum(int(page[column]) for page in told) for column in range(5)]
    assert sums == [100, 40, 20, 20, 20]
    last = re.findall(r"С начала журнала: записей (\d+)", text)[-1]
    assert last == "100"


def test_a_void_a_correction_and_a_duplicate_are_noted() -> None:
    text = flat(text_by_pdfium(book("kk", 5)))
    assert say("kk", "VOID") in text
    assert say("kk", "entered twice") in text
    assert f"{say('kk', 'corrected')} ×2" in text
    assert "×2" in text


def test_an_extract_says_so_and_an_empty_book_is_one() -> None:
    words_of_extract = say("kk", "Extract: not all entries of this period, only those that were chosen.")
    assert words_of_extract in flat(text_by_pdfium(book("kk", 3, extract=True)))
    empty = book("kk", 0)
    assert words_of_extract not in flat(text_by_pdfium(empty))
    assert len(page_sizes(empty)) == 3


def test_the_same_book_gives_the_same_bytes() -> None:
    assert book("both", 30) == book("both", 30)


def test_what_the_tick_raises_ends_the_drawing() -> None:
    def stop(done: int) -> None:
        if done == 7:
            raise Problem("780")

    stream = BytesIO()
    with pytest.raises(Problem):
        draw_book(paper(), words(), lambda: many(50), stream, stop)


def test_memory_does_not_grow_with_the_book() -> None:
    class Nowhere:
        size = 0

        def write(self, data: bytes, /) -> None:
            self.size += len(data)

    def peak(entries: int) -> tuple[int, int]:
        sink = Nowhere()
        tracemalloc.start()
        draw_book(paper(), words(), lambda: many(entries), sink, lambda done: None)
        found = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
        return found, sink.size

    draw_book(paper(), words(), lambda: many(1200), Nowhere(), lambda done: None)  # fonts, and caches that are bounded
    small, large = peak(150), peak(1000)
    assert large[1] > 3 * small[1]
    assert large[0] < small[0] * 1.6 + 400_000


def paper() -> BookPaper:
    return BookPaper(language="kk", organisation=ORGANISATION, counter="D7", first=None, last=None, at=AT)
