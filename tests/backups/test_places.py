"""The second place: a disk or a stick that is there or not, full, write-protected, or pulled out in the middle."""

import errno
import os
from pathlib import Path

import pytest
from msgspec.structs import replace

from desktop.operations import backing_up, reception
from desktop.operations.backing_up import back_up_now, plan_backup, use_stick
from desktop.paths import KEYS_NAME
from desktop.storage.backup_files import list_backups, list_copies
from desktop.storage.backups import back_up
from desktop.storage.database import Database
from desktop.storage.places import carry, find_carriers, lacks_latest, list_sticks, prepare_place
from desktop.storage.verification import verify
from forms.problems import Problem
from tests.operations.making import HandClock, open_ready
from tests.storage.disks import mounted, remount_read_only

from .making import KEY, MORNING, keyed_counter, make_real

IDENTITY = "ab" * 32


def make_backup(folder: Path) -> Path:
    """A counter with a backup and a key file."""
    with keyed_counter(folder) as counter:
        reception.decide_case(counter, open_ready(counter))
        backup = back_up(folder, key=KEY, now=MORNING)
    (folder / KEYS_NAME).write_bytes(b"keys")
    return backup.path


def test_a_stick_gets_the_backup_with_what_opens_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(backing_up, "list_sticks", lambda: [stick])
    home = tmp_path / "home"
    with keyed_counter(home) as counter:
        (home / KEYS_NAME).write_bytes(b"keys")
        reception.decide_case(counter, open_ready(counter))
        assert backing_up.offered_sticks(counter) == [(str(stick), False)]
        assert back_up_now(counter).carried == ()
        use_stick(counter, str(stick))
        assert backing_up.offered_sticks(counter) == [(str(stick), True)]
        # Nothing new is recorded, but the stick lacks the latest backup.
        plan = plan_backup(counter, "work")
        assert plan is not None and not plan.job.make
        assert backing_up.start_backup(plan).wait().carried == (str(stick),)
        assert plan_backup(counter, "work") is None
        # Someone got another password: the key file on the stick is renewed.
        (home / KEYS_NAME).write_bytes(b"other keys")
        plan = plan_backup(counter, "work")
        assert plan is not None
        assert backing_up.start_backup(plan).wait().problems == ()
    place = stick / "Kense-D7"
    (backup,) = list_backups(home)
    assert sorted(path.name for path in place.iterdir()) == sorted(
        [backup.path.name, backup.path.with_suffix(".json").name, KEYS_NAME, "counter.txt", "profile.toml"]
    )
    assert (place / KEYS_NAME).read_bytes() == b"other keys"
    assert (place / backup.path.name).read_bytes() == backup.path.read_bytes()
    db = Database(place / backup.path.name, read_only=True, key=KEY)
    try:
        assert verify(db).faults == ()
    finally:
        db.close()


