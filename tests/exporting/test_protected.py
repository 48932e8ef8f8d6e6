"""From a protected folder: exports and verifications by its key, sealed for the district, nothing left in the clear."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.cli import main
from desktop.operations import exporting, operators, verifying
from desktop.operations.counter import Counter
from desktop.operations.exporting import access_of, export_register, open_sealed_export, record_export
from desktop.operations.register import RegisterQuery
from desktop.storage.witness import WITNESS_NAME
from forms.problems import Problem
from forms.register_acts import RegisterExported
from tests.operations.making import events
from tests.protection.making import FOUNDER, PASSWORD, come, found_and_come

from .test_export import FORMS, decide, go_on
from .test_sealed import PRIVATE, PUBLIC
from .test_spreadsheets import read_csv


@pytest.fixture
def counter(tmp_path: Path) -> Iterator[Counter]:
    """A protected counter with a case, whose founder may do everything."""
    opened = found_and_come(tmp_path / "data")
    opened.roles = ("clerk", "head", "administrator")
    decide(opened)
    yield opened
    opened.store.close()


def secrets_of(counter: Counter) -> list[bytes]:
    case = counter.store.cases.latest()[0]
    assert case.applicant_name is not None and case.applicant_iin is not None
    return [case.applicant_iin.encode(), case.applicant_name.encode(), case.applicant_name.encode("utf-16-le")]


def found_in(folder: Path, secrets: list[bytes]) -> list[Path]:
    files = [path for path in folder.rglob("*") if path.is_file()]
    return [path for path in files if any(secret in path.read_bytes() for secret in secrets)]


@pytest.mark.parametrize("form", FORMS)
def test_a_sealed_export_is_read_by_the_district_alone(
    counter: Counter, form: exporting.Form, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spare = tmp_path / "temporary"
    spare.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(spare))
    with pytest.raises(Problem) as told:
        sealed(counter, form, tmp_path / "none")
    assert told.value.code == "789"  # the district has no key here yet
    operators.set_district_key(counter, PUBLIC.hex())
    exported = sealed(counter, form, tmp_path / f"a{exporting.ENDINGS[form]}.sealed")
    record_export(counter, exported)
    secrets = secrets_of(counter)
    counter.store.close()
    assert found_in(tmp_path, secrets) == []
    assert list(spare.iterdir()) == []
    opened = open_sealed_export(exported.path, PRIVATE)
    assert opened.name == f"a{exporting.ENDINGS[form]}"
    if form == "csv":
        assert read_csv(opened.read_bytes())[1][3].encode() == secrets[0]


def test_that_it_was_sealed_is_recorded(counter: Counter, tmp_path: Path) -> None:
    operators.set_district_key(counter, PUBLIC.hex())
    record_export(counter, sealed(counter, "csv", tmp_path / "a.csv.sealed"))
    act = events(counter)[-1].act
    assert isinstance(act, RegisterExported)
    assert act.sealed


def test_a_protected_register_verifies_with_its_key(counter: Counter) -> None:
    verified = verifying.verify_register(verifying.access_of(counter), lambda done, of: None, go_on)
    assert verified.sound
    assert PASSWORD not in repr(verifying.access_of(counter))


def test_an_old_protected_file_put_back_is_noticed(counter: Counter, tmp_path: Path) -> None:
    folder = counter.store.folder
    counter.store.close()
    old = (folder / "kense.db").read_bytes()
    assert (folder / WITNESS_NAME).exists()
    again = come(folder)
    decide(again)
    again.store.close()
    (folder / "kense.db").write_bytes(old)
    with pytest.raises(Problem) as told:
        come(folder)
    assert told.value.code == "791"


def test_the_shell_asks_for_the_password(counter: Counter, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    folder = counter.store.folder
    counter.store.close()
    (tmp_path / "password").write_text(f"{PASSWORD}\n")
    (tmp_path / "wrong").write_text("not it\n")
    out = tmp_path / "a.csv"
    who = ("--operator", FOUNDER, "--password-file")
    command = ("register", "export", "--form", "csv", "--data", str(folder), "--out", str(out), *who)
    assert main([*command, str(tmp_path / "password")]) == 0
    assert len(read_csv(out.read_bytes())) == 2
    assert out.stat().st_mode & 0o077 == 0
    out.unlink()
    assert main([*command, str(tmp_path / "wrong")]) == 2
    assert capsys.readouterr().err.startswith("700: ")
    assert not out.exists()


def sealed(counter: Counter, form: exporting.Form, target: Path) -> exporting.Exported:
    return export_register(access_of(counter), RegisterQuery(), form, target, lambda done, of: None, go_on, sealed=True)
