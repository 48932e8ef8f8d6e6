"""Migrations go forward only, from every file there ever was; a newer file is left alone."""

import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.paths import DATABASE_NAME
from desktop.storage import migrations as module
from desktop.storage.backup_files import list_backups
from desktop.storage.migrations import MIGRATIONS
from desktop.storage.schema import applied_names, dump_schema
from desktop.storage.store import Store, open_store
from desktop.storage.verification import verify
from forms.problems import Problem

from .making import draft, fill, new_store

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

OLD = Path(__file__).parent / "old"
SCHEMA = Path(module.__file__).with_name("schema.sql")
KNOWN = [migration.__name__ for migration in MIGRATIONS]


def test_the_schema_is_the_one_written_down(store: Store) -> None:
    assert dump_schema(store.db) == SCHEMA.read_text("utf-8"), (
        "the tables changed: write them down with python -m desktop.storage.write_schema"
    )


def test_migrations_import_nothing_of_the_program() -> None:
    source = Path(module.__file__).read_text("utf-8")
    assert "from desktop" not in source
    assert "from forms" not in source


@pytest.mark.parametrize("old", sorted(OLD.glob("*.db")), ids=lambda path: path.stem)
def test_every_old_file_opens_with_all_it_held(tmp_path: Path, old: Path) -> None:
    shutil.copyfile(old, tmp_path / DATABASE_NAME)
    with open_store(tmp_path) as store:
        report = verify(store.db)
        assert (report.counter, report.events, report.numbers, report.papers) == ("A12", 14, 3, 3)
        assert report.faults == ()
        assert [case.number for case in store.cases.latest()] == [f"A12/2026-00000{count}" for count in (3, 2, 1)]
        assert [draft.body for draft in store.drafts.all()] == ["{жоба}".encode()]
        assert store.rebuild() == []
        assert dump_schema(store.db) == SCHEMA.read_text("utf-8")


def test_there_is_an_old_file_of_every_migration() -> None:
    assert {path.stem for path in OLD.glob("*.db")} == {migration.__name__ for migration in MIGRATIONS}


def m9001_addition(db: "Tables") -> None:
    """A migration of the test."""
    db.execute("CREATE TABLE additions (id INTEGER PRIMARY KEY, body TEXT) STRICT")
    db.execute("INSERT INTO additions SELECT sequence, hash FROM journal")


def m9002_failing(db: "Tables") -> None:
    """A migration of the test that fails in the middle."""
    db.execute("CREATE TABLE failures (id INTEGER PRIMARY KEY) STRICT")
    db.execute("INSERT INTO no_such_table VALUES (1)")


def test_an_older_file_is_backed_up_and_brought_forward(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        fill(store, 2)
    assert list_backups(tmp_path) == []
    with open_store(tmp_path, migrations=(*MIGRATIONS, m9001_addition)) as store:
        assert applied_names(store.db) == [*KNOWN, "m9001_addition"]
        assert store.db.row("SELECT count(*) FROM additions") == (8,)
        assert verify(store.db).faults == ()
    (backup,) = list_backups(tmp_path)
    (tmp_path / "old").mkdir()
    shutil.copyfile(backup.path, tmp_path / "old" / DATABASE_NAME)
    with open_store(tmp_path / "old") as store:
        assert applied_names(store.db) == KNOWN
        assert verify(store.db).events == 8


def test_a_migration_that_fails_leaves_no_trace_and_the_program_before_goes_on(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        fill(store, 1)
        store.drafts.save(draft("case-9", body="{жоба}".encode()))
    with pytest.raises(Problem) as told:
        open_store(tmp_path, migrations=(*MIGRATIONS, m9001_addition, m9002_failing))
    (backup,) = list_backups(tmp_path)
    assert told.value.code == "810"
    assert told.value.fields["backup"] == backup.path.name
    assert "no_such_table" in told.value.sentence()
    assert backup.note is not None and backup.note.why == "before_update"
    with open_store(tmp_path) as store:  # the version before: neither of the two is there
        assert applied_names(store.db) == KNOWN
        assert store.db.row("SELECT 1 FROM sqlite_schema WHERE name IN ('additions', 'failures')") is None
        assert [kept.body for kept in store.drafts.all()] == ["{жоба}".encode()]
        assert verify(store.db).faults == ()
    with open_store(tmp_path, migrations=(*MIGRATIONS, m9001_addition)) as store:
        assert applied_names(store.db) == [*KNOWN, "m9001_addition"]
        assert store.db.row("SELECT 1 FROM sqlite_schema WHERE name = 'failures'") is None
        assert verify(store.db).faults == ()


@pytest.mark.parametrize("read_only", [False, True])
def test_a_newer_file_is_left_alone(tmp_path: Path, read_only: bool) -> None:
    with new_store(tmp_path) as store:
        fill(store, 1)
    with open_store(tmp_path, migrations=(*MIGRATIONS, m9001_addition)):
        pass
    before = (tmp_path / DATABASE_NAME).read_bytes()
    with pytest.raises(Problem) as told:
        open_store(tmp_path, read_only=read_only)
    assert told.value.code == "308"
    assert told.value.fields["found"] == "m9001_addition"
    assert "newer Kense" in told.value.sentence()
    assert (tmp_path / DATABASE_NAME).read_bytes() == before


def test_opening_a_file_of_today_does_not_import_sqlite_utils(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        fill(store, 1)
    script = (
        "import sys; from pathlib import Path; from desktop.storage.store import open_store\n"
        "with open_store(Path(sys.argv[1])) as store: assert store.journal.last() is not None\n"
        "assert 'sqlite_utils' not in sys.modules, 'sqlite_utils was imported'"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], check=False, capture_output=True, text=True, timeout=60
    )
    assert done.returncode == 0, done.stderr


def test_sqlite_utils_imported_too_early_is_an_error_of_ours(tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; import sqlite_utils\n"
        "from desktop.storage.store import open_store\n"
        "open_store(Path(sys.argv[1]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)], check=False, capture_output=True, text=True, timeout=60
    )
    assert "imported before desktop.storage.database" in done.stderr
