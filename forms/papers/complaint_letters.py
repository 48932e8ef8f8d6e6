"""The answer to a complaint, and the covering letter with which one is passed on: to be signed by the head."""

from collections.abc import Mapping
from datetime import date, datetime
from functools import partial
from typing import Literal

import msgspec

from forms.catalogues import N_
from forms.complaint_acts import ComplaintOutcome
from forms.contacts import show_phone
from forms.papers.across import practice_mark
from forms.papers.content import LanguageChoice, Organisation
from forms.papers.dates import date_in_words, on_day
from forms.papers.layout import BODY, BODY_BOLD, LABEL, MARK, TITLE, VALUE, Sheet, Tongue, set_lines
from forms.papers.office import page_footer
from forms.papers.pages import FRAME_WIDTH, LEFT, About, draw_sheets
from forms.papers.signatures import add_named_signature
from forms.texts import Text

_ANSWERED: Mapping[ComplaintOutcome, str] = {
    "full": N_("Your complaint is satisfied in full."),
    "part": N_("Your complaint is satisfied in part."),
    "refused": N_("Your complaint is refused."),
}

# What goes with a covering letter.
THE_COMPLAINT = N_("the complaint, with what was attached to it")
CASE_FILE = N_("the file of the case")


class ComplaintLetter(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """A letter about one complaint. ``to`` is who it is sent to, ``address`` where; ``words`` are what was typed.

    ``outcome`` is empty on a covering letter. ``law`` is what the act ``act`` says of complaints. ``enclosed`` are the
    papers that go with it; ``case_number`` the case complained of.
    """

    kind: Literal["answer", "forwarding"]
    language: LanguageChoice
    organisation: Organisation
    number: str
    received_on: date
    on: date
    to: str
    address: str = ""
    complainant: str
    outcome: ComplaintOutcome | Literal[""] = ""
    words: str = ""
    case_number: str = ""
    law: Text | None = None
    act: Text | None = None
    enclosed: tuple[Text, ...] = ()
    executor: str
    at: datetime
    copy: int = 1
    practice: bool = False


def draw_letter(letter: ComplaintLetter) -> bytes:
    """The PDF on A4. The same letter gives the same bytes, on every machine."""
    sheet = Sheet(letter.language, LEFT, FRAME_WIDTH)
    _add_head(sheet, letter)
    if letter.kind == "answer":
        _add_answer(sheet, letter)
    else:
        _add_forwarding(sheet, letter)
    _add_foot(sheet, letter)
    tongue = sheet.tongues[0]
    about = About(
        title=f"{_title(letter, tongue)}, № {letter.number}",
        author=letter.organisation.name.in_language(tongue.language),
        subject=_title(letter, tongue),
        keywords=letter.number,
        language=tongue.language,
        at=letter.at,
        reference=letter.number,
    )
    return draw_sheets(
        sheet.blocks,
        about,
        lambda page, pages: page_footer(sheet, f"№ {letter.number}", page, pages),
        practice_mark(sheet) if letter.practice else None,
    )


def _add_head(sheet: Sheet, letter: ComplaintLetter) -> None:
    organisation = letter.organisation
    sheet.paragraph(lambda tongue: organisation.name.in_language(tongue.language), BODY_BOLD, align="center")
    sheet.paragraph(lambda tongue: organisation.address.in_language(tongue.language), MARK, align="center")
    sheet.gap(12)
    if letter.copy > 1:
        marks = [tongue._("DUPLICATE · copy {number}").format(number=letter.copy) for tongue in sheet.tongues]
        sheet.framed(marks, TITLE)
        sheet.gap(8)
    sheet.paragraph(partial(_number_and_day, letter), VALUE)
    sheet.gap(6)
    sheet.right_field(letter.to, lambda tongue: tongue._("/to whom/"))
    if letter.address:
        sheet.gap(2)
        sheet.right_field(letter.address, lambda tongue: tongue._("/postal address/"))
    sheet.gap(14)
    sheet.paragraph(partial(_title, letter), TITLE, align="center", even=True)
    sheet.gap(10)


def _add_answer(sheet: Sheet, letter: ComplaintLetter) -> None:
    sheet.paragraph(partial(_to_your_complaint, letter))
    sheet.gap(6)
    if letter.outcome:
        words = _ANSWERED[letter.outcome]
        sheet.paragraph(lambda tongue: tongue._(words), BODY_BOLD)
        sheet.gap(6)
    _add_typed(sheet, letter.words)
    if letter.law is not None:
        sheet.gap(8)
        sheet.paragraph(lambda tongue: tongue._("Where to turn if you do not agree"), BODY_BOLD)
        sheet.hold()
        law = letter.law
        sheet.paragraph(lambda tongue: law.in_language(tongue.language), VALUE)
        _add_source(sheet, letter)


def _add_forwarding(sheet: Sheet, letter: ComplaintLetter) -> None:
    sheet.paragraph(partial(_passed_on, letter))
    sheet.gap(6)
    _add_typed(sheet, letter.words)
    if letter.enclosed:
        sheet.gap(4)
        sheet.paragraph(lambda tongue: tongue._("Enclosed:"), BODY_BOLD)
        for place, text in enumerate(letter.enclosed, 1):
            sheet.item(f"{place}.", partial(_text, text))
    _add_source(sheet, letter)


def _add_typed(sheet: Sheet, words: str) -> None:
    """What was typed is in one language, and stands once across the sheet."""
    for paragraph in filter(None, words.split("\n")):
        sheet.blocks += set_lines(paragraph, BODY, sheet.left, sheet.width)
        sheet.gap(4)


def _add_source(sheet: Sheet, letter: ComplaintLetter) -> None:
    if letter.act is not None:
        act = letter.act
        sheet.gap(3)
        sheet.paragraph(lambda tongue: tongue._("By: {act}.").format(act=act.in_language(tongue.language)), LABEL)


def _add_foot(sheet: Sheet, letter: ComplaintLetter) -> None:
    start = len(sheet.blocks)
    sheet.gap(20)
    sheet.paragraph(lambda tongue: tongue._("Head of the organisation"), LABEL)
    add_named_signature(sheet, letter.organisation.head, lambda tongue: tongue._("/full name of the head/"))
    sheet.gap(12)
    sheet.paragraph(partial(_executor, letter), LABEL)
    sheet.hold(start)


def _title(letter: ComplaintLetter, tongue: Tongue) -> str:
    if letter.kind == "answer":
        return tongue._("Answer to a complaint")
    return tongue._("On the forwarding of a complaint")


def _number_and_day(letter: ComplaintLetter, tongue: Tongue) -> str:
    return f"№ {letter.number}, {date_in_words(letter.on, tongue.language)}"


def _to_your_complaint(letter: ComplaintLetter, tongue: Tongue) -> str:
    words = tongue._("Your complaint registered on {day} under number {number} was considered.")
    return words.format(day=on_day(letter.received_on, tongue.language), number=letter.number)


def _passed_on(letter: ComplaintLetter, tongue: Tongue) -> str:
    words = tongue._(
        "The complaint of {name}, registered on {day} under number {number}, is sent to you to be considered."
    )
    day = on_day(letter.received_on, tongue.language)
    told = words.format(name=letter.complainant, day=day, number=letter.number)
    if letter.case_number:
        told += " " + tongue._("It speaks of case {number}.").format(number=letter.case_number)
    return told


def _executor(letter: ComplaintLetter, tongue: Tongue) -> str:
    words = tongue._("Executor: {name}, phone {phone}")
    phone = (
        show_phone(letter.organisation.phone)
        if letter.organisation.phone.startswith("+")
        else letter.organisation.phone
    )
    return words.format(name=letter.executor, phone=phone)


def _text(text: Text, tongue: Tongue) -> str:
    return text.in_language(tongue.language)
