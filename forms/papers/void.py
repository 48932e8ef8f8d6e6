"""The act on making a case void: why, at whose wish; the number stays and is never given again."""

from forms.papers.amendment import add_amendment_foot, add_amendment_head, add_fact
from forms.papers.content import AmendmentPaper
from forms.papers.layout import Sheet


def compose_void(sheet: Sheet, paper: AmendmentPaper) -> None:
    """Fill the sheet with the act on a void."""
    add_amendment_head(sheet, paper)
    sheet.gap(8)
    sheet.paragraph(
        lambda tongue: tongue._(
            "The entry named above is void. Its number stays in the register and is never given again; the papers "
            "printed under it have no force. This act is filed with the case."
        )
    )
    sheet.hold()
    sheet.gap(6)
    if paper.cause is not None:
        causes = dict.fromkeys(paper.cause.in_language(tongue.language) for tongue in sheet.tongues)
        add_fact(sheet, lambda tongue: tongue._("Ground"), list(causes))
    add_amendment_foot(sheet, paper)
