"""Backups and what is done with a damaged file: nothing is deleted, and what can be read is brought over."""

import random
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from desktop.paths import DATABASE_NAME
from desktop.storage.backup_files import Backup, list_backups
from desktop.storage.backups import back_up, find_damage
from desktop.storage.database import Database
from desktop.storage.notes import note_path
from desktop.storage.recovery import open_read_only, restore
from desktop.storage.store import open_store
from desktop.storage.verification import verify
from forms.events import CaseDecided, SegmentOpened
from forms.problems import Problem

from .disks import mounted
from .making import OPERATOR, decide, draft, entry, fill, moment, new_store, print_paper, tamper

MORNING = datetime(2026, 9, 14, 9, 0, 0).astimezone()


def make_day(folder: Path) -> Backup:
    """Three cases, a backup, then a fourth case, a paper and a draft."""
    with new_store(folder) as store:
        fill(store, 3)
        store.drafts.save(draft("case-old", body=b"old"))
        backup = back_up(folder, now=MORNING)
        store.drafts.drop("case-old")
        act = decide(store, "case-4", minute=50).event.act
        assert isinstance(act, CaseDecided)
        print_paper(store, "case-4", act.number, content=b"%PDF fourth")
        store.drafts.save(draft("case-5", body="жоба".encode()))
    return backup


def flip_pages(path: Path, first_page: int = 0, share: float = 1.0, seed: int = 7) -> None:
    """Overwrite the middle of pages with noise."""
    noise = random.Random(seed)
    content = bytearray(path.read_bytes())
    for start in range(first_page * 4096, len(content), 4096):
        if noise.random() < share:
            content[start + 64 : start + 4000] = noise.randbytes(3936)
    path.write_bytes(content)


def test_a_backup_is_whole_and_listed(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        fill(store, 2)
        first = back_up(tmp_path, now=MORNING)
        second = back_up(tmp_path, now=MORNING)
        third = back_up(tmp_path, now=MORNING + timedelta(days=1))
        decide(store, "case-9")
    assert first.path.name == "kense-20260914-090000.db"
    assert list_backups(tmp_path) == [third, second, first]
    assert find_damage(first.path) is None
    db = Database(first.path, read_only=True)
    try:
        report = verify(db)
    finally:
        db.close()
    assert (report.events, report.faults) == (8, ())
    assert sorted(path.suffix for path in (tmp_path / "backups").iterdir()) == [".db"] * 3 + [".json"] * 3


def test_a_backup_that_finds_no_space_is_told_and_leaves_nothing(tmp_path: Path) -> None:
    with mounted(tmp_path / "disk", "1m") as disk, new_store(disk) as store:
        first = back_up(disk, now=MORNING)
        store.drafts.save(draft("case-1", body=bytes(120_000)))
        with pytest.raises(Problem) as told:
            back_up(disk)
        assert told.value.code == "301"
        assert set((disk / "backups").iterdir()) == {first.path, note_path(first.path)}
        store.drafts.save(draft("case-1", body=b"short"))


def test_a_damaged_store_gives_no_backup_and_the_old_ones_stay(tmp_path: Path) -> None:
    backup = make_day(tmp_path)
    flip_pages(tmp_path / DATABASE_NAME, first_page=2)
    for _ in range(3):
        with pytest.raises(Problem) as told:
            back_up(tmp_path, now=MORNING + timedelta(days=1))
        assert told.value.code in ("304", "311")
    assert [kept.path for kept in list_backups(tmp_path)] == [backup.path]
    assert set((tmp_path / "backups").iterdir()) == {backup.path, note_path(backup.path)}


def test_a_store_whose_journal_lost_its_end_gives_no_backup(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        fill(store, 2)
    tamper(tmp_path, "DELETE FROM journal WHERE sequence = 8")
    with pytest.raises(Problem) as told:
        back_up(tmp_path)
    assert told.value.code == "311"
    assert list_backups(tmp_path) == []


def damage(folder: Path, how: str) -> None:
    path = folder / DATABASE_NAME
    if how == "noise in every page":
        flip_pages(path)
    elif how == "noise after the first page":
        flip_pages(path, first_page=1)
    elif how == "cut in half":
        path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])
    elif how == "cut in a page":
        path.write_bytes(path.read_bytes()[: 4096 * 3 + 100])
    elif how == "a header of another format":
        content = bytearray(path.read_bytes())
        content[44:48] = b"\xff\xff\xff\xff"
        path.write_bytes(content)
    elif how == "zeros":
        path.write_bytes(bytes(path.stat().st_size))
    elif how == "empty":
        path.write_bytes(b"")
    elif how == "a text file":
        path.write_text("бұл дерекқор емес " * 500, "utf-8")
    elif how == "gone":
        path.unlink()


