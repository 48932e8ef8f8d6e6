"""A full disk, a read-only folder, a second instance, a file that is not ours: told in a sentence, nothing lost."""

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop.paths import DATABASE_NAME
from desktop.storage.database import open_for_reading
from desktop.storage.store import Store, open_store
from desktop.storage.verification import verify
from forms.problems import Problem

from .disks import mounted, remount_read_only, run_child
from .making import decide, draft, fill, new_store


@pytest.fixture
def open_folder() -> Iterator[Path]:
    """A folder that any user can reach, so that its own bits decide."""
    folder = Path(tempfile.mkdtemp(prefix="kense-test-"))
    folder.chmod(0o755)
    yield folder
    subprocess.run(["chmod", "-R", "u+rwx", str(folder)], check=True, timeout=30)
    shutil.rmtree(folder)


def save_until_told(store: Store) -> tuple[int, Problem]:
    """Save drafts of 10 kB until the store says that it cannot; how many it acknowledged."""
    for count in range(2000):
        try:
            store.drafts.save(draft(f"case-{count}", body=os.urandom(10_000)))
        except Problem as problem:
            return count, problem
    raise AssertionError("the disk did not get full")


def test_a_full_disk_is_told_and_loses_nothing(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "2m") as disk:
        with new_store(disk) as store:
            (number,) = fill(store, 1)
            ballast = disk / "ballast"
            ballast.write_bytes(b"0" * 500_000)
            saved, problem = save_until_told(store)
            assert problem.code == "301"
            assert str(disk) in problem.sentence()
            assert saved > 0
            with pytest.raises(Problem) as told:
                decide(store, "case-x")
            assert told.value.code == "301"
            assert len(store.drafts.all()) == saved
            assert store.cases.find(number) is not None
            ballast.unlink()
            act = decide(store, "case-x").event.act
            assert act.number == "A12/2026-000002"  # type: ignore[union-attr]
            assert verify(store.db).faults == ()
        with open_store(disk) as store:
            assert len(store.drafts.all()) == saved + 1
            assert verify(store.db).faults == ()


def test_a_store_is_not_made_on_a_full_disk(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "64k") as disk:
        with pytest.raises(Problem) as told:
            open_store(disk)
        assert told.value.code == "301"
        assert not (disk / DATABASE_NAME).exists()


def test_a_store_on_a_disk_full_to_the_last_byte_is_told_at_opening(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "1m") as disk:
        with new_store(disk) as store:
            fill(store, 1)
        with (disk / "ballast").open("wb", buffering=0) as ballast, pytest.raises(OSError, match="No space"):
            while ballast.write(b"0" * 4096):
                pass
        with pytest.raises(Problem) as told, open_store(disk) as store:
            decide(store, "case-2")
        assert told.value.code == "301"
        (disk / "ballast").unlink()
        with open_store(disk) as store:
            assert verify(store.db).events == 4


def test_a_file_that_may_not_grow_is_told_and_the_act_taken_back(store: Store) -> None:
    fill(store, 1)
    before = store.journal.head()
    (pages,) = store.db.rows("PRAGMA page_count")[0]
    store.db.rows(f"PRAGMA max_page_count = {pages + 20}")
    saved, problem = save_until_told(store)
    assert problem.code == "301"
    store.db.rows("PRAGMA max_page_count = 1000000")
    assert len(store.drafts.all()) == saved
    assert store.journal.head() == before
    decide(store, "case-x")
    assert verify(store.db).faults == ()


