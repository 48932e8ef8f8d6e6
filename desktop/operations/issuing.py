"""Papers of a case: drawn, looked at, numbered by copy, kept byte for byte. Called on the store's thread."""

from dataclasses import dataclass
from datetime import datetime

from msgspec.structs import replace

from desktop.domain.case import CaseDraft
from desktop.domain.correction import net_changes
from desktop.domain.paper_content import build_application, build_changes, build_outcome_paper, in_both
from desktop.domain.permissions import require
from desktop.domain.record import draft_of_record
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.operations.recorded import RecordedCase, load_case, name_of
from desktop.operations.way_of_case import with_way
from desktop.storage.printed import PrintedPaper
from forms.correction_words import VOID_REASONS
from forms.events import Event, PaperPrinted
from forms.moments import wall_time
from forms.papers.content import CorrectedNote, OutcomePaper, VoidNote
from forms.register_acts import FieldChange
from forms.status_code import status_code

PREVIEW_DPI = 130
A4 = "A4"
# What the counter noted of its own work is none of the applicant's paper.
NOT_FOR_THE_APPLICANT = frozenset(("overrun_reason",))


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

    ``recorded`` where it was sent before, did not come out, and goes to the printer again as it was. ``as_of`` is the
    sequence of the last correction or void it shows, 0 without any. ``operator`` is who sent it: by the time it came
    out another may be there.
    """

    paper: str
    copy_number: int
    language: str
    format: str
    media: str
    content: bytes
    recorded: bool = False
    as_of: int = 0
    operator: str = ""


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
    require(counter.roles, "serve")
    case = load_case(counter, draft.number)
    again = _copy_that_did_not_come_out(counter, draft, case)
    if again is not None:
        return again
    copy_number = counter.store.printed.next_copy_number(draft.case, draft.outcome or "")
    # A duplicate is of a copy that did come out.
    content = draw_copy(counter, draft, case, copy_number=copy_number, duplicate=draft.printed, corrected=True)
    return PreparedPaper(
        paper=draft.outcome or "",
        copy_number=copy_number,
        language=draft.paper_language,
        format=draft.paper_format,
        media=media_of(draft.paper_format, content),
        content=content,
        as_of=case.as_of,
        operator=counter.operator.id,
    )


def _copy_that_did_not_come_out(counter: Counter, draft: CaseDraft, case: RecordedCase) -> PreparedPaper | None:
    if draft.printed:
        return None
    sent = [copy for copy in counter.store.printed.of_case(draft.case) if copy.paper == draft.outcome]
    if not sent or (sent[-1].language, sent[-1].format) != (draft.paper_language, draft.paper_format):
        return None
    prints = [one for one in case.prints if one.act.paper == draft.outcome]
    if prints and prints[-1].event.sequence < case.as_of:
        return None  # it says what no longer holds
    content = counter.store.printed.content(sent[-1].id)
    if content is None:
        return None
    return PreparedPaper(
        paper=sent[-1].paper,
        copy_number=sent[-1].copy_number,
        language=sent[-1].language,
        format=sent[-1].format,
        media=media_of(sent[-1].format, content),
        content=content,
        recorded=True,
        as_of=case.as_of,
        operator=counter.operator.id,
    )


def record_printed(counter: Counter, draft: CaseDraft, prepared: PreparedPaper) -> None:
    """The printer took the copy: keep its bytes and record it, in one transaction."""
    keep_print(counter, draft.case, draft.number, prepared, draft.paper_copies)


def keep_print(counter: Counter, case: str, number: str, prepared: PreparedPaper, copies: int) -> None:
    """Keep the bytes of a paper that went to the printer and record it, in one transaction."""
    now = counter.clock.now()
    with counter.store.act() as act:
        sha256 = counter.store.printed.keep(
            case=case,
            number=number,
            paper=prepared.paper,
            copy_number=prepared.copy_number,
            language=prepared.language,
            format=prepared.format,
            content=prepared.content,
            printed_at=now.wall,
        )
        printed = PaperPrinted(
            number=number,
            paper=prepared.paper,
            copy_number=prepared.copy_number,
            copies=copies,
            language=prepared.language,
            sha256=sha256,
        )
        entry = entry_of(counter, now, printed, case)
        act.append(*with_doubt(counter, now, replace(entry, operator=prepared.operator or entry.operator)))


def draw_application_form(counter: Counter, draft: CaseDraft) -> bytes:
    """The application form filled as far as known, for the applicant to sign."""
    require(counter.roles, "serve")
    from forms.papers.drawing import draw_application

    edition = counter.editions.by_label(draft.edition)
    today = datetime.fromisoformat(counter.clock.now().wall).date()
    paper = build_application(draft, edition, counter.profile.organisation, on=today, practice=counter.practice)
    return draw_application(paper)


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


def draw_copy(
    counter: Counter, draft: CaseDraft, case: RecordedCase, *, copy_number: int, duplicate: bool, corrected: bool
) -> bytes:
    """A copy of the outcome's paper: what ``draft`` says, or, where it was corrected and ``corrected`` is asked for,
    what holds now. Language and form are the draft's."""
    # Drawing libraries are heavy: they are loaded when the first paper is drawn, not at the start.
    from forms.papers.drawing import draw_outcome

    return draw_outcome(_outcome_paper(counter, draft, case, copy_number, duplicate, corrected))


