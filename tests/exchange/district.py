"""The district's people beside their server, in a process of its own: they invite, revoke, take sticks in, back up.

``python -m tests.exchange.district`` reads commands from its standard input and answers on its standard output, each a
MessagePack value after its length in four bytes. One process serves one centre after another (``use``): what it does
goes into the same database and data folder as the server's own work, while that is under way.
"""

import os
import subprocess
import sys
import traceback
from collections.abc import Callable
from datetime import timedelta
from io import StringIO
from pathlib import Path
from typing import Any, BinaryIO

import msgspec


class District:
    """One process for as many centres as there are, one at a time."""

    def __init__(self, log: Path, programs: str) -> None:
        environment = surroundings(log.parent / "nowhere")
        environment["PATH"] = f"{programs}{os.pathsep}{os.environ.get('PATH', '')}"
        with log.open("ab") as errors:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tests.exchange.district"],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=errors,
                env=environment,
            )
        self._at: tuple[str, str] | None = None

    def ask(self, data: Path, database: str, what: str, /, **given: Any) -> Any:
        """Have something done at one centre; what came of it. Raises AssertionError with what went wrong there."""
        if self._at != (str(data), database):
            self._ask("use", {"data": str(data), "database": database})
            self._at = (str(data), database)
        return self._ask(what, given)

    def close(self) -> None:
        """Send everybody home."""
        assert self._process.stdin is not None and self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(timeout=30)
        self._process.stdout.close()

    def _ask(self, what: str, given: dict[str, Any]) -> Any:
        assert self._process.stdin is not None and self._process.stdout is not None
        _write(self._process.stdin, (what, given))
        went, answer = _read(self._process.stdout)
        assert went, f"{what}: {answer}"
        return answer


def surroundings(data: Path, database: str = "") -> dict[str, str]:
    """The environment of a centre's process: nothing of the tests' own settings."""
    kept = {name: told for name, told in os.environ.items() if not name.startswith(("KENSE_", "DJANGO_"))}
    return {**kept, "KENSE_CENTRE_DATA": str(data), "KENSE_INSECURE": "1", "KENSE_DATABASE": database}


def _write(pipe: BinaryIO | Any, value: object) -> None:
    data = msgspec.msgpack.encode(value)
    pipe.write(len(data).to_bytes(4, "big") + data)
    pipe.flush()


def _read(pipe: BinaryIO | Any) -> Any:
    size = pipe.read(4)
    if len(size) < 4:
        return None
    return msgspec.msgpack.decode(pipe.read(int.from_bytes(size, "big")))


# there


def use(data: str, database: str) -> None:
    """Work at this centre from now on."""
    from django.conf import settings
    from django.db import connections

    from server import settings as written

    settings.DATA = Path(data)
    told = written._database(database)
    if not database:
        told["NAME"] = Path(data) / "centre.db"
    leave()
    told["CONN_MAX_AGE"] = 0
    connections.settings["default"] = connections.configure_settings({"default": told})["default"]
    settings.DATABASES["default"] = connections.settings["default"]


def leave() -> None:
    """Hold no connection: another database takes this one's place."""
    from django.db import connections

    connections["default"].close()
    del connections["default"]


def migrate() -> None:
    """The tables, and somebody with every right."""
    from django.core.management import call_command

    from server.accounts.models import Membership, User
    from server.organisations.models import Organisation

    call_command("migrate", interactive=False, verbosity=0, stdout=StringIO())
    office = Organisation.objects.create(code="aq", kind="office", name_kk="Ақтас білім бөлімі", name_ru="Отдел Актаса")
    user = User.objects.create(username="keeper")
    Membership.objects.create(user=user, organisation=office, role="administrator")


def invite(code: str, address: str) -> bytes:
    """The file that invites a counter; its school and itself are made where they are not there."""
    from server.accounts.models import User
    from server.organisations import enrolling
    from server.organisations.models import Counter, Organisation

    counter = Counter.objects.filter(code=code).first()
    if counter is None:
        office = Organisation.objects.get(code="aq")
        school = Organisation.objects.create(code=f"s-{code}", above=office, name_kk=code, name_ru=code)
        counter = enrolling.make_counter(school, code)
    given = enrolling.invite(counter, User.objects.get(), address=address)
    return enrolling.write_file(counter, given.code)


def revoke(code: str) -> None:
    """A computer was lost."""
    from server.organisations import enrolling
    from server.organisations.models import Counter

    enrolling.revoke(Counter.objects.get(code=code), "lost")


