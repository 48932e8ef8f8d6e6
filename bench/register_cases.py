"""Invented cases of ten years, the same every time: who came, when, for what; told in events.

Persons have invented names, IINs with a wrong control digit and phone numbers of codes that are not given out.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta, timezone
from random import Random

from forms.day_acts import CaseVoided
from forms.editions import Outcome
from forms.events import (
    Act,
    CaseDecided,
    CaseParticulars,
    CheckedDocument,
    Event,
    PaperHandedOver,
    PaperPrinted,
    Particulars,
    PersonParticulars,
)
from forms.folding import fold_words
from forms.likeness import near_key
from forms.moments import Moment
from forms.names import collation_key
from forms.queue_acts import TicketCalled, TicketIssued
from server.demonstration.people import invent_iin, invent_name, invent_phone

COUNTER = "D7"
YEARS = 10
SHEETS = (1, 2, 3)
_LAST_DAY = date(2026, 11, 20)
_ZONE = timezone(timedelta(hours=5))
_BOOT = "8c2f3a1e-0000-4000-8000-000000000001"
_PERSONS = 50_000


@dataclass(frozen=True)
class Person:
    """An invented person's name, and what is computed of it."""

    name: str
    words: tuple[str, ...]
    name_key: bytes
    near_key: str


@dataclass(frozen=True)
class Described:
    """A case, before it is told in events or written in rows."""

    place: int
    number: str
    came: datetime
    service: str
    edition: str
    outcome: Outcome
    operator: str
    due: str | None
    waited: int
    served: int
    handed: bool
    voided: bool
    persons: tuple[tuple[Person, str, str], ...]  # each with IIN and phone

    @property
    def id(self) -> str:
        """The case's and the visit's."""
        return f"{self.place:032x}"

    @property
    def first(self) -> int:
        """The sequence of its first event: each case has ten."""
        return self.place * 10 + 1

    @property
    def letter(self) -> str:
        """Of its ticket."""
        return "Б" if self.service == "enrolment" else "А"

    @property
    def ticket(self) -> int:
        """The number of its ticket."""
        return self.place % 400 + 1

    def at(self, seconds: int) -> Moment:
        """So long after the person came."""
        wall = (self.came + timedelta(seconds=seconds)).isoformat(timespec="milliseconds")
        return Moment(wall=wall, monotonic_ms=self.place * 10_000_000 + seconds * 1000, boot=_BOOT)


def describe(cases: int) -> Iterator[Described]:
    """So many cases of ten years, in their order; the same for the same number."""
    rng = Random(7)
    persons = [_person(rng) for _ in range(min(_PERSONS, max(100, cases)))]
    days = [_LAST_DAY - timedelta(n) for n in range(YEARS * 365)]
    days = [day for day in reversed(days) if day.weekday() < 5]
    count = year = 0
    for place in range(cases):
        day = days[place * len(days) // cases]
        count, year = (count + 1, year) if day.year == year else (1, day.year)
        service = "enrolment" if rng.random() < 0.1 else "attestation"
        outcome: Outcome = rng.choices(("accepted", "refusal_receipt", "reasoned_refusal"), (85, 12, 3))[0]
        together = (1, 2)[service == "enrolment"]
        yield Described(
            place=place,
            number=f"{COUNTER}/{year}-{count:06d}",
            came=datetime(day.year, day.month, day.day, 9, tzinfo=_ZONE) + timedelta(seconds=rng.randrange(28_000)),
            service=service,
            edition="ENR" if service == "enrolment" else _edition_of(day),
            outcome=outcome,
            operator=f"clerk-{(day.year - 2016) // 3 + rng.randrange(2)}",
            due=(day + timedelta(15)).isoformat() if service == "enrolment" and outcome == "accepted" else None,
            waited=rng.randrange(1500),
            served=rng.randrange(60, 1400),
            handed=rng.random() > 0.001,
            voided=rng.random() < 0.003,
            persons=tuple((rng.choice(persons), invent_iin(rng), invent_phone(rng)) for _ in range(together)),
        )


def events_of(case: Described) -> Iterator[tuple[Event, Particulars | None]]:
    """A case as its events, each with its particulars."""
    issued = TicketIssued(
        service=case.service,
        edition=case.edition,
        day=case.came.date().isoformat(),
        letter=case.letter,
        number=case.ticket,
        ahead=0,
        expected_wait_seconds=600,
    )
    decided = CaseDecided(
        register="reception",
        number=case.number,
        service=case.service,
        edition=case.edition,
        outcome=case.outcome,
        proposed=case.outcome,
        facts={"teacher_category": "general"},
        consent="given",
        documents=tuple(
            CheckedDocument(key=f"paper-{sheets}", number=sheets, finding="in_order", sheets=sheets)
            for sheets in SHEETS
        ),
        by_representative=len(case.persons) > 1,
        due=case.due,
        serving_seconds=case.served,
    )
    people = [PersonParticulars(iin=iin, name=person.name, phone=phone) for person, iin, phone in case.persons]
    written = CaseParticulars(applicant=people[0], representative=people[1] if len(people) > 1 else None)
    printed = PaperPrinted(
        number=case.number, paper=case.outcome, copy_number=1, copies=2, language="kk", sha256="0" * 64
    )
    left = case.waited + case.served
    acts: list[tuple[int, Act, Particulars | None]] = [
        (0, issued, None),
        (case.waited, TicketCalled(), None),
        (left - 20, decided, written),
        (left - 10, printed, None),
    ]
    if case.handed:
        acts.append((left, PaperHandedOver(number=case.number, serving_seconds=case.served), None))
    if case.voided:
        acts.append((left + 60, CaseVoided(number=case.number, reason="entered_twice"), None))
    for step, (gone, act, particulars) in enumerate(acts):
        yield (
            Event(
                counter=COUNTER,
                sequence=case.first + step,
                at=case.at(gone),
                operator=case.operator,
                case=case.id,
                act=act,
            ),
            particulars,
        )


def _edition_of(day: date) -> str:
    return "E2015" if day.year < 2020 else "E2020-7" if day.year < 2024 else "E2024"


def _person(rng: Random) -> Person:
    name = invent_name(rng)
    return Person(name, fold_words(name), collation_key(name), near_key(name))
