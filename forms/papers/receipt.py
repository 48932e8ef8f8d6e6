"""The receipt for accepted documents: the layout of annex 12 (order of 2 April 2024 No. 72, annex 1)."""

from forms.papers.content import OutcomePaper
from forms.papers.documents import add_accepted, add_found_wrong
from forms.papers.layout import BODY_BOLD, VALUE, VALUE_BOLD, Sheet
from forms.papers.marks import add_applicant, add_child, add_head, add_provider
from forms.papers.office import add_foot


def compose_receipt(sheet: Sheet, paper: OutcomePaper) -> None:
    """Fill the sheet with a receipt."""
    form = paper.edition.paper("receipt")
    own = None if form is None else form.opening
    add_head(sheet, paper, "receipt")
    add_provider(sheet, paper.organisation)
    add_applicant(sheet, paper)
    add_child(sheet, paper)
    sheet.paragraph(
        lambda tongue: tongue._("List of the documents accepted:") if own is None else own.in_language(tongue.language)
    )
    sheet.hold()
    sheet.gap(3)
    accepted = [document for document in paper.documents if document.finding is None]
    add_accepted(sheet, accepted)
    if len(accepted) < len(paper.documents):
        sheet.gap(6)
        sheet.paragraph(lambda tongue: tongue._("Documents absent or not in order:"), BODY_BOLD)
        sheet.hold()
        sheet.gap(3)
        add_found_wrong(sheet, paper.documents)
    if paper.next is not None:
        following = paper.next
        sheet.gap(6)
        sheet.paragraph(lambda tongue: tongue._("What happens next"), VALUE_BOLD)
        sheet.hold()
        sheet.paragraph(lambda tongue: following.in_language(tongue.language), VALUE)
    add_foot(sheet, paper)
