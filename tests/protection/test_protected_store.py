"""A key, a file, and whether they go together: each case has its own sentence."""

import os
import random
import shutil
from pathlib import Path

import pytest

from desktop.protection.data_key import DataKey
from desktop.protection.key_file import KEYS_NAME, protect_folder
from desktop.protection.wrapping import make_data_key
from desktop.storage.backup_files import list_backups
from desktop.storage.backups import back_up
from desktop.storage.database import Database
from desktop.storage.keyed import PLAIN_HEADER, salt_of
from desktop.storage.recovery import restore
from desktop.storage.store import open_store
from forms.problems import Problem
from tests.protection.making import CHEAP
from tests.storage.making import decide

PAGE = 4096


@pytest.fixture
def protected(tmp_path: Path) -> tuple[Path, DataKey]:
    """A folder with a protected store that holds one case."""
    key, _ = protect_folder(tmp_path, "D7", "a", "first password", cost=CHEAP)
    fill(tmp_path, key.store)
    return tmp_path, key


def fill(folder: Path, key: bytes | None) -> None:
    with open_store(folder, key=key) as store:
        store.settings.keep_text("counter", "D7")
        decide(store, "case-1")


def code_of(folder: Path, key: bytes | None) -> str:
    with pytest.raises(Problem) as raised:
        open_store(folder, key=key)
    return raised.value.code


def test_the_file_is_noise_and_opens_with_its_key(protected: tuple[Path, DataKey]) -> None:
    folder, key = protected
    content = (folder / "kense.db").read_bytes()
    assert PLAIN_HEADER not in content
    assert b"CREATE TABLE" not in content
    with open_store(folder, key=key.store) as store:
        assert store.journal.head().sequence == 1


def test_without_a_key_a_protected_file_is_called_so(protected: tuple[Path, DataKey]) -> None:
    folder, _ = protected
    assert code_of(folder, None) == "703"
    (folder / KEYS_NAME).unlink()
    assert code_of(folder, None) == "703"  # their copy beside the backups says it


def test_without_any_keys_about_it_is_damaged(protected: tuple[Path, DataKey]) -> None:
    folder, _ = protected
    (folder / "elsewhere").mkdir()
    shutil.copy(folder / "kense.db", folder / "elsewhere" / "kense.db")
    shutil.move(folder / "elsewhere", folder.parent / f"{folder.name}-elsewhere")
    assert code_of(folder.parent / f"{folder.name}-elsewhere", None) == "304"


def test_a_file_in_the_clear_and_a_key_do_not_go_together(tmp_path: Path) -> None:
    fill(tmp_path, None)
    assert code_of(tmp_path, make_data_key().store) == "704"
    with open_store(tmp_path) as store:
        assert store.journal.head().sequence == 1


def test_another_key_is_told_from_damage(protected: tuple[Path, DataKey]) -> None:
    folder, key = protected
    assert code_of(folder, make_data_key().store) == "706"
    path = folder / "kense.db"
    whole = path.read_bytes()
    assert whole[:16] == salt_of(key.store)
    noise = random.Random(1).randbytes
    for damaged in (
        whole[:16] + noise(PAGE - 16) + whole[PAGE:],  # the first page, but for the salt
        noise(PAGE) + whole[PAGE:],  # the first page, salt and all
        bytes(len(whole)),
        whole[: PAGE + 100],
        b"text over it " * 1000 + whole[13_000:],
    ):
        path.write_bytes(damaged)
        assert code_of(folder, key.store) == "304", len(damaged)


def test_a_damaged_salt_alone_loses_nothing(protected: tuple[Path, DataKey]) -> None:
    folder, key = protected
    with (folder / "kense.db").open("r+b") as file:
        file.write(os.urandom(16))
    with open_store(folder, key=key.store) as store:
        assert store.journal.head().sequence == 1


@pytest.mark.parametrize("seed", range(20))
def test_damage_anywhere_is_told_or_harmless(protected: tuple[Path, DataKey], seed: int) -> None:
    folder, key = protected
    chance = random.Random(seed)
    with (folder / "kense.db").open("r+b") as file:
        file.seek(chance.randrange(16, (folder / "kense.db").stat().st_size - 64))
        file.write(chance.randbytes(64))
    try:
        with open_store(folder, key=key.store) as store:
            store.db.rows("PRAGMA integrity_check")
            list(store.journal.events())
    except Problem as problem:
        assert problem.code in ("304", "500", "513")


def test_backups_are_protected_and_restored_with_the_key(protected: tuple[Path, DataKey]) -> None:
    folder, key = protected
    backup = back_up(folder, key=key.store)
    assert PLAIN_HEADER not in backup.path.read_bytes()
    (folder / "kense.db").write_bytes(bytes(20_000))
    assert code_of(folder, key.store) == "304"
    restore(folder, list_backups(folder)[0].path, key=key.store)
    with open_store(folder, key=key.store) as store:
        assert store.journal.head().sequence == 1
    assert code_of(folder, None) == "703"


def test_a_backup_of_another_key_is_not_put_in_place(protected: tuple[Path, DataKey]) -> None:
    folder, key = protected
    backup = back_up(folder, key=key.store)
    with pytest.raises(Problem, match="312"):
        restore(folder, backup.path, key=make_data_key().store)
    with open_store(folder, key=key.store) as store:
        assert store.journal.head().sequence == 1


def test_the_log_and_a_copy_for_reading_hold_nothing_in_the_clear(protected: tuple[Path, DataKey]) -> None:
    folder, key = protected
    with open_store(folder, key=key.store) as store:
        store.settings.keep_text("a name", "Сынақова Үлгі")
        log = folder / "kense.db-wal"
        assert log.stat().st_size > 0
        for path in (log, folder / "kense.db"):
            assert "Сынақова".encode() not in path.read_bytes()
            assert b"a name" not in path.read_bytes()
        reading = Database(folder / "kense.db", read_only=True, key=key.store)
        try:
            assert reading.rows("PRAGMA temp_store") == [(2,)]
        finally:
            reading.close()
