"""What is still to be done with a document of the checklist, in sentences."""

from typing import Any

from forms.catalogues import N_
from forms.editions import Document

# Each for a document with a number in the law, and for an additional one, which has none.
NOT_LOOKED_AT = (N_("Document {document}: not looked at yet."), N_("Additional document: not looked at yet."))
TYPE_ITS_DATE = (
    N_("Document {document}: type its date, its validity runs from there."),
    N_("Additional document: type its date, its validity runs from there."),
)
COUNT_ITS_WORDS = (
    N_("Document {document}: choose the essay's file, or type its number of words."),
    N_("Additional document: choose the essay's file, or type its number of words."),
)
WRITE_WHAT_IS_WRONG = (N_("Document {document}: write what is wrong."), N_("Additional document: write what is wrong."))
MARK_LEFT: dict[str, tuple[str, str]] = {
    "original_seen": (
        N_("Document {document}: look at the original."),
        N_("Additional document: look at the original."),
    ),
    "copy_taken": (N_("Document {document}: take the copy."), N_("Additional document: take the copy.")),
    "compared": (
        N_("Document {document}: compare the copy with the original."),
        N_("Additional document: compare the copy with the original."),
    ),
    "original_returned": (
        N_("Document {document}: give the original back."),
        N_("Additional document: give the original back."),
    ),
    "seal_seen": (N_("Document {document}: look for the seal."), N_("Additional document: look for the seal.")),
    "signature_seen": (
        N_("Document {document}: look for the signature."),
        N_("Additional document: look for the signature."),
    ),
}


def about(document: Document, messages: tuple[str, str]) -> tuple[str, dict[str, Any]]:
    """The one of two messages that fits the document, and what fills it."""
    if document.number is None:
        return messages[1], {}
    return messages[0], {"document": document.number}
