"""The files an essay comes in, and those it does not."""

import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.operations.essays import count_essay
from forms.essay_files import MOST_BYTES, MOST_TEXT_BYTES, essay_text, read_essay
from forms.essays import count_words
from forms.problems import Problem

ESSAY = "Менің ойымша, оқу-тәрбие жұмысы – өмірдің өзегі. Ұлы Әбіш һәм Іңкәр."


def document(*paragraphs: str) -> Any:
    made = docx.Document()
    for text in paragraphs:
        made.add_paragraph(text)
    return made


def saved(made: Any) -> bytes:
    stream = BytesIO()
    made.save(stream)
    return stream.getvalue()


def refused(name: str, content: bytes, code: str) -> None:
    with pytest.raises(Problem) as told:
        essay_text(name, content)
    assert told.value.code == code
    assert name in told.value.sentence()


def repacked(content: bytes, change: Any) -> bytes:
    """The same archive with its parts changed: ``change(name, bytes)`` gives the new bytes, None to leave it out."""
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.namelist():
            changed = change(part, old.read(part))
            if changed is not None:
                new.writestr(part, changed)
    return stream.getvalue()


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


def test_a_document_is_read_with_its_tables_and_lists_in_their_order() -> None:
    made = document("Бірінші абзац.")
    table = made.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "бірінші", "екінші"
    made.add_paragraph("тізім", style="List Bullet")
    run = made.add_paragraph().add_run("соң")
    run.add_break()
    run.add_text("ғы сөз")
    text = essay_text("a.docx", saved(made))
    assert text.split() == ["Бірінші", "абзац.", "бірінші", "екінші", "тізім", "соң", "ғы", "сөз"]


def test_a_word_parted_into_runs_is_one() -> None:
    made = docx.Document()
    paragraph = made.add_paragraph()
    for part in ("оқу", "-", "тәр", "бие"):
        paragraph.add_run(part)
    assert count_words(essay_text("a.docx", saved(made))) == 1


def test_headers_footers_and_notes_are_not_of_the_essay() -> None:
    made = document("Эссе мәтіні")
    made.sections[0].header.paragraphs[0].text = "Мұғалімнің аты"
    made.sections[0].footer.paragraphs[0].text = "1-бет"
    assert count_words(essay_text("a.docx", saved(made))) == 2


def with_xml(inner: str) -> bytes:
    made = document("бір")
    made.element.body.insert(1, parse_xml(f"<w:p {nsdecls('w')}>{inner}</w:p>"))
    return saved(made)


@pytest.mark.parametrize(
    ("inner", "words"),
    [
        ("<w:ins><w:r><w:t>қосылған сөз</w:t></w:r></w:ins>", 3),
        ("<w:del><w:r><w:delText>өшірілген сөз</w:delText></w:r></w:del>", 1),
        ("<w:moveFrom><w:r><w:t>көшкен</w:t></w:r></w:moveFrom><w:moveTo><w:r><w:t>көшкен</w:t></w:r></w:moveTo>", 2),
        ("<w:r><w:rPr><w:vanish/></w:rPr><w:t>жасырын</w:t></w:r>", 1),
        ('<w:r><w:rPr><w:vanish w:val="0"/></w:rPr><w:t>көрінер</w:t></w:r>', 2),
        ("<w:r><w:t>оқу</w:t><w:noBreakHyphen/><w:t>тәрбие</w:t></w:r>", 2),
        ("<w:r><w:t>сә</w:t><w:softHyphen/><w:t>лем</w:t></w:r>", 2),
        ("<w:r><w:t>екі</w:t><w:tab/><w:t>үш</w:t></w:r>", 3),
        ("<w:hyperlink><w:r><w:t>сілтеме</w:t></w:r></w:hyperlink>", 2),
        ("<w:sdt><w:sdtContent><w:r><w:t>өріс</w:t></w:r></w:sdtContent></w:sdt>", 2),
        ("<w:r><w:instrText> PAGE  </w:instrText></w:r>", 1),
    ],
)
def test_what_a_reader_of_the_page_sees_is_counted(inner: str, words: int) -> None:
    assert count_words(essay_text("a.docx", with_xml(inner))) == words


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


def test_macros_are_refused() -> None:
    plain = saved(document("бір"))
    stream = BytesIO(plain)
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("word/vbaProject.bin", b"macro")
    refused("a.docx", stream.getvalue(), "988")
    main, macro = b"wordprocessingml.document.main+xml", b"ms-word.document.macroEnabled.main+xml"
    refused("a.docm", repacked(plain, lambda _, part: part.replace(main, macro)), "988")


def test_a_locked_archive_is_refused() -> None:
    content = bytearray(saved(document("бір")))
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    refused("a.docx", bytes(content), "987")


def test_what_unpacks_without_an_end_is_refused_before_it_is_unpacked() -> None:
    plain = saved(document("бір"))
    bomb = repacked(plain, lambda name, part: part + b" " * 30_000_000 if name == "word/document.xml" else part)
    assert len(bomb) < 200_000
    refused("a.docx", bomb, "989")
    stream = BytesIO(plain)
    with zipfile.ZipFile(stream, "a") as archive:
        for index in range(3001):
            archive.writestr(f"word/media/{index}.png", b"")
    refused("a.docx", stream.getvalue(), "989")
    entities = b"""<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa">""" + b"".join(
        b'<!ENTITY %c "%s">' % (98 + place, b"&%c;" % (97 + place) * 10) for place in range(8)
    )
    grown = repacked(
        plain,
        lambda name, part: (
            part.replace(b"<w:document", entities + b"]><w:document", 1).replace(b"\xd0\xb1", b"&i;", 1)
            if name == "word/document.xml"
            else part
        ),
    )
    try:
        assert len(essay_text("a.docx", grown)) < 10_000
    except Problem as problem:
        assert problem.code == "990"


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


def test_a_document_cut_off_anywhere_is_damaged() -> None:
    whole = saved(document(ESSAY))
    for length in range(4, len(whole), 997):
        with pytest.raises(Problem) as told:
            essay_text("a.docx", whole[:length])
        assert told.value.code in ("990", "986")


@settings(deadline=None, max_examples=60)
@given(st.data())
def test_a_document_changed_anywhere_is_read_or_refused(data: st.DataObject) -> None:
    content = bytearray(saved(document(ESSAY)))
    for _ in range(data.draw(st.integers(1, 4))):
        content[data.draw(st.integers(0, len(content) - 1))] = data.draw(st.integers(0, 255))
    try:
        assert essay_text("a.docx", bytes(content))
    except Problem as problem:
        assert problem.code in ("986", "987", "988", "989", "990", "991")


@settings(deadline=None)
@given(st.binary(max_size=400))
def test_any_bytes_are_read_or_refused(content: bytes) -> None:
    for start in (b"", b"PK\x03\x04", b"\xff\xfe"):
        try:
            assert essay_text("a", start + content)
        except Problem as problem:
            assert problem.code in ("986", "987", "988", "989", "990", "991")
