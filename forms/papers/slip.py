"""The 80 mm slip: the number large, then what matters, the documents, the QR. One page as long as it needs."""

from collections.abc import Sequence

from forms.papers.across import practice_words
from forms.papers.answers import answer_lines, answers_heading
from forms.papers.content import DocumentLine, OutcomePaper
from forms.papers.dates import moment_in_words
from forms.papers.documents import count_words, document_words, finding_words
from forms.papers.fonts import BOLD, REGULAR, text_width
from forms.papers.kinds import paper_kind, paper_title
from forms.papers.layout import Align, Block, Rule, Sheet, Style, Symbol, Tongue, Words, set_lines, stack
from forms.papers.marks import names_workplace
from forms.papers.memo import not_statutory, where_to_apply
from forms.papers.office import copy_told, not_statutory_note, proof_words, two_copies
from forms.papers.qr import MM, SIDE, quiet_zone
from forms.papers.signatures import received_words
from forms.papers.standing import standing_marks, standing_sentences

STRIP_WIDTH = 80 * MM
MARGIN = 4 * MM
FRAME = STRIP_WIDTH - 2 * MARGIN
_NUMBER = Style(BOLD, 24, 27)
_HEADING = Style(BOLD, 11, 13)
_TEXT = Style(REGULAR, 10, 12)
_TEXT_BOLD = Style(BOLD, 10, 12)
_SMALL = Style(REGULAR, 8.5, 10)


def compose_slip(sheet: Sheet, paper: OutcomePaper) -> None:
    """Fill a strip ``FRAME`` wide: number, signature and QR once, the words between in each language in turn."""
    office = paper.office
    if paper.practice:
        for tongue in sheet.tongues:
            _add(sheet, practice_words(tongue), _SMALL, align="center", even=True)
        sheet.gap(4)
    marks = [mark for tongue in sheet.tongues for mark in standing_marks(paper, tongue)]
    if marks:
        sheet.framed(marks, _HEADING, padding=3)
        sheet.gap(6)
    _add(sheet, office.number, _fitting(office.number, sheet.width), align="center")
    for tongue in sheet.tongues:
        _add_hairline(sheet)
        _add_words(sheet, paper, tongue)
    _add_hairline(sheet)
    if office.printed_by:
        _add_signature(sheet, lambda tongue: tongue._("Copy printed by"))
    else:
        _add_signature(sheet, lambda tongue: tongue._("Office clerk"))
    if paper_kind(paper.edition, paper.outcome) == "reasoned_refusal":
        _add_signature(sheet, lambda tongue: tongue._("Head of the organisation"))
    if paper_kind(paper.edition, paper.outcome) != "memo":
        _add_signature(sheet, received_words)
    if office.qr:
        clear = quiet_zone(office.qr)
        left = sheet.left + (sheet.width - SIDE) / 2
        sheet.blocks.append(Block(SIDE + 2 * clear, symbols=[Symbol(left, clear, office.qr)]))
        for tongue in sheet.tongues:
            _add(sheet, proof_words(tongue), _SMALL, align="center", even=True)


