"""The reasoned refusal: free text by law, so a letter: grounds, reasons, how to complain, the head's signature."""

from forms.papers.answers import add_answers
from forms.papers.content import OutcomePaper
from forms.papers.documents import add_found_wrong
from forms.papers.layout import BODY, BODY_BOLD, Sheet, Tongue
from forms.papers.marks import add_grounds, add_head, add_provider
from forms.papers.office import add_foot
from forms.papers.signatures import add_named_signature


def compose_reasoned_refusal(sheet: Sheet, paper: OutcomePaper) -> None:
    """Fill the sheet with a reasoned refusal."""
    edition = paper.edition

    def opening(tongue: Tongue) -> str:
        return tongue._("The public service “{service}” is refused to you on these grounds ({act}):").format(
            service=edition.title.in_language(tongue.language).strip('«»"“”'),
            act=edition.act.short.in_language(tongue.language),
        )

    add_head(sheet, paper, "reasoned_refusal")
    add_provider(sheet, paper.organisation)
    sheet.gap(6)
    sheet.paragraph(opening)
    sheet.hold()
    sheet.gap(4)
    add_grounds(sheet, paper.grounds)
    if any(document.finding is not None for document in paper.documents):
        sheet.gap(4)
        sheet.paragraph(lambda tongue: tongue._("Documents concerned:"))
        sheet.hold()
        sheet.gap(3)
        add_found_wrong(sheet, paper.documents)
    if edition.complaints is not None:
        text = edition.complaints.text
        sheet.gap(6)
        sheet.paragraph(lambda tongue: tongue._("How to complain"), BODY_BOLD)
        sheet.hold()
        sheet.paragraph(lambda tongue: text.in_language(tongue.language), BODY)
        add_answers(sheet, paper, BODY, before=3)
    sheet.gap(10)
    sheet.paragraph(lambda tongue: tongue._("Head of the organisation"), BODY)
    sheet.hold()
    add_named_signature(sheet, paper.organisation.head, lambda tongue: tongue._("/full name of the head/"))
    add_foot(sheet, paper)
