"""A counter's days with everything that can happen to a case, and ways to put its journal into the centre."""

import os
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from django.db.models import Model
from django.utils import timezone

from forms.chain import Link
from forms.day_acts import CaseVoided, DayClosed, DayOpened, DayTotals, MachineRestarted
from forms.events import (
    Act,
    CaseDecided,
    CaseDropped,
    CaseParticulars,
    CheckedDocument,
    Event,
    PaperHandedOver,
    PaperPrinted,
    Particulars,
    ParticularsErased,
    PersonParticulars,
    VisitOpened,
    canonical_bytes,
    digest_particulars,
    make_salt,
    read_event,
    read_particulars,
)
from forms.moments import Moment
from forms.queue_acts import TicketCalled, TicketIssued, TicketNoShow, VisitHeld, VisitReturned, WalkInAdmitted
from forms.register_acts import CaseCorrected, CorrectionParticulars, FieldChange, ReasonParticulars
from server.intake import journal
from server.intake.models import Branch
from server.register.folding import Arrived, fold, judge
from server.register.models import Case, DayMark, LeftPart, Trail, VisitRow
from tests.server.making import InventedCounter

IINS = ("850101100002", "920615400001")


class Story:
    """Records a counter's acts minute by minute."""

    def __init__(self, counter: InventedCounter) -> None:
        self.counter = counter
        self.minutes = 0
        self.boot = "boot-1"
        self.booted = 0
        self.day = date(2026, 9, 1)
        self.given = 0

    def now(self) -> Moment:
        """The next minute."""
        self.minutes += 1
        wall = f"{self.day.isoformat()}T{9 + self.minutes // 60 % 10:02}:{self.minutes % 60:02}:00.000+05:00"
        return Moment(wall=wall, boot=self.boot, monotonic_ms=(self.minutes - self.booted) * 60_000)

    def record(self, act: Act, case: str | None = None, particulars: Particulars | None = None) -> Link:
        """One event more."""
        salt = written = digest = None
        if particulars is not None:
            salt, written = make_salt(), canonical_bytes(particulars)
            digest = digest_particulars(written, salt)
        event = Event(
            counter=self.counter.code,
            sequence=len(self.counter.links) + 1,
            at=self.now(),
            operator="op1",
            case=case,
            act=act,
            particulars_digest=digest,
        )
        return self.counter.put(canonical_bytes(event), salt, written)

    @property
    def last(self) -> int:
        """The sequence of the last event."""
        return len(self.counter.links)

    def open_day(self, day: date) -> None:
        """A working day begins."""
        self.day = day
        self.record(DayOpened(day=day.isoformat()))

    def close_day(self, *, late: bool = False) -> None:
        """It ends."""
        self.record(DayClosed(day=self.day.isoformat(), totals=DayTotals(), late=late))

    def restart(self) -> None:
        """The machine is started again."""
        before = self.now()
        self.boot, self.booted = f"boot-{self.minutes}", self.minutes
        self.record(MachineRestarted(before=before, off_seconds=30))

    def come(self, number: int = 0) -> str:
        """Somebody comes, with a ticket or without; the case."""
        case = os.urandom(8).hex()
        if number:
            day = self.day.isoformat()
            ticket = TicketIssued(
                service="attestation",
                edition="E2020-7",
                day=day,
                letter="А",
                number=number,
                ahead=0,
                expected_wait_seconds=0,
            )
            self.record(ticket, case)
            self.record(TicketCalled(), case)
        self.record(VisitOpened(service="attestation"), case)
        return case

    def decide(self, case: str, number: str = "", **changes: Any) -> str:
        """The outcome; its number."""
        self.given += 1
        number = number or f"{self.counter.code}/2026-{self.given:06}"
        facts: dict[str, Any] = {
            "register": "reception",
            "number": number,
            "service": "attestation",
            "edition": "E2020-7",
            "outcome": "accepted",
            "proposed": "accepted",
            "facts": {},
            "consent": "given",
            "documents": (CheckedDocument(key="application", number=1, finding="in_order", sheets=2),),
            "serving_seconds": 600,
            **changes,
        }
        person = PersonParticulars(iin=IINS[0], name="Сейітқали Ақмарал", phone="+77010000000")
        second = PersonParticulars(iin=IINS[1], name="Қайратов Өмір")
        written = CaseParticulars(applicant=person, representative=second, overrun_reason="кезек ұзақ")
        self.record(CaseDecided(**facts), case, written)
        return number

    def print_paper(self, case: str, number: str, copy_number: int = 1) -> None:
        """A copy of the outcome's paper."""
        self.record(
            PaperPrinted(
                number=number, paper="accepted", copy_number=copy_number, copies=2, language="kk", sha256="0" * 64
            ),
            case,
        )

    def hand_over(self, case: str, number: str) -> None:
        """The applicant has it."""
        self.record(PaperHandedOver(number=number, serving_seconds=700, overrun=False), case)

    def correct(self, case: str, number: str, field: str, new: str) -> None:
        """Something was written wrongly."""
        words = CorrectionParticulars(changes=(FieldChange(field=field, old="", new=new),), reason="қате")
        self.record(CaseCorrected(number=number, fields=(field,), asked_by="clerk"), case, words)

    def void(self, case: str, number: str) -> None:
        """The case is void."""
        self.record(CaseVoided(number=number, reason="entered_twice"), case, ReasonParticulars(reason="қайталау"))

    def erase(self, sequences: Iterable[int]) -> None:
        """Retention ended."""
        self.record(ParticularsErased(sequences=tuple(sequences), rule="5y"))

    def whole(self, number: int = 0) -> tuple[str, str]:
        """Somebody is served from first to last; case and number."""
        case = self.come(number)
        given = self.decide(case)
        self.print_paper(case, given)
        self.hand_over(case, given)
        return case, given


