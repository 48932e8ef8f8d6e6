"""The coupon of a complaint's acceptance: incoming number and date, who accepted it, when and where it is answered."""

from datetime import date, datetime
from functools import partial

import msgspec

from forms.catalogues import N_
from forms.due_dates import DueDate, due_words
from forms.papers.content import LanguageChoice
from forms.papers.dates import date_in_words, moment_in_figures
from forms.papers.layout import BODY, BODY_BOLD, LABEL, TITLE, Sheet, Tongue, Words
from forms.papers.office import page_footer
from forms.papers.pages import FRAME_WIDTH, LEFT, About, draw_sheets
from forms.papers.signatures import add_named_signature
from forms.texts import Text


class ComplaintCoupon(msgspec.Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """What the coupon says. ``due`` is empty where no edition gives the authorised body a term."""

    language: LanguageChoice
    office: Text
    number: str
    received_on: date
    complainant: str
    about: Text
    accepted_by: str
    accepted_at: datetime
    due: DueDate | None = None
    act: Text | None = None
    answer_place: str = ""
    phone: str = ""


def draw_coupon(coupon: ComplaintCoupon) -> bytes:
    """The PDF, a page of A4. The same coupon gives the same bytes, on every machine."""
    sheet = Sheet(coupon.language, LEFT, FRAME_WIDTH)
    sheet.paragraph(lambda tongue: coupon.office.in_language(tongue.language), BODY_BOLD, align="center")
    sheet.gap(14)
    sheet.paragraph(_title, TITLE, align="center", even=True)
    sheet.gap(6)
    sheet.framed([f"№ {coupon.number}"], TITLE)
    sheet.gap(10)
    _field(sheet, N_("Received on"), partial(_day, coupon.received_on))
    _field(sheet, N_("Complaint of"), lambda _tongue: coupon.complainant)
    _field(sheet, N_("Complained of"), lambda tongue: coupon.about.in_language(tongue.language))
    _field(sheet, N_("Accepted by"), lambda _tongue: f"{coupon.accepted_by}, {moment_in_figures(coupon.accepted_at)}")
    if coupon.due is not None:
        _field(sheet, N_("The answer is due by"), partial(_due, coupon.due))
    _field(sheet, N_("The answer is given at"), lambda _tongue: coupon.answer_place)
    if coupon.phone:
        _field(sheet, N_("Phone"), lambda _tongue: coupon.phone)
    if coupon.act is not None:
        act = coupon.act
        sheet.gap(6)
        sheet.paragraph(lambda tongue: tongue._("The term: {act}.").format(act=act.in_language(tongue.language)), LABEL)
    sheet.gap(20)
    add_named_signature(sheet, coupon.accepted_by, lambda tongue: tongue._("/full name/"))
    tongue = sheet.tongues[0]
    about = About(
        title=f"{_title(tongue)}, {coupon.number}",
        author=coupon.office.in_language(tongue.language),
        subject=_title(tongue),
        keywords=coupon.number,
        language=tongue.language,
        at=coupon.accepted_at,
        reference=coupon.number,
    )
    return draw_sheets(sheet.blocks, about, lambda page, pages: page_footer(sheet, coupon.number, page, pages))


def _title(tongue: Tongue) -> str:
    return tongue._("Coupon of acceptance of a complaint")


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
