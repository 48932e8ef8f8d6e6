"""Procedures after the reception: 1025–1039. What they are, forms/problems.py says."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
    "1025": N_("Case {number}: no step of its procedure is under way any more. Nothing was recorded."),
    "1026": N_("This step is the head's. Let the head sign in (Ctrl+L) and take it."),
    "1027": N_("Case {number}: step {step} was taken meanwhile. Look at the case again."),
    "1028": N_("Group {group}: all places are taken, {taken} of {places}. Choose another group."),
    "1029": N_(
        "Group {group} takes children of {youngest} to {oldest} years; this child is {age}. Choose another group."
    ),
    "1030": N_("Write why it is refused, in words for the applicant: it stands on the paper."),
    "1031": N_("Case {number}: the result was issued already, on {day}. It is issued once."),
    "1032": N_("Tick what was shown: the receipt, and the identity document or the power of attorney."),
    "1033": N_("Write what is to be reworked: whoever gets it back reads it."),
    "1034": N_("Answer first: {question}"),
    "1035": N_("Case {number}: its result is not signed, so it cannot be issued."),
    "1036": N_("There is no open group “{group}” of this service. Choose one of the list."),
    "1037": N_("Case {number}: kept until {day}; only then it goes back as unclaimed."),
    "1038": N_("Sign: draw the signature, type it, or print the paper and sign that."),
    "1085": N_(
        "Case {number}: its result {result} is signed by the head, so only the head makes the case void. Let the head "
        "sign in (Ctrl+L)."
    ),
    "1039": N_("Case {number}: this step is done in another way. Look at the case again."),
}
