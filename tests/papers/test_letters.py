"""Every letter of a paper comes back out of it, in an embedded font, and none is lost in silence."""

import logging
import re

import msgspec
import pytest

from forms.papers.drawing import draw_outcome
from forms.papers.fonts import SUBSTITUTE, check_printable, find_unprintable, make_printable
from forms.problems import Problem

from .reading import catalogue_of, characters_of, flat, text_by_pdfium, text_by_pdfminer
from .samples import AT, TEACHER, edition, outcome_paper

KAZAKH = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі"
SIGNS = "₸ № « » — – “ ”"
READERS = [text_by_pdfium, text_by_pdfminer]


def named(name: str) -> bytes:
    return draw_outcome(outcome_paper(edition("E2020-7"), applicant=msgspec.structs.replace(TEACHER, name=name)))


@pytest.mark.parametrize("read", READERS)
@pytest.mark.parametrize("name", [KAZAKH, SIGNS, "Ёёлки Щщ Ъъ Ыы Ээ Юю Яя"])
def test_letters_come_back(read: object, name: str) -> None:
    assert callable(read)
    assert flat(read(named(name))).count(name) >= 3


@pytest.mark.parametrize("read", READERS)
def test_special_spaces_hold_words_together_and_come_back_as_spaces(read: object) -> None:
    assert callable(read)
    assert "Бірінші Екінші Үшінші" in flat(read(named("Бірінші\u00a0Екінші\u202fҮшінші")))


def test_decomposed_letters_are_composed() -> None:
    assert make_printable("и\u0306е\u0308") == "йё"


def test_markup_is_text() -> None:
    name = "<b>Үлгі</b> & Ко &amp; <para/> %s {0}"
    text = flat(text_by_pdfium(named(name)))
    assert text.count(name) >= 3


@pytest.mark.parametrize(
    ("text", "printed"),
    [
        ("Үлгі😀ев", f"Үлгі{SUBSTITUTE}ев"),
        ("А\u200dБ\u00ad\ufeffВ", "АБВ"),
        ("а\tб\x00в", "а б в"),
        ("ж\u2028ж", "ж ж"),
        ("漢", SUBSTITUTE),
    ],
)
def test_what_the_font_lacks_is_seen(text: str, printed: str) -> None:
    assert make_printable(text) == printed


def test_the_counter_is_told_what_no_paper_can_show() -> None:
    assert find_unprintable("Үлгі😀ев 漢😀") == ("😀", "漢")
    check_printable("Үлгілиева Әйгерім Ұзаққызы-О'Нил")
    with pytest.raises(Problem) as caught:
        check_printable("Үлгі😀ев")
    assert caught.value.code == "560"
    assert "😀" in caught.value.sentence()


@pytest.mark.expects_log("have no glyph")
def test_a_substitute_on_paper_is_logged_without_the_name(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.WARNING, "forms.papers"):
        data = named("Үлгі😀ев")
    assert SUBSTITUTE in text_by_pdfium(data)
    assert [record.getMessage() for record in caplog.records] == [
        "paper D7/2026-000123: 3 characters have no glyph and were replaced"
    ]


def test_every_font_is_embedded() -> None:
    for paper_format in ("a4", "roll80"):
        data = draw_outcome(outcome_paper(edition("E2020-7"), language="both", paper_format=paper_format))
        fonts = {character.font for character in characters_of(data)}
        assert all("Tinos" in font for font in fonts), fonts
        assert b"Helvetica" not in data
        assert data.count(b"/FontFile2") == len(re.findall(rb"/Type /FontDescriptor", data)) > 0


@pytest.mark.parametrize(("language", "declared"), [("kk", b"kk"), ("ru", b"ru"), ("both", b"kk")])
def test_metadata(language: str, declared: bytes) -> None:
    paper = msgspec.structs.replace(outcome_paper(edition("E2020-7")), language=language)
    catalogue, info = catalogue_of(draw_outcome(paper))
    assert catalogue["Lang"] == declared
    title, author = info["Title"].decode("utf-16"), info["Author"].decode("utf-16")
    assert paper.office.number in title
    assert author == paper.organisation.name.in_language(declared.decode())
    assert info["Subject"].decode("utf-16") == paper.edition.title.in_language(declared.decode())
    assert info["Keywords"] == b"D7/2026-000123, E2020-7, accepted"
    assert info["CreationDate"] == f"D:{AT:%Y%m%d%H%M%S}+05'00'".encode()
    everything = b" ".join(value for value in info.values() if isinstance(value, bytes))
    assert TEACHER.name.encode("utf-16-be") not in everything
