"""``kense journal`` from the shell."""

import argparse
import json
from pathlib import Path

import pytest

from desktop.commands.journal import add_commands
from desktop.storage.store import open_store

from .making import fill, new_store, tamper


def run(*arguments: str) -> int:
    parser = argparse.ArgumentParser()
    add_commands(parser.add_subparsers(required=True))
    args = parser.parse_args(["journal", *arguments])
    code = args.run(args)
    assert isinstance(code, int)
    return code


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with new_store(tmp_path / "data") as store:
        fill(store, 2)
    return tmp_path / "data"


def test_a_sound_journal_is_reported(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", "--data", str(folder)) == 0
    said = capsys.readouterr().out
    assert "Events: 8" in said
    assert "First: 2026-09-14T09:00:00.000+05:00" in said
    assert "Last: 2026-09-14T09:18:00.000+05:00" in said
    assert "Everything verifies" in said


def test_an_empty_journal_is_reported(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    open_store(tmp_path).close()
    assert run("verify", "--data", str(tmp_path)) == 0
    assert "The journal is empty." in capsys.readouterr().out


def test_each_fault_is_a_sentence(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    tamper(folder, "DELETE FROM journal WHERE sequence = 3", "UPDATE printed SET bytes = x'00' WHERE id = 2")
    assert run("verify", "--data", str(folder)) == 1
    said = capsys.readouterr().out
    assert "510: Event 3 is missing: the next one found is 4." in said
    assert "511: Event 4 does not follow the event before it." in said
    assert "523: The archived paper A12/2026-000002, receipt 1 was changed after it was printed." in said
    assert "Everything verifies" not in said


def test_the_report_as_json(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("verify", "--json", "--data", str(folder)) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["sound"] is True
    assert (report["events"], report["counter"], report["faults"]) == (8, "A12", [])
    tamper(folder, "DELETE FROM journal WHERE sequence = 8")
    assert run("verify", "--json", "--data", str(folder)) == 1
    report = json.loads(capsys.readouterr().out)
    assert report["sound"] is False
    (fault,) = report["faults"]
    assert (fault["kind"], fault["code"]) == ("lost_end", "517")
    assert fault["sentence"] == "The end of the journal is missing: it ended with event 8, now with event 7."


def test_verifying_works_while_the_counter_is_open(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with open_store(folder):
        assert run("verify", "--data", str(folder)) == 0
        assert run("rebuild", "--data", str(folder)) == 2
    assert capsys.readouterr().err.startswith("309: Kense is already open")


def test_verifying_a_damaged_file_says_so(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (folder / "kense.db").write_bytes(b"0" * 40960)
    assert run("verify", "--data", str(folder)) == 2
    said = capsys.readouterr()
    assert said.err.startswith("304: kense.db")
    assert said.out == ""


@pytest.mark.parametrize("command", ["verify", "rebuild"])
def test_nothing_is_made_where_there_is_no_store(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str
) -> None:
    assert run(command, "--data", str(tmp_path)) == 2
    assert capsys.readouterr().err.startswith("314: ")
    assert list(tmp_path.iterdir()) == []


def test_a_rebuild_says_whether_the_tables_were_right(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("rebuild", "--data", str(folder)) == 0
    assert "Every table was as the journal says." in capsys.readouterr().out
    tamper(folder, "DELETE FROM cases WHERE case_id = 'case-1'")
    assert run("rebuild", "--data", str(folder)) == 1
    assert "differed from it and are right now: cases." in capsys.readouterr().out
    assert run("rebuild", "--data", str(folder)) == 0


def test_the_operators_folder_is_the_default(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("KENSE_DATA", str(folder))
    assert run("verify") == 0
    assert "Events: 8" in capsys.readouterr().out
