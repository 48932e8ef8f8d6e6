"""What goes on after the reception in the demonstration: enrolments with the head, packages, complaints at counters.

Each is one course of events over days; what falls on a later day is recorded on it (``School.later``).
"""

from collections.abc import Iterator
from datetime import date
from random import Random
from typing import NamedTuple

from forms.calendar import Calendar
from forms.complaint_acts import (
    ComplaintAnswered,
    ComplaintAssigned,
    ComplaintForwarded,
    ComplaintOutcome,
    ComplaintParticulars,
    ComplaintReceived,
)
from forms.editions import Edition, Outcome
from forms.events import (
    Act,
    CaseDecided,
    CaseParticulars,
    CheckedDocument,
    PaperHandedOver,
    PaperPrinted,
    Particulars,
    PersonParticulars,
    VisitOpened,
)
from forms.procedure_acts import (
    RESULT_NUMBER,
    GroupSet,
    ProceedingOpened,
    ReceiverParticulars,
    Result,
    ResultDrafted,
    ResultIssued,
    ResultMoved,
    ResultParticulars,
    ResultSigned,
    SignatureParticulars,
    StepReturned,
    StepTaken,
    SubjectParticulars,
    SubjectRecorded,
)
from forms.register_acts import ReasonParticulars
from server.demonstration.people import invent_iin, invent_name, invent_phone

HEAD = "head-1"
_CHILDREN = ("Інжу", "Айсұлтан", "Мерей", "Әлихан", "Томирис", "Ернар", "Аяла", "Дамир", "Жансая", "Нұрай")
_GROUPS = (
    ("dombra-1", "Домбыра", "Домбра", "Д-1", "дс, ср, жм 15:00"),
    ("piano-1", "Фортепиано", "Фортепиано", "Ф-1", "сс, бс 14:30"),
    ("vocal-1", "Вокал", "Вокал", "В-1", "дс, ср 16:30"),
)
_COMPLAINTS = (
    "Құжаттарымды қабылдамай, ертең келуді айтты.",
    "Кезекте жарты сағаттан артық күттім.",
    "Расписку выдали без печати и подписи.",
    "Қолхатты орыс тілінде сұрадым, берілмеді.",
)


class Told(NamedTuple):
    """An act of a course: on which day, how many seconds after nine."""

    day: date
    after: int
    act: Act
    case: str | None
    particulars: Particulars | None
    operator: str


class Place(NamedTuple):
    """The counter a course is told of, and its next numbers."""

    code: str
    clerk: str
    case: str
    serial: int
    rng: Random
    calendar: Calendar

    def number(self, day: date, letter: str = "") -> str:
        """A number of one of its registers."""
        return f"{self.code}/{day.year}-{letter}{self.serial:06}"


def set_groups(day: date, year: int) -> Iterator[Told]:
    """The groups of a school year, at its beginning."""
    for key, kk, ru, name, schedule in _GROUPS:
        group = GroupSet(
            key=f"{key}-{year}",
            service="enrolment",
            year=year,
            programme_kk=kk,
            programme_ru=ru,
            name=name,
            schedule=schedule,
            places=14,
            youngest=6,
            oldest=17,
        )
        yield Told(day, 10, group, None, None, HEAD)


