"""Everything that can go wrong and is told to a person: a number, a sentence for people, a detail for the log.

The sentence says what, where and what to do. It is English here and translated from the ``kense`` catalogue where it
is shown; ``{fields}`` are filled after translation. Details may be technical; they never hold personal data.
"""

from collections.abc import Callable, Mapping

from forms.catalogues import N_

PROBLEMS: Mapping[str, str] = {
    # 1xx: standards and their files
    "100": N_("{file}:{key}: this file cannot be opened. Check the path and the permission to read it."),
    "101": N_("{file}:{key}: not written in UTF-8. Save the file as UTF-8."),
    "102": N_("{file}:{key}: not readable as TOML: {reason}. Mend the line."),
    "103": N_("{file}:{key}: no edition here. Expected files whose names end in .toml."),
    "104": N_("{file}:{key}: this key is unknown. Expected one of: {expected}."),
    "105": N_("{file}:{key}: this key is missing. Add it."),
    "106": N_("{file}:{key}: this language is missing. Write the text in Kazakh (kk) and in Russian (ru)."),
    "107": N_("{file}:{key}: “{found}” is not allowed here. Expected one of: {expected}."),
    "108": N_("{file}:{key}: “{found}” is of the wrong kind. Write it like this: {expected}."),
    "109": N_("{file}:{key}: the text is empty. Write it, or leave out the key."),
    "110": N_("{file}:{key}: Latin letters in the word “{word}”: {letters}. Type the word in Cyrillic."),
    "111": N_("{file}:{key}: “{found}” is not a known fact. Expected one of: {expected}."),
    "112": N_("{file}:{key}: “{found}” is not an answer to {fact}. Expected one of: {expected}."),
    "113": N_("{file}:{key}: “{found}” is not a condition. Write it like this: {expected}."),
    "114": N_("{file}:{key}: the last day is before the first, {since}. Mend one of them."),
    "115": N_("{file}:{key}: “{found}” stands twice, first in {first}. Give each its own."),
    "116": N_("{file}:{key}: the document has a condition and no reason. Write why it is not owed when it fails."),
    "117": N_("{file}:{key}: the condition needs {fact}, which is not asked. Add it to “facts”."),
    "118": N_("{file}:{key}: {fact} is asked and nothing depends on it. Take it out of “facts”."),
    "119": N_("{file}:{key}: held_category is asked without has_category. Put has_category before it."),
    "120": N_("{file}:{key}: a reason without a condition. Add “when”, or take the reason out."),
    "121": N_("{file}:{key}: there is no document “{found}”. Expected one of: {expected}."),
    "122": N_("{file}:{key}: nothing raises this ground. Name at least one of: {expected}."),
    "123": N_("{file}:{key}: no ground is raised by “{finding}”. Add it to the ground it leads to."),
    "124": N_("{file}:{key}: there is no paper of the kind {outcome}. Add it to “papers”."),
    "125": N_("{file}:{key}: “not_applicable” goes with consent that is not asked, and only with it."),
    "126": N_("{file}:{key}: months go with “months_from_date”, and only with it."),
    "127": N_("{file}:{key}: shown nowhere. Name the steps or the documents the rule belongs to."),
    "128": N_("{file}:{key}: in force at the same time as {other}, from {day}. Mend the dates of one of them."),
    "129": N_("{file}:{key}: the label “{label}” is taken by {other}. Give the edition another."),
    "130": N_("There is no fact “{fact}”. Use one of: {expected}."),
    "131": N_("“{answer}” is not an answer to {fact}. Use one of: {expected}."),
    "132": N_("There is no edition “{label}”. Choose one of: {expected}, or give the path of a file."),
    "133": N_("The facts “{given}” cannot be read. Write fact=answer, a JSON object, or @ and a file's name."),
    "134": N_("{file}:{key}: this edition has no channel “{found}”. Expected one of: {expected}."),
    "135": N_("{file}:{key}: {found} is no number of days. Write a whole number from 1 to {most}."),
    "136": N_("{file}:{key}: nobody waits where there is no counter. Take the priority out, or add the channel."),
    "140": N_("{file}:{key}: no calendar here. Expected files named by their year: 2026.toml."),
    "141": N_("{file}:{key}: “{found}” is not the year in the file's name, {expected}. Mend one of them."),
    "142": N_("{file}:{key}: {day} is not a day of {year}. Write it in the file of its own year."),
    "143": N_("{file}:{key}: {day} is a Saturday or a Sunday, which nobody works anyway. Mend the date."),
    "144": N_("{file}:{key}: this is a folder. Put the year's file in its place, or take the folder away."),
    "145": N_("{file}:{key}: {day} is worked anyway. Write the rest day or holiday that is worked instead."),
    "146": N_("{file}:{key}: {day} lies too far away. Write a day of {year}, or of {before} for a move in January."),
    "147": N_("{file}:{key}: {day} is off anyway, a holiday shifted to it. Mend the date, or take the move out."),
    "148": N_("{file}: the years of the calendar cannot be read from here. It must be a folder you may open."),
    "149": N_(
        "{file}:{key}: the program's own year was held against its sources later, on {day}, and is used. "
        "Take this file away, or set “checked” once you have held it against them."
    ),
    "150": N_("The organisation profile cannot be used. {reason} Then start again."),
    "151": N_("No edition of this service is in force on {day}. Choose an edition in the organisation profile."),
    "152": N_(
        "This store belongs to counter {kept}, the profile says {written}. Mend the profile or choose another folder."
    ),
    "153": N_("There is no organisation profile in {folder} yet. Answer the questions of the first start."),
    "155": N_("{place}: “{found}” is no counter code. Write Latin letters and digits, at most {most}, such as S1."),
    "156": N_("{place}: “{found}” is not the address of a page. Write it like https://…, without #."),
    "157": N_("{place}: there is no time zone “{found}”. Write it like Asia/Almaty."),
    "158": N_("{place}: nobody is named. Name at least one clerk."),
    "159": N_("{place}: no service is chosen. Choose at least one."),
    "160": N_("{place}: there is no such service. Choose one of: {expected}."),
    "161": N_("{place}: the service has no edition “{found}”. Choose one of: {expected}."),
    "162": N_("{place}: “{found}” is no letter for tickets. Write one Cyrillic capital letter, such as А."),
    "163": N_("{place}: the letter {found} stands twice, first in {first}. Give each service its own."),
    "164": N_("{place}: no day is chosen. Choose the days on which people are received."),
    "165": N_("{place}: closing at {closes} is not after opening at {opens}. Mend one of them."),
    "166": N_("{place}: lunch ends at {ends}, which is not after its beginning at {begins}. Mend one of them."),
    "167": N_("{place}: lunch {lunch} does not lie within the hours {hours}. Mend one of them."),
    "168": N_("{place}: “{found}” is not a BIN. Write its 12 digits, or leave it empty."),
    "169": N_("{place}: a digit of the BIN is mistyped, the check digit does not fit. Compare each digit."),
    "170": N_("{place}: “{found}” is not a phone number. Write one number with its code, such as +7 701 000 00 00."),
    "171": N_("{place}: “{found}” is not allowed here. Write a number from {least} to {most}."),
    "172": N_("{place}: empty. Write it."),
    "173": N_("{place}: papers cannot show {characters}. Take them out, or write them in letters."),
    "174": N_("{place}: “{found}” is not a time of day. Write hours and minutes, such as 09:00."),
    "175": N_("{place}: “{found}” stands twice. Leave it once."),
    "176": N_("{place}: no language is chosen. Choose at least one."),
    "177": N_("The code {kept} stands in the numbers already given, so it cannot become {written}. Leave it as it is."),
    "178": N_("There is a profile in {folder} already. Start the program again to work with it."),
    "179": N_("{place}: waiting or unfinished: {count}. Finish with them, then take the service out."),
    # 2xx: what was typed
    "200": N_("IIN: empty. Type the 12 digits from the identity document."),
    "201": N_("IIN: “{found}” is not a digit. Type the 12 digits from the identity document."),
    "202": N_("IIN: one digit is missing, 11 of 12 are typed. Compare them with the identity document."),
    "203": N_("IIN: too short, {count} of 12 digits are typed. Type the rest."),
    "204": N_("IIN: too long, {count} digits instead of 12. Take out what is too much."),
    "205": N_("IIN: a digit is mistyped, the check digit does not fit. Compare each digit with the identity document."),
    "206": N_("IIN: this is the number of an organisation (BIN). Type the person's own number."),
    "207": N_("IIN: no number is given with these first 11 digits. Compare each with the identity document."),
    "208": N_("IIN: twelve zeros are nobody's number. Type the 12 digits from the identity document."),
    "210": N_("Name: empty. Write it as in the identity document."),
    "211": N_("Name: one letter is not a name. Write it whole, as in the identity document."),
    "212": N_("Name: “{found}” is a digit. Write the name in letters."),
    "213": N_("Name: {count} characters, at most {most} fit. Write it as in the identity document."),
    "214": N_("Name: “{found}” ({point}) cannot stand in a name. Take it out."),
    "215": N_("Name: a mark ({point}) stands without its letter. Take it out, or type the letter before it."),
    "216": N_("Name: the letter “{found}” with its mark cannot be printed. Type the letter without the mark."),
    "217": N_("Name: “{found}” is neither a Cyrillic nor a Latin letter. Write the name in one of them."),
    "218": N_("Name: two alphabets in the word “{word}”: {letters}. Take the mended spelling, or type the word again."),
    "219": N_("Name: “{found}” does not stand between two letters. Take it out."),
    "220": N_("Phone: empty. Type the number with its code, such as 8 701 000 00 00."),
    "221": N_("Phone: “{found}” cannot stand in a number. Type digits only."),
    "222": N_("Phone: too short, {count} digits. Type the number with its code, such as 8 701 000 00 00."),
    "223": N_("Phone: too long, {count} digits. Take out what is too much; write one number only."),
    "224": N_("Phone: there is no such number. Check the code and the digits."),
    "225": N_("E-mail: empty. Type the address, such as name@example.kz."),
    "226": N_("E-mail: “{found}” cannot stand in an address. Take it out."),
    "227": N_("E-mail: one “@” is needed, between the name and the site."),
    "228": N_("E-mail: what stands after “@” is not a site. Write it whole, such as example.kz."),
    "229": N_("E-mail: what stands before “@” is not right. Compare it with the applicant's spelling."),
    "230": N_("Date: empty. Type day, month and year: 21.11.2026."),
    "231": N_("Date: “{found}” is not a date. Type day, month and year: 21.11.2026."),
    "232": N_("Date: there is no month {month}. Type day, month and year: 21.11.2026."),
    "233": N_("Date: there is no day {day}, that month of {year} has {last}. Compare it with the document."),
    "234": N_("Date: {year} is not a leap year, it has no 29 February. Compare it with the document."),
    "235": N_("Date: {day} is still to come. Compare it with the document."),
    "236": N_("Date: expired, the last day was {day}."),
    "237": N_("Date: the year {year} cannot be right. Type it with four digits."),
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
    # 60x: the queue
    "600": N_("Nobody waits. Issue a ticket or open a case when someone comes."),
    "601": N_("{ticket} is at the counter. Finish, put aside or close that visit, then call the next one."),
    "602": N_("People who wait before: {count}. Call the next one, or name the legal ground for going before them."),
    "603": N_("“{ground}” is no legal ground for going before others. Choose one of those listed."),
    "604": N_("{ticket} is no longer waiting. Look at the queue and choose again."),
    "605": N_("{ticket} was called {recalls} of {most} times more. Call again before writing down a no-show."),
    "606": N_("Nobody is called. Call the next one first."),
    # 62x: the working day and its figures
    "620": N_("No working day is open, so there is none to close. Open the day, or begin with the next applicant."),
    "621": N_("The working day {day} is open already. Go on working, or close it first."),
    "622": N_("There is no case with the number {number}. Compare the number with the paper and type it again."),
    "623": N_("Case {number} is void already. Nothing was changed."),
    "624": N_("The last day, {last}, is before the first, {first}. Mend one of them."),
    "625": N_("“{found}” is not a date. Write it like this: 2026-09-01."),
    "626": N_("There is no service “{service}” in the organisation profile. Use one of: {expected}."),
    # 66x: the clock
    "660": N_("The PC's clock shows {shown}, before any day this program knows. Set the PC's clock first."),
    "607": N_("{ticket} was called {gone} s ago. Give them time to come: call again in {left} s."),
    "608": N_("Someone is served now. Finish the case, or put it aside with F8, then call the next one."),
    # 64x: tickets on paper, and the board
    "640": N_(
        "The board cannot be shown in a browser: port {port} of this computer is taken by another program. "
        "Close that program, or choose another port for the board in the settings."
    ),
    "641": N_(
        "The board cannot be shown in a browser: port {port} of this computer may not be used. "
        "Choose a port from 1024 to 65535 in the settings."
    ),
    "642": N_("The slip of ticket {ticket} did not come out. Tell the number aloud, or print the slip again."),
    "643": N_("The printing of ticket {ticket} was cancelled. Tell the number aloud, or print the slip again."),
    # 70x, 71x: protection, sign-in, operators
    "700": N_("The password is not right. Look at the keyboard's language and Caps Lock, then type it again."),
    "701": N_("Too many wrong passwords. Wait {seconds} s, then type it again; nothing is lost."),
    "702": N_("{file} in {folder} is damaged or not a key file of Kense. Put its copy from the backups in its place."),
    "703": N_("{folder} is protected. Sign in with an operator's password, or use the recovery sheet."),
    "704": N_("{file} in {folder} is not protected, though its folder is. Put the protected file back, or a backup."),
    "705": N_(
        "There is no {file} in {folder}. Put its copy there: it lies in the folder “backups”, "
        "and beside the backups on the stick."
    ),
    "706": N_(
        "The keys do not belong to {folder}: its files were protected with others. Put the right kense.keys back."
    ),
    "707": N_("{folder} is protected already. Sign in, or use the recovery sheet."),
    "708": N_("“{operator}” has no password at this counter. Choose another operator, or call an administrator."),
    "709": N_("Group {group} of the recovery code is mistyped. Compare it with the sheet and type it again."),
    "710": N_("This recovery sheet is not in force. Take the sheet made on {made}, or call the district office."),
    "711": N_("This password is too easy to guess. Choose at least {least} characters that are not your name."),
    "712": N_("This PIN is too easy to guess. Choose {least} to {most} digits that are neither equal nor in a row."),
    "713": N_("The PIN is not right. Tries left: {left}; after that the password is asked."),
    "714": N_("The PIN does not open this now. Type your password."),
    "715": N_("Without this administrator nobody could enrol operators. Make someone else an administrator first."),
    "716": N_("This is not the key of the district office that is needed here. Get the right one from the office."),
    "717": N_("{file} is damaged, or was sealed at another counter. Take another copy of it."),
    "718": N_("“{operator}” does not work at this counter now. Choose another operator, or call an administrator."),
    "719": N_("This case is with {operator}. Ask them to hand it over, or the head to take it over."),
    "630": N_(
        "This case has its outcome already, under {number}. Close it here with Ctrl+F8; "
        "the register, F4, prints its paper."
    ),
    # 72x: who may do what
    "720": N_("This is not among your rights at this counter. Call someone who may do it."),
    "721": N_("No password is typed. Choose one and type it in both fields."),
    "722": N_("The two are not the same. Type the password once more, as in the field above."),
    "723": N_("Type the code of the recovery sheet first."),
    "724": N_("This is not the last group of the code. Print the sheet or write it down, then copy its last group."),
    "725": N_("This counter is not protected, so nobody signs in and nothing can be locked. Protect it in Keeping."),
    "726": N_("Someone is at the counter. Finish their case or put it aside first."),
    "727": N_("The practice in {folder} was begun with other keys. Begin practice anew; the register is not touched."),
    "728": N_("{folder} is in the place of the practice and is none. Move it away, then try again."),
    "730": N_("There is no printer to print the sheet on. Write the code down by hand and lock it away."),
    "731": N_("Practice has the real counter's operators and passwords. Leave practice to change them."),
    "732": N_("Nobody is chosen or no role is ticked. Choose who it is and at least one role."),
    "733": N_("Nobody else receives people at this counter. An administrator enrols operators in Keeping."),
    # 75x: files written for someone
    "750": N_("{file} could not be written. Look at the path, at the stick and at the space on it, then save again."),
    "751": N_("There is a file {file} already, and it was left as it is. Choose another name."),
    "752": N_("The bytes of this file are erased with the personal data of its case. Its name and checksum stay."),
    # 76x: corrections, voids and copies
    "760": N_("Case {number}: the personal data are erased. It can be neither corrected nor printed anew."),
    "761": N_("Case {number} is void. A void case is not corrected; receive the application anew."),
    "762": N_("Case {number}: nothing was changed. Change a value, or leave the case as it is."),
    "763": N_(
        "“{field}” is not corrected. To change service, outcome or edition, make the case void and receive anew."
    ),
    "764": N_("This may not be left empty. Write it as it should have been."),
    "765": N_(
        "With this date the document would be judged otherwise than the outcome says. Compare it with the document; "
        "if it is right, make the case void and receive the application anew."
    ),
    "766": N_("Write the reason: it stays in the journal and stands on the paper to be filed."),
    "767": N_("Write who asked for it: name and office."),
    "768": N_("{file} is neither a PDF nor a PNG or JPEG picture. Scan the paper as one of these."),
    "769": N_("{file} is too large: {size} MB, at most {most} MB are kept. Scan it with fewer dots per inch."),
    "770": N_("{file} cannot be read. Look at the path and at the stick, then choose the file again."),
    "771": N_("{file} is damaged or was not copied to its end. Copy or scan it once more."),
    "772": N_("Nothing of case {number} is corrected now. Print a duplicate instead."),
    "773": N_("The bytes of this copy are erased with the personal data of its case. Its number and checksum stay."),
    "774": N_("Case {number} stands, so there is no paper of its being void."),
    "775": N_("Event {sequence} corrects no case. Choose one of the corrections listed."),
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
    # 820–834: batches and signed documents
    "820": N_("This is not a batch of Kense. Choose the file the counter wrote."),
    "821": N_("The file is cut off: its end is missing. Copy it again from where it was written."),
    "822": N_("The file was written by a newer program, format {found}. Install that version here."),
    "823": N_("The batch's signature does not fit: it was changed on its way. Let the counter send it again."),
    "824": N_("The batch is too large: {count} events, {size} bytes. Let the counter send smaller ones."),
    "825": N_("This is sealed for somebody else (key {key}…). Take it to the office it was written for."),
    "826": N_("The batch does not hold what its header says. Let the counter send it again."),
    "830": N_("This is not a document of the exchange. Choose the file the other side wrote."),
    "831": N_("The signature is not of the district's centre this counter belongs to. Ask the district for the file."),
    "832": N_("What answered is not the district's centre: a sign-in page of the network, perhaps. Nothing is lost."),
    "833": N_("“{typed}” is not a code of the district's centre. Type its five groups of four again."),
    "834": N_("The code fits another centre than the one at {address}. Ask the district for code and address again."),
    # 835–859: what the centre says to a counter
    "835": N_("There is no counter {counter} at this centre. Ask the district to invite it."),
    "836": N_("Counter {counter} is not known by this key. Ask the district for an invitation and enrol it again."),
    "837": N_("Counter {counter} was revoked on {day}; nothing it signs is taken. Ring up the district."),
    "838": N_("This was signed with a key that ended on {day}. Let counter {counter} send it again."),
    "839": N_("Events before {first} are missing: the centre has the journal up to {upto}. It is sent from there."),
    "840": N_(
        "The centre has another event {sequence} of counter {counter}: two computers may be at work "
        "with the same data. Ring up the district."
    ),
    "841": N_("Event {sequence} cannot be read here. Bring the centre's program up to date, then send it again."),
    "842": N_("Event {sequence} says it is event {found} of counter {counter}. Find out where the journal comes from."),
    "843": N_("The personal data with event {sequence} are not those it was recorded with. Compare the paper's copy."),
    "844": N_("Event {sequence} could not be counted: a fault of the centre's program. Tell who looks after it."),
    "845": N_("This invitation is not known here. Ask the district for a new one."),
    "846": N_("This invitation ended on {day}. Ask the district for a new one."),
    "847": N_("This invitation was used by another computer. Ask the district for a new one."),
    "848": N_("This register belongs to another counter of the centre. Begin counter {counter} in an empty folder."),
    "849": N_("The key of this register was revoked. Begin counter {counter} in an empty folder, or from its backup."),
    "850": N_("The new key of counter {counter} does not prove itself. Make another key at the counter."),
    "851": N_("Too much came at once. It is sent again in {seconds} seconds."),
    "852": N_("This is too large: {size} bytes, at most {most} are taken at once. Send less at a time."),
    "853": N_("{file} is not a file a counter wrote for the centre. Choose one from the folder {folder}."),
    "854": N_("Event {sequence} cannot be counted by hand: {reason}"),
    "855": N_("Event {sequence} is settled already. Look at the list again."),
    # 860–879: the exchange, at the counter
    "860": N_("This counter belongs to no centre yet. Take up the district's invitation under Exchange first."),
    "861": N_("{place}: “{found}” is no proxy. Write it like http://proxy.example.kz:3128, “none”, or leave it empty."),
    "862": N_("There is no network. Look at the cable or the Wi-Fi; nothing is lost, it is tried again by itself."),
    "863": N_("The network does not know the name {host}. Look at the connection; if it lasts, ask the district."),
    "864": N_("{host} does not answer. Nothing is lost, it is tried again by itself."),
    "865": N_("The proxy {proxy} wants a name and a password. Write them into its address in the profile's file."),
    "866": N_(
        "The proxy {proxy} does not answer. Look at its address in the profile's file, or ask who keeps the network."
    ),
    "867": N_(
        "The certificate of {host} does not hold on the date of this PC, {shown}. "
        "If the date is wrong, set it; if it is right, tell the district."
    ),
    "868": N_(
        "The certificate of {host} is from nobody this PC trusts, so something may stand in between. "
        "Nothing was sent. Ask who keeps the network, or carry the files on a stick."
    ),
    "869": N_("What answers as {host} has the certificate of another site. Nothing was sent; tell the district."),
    "870": N_("The centre at {host} cannot take this now (answer {status}). Nothing is lost, it is tried again."),
    "871": N_("“{address}” is no address of a centre. It must begin with https://; ask the district for it."),
    "872": N_("{place}: not enough space for the files, which need {needed} kB. Free some, or use another stick."),
    "873": N_(
        "There is nothing from the centre for counter {counter} at {place}. Choose the stick the district gave back."
    ),
    "874": N_("This is for counter {found}, and this one is {counter}. Ask the district for the one of this counter."),
    "875": N_("This answer of the centre, of {at}, was known already. Nothing is changed; the next one will be newer."),
    "876": N_("The invitation held until {expires}. Ask the district for a new one."),
    "877": N_("Event {sequence} is not among those refused. Look at the list again; it may be settled by now."),
    "878": N_("The centre's answer cannot be followed ({found}). Nothing is lost; tell the district, with the log."),
    "879": N_("In practice nothing leaves the counter. Leave practice first."),
    # 880–884: the counter's screens of the exchange
    "880": N_("The profile in the district's invitation cannot be used: {reason} Tell the district."),
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
    # 74x: the register
    "740": N_("This case is not in the register. Search for it anew."),
    "741": N_("Case {number} cannot be compared with itself. Choose another case."),
    "734": N_(
        "Nobody has shown the recovery sheet yet. Without it a forgotten password would lose the register. "
        "Press Ctrl+F12 and make a new sheet."
    ),
    # 55x: papers and the codes on them
    "550": N_("“{text}” cannot stand in a QR code. Use Latin letters, digits and hyphens only."),
    "551": N_("This QR code is not one of Kense's papers. Scan the square at the lower right of the paper."),
    "552": N_("The QR code was not read whole. Scan it again, or type the paper's number to find it."),
    "553": N_("The signature of paper {number} does not match this counter. Look the paper up in the register."),
    "554": N_("The counter's public key cannot be read. Get it again from the district office."),
    "560": N_("{characters}: no paper can show this. Take it out, or write it in letters."),
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


class Problem(Exception):  # noqa: N818 - the field's word, and the design's
    """A numbered problem with the fields its sentence needs."""

    def __init__(self, code: str, *, detail: str = "", **fields: object) -> None:
        super().__init__(code, detail)
        self.code = code
        self.detail = detail
        self.fields = fields

    @property
    def message(self) -> str:
        """The sentence's message as the catalogues know it, unfilled."""
        return PROBLEMS[self.code]

    def sentence(self, translate: Callable[[str], str] = str) -> str:
        """The sentence, translated and filled."""
        # A problem told within another one, such as the fault that makes a file unusable, speaks the same language.
        fields = {
            name: field.sentence(translate) if isinstance(field, Problem) else field
            for name, field in self.fields.items()
        }
        return translate(self.message).format(**fields)

    def __str__(self) -> str:
        return f"{self.code}: {self.sentence()}" + (f" [{self.detail}]" if self.detail else "")
