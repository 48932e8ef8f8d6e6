"""Complaints at the counter: 1010 to 1024. What they are, forms/problems.py says."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
    "1010": N_("Whose complaint is it? Write the full name: an answer is given to somebody."),
    "1011": N_("Write the postal address: the law asks for it in every complaint."),
    "1012": N_("Write the contact phone: the law asks for it in every complaint."),
    "1013": N_("Write what is complained of, or give the sense of it and add the scan."),
    "1014": N_("The complaint is not signed. Ask who brought it to sign it, then tick that it is signed."),
    "1015": N_("Write an address, a phone or an e-mail: the answer must reach somebody."),
    "1016": N_("Complaint {number} is about you: another operator or the head handles it. Ctrl+L lets them sign in."),
    "1017": N_("Complaint {number} was answered or forwarded on {day}: nothing more is done with it."),
    "1018": N_("{name} cannot handle this complaint. Choose somebody who works here and whom it is not about."),
    "1019": N_("Complaint {number} was given to {name}. Give it to yourself first, then answer it."),
    "1020": N_("The day {day} cannot be right: it lies between {first} and {last}."),
    "1021": N_("There is no complaint {number} at this counter, or no such paper of it. Look for it in the list."),
    "1022": N_("There is no case {number} in the register. Take the number from the receipt, or leave it empty."),
    "1023": N_("Write who represents the complainant, and number and date of the power of attorney."),
    "1024": N_("Write here what is asked for: the paper cannot do without it."),
    "1117": N_("Complaint {number}: nothing was changed. Change a value, or leave it as it is."),
}
