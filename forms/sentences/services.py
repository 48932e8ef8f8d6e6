"""The centre's part in procedures, complaints and packages: 1070–1084. What they are, forms/problems.py says."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
    "1070": N_("Result {number} is not of counter {counter}. Find out where this journal comes from."),
    "1071": N_("Result number {number} is already given, to case {other}. Void one of the two cases at the counter."),
    "1072": N_("Case {number}: its result was issued before. It is issued once; find out who has it."),
    "1073": N_("Complaint number {number} is already given: {other}. Register one of the two anew at the counter."),
    "1074": N_("Complaint {number} was handled by the person it is about. Give it to another, who answers it anew."),
    "1075": N_("Nobody took in complaint {number}, or it is held here too. Settle its reception first."),
    "1076": N_("Complaint {number} was taken in at counter {counter}. What was written of it is corrected there."),
    "1077": N_("Package {number}: somebody answered it meanwhile, or it stands elsewhere. Look at it again."),
    "1078": N_("Write what is lacking: the applicant is told it in these words."),
    "1079": N_("Write the number of the result, as it stands on it."),
    "1080": N_("Package {number} cannot be given to {place}. Choose a school of this district."),
}
