"""What of a document is counted: all a reader of its pages sees."""

from typing import Any

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from forms.essay_files import essay_text
from forms.essays import count_words
from tests.essays.documents import ESSAY, document, refused, repacked, saved


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


BOX = "<w:r><w:pict><w:txbxContent><w:p><w:r><w:t>қорап</w:t></w:r></w:p></w:txbxContent></w:pict></w:r>"


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
        ('<w:r><w:t>екі</w:t><w:sym w:font="Symbol" w:char="F02D"/><w:t>үш</w:t></w:r>', 3),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A7"/><w:t xml:space="preserve"> екі</w:t></w:r>', 2),
        ("<w:r><w:t>е<!-- ескерту -->кі</w:t></w:r>", 2),
        (
            f"<w:r><w:t>мұға</w:t></w:r>{BOX}<w:r><w:t>лім</w:t></w:r>",
            3,
        ),
    ],
)
def test_what_a_reader_of_the_page_sees_is_counted(inner: str, words: int) -> None:
    assert count_words(essay_text("a.docx", with_xml(inner))) == words


def test_a_word_goes_on_where_the_end_of_its_paragraph_was_deleted() -> None:
    made = document("мұға", "лім")
    first = made.paragraphs[0]._p.get_or_add_pPr()
    first.append(parse_xml(f'<w:rPr {nsdecls("w")}><w:del w:id="1" w:author="a"/></w:rPr>'))
    assert essay_text("a.docx", saved(made)).split() == ["мұғалім"]


def test_a_deleted_row_of_a_table_is_not_counted() -> None:
    made = document("бір")
    table = made.add_table(2, 1)
    table.cell(0, 0).text, table.cell(1, 0).text = "өшкен", "қалған"
    row = table.rows[0]._tr.get_or_add_trPr()
    row.append(parse_xml(f'<w:del {nsdecls("w")} w:id="1" w:author="a"/>'))
    assert essay_text("a.docx", saved(made)).split() == ["бір", "қалған"]


@pytest.mark.parametrize(
    ("properties", "words"),
    [
        ('<w:rStyle w:val="Hidden"/>', 1),
        ('<w:rStyle w:val="Heir"/>', 1),
        ('<w:rStyle w:val="Seen"/>', 2),
        ('<w:rStyle w:val="Heir"/><w:vanish w:val="0"/>', 2),
    ],
)
def test_what_a_style_hides_is_not_counted(properties: str, words: int) -> None:
    styles = (
        b'<w:style w:type="character" w:styleId="Seen"><w:basedOn w:val="Heir"/><w:rPr><w:vanish w:val="0"/></w:rPr>'
        b'</w:style><w:style w:type="character" w:styleId="Heir"><w:basedOn w:val="Hidden"/></w:style>'
        b'<w:style w:type="character" w:styleId="Hidden"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    )
    content = with_xml(f"<w:r><w:rPr>{properties}</w:rPr><w:t>сөз</w:t></w:r>")
    assert count_words(essay_text("a.docx", content)) == 2
    content = repacked(content, lambda _, part: part.replace(b"</w:styles>", styles))
    assert count_words(essay_text("a.docx", content)) == words


def test_what_the_style_of_a_paragraph_hides_is_not_counted() -> None:
    hidden = b'<w:style w:type="paragraph" w:styleId="No"><w:rPr><w:vanish/></w:rPr></w:style></w:styles>'
    content = with_xml('<w:pPr><w:pStyle w:val="No"/></w:pPr><w:r><w:t>жасырын</w:t></w:r>')
    content = repacked(content, lambda _, part: part.replace(b"</w:styles>", hidden))
    assert essay_text("a.docx", content).split() == ["бір"]


STRICT = (
    (b"schemas.openxmlformats.org/wordprocessingml/2006/main", b"purl.oclc.org/ooxml/wordprocessingml/main"),
    (b"schemas.openxmlformats.org/officeDocument/2006/", b"purl.oclc.org/ooxml/officeDocument/"),
)


def strict(_: str, part: bytes) -> bytes:
    for old, new in STRICT:
        part = part.replace(old, new)
    return part


def with_image(target: bytes) -> Any:
    said = b'<Relationship Id="rId77" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/image" '
    return lambda _, part: part.replace(b"</Relationships>", said + b'Target="' + target + b'"/></Relationships>')


@pytest.mark.parametrize(
    "change",
    [
        strict,
        with_image(b"../NULL"),
        with_image(b"media/none.png"),
        lambda name, part: None if name == "word/styles.xml" else part,
        lambda name, part: b"<broken" if name == "docProps/core.xml" else part,
        lambda name, part: b"<broken" if name == "word/settings.xml" else part,
        lambda _, part: part.replace(b'Target="word/document.xml"', b'Target="/word/document.xml"'),
    ],
)
def test_a_document_that_word_opens_is_read(change: Any) -> None:
    assert count_words(essay_text("a.docx", repacked(saved(document(ESSAY)), change))) == 10


def test_a_page_within_a_document_is_not_left_out_in_silence() -> None:
    made = document("бір")
    made.element.body.insert(1, parse_xml(f"<w:altChunk {nsdecls('w')}/>"))
    refused("a.docx", saved(made), "986")
