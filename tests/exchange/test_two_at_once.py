"""Two engines of one store, and two stores of one counter: nothing is doubled, and what must not be raises an alarm."""

import os
import shutil
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from desktop.operations.exchanging import RoundDone
from tests.exchange.centre import Centre
from tests.exchange.counter import RealCounter, agree, store_thread
from tests.exchange.test_over_a_line import recover
from tests.exchange.wire import Trouble, Wire


def kense(folder: Path, *words: str) -> "subprocess.Popen[str]":
    """The counter's own program, in a process of its own."""
    kept = {name: told for name, told in os.environ.items() if not name.startswith(("KENSE_", "DJANGO_"))}
    return subprocess.Popen(
        [sys.executable, "-m", "desktop.cli", "exchange", *words, "--data", str(folder), "--language", "en"],
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        env=kept,
    )


def said(running: "subprocess.Popen[str]") -> tuple[int, str]:
    """How it ended."""
    told, _ = running.communicate(timeout=120)
    return running.returncode, told


def test_two_engines_of_one_store(centre: Centre, wire: Wire, enrolled: RealCounter) -> None:
    """By hand and of its own accord at the same moment, many times: each event is at the centre once."""
    enrolled.close()
    with store_thread() as (on_store, _):
        on_store(enrolled.open)
        try:
            for _ in range(6):
                on_store(lambda: enrolled.work(2))
                together = threading.Barrier(2)
                done: list[RoundDone] = []

                def go(done: list[RoundDone] = done, together: threading.Barrier = together) -> None:
                    together.wait()
                    done.append(enrolled.go(on_store=on_store))

                threads = [threading.Thread(target=go) for _ in range(2)]
                for thread in threads:
                    thread.start()
                for thread in threads:
                    thread.join()
                assert [one.outcome for one in done] == ["done", "done"]
                on_store(lambda: agree(enrolled, centre))
            stood = centre.ask("stand", code=enrolled.code)
            assert (stood["held"], stood["branches"]) == (on_store(lambda: len(enrolled.journal())), 1)
        finally:
            on_store(enrolled.close)


@pytest.mark.slow
def test_two_programs_on_one_folder(centre: Centre, wire: Wire, enrolled: RealCounter) -> None:
    """The second finds the folder in use and does nothing; what waits is delivered once."""
    enrolled.work(3)
    enrolled.close()
    ends = [said(one) for one in [kense(enrolled.folder, "send") for _ in range(3)]]
    assert all(code == 0 or told.startswith("309:") for code, told in ends), ends
    assert any(code == 0 for code, _ in ends)
    enrolled.open()
    recover(enrolled, centre)
    stood = centre.ask("stand", code=enrolled.code)
    assert (stood["held"], stood["branches"]) == (len(enrolled.journal()), 1)


@pytest.mark.slow
def test_a_cloned_store(centre: Centre, wire: Wire, enrolled: RealCounter, tmp_path: Path) -> None:
    """The folder was copied to a second computer, both work and send at once: one goes on, the other stops, alarm."""
    enrolled.work()
    recover(enrolled, centre)
    enrolled.close()
    other = RealCounter(tmp_path / "clone", enrolled.code, clock=enrolled.clock)
    shutil.copytree(enrolled.folder, other.folder)
    for one in (enrolled, other):
        one.open()
        one.work(2)
        one.close()
    running = [kense(one.folder, "send") for one in (enrolled, other)]
    ends = [said(one) for one in running]
    assert sorted(code for code, _ in ends) == [0, 2], ends
    first, second = (enrolled, other) if ends[0][0] == 0 else (other, enrolled)
    second.open()
    kept = second.counter.store.exchange.standing()
    assert kept.stopped is not None and kept.stopped.code == "840"
    # Whoever came first goes on undisturbed; the other's is told as what it is, and nothing of it is kept.
    first.open()
    first.work()
    assert first.go().outcome == "done"
    agree(first, centre, alarms=["fork"])
    assert second.go().outcome == "stopped"
    agree(first, centre, alarms=["fork"])
    assert centre.ask("stand", code=first.code)["branches"] == 1
    enrolled.close()
    other.close()


def test_two_rounds_cross_on_a_bad_line(centre: Centre, wire: Wire, enrolled: RealCounter) -> None:
    """The answer of the first round is lost while the second one goes."""
    enrolled.close()
    with store_thread() as (on_store, _):
        on_store(enrolled.open)
        try:
            on_store(lambda: enrolled.work(2))
            begun: list[threading.Thread] = []
            second: list[RoundDone] = []

            def meanwhile(path: str) -> None:
                if path.endswith("batches") and not begun:
                    begun.append(threading.Thread(target=lambda: second.append(enrolled.go(on_store=on_store))))
                    on_store(lambda: enrolled.work(1))
                    begun[0].start()
                    begun[0].join()

            with wire.being(Trouble(pass_whole=meanwhile)):
                assert enrolled.go(on_store=on_store).outcome == "done"
            assert [one.outcome for one in second] == ["done"]
            on_store(lambda: agree(enrolled, centre))
        finally:
            on_store(enrolled.close)