@pytest.mark.parametrize(
    "how",
    [
        "noise in every page",
        "noise after the first page",
        "cut in half",
        "cut in a page",
        "a header of another format",
        "zeros",
        "empty",
        "a text file",
        "gone",
    ],
)
def test_a_damaged_file_is_told_and_the_backup_takes_its_place(tmp_path: Path, how: str) -> None:
    backup = make_day(tmp_path)
    damage(tmp_path, how)
    before = (tmp_path / DATABASE_NAME).read_bytes() if how != "gone" else None
    with pytest.raises(Problem) as told:
        open_store(tmp_path)
    assert told.value.code == ("310" if how == "gone" else "304")
    restored = restore(tmp_path, backup.path, now=MORNING)
    if before is None:
        assert restored.put_aside is None
    else:
        assert restored.put_aside == tmp_path / "damaged" / "kense-20260914-090000"
        assert (restored.put_aside / DATABASE_NAME).read_bytes() == before
    with open_store(tmp_path) as store:
        report = verify(store.db)
        assert report.faults == ()
        assert report.events >= 12
        assert store.settings.restored_from == backup.path.name
        assert store.settings.counter == "A12"
        assert store.rebuild() == []
        segment = SegmentOpened(counter_key="00", continues=store.journal.head().hash)
        store.journal.append([entry(segment, None)])
        decide(store, "case-after")
        assert verify(store.db).faults == ()
    assert find_damage(backup.path) is None


def test_what_can_be_read_of_the_damaged_file_is_brought_over(tmp_path: Path) -> None:
    backup = make_day(tmp_path)
    # The register's index is damaged, the journal is not.
    tamper(tmp_path, "DELETE FROM journal WHERE sequence = 2")
    restored = restore(tmp_path, backup.path)
    assert (restored.events_brought, restored.drafts_brought, restored.papers_brought) == (2, 2, 1)
    assert restored.numbers_known
    with open_store(tmp_path) as store:
        assert verify(store.db).faults == ()
        case = store.cases.find("A12/2026-000004")
        assert case is not None
        assert (case.case, case.copies) == ("case-4", 2)
        assert {kept.case: kept.body for kept in store.drafts.all()} == {"case-4": b"{}", "case-5": "жоба".encode()}
        (paper,) = store.printed.of_case("case-4")
        assert store.printed.content(paper.id) == b"%PDF fourth"
        act = decide(store, "case-6").event.act
        assert isinstance(act, CaseDecided)
        assert act.number == "A12/2026-000005"


def test_events_are_brought_over_only_as_far_as_they_verify(tmp_path: Path) -> None:
    backup = make_day(tmp_path)
    # Event 13 decides the fourth case, 14 prints its paper. The number was given: it is not given again.
    tamper(
        tmp_path,
        "UPDATE journal SET event = CAST(replace(CAST(event AS TEXT), 'clerk-1', 'clerk-2') AS BLOB) "
        "WHERE sequence = 13",
    )
    restored = restore(tmp_path, backup.path)
    assert (restored.events_brought, restored.numbers_known) == (0, True)
    with open_store(tmp_path) as store:
        assert store.journal.head().sequence == 12
        assert verify(store.db).faults == ()
        act = decide(store, "case-6").event.act
        assert isinstance(act, CaseDecided)
        assert act.number == "A12/2026-000005"


