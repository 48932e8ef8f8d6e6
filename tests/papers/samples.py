"""Papers to draw: plainly fictitious people and documents, in the words of real editions."""

from datetime import date, datetime, timedelta, timezone
from typing import TypeVar

from msgspec.structs import replace

from forms.complaint_terms import AUTHORITY, FORWARD, PROVIDER
from forms.editions import Document, Edition, Outcome
from forms.papers.content import (
    AmendmentPaper,
    ApplicationPaper,
    AttachedLine,
    ChangeLine,
    CorrectedNote,
    DocumentLine,
    Format,
    GroundLine,
    LanguageChoice,
    OfficeBlock,
    Organisation,
    OutcomePaper,
    Person,
    TicketFormat,
    TicketPaper,
    VoidNote,
)
from forms.reading import load_editions
from forms.signing import sign_paper
from forms.texts import Text

Paper = TypeVar("Paper", OutcomePaper, ApplicationPaper, TicketPaper)

KEY = bytes(range(32))
AT = datetime(2026, 11, 21, 14, 5, tzinfo=timezone(timedelta(hours=5)))
SCHOOL = Organisation(
    name=Text(kk="№ 7 жалпы білім беретін үлгі мектеп", ru="Примерная общеобразовательная школа № 7"),
    address=Text(kk="Үлгі қаласы, Бірінші көше, 1-үй", ru="город Примерный, улица Первая, дом 1"),
    phone="+7 700 000 00 07",
    head="Үлгіжанов Ғ. Һ.",
)
TEACHER = Person(
    name="Үлгілиева Әйгерім Ұзаққызы",
    iin="850101100002",
    workplace="№ 7 жалпы білім беретін үлгі мектеп",
    position="информатика мұғалімі",
    email="ulgilieva@example.kz",
)
REPRESENTATIVE = Person(name="Өкілбаев Һашим Ңұрұлы", iin="850101100304")
DUE = Text(kk="2026 ж. 26 қараша (3 жұмыс күні)", ru="26 ноября 2026 г. (3 рабочих дня)")
MISSING = Text(kk="жоқ", ru="отсутствует")
EXPIRED = Text(kk="қолданылу мерзімі өткен", ru="срок действия истек")
NONCONFORMING = Text(kk="талаптарға сәйкес келмейді", ru="не соответствует требованиям")
FINDINGS = (MISSING, EXPIRED, NONCONFORMING)
REASONS = ("", "14.09.2026", "мөр басылмаған, қол қойылмаған")


def edition(label: str) -> Edition:
    """A shipped edition."""
    return load_editions().by_label(label)


def line(document: Document, index: int, outcome: Outcome) -> DocumentLine:
    """A document as the counter would put it on a paper."""
    refused = outcome != "accepted"
    return DocumentLine(
        number=document.number,
        title=document.title,
        sheets=0 if refused else 1 + index % 4,
        detail="№ 0123456, 28.06.2015" if document.ask_number_and_date else "",
        finding=FINDINGS[index % 3] if refused else None,
        reason=Text(kk=REASONS[index % 3], ru=REASONS[index % 3]) if refused and REASONS[index % 3] else None,
    )


def outcome_paper(
    rules: Edition,
    outcome: Outcome = "accepted",
    language: LanguageChoice = "kk",
    paper_format: Format = "a4",
    *,
    applicant: Person = TEACHER,
    representative: Person | None = None,
    documents: tuple[DocumentLine, ...] | None = None,
    grounds: tuple[GroundLine, ...] | None = None,
    duplicate: bool = False,
    qr: str | None = None,
    answers: tuple[tuple[Text, Text], ...] = (),
    status_code: str = "",
    due: Text | None = DUE,
) -> OutcomePaper:
    """A paper of that edition with every document it knows, or three of them where they are refused."""
    known = rules.documents[:11] if outcome == "accepted" else rules.documents[5:8] or rules.documents[:3]
    if documents is None:
        documents = tuple(line(document, index, outcome) for index, document in enumerate(known))
    if grounds is None:
        grounds = tuple(
            GroundLine(
                number=ground.number,
                title=ground.title,
                reasons=("анықтамадағы нөмір ұйымның тізілімінде жоқ",) if outcome == "reasoned_refusal" else (),
            )
            for refusal in rules.refusals
            if refusal.outcome == outcome
            for ground in refusal.grounds
        )
    number = "D7/2026-000123"
    return OutcomePaper(
        outcome=outcome,
        edition=rules,
        language=language,
        format=paper_format,
        organisation=SCHOOL,
        applicant=applicant,
        representative=representative,
        power_of_attorney="№ 45 сенімхат, 02.11.2026" if representative else "",
        documents=documents,
        grounds=grounds,
        office=OfficeBlock(
            number=number,
            at=AT,
            clerk="Асанова Г.",
            phone="+7 700 000 00 07",
            due=due,
            answers=answers,
            copy_number=3 if duplicate else 1,
            duplicate=duplicate,
            status_code=status_code,
            qr=sign_paper(KEY, counter="D7", number=number, at=AT, outcome=outcome) if qr is None else qr,
        ),
    )


