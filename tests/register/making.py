"""A register of invented cases, and what is known of each beside it: the oracle the register is compared with."""

from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path
from random import Random

from desktop.storage.journal import Entry
from desktop.storage.register_rows import RegisterQuery
from desktop.storage.store import Store, open_store
from forms.day_acts import CaseVoided
from forms.editions import Outcome
from forms.events import (
    Act,
    CaseDecided,
    CaseParticulars,
    CheckedDocument,
    PaperHandedOver,
    PaperPrinted,
    Particulars,
    PersonParticulars,
)
from forms.moments import Moment
from forms.queue_acts import TicketCalled, TicketIssued, VisitHeld
from forms.register_acts import CaseCorrected, CorrectionParticulars, DuplicateJudged, FieldChange, ReasonParticulars

COUNTER = "D7"
FIRST_DAY = date(2026, 8, 25)
TODAY = "2026-09-20"
OUTCOMES: tuple[Outcome, ...] = ("accepted", "accepted", "accepted", "refusal_receipt", "reasoned_refusal")
SURNAMES = ("Сынақов", "Үлгіев", "Мысалова", "Әліпбиев", "Һакімова", "Ёлкина", "Smith", "Іңкәров", "Анна-Марина")
GIVEN = ("Қайрат", "Әйгүл", "Ұлбосын", "Өмір", "Ғани", "Нұрлан", "Йод", "Айгуль")
FATHERS = ("", "Тестқызы", "Сынақұлы", "Петрович")
ALPHABET = " аәбвгғдеёжзийкқлмнңоөпрстуұүфхһцчшщъыіьэюя"
SAFE_IINS = ("850101100002", "850101100304", "900715400011", "770303500018", "010203600009")


@dataclass
class Known:
    """A case as its makers know it."""

    sequence: int
    case: str
    number: str
    ticket: str
    day: str
    name: str
    iin: str
    phone: str
    service: str
    edition: str
    outcome: str
    operator: str
    due: str
    arrived: int
    visit_day: str
    letter: str
    handed: bool = False
    voided: bool = False
    corrected: int = 0
    held: bool = False
    likely: set[int] = field(default_factory=set)
    erased: bool = False


class Maker:
    """Records acts one by one and keeps what they come to."""

    def __init__(self, store: Store) -> None:
        self.store = store
        self.known: list[Known] = []
        self.tickets: list[Known] = []
        self.minute = 0
        self._counts: dict[int, int] = {}

    def record(
        self, act: Act, case: str, day: date, particulars: Particulars | None = None, operator: str = "clerk-1"
    ) -> int:
        """One event on a day."""
        self.minute += 1
        wall = f"{day.isoformat()}T{9 + self.minute // 60 % 9:02d}:{self.minute % 60:02d}:00.000+05:00"
        at = Moment(wall=wall, monotonic_ms=self.minute * 60_000, boot="boot-1")
        (recorded,) = self.store.journal.append(
            [Entry(act=act, at=at, operator=operator, case=case, particulars=particulars)]
        )
        return recorded.sequence

    def decide(self, day: date, name: str = "Сынақов Үлгі", iin: str = SAFE_IINS[0], **more: str) -> Known:
        """Someone comes with a ticket and is decided upon."""
        case = f"case-{len(self.known) + len(self.tickets) + 1}"
        service, edition = more.get("service", "attestation"), more.get("edition", "E2020-7")
        letter, ticket = more.get("letter", "А"), len(self.known) % 999 + 1
        issued = TicketIssued(
            service=service,
            edition=edition,
            day=day.isoformat(),
            letter=letter,
            number=ticket,
            ahead=0,
            expected_wait_seconds=0,
        )
        operator = more.get("operator", "clerk-1")
        arrived = self.record(issued, case, day, operator=operator)
        self.record(TicketCalled(), case, day, operator=operator)
        count = self._counts[day.year] = self._counts.get(day.year, 0) + 1
        number = f"{COUNTER}/{day.year}-{count:06d}"
        decided = CaseDecided(
            register="reception",
            number=number,
            service=service,
            edition=edition,
            outcome=more.get("outcome", "accepted"),  # type: ignore[arg-type]
            proposed="accepted",
            facts={},
            consent="given",
            documents=(CheckedDocument(key="application", number=1, finding="in_order", sheets=2),),
            due=more.get("due") or None,
            serving_seconds=100,
        )
        phone = more.get("phone", "8 701 000 00 01")
        written = CaseParticulars(applicant=PersonParticulars(iin=iin, name=name, phone=phone))
        sequence = self.record(decided, case, day, written, operator=operator)
        known = Known(
            sequence=sequence,
            case=case,
            number=number,
            ticket=f"{letter}{ticket:03d}",
            day=day.isoformat(),
            name=name,
            iin=iin,
            phone=phone,
            service=service,
            edition=edition,
            outcome=decided.outcome,
            operator=operator,
            due=more.get("due", ""),
            arrived=arrived,
            visit_day=day.isoformat(),
            letter=letter,
        )
        self.known.append(known)
        return known

    def hand_over(self, known: Known, day: date) -> None:
        """The applicant leaves with the paper."""
        printed = PaperPrinted(
            number=known.number, paper=known.outcome, copy_number=1, copies=2, language="kk", sha256="0" * 64
        )
        self.record(printed, known.case, day)
        self.record(PaperHandedOver(number=known.number, serving_seconds=200), known.case, day)
        known.handed, known.held = True, False

    def hold(self, known: Known, day: date) -> None:
        """Put aside before the handing over."""
        self.record(VisitHeld(reason="other"), known.case, day)
        known.held = True

    def void(self, known: Known, day: date) -> None:
        """The case is void."""
        reason = ReasonParticulars(reason="қате")
        self.record(CaseVoided(number=known.number, reason="entered_twice"), known.case, day, reason)
        known.voided = True

    def correct(self, known: Known, day: date, place: str, new: str) -> int:
        """One place of the applicant is corrected."""
        old = getattr(known, place)
        written = CorrectionParticulars(
            changes=(FieldChange(field=f"applicant.{place}", old=old, new=new),), reason="қате жазылған"
        )
        act = CaseCorrected(number=known.number, fields=(f"applicant.{place}",), asked_by="applicant")
        sequence = self.record(act, known.case, day, written)
        setattr(known, place, new)
        known.corrected += 1
        return sequence

    def judge(self, known: Known, other: Known, day: date) -> None:
        """Two cases are judged."""
        judged = DuplicateJudged(number=known.number, other=other.number, verdict="different")
        self.record(judged, known.case, day, ReasonParticulars(reason="екі өтініш"))