def enrol(
    place: Place, edition: Edition, day: date, came: int, result_count: int, *, stays_at: int = 0
) -> Iterator[Told]:
    """A child's enrolment: in half an hour or over it; ``stays_at`` leaves it at a step."""
    rng, case, number = place.rng, place.case, place.number(day)
    slow = 4 if rng.random() < 0.2 else 1
    clock = came

    def told(passed: int, act: Act, particulars: Particulars | None = None, operator: str = place.clerk) -> Told:
        nonlocal clock
        clock += passed
        return Told(day, clock, act, case, particulars, operator)

    yield told(0, VisitOpened(service=edition.service))
    parent, child = invent_name(rng), rng.choice(_CHILDREN)
    surname, born = parent.split()[0], date(day.year - 9, 4, 17)
    yield told(300, _decided(place, edition, number, 280), _applied(rng, parent))
    yield told(
        0,
        SubjectRecorded(number=number, relation=rng.choice(("mother", "father")), consent="given"),
        SubjectParticulars(iin=invent_iin(rng, born), name=f"{surname} {child}", birth_date=born.isoformat()),
    )
    yield told(0, _opened(number, edition, "counter", "provider", 2, None))
    yield told(20, _printed(rng, number))
    yield told(60, PaperHandedOver(number=number, serving_seconds=380))
    if stays_at == 2:
        return
    note = ReasonParticulars(reason="Қарап, бұйрық жобасын дайындаңыз.")
    yield told(120 * slow, _taken(number, 2, 3, "review", 180 * slow), note, HEAD)
    if stays_at == 3:
        return
    result: Result = "refusal" if rng.random() < 0.12 else "order"
    key, *_ = rng.choice(_GROUPS)
    year = day.year if day.month >= 8 else day.year - 1
    group = f"{key}-{year}" if result == "order" else ""
    words = ResultParticulars(reason="Топтағы орындар толды." if result == "refusal" else "")
    drafted = ResultDrafted(number=number, step=3, next=4, result=result, group=group, seconds=240 * slow)
    yield told(240 * slow, drafted, words)
    if rng.random() < 0.15:
        back = StepReturned(number=number, step=4, next=3, seconds=150)
        yield told(150, back, ReasonParticulars(reason="Баланың тегі куәліктегідей жазылсын."), HEAD)
        yield told(200, drafted, words)
    if stays_at == 4:
        return
    order = f"{place.code}/{day.year}-Б{result_count:06}"
    signed = ResultSigned(
        number=number,
        step=4,
        next=5,
        result=result,
        group=group,
        register="results",
        result_number=order,
        signed_by="wet",
        seconds=200 * slow,
    )
    yield told(200 * slow, signed, SignatureParticulars(), HEAD)
    if stays_at == 5:
        return
    issued = ResultIssued(
        number=number, step=5, next=0, result_number=order, to="applicant", shown=("receipt", "identity"), seconds=150
    )
    yield told(150, issued, ReceiverParticulars(name=parent))


def package(place: Place, edition: Edition, day: date, came: int) -> Iterator[Told]:
    """A desk of the State Corporation takes a package in; the provider answers in the days after."""
    rng, case, number = place.rng, place.case, place.number(day)
    near = rng.random() < 0.7
    key = "corporation_same_place" if near else "corporation_other_place"
    term = next(one for one in edition.terms if one.key == key)
    due = place.calendar.add_working_days(day, term.working_days, exclude_first=term.first_day_excluded).due
    parent = invent_name(rng)
    yield Told(day, came, VisitOpened(service=edition.service), case, None, place.clerk)
    yield Told(day, came + 500, _decided(place, edition, number, 480), case, _applied(rng, parent), place.clerk)
    facts: dict[str, str | bool] = {"provider_place": "same" if near else "other", "person_found": True}
    opened = _opened(number, edition, "state_corporation", "corporation", 4, due, facts, f"KZ-{place.serial:05}")
    yield Told(day, came + 500, opened, case, None, place.clerk)
    yield Told(day, came + 560, PaperHandedOver(number=number, serving_seconds=560), case, None, place.clerk)
    yield Told(day, came + 900, _taken(number, 4, 5, "register", 400, source="centre"), case, None, place.clerk)
    at = place.calendar.next_working(day)
    conform = rng.random() < 0.88
    words = None if conform else ReasonParticulars(reason="Біліктілік куәлігінің көшірмесінде мөр көрінбейді.")
    facts = {"documents_conform": conform}
    yield Told(at, 3_600, _taken(number, 5, 6, "check", 70_000, facts, "centre"), case, words, place.clerk)
    at = place.calendar.add_working_days(at, rng.choice((1, 1, 2, 5))).due
    result = f"{place.serial}-К"
    received = _taken(number, 6, 7, "receive", 90_000, {RESULT_NUMBER: result}, "centre")
    yield Told(at, 7_200, received, case, None, place.clerk)
    if rng.random() < 0.06:
        at = place.calendar.add_working_days(at, 22).due
        yield Told(at, 3_000, ResultMoved(number=number, how="returned_unclaimed"), case, None, place.clerk)
        return
    at = place.calendar.add_working_days(at, 1 + rng.randrange(3)).due
    issued = ResultIssued(
        number=number,
        step=7,
        next=0,
        result_number=result,
        to="applicant",
        shown=("receipt", "identity"),
        seconds=60_000,
    )
    yield Told(at, 9_000, issued, case, ReceiverParticulars(name=parent), place.clerk)


