"""The coupon of a complaint's acceptance: incoming number and date, who accepted it, when and where it is answered.

One paper for both sides. The counter's has a place for the office's stamp, as the passport of the 2015 standard asks
(para. 7), and may come out of a roll of 80 mm.
"""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

import msgspec

from forms.catalogues import N_
from forms.due_dates import DueDate, due_words
from forms.papers.across import practice_mark, practice_words
from forms.papers.content import Format, LanguageChoice
from forms.papers.dates import date_in_words, moment_in_figures
from forms.papers.fonts import BOLD, REGULAR
from forms.papers.layout import (
    BODY,
    BODY_BOLD,
    LABEL,
    TITLE,
    Block,
    Rule,
    Sheet,
    Style,
    Tongue,
    Words,
    set_lines,
    stack,
)
from forms.papers.office import page_footer
from forms.papers.pages import FRAME_WIDTH, LEFT, About, draw_sheets, draw_strip
from forms.papers.qr import MM
from forms.papers.signatures import add_named_signature
from forms.papers.slip import FRAME, MARGIN, STRIP_WIDTH
from forms.texts import Text

_NUMBER = Style(BOLD, 15, 18)
_HEADING = Style(BOLD, 11, 13)
_TEXT = Style(REGULAR, 10, 12)
_SMALL = Style(REGULAR, 8.5, 10)
_STAMP = (70 * MM, 28 * MM)

_Field = tuple[str, Words]


