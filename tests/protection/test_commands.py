"""From the shell: every command that opens a store asks who wants it; no key is ever shown."""

import json
import os
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.protection import key_file, patience, wrapping
from forms.problems import Problem
from tests.operations.making import counter_at, open_ready
from tests.protection.making import CHEAP, FOUNDER, PASSWORD, come, enrol_other, found


@pytest.fixture(autouse=True)
def cheap(monkeypatch: pytest.MonkeyPatch) -> None:
    """Commands take what a password costs from the program; the waits are tested elsewhere."""
    passing = iter(range(10**6, 10**12, 61_000))
    monkeypatch.setattr(patience, "count_ms", lambda: next(passing))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found(tmp_path / "data")
    counter = come(tmp_path / "data")
    enrol_other(counter, "administrator")
    open_ready(counter)
    counter.store.close()
    (tmp_path / "password").write_text(f"{PASSWORD}\nsecond line\n", "utf-8")
    (tmp_path / "wrong").write_text("wrong one", "utf-8")
    return tmp_path / "data"


def ask(folder: Path, *command: str, operator: str = FOUNDER, password: str = "password") -> int:
    given = ["--data", str(folder), "--operator", operator, "--password-file", str(folder.parent / password)]
    return main([*command, *given])


@pytest.mark.parametrize("command", [("journal", "verify"), ("journal", "rebuild"), ("day", "figures")])
def test_commands_open_a_protected_folder_by_a_password_alone(
    folder: Path, command: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert ask(folder, *command) == 0
    assert capsys.readouterr().out
    assert ask(folder, *command, password="wrong") == 2
    assert "700:" in capsys.readouterr().err
    assert ask(folder, *command, operator="nobody") == 2
    assert "708:" in capsys.readouterr().err


def test_the_counters_public_key_is_shown_to_who_signed_in(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(folder, "papers", "key") == 0
    assert len(bytes.fromhex(capsys.readouterr().out.strip())) == 32
    assert ask(folder, "papers", "key", password="wrong") == 2


def test_a_password_may_be_piped_in(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    import io

    monkeypatch.setattr("sys.stdin", io.StringIO(f"{PASSWORD}\n"))
    assert main(["journal", "verify", "--data", str(folder), "--operator", FOUNDER]) == 0
    assert PASSWORD not in "".join(capsys.readouterr())


def test_a_passwords_file_that_is_not_there_is_told(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert ask(folder, "journal", "verify", password="not there") == 2
    assert "100:" in capsys.readouterr().err


def test_in_the_clear_nothing_is_asked(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with counter_at(tmp_path):
        pass
    assert main(["journal", "verify", "--data", str(tmp_path)]) == 0
    assert main(["keys", "show", "--data", str(tmp_path)]) == 2
    assert "705:" in capsys.readouterr().err


def test_keys_are_told_of_and_never_shown(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    key = key_file.unlock(folder, FOUNDER, PASSWORD)
    assert main(["keys", "show", "--data", str(folder)]) == 0
    assert main(["keys", "show", "--json", "--data", str(folder)]) == 0
    out = capsys.readouterr().out
    assert json.loads(out[out.index("{") :])["sign_ins"] == [FOUNDER, "operator-1"]
    for secret in (key.secret, key.store, key.files):
        assert secret.hex() not in out


def test_a_folder_in_the_clear_is_protected(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with counter_at(tmp_path / "data") as counter:
        open_ready(counter)
    (tmp_path / "password").write_text(PASSWORD, "utf-8")
    assert ask(tmp_path / "data", "keys", "protect") == 0
    code = capsys.readouterr().out.split()[-1]
    assert key_file.unlock_by_recovery(tmp_path / "data", code)
    assert ask(tmp_path / "data", "keys", "protect") == 2
    assert "707:" in capsys.readouterr().err
    # What the program's own cost is: 64 MiB, three times over.
    (sign_in,) = key_file.read_keys(tmp_path / "data").sign_ins
    assert (sign_in.memory_kib, sign_in.passes) == (64 * 1024, 3)


def test_from_a_forgotten_password_to_a_new_one(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    beside = folder.parent
    assert ask(folder, "keys", "renew", "--pdf", str(beside / "sheet.pdf")) == 0
    (beside / "code").write_text(capsys.readouterr().out.split()[-1], "utf-8")
    assert (beside / "sheet.pdf").read_bytes().startswith(b"%PDF")
    assert os.name == "nt" or (beside / "sheet.pdf").stat().st_mode & 0o077 == 0
    (beside / "password").write_text("quite another", "utf-8")
    given = ["--data", str(folder), "--operator", FOUNDER]
    recover = ["keys", "recover", "--code-file", str(beside / "code"), "--password-file", str(beside / "password")]
    assert main([*recover, *given]) == 0
    assert ask(folder, "journal", "verify") == 0
    come(folder, password="quite another").store.close()


def test_the_district_opens_with_its_key_alone(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    beside = folder.parent
    private = beside / "district.key"
    assert main(["keys", "new-district", str(private)]) == 0
    public = capsys.readouterr().out.split()[-1]
    assert wrapping.public_of(bytes.fromhex(private.read_text())).hex() == public
    assert main(["keys", "recover", "--district-key", str(private), "--data", str(folder)]) == 2
    assert "716:" in capsys.readouterr().err
    assert ask(folder, "keys", "set-district", public) == 0
    capsys.readouterr()
    (beside / "district").mkdir()
    (beside / "district" / "kense.keys").write_bytes((folder / "kense.keys").read_bytes())
    assert main(["keys", "recover", "--district-key", str(private), "--data", str(beside / "district")]) == 0
    code = capsys.readouterr().out.split()[-1]
    assert key_file.unlock_by_recovery(beside / "district", code).store
    # A key is not written over another.
    assert main(["keys", "new-district", str(private)]) == 2
    assert "419:" in capsys.readouterr().err


def test_only_an_administrator_renews(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    counter = come(folder)
    from desktop.operations import operators

    operators.change_roles(counter, "operator-1", ["clerk", "administrator"])
    operators.change_roles(counter, FOUNDER, ["clerk"])
    counter.store.close()
    before = (folder / "kense.keys").read_bytes()
    assert ask(folder, "keys", "renew") == 2
    assert "720:" in capsys.readouterr().err
    assert (folder / "kense.keys").read_bytes() == before


def test_the_new_code_is_told_though_the_sheets_file_cannot_be_written(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    there = folder.parent / "sheet.pdf"
    there.write_bytes(b"mine")
    assert ask(folder, "keys", "renew", "--pdf", str(there)) == 2
    told = capsys.readouterr()
    assert "419:" in told.err
    assert key_file.unlock_by_recovery(folder, told.out.rsplit(": ", 1)[1].strip())
    assert there.read_bytes() == b"mine"


def test_a_new_password_is_typed_twice_on_the_terminal(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with counter_at(tmp_path):
        pass
    typed = iter([PASSWORD, f"{PASSWORD}x", PASSWORD, PASSWORD])
    monkeypatch.setattr("sys.stdin.isatty", lambda: True, raising=False)
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    protect = ["keys", "protect", "--data", str(tmp_path), "--operator", FOUNDER]
    assert main(protect) == 2
    assert "722:" in capsys.readouterr().err
    assert not (tmp_path / "kense.keys").exists()
    assert main(protect) == 0


def test_a_sealed_file_is_opened_with_the_folders_key(folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    from desktop.protection.sealing import write_sealed

    key = key_file.unlock(folder, FOUNDER, PASSWORD)
    write_sealed(folder.parent / "x.sealed", b"Kense", key.files)
    out = folder.parent / "x"
    assert ask(folder, "keys", "unseal", str(folder.parent / "x.sealed"), "--out", str(out)) == 0
    assert out.read_bytes() == b"Kense"
    assert ask(folder, "keys", "unseal", str(folder.parent / "x.sealed"), "--out", str(out)) == 2
    assert "419:" in capsys.readouterr().err  # nothing is written over
    (folder.parent / "x.sealed").write_bytes(b"something else")
    assert ask(folder, "keys", "unseal", str(folder.parent / "x.sealed"), "--out", f"{out}-2") == 2
    assert "717:" in capsys.readouterr().err


def test_the_cost_of_a_password_stays_under_a_second_on_this_machine(tmp_path: Path) -> None:
    """64 MiB three times over is some 0.15 s; far more would mean that the parameters went wrong."""
    import time

    key_file.protect_folder(tmp_path, "D7", "a", "a password")
    begun = time.process_time()
    key_file.unlock(tmp_path, "a", "a password")
    assert 0.02 < time.process_time() - begun < 3
    with pytest.raises(Problem, match="700"):
        key_file.unlock(tmp_path, "a", "another one")
    assert CHEAP.memory_kib < 64
