"""The counter at work: 60x to 76x. What they are, forms/problems.py says."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
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
    # 66x: the clock
    "660": N_("The PC's clock shows {shown}, before any day this program knows. Set the PC's clock first."),
    "607": N_("{ticket} was called {gone} s ago. Give them time to come: call again in {left} s."),
    "608": N_("Someone is served now. Finish the case, or put it aside with F8, then call the next one."),
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
    "1126": N_(
        "Something stands in the way of this outcome by now, and nothing was recorded. Go through the steps once more: "
        "what is to be mended is said there."
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
    # 74x: the register
    "740": N_("This case is not in the register. Search for it anew."),
    "741": N_("Case {number} cannot be compared with itself. Choose another case."),
    "734": N_(
        "Nobody has shown the recovery sheet yet. Without it a forgotten password would lose the register. "
        "Press Ctrl+F12 and make a new sheet."
    ),
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
}
