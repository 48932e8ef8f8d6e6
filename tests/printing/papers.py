"""Papers to print, and what a reader finds in those that arrived."""

import io
from dataclasses import dataclass

import pypdfium2 as pdfium
from pdfminer.high_level import extract_text
from reportlab.lib.units import mm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from forms.resources import find_resource

KAZAKH = "Әә Ғғ Ққ Ңң Өө Ұұ Үү Һһ Іі ₸ №"
FONT = "PrintedText"


@dataclass(frozen=True)
class ReadPaper:
    """Pages of a PDF: sizes in millimetres, the text, and the first page's pixels at 100 dpi."""

    sizes: list[tuple[float, float]]
    text: str
    pixels: bytes


def draw_paper(width: float = 210, height: float = 297, pages: int = 1) -> bytes:
    """A PDF of ``width`` by ``height`` millimetres, with a frame that scaling would move and Kazakh letters."""
    pdfmetrics.registerFont(TTFont(FONT, str(find_resource("fonts", "Roboto-Regular.ttf"))))
    made = io.BytesIO()
    canvas = Canvas(made, pagesize=(width * mm, height * mm), initialFontName=FONT)
    for page in range(1, pages + 1):
        canvas.setFont(FONT, 10)
        canvas.rect(4 * mm, 4 * mm, (width - 8) * mm, (height - 8) * mm)
        canvas.drawString(8 * mm, (height - 20) * mm, KAZAKH)
        canvas.drawString(8 * mm, (height - 30) * mm, f"Қолхат {page}")
        canvas.showPage()
    canvas.save()
    return made.getvalue()


def read_paper(pdf: bytes) -> ReadPaper:
    """What arrived, as two independent readers see it."""
    document = pdfium.PdfDocument(pdf)
    try:
        sizes = [(page.get_width() / mm, page.get_height() / mm) for page in document]
        bitmap = document[0].render(scale=100 / 72, grayscale=True)
        pixels = bytes(bitmap.buffer)
    finally:
        document.close()
    return ReadPaper(sizes, extract_text(io.BytesIO(pdf)), pixels)
