"""The memo of an edition without a counter: what the check of a package found, plainly no statutory paper."""

from forms.papers.content import OutcomePaper
from forms.papers.documents import add_accepted, add_found_wrong
from forms.papers.kinds import paper_title
from forms.papers.layout import BODY, BODY_BOLD, Sheet, Tongue
from forms.papers.marks import add_grounds, add_title
from forms.papers.office import add_office_block
from forms.papers.standing import add_standing


def not_statutory(tongue: Tongue) -> str:
    """The memo's first sentence."""
    return tongue._("This is a note, not a receipt: it has no legal force and starts no legal term.")


def where_to_apply(paper: OutcomePaper, tongue: Tongue) -> str:
    """Where the edition in force lets one apply."""
    channels = "; ".join(channel.title.in_language(tongue.language) for channel in paper.edition.channels)
    return tongue._("Ways to apply: {channels} ({act}).").format(
        act=paper.edition.act.short.in_language(tongue.language), channels=channels
    )


def compose_memo(sheet: Sheet, paper: OutcomePaper) -> None:
    """Fill the sheet with a memo."""
    add_standing(sheet, paper)
    add_title(sheet, paper_title(paper.edition, "memo"))
    sheet.framed([not_statutory(tongue) for tongue in sheet.tongues], BODY_BOLD)
    sheet.gap(8)
    sheet.paragraph(lambda tongue: where_to_apply(paper, tongue), BODY)
    sheet.gap(8)
    sheet.shared_field(paper.applicant.name, lambda tongue: tongue._("(full name of the applicant)"))
    sheet.gap(8)
    right = [document for document in paper.documents if document.finding is None]
    if right:
        sheet.paragraph(lambda tongue: tongue._("Documents found in order:"), BODY_BOLD)
        sheet.hold()
        sheet.gap(3)
        add_accepted(sheet, right)
        sheet.gap(6)
    if len(right) < len(paper.documents):
        sheet.paragraph(lambda tongue: tongue._("Documents absent or not in order:"), BODY_BOLD)
        sheet.hold()
        sheet.gap(3)
        add_found_wrong(sheet, paper.documents)
        sheet.gap(6)
    if paper.grounds:
        sheet.paragraph(lambda tongue: tongue._("Grounds on which the application would be refused:"), BODY_BOLD)
        sheet.hold()
        add_grounds(sheet, paper.grounds)
    add_office_block(sheet, paper)
