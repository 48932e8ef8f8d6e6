"""The State Corporation's channel, on both sides: 1055–1069. What they are, forms/problems.py says."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
    "1055": N_(
        "Edition {act} knows no State Corporation: nothing is taken in under it at this desk. Choose another edition "
        "in the settings (F12)."
    ),
    "1056": N_("Accepted: “{found}” is not a day that has passed. Type it as 20.11.2026."),
    "1057": N_("Case {number}: its result went back to the provider as unclaimed on {day}. Ask for it again first."),
    "1058": N_("Case {number}: no result waits here to be collected, so it cannot be moved. Look at the case again."),
    "1059": N_("Case {number}: its result did not go back as unclaimed, so it cannot be asked for again."),
    "1060": N_("Case {number}: nobody asked for its result again, so it is not sent again."),
    "1061": N_(
        "The answer about case {number} cannot be taken: no such case was sent from this counter. Tell the district."
    ),
    "1062": N_("The answer about case {number} is to another step than the one under way. Tell the district."),
    "1063": N_("The answers “{name}” from the district cannot be read. Tell the district."),
    "1064": N_("Address: write where to go, street, house and flat."),
    "1065": N_("Day of the visit: “{found}” is not a working day to come. Type it as 25.11.2026."),
}
