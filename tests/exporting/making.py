"""Invented entries of a register, and what they are called."""

from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from io import BytesIO

from forms.papers.book import BookPaper, draw_book
from forms.papers.content import LanguageChoice, Organisation
from forms.reading import load_editions
from forms.register_columns import Columns
from forms.register_lines import RegisterLine
from forms.register_words import RegisterWords
from forms.texts import PaperLanguage, Text

ZONE = timezone(timedelta(hours=5))
AT = datetime(2026, 11, 21, 14, 5, tzinfo=ZONE)
LONG_NAME = "Әбдірахманова-Құрманғазиева Гүлбаршын Нұрмұхамедқызы"
# Invented, and with a zero in front: no living holder (seventh digit 1).
IIN = "050101100003"
ORGANISATION = Organisation(
    name=Text("«Үлгі» жалпы білім беретін мектебі» КММ", "КГУ «Общеобразовательная школа «Улги»"),
    address=Text("Ақтөбе қ., Сынақ к-сі 1", "г. Актобе, ул. Сынак 1"),
    phone="",
    head="Үлгіжанов Ғ. Һ.",
)


def words() -> RegisterWords:
    """The words of the shipped editions and of one clerk."""
    return RegisterWords(load_editions(), {"clerk-1": "Асанова Г."})


def columns(language: PaperLanguage = "kk") -> Columns:
    """Columns in a language."""
    return Columns(language, words())


def line(place: int = 1, **changed: object) -> RegisterLine:
    """An accepted case."""
    at = datetime(2026, 9, 14, 9, 0, tzinfo=ZONE) + timedelta(minutes=17 * place)
    fields: dict[str, object] = {
        "number": f"D7/2026-{place:06d}",
        "at": at.isoformat(timespec="milliseconds"),
        "name": "Сынақова Үлгі",
        "iin": IIN,
        "phone": "+77010000001",
        "service": "attestation",
        "edition": "E2020-7",
        "outcome": "accepted",
        "documents": 11,
        "sheets": 24,
        "due": "2026-11-26",
        "handed_over": (at + timedelta(minutes=4)).isoformat(timespec="milliseconds"),
        "operator": "clerk-1",
        **changed,
    }
    return RegisterLine(**fields)  # type: ignore[arg-type]


def many(count: int) -> Iterator[RegisterLine]:
    """Entries of every kind, in turn."""
    for place in range(1, count + 1):
        match place % 5:
            case 1:
                yield line(place, outcome="refusal_receipt", grounds=("incomplete", "expired"), documents=0, sheets=0)
            case 2:
                yield line(place, outcome="reasoned_refusal", grounds=("unreliable",), documents=0, sheets=0)
            case 3:
                yield line(place, name=LONG_NAME, by_representative=True, representative="Өкілов Өкіл", corrected=2)
            case 4:
                yield line(place, voided="entered_twice", duplicates=2)
            case _:
                yield line(place)


def book(language: LanguageChoice = "kk", count: int = 40, **changed: object) -> bytes:
    """A book of ``count`` entries."""
    fields: dict[str, object] = {
        "language": language,
        "organisation": ORGANISATION,
        "counter": "D7",
        "first": date(2026, 9, 1),
        "last": date(2026, 12, 31),
        "clerk": "Асанова Г.",
        "at": AT,
        **changed,
    }
    stream = BytesIO()
    draw_book(BookPaper(**fields), words(), lambda: many(count), stream, lambda done: None)  # type: ignore[arg-type]
    return stream.getvalue()
