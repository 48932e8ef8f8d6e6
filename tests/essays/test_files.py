"""The files an essay comes in, and those it does not."""

import zipfile
from io import BytesIO
from pathlib import Path

import docx
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.operations.essays import count_essay
from forms.essay_files import MOST_BYTES, MOST_TEXT_BYTES, essay_text, read_essay
from forms.essays import count_words
from forms.problems import Problem
from tests.essays.documents import ESSAY, document, refused, repacked, saved


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_a_plain_text_is_read_in_the_encodings_of_the_country(tmp_path: Path, encoding: str) -> None:
    file = tmp_path / "эссе.txt"
    file.write_bytes(ESSAY.encode(encoding))
    assert read_essay(file) == ESSAY
    assert count_essay(file) == count_words(ESSAY) == 10


def test_a_russian_text_of_windows_is_read(tmp_path: Path) -> None:
    assert essay_text("a.txt", "Моё эссе, № 1".encode("windows-1251")) == "Моё эссе, № 1"


@pytest.mark.parametrize("content", [ESSAY.replace("–", "-").encode("cp866", "replace"), ESSAY.encode("utf-16-le")])
def test_a_text_of_another_encoding_is_not_counted_by_what_it_is_not(content: bytes) -> None:
    refused("эссе.txt", content, "986")


def test_a_text_with_a_part_of_another_encoding_is_not_counted() -> None:
    refused("эссе.txt", (ESSAY * 3).encode() + "жалғасы".encode("kz1048"), "986")


@pytest.mark.parametrize(
    "start",
    [
        "<!DOCTYPE html><p>",
        "<html><body><p class=MsoNormal>",
        "\r\n <HTML><p>",
        "<!-- сақталды --><p>",
        '<?xml version="1.0"?><w:wordDocument><w:t>',
        "<w:body>",
        "<office:document>",
        "{\\rtf1\\ansi ",
        "\n{\\rtf1\\ansi ",
        "\r\n%PDF-1.4\n",
        "MIME-Version: 1.0\nContent-Type: multipart/related\n\n",
        "From: <Saved by a browser>\r\nSubject: =?utf-8?Q?a?=\r\n =?utf-8?Q?b?=\r\nMIME-Version: 1.0\r\n\r\n",
        "Мәтін <b>бір</b> <i>екі</i> <u>үш</u> ",
    ],
)
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "kz1048"])
def test_a_page_or_another_kind_written_in_letters_is_refused(start: str, encoding: str) -> None:
    refused("эссе.doc", (start + ESSAY).encode(encoding), "986")


def test_a_text_that_names_a_tag_is_a_text() -> None:
    text = "Информатика: <html> және </html> тегтері. Content-Type: не? 5 < 7"
    assert essay_text("a.txt", text.encode()) == text


def test_what_is_locked_old_or_of_another_kind_is_refused() -> None:
    ole = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)
    refused("a.doc", ole, "986")
    refused("a.docx", ole + "EncryptedPackage".encode("utf-16-le"), "987")
    refused("a.rtf", b"{\\rtf1 essay}", "986")
    refused("a.pdf", b"%PDF-1.7 essay", "986")
    refused("a.jpg", b"\xff\xd8\xff\xe0\x00\x10JFIF", "986")
    refused("a.txt", ESSAY.encode("utf-16-le"), "986")
    archive = BytesIO()
    with zipfile.ZipFile(archive, "w") as odt:
        odt.writestr("content.xml", "<office/>")
    refused("a.odt", archive.getvalue(), "986")
    sheet = repacked(saved(document("бір")), lambda _, part: part.replace(b"wordprocessingml", b"spreadsheetml"))
    refused("a.xlsx", sheet, "986")


def test_what_is_too_large_is_refused() -> None:
    refused("a.txt", b"a" * (MOST_TEXT_BYTES + 1), "989")
    refused("a.docx", b"a" * (MOST_BYTES + 1), "989")


def test_what_has_no_words_is_refused() -> None:
    for content in (b"", b" \n ", "– … §".encode(), saved(docx.Document())):
        refused("a.txt", content, "991")


def test_a_file_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    for path in (tmp_path / "none.txt", tmp_path):
        with pytest.raises(Problem, match="985"):
            read_essay(path)


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe"):
        try:
            assert essay_text("a", start + content)
        except Problem as problem:
            assert problem.code in ("986", "987", "988", "989", "990", "991")
