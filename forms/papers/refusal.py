"""The receipt on the refusal to accept documents: the layout of annex 13 (order of 2 April 2024 No. 72, annex 1).

The form names one reason for the whole, absent or not conforming; here each document names its own.
"""

from forms.papers.content import OutcomePaper
from forms.papers.documents import add_found_wrong
from forms.papers.layout import Sheet
from forms.papers.marks import add_applicant, add_grounds, add_head, add_provider
from forms.papers.office import add_foot


def compose_refusal(sheet: Sheet, paper: OutcomePaper) -> None:
    """Fill the sheet with a refusal receipt."""
    form = paper.edition.paper("refusal_receipt")
    own = None if form is None else form.opening
    add_head(sheet, paper, "refusal_receipt")
    add_provider(sheet, paper.organisation)
    sheet.gap(2)
    sheet.paragraph(
        lambda tongue: (
            tongue._("refuses to accept the documents of") if own is None else own.in_language(tongue.language)
        )
    )
    sheet.hold()
    add_applicant(sheet, paper)
    sheet.paragraph(lambda tongue: tongue._("because documents are absent / do not conform, namely:"))
    sheet.hold()
    sheet.gap(3)
    add_found_wrong(sheet, paper.documents)
    if paper.grounds:
        sheet.gap(3)
        sheet.paragraph(
            lambda tongue: tongue._("Ground ({act}):").format(act=paper.edition.act.short.in_language(tongue.language))
        )
        sheet.hold()
        add_grounds(sheet, paper.grounds)
    add_foot(sheet, paper)
