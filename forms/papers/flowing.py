"""A PDF of any number of pages that is written while it is drawn: only the fonts and the page tree wait for the end.

ReportLab keeps every page in memory until the file is saved, and the file once more while it is: thirty kilobytes a
page, so a register of many years would not fit. Here each page leaves for the file as soon as it is full; what
ReportLab keeps is its place. The same paper still gives the same bytes.
"""

from array import array
from typing import Protocol

from forms.papers.fonts import REGULAR, make_printable, typeface
from forms.papers.pages import About, Stamp


class Sink(Protocol):
    """What takes the bytes, in order; it is never asked to go back."""

    def write(self, data: bytes, /) -> object:
        """Take bytes."""


class FlowingPdf:
    """Draw on ``canvas``, end each page with :meth:`end_page`, and the file with :meth:`finish`."""

    def __init__(self, sink: Sink, size: tuple[float, float], about: About) -> None:
        from io import BytesIO

        from reportlab.pdfbase import pdfdoc
        from reportlab.pdfgen.canvas import Canvas

        typeface(REGULAR)
        self._pdfdoc = pdfdoc
        self._sink = sink
        self._place = 0
        # What the canvas would save at its end goes nowhere: the file is finished here.
        self.canvas = Canvas(BytesIO(), pagesize=size, invariant=1, initialFontName=REGULAR, lang=about.language)
        document = self._document = self.canvas._doc
        document._timeStamp = Stamp(about.at)
        self.canvas.setTitle(make_printable(about.title))
        self.canvas.setAuthor(make_printable(about.author))
        self.canvas.setSubject(make_printable(about.subject))
        self.canvas.setKeywords(make_printable(about.keywords))
        self.canvas.setCreator("Kense")
        self._pages = array("L")  # object numbers
        self._offsets: dict[int, int] = {}
        opening = pdfdoc.PDFFile(document._pdfVersion)
        self._put(opening.format(document))

    def end_page(self) -> None:
        """The page is full: it goes into the file."""
        pdfdoc, document = self._pdfdoc, self._document
        self.canvas.showPage()
        page = document.Pages.pages.pop()
        content = pdfdoc.PDFStream(content=page.stream, filters=[pdfdoc.PDFZCompress])
        page.Contents = content
        name = page.__InternalName__
        self._pages.append(document.idToObjectNumberAndVersion[name][0])
        # The page names its content, so the content gets its number first. Neither is looked at again.
        for one in (name, document.Reference(content).name):
            self._write_object(one)
            del document.idToObject[one]

    def finish(self) -> None:
        """What every page needs, and the file's table of contents."""
        pdfdoc, document = self._pdfdoc, self._document
        for font in document.delayedFonts:
            font.addObjects(document)
        document.info.invariant = document.invariant
        document.info.digest(document.signature)
        catalogue, info = document.Reference(document.Catalog), document.Reference(document.info)
        document.Catalog.Outlines = None
        document.Pages.Kids = b"[ " + b"\n".join(b"%d 0 R" % number for number in self._pages) + b" ]"
        document.Pages.Count = len(self._pages)
        document.Pages.check_format = lambda _: None
        number = 0
        while (number := number + 1) in document.numberToId:
            if number not in self._offsets:
                self._write_object(document.numberToId[number])
        table = self._place
        count = len(self._offsets) + 1
        self._put(b"xref\n0 %d\n0000000000 65535 f \n" % count)
        self._put(b"".join(b"%010d 00000 n \n" % self._offsets[place] for place in range(1, count)))
        trailer = pdfdoc.PDFTrailer(startxref=table, Size=count, Root=catalogue, Info=info, ID=document.ID())
        self._put(trailer.format(document))

    def _write_object(self, name: str) -> None:
        document = self._document
        written = self._pdfdoc.PDFIndirectObject(name, document.idToObject[name]).format(document)
        self._offsets[document.idToObjectNumberAndVersion[name][0]] = self._place
        self._put(written)

    def _put(self, data: bytes) -> None:
        self._sink.write(data)
        self._place += len(data)
