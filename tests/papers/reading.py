"""Two independent readers of a PDF, and what they see."""

from collections.abc import Iterator
from io import BytesIO
from typing import Any, NamedTuple

import pypdfium2
from pdfminer.high_level import extract_pages, extract_text
from pdfminer.layout import LAParams, LTChar, LTTextContainer, LTTextLine
from pdfminer.pdfdocument import PDFDocument
from pdfminer.pdfparser import PDFParser


class Line(NamedTuple):
    """A line of text with its left end and baseline side, in points from below."""

    page: int
    left: float
    bottom: float
    text: str


class Character(NamedTuple):
    """A character and its box."""

    page: int
    text: str
    box: tuple[float, float, float, float]
    font: str


def lines_of(data: bytes) -> list[Line]:
    """Every line of text, from the top of the first page."""
    lines = [
        Line(number, line.x0, line.y0, line.get_text().rstrip())
        for number, page in enumerate(extract_pages(BytesIO(data), laparams=LAParams(boxes_flow=None)), 1)
        for box in page
        if isinstance(box, LTTextContainer)
        for line in box
        if isinstance(line, LTTextLine)
    ]
    return sorted(lines, key=lambda line: (line.page, -round(line.bottom), line.left))


def characters_of(data: bytes) -> Iterator[Character]:
    """Every drawn character with its box and font."""

    def walk(item: Any, page: int) -> Iterator[Character]:
        if isinstance(item, LTChar):
            yield Character(page, item.get_text(), item.bbox, item.fontname)
        elif hasattr(item, "__iter__"):
            for inner in item:
                yield from walk(inner, page)

    for number, page in enumerate(extract_pages(BytesIO(data)), 1):
        yield from walk(page, number)


def text_by_pdfminer(data: bytes) -> str:
    """The text as pdfminer reads it."""
    return str(extract_text(BytesIO(data)))


def text_by_pdfium(data: bytes) -> str:
    """The text as PDFium reads it."""
    document = pypdfium2.PdfDocument(data)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def page_sizes(data: bytes) -> list[tuple[float, float]]:
    """Width and height of every page in points."""
    document = pypdfium2.PdfDocument(data)
    try:
        return [page.get_size() for page in document]
    finally:
        document.close()


def picture_of(data: bytes, page: int, dots_per_inch: int) -> Any:
    """A page as a printer of that resolution sees it, in grey."""
    document = pypdfium2.PdfDocument(data)
    try:
        return document[page].render(scale=dots_per_inch / 72, grayscale=True).to_pil()
    finally:
        document.close()


def catalogue_of(data: bytes) -> tuple[dict[str, Any], dict[str, Any]]:
    """The document's catalogue and information dictionaries."""
    document = PDFDocument(PDFParser(BytesIO(data)))
    return document.catalog, document.info[0]


def flat(text: str) -> str:
    """Text without the accidents of lines and of which space it was."""
    return " ".join(text.split())
