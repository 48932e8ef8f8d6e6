"""What is done at a step of a procedure, in a few words; papers and screens share them."""

from collections.abc import Mapping

from forms.catalogues import N_
from forms.editions import StepAct
from forms.figures import HeldStep

STEP_ACTS: Mapping[StepAct, str] = {
    "accept": N_("Documents are accepted"),
    "look_up": N_("The person is looked up"),
    "tell": N_("The applicant is told"),
    "send": N_("The case is sent on"),
    "register": N_("The case is registered"),
    "check": N_("The case is checked"),
    "review": N_("The case is looked through"),
    "draft": N_("The result is drafted"),
    "sign": N_("The result is signed"),
    "receive": N_("The result is received"),
    "issue": N_("The result is issued"),
    "note": N_("A step of the procedure"),
}


def step_act_words(one: HeldStep) -> str:
    """The message of a held step's act; of an act this program does not know its edition's label."""
    return {str(act): words for act, words in STEP_ACTS.items()}.get(one.act, one.edition)
