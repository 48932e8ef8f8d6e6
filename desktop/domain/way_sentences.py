"""What is still to be said of the way a case came and of the steps prescribed for it: sentences for what is missing."""

from collections.abc import Iterator
from datetime import date

from desktop.domain.case import CaseDraft
from desktop.domain.channels import asks_place, is_package
from desktop.domain.reception_steps import ended_at, unanswered_step
from forms.catalogues import N_
from forms.contacts import check_words
from forms.editions import Edition
from forms.problems import Problem

# The field that answers what a prescribed step asks.
STEP = "step"
# A field, its sentence, what fills it, and whether it is merely empty.
Trouble = tuple[str, str, dict[str, object], bool]

_PLACE = N_("Where is the provider? Choose one: the days of the term follow from it.")
_NUMBER = N_("Package: write the number the State Corporation gave it.")
_ACCEPTED = N_("Accepted: type the day the State Corporation took the documents, such as 20.11.2026.")
_FOUND = N_("Look the person up, or say whether data were found.")
_ASKED = N_("Answer what this step asks.")
_NO_DATA = N_("There are no data on the person, so the procedure ends here: tell the applicant. F10 closes the case.")

_ENDED = N_("The procedure ends here: tell the applicant. F10 closes the case.")


def way_troubles(draft: CaseDraft) -> Iterator[Trouble]:
    """What the State Corporation's channel asks at the first step and has no answer yet."""
    if is_package(draft):
        if not draft.package.strip():
            yield "package", _NUMBER, {}, True
        else:
            try:
                check_words(draft.package)
            except Problem as problem:
                yield "package", problem.message, dict(problem.fields), False
        if not draft.filed_at.strip():
            yield "filed_at", _ACCEPTED, {}, True
    if asks_place(draft) and not draft.provider_place:
        yield "provider_place", _PLACE, {}, True


def step_troubles(edition: Edition, draft: CaseDraft, screen: str, today: date) -> Iterator[Trouble]:
    """A question of a prescribed step without its answer, or the branch the procedure ends on."""
    ended = ended_at(edition, draft, screen, today)
    if ended is not None:
        yield STEP, _NO_DATA if "person_found" in ended.when.facts_used() else _ENDED, {}, False
        return
    step = unanswered_step(edition, draft, screen, today)
    if step is not None and step.asks is not None:
        yield STEP, _FOUND if step.asks == "person_found" else _ASKED, {}, True
