"""The sheet an officer of the State Corporation takes along to somebody who cannot come: who, where, which papers.

No form of it is in the sources: order 202 of 2020, annex 7, paragraph 10 says who is entitled, and the rest is ours.
"""

from datetime import date, datetime
from functools import partial

import msgspec

from forms.contacts import show_phone
from forms.papers.across import practice_mark
from forms.papers.content import LanguageChoice, Organisation
from forms.papers.dates import date_in_words, moment_in_figures
from forms.papers.layout import BODY_BOLD, LABEL, MARK, TITLE, VALUE, Sheet, Tongue
from forms.papers.office import page_footer
from forms.papers.pages import FRAME_WIDTH, LEFT, About, draw_sheets
from forms.papers.signatures import add_named_signature
from forms.texts import Text

EMPTY_LINES = 4


class VisitSheet(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the sheet says. ``documents`` are those of the edition; ``law`` is its own sentence on such visits."""

    language: LanguageChoice
    organisation: Organisation
    service: Text
    act: Text
    name: str
    iin: str = ""
    address: str
    phone: str
    day: date
    words: str = ""
    documents: tuple[Text, ...]
    law: Text | None = None
    asked_at: datetime
    operator: str
    copy: int = 1
    practice: bool = False


def draw_visit_sheet(paper: VisitSheet) -> bytes:
    """The PDF on A4. The same sheet gives the same bytes, on every machine."""
    sheet = Sheet(paper.language, LEFT, FRAME_WIDTH)
    _add_head(sheet, paper)
    _add_person(sheet, paper)
    _add_documents(sheet, paper)
    _add_empty(sheet)
    _add_foot(sheet, paper)
    tongue = sheet.tongues[0]
    reference = moment_in_figures(paper.asked_at)
    about = About(
        title=f"{_title(tongue)}, {reference}",
        author=paper.organisation.name.in_language(tongue.language),
        subject=paper.service.in_language(tongue.language),
        keywords=reference,
        language=tongue.language,
        at=paper.asked_at,
        reference=reference,
    )
    return draw_sheets(
        sheet.blocks,
        about,
        lambda page, pages: page_footer(sheet, reference, page, pages),
        practice_mark(sheet) if paper.practice else None,
    )


def _title(tongue: Tongue) -> str:
    return tongue._("Sheet of a visit at home")


def _add_head(sheet: Sheet, paper: VisitSheet) -> None:
    organisation = paper.organisation
    sheet.paragraph(lambda tongue: organisation.name.in_language(tongue.language), BODY_BOLD, align="center")
    sheet.paragraph(lambda tongue: organisation.address.in_language(tongue.language), MARK, align="center")
    sheet.gap(10)
    if paper.copy > 1:
        marks = [tongue._("DUPLICATE · copy {number}").format(number=paper.copy) for tongue in sheet.tongues]
        sheet.framed(marks, TITLE)
        sheet.gap(8)
    sheet.paragraph(_title, TITLE, align="center")
    sheet.gap(4)
    sheet.paragraph(lambda tongue: paper.service.in_language(tongue.language), VALUE, align="center")
    sheet.paragraph(lambda tongue: paper.act.in_language(tongue.language), LABEL, align="center")
    sheet.gap(10)


def _add_person(sheet: Sheet, paper: VisitSheet) -> None:
    days = " / ".join(dict.fromkeys(date_in_words(paper.day, tongue.language) for tongue in sheet.tongues))
    fields = (
        (days, lambda tongue: tongue._("(day of the visit)")),
        (paper.name, lambda tongue: tongue._("(full name of the applicant)")),
        (paper.iin, lambda tongue: tongue._("(IIN)")),
        (paper.address, lambda tongue: tongue._("(address)")),
        (show_phone(paper.phone), lambda tongue: tongue._("(phone)")),
    )
    for value, caption in fields:
        sheet.shared_field(value or " ", caption)
        sheet.gap(5)
    if paper.words:
        sheet.paragraph(lambda tongue: paper.words, VALUE)
        sheet.gap(5)


def _add_documents(sheet: Sheet, paper: VisitSheet) -> None:
    sheet.paragraph(lambda tongue: tongue._("Documents to be taken in, and copied or scanned there"), BODY_BOLD)
    sheet.hold()
    sheet.gap(3)
    for place, text in enumerate(paper.documents, 1):
        sheet.item(f"{place}.", partial(_text, text))
    sheet.gap(8)


def _text(text: Text, tongue: Tongue) -> str:
    return text.in_language(tongue.language)


def _add_empty(sheet: Sheet) -> None:
    """Lines for what was found there: written by hand, and typed at the desk afterwards."""
    sheet.paragraph(lambda tongue: tongue._("Noted at the visit"), BODY_BOLD)
    sheet.hold()
    for _ in range(EMPTY_LINES):
        sheet.shared_field(" ", lambda tongue: " ")
        sheet.hold()


def _add_foot(sheet: Sheet, paper: VisitSheet) -> None:
    start = len(sheet.blocks)
    sheet.gap(4)
    add_named_signature(sheet, paper.name, lambda tongue: tongue._("/applicant/"))
    add_named_signature(sheet, "", lambda tongue: tongue._("/officer who visited/"))
    sheet.gap(8)
    asked = moment_in_figures(paper.asked_at)
    sheet.paragraph(
        lambda tongue: tongue._("Asked for: {moment}. Taken down by: {name}").format(moment=asked, name=paper.operator),
        LABEL,
    )
    if paper.law is not None:
        law = paper.law
        sheet.paragraph(lambda tongue: law.in_language(tongue.language), LABEL)
    sheet.hold(start)
    sheet.blocks[-1].keep = False
