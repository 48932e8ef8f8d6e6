"""The recovery sheet: one page, the code as text and as a square, nothing of anyone."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pypdfium2
import pytest
from pyzbar.pyzbar import decode

from desktop.protection.recovery_code import make_code, read_code
from forms.catalogues import catalogue
from forms.papers.content import LanguageChoice, Organisation
from forms.papers.recovery_sheet import RecoverySheet, draw_sheet
from forms.texts import Text
from tests.papers.reading import picture_of

ORGANISATION = Organisation(
    name=Text(kk="№ 7 жалпы білім беретін үлгі мектеп", ru="Примерная общеобразовательная школа № 7"),
    address=Text(kk="Үлгі қаласы", ru="город Примерный"),
    phone="+77000000007",
    head="Асанова Г.",
)
LANGUAGES: tuple[LanguageChoice, ...] = ("kk", "ru", "both")


def sheet_of(code: str, language: LanguageChoice = "both", *, practice: bool = False) -> bytes:
    return draw_sheet(
        RecoverySheet(
            organisation=ORGANISATION,
            counter="D7",
            code=code,
            made_at=datetime(2026, 9, 14, 10, 5, tzinfo=ZoneInfo("Asia/Aqtobe")),
            language=language,
            practice=practice,
        )
    )


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        assert len(document) == 1
        page = document[0].get_textpage()
        text = page.get_text_bounded()
        page.close()
        return " ".join(text.split())
    finally:
        document.close()


@pytest.mark.parametrize("language", LANGUAGES)
def test_it_is_one_page_with_the_whole_code(language: LanguageChoice) -> None:
    code = make_code()
    text = text_of(sheet_of(code, language))
    for group in code.split("-"):
        assert group in text
    for told in ("D7", "2026", "Kense"):
        assert told in text
    assert "Асанова" not in text


def test_the_square_holds_the_code_as_it_is_typed() -> None:
    code = make_code()
    found = decode(picture_of(sheet_of(code), 0, 200))
    assert [one.data.decode("ascii") for one in found] == [code]
    assert read_code(code)


def test_what_the_file_says_of_itself_does_not_say_the_code() -> None:
    code = make_code()
    document = pypdfium2.PdfDocument(sheet_of(code))
    try:
        told = str(document.get_metadata_dict())
    finally:
        document.close()
    for group in code.split("-"):
        assert group not in told


def test_in_practice_it_says_so() -> None:
    told = catalogue("forms", "ru").gettext("Made for practice: has no force and is in no register.")
    assert told in text_of(sheet_of(make_code(), "ru", practice=True))
    assert told not in text_of(sheet_of(make_code(), "ru"))
