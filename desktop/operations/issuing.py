"""Papers of a case: drawn, looked at, numbered by copy, kept byte for byte. Called on the store's thread."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.case import CaseDraft
from desktop.domain.paper_content import build_application, build_outcome_paper
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from forms.events import PaperPrinted
from forms.papers.content import OutcomePaper

PREVIEW_DPI = 130
A4 = "A4"


@dataclass(frozen=True)
class PageImage:
    """A page in greys, a byte a pixel, ``stride`` bytes a line: papers have no colour."""

    width: int
    height: int
    stride: int
    pixels: bytes


@dataclass(frozen=True)
class PreparedPaper:
    """A copy ready for the printer; ``media`` as the print system names it.

    ``recorded`` where it was sent before, did not come out, and goes to the printer again as it was.
    """

    paper: str
    copy_number: int
    language: str
    format: str
    media: str
    content: bytes
    recorded: bool = False


def load_drawing() -> None:
    """Load what papers are drawn with before the first is asked for: heavy, and the operator is busy elsewhere."""
    import pypdfium2  # noqa: F401

    import forms.papers.drawing
    import forms.signing  # noqa: F401
    from forms.papers.fonts import check_printable

    check_printable("Қ")


def preview_outcome(counter: Counter, draft: CaseDraft) -> list[PageImage]:
    """The paper as it would print now, as pictures."""
    return render_pages(prepare_outcome(counter, draft).content, PREVIEW_DPI)


def prepare_outcome(counter: Counter, draft: CaseDraft) -> PreparedPaper:
    """The next copy of the outcome's paper; a copy that did not come out is taken again, with its own number."""
    again = _copy_that_did_not_come_out(counter, draft)
    if again is not None:
        return again
    copy_number, duplicate = _next_copy(counter, draft)
    content = _draw(counter, draft, copy_number, duplicate)
    return PreparedPaper(
        paper=draft.outcome or "",
        copy_number=copy_number,
        language=draft.paper_language,
        format=draft.paper_format,
        media=_media(draft, content),
        content=content,
    )


def _copy_that_did_not_come_out(counter: Counter, draft: CaseDraft) -> PreparedPaper | None:
    if draft.printed:
        return None
    sent = [copy for copy in counter.store.printed.of_case(draft.case) if copy.paper == draft.outcome]
    if not sent or (sent[-1].language, sent[-1].format) != (draft.paper_language, draft.paper_format):
        return None
    content = counter.store.printed.content(sent[-1].id)
    if content is None:
        return None
    return PreparedPaper(
        paper=sent[-1].paper,
        copy_number=sent[-1].copy_number,
        language=sent[-1].language,
        format=sent[-1].format,
        media=_media(draft, content),
        content=content,
        recorded=True,
    )


def record_printed(counter: Counter, draft: CaseDraft, prepared: PreparedPaper) -> None:
    """The printer took the copy: keep its bytes and record it, in one transaction."""
    now = counter.clock.now()
    with counter.store.act() as act:
        sha256 = counter.store.printed.keep(
            case=draft.case,
            number=draft.number,
            paper=prepared.paper,
            copy_number=prepared.copy_number,
            language=prepared.language,
            format=prepared.format,
            content=prepared.content,
            printed_at=now.wall,
        )
        printed = PaperPrinted(
            number=draft.number,
            paper=prepared.paper,
            copy_number=prepared.copy_number,
            copies=draft.paper_copies,
            language=prepared.language,
            sha256=sha256,
        )
        act.append(*with_doubt(counter, now, entry_of(counter, now, printed, draft.case)))


def draw_application_form(counter: Counter, draft: CaseDraft) -> bytes:
    """The application form filled as far as known, for the applicant to sign."""
    from forms.papers.drawing import draw_application

    edition = counter.editions.by_label(draft.edition)
    today = datetime.fromisoformat(counter.clock.now().wall).date()
    return draw_application(build_application(draft, edition, counter.profile.organisation, on=today))


def render_pages(content: bytes, dpi: int) -> list[PageImage]:
    """The pages of a PDF as pixels."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        pages = []
        for page in document:
            bitmap = page.render(scale=dpi / 72, grayscale=True)
            pages.append(PageImage(bitmap.width, bitmap.height, bitmap.stride, bytes(bitmap.buffer)))
        return pages
    finally:
        document.close()


def _next_copy(counter: Counter, draft: CaseDraft) -> tuple[int, bool]:
    """The number of the next copy, and whether it is a duplicate: of one that did come out."""
    return counter.store.printed.next_copy_number(draft.case, draft.outcome or ""), draft.printed


def _draw(counter: Counter, draft: CaseDraft, copy_number: int, duplicate: bool) -> bytes:
    # Drawing libraries are heavy: they are loaded when the first paper is drawn, not at the start.
    from forms.papers.drawing import draw_outcome

    return draw_outcome(_outcome_paper(counter, draft, copy_number, duplicate))


def _outcome_paper(counter: Counter, draft: CaseDraft, copy_number: int, duplicate: bool) -> OutcomePaper:
    from forms.signing import sign_paper

    case = counter.store.cases.find(draft.number)
    key = counter.store.settings.counter_key
    if case is None or key is None or draft.outcome is None:
        raise ValueError("a paper is drawn of a decided case only")
    at = datetime.fromisoformat(case.decided_at)
    qr = sign_paper(
        key,
        counter=counter.profile.counter,
        number=draft.number,
        at=at,
        outcome=draft.outcome,
        address=counter.profile.verification_address,
    )
    return build_outcome_paper(
        draft,
        counter.editions.by_label(draft.edition),
        counter.profile.organisation,
        counter.calendar,
        clerk=counter.operator.name,
        at=at,
        number=draft.number,
        copy_number=copy_number,
        duplicate=duplicate,
        qr=qr,
    )


def _media(draft: CaseDraft, content: bytes) -> str:
    return A4 if draft.paper_format == "a4" else roll_media(content)


def roll_media(content: bytes) -> str:
    """A roll cut to the paper's length, as the print system names it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        width, height = document[0].get_size()
    finally:
        document.close()
    return f"Custom.{round(width / 72 * 25.4)}x{-(-height * 25.4 // 72):.0f}mm"