class ComplaintCoupon(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the coupon says. ``due`` is empty where no edition gives a term, ``about`` where nobody is named.

    ``stamp``: with a place for the office's stamp. ``copy``: above 1 for a duplicate.
    """

    language: LanguageChoice
    format: Format = "a4"
    office: Text
    number: str
    received_on: date
    complainant: str
    representative: str = ""
    about: Text | None = None
    accepted_by: str
    accepted_at: datetime
    due: DueDate | None = None
    act: Text | None = None
    answer_place: str = ""
    phone: str = ""
    stamp: bool = False
    copy: int = 1
    practice: bool = False


def draw_coupon(coupon: ComplaintCoupon) -> bytes:
    """The PDF: a page of A4, or a strip of the roll. The same coupon gives the same bytes, on every machine."""
    if coupon.format == "roll80":
        strip = Sheet(coupon.language, MARGIN, FRAME, columns=False)
        _compose_strip(strip, coupon)
        across = practice_mark(strip)._replace(head="") if coupon.practice else None
        return draw_strip(strip.blocks, _about(coupon, strip), STRIP_WIDTH, MARGIN, across)
    sheet = Sheet(coupon.language, LEFT, FRAME_WIDTH)
    _compose(sheet, coupon)
    return draw_sheets(
        sheet.blocks,
        _about(coupon, sheet),
        lambda page, pages: page_footer(sheet, coupon.number, page, pages),
        practice_mark(sheet) if coupon.practice else None,
    )


def _compose(sheet: Sheet, coupon: ComplaintCoupon) -> None:
    sheet.paragraph(lambda tongue: coupon.office.in_language(tongue.language), BODY_BOLD, align="center")
    sheet.gap(14)
    sheet.paragraph(_title, TITLE, align="center", even=True)
    sheet.gap(6)
    sheet.framed([f"№ {coupon.number}", *_marks(sheet, coupon)], TITLE)
    sheet.gap(10)
    for label, value in _fields(coupon):
        _field(sheet, label, value)
    if coupon.act is not None:
        sheet.gap(6)
        sheet.paragraph(partial(_term, coupon.act), LABEL)
    start = len(sheet.blocks)
    sheet.gap(20)
    add_named_signature(sheet, coupon.accepted_by, lambda tongue: tongue._("/full name/"))
    if coupon.stamp:
        sheet.gap(10)
        sheet.blocks.append(_stamp_place(sheet, sheet.left, *_STAMP))
    sheet.hold(start)


def _compose_strip(strip: Sheet, coupon: ComplaintCoupon) -> None:
    """Number and signature once, the words between in each language in turn."""
    if coupon.practice:
        strip.paragraph(practice_words, _SMALL, align="center", even=True)
        strip.gap(4)
    marks = _marks(strip, coupon)
    if marks:
        strip.framed(marks, _HEADING, padding=3)
        strip.gap(6)
    strip.blocks += set_lines(f"№ {coupon.number}", _NUMBER, strip.left, strip.width, align="center")
    for tongue in strip.tongues:
        _rule(strip)
        _add(strip, coupon.office.in_language(tongue.language), _SMALL)
        strip.gap(3)
        _add(strip, _title(tongue), _HEADING)
        strip.gap(4)
        for label, value in _fields(coupon):
            _add(strip, tongue._(label), _SMALL)
            _add(strip, value(tongue), _TEXT)
            strip.gap(3)
        if coupon.act is not None:
            _add(strip, _term(coupon.act, tongue), _SMALL)
    _rule(strip)
    add_named_signature(strip, coupon.accepted_by, lambda tongue: tongue._("/full name/"))
    if coupon.stamp:
        strip.gap(8)
        strip.blocks.append(_stamp_place(strip, strip.left, strip.width, _STAMP[1]))


def _fields(coupon: ComplaintCoupon) -> Iterator[_Field]:
    yield N_("Received on"), partial(_day, coupon.received_on)
    yield N_("Complaint of"), partial(_same, coupon.complainant)
    if coupon.representative:
        yield N_("Representative"), partial(_same, coupon.representative)
    if coupon.about is not None:
        yield N_("Complained of"), partial(_text, coupon.about)
    yield N_("Accepted by"), partial(_same, f"{coupon.accepted_by}, {moment_in_figures(coupon.accepted_at)}")
    if coupon.due is not None:
        yield N_("The answer is due by"), partial(_due, coupon.due)
    yield N_("The answer is given at"), partial(_same, coupon.answer_place)
    if coupon.phone:
        yield N_("Phone"), partial(_same, coupon.phone)


def _marks(sheet: Sheet, coupon: ComplaintCoupon) -> list[str]:
    if coupon.copy < 2:
        return []
    return [tongue._("DUPLICATE · copy {number}").format(number=coupon.copy) for tongue in sheet.tongues]


def _stamp_place(sheet: Sheet, left: float, width: float, height: float) -> Block:
    """An empty frame, its name within at the top."""
    words = " / ".join(dict.fromkeys(tongue._("Stamp of the office") for tongue in sheet.tongues))
    inside = stack([Block(4), *set_lines(words, LABEL, left + 6, width - 12)])
    x2 = left + width
    sides = [(left, 0, x2, 0), (left, height, x2, height), (left, 0, left, height), (x2, 0, x2, height)]
    return Block(height, inside.runs, [Rule(*side) for side in sides])


def _about(coupon: ComplaintCoupon, sheet: Sheet) -> About:
    tongue = sheet.tongues[0]
    return About(
        title=f"{_title(tongue)}, {coupon.number}",
        author=coupon.office.in_language(tongue.language),
        subject=_title(tongue),
        keywords=coupon.number,
        language=tongue.language,
        at=coupon.accepted_at,
        reference=coupon.number,
    )


def _add(sheet: Sheet, words: str, style: Style) -> None:
    sheet.blocks += set_lines(words, style, sheet.left, sheet.width)


def _rule(sheet: Sheet) -> None:
    sheet.gap(4)
    sheet.blocks.append(Block(4, rules=[Rule(sheet.left, 0, sheet.left + sheet.width, 0)]))


def _title(tongue: Tongue) -> str:
    return tongue._("Coupon of acceptance of a complaint")


def _term(act: Text, tongue: Tongue) -> str:
    return tongue._("The term: {act}.").format(act=act.in_language(tongue.language))


def _same(words: str, _tongue: Tongue) -> str:
    return words


def _text(text: Text, tongue: Tongue) -> str:
    return text.in_language(tongue.language)


def _day(day: date, tongue: Tongue) -> str:
    return date_in_words(day, tongue.language)


def _due(due: DueDate, tongue: Tongue) -> str:
    return due_words(due, tongue.language)


def _field(sheet: Sheet, label: str, value: Words) -> None:
    """A label in small type, its value below it."""
    sheet.paragraph(lambda tongue: tongue._(label), LABEL)
    sheet.hold()
    sheet.paragraph(value, BODY)
    sheet.gap(6)
