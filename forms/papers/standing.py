"""How a copy stands to the first paper: a duplicate, a corrected paper, a paper of a case made void."""

from collections.abc import Iterator
from functools import partial

from forms.papers.across import invalid_words
from forms.papers.content import ChangeLine, OutcomePaper
from forms.papers.dates import date_in_words, moment_in_figures
from forms.papers.layout import LABEL, TITLE, Sheet, Tongue, Words


def standing_marks(paper: OutcomePaper, tongue: Tongue) -> list[str]:
    """ЖАРАМСЫЗ; ТҮЗЕТІЛГЕН · 2-дана, or ТЕЛНҰСҚА · 2-дана. None on a first print of what still holds."""
    marks = [] if paper.void is None else [invalid_words(tongue)]
    copy = paper.office.copy_number
    if paper.corrected is not None:
        marks.append(tongue._("CORRECTED · copy {number}").format(number=copy))
    elif paper.office.duplicate:
        marks.append(tongue._("DUPLICATE · copy {number}").format(number=copy))
    return marks


def standing_sentences(paper: OutcomePaper) -> Iterator[Words]:
    """What is to be known beside the marks: since when and why it is void, what was corrected of which paper."""
    if paper.void is not None:
        yield partial(_void_words, paper)
    if paper.corrected is not None:
        yield partial(_first_words, paper)
        for change in paper.corrected.changes:
            yield partial(change_words, change)
    elif paper.corrected_later is not None:
        yield partial(_later_words, paper)


def add_standing(sheet: Sheet, paper: OutcomePaper) -> None:
    """The framed marks and the sentences under them; nothing on a first print."""
    marks = [mark for tongue in sheet.tongues for mark in standing_marks(paper, tongue)]
    if not marks:
        return
    sheet.framed(marks, TITLE)
    sheet.hold()
    for words in standing_sentences(paper):
        sheet.gap(3)
        sheet.paragraph(words, LABEL)
    sheet.gap(8)


def change_words(change: ChangeLine, tongue: Tongue) -> str:
    """One place: what stood there, what stands there now."""
    old, new = change.old.in_language(tongue.language), change.new.in_language(tongue.language)
    label = change.label.in_language(tongue.language)
    if not old:
        return tongue._("{label}: “{new}” (nothing stood there).").format(label=label, new=new)
    if not new:
        return tongue._("{label}: taken out (“{old}” stood there).").format(label=label, old=old)
    return tongue._("{label}: “{new}” (“{old}” stood there).").format(label=label, new=new, old=old)


def _void_words(paper: OutcomePaper, tongue: Tongue) -> str:
    assert paper.void is not None
    said = tongue._("Made void on {date}: {reason}.").format(
        date=date_in_words(paper.void.at.date(), tongue.language), reason=paper.void.reason.in_language(tongue.language)
    )
    return f"{said} {paper.void.words}".strip()


def _later_words(paper: OutcomePaper, tongue: Tongue) -> str:
    assert paper.corrected_later is not None
    return tongue._("As it was first given. The entry was corrected on {date}: ask for the corrected paper.").format(
        date=date_in_words(paper.corrected_later.date(), tongue.language)
    )


def _first_words(paper: OutcomePaper, tongue: Tongue) -> str:
    note = paper.corrected
    assert note is not None
    first = tongue._("Given in the place of paper № {number} of {date}, copy {copy} printed {printed}. Corrected:")
    return first.format(
        number=paper.office.number,
        date=date_in_words(paper.office.at.date(), tongue.language),
        copy=note.first_copy,
        printed=moment_in_figures(note.first_printed_at),
    )
