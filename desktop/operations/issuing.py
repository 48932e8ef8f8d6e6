"""Papers of a case: drawn, looked at, numbered by copy, kept byte for byte. Called on the store's thread."""

from dataclasses import dataclass
from datetime import datetime

from desktop.domain.case import CaseDraft
from desktop.domain.paper_content import build_application, build_outcome_paper
from desktop.operations.counter import Counter
from desktop.storage.journal import Entry
from forms.events import PaperPrinted
from forms.papers.content import OutcomePaper

PREVIEW_DPI = 130
A4 = "A4"


@dataclass(frozen=True)
class PageImage:
    """A page as pixels: 32 bits each, blue first."""

    width: int
    height: int
    pixels: bytes


@dataclass(frozen=True)
class PreparedPaper:
    """A copy ready for the printer; ``media`` as the print system names it."""

    paper: str
    copy_number: int
    language: str
    format: str
    media: str
    content: bytes


def preview_outcome(counter: Counter, draft: CaseDraft) -> list[PageImage]:
    """The paper as it would print now, as pictures."""
    return render_pages(_draw(counter, draft, *_next_copy(counter, draft)), PREVIEW_DPI)


def prepare_outcome(counter: Counter, draft: CaseDraft) -> PreparedPaper:
    """The next copy of the outcome's paper. A copy after the first says that it is a duplicate."""
    copy_number, duplicate = _next_copy(counter, draft)
    content = _draw(counter, draft, copy_number, duplicate)
    media = A4 if draft.paper_format == "a4" else _roll_media(content)
    return PreparedPaper(
        paper=draft.outcome or "",
        copy_number=copy_number,
        language=draft.paper_language,
        format=draft.paper_format,
        media=media,
        content=content,
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
        act.append(Entry(act=printed, at=now, operator=counter.operator.id, case=draft.case))


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
            bitmap = page.render(scale=dpi / 72, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRx)
            pages.append(PageImage(bitmap.width, bitmap.height, bytes(bitmap.buffer)))
        return pages
    finally:
        document.close()


def _next_copy(counter: Counter, draft: CaseDraft) -> tuple[int, bool]:
    number = counter.store.printed.next_copy_number(draft.case, draft.outcome or "")
    return number, number > 1


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
        clerk=counter.operator.name,
        at=at,
        number=draft.number,
        copy_number=copy_number,
        duplicate=duplicate,
        qr=qr,
    )


def _roll_media(content: bytes) -> str:
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        width, height = document[0].get_size()
    finally:
        document.close()
    return f"Custom.{round(width / 72 * 25.4)}x{-(-height * 25.4 // 72):.0f}mm"
