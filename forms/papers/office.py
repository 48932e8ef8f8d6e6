"""The foot of an outcome paper: copies, date and signatures of the form, then our own block below a hairline."""

from collections.abc import Sequence

from forms.editions import Edition
from forms.papers.answers import add_answers
from forms.papers.content import OutcomePaper
from forms.papers.dates import date_in_words, moment_in_figures, moment_in_words
from forms.papers.fonts import text_width
from forms.papers.kinds import paper_kind, paper_title
from forms.papers.layout import (
    GUTTER,
    LABEL,
    VALUE,
    VALUE_BOLD,
    Block,
    Rule,
    Run,
    Sheet,
    Style,
    Symbol,
    Tongue,
    Words,
    beside,
    set_lines,
    stack,
)
from forms.papers.pages import About, Footer
from forms.papers.qr import SIDE, quiet_zone
from forms.papers.signatures import add_received
from forms.papers.standing import standing_marks


def about_outcome(paper: OutcomePaper, sheet: Sheet) -> About:
    """The metadata of an outcome paper, in its first language."""
    tongue = sheet.tongues[0]
    title = paper_title(paper.edition, paper_kind(paper.edition, paper.outcome))(tongue)
    return About(
        title=f"{title}, № {paper.office.number}",
        author=paper.organisation.name.in_language(tongue.language),
        subject=paper.edition.title.in_language(tongue.language),
        keywords=", ".join((paper.office.number, paper.edition.label, paper.outcome)),
        language=tongue.language,
        at=paper.office.at,
        reference=paper.office.number,
    )


def add_foot(sheet: Sheet, paper: OutcomePaper) -> None:
    """The paper's date and copies, the receiver's signature, the office block: all on one page."""
    start = len(sheet.blocks)
    sheet.gap(8)
    if paper.office.copies == 2:
        sheet.paragraph(two_copies, VALUE)
    sheet.paragraph(lambda tongue: date_in_words(paper.office.at.date(), tongue.language))
    sheet.gap(6)
    add_received(sheet, paper)
    note = not_statutory_note(paper)
    if note is not None:
        sheet.gap(8)
        sheet.paragraph(note, LABEL)
    if paper.outcome == "refusal_receipt":  # a reasoned refusal says it beside how to complain
        add_answers(sheet, paper, LABEL, before=8)
    sheet.hold(start)
    add_office_block(sheet, paper)


def two_copies(tongue: Tongue) -> str:
    """One for the applicant, one for the provider: said only where two are printed."""
    return tongue._("This paper is made in two copies, one for each side.")


def not_statutory_note(paper: OutcomePaper) -> Words | None:
    """What the edition notes of a paper the law does not know; a memo says it in its own first sentence."""
    kind = paper_kind(paper.edition, paper.outcome)
    form = paper.edition.paper(kind)
    if kind == "memo" or form is None or form.statutory or form.layout_note is None:
        return None
    note = form.layout_note
    return lambda tongue: note.in_language(tongue.language)


def add_office_block(sheet: Sheet, paper: OutcomePaper) -> None:
    """Below a hairline: number, copy, time, phone, due date and clerk in two columns, then the edition; QR at right."""
    add_block(sheet, _entries(sheet, paper), paper.edition, paper.office.qr, proof_words)


Entry = tuple[Words, Sequence[str], Style]


def add_block(
    sheet: Sheet, entries: Sequence[Entry], edition: Edition, code: str, proof: Words, *, ruled: bool = True
) -> None:
    """Entries in two columns below a hairline, the last to be signed beside; then the edition; the QR at the right.

    Not ``ruled``: nothing is signed by hand.
    """
    start = len(sheet.blocks)
    sheet.gap(12)
    sheet.blocks.append(_facts(sheet, entries, edition, code, ruled))
    sheet.hold()
    if code:
        sheet.paragraph(proof, LABEL, even=True)
    sheet.hold(start)
    sheet.blocks[-1].keep = False


def proof_words(tongue: Tongue) -> str:
    """What the QR code proves."""
    return tongue._(
        "The QR code proves this paper genuine: counter, number, date, outcome and electronic signature; "
        "no personal data."
    )


