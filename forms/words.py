"""Words that screens and papers share, in the ``forms`` catalogue: answers to facts, findings, usual reasons."""

from collections.abc import Mapping

from forms.catalogues import N_
from forms.facts import FactValue

QUESTIONS: Mapping[str, str] = {
    "teacher_category": N_("Where the applicant teaches"),
    "claimed_category": N_("Category claimed"),
    "has_category": N_("Has a qualification category from an earlier attestation"),
    "held_category": N_("Category held now"),
    "from_higher_education": N_("Moved from a higher education institution"),
    "retraining_done": N_("Completed a retraining course"),
    "has_achievements": N_("Has information on professional achievements"),
    "education_data_in_systems": N_("Diploma data are in the state information systems"),
    "employment_data_in_systems": N_("Employment data are in the state information systems"),
    "provider_place": N_("Where the provider is"),
    "person_found": N_("Data on the person were found"),
    "documents_conform": N_("The documents conform"),
}

YES = N_("Yes")
NO = N_("No")

ANSWERS: Mapping[str, str] = {
    "general": N_("General secondary, technical and vocational, or post-secondary education"),
    "preschool": N_("Preschool education and training"),
    "additional": N_("Additional education"),
    "special": N_("Special education, special classes or groups"),
    "methodist": N_("Methodist of a methodical cabinet (centre)"),
    "pmpc": N_("Psychological, medical and pedagogical consultation (PMPC)"),
    "trainee": N_("teacher-trainee"),
    "teacher": N_("teacher"),
    "moderator": N_("teacher-moderator"),
    "expert": N_("teacher-expert"),
    "researcher": N_("teacher-researcher"),
    "master": N_("teacher-master"),
    "second": N_("second category"),
    "first": N_("first category"),
    "highest": N_("highest category"),
    "head_third": N_("head (deputy head) of the third category"),
    "head_second": N_("head (deputy head) of the second category"),
    "head_first": N_("head (deputy head) of the first category"),
    "same": N_("here, in the same place"),
    "other": N_("in another place"),
}

FINDINGS: Mapping[str, str] = {
    "in_order": N_("in order"),
    "missing": N_("missing"),
    "expired": N_("expired"),
    "nonconforming": N_("not conforming"),
    "unreliable": N_("unreliable"),
    "not_available": N_("not available yet"),
}

USUAL_REASONS: Mapping[str, tuple[tuple[str, str], ...]] = {
    "nonconforming": (
        ("no_seal", N_("no seal")),
        ("no_signature", N_("no signature")),
        ("other_name", N_("the name differs from the identity document")),
        ("unreadable", N_("cannot be read")),
        ("not_the_form", N_("not in the form required")),
        ("no_original", N_("the original was not presented")),
    ),
    "unreliable": (
        ("altered", N_("signs of alteration")),
        ("not_issued", N_("the issuer does not confirm it")),
        ("data_differ", N_("the data differ from other documents")),
    ),
}

OUTCOMES: Mapping[str, str] = {
    "accepted": N_("Documents accepted"),
    "refusal_receipt": N_("Documents not accepted: refusal receipt"),
    "reasoned_refusal": N_("Service refused: reasoned refusal"),
}


# Where the law knows no counter nothing is accepted or refused here: the package is checked.
CHECKED: Mapping[str, str] = {
    "accepted": N_("Package checked: nothing is missing"),
    "refusal_receipt": N_("Package checked: not complete"),
    "reasoned_refusal": N_("Package checked: it would be refused"),
}


ACTORS: Mapping[str, str] = {
    "applicant": N_("the applicant"),
    "clerk": N_("office clerk"),
    "corporation": N_("officer of the State Corporation"),
    "provider": N_("the provider"),
    "head": N_("the head"),
    "executor": N_("responsible executor"),
    "system": N_("the information system"),
}

ONLY_IF = N_("only if: {condition}")
NOT = N_("not {answers}")

# Usual reasons for refusing to enrol a child: no source lists any, so they are offered as words to be typed.
ENROLMENT_REASONS = (N_("no free places in the group"), N_("the child's age does not fit the groups open"))

# What follows a receipt that decides nothing yet.
DECIDED_LATER = N_(
    "The head of the organisation decides: {result}. It is given to you here. How the case stands is told by the phone "
    "below, by its registration number."
)
DECIDED_WITHIN = N_(
    "The head of the organisation decides: {result}. It is given to you here; the whole service takes {minutes} "
    "minutes. How the case stands is told by the phone below, by its registration number."
)

RELATIONS: Mapping[str, str] = {
    "mother": N_("mother"),
    "father": N_("father"),
    "adoptive_parent": N_("adoptive parent"),
    "guardian": N_("guardian"),
    "trustee": N_("trustee"),
    "foster_parent": N_("foster parent"),
    "other": N_("another legal representative"),
}


def outcome_message(outcome: str, *, has_counter: bool = True) -> str:
    """The message of an outcome, for the ``forms`` catalogue."""
    return (OUTCOMES if has_counter else CHECKED)[outcome]


def answer_message(value: FactValue) -> str:
    """The message of an answer, for the ``forms`` catalogue."""
    if isinstance(value, bool):
        return YES if value else NO
    return ANSWERS[value]


def usual_reason(code: str) -> str | None:
    """The message of a usual reason, or None where the code is not one."""
    for reasons in USUAL_REASONS.values():
        for known, message in reasons:
            if known == code:
                return message
    return None


# Of a package: its number at the State Corporation, and the day it was taken in there.
PACKAGE = N_("№ {package}, accepted there on {day}")
