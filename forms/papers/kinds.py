"""Which paper an outcome gives under an edition, and what it is called."""

from collections.abc import Callable, Mapping

from forms.catalogues import N_
from forms.editions import Edition, Outcome, PaperKind
from forms.papers.layout import Tongue

_BY_OUTCOME: Mapping[Outcome, PaperKind] = {
    "accepted": "receipt",
    "refusal_receipt": "refusal_receipt",
    "reasoned_refusal": "reasoned_refusal",
}

# For an edition that gives a paper without naming its form: the music school's passport, the free-form receipt.
_PLAIN_TITLES: Mapping[PaperKind, str] = {
    "receipt": N_("Receipt for accepted documents"),
    "refusal_receipt": N_("Receipt on the refusal to accept documents"),
    "reasoned_refusal": N_("Reasoned refusal to render the public service"),
    "memo": N_("Note on the check of a document package"),
    "application": N_("Application"),
    "notification": N_("Notification of the result of the public service"),
}


def paper_kind(edition: Edition, outcome: Outcome) -> PaperKind:
    """The paper an outcome gives: the memo wherever the law knows no counter."""
    return _BY_OUTCOME[outcome] if edition.has_counter else "memo"


def paper_title(edition: Edition, kind: PaperKind) -> Callable[[Tongue], str]:
    """The title in the edition's words, or a plain one where the edition gives none."""

    def title(tongue: Tongue) -> str:
        paper = edition.paper(kind)
        return paper.title.in_language(tongue.language) if paper else tongue._(_PLAIN_TITLES[kind])

    return title
