"""What was typed: 2xx. What they are, forms/problems.py says."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
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
    "1127": N_("The child's IIN is the applicant's own. Type the 12 digits from the child's document."),
    "1128": N_(
        "The representative's IIN is the applicant's own. Type that of who stands here, from the identity document."
    ),
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
}
