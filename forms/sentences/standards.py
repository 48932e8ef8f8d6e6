"""Standards, calendars and the profile: 1xx. What they are, forms/problems.py says."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
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
    "137": N_("{file}:{key}: “{found}” is no name of a service. Write small Latin letters, digits and _."),
    "138": N_("{file}:{key}: step {found} stands after step {before}. Number the steps in their order."),
    "139": N_("{file}:{key}: “{found}” comes after “{expected}”, and there is none before it. Add that step."),
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
    # 18x: what an edition declares of its own
    "180": N_("{file}:{key}: “{found}” is no key. Write small Latin letters, digits and _, a letter first."),
    "181": N_("{file}:{key}: “{found}” is a fact of every edition. Give the question another key, or use that fact."),
    "182": N_("{file}:{key}: there is one answer only. Write at least two, or none for a question of yes or no."),
    "183": N_("{file}:{key}: nobody asks “{found}”. Add it to “facts”, or to “asks” of a step."),
    "184": N_("{file}:{key}: a step before it asks at {screen} already. Give it another screen, or ask in “facts”."),
    "185": N_("{file}:{key}: a step of the kind “{found}” takes no answer. Ask at a step before it."),
    "186": N_("{file}:{key}: a paper of the kind {kind} has no such place. Take the key out."),
    "187": N_(
        "{file}:{key}: what was drafted is signed whatever is answered. Take the condition out, or "
        "give it to “draft” too."
    ),
    "188": N_("{file}:{key}: a step of the kind “{found}” comes after the reception. Take the screen out."),
    "189": N_("{file}:{key}: what was drafted or signed would end here, unsigned or unissued. Take “ends” out."),
    "190": N_("{file}:{key}: the list is empty. Name at least one."),
    "191": N_("{file}:{key}: {first} stands before {second}, which is less. Write the lesser first."),
    "192": N_("{file}:{key}: nothing is filled in for “{found}”. Take it out, or write one of: {expected}."),
    "193": N_("{file}:{key}: nothing is filled in here, so “{found}” would be printed. Take it out."),
    "194": N_("{file}:{key}: the text holds the sign {found}, which no paper can show. Take it out."),
    "195": N_(
        "{file}:{key}: a counter opens with its edition, on {since}. Take “since” out, or write another edition from "
        "that day on."
    ),
    # More of an edition's own.
    "1130": N_(
        "{file}:{key}: step {number} asks at {screen}, where an answer comes too late. Let it ask at a screen before "
        "the outcome."
    ),
    "1131": N_("{file}:{key}: this edition has no screen {screen}, as it asks nothing there. Choose another screen."),
    # 112x: an edition of a folder's own that is lacking or may not be changed
    "1120": N_("Edition “{label}” cannot be used, its file has a fault. {reason} Then start the program again."),
    "1121": N_("The file of edition “{label}” is not in {folder}. Put it there again, then start the program again."),
    "1122": N_(
        "{file}: “{label}” and its steps may not change once cases are received under it. Give the changed edition "
        "a label, a file name and a first day of its own, and leave this file; or try it in an empty folder."
    ),
    "1123": N_(
        "There is no edition of the service “{service}” here. Put its file into the folder “editions” and start again, "
        "or take the service out in the settings."
    ),
}
