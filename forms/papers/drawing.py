"""Every paper, from what it says to the bytes that are archived and printed."""

from collections.abc import Callable, Mapping

from msgspec.structs import replace

from forms.editions import PaperKind
from forms.papers.across import Across, invalid_mark, practice_mark
from forms.papers.amendment import about_amendment, amendment_footer
from forms.papers.application import about_application, application_footer, compose_application
from forms.papers.content import AmendmentPaper, ApplicationPaper, OutcomePaper, TicketPaper
from forms.papers.correction import compose_correction
from forms.papers.kinds import paper_kind
from forms.papers.layout import Sheet
from forms.papers.memo import compose_memo
from forms.papers.office import about_outcome, outcome_footer
from forms.papers.pages import FRAME_WIDTH, LEFT, draw_leaf, draw_sheets, draw_strip
from forms.papers.reasoned_refusal import compose_reasoned_refusal
from forms.papers.receipt import compose_receipt
from forms.papers.refusal import compose_refusal
from forms.papers.slip import FRAME, MARGIN, STRIP_WIDTH, compose_slip
from forms.papers.ticket import A6, A6_MARGIN, about_ticket, compose_card, compose_ticket
from forms.papers.void import compose_void

_COMPOSERS: Mapping[PaperKind, Callable[[Sheet, OutcomePaper], None]] = {
    "receipt": compose_receipt,
    "refusal_receipt": compose_refusal,
    "reasoned_refusal": compose_reasoned_refusal,
    "memo": compose_memo,
}


def draw_outcome(paper: OutcomePaper) -> bytes:
    """The PDF of an outcome paper. The same paper gives the same bytes, on every machine."""
    if paper.practice:  # nothing of practice may be proved genuine
        paper = replace(paper, office=replace(paper.office, qr="", status_code=""))
    if paper.format == "roll80":
        strip = Sheet(paper.language, MARGIN, FRAME, columns=False)
        compose_slip(strip, paper)
        return draw_strip(strip.blocks, about_outcome(paper, strip), STRIP_WIDTH, MARGIN, _across(strip, paper))
    sheet = Sheet(paper.language, LEFT, FRAME_WIDTH)
    _COMPOSERS[paper_kind(paper.edition, paper.outcome)](sheet, paper)
    return draw_sheets(sheet.blocks, about_outcome(paper, sheet), outcome_footer(sheet, paper), _across(sheet, paper))


def _across(sheet: Sheet, paper: OutcomePaper) -> Across | None:
    if paper.practice:
        mark = practice_mark(sheet)
        return mark._replace(head="") if paper.format == "roll80" else mark  # a strip says it in its first lines
    return None if paper.void is None else invalid_mark(sheet)


def draw_amendment(paper: AmendmentPaper) -> bytes:
    """The PDF of the act on a correction or on a void, on A4."""
    if paper.practice:
        paper = replace(paper, qr="")
    sheet = Sheet(paper.language, LEFT, FRAME_WIDTH)
    (compose_correction if paper.cause is None else compose_void)(sheet, paper)
    return draw_sheets(
        sheet.blocks,
        about_amendment(paper, sheet),
        amendment_footer(sheet, paper),
        practice_mark(sheet) if paper.practice else None,
    )


def draw_application(paper: ApplicationPaper) -> bytes:
    """The PDF of an application form on A4, filled as far as known."""
    sheet = Sheet(paper.language, LEFT, FRAME_WIDTH)
    compose_application(sheet, paper)
    return draw_sheets(
        sheet.blocks,
        about_application(paper, sheet),
        application_footer(sheet),
        practice_mark(sheet) if paper.practice else None,
    )


def draw_ticket(paper: TicketPaper) -> bytes:
    """The PDF of a queue ticket: a strip of the 80 mm roll as long as it needs, or one A6 leaf."""
    sheet = Sheet(paper.language, MARGIN, FRAME, columns=False) if paper.format == "roll80" else compose_card(paper)
    # A ticket says it in its own first lines.
    across = practice_mark(sheet)._replace(head="") if paper.practice else None
    if paper.format == "roll80":
        compose_ticket(sheet, paper)
        return draw_strip(sheet.blocks, about_ticket(paper, sheet), STRIP_WIDTH, MARGIN, across)
    return draw_leaf(sheet.blocks, about_ticket(paper, sheet), A6, A6_MARGIN, across)