def test_a_file_size_limit_is_told_and_loses_nothing(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        fill(store, 1)
    script = """
resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, resource.RLIM_INFINITY))
with open_store(folder) as store:
    for count in range(1000):
        try:
            store.drafts.save(draft(f"case-{count}", 10_000))
        except Problem as problem:
            print(problem.code, count, len(store.drafts.all()))
            resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
            store.drafts.save(draft("after", 10))
            break
"""
    code, told_at, held = run_child(script, str(tmp_path)).split()
    assert code in ("301", "307")
    assert int(told_at) == int(held) > 0
    with open_store(tmp_path) as store:
        assert len(store.drafts.all()) == int(held) + 1
        assert verify(store.db).faults == ()


READ_ONLY = """
try:
    open_store(folder)
except Problem as problem:
    print(problem.code, problem.sentence())
"""


def test_a_folder_without_the_right_to_write_is_told(open_folder: Path) -> None:
    with new_store(open_folder) as store:
        fill(store, 1)
    for path in (open_folder, *open_folder.iterdir()):
        path.chmod(0o555 if path.is_dir() else 0o444)
    said = run_child(READ_ONLY, str(open_folder), as_nobody=True)
    assert said.startswith("302 ")
    assert str(open_folder) in said
    script = """
with open_store(folder, read_only=True) as store:
    print(store.journal.head().sequence, len(store.cases.latest()))
    try:
        store.drafts.save(draft("case-9"))
    except Problem as problem:
        print(problem.code)
"""
    assert run_child(script, str(open_folder), as_nobody=True).split() == ["4", "1", "313"]


def test_a_file_without_the_right_to_write_is_told(open_folder: Path) -> None:
    with new_store(open_folder) as store:
        fill(store, 1)
    (open_folder / DATABASE_NAME).chmod(0o444)
    open_folder.chmod(0o777)
    (open_folder / "kense.lock").chmod(0o666)
    said = run_child(READ_ONLY, str(open_folder), as_nobody=True)
    assert said.startswith("302 ")


def test_a_folder_that_may_not_be_looked_into_is_told(open_folder: Path) -> None:
    with new_store(open_folder / "inner") as store:
        fill(store, 1)
    (open_folder / "inner").chmod(0o000)
    for script in (READ_ONLY, READ_ONLY.replace("(folder)", "(folder, read_only=True)")):
        said = run_child(script, str(open_folder / "inner"), as_nobody=True)
        assert said.startswith("302 ")


def test_a_read_only_disk_is_told_and_can_be_read_with_its_log(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "4m") as disk:
        with new_store(disk) as store:
            fill(store, 1)
        # A killed program leaves its log behind: the last acts lie only there.
        script = """
store = open_store(folder)
store.drafts.save(draft("in-the-log"))
os._exit(0)
"""
        run_child(script, str(disk))
        assert (disk / f"{DATABASE_NAME}-wal").stat().st_size > 0
        (disk / f"{DATABASE_NAME}-shm").unlink()
        remount_read_only(disk)
        with pytest.raises(Problem) as told:
            open_store(disk)
        assert told.value.code == "302"
        with open_store(disk, read_only=True) as store:
            assert store.folder == disk
            assert [kept.case for kept in store.drafts.all()] == ["in-the-log"]
            assert verify(store.db).faults == ()


def test_nothing_of_a_copy_for_reading_stays_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    with mounted(tmp_path / "disk", "4m") as disk:
        with new_store(disk):
            run_child("store = open_store(folder / 'x')\nstore.drafts.save(draft('a'))\nos._exit(0)", str(disk))
        (disk / "x" / f"{DATABASE_NAME}-shm").unlink()
        remount_read_only(disk)
        db = open_for_reading(disk / "x" / DATABASE_NAME)
        assert len(list(scratch.iterdir())) == 1
        db.close()
        assert list(scratch.iterdir()) == []


def test_a_second_instance_is_told_and_the_first_goes_on(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        said = run_child(READ_ONLY, str(tmp_path))
        assert said.startswith("309 ")
        assert "already open" in said
        script = "with open_store(folder, read_only=True) as store: print(store.journal.head().sequence)"
        fill(store, 1)
        assert run_child(script, str(tmp_path)).strip() == "4"
        decide(store, "case-2")
    assert run_child(READ_ONLY, str(tmp_path)) == ""


def test_the_lock_goes_with_a_killed_instance(tmp_path: Path) -> None:
    script = "from pathlib import Path; import sys; from desktop.storage.store import open_store\n"
    script += "store = open_store(Path(sys.argv[1])); print('open', flush=True); sys.stdin.read()"
    child = subprocess.Popen(
        [sys.executable, "-c", script, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    assert child.stdout is not None
    assert child.stdin is not None
    with child.stdout, child.stdin:
        assert child.stdout.readline() == b"open\n"
        with pytest.raises(Problem) as told:
            open_store(tmp_path)
        assert told.value.code == "309"
        child.kill()
        child.wait(30)
    open_store(tmp_path).close()


def test_another_program_holding_the_file_is_told(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        store.db.run("PRAGMA busy_timeout = 0")
        other = dbapi2.connect(str(store.db.path), isolation_level=None)
        try:
            other.execute("BEGIN IMMEDIATE")
            with pytest.raises(Problem) as told:
                store.drafts.save(draft("case-1"))
            assert told.value.code == "303"
            begun = False
            with pytest.raises(Problem), store.act():
                begun = True
            assert not begun, "an act that cannot be kept must not begin"
        finally:
            other.close()
        store.drafts.save(draft("case-1"))


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    other = dbapi2.connect(str(tmp_path / DATABASE_NAME))
    other.execute("CREATE TABLE notes (body TEXT)")
    other.close()
    for read_only in (False, True):
        with pytest.raises(Problem) as told:
            open_store(tmp_path, read_only=read_only)
        assert told.value.code == "305"


def test_a_folder_where_a_file_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / DATABASE_NAME).mkdir()
    with pytest.raises(Problem) as told:
        open_store(tmp_path)
    assert told.value.code == "306"


def test_a_file_where_the_folder_should_be_is_told(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a file")
    with pytest.raises(Problem) as told:
        open_store(tmp_path / "data")
    assert told.value.code == "306"


def test_there_is_nothing_to_read_in_an_empty_folder(tmp_path: Path) -> None:
    for read_only in (False, True):
        with pytest.raises(Problem) as told:
            open_store(tmp_path, read_only=read_only, must_exist=True)
        assert told.value.code == "314"
    assert list(tmp_path.iterdir()) == []


def test_our_own_mistakes_are_not_told_as_the_environments(store: Store) -> None:
    with pytest.raises(dbapi2.OperationalError):
        store.db.rows("SELECT nothing FROM nowhere")
    with pytest.raises(dbapi2.IntegrityError):
        store.db.run("INSERT INTO settings VALUES ('x', NULL)")


def test_a_folder_with_spaces_and_kazakh_letters(tmp_path: Path) -> None:
    folder = tmp_path / "Мектеп № 7 %20 #деректер? қ"
    with new_store(folder) as store:
        fill(store, 1)
    with open_store(folder, read_only=True) as store:
        assert store.journal.head().sequence == 4
