"""The act on a correction: each place with what stood there and what stands there now."""

from functools import partial

from forms.catalogues import N_
from forms.papers.amendment import add_amendment_foot, add_amendment_head, add_labelled
from forms.papers.content import AmendmentPaper, ChangeLine
from forms.papers.layout import BODY, BODY_BOLD, Sheet, Tongue


def compose_correction(sheet: Sheet, paper: AmendmentPaper) -> None:
    """Fill the sheet with the act on a correction."""
    add_amendment_head(sheet, paper)
    sheet.gap(8)
    sheet.paragraph(
        lambda tongue: tongue._(
            "The entry named above is corrected as follows. What was written first stays in the journal; this act is "
            "filed with the case."
        )
    )
    sheet.hold()
    sheet.gap(6)
    for change in paper.changes:
        _add_change(sheet, change)
    add_amendment_foot(sheet, paper)


def _add_change(sheet: Sheet, change: ChangeLine) -> None:
    start = len(sheet.blocks)
    sheet.paragraph(partial(_label, change), BODY_BOLD)
    sheet.hold()
    for message, text, style in (
        (N_("stood there"), change.old, BODY),
        (N_("stands there now"), change.new, BODY_BOLD),
    ):
        said = [text.in_language(tongue.language) for tongue in sheet.tongues]
        add_labelled(sheet, partial(_said, message), said, style, 12, 0.3 if sheet.both else 0.22)
    if len(sheet.blocks) - start < 12:
        sheet.hold(start)
    sheet.gap(4)
    sheet.blocks[-1].keep = False


def _label(change: ChangeLine, tongue: Tongue) -> str:
    return change.label.in_language(tongue.language)


def _said(message: str, tongue: Tongue) -> str:
    return tongue._(message)
