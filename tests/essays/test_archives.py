"""Documents that are locked, spoilt, or made to fill the memory."""

import time
import tracemalloc
import zipfile
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from forms.essay_document import MOST_PART_BYTES
from forms.essay_files import essay_text
from forms.problems import Problem
from tests.essays.documents import ESSAY, document, refused, repacked, saved


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


def test_a_main_part_of_any_name_is_bounded() -> None:
    def renamed(name: str, part: bytes) -> bytes:
        if name == "word/document.xml":
            part = part.replace(b"<w:body>", b"<w:body>" + b"<w:p/>" * (MOST_PART_BYTES // 6))
        return part.replace(b"word/document.xml", b"word/document.dat")

    stream = BytesIO()
    with (
        zipfile.ZipFile(BytesIO(repacked(saved(document("бір")), renamed))) as old,
        zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            new.writestr(part.replace("document.xml", "document.dat"), old.read(part))
    refused("a.docx", stream.getvalue(), "989")


def test_a_part_is_not_unpacked_beyond_what_is_said_of_it() -> None:
    def grown(name: str, part: bytes) -> bytes:
        return part + b" " * 30_000_000 if name == "word/document.xml" else part

    content = bytearray(repacked(saved(document("бір")), grown))
    place = content.find(b"PK\x01\x02")
    while content[place + 46 :][: len("word/document.xml")] != b"word/document.xml":
        place = content.find(b"PK\x01\x02", place + 4)
    content[place + 24 : place + 28] = (1000).to_bytes(4, "little")
    tracemalloc.start()
    try:
        refused("a.docx", bytes(content), "990")
        assert tracemalloc.get_traced_memory()[1] < 10_000_000
    finally:
        tracemalloc.stop()


@pytest.mark.parametrize("method", [zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_a_part_packed_as_no_document_is_taken_for_damaged(method: int) -> None:
    plain = saved(document("бір"))
    stream = BytesIO()
    with zipfile.ZipFile(BytesIO(plain)) as old, zipfile.ZipFile(stream, "w", method) as new:
        for part in old.namelist():
            new.writestr(part, old.read(part))
    refused("a.docx", stream.getvalue(), "990")


def test_a_document_with_definitions_of_its_own_is_refused() -> None:
    entities = b'<!DOCTYPE w [<!ENTITY a "\xd1\x81\xd3\xa9\xd0\xb7 ">]><w:document'
    content = repacked(saved(document("бір")), lambda _, part: part.replace(b"<w:document", entities, 1))
    refused("a.docx", content, "990")


def test_a_part_of_the_smallest_elements_is_read_quickly() -> None:
    for inner in (b"<w:p/>", b"<w:p><w:r><w:t>a</w:t></w:r></w:p>", b"<w:r><w:t>a</w:t></w:r>"):
        many = inner * (1_000_000 // len(inner))
        many = b"<w:p>" + many + b"</w:p>" if inner.startswith(b"<w:r") else many

        def grown(_: str, part: bytes, many: bytes = many) -> bytes:
            hidden = b'<w:style w:styleId="No"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
            return part.replace(b"<w:body>", b"<w:body>" + many).replace(b"</w:styles>", hidden)

        content = repacked(saved(document("бір")), grown)
        begun = time.perf_counter()
        assert essay_text("a.docx", content).split()[-1].endswith("бір")
        assert time.perf_counter() - begun < 20


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
