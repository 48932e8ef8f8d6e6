"""What each step is called, its keys, and its help."""

from desktop.domain.case import CaseDraft, Screen
from forms.catalogues import N_

STEP_NAMES: dict[Screen, str] = {
    "service": N_("Service"),
    "applicant": N_("Applicant"),
    "facts": N_("Circumstances"),
    "consent": N_("Consent"),
    "checklist": N_("Documents"),
    "outcome": N_("Outcome"),
    "paper": N_("Print and hand over"),
}

KEYS: dict[Screen, tuple[tuple[str, str], ...]] = {
    "checklist": (
        ("Space", N_("all in order")),
        ("M", N_("missing")),
        ("E", N_("expired")),
        ("N", N_("not conforming, why")),
        ("U", N_("unreliable, why")),
        ("Enter", N_("sheets, number, dates")),
        ("Del", N_("begin the row again")),
    ),
    "facts": (("1…9", N_("choose an answer")), ("Tab", N_("next question"))),
    "consent": (("1  2", N_("choose an answer")),),
    "applicant": (
        ("Tab", N_("next field")),
        ("Ctrl+I", N_("look the person up")),
        ("F9", N_("print the application form")),
    ),
    "paper": (("F9", N_("print")), ("1 2 3", N_("language of the paper"))),
}

HELP: dict[Screen, str] = {
    "service": N_(
        "Kense names the edition the organisation has chosen. If another edition is in force by date, it says so here; "
        "the case keeps the edition it was opened under."
    ),
    "applicant": N_(
        "Write from the identity document. The IIN is checked by its last digit only. Workplace and position go onto "
        "the application form; F9 prints it for the applicant to sign."
    ),
    "facts": N_("Only what this edition's conditions ask. Each answer decides whether a document is asked for."),
    "consent": N_("Consent is to the use of legally protected data held in information systems."),
    "checklist": N_(
        "Up and down move; the space bar marks the whole row in order. Number, dates and sheets are under Enter. An "
        "expired date makes the document expired by itself."
    ),
    "outcome": N_(
        "A refusal receipt is for a package that is incomplete or expired. A reasoned refusal is for documents that "
        "are unreliable or do not conform. They are never one paper."
    ),
    "paper": N_(
        "The number is given already and stays, whatever the printer does. Two copies: one for each side. A later copy "
        "is marked as a duplicate."
    ),
}

PAPER_LANGUAGES: dict[str, str] = {"kk": N_("Kazakh"), "ru": N_("Russian"), "both": N_("Kazakh and Russian")}


def choose_language(draft: CaseDraft, value: object) -> None:
    """Note the language of the case's papers."""
    draft.paper_language = "ru" if value == "ru" else "both" if value == "both" else "kk"
