"""What the acts on a correction and on a void share: which case, who asked, why, who did it, the lines to sign."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from forms.catalogues import N_
from forms.contacts import phone_in_print
from forms.papers.content import AmendmentPaper
from forms.papers.dates import moment_in_words
from forms.papers.layout import (
    BODY,
    CAPTION,
    LABEL,
    MARK,
    VALUE,
    VALUE_BOLD,
    Sheet,
    Style,
    Tongue,
    Words,
    beside,
    set_lines,
)
from forms.papers.marks import add_title
from forms.papers.office import Entry, add_block, page_footer
from forms.papers.pages import About, Footer
from forms.papers.signatures import add_named_signature
from forms.texts import Text


def about_amendment(paper: AmendmentPaper, sheet: Sheet) -> About:
    """The metadata of an act, in its first language."""
    tongue = sheet.tongues[0]
    return About(
        title=f"{amendment_title(paper)(tongue)}, № {paper.number}",
        author=paper.organisation.name.in_language(tongue.language),
        subject=paper.edition.title.in_language(tongue.language),
        keywords=", ".join((paper.number, paper.edition.label, "correction" if paper.cause is None else "void")),
        language=tongue.language,
        at=paper.printed_at,
        reference=paper.number,
    )


def amendment_title(paper: AmendmentPaper) -> Words:
    """What the act is called."""
    if paper.cause is None:
        return lambda tongue: tongue._("Act on the correction of an entry in the register")
    return lambda tongue: tongue._("Act on making an entry in the register void")


def amendment_footer(sheet: Sheet, paper: AmendmentPaper) -> Footer:
    """Case and event at the left of each page's foot."""
    marks = [
        f"№ {paper.number} · " + tongue._("journal event {sequence}").format(sequence=paper.sequence)
        for tongue in sheet.tongues
    ]
    return lambda page, pages: page_footer(sheet, "\n".join(marks), page, pages)


def add_amendment_head(sheet: Sheet, paper: AmendmentPaper) -> None:
    """Whose paper it is, its title, and the case it speaks of."""
    organisation = paper.organisation
    sheet.paragraph(lambda tongue: organisation.name.in_language(tongue.language), MARK, align="center")
    sheet.gap(10)
    add_title(sheet, amendment_title(paper))
    add_fact(sheet, lambda tongue: tongue._("Registration number"), [paper.number])
    add_fact(sheet, lambda tongue: tongue._("Given on"), _each(sheet, partial(_moment, paper.decided_at)))
    add_fact(sheet, lambda tongue: tongue._("Public service"), _texts(sheet, paper.edition.short_title))
    add_fact(sheet, lambda tongue: tongue._("Outcome"), _texts(sheet, paper.outcome))
    add_fact(sheet, lambda tongue: tongue._("Applicant"), [paper.applicant])
    add_fact(sheet, lambda tongue: tongue._("Given by"), [paper.clerk])


def add_amendment_foot(sheet: Sheet, paper: AmendmentPaper) -> None:
    """Who asked and why, what is attached, who recorded it when; the lines to sign; the office block."""
    sheet.gap(8)
    who = " / ".join(_texts(sheet, paper.asked_by)) if paper.asked_by is not None else ""
    asked = ", ".join(part for part in (who, paper.asked_by_name) if part)
    if asked:
        add_fact(sheet, lambda tongue: tongue._("Asked for by"), [asked])
    if paper.reason:
        add_fact(sheet, lambda tongue: tongue._("Reason"), [paper.reason])
    for file in paper.attached:
        add_fact(sheet, lambda tongue: tongue._("Attached"), [f"{file.name} (SHA-256 {file.sha256[:16]}…)"])
    add_fact(sheet, lambda tongue: tongue._("Recorded by"), [paper.by])
    add_fact(sheet, lambda tongue: tongue._("Recorded on"), _each(sheet, partial(_moment, paper.at)))
    add_fact(sheet, lambda tongue: tongue._("Journal event"), [str(paper.sequence)])
    start = len(sheet.blocks)
    sheet.gap(12)
    head = paper.organisation.head
    for title, name, caption in (
        (N_("Recorded by"), paper.by, N_("/full name/")),
        (N_("Head of the organisation"), head, N_("/full name of the head/")),
        (N_("Asked for by"), paper.asked_by_name, N_("/full name/")),
    ):
        sheet.paragraph(partial(_said, title), LABEL)
        sheet.hold()
        add_named_signature(sheet, name, partial(_said, caption))
        sheet.hold()
        sheet.gap(4)
    sheet.hold(start)
    add_block(sheet, _entries(sheet, paper), paper.edition, paper.qr, case_proof_words)


def case_proof_words(tongue: Tongue) -> str:
    """What the QR code proves on a paper that is not the outcome's."""
    return tongue._(
        "The QR code names the case: counter, number, date, outcome and electronic signature; no personal data."
    )


def add_fact(sheet: Sheet, label: Words, values: Sequence[str]) -> None:
    """A label at the left, in each language, and what it names at the right."""
    add_labelled(sheet, label, values, BODY, 0.0, 0.4 if sheet.both else 0.27)


def add_labelled(sheet: Sheet, label: Words, values: Sequence[str], style: Style, indent: float, share: float) -> None:
    """A label over ``share`` of the sheet's width, then values, each once; an empty one as a dash."""
    room = sheet.width * share
    words = " / ".join(dict.fromkeys(label(tongue) for tongue in sheet.tongues))
    # The baselines of small and usual type are brought together.
    labels = set_lines(words, CAPTION._replace(leading=style.leading), sheet.left + indent, room - indent - 8)
    left, width = sheet.left + room, sheet.width - room
    lines = [line for value in dict.fromkeys(values) for line in set_lines(value or "—", style, left, width)]
    sheet.blocks += beside([labels, lines])
    sheet.gap(2.5)


def _entries(sheet: Sheet, paper: AmendmentPaper) -> list[Entry]:
    return [
        (lambda tongue: tongue._("Registration number"), [paper.number], VALUE_BOLD),
        (lambda tongue: tongue._("Journal event"), [str(paper.sequence)], VALUE),
        (lambda tongue: tongue._("Printed on"), _each(sheet, partial(_moment, paper.printed_at)), VALUE),
        (lambda tongue: tongue._("Phone"), [phone_in_print(paper.organisation.phone)], VALUE),
        (lambda tongue: tongue._("Printed by, signature"), [paper.printed_by], VALUE),
    ]


def _said(message: str, tongue: Tongue) -> str:
    return tongue._(message)


def _texts(sheet: Sheet, text: Text) -> list[str]:
    """A text in each of the paper's languages, once where they say the same."""
    return list(dict.fromkeys(text.in_language(tongue.language) for tongue in sheet.tongues))


def _each(sheet: Sheet, words: Words) -> list[str]:
    return list(dict.fromkeys(words(tongue) for tongue in sheet.tongues))


def _moment(at: datetime, tongue: Tongue) -> str:
    return moment_in_words(at, tongue.language)