def new_register(folder: Path) -> Maker:
    """An empty register."""
    store = open_store(folder)
    store.settings.keep_text("counter", COUNTER)
    return Maker(store)


def fill(maker: Maker, cases: int, seed: int = 1) -> None:
    """Some weeks of everything that may happen to cases."""
    rng = Random(seed)
    for place in range(cases):
        day = FIRST_DAY + timedelta(place * 30 // cases)
        father = rng.choice(FATHERS)
        name = " ".join(part for part in (rng.choice(SURNAMES), rng.choice(GIVEN), father) if part)
        known = maker.decide(
            day,
            name,
            f"{rng.randrange(10**11):011d}0",
            service=rng.choice(("attestation", "attestation", "enrolment")),
            edition=rng.choice(("E2020-7", "E2024")),
            operator=rng.choice(("clerk-1", "clerk-2")),
            outcome=rng.choice(OUTCOMES),
            letter=rng.choice("АБ"),
            due=(day + timedelta(rng.randrange(40))).isoformat() if rng.random() < 0.4 else "",
            phone=f"8 7{rng.randrange(100):02d} 000 {rng.randrange(100):02d} {rng.randrange(100):02d}",
        )
        chance = rng.random()
        if chance < 0.8:
            maker.hand_over(known, day)
        elif chance < 0.9:
            maker.hold(known, day)
        if rng.random() < 0.1:
            maker.void(known, day)
        elif rng.random() < 0.15:
            maker.correct(known, day, "name", f"{rng.choice(SURNAMES)} {rng.choice(GIVEN)}")


def places_of(name: str) -> list[int]:
    """Where each letter stands in the alphabet; strange ones after all others."""
    letters = name.lower().replace("-", " ")
    return [ALPHABET.index(letter) if letter in ALPHABET else 100 + ord(letter) for letter in letters]


def expected(known: list[Known], query: RegisterQuery) -> list[Known]:
    """What a query without text finds, in its order, by looking at every case."""

    def fits(one: Known) -> bool:
        chosen = ((query.service, one.service), (query.edition, one.edition), (query.operator, one.operator))
        if any(wanted and wanted != found for wanted, found in (*chosen, (query.outcome, one.outcome))):
            return False
        if query.first and one.day < query.first.isoformat():
            return False
        if query.last and one.day > query.last.isoformat():
            return False
        waits = not one.handed and not one.voided
        return {
            "": True,
            "void": one.voided,
            "corrected": one.corrected > 0,
            "held": one.held,
            "not_handed_over": waits,
            "overdue": waits and "" < one.due < TODAY,
            "due": one.due >= TODAY and not one.voided,
        }[query.state]

    found = [one for one in known if fits(one)]
    if query.sort == "name":
        return sorted(found, key=lambda one: (places_of(one.name), one.sequence))
    if query.sort == "due":
        return sorted(found, key=lambda one: (one.due or "9999", one.sequence if one.due else -one.sequence))
    return sorted(found, key=lambda one: one.sequence, reverse=query.sort == "newest")
