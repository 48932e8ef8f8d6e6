"""Two engines of one counter at once, and the centre killed on its way: stored once, acknowledged when on disk."""

import json
import os
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from django.db import connection, connections

from forms.exchange import Acknowledgement
from forms.signed import read_signed
from server.intake.models import Delivery
from server.intake.taking import take_batch
from server.organisations.models import Counter
from tests.server.intake.sending import held, rows
from tests.server.making import InventedCounter

ROOT = Path(__file__).resolve().parents[3]


def at_once(batches: list[bytes]) -> list[Acknowledgement]:
    """Send these from a thread each, as near to one moment as threads can."""
    barrier, answers, faults = threading.Barrier(len(batches)), [], []

    def send(data: bytes) -> None:
        try:
            barrier.wait(timeout=30)
            answers.append(read_signed(take_batch(data, way="network")[0], Acknowledgement, None))
        except Exception as fault:  # noqa: BLE001 - told by the test's own thread
            faults.append(fault)
        finally:
            connections.close_all()

    threads = [threading.Thread(target=send, args=(data,)) for data in batches]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert not faults
    return answers


@pytest.mark.django_db(transaction=True)
def test_the_same_and_overlapping_batches_at_once() -> None:
    if connection.vendor != "postgresql":
        pytest.skip("SQLite in memory has no waiting; the processes below are its test")
    counter = InventedCounter()
    for _ in range(20):
        counter.decide()
    data = counter.batch(1, 30)
    answers = at_once([data, data, counter.batch(1, 30), counter.batch(1, 20)])
    assert max(answer.upto.sequence for answer in answers) == 30
    answers = at_once([counter.batch(31), counter.batch(25), counter.batch(), counter.batch(31, 40)])
    assert {answer.upto.sequence for answer in answers} == {40, 61}
    assert held(counter) == counter.links
    assert rows(counter) == 61
    assert sum(Delivery.objects.values_list("stored", flat=True)) == 61
    assert Counter.objects.get(pk=counter.row.pk).upto == 61


_CENTRE = """
import json, os, sys
from pathlib import Path
import django
django.setup()
from django.core.management import call_command
from forms.exchange import Acknowledgement
from forms.signed import read_signed
from server.intake.taking import take_batch

folder, act = Path(sys.argv[1]), sys.argv[2]
if act == "make":
    from tests.server.making import InventedCounter
    call_command("migrate", verbosity=0)
    counter = InventedCounter("T1")
    for place in range(40):
        counter.decide()
    for number, first in enumerate(range(1, 122, 10)):
        (folder / f"{number:02}.kense-batch").write_bytes(counter.batch(first, first + 9))
    print(json.dumps([link.hash for link in counter.links]))
elif act == "send":
    for path in sorted(folder.glob("*.kense-batch")):
        (answer,) = take_batch(path.read_bytes(), way="file")
        told = read_signed(answer, Acknowledgement, None)
        print(told.upto.sequence, told.upto.hash, flush=True)
elif act == "show":
    from server.intake.models import JournalEvent
    rows = JournalEvent.objects.order_by("sequence").values_list("sequence", "hash")
    print(json.dumps([(sequence, bytes(found).hex()) for sequence, found in rows]))
"""


def centre(folder: Path, act: str) -> subprocess.Popen[str]:
    """A process of a centre with an SQLite file in this folder."""
    environment = {
        **os.environ,
        "KENSE_CENTRE_DATA": str(folder),
        "KENSE_INSECURE": "1",
        "DJANGO_SETTINGS_MODULE": "server.settings",
        "PYTHONPATH": str(ROOT),
    }
    environment.pop("KENSE_DATABASE", None)
    command = [sys.executable, "-c", _CENTRE, str(folder), act]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, text=True, cwd=ROOT)


def said(process: subprocess.Popen[str]) -> str:
    """What a process said, once it is done."""
    words, _ = process.communicate(timeout=120)
    assert process.returncode == 0
    return words


@pytest.mark.slow
def test_processes_on_one_file_and_a_kill(tmp_path: Path) -> None:
    hashes = json.loads(said(centre(tmp_path, "make")))
    # Killed as soon as it has acknowledged two batches: those are there, and what follows is whole or absent.
    killed = centre(tmp_path, "send")
    assert killed.stdout is not None
    acknowledged = [killed.stdout.readline() for _ in range(2)]
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    killed.stdout.close()
    stored = json.loads(said(centre(tmp_path, "show")))
    upto = int(acknowledged[-1].split()[0])
    assert len(stored) >= upto
    assert len(stored) % 10 == 0 or len(stored) == 121
    # Two engines send everything once more, at once.
    both = [centre(tmp_path, "send") for _ in range(2)]
    assert all(said(process).splitlines()[-1].split() == ["121", hashes[-1]] for process in both)
    stored = json.loads(said(centre(tmp_path, "show")))
    assert stored == [[sequence, found] for sequence, found in enumerate(hashes, 1)]
