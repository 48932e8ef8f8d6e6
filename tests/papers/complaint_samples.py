"""Papers of complaints for tests: invented people and places."""

from datetime import date, datetime
from io import BytesIO

from msgspec.structs import replace

from desktop.domain.complaints import terms_of_complaint
from forms.calendar import load_calendar
from forms.catalogues import catalogue
from forms.complaint_words import REGISTER_HEADS, REGISTER_TITLE
from forms.papers.complaint_coupon import ComplaintCoupon
from forms.papers.complaint_letters import CASE_FILE, THE_COMPLAINT, ComplaintLetter
from forms.papers.content import LanguageChoice
from forms.papers.plain_table import TableColumn, TablePaper, draw_plain_table
from forms.reading import load_editions
from forms.register_words import in_both
from forms.texts import Text

from .samples import AT, SCHOOL

NUMBER = "D7/2026-Ш000012"
NAME = "Сынақова Үлгі Тестқызы"


def coupon(language: LanguageChoice = "kk", **wanted: object) -> ComplaintCoupon:
    """The coupon of a complaint about a case under E2020-7, whose term another edition gives."""
    editions = load_editions()
    day = date(2026, 9, 14)
    at = datetime.combine(day, AT.timetz())
    terms = terms_of_complaint(editions.by_label("E2020-7"), "provider", at, editions, load_calendar())
    made = ComplaintCoupon(
        language=language,
        office=SCHOOL.name,
        number=NUMBER,
        received_on=day,
        complainant=NAME,
        representative="Мысалов Әлібек Ойдағыұлы, № 12, 01.09.2026",
        about=Text(kk="Үлгіева Б.", ru="Үлгіева Б."),
        accepted_by="Асанова Г.",
        accepted_at=AT,
        due=terms.answer,
        act=editions.by_label(terms.edition).act.short,
        answer_place="Үлгі ауданы, Бірінші көше, 1-үй, кеңсе",
        phone=SCHOOL.phone,
        stamp=True,
    )
    return replace(made, **wanted)


def letter(language: LanguageChoice = "kk", **wanted: object) -> ComplaintLetter:
    """An answer that satisfies in part."""
    edition = load_editions().by_label("E2024")
    assert edition.complaints is not None
    made = ComplaintLetter(
        kind="answer",
        language=language,
        organisation=SCHOOL,
        number=NUMBER,
        received_on=date(2026, 9, 14),
        on=date(2026, 9, 18),
        to=NAME,
        address="Үлгі ауданы, Бірінші көше, 1-үй, 5-пәтер",
        complainant=NAME,
        outcome="part",
        words="Құжаттар 25 минутта қабылданғаны расталды.\nҚабылдаудан бас тарту негізді болды.",
        law=edition.complaints.text,
        act=edition.act.short,
        executor="Асанова Г.",
        at=AT,
    )
    return replace(made, **wanted)


def forwarding(language: LanguageChoice) -> ComplaintLetter:
    """A covering letter with the case."""
    return letter(
        language,
        kind="forwarding",
        to="Үлгі облысының білім басқармасы",
        address="",
        outcome="",
        law=None,
        case_number="D7/2026-000042",
        enclosed=(in_both(THE_COMPLAINT), in_both(CASE_FILE)),
    )


def register_of_complaints() -> bytes:
    """The register with two rows."""
    word = catalogue("forms", "ru").gettext
    name = SCHOOL.name.ru
    paper = TablePaper(title=word(REGISTER_TITLE), notes=(name,), office=name, language="ru", at=AT)
    answered, waits = word("Satisfied in part"), word("under consideration")
    rows = [
        (NUMBER, "14.09.2026", NAME, "", "", "Үлгіева Б.", "Асанова Г.", "18.09.2026", "", answered, "18.09.2026", ""),
        (NUMBER[:-1] + "3", "15.09.2026", "—", "", "D7/2026-000042", "", "", "21.09.2026", waits, "", "", ""),
    ]
    sink = BytesIO()
    draw_plain_table(paper, [TableColumn(word(head)) for head in REGISTER_HEADS], rows, sink)
    return sink.getvalue()
