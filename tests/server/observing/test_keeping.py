"""Backup and restore by the commands an office uses, against a data folder of their own."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from tests.server.postgresql import programs, start_postgresql

ROOT = Path(__file__).resolve().parents[3]


def kense_centre(data: Path, *words: str, database: str = "") -> subprocess.CompletedProcess[str]:
    environment = {
        **os.environ,
        "KENSE_CENTRE_DATA": str(data),
        "KENSE_DATABASE": database,
        "KENSE_INSECURE": "1",
        "PATH": f"{programs()}:{os.environ['PATH']}",
        "DJANGO_SETTINGS_MODULE": "server.settings",
    }
    return subprocess.run(
        [sys.executable, "-m", "server", *words],
        check=False,
        cwd=ROOT,
        env=environment,
        capture_output=True,
        text=True,
        timeout=120,
    )


def organisations(data: Path) -> list[str]:
    with closing(sqlite3.connect(data / "centre.db")) as db:
        return [code for (code,) in db.execute("SELECT code FROM organisations_organisation ORDER BY code")]


def add_organisation(data: Path, code: str) -> None:
    make = f"Organisation.objects.create(code={code!r}, name_kk='М', name_ru='Ш')"
    done = kense_centre(data, "shell", "-v0", "-c", f"from server.organisations.models import Organisation; {make}")
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def fresh(tmp_path_factory: pytest.TempPathFactory) -> Path:
    data = tmp_path_factory.mktemp("fresh") / "data"
    assert kense_centre(data, "migrate", "--verbosity=0").returncode == 0
    return data


@pytest.fixture
def data(fresh: Path, tmp_path: Path) -> Path:
    """A centre of its own, with tables and nothing in them."""
    made = tmp_path / "data"
    made.mkdir()
    for name in ("centre.db", "secret-key"):
        (made / name).write_bytes((fresh / name).read_bytes())
    (made / "keys.json").write_text("[]")
    return made


def test_what_was_backed_up_comes_back_and_what_was_there_is_put_aside(data: Path, tmp_path: Path) -> None:
    add_organisation(data, "before")
    made = kense_centre(data, "back_up", str(tmp_path / "backups"))
    assert made.returncode == 0, made.stderr
    backup = Path(made.stdout.strip())
    assert sorted(path.name for path in backup.iterdir()) == ["centre.db", "keys.json", "secret-key"]
    assert oct(backup.stat().st_mode)[-3:] == "700"
    add_organisation(data, "after")
    put = kense_centre(data, "restore", str(backup))
    assert put.returncode == 0, put.stderr
    assert organisations(data) == ["before"]
    (aside,) = data.glob("before-restore-*")
    assert organisations(aside) == ["after", "before"]


def test_restores_within_one_second_each_put_aside_what_was_there(data: Path, tmp_path: Path) -> None:
    add_organisation(data, "before")
    backup = Path(kense_centre(data, "back_up", str(tmp_path / "backups")).stdout.strip())
    now = datetime.now().astimezone()
    for second in range(30):  # whichever second the first restore falls into, its name is taken
        (data / f"before-restore-{now + timedelta(seconds=second):%Y%m%d-%H%M%S}").mkdir()
    add_organisation(data, "after")
    put = kense_centre(data, "restore", str(backup))
    assert put.returncode == 0, put.stderr
    (aside,) = (folder for folder in data.glob("before-restore-*") if any(folder.iterdir()))
    assert aside.name.endswith("-2")
    assert organisations(aside) == ["after", "before"]


def test_old_backups_go_and_an_unfinished_one_is_no_backup(data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    for day in range(1, 6):
        (folder / f"kense-centre-2026090{day}-013000").mkdir(parents=True)
    (folder / "kense-centre-20260906-013000.part").mkdir()
    assert kense_centre(data, "back_up", str(folder), "--keep", "3").returncode == 0
    kept = sorted(path.name for path in folder.iterdir())
    assert kept[:2] == ["kense-centre-20260904-013000", "kense-centre-20260905-013000"]
    assert len(kept) == 4  # with the new one, and the unfinished one that nobody counts


def test_a_folder_that_is_no_backup_is_told(data: Path, tmp_path: Path) -> None:
    done = kense_centre(data, "restore", str(tmp_path))
    assert done.returncode == 1
    assert "holds no backup" in done.stderr
    assert organisations(data) == []


def test_a_folder_that_cannot_be_written_is_told(data: Path, tmp_path: Path) -> None:
    (tmp_path / "taken").write_text("a file")
    done = kense_centre(data, "back_up", str(tmp_path / "taken"))
    assert done.returncode == 1
    assert "could not be made" in done.stderr


@pytest.mark.slow
def test_postgresql_is_dumped_whole(tmp_path: Path) -> None:
    database = start_postgresql()
    data = tmp_path / "data"
    assert kense_centre(data, "migrate", "--verbosity=0", database=database).returncode == 0
    made = kense_centre(data, "back_up", str(tmp_path / "backups"), database=database)
    assert made.returncode == 0, made.stderr
    dump = Path(made.stdout.strip()) / "centre.dump"
    listed = subprocess.run(
        [f"{programs()}/pg_restore", "--list", str(dump)], check=True, capture_output=True, text=True
    ).stdout
    assert "TABLE DATA public journal_event_00" in listed
    assert "TABLE DATA public organisations_organisation" in listed