def test_a_backup_made_under_a_clock_years_ahead_is_not_the_latest_for_years(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    monkeypatch.setattr(backing_up, "list_sticks", lambda: [stick])
    clock = HandClock()
    with keyed_counter(tmp_path / "home", clock) as counter:
        use_stick(counter, str(stick))
        reception.decide_case(counter, open_ready(counter))
        clock.move_wall(3650 * 86_400)
        ahead = back_up_now(counter).made
        clock.move_wall(-3650 * 86_400)
        clock.wait(3600)
        reception.decide_case(counter, open_ready(counter))
        made = back_up_now(counter, "work").made
        assert {backup.path.name for backup in list_copies(stick / "Kense-D7")} == {ahead, made}
        assert plan_backup(counter, "work") is None


def test_a_second_disk_is_used_and_told_of_when_it_is_not_there(tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    with keyed_counter(tmp_path / "home") as counter:
        counter.profile = replace(counter.profile, second_place=str(disk))
        reception.decide_case(counter, open_ready(counter))
        done = back_up_now(counter)
        assert (done.carried, done.problems) == ((str(disk),), ())
        disk.rename(tmp_path / "unplugged")
        done = back_up_now(counter)
        assert done.made
        assert [problem.code for problem in done.problems] == ["803"]
        assert str(disk) in done.problems[0].sentence()
    assert len(list_copies(tmp_path / "unplugged" / "Kense-D7")) == 1


def test_nothing_leaves_a_folder_in_the_clear_but_invented_people(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stick = tmp_path / "stick"
    (stick / "Kense-D7").mkdir(parents=True)
    monkeypatch.setattr(backing_up, "list_sticks", lambda: [stick])
    home = tmp_path / "home"
    with keyed_counter(home, key=None) as counter:
        reception.decide_case(counter, open_ready(counter))
        assert back_up_now(counter).carried == (str(stick),)  # the demonstration
    make_real(home)
    with keyed_counter(home, HandClock(), key=None) as counter:
        done = back_up_now(counter)
        assert done.made and done.carried == ()
        assert [problem.code for problem in done.problems] == ["807"]
        with pytest.raises(Problem) as told:
            use_stick(counter, str(stick))
        assert told.value.code == "807"
    assert len(list_copies(stick / "Kense-D7")) == 1


def test_a_stick_of_another_counter_of_the_same_code_is_left_alone(tmp_path: Path) -> None:
    place = prepare_place(tmp_path, "S1", IDENTITY)
    assert prepare_place(tmp_path, "S1", IDENTITY) == place
    with pytest.raises(Problem) as told:
        prepare_place(tmp_path, "S1", "cd" * 32)
    assert told.value.code == "813"
    assert find_carriers("S1", [tmp_path, tmp_path / "none"]) == [place]
    assert find_carriers("S2", [tmp_path]) == []


def test_a_full_stick_is_told_and_holds_nothing_half(tmp_path: Path) -> None:
    make_backup(tmp_path / "home")
    with mounted(tmp_path / "stick", "128k") as stick:
        place = prepare_place(stick, "D7", IDENTITY)
        with pytest.raises(Problem) as told:
            carry(tmp_path / "home", place, MORNING)
        assert told.value.code == "804"
        assert [path.name for path in place.iterdir()] == ["counter.txt"]
        assert lacks_latest(place, tmp_path / "home", MORNING)


def test_a_write_protected_stick_is_told(tmp_path: Path) -> None:
    make_backup(tmp_path / "home")
    with mounted(tmp_path / "stick", "8m") as stick:
        place = prepare_place(stick, "D7", IDENTITY)
        remount_read_only(stick)
        with pytest.raises(Problem) as told:
            carry(tmp_path / "home", place, MORNING)
        assert told.value.code == "805"
        assert str(place) in told.value.sentence()


@pytest.mark.parametrize("at", range(4))
def test_a_stick_pulled_out_in_the_middle_is_told_and_the_next_time_it_is_whole(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    backup = make_backup(tmp_path / "home")
    place = prepare_place(tmp_path, "D7", IDENTITY)
    left, sync = at, os.fsync

    def fail(handle: int) -> None:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.EIO, "Input/output error")
        sync(handle)

    monkeypatch.setattr(os, "fsync", fail)
    with pytest.raises(Problem) as told:
        carry(tmp_path / "home", place, MORNING)
    assert told.value.code in ("806", "307")
    monkeypatch.undo()
    for copy in list_copies(place):  # what has its name is whole
        assert copy.path.read_bytes() == backup.read_bytes()
    assert lacks_latest(place, tmp_path / "home", MORNING)
    assert carry(tmp_path / "home", place, MORNING) == place / backup.name
    assert not lacks_latest(place, tmp_path / "home", MORNING)
    assert not list(place.glob("*.part"))


def test_a_stick_that_gives_back_other_bytes_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    make_backup(tmp_path / "home")
    place = prepare_place(tmp_path, "D7", IDENTITY)
    fsync = os.fsync

    def spoil(handle: int) -> None:
        fsync(handle)
        for part in place.glob("*.db.part"):
            content = bytearray(part.read_bytes())
            content[-1] ^= 1
            part.write_bytes(content)

    monkeypatch.setattr(os, "fsync", spoil)
    with pytest.raises(Problem) as told:
        carry(tmp_path / "home", place, MORNING)
    assert told.value.code == "806"
    assert list_copies(place) == []


def test_sticks_are_listed_without_trouble() -> None:
    assert all(isinstance(stick, Path) for stick in list_sticks())
