"""A counter's enrolments, packages and complaints: cases that go on after the reception, told act by act."""

import os
from datetime import date
from typing import Any

from forms.chain import Link
from forms.complaint_acts import (
    ComplaintAnswered,
    ComplaintAssigned,
    ComplaintCorrected,
    ComplaintForwarded,
    ComplaintParticulars,
    ComplaintReceived,
)
from forms.events import Act, CaseDecided, CaseParticulars, PaperHandedOver, Particulars, PersonParticulars, VisitOpened
from forms.procedure_acts import (
    GroupSet,
    ProceedingOpened,
    ReceiverParticulars,
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
from forms.register_acts import CorrectionParticulars, FieldChange, ReasonParticulars
from tests.server.making import InventedCounter
from tests.server.register.story import IINS, Story

CHILD = "Сынақова Інжу"
PARENT = "Үлгіева Сәуле"


class Walker(Story):
    """Records walks through procedures."""

    def __init__(self, counter: InventedCounter) -> None:
        super().__init__(counter)
        self.results = 0
        self.complaints = 0

    def enrol(self, **opened: Any) -> tuple[str, str]:
        """A child's enrolment is taken in; it goes to the head. Case and number."""
        case = os.urandom(8).hex()
        self.record(VisitOpened(service="enrolment"), case)
        number = self._decide(case, service="enrolment", edition="ENR")
        self.record(
            SubjectRecorded(number=number, relation="mother", consent="given"),
            case,
            SubjectParticulars(iin=IINS[1], name=CHILD, birth_date="2017-05-04"),
        )
        told: dict[str, Any] = {"service": "enrolment", "edition": "ENR", "channel": "counter", "side": "provider"}
        self.record(ProceedingOpened(number=number, **{**told, "next": 2, **opened}), case)
        self.record(PaperHandedOver(number=number, serving_seconds=300), case)
        return case, number

    def package(self, *, due: str = "2026-09-03", place: str = "same") -> tuple[str, str]:
        """A desk of the State Corporation takes a package in and sends it. Case and number."""
        case = os.urandom(8).hex()
        self.record(VisitOpened(service="attestation"), case)
        number = self._decide(case)
        self.record(
            ProceedingOpened(
                number=number,
                service="attestation",
                edition="E2020-7",
                channel="state_corporation",
                side="corporation",
                facts={"provider_place": place, "person_found": True},
                next=4,
                due=due,
            ),
            case,
        )
        return case, number

    def _decide(self, case: str, **changes: Any) -> str:
        self.given += 1
        number = f"{self.counter.code}/2026-{self.given:06}"
        facts: dict[str, Any] = {
            "register": "reception",
            "number": number,
            "service": "attestation",
            "edition": "E2020-7",
            "outcome": "accepted",
            "proposed": "accepted",
            "facts": {},
            "consent": "given",
            "documents": (),
            "serving_seconds": 300,
            **changes,
        }
        person = PersonParticulars(iin=IINS[0], name=PARENT, phone="+77010000000", workplace="№ 7 мектеп")
        self.record(CaseDecided(**facts), case, CaseParticulars(applicant=person))
        return number

    def step(self, case: str, number: str, step: int, after: int, act: str = "review", **told: Any) -> Link:
        """A step without a result."""
        words = told.pop("words", "")
        said = ReasonParticulars(reason=words) if words else None
        taken = StepTaken(number=number, step=step, next=after, act=act, seconds=told.pop("seconds", 60), **told)
        return self.record(taken, case, said)

    def send_back(self, case: str, number: str, step: int, to: int) -> Link:
        """Back for rework."""
        words = ReasonParticulars(reason="тегін түзетіңіз")
        return self.record(StepReturned(number=number, step=step, next=to, seconds=60), case, words)

    def draft(self, case: str, number: str, *, group: str = "g1", result: Any = "order") -> Link:
        """An order into a group waits for the signature."""
        drafted = ResultDrafted(number=number, step=3, next=4, result=result, group=group, seconds=120)
        return self.record(drafted, case, ResultParticulars(reason="" if result == "order" else "орын жоқ"))

    def sign(self, case: str, number: str, result_number: str = "", *, step: int = 4, after: int = 5) -> str:
        """The head signs; the result's number."""
        self.results += 1
        given = result_number or f"{self.counter.code}/2026-Б{self.results:06}"
        signed = ResultSigned(
            number=number,
            step=step,
            next=after,
            result="order",
            group="g1",
            register="results",
            result_number=given,
            signed_by="typed",
            seconds=60,
        )
        self.record(signed, case, SignatureParticulars(mark="Бастықов"))
        return given

    def issue(self, case: str, number: str, result_number: str = "", *, step: int = 5) -> Link:
        """The result is in the applicant's hands."""
        issued = ResultIssued(
            number=number,
            step=step,
            next=0,
            result_number=result_number,
            to="applicant",
            shown=("receipt", "identity"),
            seconds=60,
        )
        return self.record(issued, case, ReceiverParticulars(name=PARENT, identity_document="012345678"))

    def enrol_whole(self) -> tuple[str, str, str]:
        """From the reception to the order in hand. Case, number, the order's number."""
        case, number = self.enrol()
        self.step(case, number, 2, 3, words="қарауға")
        self.draft(case, number)
        order = self.sign(case, number)
        self.issue(case, number, order)
        return case, number, order

    def set_group(self, key: str = "g1", places: int = 12) -> Link:
        """A group with its places."""
        group = GroupSet(
            key=key,
            service="enrolment",
            year=2026,
            programme_kk="Домбыра",
            programme_ru="Домбра",
            name="Д-1",
            schedule="дс, ср 15:00",
            places=places,
            youngest=6,
            oldest=16,
        )
        return self.record(group)

    def move(self, case: str, number: str, how: Any, due: str | None = None) -> Link:
        """Nobody collected it."""
        return self.record(ResultMoved(number=number, how=how, due=due), case)

    def complain(self, *, about: str = "op2", **changes: Any) -> tuple[str, str]:
        """A complaint is taken in; its identifier and number."""
        self.complaints += 1
        complaint = os.urandom(8).hex()
        told: dict[str, Any] = {
            "register": "complaints",
            "number": f"{self.counter.code}/2026-Ш{self.complaints:06}",
            "service": "attestation",
            "edition": "E2015",
            "way": "paper",
            "language": "kk",
            "received_on": self.day.isoformat(),
            "about": about,
            "due": "2026-09-08",
            "answer_place": "Мектеп кеңсесі",
            **changes,
        }
        written = ComplaintParticulars(
            name="Шағымов Азамат", address="Үлгі к., 5", phone="+77010000001", text="Қолхат берілмеді."
        )
        self.record(ComplaintReceived(**told), complaint, written)
        return complaint, told["number"]

    def assign(self, complaint: str, number: str, handler: str = "op1") -> Link:
        """Somebody is to handle it."""
        return self.record(ComplaintAssigned(number=number, handler=handler), complaint)

    def answer(self, complaint: str, number: str) -> Link:
        """It is answered."""
        act = ComplaintAnswered(number=number, outcome="full", on=self.day.isoformat())
        return self.record(act, complaint, ReasonParticulars(reason="Қолхат берілді, кешірім сұралды."))

    def put_right(self, complaint: str, number: str, **new: str) -> Link:
        """What was written is put right."""
        changes = tuple(FieldChange(field=field, old="", new=value) for field, value in new.items())
        particulars = CorrectionParticulars(changes=changes, reason="Жеке куәлікте солай.")
        return self.record(ComplaintCorrected(number=number, fields=tuple(new)), complaint, particulars)

    def forward(self, complaint: str, number: str, to: str) -> Link:
        """It is sent on."""
        return self.record(ComplaintForwarded(number=number, to=to, on=self.day.isoformat()), complaint)

    def note(self, act: Act, case: str | None = None, particulars: Particulars | None = None) -> Link:
        """Anything else."""
        return self.record(act, case, particulars)


def tell_services(counter: InventedCounter) -> Walker:
    """Three days of enrolments, packages and complaints, with what goes wrong and is erased."""
    walker = Walker(counter)
    walker.open_day(date(2026, 9, 1))
    walker.set_group()
    walker.enrol_whole()
    second, second_number = walker.enrol()
    walker.step(second, second_number, 2, 3)
    walker.draft(second, second_number)
    walker.send_back(second, second_number, 4, 3)
    walker.draft(second, second_number, group="", result="refusal")
    desk, desk_number = walker.package()
    walker.step(desk, desk_number, 4, 5, "register", source="centre")
    walker.step(desk, desk_number, 5, 6, "check", facts={"documents_conform": True})
    answered, answered_number = walker.complain()
    walker.assign(answered, answered_number)
    erased, erased_number = walker.complain(about="")
    erased_at = walker.last
    walker.close_day()
    walker.open_day(date(2026, 9, 2))
    walker.restart()
    walker.answer(answered, answered_number)
    forwarded, forwarded_number = walker.complain()
    walker.forward(
        forwarded, forwarded_number, counter.organisation.above.name_kk if counter.organisation.above else ""
    )
    third, third_number = walker.enrol()
    subject = walker.last - 2
    walker.step(third, third_number, 2, 3)
    fourth, fourth_number = walker.enrol()
    walker.void(fourth, fourth_number)
    walker.step(desk, desk_number, 6, 7, "receive", facts={"result_number": "15"})
    walker.move(desk, desk_number, "returned_unclaimed")
    walker.move(desk, desk_number, "asked_again", "2026-09-03")
    walker.assign(erased, erased_number)
    walker.erase((subject, erased_at))
    walker.close_day()
    return walker
