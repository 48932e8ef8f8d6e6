"""A year at one counter, day by day: who came, who waited how long, what was given. The same for the same seed."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from random import Random

from forms.calendar import Calendar
from forms.day_acts import CaseVoided, ClockDoubted, ClockTrusted, MachineRestarted
from forms.editions import Edition, Outcome
from forms.events import (
    Act,
    CaseDecided,
    CaseDropped,
    CaseParticulars,
    CheckedDocument,
    PaperHandedOver,
    PaperPrinted,
    Particulars,
    PersonParticulars,
    VisitOpened,
)
from forms.moments import Moment
from forms.queue_acts import TicketCalled, TicketClosed, TicketIssued, TicketNoShow
from forms.register_acts import CaseCorrected, CorrectionParticulars, FieldChange, ReasonParticulars
from server.demonstration.courses import Courses
from server.demonstration.people import invent_iin, invent_name, invent_phone
from server.demonstration.recording import Recorder

ZONE = timezone(timedelta(hours=5))
# Attestation is asked for in spring and at the turn of the year; in July hardly anyone comes. Visits a day, on average.
_SEASON = (4, 5, 7, 6, 5, 2, 0.4, 2, 4, 4, 4, 5)
_OVERRUN_REASONS = (
    "Көшірмелер анық емес болғандықтан қайта түсірілді",
    "Өтініш беруші құжатын үйінен алып келді",
    "Принтер кептеліп қалды",
    "Жұмыс өтілін екі анықтама бойынша салыстыру керек болды",
)
_REFUSAL_REASONS = ("анықтамадағы күн түпнұсқамен сәйкес келмейді", "мөр басылмаған")


@dataclass
class School:
    """How a school's counter works. ``pace``: 1 is usual, above it slower; ``busy``: how many come, 1 is usual."""

    recorder: Recorder
    edition: Edition
    calendar: Calendar
    operators: Sequence[str]
    rng: Random
    busy: float = 1.0
    pace: float = 1.0
    numbers: dict[int, int] = field(default_factory=dict)
    last: Moment | None = None
    courses: Courses | None = None  # what it does beside


def work(school: School, first: date, last: date) -> None:
    """Record every working day between two dates, both included."""
    day = first
    while day <= last:
        if school.calendar.is_working(day):
            _work_day(school, day)
        day += timedelta(1)


def _work_day(school: School, day: date) -> None:
    rng = school.rng
    expected = _SEASON[day.month - 1] * school.busy
    comes = sorted(rng.randrange(0, 6 * 3600) for _ in range(12) if rng.random() < expected / 12)
    steps: list[_Step] = []
    free = 0
    for number, came in enumerate(comes, 1):
        waited = max(0, free - came) + rng.randrange(20, 240)
        served = int(rng.lognormvariate(6.35, 0.35) * school.pace)
        for step in _visit(school, day, number, waited, served):
            steps.append((came + step[0], *step[1:]))
        free = came + waited + served
    if rng.random() < 0.004:
        steps.append((free + 60, ClockDoubted(jump_seconds=-86_400), None, None, school.operators[0]))
        steps.append((free + 180, ClockTrusted(by="operator"), None, None, school.operators[0]))
    if school.courses is not None:
        steps += [(one.after, one.act, one.case, one.particulars, one.operator) for one in school.courses.of(day)]
    if steps:
        _start_machine(school, day)
    for after, act, case, particulars, operator in sorted(steps, key=lambda step: step[0]):
        school.last = at_nine(day, after)
        school.recorder.record(act, at=school.last, case=case, particulars=particulars, operator=operator)


def _start_machine(school: School, day: date) -> None:
    now, before = at_nine(day, -30), school.last
    if before is not None:
        off = int((datetime.fromisoformat(now.wall) - datetime.fromisoformat(before.wall)).total_seconds())
        restarted = MachineRestarted(before=before, off_seconds=off)
        school.recorder.record(restarted, at=now, operator=school.operators[0])


_Step = tuple[int, Act, str | None, Particulars | None, str]


