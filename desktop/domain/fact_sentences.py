"""What a fact that is not answered yet is asked with."""

from typing import Any

from forms.catalogues import N_
from forms.editions import Edition

# Of a question an edition asks alone, where it has no sentence for that.
OWN_UNANSWERED = N_("“{question}”: choose an answer.")
UNANSWERED: dict[str, str] = {
    "teacher_category": N_("Where does the applicant teach? Choose one."),
    "claimed_category": N_("Which category is claimed? Choose one."),
    "has_category": N_("Is there an earlier category? Answer yes or no."),
    "held_category": N_("Which category is held now? Choose one."),
    "from_higher_education": N_("Did the applicant come from a university? Answer yes or no."),
    "retraining_done": N_("Was there a retraining course? Answer yes or no."),
    "has_achievements": N_("Is there information on achievements? Answer yes or no."),
    "education_data_in_systems": N_("Is the diploma in the information systems? Answer yes or no."),
    "employment_data_in_systems": N_("Is the employment in the information systems? Answer yes or no."),
    "provider_place": N_("Where is the provider? Choose one."),
    "person_found": N_("Were data on the person found? Answer yes or no."),
    "documents_conform": N_("Do the documents conform? Answer yes or no."),
}


def unanswered(edition: Edition, name: str) -> tuple[str, dict[str, Any]]:
    """The sentence of a fact not answered yet, and what fills it."""
    own = edition.question(name)
    if own is None:
        return UNANSWERED[name], {}
    return (
        (OWN_UNANSWERED, {"question": own.text}) if own.unanswered is None else ("{words}", {"words": own.unanswered})
    )
