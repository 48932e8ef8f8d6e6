"""``kense-centre demonstrate``: the demonstration district into an empty database, through the centre's own intake."""

from argparse import ArgumentParser
from datetime import date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone
from django_otp.plugins.otp_totp.models import TOTPDevice

from forms.batches import FILE_ENDING
from forms.exchange import OperatorTold, Place, Question, Report
from forms.signed import seal_for, sign_document
from server.accounts.models import Membership, Role, User
from server.demonstration.complaints import record_complaints
from server.demonstration.district import (
    SCHOOLS,
    Described,
    describe_desk,
    describe_schools,
    make_office,
    make_school,
    record_year,
    told_at,
)
from server.demonstration.packages import answer_packages
from server.demonstration.people import invent_name
from server.demonstration.recording import Recorder
from server.demonstration.services import HEAD
from server.intake.answering import answer_question
from server.intake.taking import take_batch
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter, CounterKey, Organisation

USER, PASSWORD = "demo", "ulgi-audan-2026"
# A demonstration's second factor has to be found again: it is no secret, and neither is anything it opens.
_TOTP_KEY = "4b656e73652064656d6f6e7374726174696f6e21"
_SIGN_IN = f"Sign in as {USER} with {PASSWORD}; the second factor's code: make centre-code"
_EVENTS = 1000
_ON_A_STICK = 13  # this school has no line: its last month lies in a folder, to be dropped on the page
_STICK_EVENTS = 120


class Command(BaseCommand):
    """Thirty schools, a desk of the State Corporation, a year of work, a user to sign in with."""

    help = "Fill an empty centre with a demonstration district. Nobody and nothing in it exists."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "--until", type=date.fromisoformat, default=None, help="last day of the year; today without"
        )
        parser.add_argument("--days", type=int, default=365)
        parser.add_argument("--if-empty", action="store_true", help="say nothing where there is something already")

    def handle(self, *args: Any, **options: Any) -> None:
        if Organisation.objects.exists():
            if options["if_empty"]:
                self.stdout.write(_SIGN_IN)
                return
            raise CommandError("This centre has organisations already; the demonstration is for an empty one.")
        until: date = options["until"] or timezone.localdate()
        office = make_office()
        user = make_user(office)
        events = 0
        for described in (*describe_schools(), describe_desk()):
            events += self._deliver(described, make_school(office, described), until, options["days"])
        record_complaints(office, user, until)
        answer_packages(user)
        self.stdout.write(f"{SCHOOLS} schools and a desk, {events} events. {_SIGN_IN}")

    def _deliver(self, described: Described, school: Organisation, until: date, days: int) -> int:
        recorder = record_year(described, until, days)
        counter = Counter.objects.create(
            code=described.code, organisation=school, state=Counter.State.ACTIVE, enrolled_at=timezone.now()
        )
        CounterKey.objects.create(counter=counter, signing=recorder.public, sealing=recorder.sealing_public)
        links, recipient = recorder.links, key_ring().public.sealing
        held_back = _STICK_EVENTS if described.place == _ON_A_STICK else 0
        sent = links[: len(links) - held_back]
        for start in range(0, len(sent), _EVENTS):
            take_batch(recorder.write(sent[start : start + _EVENTS], recipient, told_at(until)), way="network")
        answer_question(_question(described, recorder, len(sent)), way="network")
        if held_back:
            _put_on_stick(recorder, held_back, recipient, until)
        if described.silent_days:
            last = datetime.fromisoformat(told_at(until)) - timedelta(days=described.silent_days)
            Counter.objects.filter(pk=counter.pk).update(last_contact=last)
        return len(sent)


def make_user(office: Organisation) -> User:
    """Who may see everything of the district, with a second factor that can be asked for."""
    user = User.objects.create_user(USER, password=PASSWORD, name="Үлгі қызметкер", language="kk")
    Membership.objects.create(user=user, organisation=office, role=Role.ADMINISTRATOR)
    TOTPDevice.objects.create(user=user, name="default", key=_TOTP_KEY, confirmed=True)
    return user


def _question(described: Described, recorder: Recorder, sent: int) -> bytes:
    """How the counter stands, as it tells it."""
    rng = Random(-described.place)
    head = recorder.links[-1]
    question = Question(
        counter=described.code,
        asked_at=timezone.localtime().isoformat(timespec="seconds"),
        places=(Place(sequence=sent, hash=recorder.links[sent - 1].hash),),
        report=Report(
            program="0.1.0" if described.place % 4 else "0.0.9",
            head=Place(sequence=head.sequence, hash=head.hash),
            system="Windows 10" if described.place % 3 else "Debian 12",
            clock_doubted=described.place == 21,
            operators=tuple(OperatorTold(id=one, name=invent_name(rng)) for one in (*described.operators, HEAD)),
            services={"attestation": "E2020-7"},
        ),
    )
    signed = sign_document(question, recorder.private.private_bytes_raw())
    return seal_for(signed, key_ring().public.sealing)


def _put_on_stick(recorder: Recorder, held_back: int, recipient: str, until: date) -> None:
    folder = Path(settings.DATA) / "stick" / "Kense-exchange"
    folder.mkdir(parents=True, exist_ok=True)
    links = recorder.links[-held_back:]
    name = f"{recorder.code}-{links[0].sequence}-{links[-1].sequence}-{until:%Y%m%d}-180000{FILE_ENDING}"
    (folder / name).write_bytes(recorder.write(links, recipient, told_at(until)))
