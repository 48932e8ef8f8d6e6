"""The store, printing, the journal and papers: 3xx, 4xx, 5xx. What they are, forms/problems.py says."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
    # 3xx: the store
    "301": N_("The disk with {folder} is full. Free some space and do it again; what was shown as saved is kept."),
    "302": N_("{folder} cannot be written to. Give this user the right to write there, or choose another data folder."),
    "303": N_("Another program holds {file} in {folder}. Close it and do it again."),
    "304": N_("{file} in {folder} is damaged. Restore a backup, or open it for reading only."),
    "305": N_("{file} in {folder} is not a file of Kense. Move it away, or choose another data folder."),
    "306": N_("{file} in {folder} cannot be opened. Check that the folder is there and that you may open it."),
    "307": N_("The disk with {folder} failed to read or write. Do it again; if it fails once more, change the disk."),
    "308": N_("{file} was written by a newer Kense (step {found}). Install that version; nothing was changed."),
    "309": N_("Kense is already open on {folder}. Go on in its window, or close it there first."),
    "310": N_("{file} is gone from {folder}, but its backups are there. Restore a backup, or put the file back."),
    "311": N_("The backup of {folder} could not be made whole. The backups before it are kept; check the store."),
    "312": N_("The backup {file} is damaged or not a backup of Kense. Choose another one."),
    "313": N_("{folder} is open for reading only: nothing can be recorded. Restore a backup to go on working."),
    "314": N_("There is no {file} in {folder}. Check the path."),
    "390": N_("The program met an error of its own. What was shown as kept is safe; start the program again."),
    # 4xx: printing
    "400": N_("This computer has no print system. Have CUPS installed (package cups-client); nothing is lost."),
    "401": N_("The print system does not answer. Start CUPS or call your administrator, then print again."),
    "402": N_("There is no printer “{printer}”. Choose another one and print again."),
    "403": N_("No printer is set up. Add one in the settings of the computer, then print again; nothing is lost."),
    "404": N_("The printer “{printer}” does not take jobs now. Let it take them, or choose another one."),
    "405": N_("The print system did not answer in {seconds} seconds. Check the list of jobs before printing again."),
    "406": N_("The printer “{printer}” did not take the paper. Choose another one, or call your administrator."),
    "407": N_("The print job could not be cancelled. Look at the printer before printing again."),
    "419": N_("The paper cannot be written to {folder}. Free some space or choose a printer, then print again."),
    "409": N_("No printer is chosen, and none is the default one. Choose one and print again."),
    # 5xx: the journal
    "500": N_(
        "The end of the journal does not match what was kept of it: event {expected} was the last, {found} is. "
        "Restore a backup, or open it for reading only."
    ),
    "510": N_("Event {sequence} is missing: the next one found is {what}."),
    "511": N_("Event {sequence} does not follow the event before it."),
    "512": N_("Event {sequence} was changed after it was written."),
    "513": N_("Event {sequence} cannot be read."),
    "514": N_("Event {sequence} stands in a wrong place: it was written as event {what}."),
    "515": N_("The personal data of event {sequence} were changed after they were written."),
    "516": N_("The personal data of event {sequence} are missing, and no event says that they were erased."),
    "517": N_("The end of the journal is missing: it ended with event {what}, now with event {sequence}."),
    "518": N_("The last event, {sequence}, is not the one that was kept as the last."),
    "519": N_("Event {sequence}: a number is missing before {what}."),
    "520": N_("Event {sequence}: the number {what} was given before."),
    "521": N_("Event {sequence}: “{what}” is not a number of this register."),
    "522": N_("The last number kept for the register and year {what} is not the last one in the journal."),
    "523": N_("The archived paper {what} was changed after it was printed."),
    "524": N_("The paper printed in event {sequence} is missing from the archive: {what}."),
    "525": N_("The personal data of event {sequence} were to be erased and are still there."),
    # 55x: papers and the codes on them
    "550": N_("“{text}” cannot stand in a QR code. Use Latin letters, digits and hyphens only."),
    "551": N_("This QR code is not one of Kense's papers. Scan the square at the lower right of the paper."),
    "552": N_("The QR code was not read whole. Scan it again, or type the paper's number to find it."),
    "553": N_("The signature of paper {number} does not match this counter. Look the paper up in the register."),
    "554": N_("The counter's public key cannot be read. Get it again from the district office."),
    "560": N_("{characters}: no paper can show this. Take it out, or write it in letters."),
}
