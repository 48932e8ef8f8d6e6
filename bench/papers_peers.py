"""The same receipt by other means: WeasyPrint, fpdf2, and LibreOffice filling a Word form."""

import shutil
import subprocess
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from html import escape
from io import BytesIO
from pathlib import Path
from typing import Any

import msgspec

from bench.table import milliseconds
from forms.resources import find_resource

BATCH = 10


class Line(msgspec.Struct, frozen=True):
    """A line of the receipt; ``{number}`` stands for its number."""

    text: str
    size: float
    bold: bool


class Form(msgspec.Struct, frozen=True):
    """What the receipt says, from top to bottom."""

    lines: tuple[Line, ...]


Fill = Callable[[Form, str, str, Path], bytes]


def office_there() -> bool:
    """Whether LibreOffice is installed."""
    return shutil.which("soffice") is not None


def _picture(code: str) -> bytes:
    import segno

    stream = BytesIO()
    segno.make(code, error="m", boost_error=False, micro=False).save(stream, kind="png", scale=4, border=4)
    return stream.getvalue()


def fill_weasyprint(form: Form, number: str, code: str, folder: Path) -> bytes:
    """A page of HTML with our typeface and the code as SVG."""
    import segno
    from weasyprint import HTML

    faces = "".join(
        f"@font-face {{ font-family: Tinos; font-weight: {weight}; src: url({_font(name).as_uri()}) }}"
        for name, weight in (("Tinos-Regular", "normal"), ("Tinos-Bold", "bold"))
    )
    style = f"<style>{faces} body {{ font-family: Tinos }} p {{ margin: 0 }} @page {{ size: A4; margin: 20mm }}</style>"
    lines = "".join(
        f'<p style="font-size: {line.size}pt; font-weight: {"bold" if line.bold else "normal"}">'
        f"{escape(line.text.replace('{number}', number))}</p>"
        for line in form.lines
    )
    symbol = segno.make(code, error="m", boost_error=False, micro=False).svg_inline(scale=2)
    written: bytes = HTML(string=f'<html lang="kk">{style}<body>{lines}{symbol}</body></html>').write_pdf()
    return written


def fill_fpdf(form: Form, number: str, code: str, folder: Path) -> bytes:
    """Cells one under the other, the code as a picture."""
    from fpdf import FPDF

    paper: Any = FPDF(format="A4")
    paper.add_font("Tinos", "", str(_font("Tinos-Regular")))
    paper.add_font("Tinos", "B", str(_font("Tinos-Bold")))
    paper.add_page()
    for line in form.lines:
        paper.set_font("Tinos", "B" if line.bold else "", line.size)
        paper.multi_cell(0, line.size * 0.42, line.text.replace("{number}", number), new_x="LMARGIN", new_y="NEXT")
    paper.image(BytesIO(_picture(code)), w=28)
    return bytes(paper.output())


def fill_office(form: Form, number: str, code: str, folder: Path) -> bytes:
    """One form filled and converted by a process of LibreOffice, as a school's own macro would do it."""
    (folder / "form.docx").write_bytes(_fill_word(form, number, code))
    _convert(folder, "form.docx")
    return (folder / "form.pdf").read_bytes()


def fill_office_batch(form: Form, number: str, code: str, folder: Path) -> bytes:
    """Ten forms in one process, as at a day's end: LibreOffice at its best."""
    names = [f"batch-{place}.docx" for place in range(BATCH)]
    for name in names:
        (folder / name).write_bytes(_fill_word(form, number, code))
    _convert(folder, *names)
    return (folder / "batch-0.pdf").read_bytes()


@dataclass(frozen=True)
class Peer:
    """Another way to the receipt; ``papers`` are made by one call."""

    fill: Fill
    papers: int = 1
    office: bool = False
    first: bool = True  # whether the first of a process is worth a row

    def milliseconds(self, form: Form, number: str, code: str, folder: Path) -> float:
        """How long one receipt takes."""
        return milliseconds(lambda: self.fill(form, number, code, folder)) / self.papers


PEERS: Mapping[str, Peer] = {
    "WeasyPrint": Peer(fill_weasyprint),
    "fpdf2": Peer(fill_fpdf),
    "LibreOffice, a Word form": Peer(fill_office, office=True),
    f"LibreOffice, {BATCH} Word forms at once, each": Peer(fill_office_batch, papers=BATCH, office=True, first=False),
}


def _convert(folder: Path, *names: str) -> None:
    """Through a user profile in the folder: made at the first use, there at the next."""
    profile = (folder / "profile").as_uri()
    subprocess.run(
        ["soffice", f"-env:UserInstallation={profile}", "--headless", "--convert-to", "pdf", *names],
        cwd=folder,
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )


def _font(name: str) -> Path:
    return Path(str(find_resource("fonts", f"{name}.ttf"))).resolve()


# a Word document is a few files in a zip: the least that LibreOffice and Word both open

_TYPES = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Default Extension="png" ContentType="image/png"/>
<Override PartName="/word/document.xml"
 ContentType="application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/>
</Types>"""
_RELATIONS = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="r1" Target="{target}"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/{kind}"/>
</Relationships>"""
_DOCUMENT = """<?xml version="1.0" encoding="UTF-8" standalone="yes"?>
<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"
 xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"
 xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main"
 xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture"><w:body>{lines}{picture}</w:body></w:document>"""
_LINE = (
    '<w:p><w:pPr><w:spacing w:after="0"/></w:pPr><w:r><w:rPr><w:rFonts w:ascii="Tinos" w:hAnsi="Tinos" w:cs="Tinos"/>'
    '{bold}<w:sz w:val="{half}"/></w:rPr><w:t xml:space="preserve">{text}</w:t></w:r></w:p>'
)
_PICTURE = (
    '<w:p><w:r><w:drawing><wp:inline><wp:extent cx="1008000" cy="1008000"/><wp:docPr id="1" name="QR"/><a:graphic>'
    '<a:graphicData uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="1" name="QR"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed="r1"/><a:stretch>'
    '<a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="1008000" cy="1008000"/>'
    '</a:xfrm><a:prstGeom prst="rect"/></pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>'
    "</w:p>"
)


def make_word_form(form: Form) -> dict[str, str]:
    """The form's parts by name, with ``{number}`` where the number goes."""
    lines = "".join(
        _LINE.format(bold="<w:b/>" if line.bold else "", half=round(line.size * 2), text=escape(line.text))
        for line in form.lines
    )
    return {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _RELATIONS.format(target="word/document.xml", kind="officeDocument"),
        "word/document.xml": _DOCUMENT.format(lines=lines, picture=_PICTURE),
        "word/_rels/document.xml.rels": _RELATIONS.format(target="media/code.png", kind="image"),
    }


def _fill_word(form: Form, number: str, code: str) -> bytes:
    """The form with its number and code put in, as mail merge does."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in make_word_form(form).items():
            archive.writestr(name, part.replace("{number}", number))
        archive.writestr("word/media/code.png", _picture(code))
    return stream.getvalue()