def _add_words(sheet: Sheet, paper: OutcomePaper, tongue: Tongue) -> None:
    office, organisation, kind = paper.office, paper.organisation, paper_kind(paper.edition, paper.outcome)
    form = paper.edition.paper(kind)
    if form is not None and form.annex is not None:
        mark = "\n".join((form.annex.in_language(tongue.language), tongue._("Form")))
        _add(sheet, mark, _SMALL, align="right")
        sheet.gap(4)
    _add(sheet, paper_title(paper.edition, kind)(tongue), _HEADING, align="center", even=True)
    sheet.gap(4)
    if kind == "memo":
        _add(sheet, not_statutory(tongue), _TEXT_BOLD)
        _add(sheet, where_to_apply(paper, tongue), _SMALL)
        sheet.gap(4)
    for words in standing_sentences(paper):
        _add(sheet, words(tongue), _SMALL)
        sheet.gap(3)
    _add(sheet, moment_in_words(office.at, tongue.language), _TEXT_BOLD)
    if office.due is not None:
        _add_entry(sheet, tongue._("Result due"), office.due.in_language(tongue.language), bold=True)
    _add_entry(sheet, tongue._("Applicant"), paper.applicant.name)
    if paper.applicant.workplace and names_workplace(paper.edition):
        _add_entry(sheet, tongue._("Organisation of education"), paper.applicant.workplace)
    if paper.child is not None:
        _add_entry(sheet, paper.child.heading.in_language(tongue.language), paper.child.name)
    if paper.representative is not None:
        _add_entry(sheet, tongue._("Representative"), paper.representative.name)
    name = organisation.name.in_language(tongue.language)
    address = organisation.address.in_language(tongue.language)
    _add_entry(sheet, tongue._("Provider"), f"{name}, {address}")
    if office.status_code:
        _add_entry(sheet, tongue._("Code to ask how the case stands"), office.status_code, bold=True)
    _add_entry(sheet, tongue._("Office clerk"), office.clerk)
    _add_entry(sheet, tongue._("Phone"), office.phone)
    _add_entry(sheet, tongue._("Copy"), copy_told(paper))
    if office.printed_by:
        _add_entry(sheet, tongue._("Copy printed by"), office.printed_by)
    _add_entry(sheet, tongue._("Edition"), paper.edition.act.short.in_language(tongue.language))
    for ground in paper.grounds:
        _add_entry(sheet, tongue._("Ground"), ground.title.in_language(tongue.language))
        for reason in ground.reasons:
            _add(sheet, reason, _TEXT)
    _add_documents(sheet, paper, tongue)
    if paper.outcome == "reasoned_refusal" and paper.edition.complaints is not None:
        _add_entry(sheet, tongue._("How to complain"), paper.edition.complaints.text.in_language(tongue.language))
    if paper.next is not None:
        _add_entry(sheet, tongue._("What happens next"), paper.next.in_language(tongue.language))
    if office.answers:
        _add_entry(sheet, answers_heading(tongue), "\n".join(answer_lines(paper, tongue)))
    if office.copies == 2 and kind != "memo":
        sheet.gap(4)
        _add(sheet, two_copies(tongue), _SMALL)
    note = not_statutory_note(paper)
    if note is not None:
        sheet.gap(4)
        _add(sheet, note(tongue), _SMALL)


def _add_documents(sheet: Sheet, paper: OutcomePaper, tongue: Tongue) -> None:
    accepted = [document for document in paper.documents if document.finding is None]
    wrong = [document for document in paper.documents if document.finding is not None]
    if accepted:
        _add_list(sheet, tongue._("Documents accepted:"), accepted, tongue)
        _add(sheet, count_words(tongue, accepted), _TEXT)
    if wrong:
        _add_list(sheet, tongue._("Documents absent or not in order:"), wrong, tongue)


def _add_list(sheet: Sheet, heading: str, documents: Sequence[DocumentLine], tongue: Tongue) -> None:
    sheet.gap(5)
    _add(sheet, heading, _TEXT_BOLD)
    for number, document in enumerate(documents, 1):
        text = f"{number}) {document_words(document, with_sheets=True)(tongue)}"
        _add(sheet, text, _TEXT)
        if document.finding is not None:
            _add(sheet, finding_words(document)(tongue), _TEXT_BOLD)
        sheet.gap(2)


def _add_entry(sheet: Sheet, label: str, value: str, *, bold: bool = False) -> None:
    sheet.gap(3)
    _add(sheet, label, _SMALL)
    _add(sheet, value, _TEXT_BOLD if bold else _TEXT)


def _add_signature(sheet: Sheet, label: Words) -> None:
    words = [label(tongue) for tongue in sheet.tongues]
    labels = [line for text in words for line in set_lines(text, _TEXT, sheet.left, sheet.width)]
    row = stack([Block(10), *labels])
    start = sheet.left + 6 + max(text_width(text, _TEXT.font, _TEXT.size) for text in words)
    row.rules.append(Rule(start, row.height - 1, sheet.left + sheet.width, row.height - 1))
    sheet.blocks.append(row)
    captions = [tongue._("/signature/") for tongue in sheet.tongues]
    for caption in captions:
        sheet.blocks += set_lines(caption, _SMALL, start, sheet.left + sheet.width - start, align="center")
    sheet.gap(4)


def _add_hairline(sheet: Sheet) -> None:
    sheet.gap(5)
    sheet.blocks.append(Block(6, rules=[Rule(sheet.left, 0, sheet.left + sheet.width, 0)]))


def _add(sheet: Sheet, text: str, style: Style, *, align: Align = "left", even: bool = False) -> None:
    sheet.blocks += set_lines(text, style, sheet.left, sheet.width, align=align, even=even)


def _fitting(number: str, width: float) -> Style:
    """The number's style, smaller where a long counter code asks for it, so that it stands in one line."""
    wide = text_width(number, _NUMBER.font, _NUMBER.size)
    if wide <= width:
        return _NUMBER
    size = int(_NUMBER.size * width / wide * 10) / 10
    return Style(BOLD, size, size * 1.15)