def _outcome_paper(
    counter: Counter, draft: CaseDraft, case: RecordedCase, copy_number: int, duplicate: bool, corrected: bool
) -> OutcomePaper:
    note = None
    if corrected and case.corrections:
        draft = corrected_draft(counter, case, draft)
        note = _correction_note(counter, case)
    later = bool(changes_shown(case)) and not corrected
    after_the_first = duplicate or note is not None or case.void is not None
    return build_outcome_paper(
        draft,
        case.edition,
        counter.profile.organisation,
        counter.calendar,
        clerk=name_of(counter, case.event.operator),
        at=moment_of(case.event),
        number=case.act.number,
        copy_number=copy_number,
        duplicate=duplicate,
        # A paper that no longer holds is not to be proved genuine.
        qr="" if case.void is not None else sign_case(counter, case),
        status_code=_code_to_ask_by(counter, case),
        printed_by=counter.operator.name if after_the_first else "",
        printed_at=wall_time(counter.clock.now()) if after_the_first else None,
        corrected=note,
        corrected_later=moment_of(case.corrections[-1].event) if later else None,
        void=_void_note(case),
        practice=counter.practice,
    )


def corrected_draft(counter: Counter, case: RecordedCase, draft: CaseDraft) -> CaseDraft:
    """The case as it holds now, on the draft's paper. Raises Problem 760 where it was erased."""
    now = with_way(counter, draft_of_record(case.event, case.particulars_now()))
    now.subject = case.child_answers(case.subject_now())
    now.paper_language, now.paper_format = draft.paper_language, draft.paper_format
    now.paper_copies = draft.paper_copies
    return now


def _correction_note(counter: Counter, case: RecordedCase) -> CorrectedNote | None:
    """Nothing where no paper has gone out yet: the first one is right from the start."""
    first = first_copy(counter, case)
    changes = changes_shown(case)
    if first is None or not changes:
        return None
    return CorrectedNote(
        first_copy=first.copy_number,
        first_printed_at=datetime.fromisoformat(first.printed_at),
        corrected_at=moment_of(case.corrections[-1].event),
        changes=build_changes(case.edition, changes),
    )


def changes_shown(case: RecordedCase) -> tuple[FieldChange, ...]:
    """What now holds otherwise than at first, as far as it concerns the applicant."""
    return tuple(change for change in net_changes(case.changes) if change.field not in NOT_FOR_THE_APPLICANT)


def first_copy(counter: Counter, case: RecordedCase) -> PrintedPaper | None:
    """The first copy of the outcome's paper in the archive, or None where none was printed."""
    copies = counter.store.printed.of_case(case.row.case)
    return next((copy for copy in copies if copy.paper == case.act.outcome), None)


def _void_note(case: RecordedCase) -> VoidNote | None:
    if case.void is None:
        return None
    words = "" if case.void.particulars is None else case.void.particulars.reason
    return VoidNote(at=moment_of(case.void.event), reason=in_both(VOID_REASONS[case.void.act.reason]), words=words)


def _code_to_ask_by(counter: Counter, case: RecordedCase) -> str:
    """Where there is a centre whose page answers; a practice counter's cases never reach it."""
    return status_code(case.hash) if counter.profile.verification_address and not counter.practice else ""


def sign_case(counter: Counter, case: RecordedCase) -> str:
    """The signed text of a case's QR code; empty at a practice counter, whose papers prove nothing."""
    from forms.signing import sign_paper

    key = counter.store.settings.counter_key
    if counter.practice or key is None:
        return ""
    return sign_paper(
        key,
        counter=counter.profile.counter,
        number=case.act.number,
        at=moment_of(case.event),
        outcome=case.act.outcome,
        address=counter.profile.verification_address,
    )


def moment_of(event: Event) -> datetime:
    """The wall time of an event, with its zone."""
    return datetime.fromisoformat(event.at.wall)


def media_of(paper_format: str, content: bytes) -> str:
    """What a paper is printed on, as the print system names it."""
    return A4 if paper_format == "a4" else roll_media(content)


def roll_media(content: bytes) -> str:
    """A roll cut to the paper's length, as the print system names it."""
    import pypdfium2

    document = pypdfium2.PdfDocument(content)
    try:
        width, height = document[0].get_size()
    finally:
        document.close()
    return f"Custom.{round(width / 72 * 25.4)}x{-(-height * 25.4 // 72):.0f}mm"