def tell_everything(counter: InventedCounter) -> Story:
    """Three days with all of it."""
    story = Story(counter)
    story.open_day(date(2026, 9, 1))
    first, first_number = story.whole()
    first_decided = story.last - 2
    _, second_number = story.whole(1)
    waits = story.come(2)
    story.record(VisitHeld(reason="fetches_paper", screen="documents"), waits)
    story.restart()
    story.record(VisitReturned(), waits)
    story.record(TicketCalled(), waits)
    third_number = story.decide(
        waits, overrun=True, due="2026-09-15", grounds=("incomplete",), outcome="refusal_receipt"
    )
    third_decided = story.last
    story.correct(waits, third_number, "applicant.name", "Ыбырай Ұлпан")
    third_corrected = story.last
    nobody = os.urandom(8).hex()
    story.record(WalkInAdmitted(ground="disability", passed_over=1), nobody)
    story.record(VisitOpened(service="attestation"), nobody)
    story.record(CaseDropped(reason="applicant_left"), nobody)
    story.close_day()
    story.open_day(date(2026, 9, 2))
    absent = os.urandom(8).hex()
    story.record(
        TicketIssued(
            service="attestation",
            edition="E2020-7",
            day="2026-09-02",
            letter="А",
            number=1,
            ahead=0,
            expected_wait_seconds=0,
        ),
        absent,
    )
    story.record(TicketCalled(), absent)
    story.record(TicketNoShow(recalls=2), absent)
    story.hand_over(waits, third_number)
    fourth, fourth_number = story.whole()
    story.void(fourth, fourth_number)
    story.print_paper(first, first_number, copy_number=2)
    story.correct(first, first_number, "applicant.phone", "+77770000000")
    story.day = date(2026, 9, 3)  # the day before was never closed
    story.whole()
    story.restart()
    story.erase((first_decided, third_corrected))
    story.correct(waits, third_number, "representative.name", "Әлия Үркер")
    story.close_day(late=True)
    assert third_decided < third_corrected
    assert second_number
    return story


def arrive(counter: InventedCounter, links: Sequence[Link], branch: int = 0) -> list[Arrived]:
    """Links as the intake reads them."""
    read = []
    for link in links:
        event = read_event(link.event)
        told = None if link.particulars is None else read_particulars(link.particulars, event.act)
        read.append(Arrived(branch, link.sequence, link.hash, event, told))
    return read


def put_in(counter: InventedCounter, links: Sequence[Link], branch: int = 0) -> dict[int, str]:
    """One batch: stored, judged, folded, erased; the problems by sequence."""
    row = counter.row
    journal.append(row, branch, links, timezone.now())
    made, _ = Branch.objects.get_or_create(
        counter=row,
        number=branch,
        defaults={
            "first": links[0].sequence,
            "previous": links[0].previous,
            "last": links[-1].sequence,
            "last_hash": links[-1].hash,
        },
    )
    made.last, made.last_hash = links[-1].sequence, links[-1].hash
    made.save()
    arrived = arrive(counter, links, branch)
    refused = judge(row, arrived)
    fold(row, [one for one in arrived if one.sequence not in refused])
    parts = [(journal.Stretch(branch, 1, made.last))]
    for one in arrived:
        if isinstance(one.event.act, ParticularsErased):
            journal.erase(row, parts, one.event.act.sequences)
    return {sequence: problem.code for sequence, problem in refused.items()}


def rows_of(counter: InventedCounter) -> dict[str, list[dict[str, Any]]]:
    """Everything that is drawn from the counter's journal, but for the rows' own numbers."""
    found: dict[str, list[dict[str, Any]]] = {}
    models: tuple[type[Model], ...] = (Case, VisitRow, Trail, DayMark, LeftPart)
    for model in models:
        rows = []
        for row in model._default_manager.filter(counter=counter.row).values():
            row.pop("id")
            if "places" in row:
                row["places"] = sorted(row["places"].split())
            rows.append({key: bytes(value) if isinstance(value, memoryview) else value for key, value in row.items()})
        found[model.__name__] = sorted(rows, key=repr)  # two continuations may hold the same place
    return found