def _facts(sheet: Sheet, entries: Sequence[Entry], edition: Edition, code: str, ruled: bool) -> Block:
    clear = quiet_zone(code) if code else 0.0
    width = (sheet.width - (SIDE + clear if code else 0.0) - 2 * GUTTER) / 2
    cells = [
        _cell(sheet, sheet.left + (index % 2) * (width + GUTTER), width, *entry) for index, entry in enumerate(entries)
    ]
    if ruled:
        _add_signing_rule(cells[-1][-1], width)
    rows = [Block(clear + 4, rules=[Rule(sheet.left, 0, sheet.left + sheet.width, 0)])]
    for first in range(0, len(cells), 2):
        rows += [*beside(cells[first : first + 2]), Block(4)]
    rows += [*_edition_lines(sheet, edition, 2 * width + GUTTER), Block(3)]
    whole = stack(rows)
    if code:
        whole.symbols.append(Symbol(sheet.left + sheet.width - SIDE, clear + 4, code))
        whole.height = max(whole.height, SIDE + 2 * clear + 4)
    return whole


def _entries(sheet: Sheet, paper: OutcomePaper) -> list[Entry]:
    office = paper.office
    moment = moment_in_figures(office.at) if sheet.both else moment_in_words(office.at, sheet.tongues[0].language)
    entries: list[Entry] = [
        (lambda tongue: tongue._("Registration number"), [office.number], VALUE_BOLD),
        (lambda tongue: tongue._("Copy"), [copy_told(paper)], VALUE),
        (lambda tongue: tongue._("Date and time"), [moment], VALUE),
        (lambda tongue: tongue._("Phone"), [office.phone], VALUE),
    ]
    if office.due is not None:
        due = [office.due.in_language(tongue.language) for tongue in sheet.tongues]
        entries.append((lambda tongue: tongue._("Result due"), list(dict.fromkeys(due)), VALUE))
    if office.through is not None:
        through = [office.through.in_language(tongue.language) for tongue in sheet.tongues]
        told = list(dict.fromkeys(through))
        entries.append((lambda tongue: tongue._("To the State Corporation, package"), told, VALUE))
    if office.status_code:
        entries.append((lambda tongue: tongue._("Code to ask how the case stands"), [office.status_code], VALUE_BOLD))
    if office.printed_by:
        entries.append((lambda tongue: tongue._("Office clerk"), [office.clerk], VALUE))
        entries.append((lambda tongue: tongue._("Copy printed by, signature"), [office.printed_by], VALUE))
    else:
        entries.append((lambda tongue: tongue._("Office clerk, signature"), [office.clerk], VALUE))
    return entries


def copy_told(paper: OutcomePaper) -> str:
    """The copy's number; of a later copy with the moment it was printed."""
    at = paper.office.printed_at
    number = str(paper.office.copy_number)
    return number if at is None else f"{number} ({moment_in_figures(at)})"


def _cell(sheet: Sheet, left: float, width: float, label: Words, values: Sequence[str], style: Style) -> list[Block]:
    lines: list[Block] = []
    for tongue in sheet.tongues:
        lines += set_lines(label(tongue), LABEL, left, width)
    for value in values:
        lines += set_lines(value, style, left, width)
    return lines


def _edition_lines(sheet: Sheet, edition: Edition, width: float) -> list[Block]:
    """The edition's caption and act in one line, for each language: a receipt for eleven documents is full."""
    lines: list[Block] = []
    for tongue in sheet.tongues:
        caption = tongue._("Edition")
        start = text_width(caption, LABEL.font, LABEL.size) + 5
        act = set_lines(edition.act.short.in_language(tongue.language), VALUE, sheet.left + start, width - start)
        act[0].runs.insert(0, Run(sheet.left, act[0].runs[0].y, caption, LABEL))
        lines += act
    return lines


def _add_signing_rule(line: Block, width: float) -> None:
    """The clerk signs beside the name: the line goes on as a rule to the cell's end."""
    name = line.runs[0]
    start = name.x + text_width(name.text, name.style.font, name.style.size) + 5
    if start < name.x + width:
        line.rules.append(Rule(start, name.y + 2, name.x + width, name.y + 2))


def outcome_footer(sheet: Sheet, paper: OutcomePaper) -> Footer:
    """The number at the left of each page's foot, so that a loose sheet is known; the page of how many at the right."""
    told = [" · ".join((f"№ {paper.office.number}", *standing_marks(paper, tongue))) for tongue in sheet.tongues]
    marks = list(dict.fromkeys(told))
    return lambda page, pages: page_footer(sheet, "\n".join(marks), page, pages)


def page_footer(sheet: Sheet, mark: str, page: int, pages: int) -> Block:
    """A footer with ``mark`` at the left; a line for each language at the right."""
    half = sheet.width / 2
    right: list[Block] = []
    for tongue in sheet.tongues:
        words = tongue._("page {page} of {pages}").format(page=page, pages=pages)
        right += set_lines(words, LABEL, sheet.left + half, half, align="right")
    return stack(beside([set_lines(mark, LABEL, sheet.left, half), right]))