# What the counter puts on a refusal of the edition of 2024: 5, 3 and 15 working days from Monday, 23 November 2026.
ANSWERS = (
    (
        PROVIDER,
        Text(
            "2026 ж. 27 қараша (5 жұмыс күні: дс, сс, ср, бс, жм)",
            "27 ноября 2026 г. (5 рабочих дней: пн, вт, ср, чт, пт)",
        ),
    ),
    (FORWARD, Text("2026 ж. 25 қараша (3 жұмыс күні: дс, сс, ср)", "25 ноября 2026 г. (3 рабочих дня: пн, вт, ср)")),
    (
        AUTHORITY,
        Text(
            "2026 ж. 11 желтоқсан (15 жұмыс күні: 23.11 – 11.12)", "11 декабря 2026 г. (15 рабочих дней: 23.11 – 11.12)"
        ),
    ),
)


def application_paper(rules: Edition, language: LanguageChoice = "kk", *, held: bool = True) -> ApplicationPaper:
    """An application filled as far as a counter can."""
    return ApplicationPaper(
        edition=rules,
        language=language,
        organisation=SCHOOL,
        applicant=TEACHER,
        year=2026,
        claimed_category=Text(kk="педагог-сарапшы", ru="педагог-эксперт"),
        held_category=Text(kk="педагог-модератор", ru="педагог-модератор") if held else None,
        held_until=date(2027, 3, 1) if held else None,
        holds_none=not held,
        on=date(2026, 11, 21),
    )


def ticket_paper(
    rules: Edition,
    language: LanguageChoice = "both",
    paper_format: TicketFormat = "roll80",
    *,
    organisation: Organisation = SCHOOL,
    label: str = "А007",
    ahead: int = 3,
    expected_wait: int = 900,
    again: bool = False,
) -> TicketPaper:
    """A queue ticket as the counter fills it."""
    return TicketPaper(
        label=label,
        language=language,
        format=paper_format,
        organisation=organisation,
        service=rules.short_title,
        rule=next((rule.text for rule in rules.rules if rule.key == "queue"), None),
        issued_at=AT,
        again_at=AT + timedelta(minutes=35) if again else None,
        ahead=ahead,
        expected_wait=expected_wait,
    )


def in_both(words: str) -> Text:
    """Words that are the same in both languages."""
    return Text(kk=words, ru=words)


CHANGES = (
    ChangeLine(
        label=Text(kk="Алушы: аты-жөні", ru="Услугополучатель: Ф.И.О."),
        old=in_both("Үлгілиева Айгерім Ұзаққызы"),
        new=in_both(TEACHER.name),
    ),
    ChangeLine(
        label=Text(kk="3-құжат: нөмірі", ru="Документ 3: номер"), old=in_both(""), new=in_both("ЖБ-Б № 0123456")
    ),
    ChangeLine(
        label=Text(kk="Алушы: телефон", ru="Услугополучатель: телефон"), old=in_both("8 700 000 00 01"), new=in_both("")
    ),
)
CORRECTED = CorrectedNote(
    first_copy=1,
    first_printed_at=AT + timedelta(minutes=2),
    corrected_at=AT + timedelta(days=2),
    changes=CHANGES,
)
VOID = VoidNote(
    at=AT + timedelta(days=3),
    reason=Text(kk="өтініш екі рет енгізілген", ru="заявление внесено дважды"),
    words="D7/2026-000122 нөмірімен бір іс.",
)


def later_copy(paper: OutcomePaper, **fields: object) -> OutcomePaper:
    """The same paper as copy 2, printed by another clerk three days later."""
    office = replace(
        paper.office,
        copy_number=2,
        duplicate="corrected" not in fields,
        printed_by="Бекенова Д.",
        printed_at=AT + timedelta(days=3, hours=1),
    )
    return replace(paper, office=office, **fields)


def amendment_paper(
    rules: Edition, language: LanguageChoice = "kk", *, void: bool = False, practice: bool = False
) -> AmendmentPaper:
    """The act on a correction of three places, or on a void."""
    number = "D7/2026-000123"
    return AmendmentPaper(
        edition=rules,
        language=language,
        organisation=SCHOOL,
        number=number,
        decided_at=AT,
        outcome=Text(kk="Құжаттар қабылданды", ru="Документы приняты"),
        applicant=TEACHER.name,
        clerk="Асанова Г.",
        sequence=1204,
        at=AT + timedelta(days=2),
        by="Бекенова Д.",
        asked_by=None if void else Text(kk="көрсетілетін қызметті алушы", ru="услугополучатель"),
        asked_by_name=TEACHER.name,
        reason="Жеке куәліктегі жазылуымен салыстырылды.",
        changes=() if void else CHANGES,
        cause=Text(kk="өтініш екі рет енгізілген", ru="заявление внесено дважды") if void else None,
        attached=(AttachedLine(name="өтініш.pdf", sha256="0123456789abcdef" * 4),),
        printed_by="Бекенова Д.",
        printed_at=AT + timedelta(days=2, minutes=3),
        qr=sign_paper(KEY, counter="D7", number=number, at=AT, outcome="accepted"),
        practice=practice,
    )


def practising(paper: Paper) -> Paper:
    """The same paper at a practice counter."""
    return replace(paper, practice=True)
