"""A receipt with its QR code against the bare canvas drawing the same text, and against other ways to a PDF."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from itertools import count
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import msgspec
import pypdfium2

from bench.papers_peers import PEERS, Form, Line, Peer, office_there
from bench.table import Result, Skipped, compare, milliseconds, take_turns
from forms.papers.content import Format, LanguageChoice, OutcomePaper

SUBJECT = "papers"
TARGET = 1.5
BARE = "bare ReportLab canvas, same text"
KINDS: tuple[tuple[str, LanguageChoice, Format], ...] = (
    ("A4 kk", "kk", "a4"),
    ("A4 ru", "ru", "a4"),
    ("A4 both", "both", "a4"),
    ("80 mm kk", "kk", "roll80"),
    ("80 mm both", "both", "roll80"),
)
ROOT = Path(__file__).resolve().parent.parent


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    results: list[Result] = []
    for name, language, paper_format in KINDS[:1] if quick else KINDS:
        papers = fresh_papers(language, paper_format)
        pages = read_pages(_draw(next(papers)))
        ours, bare = take_turns(
            3 if quick else 61,
            lambda papers=papers: _time_drawing(next(papers)),  # type: ignore[misc]
            lambda pages=pages: milliseconds(lambda: draw_bare(pages)),  # type: ignore[misc]
        )
        results.append(compare(SUBJECT, f"receipt with QR, {name}, warm", ours, BARE, bare, most=TARGET))
    results.append(_compare_whole(2 if quick else 41))
    results += _compare_warm(2 if quick else 11, quick)
    if not quick:
        results += _compare_cold(7)
    return results


def fresh_papers(language: LanguageChoice, paper_format: Format) -> Iterator[OutcomePaper]:
    """Receipts of E2020-7 as a counter gives them: another person, number and code each time."""
    from forms.signing import sign_paper
    from tests.papers.samples import AT, KEY, edition, outcome_paper

    paper = outcome_paper(edition("E2020-7"), language=language, paper_format=paper_format)
    for place in count(1):
        number = f"D7/2026-{place:06}"
        qr = sign_paper(KEY, counter="D7", number=number, at=AT, outcome="accepted")
        yield msgspec.structs.replace(
            paper,
            applicant=msgspec.structs.replace(paper.applicant, name=f"Үлгілиева Әйгерім {place}-қызы"),
            office=msgspec.structs.replace(paper.office, number=number, qr=qr),
        )


def _draw(paper: OutcomePaper) -> bytes:
    from forms.papers.drawing import draw_outcome

    return draw_outcome(paper)


def _time_drawing(paper: OutcomePaper) -> float:
    return milliseconds(lambda: _draw(paper))


# the bare canvas


class Placed(msgspec.Struct, frozen=True):
    """A string where it stands on a page, in points from below."""

    x: float
    y: float
    text: str
    font: str
    size: float


class BarePage(msgspec.Struct, frozen=True):
    """A page's size and what is written on it."""

    size: tuple[float, float]
    texts: tuple[Placed, ...]


def read_pages(content: bytes) -> tuple[BarePage, ...]:
    """What is written on a paper and where, as another program reads it out of the PDF."""
    document = pypdfium2.PdfDocument(content)
    try:
        return tuple(_read_page(page) for page in document)
    finally:
        document.close()


def _read_page(page: Any) -> BarePage:
    placed = []
    wanted = [pypdfium2.raw.FPDF_PAGEOBJ_TEXT]
    for piece in page.get_objects(filter=wanted, textpage=page.get_textpage()):
        _, _, _, _, x, y = piece.get_matrix().get()
        bold = "Bold" in piece.get_font().get_base_name()
        font = "Tinos-Bold" if bold else "Tinos-Regular"
        placed.append(Placed(x, y, piece.extract(), font, piece.get_font_size()))
    return BarePage(page.get_size(), tuple(placed))


def draw_bare(pages: tuple[BarePage, ...]) -> bytes:
    """The same strings at the same places by the canvas alone: no rules, no code, nothing measured or decided."""
    from reportlab.pdfgen.canvas import Canvas

    stream = BytesIO()
    canvas = Canvas(stream, pagesize=pages[0].size, invariant=1, initialFontName="Tinos-Regular", lang="kk")
    for page in pages:
        for text in page.texts:
            canvas.setFont(text.font, text.size)
            canvas.drawString(text.x, text.y, text.text)
        canvas.showPage()
    canvas.save()
    return stream.getvalue()


# from the draft