def complain(place: Place, edition: Edition, day: date, about: str, office: str) -> Iterator[Told]:
    """A complaint at a counter: answered in time or late, sent on to the office, or waiting."""
    rng, case, number = place.rng, place.case, place.number(day, "Ш")
    due = place.calendar.add_working_days(day, 5, exclude_first=False).due
    received = ComplaintReceived(
        register="complaints",
        number=number,
        service=edition.service,
        edition=edition.label,
        way=rng.choice(("paper", "paper", "post", "email")),
        language="kk",
        received_on=day.isoformat(),
        about=about,
        due=due.isoformat(),
        answer_place="Мектеп кеңсесі, 1-қабат",
    )
    written = ComplaintParticulars(
        name=invent_name(rng),
        address="Үлгі қаласы, Үшінші көше, 7-үй",
        phone=invent_phone(rng),
        text=rng.choice(_COMPLAINTS),
    )
    yield Told(day, 20_000, received, case, written, place.clerk)
    yield Told(day, 20_010, ComplaintAssigned(number=number, handler=HEAD), case, None, place.clerk)
    course = rng.random()
    if course < 0.25:
        at = place.calendar.add_working_days(day, 2).due
        yield Told(at, 5_000, ComplaintForwarded(number=number, to=office, on=at.isoformat()), case, None, HEAD)
    elif course < 0.85:
        at = place.calendar.add_working_days(day, rng.choice((2, 3, 4, 7))).due
        outcomes: tuple[ComplaintOutcome, ...] = ("full", "part", "refused")
        answered = ComplaintAnswered(number=number, outcome=rng.choice(outcomes), on=at.isoformat())
        words = ReasonParticulars(reason="Қызметкермен түсіндіру жұмысы жүргізілді, қолхат берілді.")
        yield Told(at, 6_000, answered, case, words, HEAD)


def _decided(place: Place, edition: Edition, number: str, seconds: int) -> CaseDecided:
    outcome: Outcome = "accepted"
    return CaseDecided(
        register="reception",
        number=number,
        service=edition.service,
        edition=edition.label,
        outcome=outcome,
        proposed=outcome,
        facts={},
        consent="given" if edition.consent.asked else "not_asked",
        documents=tuple(
            CheckedDocument(key=one.key, number=one.number, finding="in_order", sheets=1 + place.rng.randrange(2))
            for one in edition.documents[:8]
        ),
        serving_seconds=seconds,
    )


def _applied(rng: Random, name: str) -> CaseParticulars:
    works = "Үлгі ауылының № 3 мектебі"
    return CaseParticulars(
        applicant=PersonParticulars(iin=invent_iin(rng), name=name, phone=invent_phone(rng), workplace=works)
    )


def _opened(
    number: str,
    edition: Edition,
    channel: str,
    side: str,
    following: int,
    due: date | None,
    facts: dict[str, str | bool] | None = None,
    package_number: str = "",
) -> ProceedingOpened:
    return ProceedingOpened(
        number=number,
        service=edition.service,
        edition=edition.label,
        channel=channel,
        side=side,
        package=package_number,
        facts=facts or {},
        next=following,
        due=None if due is None else due.isoformat(),
    )


def _taken(
    number: str,
    step: int,
    following: int,
    act: str,
    seconds: int,
    facts: dict[str, str | bool] | None = None,
    source: str = "",
) -> StepTaken:
    return StepTaken(
        number=number, step=step, next=following, act=act, facts=facts or {}, source=source, seconds=seconds
    )


def _printed(rng: Random, number: str) -> PaperPrinted:
    sha256 = f"{rng.getrandbits(256):064x}"
    return PaperPrinted(number=number, paper="accepted", copy_number=1, copies=2, language="kk", sha256=sha256)
