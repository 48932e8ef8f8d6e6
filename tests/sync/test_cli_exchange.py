"""The exchange from the shell."""

import json
from pathlib import Path

import pytest

from desktop.cli import main
from forms.signed import read_answer, write_answer
from tests.operations.making import counter_at
from tests.sync.centre import ModelCentre
from tests.sync.making import journal, work
from tests.sync.serving import centre_behind, serving
from tests.sync.test_on_a_stick import carry


def run(capsys: pytest.CaptureFixture[str], folder: Path, *arguments: str) -> tuple[int, str]:
    """A command on a data folder; its exit code, and everything it said."""
    code = main(["exchange", *arguments, "--data", str(folder), "--language", "en"])
    said = capsys.readouterr()
    return code, said.out + said.err


def agreed(folder: Path, centre: ModelCentre) -> None:
    """The centre holds the journal as far as the counter knows it to. A command's own start may come after it."""
    with counter_at(folder, read_only=True) as counter:
        held = [link.hash for link in centre.held["D7"].chain]
        assert held
        assert held == [link.hash for link in journal(counter)][: len(held)]
        assert counter.store.exchange.standing().place.sequence == len(held)


def test_over_the_network(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    centre = ModelCentre()
    folder, file = tmp_path / "data", tmp_path / "D7.kense-invitation"
    with counter_at(folder) as counter:
        work(counter, 3)
    assert run(capsys, folder, "state") == (0, "This counter belongs to no centre yet.\n")
    code, said = run(capsys, folder, "send")
    assert (code, said[:4]) == (2, "860:")
    with serving(centre_behind(centre)) as server:
        centre.address = server.address
        file.write_bytes(centre.invite())
        code, said = run(capsys, folder, "enrol", str(file))
        assert (code, "Everything recorded here is with the district." in said) == (0, True)
        centre.judge = lambda event: "841"
        agreed(folder, centre)
        with counter_at(folder) as counter:
            work(counter, 1)
        assert run(capsys, folder, "send")[0] == 0
    code, said = run(capsys, folder, "refusals")
    assert (code, said.count("841:") >= 3) == (1, True)
    code, said = run(capsys, folder, "send")
    assert (code, "864:" in said) == (1, True)
    code, said = run(capsys, folder, "state", "--json")
    told = json.loads(said)
    assert (code, told["enrolled"], told["refusals"] >= 3, told["failing"]["code"]) == (0, True, True, "864")
    code, said = run(capsys, folder, "state")
    assert "Refused and not settled: " in said
    log = tmp_path / "log.txt"
    assert run(capsys, folder, "log", "--out", str(log))[0] == 0
    assert "deliveries" in log.read_text("utf-8")


def test_by_a_stick(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    centre = ModelCentre()
    folder, file, stick = tmp_path / "data", tmp_path / "D7.kense-invitation", tmp_path / "stick"
    stick.mkdir()
    with counter_at(folder) as counter:
        work(counter, 3)
    file.write_bytes(centre.invite())
    assert run(capsys, folder, "enrol", str(file), "--to", str(stick))[0] == 1
    carry(centre, stick)
    code, said = run(capsys, folder, "import", str(stick))
    assert (code, "The centre holds the journal up to event" in said) == (0, True)
    code, said = run(capsys, folder, "import", str(stick))
    assert (code, said[:4]) == (2, "875:")
    with counter_at(folder) as counter:
        work(counter)
    assert run(capsys, folder, "export", "--to", str(stick), "--from", "2026-09-01", "--until", "2026-09-30")[0] == 0
    carry(centre, stick, "D7-20260914-130000.kense-answer")
    answer = stick / "Kense-exchange" / "D7-20260914-130000.kense-answer"
    answer.write_bytes(write_answer([b"rubbish", *read_answer(answer.read_bytes())]))
    code, said = run(capsys, folder, "import", str(answer))
    assert (code, "830:" in said) == (1, True)
    agreed(folder, centre)
    assert run(capsys, folder, "export", "--to", str(tmp_path / "none"))[1][:4] == "784:"
    assert run(capsys, folder, "export", "--to", str(stick), "--from", "yesterday")[1][:4] == "625:"
