"""Rosters, from a file and to look people up in: 970 to 984, 1156 to 1159. What they are, forms/problems.py says."""

from collections.abc import Mapping

from forms.catalogues import N_

SENTENCES: Mapping[str, str] = {
    # 970–979: the file, and a line of it
    "970": N_("{file} cannot be opened. Check the path, and that you may read the file."),
    "971": N_("{file} is too large: {size} MB, at most {most} MB are read. Divide it, for example by school."),
    "972": N_(
        "{file} is neither XLSX nor CSV. Open it in Excel, take off the password if it has one, and save it as XLSX."
    ),
    "973": N_("{file} is damaged. Open it in Excel and save it anew as XLSX."),
    "974": N_(
        "{file} holds more than a roster can. Copy the table alone into a new workbook; a table of more than 100,000 "
        "people has to be divided, for example by school."
    ),
    "975": N_("{file}: its letters cannot be made out. Save the table as “CSV UTF-8” or as XLSX."),
    "976": N_("“{column}” has a formula. Copy the cell and paste it as a value."),
    "977": N_("IIN: the table has rounded it to {found}. Make the column a text column and write all 12 digits."),
    "978": N_("“{column}” has letters that cannot be made out. Write them anew."),
    "979": N_("A quotation mark is opened and not closed, so the line has no columns. Mend the line."),
    # 980–984: taken into use
    "980": N_(
        "The roster “{name}” names people, and this counter is not protected. Protect it with a password under "
        "Keeping, Ctrl+F12; then take the roster in again."
    ),
    "981": N_("{file}: no line of it can be used, so nothing was taken in. Mend the lines named."),
    "982": N_("The roster “{name}” is the district's, which replaces it itself. Ask the district."),
    "983": N_("This roster is not there any more. Look at the list again."),
    "984": N_("The reading was stopped. Nothing was taken in."),
    # 1156–1159: of several sheets, of headings, of noughts
    "1156": N_("This IIN stands on the sheet “{sheet}”, line {first} already. Take one of the two lines out."),
    "1157": N_("{file}, line {line}: the columns “{first}” and “{second}” mean the same. Keep one of the two."),
    "1158": N_(
        "{file}: noughts were put before IINs that a spreadsheet seems to have shortened; how many: {count}, lines: "
        "{lines}. Compare these IINs with the documents."
    ),
    "1159": N_(
        "{file}: the sheets {sheets} were not read, as none of their first lines names the columns of IIN and name. If "
        "they name people, write the columns there and read the file again."
    ),
}
