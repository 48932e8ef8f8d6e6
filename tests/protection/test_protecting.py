"""A store in the clear becomes a protected one, wherever it is cut off."""

import contextlib
import os
import shutil
import tempfile
from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

import pytest

from desktop.operations import signing_in
from desktop.operations.way_in import find_way_in
from desktop.protection.data_key import DataKey
from desktop.protection.key_file import is_protected, list_sign_ins
from desktop.protection.sealing import open_sealed
from desktop.storage import protecting
from desktop.storage.backup_files import list_backups
from desktop.storage.backups import back_up
from desktop.storage.database import Database
from desktop.storage.places import carry, lacks_latest
from desktop.storage.store import open_store
from forms.problems import Problem
from tests.operations.making import counter_at, open_ready, print_copy
from tests.protection.making import CHEAP, FOUNDER, PASSWORD, come

KILLED = 9
SHARED_MEMORY = Path("/dev/shm")
IIN, NAME = "850101100002", "Сынақова"


def fill(folder: Path) -> int:
    """A counter in the clear with a case, a printed copy, a draft, a backup, a damaged file and a printed paper."""
    with counter_at(folder) as counter:
        from desktop.operations import reception

        draft = reception.decide_case(counter, open_ready(counter))
        print_copy(counter, draft)
        reception.hand_over(counter, draft)
        open_ready(counter)
        back_up(folder)
        (folder / "damaged" / "kense-1").mkdir(parents=True)
        (folder / "damaged" / "kense-1" / "kense.db").write_bytes(f"torn {IIN}".encode())
        (folder / "papers").mkdir()
        with counter_at(folder / "practice") as practised:
            open_ready(practised)
        (folder / "papers" / "Kense-1.pdf").write_bytes(f"%PDF {IIN}".encode())
        (folder / "backups" / "kense-20260101-000000.db").write_bytes(b"SQLite format 3\x00 torn " + IIN.encode())
        return counter.store.journal.head().sequence


def in_the_clear(folder: Path) -> list[str]:
    """Files in which a name or an IIN can be read."""
    secrets = (IIN.encode(), NAME.encode(), NAME.upper().encode())
    return sorted(
        str(path.relative_to(folder))
        for path in folder.rglob("*")
        if path.is_file() and any(secret in path.read_bytes() for secret in secrets)
    )


def protect(folder: Path) -> str:
    return signing_in.protect_existing(folder, FOUNDER, PASSWORD, cost=CHEAP)


def test_before_everything_is_seen_and_after_nothing(tmp_path: Path) -> None:
    events = fill(tmp_path)
    assert in_the_clear(tmp_path) == [
        "backups/kense-20260101-000000.db",
        "backups/" + list_backups(tmp_path)[0].path.name,
        "damaged/kense-1/kense.db",
        "kense.db",
        "papers/Kense-1.pdf",
        "practice/kense.db",
    ]
    protect(tmp_path)
    assert in_the_clear(tmp_path) == []
    counter = come(tmp_path)
    with counter.store as store:
        assert counter.data_key is not None
        recorded = list(store.journal.events())
        assert len(recorded) == events + 2  # enrolled, signed in
        assert store.rebuild() == []
        sealed = (tmp_path / "damaged" / "kense-1" / "kense.db.sealed").read_bytes()
        assert open_sealed(sealed, counter.data_key.files) == f"torn {IIN}".encode()
        sealed = (tmp_path / "papers" / "Kense-1.pdf.sealed").read_bytes()
        assert open_sealed(sealed, counter.data_key.files) == f"%PDF {IIN}".encode()
        assert (tmp_path / "backups" / "kense-20260101-000000.db.sealed").exists()
        (backup,) = list_backups(tmp_path)
    with open_store(tmp_path / "b", key=counter.data_key.store) as empty:
        empty.close()
    backup.path.replace(tmp_path / "b" / "kense.db")
    with open_store(tmp_path / "b", key=counter.data_key.store) as store:
        assert store.journal.head().sequence == events


def test_the_bytes_in_the_clear_are_written_over_before_they_go(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fill(tmp_path)
    gone: dict[str, bytes] = {}
    unlink = Path.unlink

    def keep_and_unlink(path: Path, missing_ok: bool = False) -> None:
        if path.exists():
            gone[path.name] = path.read_bytes()
        unlink(path, missing_ok=missing_ok)

    monkeypatch.setattr(Path, "unlink", keep_and_unlink)
    protect(tmp_path)
    assert {"kense.db.plain", "Kense-1.pdf", "kense.db"} <= gone.keys()
    assert not [name for name, content in gone.items() if IIN.encode() in content or b"SQLite format" in content]


def test_a_log_left_by_a_crash_comes_along_and_is_written_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "crashed"
    folder.mkdir()
    with counter_at(tmp_path / "alive") as counter:
        open_ready(counter)
        events = counter.store.journal.head().sequence
        for name in ("kense.db", "kense.db-wal", "profile.toml"):
            (folder / name).write_bytes((tmp_path / "alive" / name).read_bytes())
    assert IIN.encode() in (folder / "kense.db-wal").read_bytes()
    overwritten: list[str] = []
    overwrite = protecting.overwrite

    def note_and_overwrite(path: Path) -> None:
        overwritten.append(path.name)
        overwrite(path)

    monkeypatch.setattr(protecting, "overwrite", note_and_overwrite)
    protect(folder)
    assert "kense.db-wal.plain" in overwritten
    assert in_the_clear(folder) == []
    with come(folder).store as store:
        assert store.journal.head().sequence == events + 2


def steps_of(monkeypatch: pytest.MonkeyPatch, step: Callable[[], None]) -> None:
    """Call ``step`` before everything that changes a file's name or makes bytes durable."""

    def before(owner: object, name: str) -> None:
        usual = getattr(owner, name)

        def stepped(*args: object, **kwargs: object) -> object:
            step()
            return usual(*args, **kwargs)

        monkeypatch.setattr(owner, name, stepped)

    for owner, name in ((Path, "replace"), (Path, "unlink"), (os, "fsync"), (os, "link")):
        before(owner, name)


def protect_and_die(folder: Path, last: int) -> int:
    """Protect the folder in a process of its own that dies before step ``last``; its exit code, 0 if it got through."""
    child = os.fork()
    if child == 0:
        left = last

        def step() -> None:
            nonlocal left
            if left == 0:
                os._exit(KILLED)
            left -= 1

        code = 1
        try:
            with pytest.MonkeyPatch.context() as patched:
                steps_of(patched, step)
                protect(folder)
            code = 0
        finally:
            os._exit(code)
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])