def _visit(school: School, day: date, number: int, waited: int, served: int) -> Iterator[_Step]:
    rng, edition = school.rng, school.edition
    case, operator = f"{rng.getrandbits(128):032x}", rng.choice(school.operators)
    if rng.random() < 0.9:
        issued = TicketIssued(
            service=edition.service,
            edition=edition.label,
            day=day.isoformat(),
            letter="А",
            number=number,
            ahead=0,
            expected_wait_seconds=600,
        )
        yield 0, issued, case, None, operator
        if rng.random() < 0.02:
            yield waited, TicketClosed(reason="left"), case, None, operator
            return
        yield waited, TicketCalled(), case, None, operator
        if rng.random() < 0.02:
            yield waited + 60, TicketNoShow(recalls=2), case, None, operator
            return
    yield waited + 15, VisitOpened(service=edition.service), case, None, operator
    if rng.random() < 0.02:
        yield waited + 120, CaseDropped(reason="applicant_left"), case, None, operator
        return
    yield from _case(school, day, case, operator, waited, served)


def _case(school: School, day: date, case: str, operator: str, waited: int, served: int) -> Iterator[_Step]:
    rng, edition = school.rng, school.edition
    outcome: Outcome = rng.choices(("accepted", "refusal_receipt", "reasoned_refusal"), (86, 11, 3))[0]
    year = school.numbers[day.year] = school.numbers.get(day.year, 0) + 1
    registration = f"{school.recorder.code}/{day.year}-{year:06}"
    norm = (edition.norms.serving_minutes or 20) * 60
    grounds = [ground.key for refusal in edition.refusals if refusal.outcome == outcome for ground in refusal.grounds]
    decided = CaseDecided(
        register="reception",
        number=registration,
        service=edition.service,
        edition=edition.label,
        outcome=outcome,
        proposed=outcome,
        grounds=(rng.choice(grounds),) if grounds else (),
        facts={},
        consent="given",
        documents=_documents(rng, edition, outcome),
        serving_seconds=served,
        overrun=served > norm,
    )
    written = CaseParticulars(
        applicant=PersonParticulars(iin=invent_iin(rng), name=invent_name(rng), phone=invent_phone(rng)),
        refusal_reason=rng.choice(_REFUSAL_REASONS) if outcome == "reasoned_refusal" else "",
        overrun_reason=rng.choice(_OVERRUN_REASONS) if served > norm else "",
    )
    end = waited + served
    yield end - 30, decided, case, written, operator
    printed = PaperPrinted(
        number=registration,
        paper=outcome,
        copy_number=1,
        copies=2,
        language="kk",
        sha256=f"{rng.getrandbits(256):064x}",
    )
    yield end - 20, printed, case, None, operator
    yield end, PaperHandedOver(number=registration, serving_seconds=served, overrun=served > norm), case, None, operator
    if rng.random() < 0.015:
        yield from _amend(school, registration, case, operator, written, end)


def _amend(
    school: School, number: str, case: str, operator: str, written: CaseParticulars, end: int
) -> Iterator[_Step]:
    if school.rng.random() < 0.3:
        reason = ReasonParticulars(reason="Бір өтініш екі рет енгізілген")
        yield end + 90, CaseVoided(number=number, reason="entered_twice"), case, reason, operator
        return
    change = FieldChange(field="applicant.phone", old=written.applicant.phone, new=invent_phone(school.rng))
    particulars = CorrectionParticulars(changes=(change,), reason="Телефон нөмірі қате терілген")
    corrected = CaseCorrected(number=number, fields=("applicant.phone",), asked_by="applicant")
    yield end + 90, corrected, case, particulars, operator


def _documents(rng: Random, edition: Edition, outcome: Outcome) -> tuple[CheckedDocument, ...]:
    known = edition.documents[:9]
    lacking = rng.randrange(len(known)) if outcome == "refusal_receipt" else -1
    doubtful = rng.randrange(len(known)) if outcome == "reasoned_refusal" else -1
    return tuple(
        CheckedDocument(
            key=document.key,
            number=document.number,
            finding="missing" if place == lacking else "unreliable" if place == doubtful else "in_order",
            sheets=0 if place == lacking else rng.randrange(1, 4),
        )
        for place, document in enumerate(known)
    )


def at_nine(day: date, seconds: int) -> Moment:
    """So long after nine; the machine was started a minute before."""
    wall = datetime.combine(day, time(9), ZONE) + timedelta(seconds=seconds)
    return Moment(
        wall=wall.isoformat(timespec="milliseconds"), monotonic_ms=seconds * 1000 + 60_000, boot=day.isoformat()
    )
