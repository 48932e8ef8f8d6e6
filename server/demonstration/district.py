"""The demonstration district: an education office, thirty schools and a desk of the State Corporation, their counters,
and how each of them works."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from random import Random

from forms.calendar import load_calendar
from forms.events import CaseDecided, read_event, read_particulars
from forms.reading import load_editions
from server.demonstration.courses import Courses
from server.demonstration.recording import Recorder
from server.demonstration.school_year import ZONE, School, at_nine, work
from server.organisations.models import Organisation

OFFICE = "ulgi"
OFFICE_NAME = "Үлгі ауданының білім бөлімі"
SCHOOLS = 30
_GIVES_A_NUMBER_TWICE = 6
_VILLAGES = (
    ("Үлгі", "Примерный"),
    ("Таңба", "Танба"),
    ("Көктем", "Коктем"),
    ("Бірінші", "Первый"),
    ("Жаттығу", "Жаттыгу"),
    ("Күзгі", "Кузги"),
)


@dataclass(frozen=True)
class Described:
    """A school and its counter before it has worked. ``silent_days``: nothing came from it for so long."""

    place: int
    code: str
    name_kk: str
    name_ru: str
    kind: str
    operators: tuple[str, ...]
    busy: float
    pace: float
    silent_days: int


def describe_schools() -> Iterator[Described]:
    """Thirty schools; three are slow, two have been silent for a while, one is large."""
    for place in range(1, SCHOOLS + 1):
        kk, ru = _VILLAGES[place % len(_VILLAGES)]
        music = place % 15 == 0
        kind_kk = "музыка мектебі" if music else "жалпы білім беретін мектебі"
        kind_ru = "Музыкальная школа" if music else "Школа"
        yield Described(
            place=place,
            code=f"D{place:02}",
            name_kk=f"{kk} ауылының № {place} {kind_kk}",
            name_ru=f"{kind_ru} № {place}, село {ru}",
            kind=Organisation.Kind.MUSIC_SCHOOL if music else Organisation.Kind.SCHOOL,
            operators=tuple(f"clerk-{number}" for number in range(1, 2 + place % 3)),
            busy=2.2 if place == 1 else 0.5 + (place * 7 % 10) / 8,
            pace=1.55 if place in (4, 11, 23) else 1.0,
            silent_days={9: 12, 17: 5}.get(place, 0),
        )


def describe_desk() -> Described:
    """The desk of the State Corporation, which takes packages in for the schools."""
    return Described(
        place=SCHOOLS + 1,
        code="K01",
        name_kk="«Азаматтарға арналған үкімет» мемлекеттік корпорациясының Үлгі ауданы бойынша бөлімі",
        name_ru="Отдел Государственной корпорации «Правительство для граждан» по Примерному району",
        kind=Organisation.Kind.STATE_CORPORATION,
        operators=("clerk-1",),
        busy=0.0,
        pace=1.0,
        silent_days=0,
    )


def make_office() -> Organisation:
    """The education office above all schools."""
    return Organisation.objects.create(
        code=OFFICE,
        kind=Organisation.Kind.OFFICE,
        name_kk=OFFICE_NAME,
        name_ru="Отдел образования Примерного района",
        address_kk="Үлгі қаласы, Бірінші көше, 2-үй",
        address_ru="город Примерный, улица Первая, дом 2",
        phone="+77000000001",
    )


def make_school(office: Organisation, described: Described) -> Organisation:
    """One school of it."""
    return Organisation.objects.create(
        code="korporatsia" if described.place > SCHOOLS else f"mektep-{described.place:02}",
        above=office,
        kind=described.kind,
        name_kk=described.name_kk,
        name_ru=described.name_ru,
        phone=f"+770000001{described.place:02}",
        contact="Кеңсе жауаптысы",
    )


def record_year(described: Described, until: date, days: int) -> Recorder:
    """What the counter recorded in so many days up to ``until``, or up to when it fell silent."""
    first = until - timedelta(days)
    rng = Random(described.place)
    editions = load_editions()
    musical = described.kind == Organisation.Kind.MUSIC_SCHOOL
    label = "EMUS" if musical else "E2020-7"
    recorder = Recorder(described.code, at_nine(first, -120))
    school = School(
        recorder=recorder,
        edition=editions.by_label(label),
        calendar=load_calendar(),
        operators=described.operators,
        rng=rng,
        busy=described.busy,
        pace=described.pace,
    )
    at_desk = described.kind == Organisation.Kind.STATE_CORPORATION
    school.courses = Courses(
        code=described.code,
        clerk=described.operators[0],
        rng=Random(-1000 - described.place),
        calendar=school.calendar,
        until=until,
        office=OFFICE_NAME,
        numbers=school.numbers,
        enrols=editions.by_label("ENR") if musical else None,
        packs=editions.by_label("E2020-7") if at_desk else None,
        hears=editions.by_label("E2020-7") if described.place % 5 == 1 and not at_desk else None,
    )
    work(school, first, until - timedelta(described.silent_days))
    if described.place == _GIVES_A_NUMBER_TWICE:
        _give_a_number_twice(recorder, described.operators[0])
    return recorder


def _give_a_number_twice(recorder: Recorder, operator: str) -> None:
    """What a file put back by hand leads to; the centre holds the second and does not count it."""
    for link in reversed(recorder.links):
        event = read_event(link.event)
        if isinstance(event.act, CaseDecided) and link.particulars is not None:
            written = read_particulars(link.particulars, event.act)
            at = at_nine(date.fromisoformat(event.at.wall[:10]), 30_000)
            recorder.record(event.act, at=at, case="again", particulars=written, operator=operator)
            return


def told_at(until: date) -> str:
    """When the last batches were made: the evening of the last day."""
    return datetime.combine(until, time(18), ZONE).isoformat()