def take(name: str, data: bytes) -> tuple[list[bytes], str]:
    """Take one file from a stick; the documents that go back, and the problem's code."""
    from server.accounts.models import User
    from server.intake.answering import take_file

    taken = take_file(name, data, User.objects.get())
    return taken.documents, "" if taken.problem is None else taken.problem.code


def journal(code: str) -> list[tuple[int, str, bytes, bytes | None, bytes | None]]:
    """What is held of a counter's journal as it goes on now, from its first event."""
    from server.intake import journal as held
    from server.intake.places import branches_of
    from server.organisations.models import Counter

    counter = Counter.objects.get(code=code)
    parts = held.stretches(branches_of(counter), counter.branch)
    return [(one.sequence, one.hash, one.event, one.salt, one.particulars) for one in held.read(counter, parts)]


def stand(code: str) -> dict[str, Any]:
    """How a counter stands: its place, what is refused and told to it, alarms, the register's numbers."""
    from server.intake.acknowledging import open_refusals
    from server.intake.models import Alarm, JournalEvent
    from server.intake.places import branches_of
    from server.organisations.models import Counter
    from server.register.models import Case

    counter = Counter.objects.get(code=code)
    branches = branches_of(counter)
    return {
        "upto": counter.upto,
        "hash": counter.upto_hash,
        "branches": len(branches),
        "held": JournalEvent.objects.filter(counter=counter).count(),
        "refused": [(one.sequence, one.hash, one.problem) for one in open_refusals(counter, branches)],
        "alarms": sorted(Alarm.objects.filter(counter=counter).values_list("kind", flat=True)),
        "numbers": sorted(Case.objects.filter(counter=counter, left_behind=False).values_list("number", flat=True)),
        "keys": counter.keys.filter(ended_at=None).count(),
    }


def packages() -> list[tuple[str, str, str]]:
    """The packages the district sees: number, what each waits for, to whom its result was issued."""
    from server.accounts.models import User
    from server.accounts.scope import Scope
    from server.packages.keeping import packages_of, state_of

    seen = packages_of(Scope(User.objects.get(), "packages"))
    return [(one.number, state_of(one), one.issued_to) for one in seen.order_by("pk")]


def answer(number: str, step_act: str, conform: bool | None = None, result_number: str = "") -> None:
    """Somebody of the district answers the desk, as the package's page does."""
    from uuid import uuid4

    from server.accounts.models import User
    from server.accounts.scope import Scope
    from server.packages.keeping import Given, answer_package, packages_of

    user = User.objects.get()
    package = packages_of(Scope(user, "packages")).get(number=number)
    answer_package(user, package, step_act, Given(uuid4(), conform=conform, result_number=result_number))


def roll_keys() -> None:
    """The centre goes over to fresh keys."""
    from server.accounts.models import User
    from server.publishing.keys import publish_centre_keys

    publish_centre_keys(User.objects.get())


def publish(name: str, content: str) -> int:
    """Words for every counter; their number."""
    from server.accounts.models import User
    from server.publishing.issuing import Readers, issue
    from server.publishing.models import Subject

    return issue(Subject.MESSAGE, name, content, Readers(to_all=True), user=User.objects.get()).number


def back_up(folder: str) -> str:
    """The management command; where the backup lies."""
    from django.core.management import call_command

    said = StringIO()
    call_command("back_up", folder, stdout=said)
    return said.getvalue().strip()


def restore(backup: str) -> None:
    """The management command, with the server stopped."""
    from django.core.management import call_command

    call_command("restore", backup, stdout=StringIO())


def minute_passes() -> None:
    """What came until now came some minutes ago: how much may come at once is another test's subject."""
    from django.db.models import F

    from server.intake.models import Delivery

    Delivery.objects.update(at=F("at") - timedelta(minutes=5))


_DONE: dict[str, Callable[..., Any]] = {
    one.__name__: one
    for one in (
        use,
        leave,
        migrate,
        invite,
        revoke,
        take,
        journal,
        stand,
        packages,
        answer,
        roll_keys,
        publish,
        back_up,
        restore,
        minute_passes,
    )
}


def main() -> None:
    """Do what is asked until nobody asks."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "server.settings"
    import django

    django.setup()
    asked, answers = sys.stdin.buffer, sys.stdout.buffer
    while (command := _read(asked)) is not None:
        what, given = command
        try:
            _write(answers, (True, _DONE[what](**given)))
        except Exception:  # noqa: BLE001 - told to who asked
            _write(answers, (False, traceback.format_exc()))


if __name__ == "__main__":
    main()