def test_an_erasure_after_the_backup_is_carried_out_again(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        fill(store, 1)
        backup = back_up(tmp_path)
        store.journal.erase([2], rule="retention-5y", at=moment(99), operator=OPERATOR)
    tamper(tmp_path, "DROP INDEX cases_by_number")
    assert restore(tmp_path, backup.path).events_brought == 1
    with open_store(tmp_path) as store:
        assert verify(store.db).faults == ()
        assert store.journal.particulars(2) is None
        (paper,) = store.printed.of_case("case-1")
        assert paper.erased


def test_without_a_backup_what_can_be_read_is_kept(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        numbers = fill(store, 2)
        store.drafts.save(draft("case-5"))
    tamper(tmp_path, "DROP TABLE cases")
    with pytest.raises(Problem) as told:
        open_store(tmp_path)
    assert told.value.code == "304"
    restored = restore(tmp_path, None)
    assert (restored.events_brought, restored.drafts_brought, restored.papers_brought) == (8, 1, 2)
    with open_store(tmp_path) as store:
        assert verify(store.db).faults == ()
        assert [case.number for case in store.cases.latest()] == numbers[::-1]
        assert store.settings.restored_from == ""


def test_acts_that_lie_only_in_the_log_are_brought_over(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        fill(store, 1)
        backup = back_up(tmp_path)
        decide(store, "case-2")
        # As after a power cut: the file and its log as they lie now.
        cut = tmp_path / "cut"
        cut.mkdir()
        for ending in ("", "-wal"):
            name = f"{DATABASE_NAME}{ending}"
            (cut / name).write_bytes((tmp_path / name).read_bytes())
    assert restore(cut, backup.path).events_brought == 1
    assert sorted(path.name for path in (cut / "damaged").glob("*/*.db*"))[:1] == [DATABASE_NAME]
    with open_store(cut) as store:
        assert verify(store.db).faults == ()
        assert len(store.cases.latest()) == 2


def test_a_log_without_its_file_is_not_taken_for_a_new_files(tmp_path: Path) -> None:
    with new_store(tmp_path / "a") as store:
        fill(store, 1)
        log = (tmp_path / "a" / f"{DATABASE_NAME}-wal").read_bytes()
    (tmp_path / "b").mkdir()
    (tmp_path / "b" / f"{DATABASE_NAME}-wal").write_bytes(log)
    with new_store(tmp_path / "b") as store:
        assert store.journal.last() is None
        decide(store, "case-1")
        assert verify(store.db).faults == ()
    (kept,) = (tmp_path / "b" / "damaged").glob("*/*")
    assert kept.read_bytes() == log


def test_a_damaged_backup_is_told_and_nothing_is_changed(tmp_path: Path) -> None:
    backup = make_day(tmp_path)
    flip_pages(backup.path, first_page=1)
    before = (tmp_path / DATABASE_NAME).read_bytes()
    foreign = tmp_path / "backups" / "foreign.db"
    other = dbapi2.connect(str(foreign))
    for table in ("journal", "head"):
        other.execute(f"CREATE TABLE {table} (sequence, hash)")
    other.close()
    for wrong in (backup.path, foreign, tmp_path / "backups" / "none.db"):
        with pytest.raises(Problem) as told:
            restore(tmp_path, wrong)
        assert told.value.code == "312"
        assert wrong.name in told.value.sentence()
    assert (tmp_path / DATABASE_NAME).read_bytes() == before
    assert not (tmp_path / "damaged").exists()
    with open_store(tmp_path) as store:
        assert verify(store.db).faults == ()


def test_nothing_is_restored_under_an_open_store(tmp_path: Path) -> None:
    backup = make_day(tmp_path)
    with open_store(tmp_path), pytest.raises(Problem) as told:
        restore(tmp_path, backup.path)
    assert told.value.code == "309"


def test_a_damaged_register_can_still_be_looked_at(tmp_path: Path) -> None:
    make_day(tmp_path)
    tamper(tmp_path, "DELETE FROM journal WHERE sequence = 14")
    with pytest.raises(Problem):
        open_store(tmp_path)
    with open_read_only(tmp_path) as store:
        assert store.read_only
        assert store.cases.find("A12/2026-000004") is not None
        for change in (
            lambda: store.drafts.save(draft("x")),
            lambda: store.journal.append([]),
            lambda: store.settings.keep_text("a", "b"),
            store.rebuild,
        ):
            with pytest.raises(Problem) as told:
                change()
            assert told.value.code == "313"


@pytest.mark.parametrize("seed", range(60))
def test_damage_anywhere_is_told_or_harmless(tmp_path: Path, seed: int) -> None:
    """One damaged stretch: each answer is a Problem with a number or is right, and a restore mends all but papers."""
    backup = make_day(tmp_path)
    path = tmp_path / DATABASE_NAME
    noise = random.Random(seed)
    content = bytearray(path.read_bytes())
    start = noise.randrange(len(content) // 4096) * 4096 + noise.choice([0, 0, 100, 2000])
    length = noise.choice([8, 100, 2000])
    content[start : start + length] = noise.randbytes(len(content[start : start + length]))
    path.write_bytes(content)
    try:
        with open_store(tmp_path) as store:
            faults = verify(store.db).faults
            decide(store, "case-7")
            assert faults or [event.sequence for event in store.journal.events()] == list(range(1, 16))
    except Problem as problem:
        assert problem.code in ("304", "305", "308", "500", "513")
    restore(tmp_path, backup.path)
    with open_store(tmp_path) as store:
        # A paper whose page is damaged is lost, and verification goes on saying so.
        assert {fault.kind for fault in verify(store.db).faults} <= {"lost_paper"}
        act = decide(store, "case-8").event.act
        assert isinstance(act, CaseDecided)
        assert act.number >= "A12/2026-000004"
