"""Organisations, counters, people and batches, invented, for the centre's tests."""

import os
from datetime import UTC, datetime
from itertools import count
from typing import Any

from django.test import Client
from django_otp import DEVICE_ID_SESSION_KEY
from django_otp.plugins.otp_totp.models import TOTPDevice

from forms.chain import Link
from forms.events import (
    Act,
    CaseDecided,
    CaseParticulars,
    PaperHandedOver,
    Particulars,
    PersonParticulars,
    VisitOpened,
)
from forms.moments import Moment
from server.accounts.models import Membership, User
from server.demonstration.recording import Recorder
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter, CounterKey, Organisation

PASSWORD = "kunde-tort-sandyq-7"  # of people who do not exist
_numbers = count(1)


def make_district(code: str = "aq") -> Organisation:
    """An education office, above its schools."""
    found = Organisation.objects.filter(code=code).first()
    return found or Organisation.objects.create(
        code=code, kind="office", name_kk="Ақтас аудандық білім бөлімі", name_ru="Актасский районный отдел образования"
    )


def make_school(code: str = "", above: Organisation | None = None) -> Organisation:
    """A school of a district."""
    code = code or f"school-{next(_numbers)}"
    return Organisation.objects.create(
        code=code, above=above or make_district(), name_kk=f"{code} мектебі", name_ru=f"Школа {code}"
    )


def make_user(role: str = "administrator", at: Organisation | None = None, name: str = "") -> User:
    """Somebody with a role for a part of the district, and a second factor."""
    user = User.objects.create_user(username=name or f"user{next(_numbers)}", password=PASSWORD)
    Membership.objects.create(user=user, organisation=at or make_district(), role=role)
    TOTPDevice.objects.create(user=user, name="default", confirmed=True)
    return user


def signed_in(user: User, language: str = "en") -> Client:
    """A client that went through both factors."""
    client = Client()
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[DEVICE_ID_SESSION_KEY] = TOTPDevice.objects.get(user=user, confirmed=True).persistent_id
    session.save()
    client.cookies["django_language"] = language
    return client


class InventedCounter:
    """A counter of a school, known to the centre, that records, batches and signs like a real one."""

    def __init__(self, code: str = "", organisation: Organisation | None = None) -> None:
        self.code = code or f"T{next(_numbers)}"
        self.journal = Recorder(self.code, moment("2026-09-01T09:00:00+05:00", 0))
        self.private, self.sealing, self.links = self.journal.private, self.journal.sealing, self.journal.links
        self.public, self.sealing_public = self.journal.public, self.journal.sealing_public
        self.organisation = organisation or make_school()
        self.row = Counter.objects.create(
            code=self.code, organisation=self.organisation, state="active", enrolled_at=datetime.now(UTC)
        )
        CounterKey.objects.create(counter=self.row, signing=self.public, sealing=self.sealing_public)
        self.given = 0

    def record(
        self,
        act: Act,
        *,
        case: str | None = None,
        particulars: Particulars | None = None,
        wall: str = "2026-09-01T10:00:00+05:00",
        operator: str = "op1",
    ) -> Link:
        """One event more, at a wall time."""
        at = moment(wall, len(self.links))
        return self.journal.record(act, at=at, case=case, particulars=particulars, operator=operator)

    def put(self, event: bytes, salt: bytes | None = None, particulars: bytes | None = None) -> Link:
        """Bytes in the place of an event, whatever they are."""
        return self.journal.put(event, salt, particulars)

    def decide(
        self, *, name: str = "Сейітқали Ақмарал", iin: str = "", wall: str = "2026-09-01T10:12:00+05:00", **changes: Any
    ) -> str:
        """A case from its opening to the paper in the applicant's hand; its number."""
        self.given += 1
        number, case = f"{self.code}/{wall[:4]}-{self.given:06}", os.urandom(8).hex()
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
            "serving_seconds": 600,
            **changes,
        }
        self.record(VisitOpened(service=facts["service"]), case=case, wall=wall)
        person = PersonParticulars(iin=iin, name=name, phone="+77010000000")
        self.record(CaseDecided(**facts), case=case, particulars=CaseParticulars(applicant=person), wall=wall)
        self.record(PaperHandedOver(number=number, serving_seconds=facts["serving_seconds"]), case=case, wall=wall)
        return number

    def batch(self, first: int = 1, last: int = 0) -> bytes:
        """The events from ``first`` on, up to ``last`` or the end, as a batch for this centre."""
        return self.journal.write(
            self.links[first - 1 : last or None], key_ring().public.sealing, "2026-09-01T18:00:00+05:00"
        )


def moment(wall: str, count: int) -> Moment:
    """A moment of one start of the machine."""
    return Moment(wall=wall, boot="boot", monotonic_ms=count * 1000)