def _compare_whole(rounds: int) -> Result:
    """What F9 asks of the store's thread: the copy's number, the signature, the words, the drawing."""
    from desktop.operations import issuing, reception
    from tests.operations.making import counter_at, open_ready

    with TemporaryDirectory() as folder, counter_at(Path(folder)) as counter:

        def decide() -> Any:
            return reception.decide_case(counter, open_ready(counter))

        pages = read_pages(issuing.prepare_outcome(counter, decide()).content)

        def ours() -> float:
            draft = decide()
            return milliseconds(lambda: issuing.prepare_outcome(counter, draft))

        taken, bare = take_turns(rounds, ours, lambda: milliseconds(lambda: draw_bare(pages)))
    return compare(SUBJECT, "from the draft to the bytes, A4 kk, warm", taken, BARE, bare)


# other ways to a PDF


def _form_of(paper: OutcomePaper) -> Form:
    pages = read_pages(_draw(paper))
    lines = tuple(
        Line(text.text.replace(paper.office.number, "{number}"), text.size, text.font.endswith("Bold"))
        for page in pages
        for text in page.texts
    )
    return Form(lines)


@contextmanager
def _written_form() -> Iterator[Path]:
    """A folder with the receipt's words, for processes of their own."""
    form = _form_of(next(fresh_papers("kk", "a4")))
    with TemporaryDirectory() as folder:
        (Path(folder) / "form.json").write_bytes(msgspec.json.encode(form))
        yield Path(folder)


def _compare_warm(rounds: int, quick: bool) -> list[Result]:
    papers = fresh_papers("kk", "a4")
    results: list[Result] = []
    with _written_form() as folder:
        form = msgspec.json.decode((folder / "form.json").read_bytes(), type=Form)
        for name, peer in PEERS.items():
            what = "receipt with QR, A4 kk, warm"
            if peer.office and (quick or not office_there()):
                results.append(Skipped(SUBJECT, what, f"{name}: {'left out by --quick' if quick else 'not installed'}"))
                continue
            try:
                peer.fill(form, "D7/2026-000000", "KENSE1:0", folder)
            except (ImportError, OSError) as error:
                results.append(Skipped(SUBJECT, what, f"{name}: not installed ({type(error).__name__})"))
                continue

            def theirs(peer: Peer = peer) -> float:
                office = next(papers).office
                return peer.milliseconds(form, office.number, office.qr or "", folder)

            ours, figures = take_turns(rounds, lambda: _time_drawing(next(papers)), theirs)
            results.append(compare(SUBJECT, what, ours, name, figures))
    return results


def _compare_cold(rounds: int) -> list[Result]:
    """The first receipt of a process, with everything its libraries load."""
    what = "receipt with QR, A4 kk, first of a process"
    results: list[Result] = []
    with _written_form() as folder:
        first = partial(_in_process, folder)
        there = [name for name, peer in PEERS.items() if peer.first and (not peer.office or office_there())]
        taken = take_turns(rounds, *(partial(first, name) for name in ("kense", "bare", *there)))
        ours = taken[0]
        results.append(compare(SUBJECT, what, ours, BARE, taken[1]))
        results += [compare(SUBJECT, what, ours, name, theirs) for name, theirs in zip(there, taken[2:], strict=True)]
    return results


def _in_process(folder: Path, name: str) -> float:
    script = f"from bench.papers import tell_first; tell_first({name!r}, {str(folder)!r})"
    done = subprocess.run([sys.executable, "-c", script], cwd=ROOT, check=True, capture_output=True, text=True)
    return float(done.stdout)


def tell_first(name: str, folder: str) -> None:
    """In a process of its own: draw one receipt and say how long it took, imports of the libraries included."""
    place = Path(folder)
    paper = next(fresh_papers("kk", "a4"))
    form = msgspec.json.decode((place / "form.json").read_bytes(), type=Form)
    number, code = paper.office.number, paper.office.qr or ""
    if name == "kense":
        print(_time_drawing(paper))
    elif name == "bare":
        lines = [
            Placed(60, 800 - 9 * place, line.text, _font(line), line.size) for place, line in enumerate(form.lines)
        ]
        print(milliseconds(lambda: _first_bare((BarePage((595, 842), tuple(lines)),))))
    else:
        # A folder of its own: LibreOffice finds no profile there, as on its first day.
        with TemporaryDirectory() as fresh:
            print(PEERS[name].milliseconds(form, number, code, Path(fresh)))


def _font(line: Line) -> str:
    return "Tinos-Bold" if line.bold else "Tinos-Regular"


def _first_bare(pages: tuple[BarePage, ...]) -> bytes:
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    from forms.resources import find_resource

    for name in ("Tinos-Regular", "Tinos-Bold"):
        pdfmetrics.registerFont(TTFont(name, str(find_resource("fonts", f"{name}.ttf"))))
    return draw_bare(pages)
