"""Every paper, from what it says to the bytes that are archived and printed."""

from collections.abc import Callable, Mapping

from forms.editions import PaperKind
from forms.papers.application import about_application, application_footer, compose_application
from forms.papers.content import ApplicationPaper, OutcomePaper, TicketPaper
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

_COMPOSERS: Mapping[PaperKind, Callable[[Sheet, OutcomePaper], None]] = {
    "receipt": compose_receipt,
    "refusal_receipt": compose_refusal,
    "reasoned_refusal": compose_reasoned_refusal,
    "memo": compose_memo,
}


def draw_outcome(paper: OutcomePaper) -> bytes:
    """The PDF of an outcome paper. The same paper gives the same bytes, on every machine."""
    if paper.format == "roll80":
        strip = Sheet(paper.language, MARGIN, FRAME, columns=False)
        compose_slip(strip, paper)
        return draw_strip(strip.blocks, about_outcome(paper, strip), STRIP_WIDTH, MARGIN)
    sheet = Sheet(paper.language, LEFT, FRAME_WIDTH)
    _COMPOSERS[paper_kind(paper.edition, paper.outcome)](sheet, paper)
    return draw_sheets(sheet.blocks, about_outcome(paper, sheet), outcome_footer(sheet, paper.office))


def draw_application(paper: ApplicationPaper) -> bytes:
    """The PDF of an application form on A4, filled as far as known."""
    sheet = Sheet(paper.language, LEFT, FRAME_WIDTH)
    compose_application(sheet, paper)
    return draw_sheets(sheet.blocks, about_application(paper, sheet), application_footer(sheet))


def draw_ticket(paper: TicketPaper) -> bytes:
    """The PDF of a queue ticket: a strip of the 80 mm roll as long as it needs, or one A6 leaf."""
    if paper.format == "roll80":
        strip = Sheet(paper.language, MARGIN, FRAME, columns=False)
        compose_ticket(strip, paper)
        return draw_strip(strip.blocks, about_ticket(paper, strip), STRIP_WIDTH, MARGIN)
    leaf = compose_card(paper)
    return draw_leaf(leaf.blocks, about_ticket(paper, leaf), A6, A6_MARGIN)
