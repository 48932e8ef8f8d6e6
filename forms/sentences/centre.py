"""The district's centre: 885 to 969. What they are, forms/problems.py says."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
    # 895–904: places, counters and what came on sticks
    "895": N_("“{found}” is no counter code. Write Latin letters and digits, at most {most}, such as S1."),
    "896": N_("There is a counter {counter} already. Choose another code."),
    "897": N_("The first line of the file must name the columns: {expected}. These are missing: {missing}."),
    "898": N_("Line {line}, {column}: “{found}” cannot stand here. {reason}"),
    "899": N_("This invitation of counter {counter} has ended or was used. Make another."),
    "900": N_("The file {name} is too large: {size} MB. At most {most} MB can be taken in."),
    "901": N_("{name}: counter {counter} is not of a school you look after. Let its own office bring the file in."),
    "902": N_("{organisation}: these are not written down yet: {missing}. Papers must name them; write them first."),
    "903": N_("No service is chosen. Choose at least one that the counter will offer."),
    "904": N_("These are {count} files, and {most} are taken in at once. Bring in the rest afterwards."),
    # 905–914: the centre's register
    "905": N_("A workbook holds at most {most} rows. Narrow the choice, or take the CSV file."),
    "906": N_("A PDF has at most {most} rows. Narrow the choice, or take a workbook or the CSV file."),
    "907": N_("Number {number} is already given, by event {other}. Correct or void one of the two at the counter."),
    "908": N_("The centre does not know edition {edition} of {service}. Publish it there, then send this again."),
    "909": N_("Number {number} is not of counter {counter}. Find out where this journal comes from."),
    "910": N_("The case was decided before, as {number}. Void one of the two numbers at the counter."),
    "911": N_("Nobody gave number {number}, or its case is held here too. Settle the number's own event first."),
    # 915–924: figures and complaints at the centre
    "915": N_("The day {day} has not come yet. Write the day it happened."),
    "916": N_("Somebody else changed complaint {number} meanwhile. Look at what they wrote, then do it again."),
    "917": N_(
        "Complaint {number} keeps its number, so it stays in its year and district. Register another complaint instead."
    ),
    "918": N_("The day {day} is before the complaint came, {received}. Write a later one."),
    "919": N_("{clerk} does not work at {place}. Choose another clerk, or none."),
    # 925–949: what the centre publishes
    "925": N_("Update {number} is for counter {found}. Ask the district for the file of counter {expected}."),
    "926": N_("Update {number}, “{name}”, cannot be used: {reason} Tell the district; everything goes on without it."),
    "927": N_(
        "The roster “{name}” names people, and this counter is not protected. Protect it with a password under "
        "Keeping, Ctrl+F12; the roster then comes again."
    ),
    "928": N_("{file}: the column “{found}” is missing. The first line must name the columns: {expected}."),
    "929": N_("{file}: “{found}” in the first line is not a column of a roster. Use these: {expected}."),
    "930": N_("{file}, line {line}: {reason}"),
    "931": N_("{file}: a roster has at most {most} rows. Divide it, for example by school."),
    "932": N_("{file}: nobody is named here. Write the columns in the first line, and below it a line a person."),
    "933": N_("This IIN stands in line {first} already. Take one of the two lines out."),
    "934": N_("{file}:{key}: not readable as CSV. Save the table as “CSV UTF-8” and choose that file."),
    "935": N_("There are {found} values here, and {expected} columns. Mend the line."),
    "936": N_("The {column} is longer than {most} letters. Shorten it."),
    "937": N_("{name} is too large: {size} MB, and at most {most} MB reach a counter at once. Divide it."),
    "938": N_("Write a title of at most {title} letters and words of at most {words}."),
    "939": N_("Nobody would get it: choose who shall have it."),
    "940": N_("Choose a file, or paste its text."),
    "941": N_("“{found}” is not a day. Write it like this: 2026-09-01."),
    "942": N_("Number {number} does not hold any more. Look at the list again."),
    "943": N_("Update {number} came before with another content. Tell the district: one of the two is not theirs."),
    "944": N_("This was prepared too long ago, or by somebody else. Choose the file again."),
    "945": N_("Number {number} goes to schools outside your part of the district. Ask who published it."),
    "946": N_("“{found}” is no counter of your part of the district. Write codes as the list of counters shows them."),
    # 950–956: at the centre, of who holds a receipt
    "950": N_("No QR code can be seen on the picture. Photograph it again: from above, near, in good light."),
    "951": N_("This is not a picture that can be read. Choose a JPEG or PNG of at most {most} MB."),
    "952": N_("Too many questions came from here. Ask again in {minutes} minutes."),
    "953": N_(
        "There is no case with this number and code. Compare both with the receipt. A school without a connection "
        "delivers its cases later: ask again in some days."
    ),
    "954": N_("The paper of {number} says otherwise than the register. Show it at the education office."),
    "955": N_("The paper was not given by a counter of this district: {counter} is not known here."),
    "956": N_("The paper of {number} was signed after the key was revoked: it is not genuine."),
}
