"""An update that fails, finds no space, or is killed: the file is as before, and the old program goes on."""

import os
import random
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from desktop.operations import reception
from desktop.paths import DATABASE_NAME
from desktop.storage.backup_files import list_backups
from desktop.storage.migrations import MIGRATIONS
from desktop.storage.schema import applied_names
from desktop.storage.store import open_store
from desktop.storage.verification import verify
from forms.problems import Problem
from tests.operations.making import counter_at
from tests.storage.disks import mounted
from tests.storage.making import draft, fill, new_store

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

KNOWN = [migration.__name__ for migration in MIGRATIONS]
OLD = Path(__file__).parent / "old"


def m9001_large(db: "Tables") -> None:
    """A migration of the test that writes much."""
    db.execute("CREATE TABLE larger (id INTEGER PRIMARY KEY, body BLOB NOT NULL) STRICT")
    for _ in range(200):
        db.execute("INSERT INTO larger (body) SELECT randomblob(4000)")


def m9002_after(db: "Tables") -> None:
    """Another, so that there are several."""
    db.execute("CREATE TABLE smaller (id INTEGER PRIMARY KEY) STRICT")


NEWER = (*MIGRATIONS, m9001_large, m9002_after)


def test_a_full_disk_during_an_update_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "1m") as disk:
        with new_store(disk) as store:
            fill(store, 2)
        with pytest.raises(Problem) as told:
            open_store(disk, migrations=NEWER)
        assert told.value.code == "810"
        assert list_backups(disk)[0].path.name in told.value.sentence()
        with open_store(disk) as store:
            assert applied_names(store.db) == KNOWN
            assert verify(store.db).faults == ()


UPDATE = """
import sys
from pathlib import Path
from desktop.storage.store import open_store
from tests.backups.test_updates import NEWER
print("begun", flush=True)
open_store(Path(sys.argv[1]), migrations=NEWER).close()
print("done", flush=True)
"""


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(8))
def test_an_update_killed_at_any_moment_is_done_or_not_begun(tmp_path: Path, seed: int) -> None:
    with new_store(tmp_path) as store:
        fill(store, 2)
        store.drafts.save(draft("case-9", body="{жоба}".encode()))
    process = subprocess.Popen([sys.executable, "-c", UPDATE, str(tmp_path)], stdout=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stdout.readline() == b"begun\n"
    try:
        process.wait(timeout=random.Random(seed).uniform(0, 0.35))
    except subprocess.TimeoutExpired:
        os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    try:
        store = open_store(tmp_path)  # the version before
    except Problem as problem:
        assert problem.code == "308"  # it was brought forward whole
        store = open_store(tmp_path, migrations=NEWER)
        assert store.db.row("SELECT count(*) FROM larger") == (200,)
    with store:
        assert applied_names(store.db) in (KNOWN, [*KNOWN, "m9001_large", "m9002_after"])
        assert [kept.body for kept in store.drafts.all()] == ["{жоба}".encode()]
        assert verify(store.db).faults == ()
    with open_store(tmp_path, migrations=NEWER) as after:
        assert after.db.row("SELECT count(*) FROM larger") == (200,)


@pytest.mark.parametrize("old", sorted(OLD.glob("*.db")), ids=lambda path: path.stem)
def test_drafts_of_every_version_there_was_open_where_they_stood(tmp_path: Path, old: Path) -> None:
    """A file of each released version, with a case put aside and one on the counter, both filled to the outcome."""
    shutil.copyfile(old, tmp_path / DATABASE_NAME)
    with counter_at(tmp_path) as counter:
        assert verify(counter.store.db).faults == ()
        case = reception.interrupted_case(counter)
        assert case is not None
        draft = reception.resume_case(counter, case)
        assert draft.screen == "outcome" and draft.applicant.iin
        number = reception.decide_case(counter, draft).number
        assert number == "D7/2026-000003"
        reception.hand_over(counter, draft)
        (waiting,) = [found.case for found in reception.waiting_cases(counter)]
        assert reception.resume_case(counter, waiting).screen == "outcome"


def test_an_old_file_is_of_the_version_its_name_says() -> None:
    assert sorted(path.stem for path in OLD.glob("*.db")) == ["0.1.0"]
