"""What leaves the register, backups and retention: 78x to 81x. What they are, forms/problems.py says."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
    # 78x, 79x: exports and verification
    "780": N_("The export was stopped. Nothing of it is left."),
    "781": N_("The disk with {place} is full. Free some space, or use another stick, then export again."),
    "782": N_("{place} cannot be written to. Take off the write protection, or choose another place."),
    "783": N_("{place} does not answer: the stick was taken out, or it fails. Connect it again and export once more."),
    "784": N_("There is no folder {place}. Connect the stick, or choose another place."),
    "785": N_("{place} belongs to the program's own data. Choose a stick or a folder of yours for the export."),
    "786": N_("There is a file {file} in {place} already. Give the export another name."),
    "787": N_("Excel holds at most {most} rows, these are {rows}. Choose a shorter period, or export as CSV."),
    "788": N_("This is no sealed export of Kense, or it was changed on its way. Get it again from the school."),
    "789": N_("This is not the district's key for this export. Use the key of the district office."),
    "790": N_("The verification was stopped. Nothing was changed."),
    "791": N_(
        "{file} in {folder} is not the register it was: event {expected} was known as its last, now {found} is. "
        "An earlier file was put in its place. Restore a backup, or open it for reading only."
    ),
    "792": N_("Event {sequence} is not the one that was known under its number. Another file was put in the place."),
    "793": N_("The file kept with event {sequence} was changed: {what}."),
    "794": N_("The file kept with event {sequence} is missing: {what}."),
    "795": N_("A file is kept with event {sequence} that the event does not name: {what}."),
    "796": N_("The archive holds a paper that no event says was printed: {what}."),
    "797": N_("What is kept of the counter is not what event {sequence} says: {what}."),
    "798": N_("Event {what} was known as the last, now event {sequence} is. An earlier file was put in the place."),
    "799": N_("What the screens show is not what the journal says: table {what}. Have it drawn anew from the journal."),
    # 80x: backups, going back, retention
    "800": N_("The backup was not made: {reason} The earlier ones are all there. Try again under Keeping, Ctrl+F12."),
    "801": N_("A backup of {folder} is being made already. Wait until it is done."),
    "802": N_(
        "The backup was made, but the register in it has faults: {count}. Verify the register under Keeping, Ctrl+F12."
    ),
    "803": N_("The second place for backups, {place}, is not there. Connect the disk, or choose another place."),
    "804": N_("{place}: not enough space for the backup, which needs {needed} MB. Free some, or use another stick."),
    "805": N_("{place} cannot be written to. Take off the write protection, or use another stick."),
    "806": N_("The copy at {place} was not finished: {reason} Nothing half is left there. Connect the disk again."),
    "807": N_(
        "The backup was not taken to {place}: this folder is not protected, and names would lie open there. "
        "Protect the counter with a password first."
    ),
    "808": N_("A case is open at the counter. Finish it, or put it aside with F8, then go back to the backup."),
    "809": N_("Not confirmed. Type {expected} exactly, and give a reason."),
    "810": N_(
        "The update did not succeed: {reason} The register is as it was; the earlier version opens it. "
        "The backup made before is {backup}."
    ),
    "811": N_("“{found}” is not a number of this counter. Type it as it stands on the paper, such as {expected}."),
    "812": N_("There is a register in {folder} already. Start with an empty folder."),
    "813": N_("{place} holds backups of another counter. Use another stick for this one."),
    "814": N_("No retention is stated. Give the years and the rule under Settings, F12."),
    "815": N_("Nothing is past its retention: no case before {day} has names left."),
    "816": N_("{place}: “{found}” is not a whole path of a folder. Write it from the beginning, such as {expected}."),
    "817": N_("{place} holds no backup of Kense. Choose the folder or stick whose Kense folder has them."),
    "818": N_("{place}: “{found}” is not a public key. Expected 64 hexadecimal digits."),
    "819": N_("The register went back as it was: {reason} Nothing is changed."),
}
