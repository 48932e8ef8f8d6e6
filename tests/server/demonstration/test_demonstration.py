"""The demonstration district, and a counter and the centre against each other."""

import os
import re
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db.models import Count

from forms.chain import find_faults
from server.complaints.models import Complaint
from server.demonstration.district import describe_schools, record_year
from server.intake.models import Alarm, JournalEvent, RefusedEvent
from server.organisations.models import Counter, Organisation
from server.packages.models import Answer, Route
from server.register.models import Case, Proceeding, VisitRow
from tests.server.making import signed_in

ROOT = Path(__file__).resolve().parents[3]
UNTIL = date(2026, 11, 20)


def test_each_school_keeps_a_journal_that_verifies() -> None:
    described = list(describe_schools())
    assert len(described) == 30
    assert len({one.code for one in described}) == 30
    for one in described[:3]:
        recorder = record_year(one, UNTIL, 30)
        assert list(find_faults(recorder.links)) == []
        assert len(recorder.links) > 20


def test_a_district_is_filled_through_the_intake(capsys: pytest.CaptureFixture[str], settings: object) -> None:
    call_command("demonstrate", until=UNTIL, days=20)
    assert "30 schools" in capsys.readouterr().out
    assert Organisation.objects.count() == 32
    held = dict(JournalEvent.objects.values_list("counter__code").annotate(Count("sequence")))
    assert held == dict(Counter.objects.values_list("code", "upto"))
    assert Case.objects.count() > 200
    assert VisitRow.objects.count() > Case.objects.count()
    assert not Alarm.objects.exists()
    (refused,) = RefusedEvent.objects.all()
    assert (refused.counter.code, refused.kind) == ("D06", "case_decided")
    walks = Proceeding.objects.filter(norm_minutes__isnull=False)
    assert {0, 2, 3, 4, 5} == set(walks.values_list("step", flat=True))
    packages = Proceeding.objects.filter(channel="state_corporation")
    assert packages.filter(step__gt=0).exists() and packages.filter(step=0).exists()
    assert Answer.objects.exists() and Route.objects.exists()
    assert Complaint.objects.filter(sequence__isnull=False).count() > 2
    lacking = [counter.code for counter in Counter.objects.all() if counter.head > counter.upto]
    assert lacking == ["D13"]  # its last days lie on the stick
    stick = settings.DATA / "stick" / "Kense-exchange"  # type: ignore[attr-defined]
    assert [path.suffix for path in stick.iterdir()] == [".kense-batch"]
    from server.accounts.models import User

    assert signed_in(User.objects.get(username="demo")).get("/").status_code == 200


def test_it_never_mixes_with_what_is_there(capsys: pytest.CaptureFixture[str]) -> None:
    Organisation.objects.create(code="aq", kind="office", name_kk="А", name_ru="А")
    with pytest.raises(CommandError):
        call_command("demonstrate", until=UNTIL, days=5)
    call_command("demonstrate", "--if-empty", until=UNTIL, days=5)
    assert Organisation.objects.count() == 1


@pytest.mark.slow
def test_a_day_of_a_counter_arrives_once_by_network_and_on_a_stick(tmp_path: Path) -> None:
    environment = {
        **os.environ,
        "KENSE_CENTRE_DATA": str(tmp_path / "centre"),
        "KENSE_DATABASE": "",
        "KENSE_INSECURE": "1",
        "DJANGO_SETTINGS_MODULE": "server.settings",
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-m", "server", "demonstrate_exchange", "--out", str(tmp_path / "out")],
        check=False,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=280,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    told = re.findall(r"holds (\d+) events, the last (\d+); the counter knows of (\d+), (\d+) wait, (\d+)", done.stdout)
    counts = [tuple(int(number) for number in line) for line in told]
    assert len(counts) == 4
    assert all(held == last == known and (waiting, refused) == (0, 0) for held, last, known, waiting, refused in counts)
    assert counts[0] == counts[1]  # the stick brought nothing twice
    assert counts[2][0] == counts[1][0] + 1  # that the message was taken
    assert "D7/2026-000001" in done.stdout
    steps = re.findall(r"K7/2026-000001 at step (\d): (\w+)", done.stdout)
    assert steps == [("5", "check"), ("6", "receive"), ("7", "issue")]
