"""Enrolment of children: 1040–1054, 1132, 1133, the child, the groups with their places, the papers of results."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
    "1040": N_(
        "Birth date: on {day} the child is {age}, and this service takes children of {oldest} years at most. Look at "
        "the child's document again."
    ),
    "1041": N_(
        "Birth date: on {day} the child is only {age}, and this service takes children from {youngest} years. Look at "
        "the child's document again."
    ),
    "1042": N_("Group: write its name, such as “Piano, 1A”."),
    "1043": N_("Places: type a whole number from 1 to {most}, not “{found}”."),
    "1044": N_("Group {group}: {taken} places are taken already. Type {taken} or more."),
    "1045": N_("Ages: type whole years from {least} to {most}, the youngest first, such as 7 and 9."),
    "1046": N_("Schedule: write the days and hours, such as Mon, Wed 15:00–16:30. It stands in the order."),
    "1047": N_("Programme: write it in Kazakh and in Russian. It stands in the order in the language of the paper."),
    "1048": N_("Group “{group}” is in the list for {year} already. Choose another name."),
    "1049": N_("School year: type the year it begins in, such as {year}."),
    "1050": N_("Case {number}: its result is not drafted yet, so there is no paper of it."),
    "1051": N_("There is no group of {year} to copy, or all of them stand in {next} already."),
    "1052": N_("No service of this counter enrols children, so there is nothing to have groups for."),
    "1053": N_("This group is not in the list any more. Look at the list again."),
    "1132": N_(
        "Case {number}: its result is a file signed with a key, so there is no other paper of it. The register (F4) "
        "has the file among the papers of the case."
    ),
    "1133": N_("Case {number}: its result is not signed here, so there is no paper of it here."),
}
