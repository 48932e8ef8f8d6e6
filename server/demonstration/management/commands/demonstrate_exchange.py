"""``kense-centre demonstrate_exchange``: a counter's day reaches the centre by network and on a stick, once."""

import shutil
from argparse import ArgumentParser
from pathlib import Path
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand
from django.utils import timezone

from forms.signed import write_answer
from server.accounts.models import User
from server.accounts.scope import Scope
from server.demonstration.district import make_office
from server.demonstration.exchanging import SENT, PlayedCounter, serve
from server.demonstration.management.commands.demonstrate import make_user
from server.intake.answering import take_file
from server.intake.models import JournalEvent
from server.organisations.enrolling import invite, make_counter
from server.organisations.models import Counter, Organisation
from server.packages.keeping import Given, answer_package, packages_of
from server.publishing.issuing import Readers, issue
from server.publishing.models import Subject
from server.register.models import Case, Proceeding

CODE, CODE_OF_DESK = "D7", "K7"  # of the demonstration organisation, and of its State Corporation desk


class Command(BaseCommand):
    """Begins anew each time, in a folder of its own."""

    help = "Play a counter's day and a package, over HTTP and over a file, against the centre; show what arrived."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--out", type=Path, default=Path("build/exchange"))

    def handle(self, *args: Any, **options: Any) -> None:
        out: Path = options["out"]
        shutil.rmtree(settings.DATA, ignore_errors=True)
        settings.DATA.mkdir(parents=True)
        call_command("migrate", interactive=False, verbosity=0)
        played = PlayedCounter(out / "counter")
        self._say("1. A working day is played at the counter, by key presses on the real window.")
        played.play()
        counter, user = _make_counter()
        with serve() as address:
            self._say("2. The district invites the counter; its code is typed in.")
            given = invite(counter, user, address=address, verification_address=f"{address}/receipt/")
            self._say(f"   {given.code}")
            self._say(_indented(played.exchange("enrol", "--address", address, "--code", given.code)))
            self._compare(played, counter)
            self._say("3. The same period once more, on a stick: nothing is doubled.")
            self._carry(played, out / "stick", user)
            self._compare(played, counter)
            self._say("4. The district publishes a message; the counter fetches it, and says that it has it.")
            issue(Subject.MESSAGE, "Аттестаттау", "Өтініштер 1 желтоқсанға дейін.", Readers(to_all=True), user=user)
            self._say(_indented(played.exchange("send")))
            self._compare(played, counter)
            self._answer_package(out, address, user)
        self._show_cases()

    def _answer_package(self, out: Path, address: str, user: User) -> None:
        """A package of the State Corporation: its answers go back to the same case, by network and on a stick."""
        desk = PlayedCounter(out / "desk", SENT)
        self._say("5. A desk of the State Corporation sends a package; the acknowledgement is its registration.")
        desk.play()
        counter = _make_desk()
        given = invite(counter, user, address=address, verification_address=f"{address}/receipt/")
        self._say(_indented(desk.exchange("enrol", "--address", address, "--code", given.code)))
        desk.exchange("send")
        package = self._tell_package(counter, user)
        self._say("6. The district says that the documents conform; the desk fetches it.")
        answer_package(user, package, "check", Given(uuid4(), conform=True))
        self._say(_indented(desk.exchange("send")))
        desk.exchange("send")
        package = self._tell_package(counter, user)
        self._say("7. The result is ready; this answer goes on a stick.")
        answer_package(user, package, "receive", Given(uuid4(), result_number="12-К"))
        self._carry(desk, out / "stick-of-the-desk", user, CODE_OF_DESK)
        desk.exchange("send")
        self._tell_package(counter, user)
        self._compare(desk, counter)

    def _tell_package(self, counter: Counter, user: User) -> Proceeding:
        """How the desk's own journal says that it stands."""
        package = packages_of(Scope(user, "packages")).get(counter=counter)
        self._say(f"   {package.number} at step {package.step}: {package.act}")
        return package

    def _carry(self, played: PlayedCounter, stick: Path, user: User, code: str = CODE) -> None:
        shutil.rmtree(stick, ignore_errors=True)
        stick.mkdir(parents=True)
        self._say(_indented(played.exchange("export", "--to", str(stick), "--from", "2016-01-01")))
        folder = stick / "Kense-exchange"
        for path in sorted(folder.iterdir()):
            taken = take_file(path.name, path.read_bytes(), user)
            self._say(f"   {path.name}: {'taken' if taken.problem is None else taken.problem}")
            if taken.documents:
                (folder / f"{code}-{path.stem[-6:]}.kense-answer").write_bytes(write_answer(taken.documents))
        self._say(_indented(played.exchange("import", str(stick))))

    def _compare(self, played: PlayedCounter, counter: Counter) -> None:
        counter.refresh_from_db()
        held = JournalEvent.objects.filter(counter=counter).count()
        state = played.state()
        self._say(
            f"   The centre holds {held} events, the last {counter.upto}; the counter knows of "
            f"{state['acknowledged']}, {state['waiting']} wait, {state['refusals']} are refused."
        )

    def _show_cases(self) -> None:
        self._say("8. What arrived:")
        for case in Case.objects.order_by("decided_at"):
            decided = timezone.localtime(case.decided_at)
            handed = f", handed over {timezone.localtime(case.handed_over_at):%H:%M}" if case.handed_over_at else ""
            self._say(f"   {case.number}  {decided:%Y-%m-%d %H:%M}  {case.outcome}{handed}")

    def _say(self, words: str) -> None:
        self.stdout.write(words)
        self.stdout.flush()


def _make_counter() -> tuple[Counter, User]:
    office = make_office()
    make_user(office)
    school = Organisation.objects.create(
        code="ulgi-7",
        above=office,
        name_kk="№ 7 жалпы білім беретін үлгі мектеп",
        name_ru="Примерная общеобразовательная школа № 7",
    )
    return make_counter(school, CODE), User.objects.get()


def _make_desk() -> Counter:
    place = Organisation.objects.create(
        code="ulgi-corporation",
        above=Organisation.objects.get(above=None),
        kind=Organisation.Kind.STATE_CORPORATION,
        name_kk="«Азаматтарға арналған үкімет» мемлекеттік корпорациясы, Үлгі бөлімі",
        name_ru="Государственная корпорация «Правительство для граждан», Примерный отдел",
    )
    return make_counter(place, CODE_OF_DESK)


def _indented(words: str) -> str:
    return "\n".join(f"   {line}" for line in words.splitlines())
