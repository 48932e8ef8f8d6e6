"""Documents on a paper: the numbered list with sheets, or with what was found wrong of each."""

from collections.abc import Sequence

from forms.papers.content import DocumentLine
from forms.papers.layout import BODY_BOLD, Sheet, Tongue, Words


def add_accepted(sheet: Sheet, documents: Sequence[DocumentLine]) -> None:
    """The accepted documents, numbered as the form does, with the total; the last keeps with what follows."""
    start = len(sheet.blocks)
    for number, document in enumerate(documents, 1):
        start = len(sheet.blocks)
        sheets = _sheets(sheet.tongues[0], document.sheets) if document.sheets and not sheet.both else ""
        sheet.item(f"{number})", document_words(document, with_sheets=sheet.both), aside=sheets)
        sheet.gap(1.5)
    sheet.hold(start)
    sheet.gap(2)
    sheet.paragraph(lambda tongue: count_words(tongue, documents))
    sheet.hold(-3)


def add_found_wrong(sheet: Sheet, documents: Sequence[DocumentLine]) -> None:
    """The documents with a finding, each with what it is and the clerk's words; ended as the form does."""
    wrong = [document for document in documents if document.finding is not None]
    start = len(sheet.blocks)
    for number, document in enumerate(wrong, 1):
        start = len(sheet.blocks)
        finding = finding_words(document, "." if number == len(wrong) else ";")
        sheet.item(f"{number})", document_words(document), below=[finding], below_style=BODY_BOLD)
        sheet.gap(3)
    sheet.hold(start)


def document_words(document: DocumentLine, *, with_sheets: bool = False) -> Words:
    """A document's title with its own number and date as typed; with its sheets where they have no column."""

    def words(tongue: Tongue) -> str:
        parts = [document.title.in_language(tongue.language)]
        if document.detail:
            parts.append(document.detail)
        if with_sheets and document.sheets:
            parts.append(_sheets(tongue, document.sheets))
        return ", ".join(parts)

    return words


def finding_words(document: DocumentLine, end: str = "") -> Words:
    """What was found of a document and why."""

    def words(tongue: Tongue) -> str:
        finding = document.finding.in_language(tongue.language) if document.finding else ""
        reason = document.reason.in_language(tongue.language).strip() if document.reason else ""
        text = f"{finding}: {reason}" if finding and reason else finding or reason
        return text.rstrip(".;") + end if end else text

    return words


def count_words(tongue: Tongue, documents: Sequence[DocumentLine]) -> str:
    """How many documents, and how many sheets where they were counted."""
    sheets = sum(document.sheets for document in documents)
    if sheets:
        return tongue._("Documents in all: {documents}; sheets: {sheets}.").format(
            documents=len(documents), sheets=sheets
        )
    return tongue._("Documents in all: {documents}.").format(documents=len(documents))


def _sheets(tongue: Tongue, count: int) -> str:
    return tongue._("{count} sheets").format(count=count)