@pytest.fixture
def quick_folder(tmp_path: Path) -> Iterator[Path]:
    """A folder in memory where there is one: a killed process loses nothing of it, and a disk is slow to wait for."""
    if not SHARED_MEMORY.is_dir():
        yield tmp_path
        return
    with tempfile.TemporaryDirectory(dir=SHARED_MEMORY) as folder:
        yield Path(folder)


def test_killed_at_every_step_nothing_is_lost_and_it_goes_on(quick_folder: Path) -> None:
    whole = quick_folder / "whole"
    events = fill(whole)
    last, code = 0, KILLED
    while code == KILLED:
        folder = quick_folder / f"cut-{last}"
        shutil.copytree(whole, folder)
        code = protect_and_die(folder, last)
        assert code in (0, KILLED), last
        if not is_protected(folder):
            with open_store(folder) as store:
                assert store.journal.head().sequence == events
            protect(folder)
        assert list_sign_ins(folder) == (FOUNDER,), last
        with come(folder).store as store:
            assert store.journal.head().sequence == events + 2, last
            assert store.rebuild() == []
        assert in_the_clear(folder) == [], last
        assert not list(folder.rglob("*.plain*")) and not list(folder.rglob("*.protected*")), last
        shutil.rmtree(folder)
        last += 1
    assert last > 20


def test_where_the_counters_file_is_damaged_it_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    fill(tmp_path)
    path = tmp_path / "kense.db"
    content = bytearray(path.read_bytes())
    content[4096 * 5 : 4096 * 6] = os.urandom(4096)
    path.write_bytes(content)
    before = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(Problem, match="304"):
        protect(tmp_path)
    assert {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before
    assert not is_protected(tmp_path)


def test_a_counter_that_is_open_is_not_protected_under_it(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        with pytest.raises(Problem, match="309"):
            protect(tmp_path)
        assert counter.store.journal.head().sequence == 1
    assert not is_protected(tmp_path)
    protect(tmp_path)


def test_a_store_in_the_clear_put_into_a_protected_folder_is_told(tmp_path: Path) -> None:
    fill(tmp_path / "other")
    with counter_at(tmp_path / "one"):
        pass
    protect(tmp_path / "one")
    (tmp_path / "other" / "kense.db").replace(tmp_path / "one" / "kense.db")
    with pytest.raises(Problem, match="704"):
        come(tmp_path / "one")


def test_a_protected_store_whose_keys_are_gone_gets_no_others(tmp_path: Path) -> None:
    fill(tmp_path)
    protect(tmp_path)
    for place in (tmp_path, tmp_path / "backups"):
        (place / "kense.keys").unlink()
    with pytest.raises(Problem, match="705"):
        find_way_in(tmp_path)
    with pytest.raises(Problem, match="705"):
        protect(tmp_path)
    assert not is_protected(tmp_path)


def test_no_store_in_the_clear_is_made_in_a_protected_folder(tmp_path: Path) -> None:
    with counter_at(tmp_path):
        pass
    protect(tmp_path)
    (tmp_path / "kense.db").unlink()
    with pytest.raises(Problem, match="703"):
        open_store(tmp_path)
    assert not (tmp_path / "kense.db").exists()


def test_keys_stay_where_a_backup_needs_them_already(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    fill(tmp_path)
    (tmp_path / "kense.db").unlink()
    whole = next(backup.path for backup in list_backups(tmp_path) if backup.path.name != "kense-20260101-000000.db")
    shutil.copyfile(whole, tmp_path / "backups" / "kense-20991231-000000.db")
    protect_file = protecting._protect_file

    def no_room(path: Path, key: DataKey) -> None:
        if path.name == "kense-20991231-000000.db":
            raise Problem("303", folder=str(tmp_path))
        protect_file(path, key)

    monkeypatch.setattr(protecting, "_protect_file", no_room)
    protect(tmp_path)
    assert is_protected(tmp_path)
    key = signing_in.sign_in(tmp_path, FOUNDER, PASSWORD).key
    with contextlib.closing(Database(whole, key=key.store, read_only=True)) as db:
        assert db.rows("SELECT count(*) FROM journal")[0][0] > 0


def test_what_was_taken_to_a_stick_in_the_clear_is_replaced_there(tmp_path: Path) -> None:
    data, stick = tmp_path / "data", tmp_path / "stick"
    stick.mkdir()
    with counter_at(data) as counter:
        open_ready(counter)
    now = datetime.now().astimezone()
    first = carry(data, stick, now) if back_up(data) else None
    second = carry(data, stick, now) if back_up(data) else None
    assert first is not None and second is not None and first != second
    assert in_the_clear(stick) == sorted([first.name, second.name])
    protect(data)
    assert lacks_latest(stick, data, now)
    carry(data, stick, now)
    assert in_the_clear(stick) == []
    assert first.read_bytes() == (data / "backups" / first.name).read_bytes()
    assert not lacks_latest(stick, data, now)
