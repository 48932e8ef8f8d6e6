"""Backups of a counter at work: when one is made, in a process of its own, and what its note says."""

import os
import random
import subprocess
import sys
from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from desktop.operations import backing_up, reception, recovering
from desktop.operations.backing_up import back_up_now, plan_backup, start_backup
from desktop.storage import backups, copying
from desktop.storage.backup_files import list_backups
from desktop.storage.backups import back_up, describe
from desktop.storage.notes import note_path, read_note
from desktop.storage.recovery import restore
from forms.problems import Problem
from tests.operations.making import HandClock, open_ready
from tests.storage.making import tamper

from .making import KEY, MORNING, keyed_counter


def test_a_backup_is_made_apart_verified_and_noted(tmp_path: Path) -> None:
    with keyed_counter(tmp_path) as counter:
        number = reception.decide_case(counter, open_ready(counter)).number
        done = back_up_now(counter)
        head = counter.store.journal.head()
    assert (done.problems, done.carried) == ((), ())
    (backup,) = list_backups(tmp_path)
    assert backup.path.name == done.made == f"kense-{MORNING.astimezone():%Y%m%d-%H%M%S}.db"
    assert b"SQLite format 3" not in backup.path.read_bytes()
    note = backup.note
    assert note is not None
    assert (note.counter, note.events, note.last_hash) == ("D7", head.sequence, head.hash)
    assert (note.numbers, note.drafts, note.why, note.faults) == ({"reception 2026": 1}, 1, "asked", 0)
    assert note.made_at == MORNING.isoformat()
    assert note.version
    assert number not in note_path(backup.path).read_text("utf-8")
    assert describe(backup.path, KEY, made_at=MORNING).events == head.sequence
    with pytest.raises(Problem) as told:
        describe(backup.path, bytes(32), made_at=MORNING)
    assert told.value.code == "312"


def test_work_is_backed_up_only_where_the_journal_went_on(tmp_path: Path) -> None:
    clock = HandClock()
    with keyed_counter(tmp_path, clock) as counter:
        plan = plan_backup(counter, "work")
        assert plan is not None
        assert KEY.hex() not in f"{plan} {plan.job}"
        assert start_backup(plan).wait().problems == ()
        clock.wait(1800)
        assert plan_backup(counter, "work") is None
        assert plan_backup(counter, "day_closed") is None
        assert plan_backup(counter, "asked") is not None
        reception.open_case(counter, next(iter(counter.profile.services)))
        assert plan_backup(counter, "work") is not None
    with keyed_counter(tmp_path, clock, key=KEY) as counter:
        counter.roles = ()
        with pytest.raises(Problem) as told:
            back_up_now(counter)
        assert told.value.code == "720"


def test_the_key_is_on_no_command_line_and_in_no_environment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    begun: list[str] = []
    begin = subprocess.Popen

    def watch(*given: Any, **more: Any) -> Any:
        begun.append(f"{given} {more} {dict(os.environ)}")
        return begin(*given, **more)

    monkeypatch.setattr(subprocess, "Popen", watch)
    with keyed_counter(tmp_path) as counter:
        reception.decide_case(counter, open_ready(counter))
        assert back_up_now(counter).made
    assert len(begun) == 1 and "backup_process" in begun[0]
    assert KEY.hex() not in begun[0].lower()


def test_while_the_clock_is_in_doubt_nothing_is_given_up(tmp_path: Path) -> None:
    clock = HandClock()
    with keyed_counter(tmp_path, clock) as counter:
        reception.decide_case(counter, open_ready(counter))
        clock.wait(60)
        plan = plan_backup(counter, "asked")
        assert plan is not None and plan.job.thin
        clock.move_wall(86_400 * 400)
        plan = plan_backup(counter, "asked")
        assert plan is not None and not plan.job.thin


def test_two_backups_are_not_made_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with keyed_counter(tmp_path) as counter:
        reception.decide_case(counter, open_ready(counter))
        make = copying.copy_store
        told: list[str] = []

        def copy(*given: object, **more: object) -> None:
            with pytest.raises(Problem) as problem:
                back_up(tmp_path, key=KEY)
            told.append(problem.value.code)
            make(*given, **more)  # type: ignore[arg-type]

        monkeypatch.setattr(backups, "copy_store", copy)
        back_up(tmp_path, key=KEY, now=MORNING)
    assert told == ["801"]
    assert len(list_backups(tmp_path)) == 1


def test_the_clerk_goes_on_and_a_backup_holds_what_was_there_when_it_began(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with keyed_counter(tmp_path) as counter:
        for _ in range(3):
            reception.hand_over(counter, reception.decide_case(counter, open_ready(counter)))
        counter.store.settings.keep("filler", bytes(3 << 20))
        before = counter.store.journal.head()
        steps: list[float] = []

        def act(seconds: float) -> None:
            steps.append(seconds)
            reception.hand_over(counter, reception.decide_case(counter, open_ready(counter)))

        monkeypatch.setattr(copying, "time", SimpleNamespace(sleep=act))
        backup = back_up(tmp_path, key=KEY, now=MORNING, pause=0.001)
        assert counter.store.journal.head().sequence > before.sequence
    assert len(steps) > 3  # not begun anew at every act
    assert backup.note is not None and backup.note.last_hash == before.hash


def test_a_register_with_faults_is_backed_up_all_the_same_and_told(tmp_path: Path) -> None:
    with keyed_counter(tmp_path, key=None) as counter:
        for _ in range(2):
            reception.hand_over(counter, reception.decide_case(counter, open_ready(counter)))
        good = back_up_now(counter)
        assert good.problems == ()
    tamper(tmp_path, "UPDATE journal SET salt = x'00', particulars = CAST('{}' AS BLOB) WHERE salt IS NOT NULL")
    clock = HandClock(MORNING + timedelta(hours=1))
    with keyed_counter(tmp_path, clock, key=None) as counter:
        done = back_up_now(counter)
        assert [problem.code for problem in done.problems] == ["802"]
        note = read_note(tmp_path / "backups" / done.made)
    assert note is not None and note.faults > 0
    assert {backup.path.name for backup in list_backups(tmp_path)} == {good.made, done.made}


def test_a_process_that_dies_is_told_and_leaves_the_earlier_ones(tmp_path: Path) -> None:
    with keyed_counter(tmp_path) as counter:
        reception.decide_case(counter, open_ready(counter))
        first = back_up_now(counter)
        plan = plan_backup(counter, "asked")
        assert plan is not None
        running = start_backup(plan)
        running.kill()
        done = running.wait()
    assert [problem.code for problem in done.problems] == ["800"]
    assert "800" not in done.problems[0].sentence()
    assert [backup.path.name for backup in list_backups(tmp_path)] == [first.made]
    with keyed_counter(tmp_path, HandClock(MORNING + timedelta(hours=2))) as counter:
        assert back_up_now(counter).problems == ()
    assert not list((tmp_path / "backups").glob("*.part*"))


def test_a_window_that_closes_lets_the_backup_finish(tmp_path: Path) -> None:
    with keyed_counter(tmp_path) as counter:
        reception.decide_case(counter, open_ready(counter))
        plan = plan_backup(counter, "day_closed")
        assert plan is not None
        job = backing_up.write_job(plan)
    done = subprocess.run(
        [sys.executable, "-m", backing_up.MODULE], input=job, stdout=subprocess.DEVNULL, check=False, timeout=60
    )
    assert done.returncode == 0
    (backup,) = list_backups(tmp_path)
    assert backup.note is not None and backup.note.why == "day_closed"


def test_a_backup_without_a_note_is_opened_to_be_told_of(tmp_path: Path) -> None:
    with keyed_counter(tmp_path) as counter:
        reception.decide_case(counter, open_ready(counter))
        back_up_now(counter)
    (copy,) = recovering.list_copies(tmp_path)
    assert copy.verified and copy.events and copy.numbers == {"reception 2026": 1}
    note_path(tmp_path / "backups" / copy.name).unlink()
    (bare,) = recovering.list_copies(tmp_path)
    assert not bare.verified and bare.events is None
    opened = recovering.look_into(tmp_path, bare, KEY)
    assert (opened.events, opened.numbers, opened.verified) == (copy.events, copy.numbers, False)
    wrong = recovering.look_into(tmp_path, bare, bytes(32))
    assert wrong.problem is not None and wrong.problem.code == "312"


def test_a_protected_backup_is_restored_with_its_key(tmp_path: Path) -> None:
    with keyed_counter(tmp_path) as counter:
        number = reception.decide_case(counter, open_ready(counter)).number
        name = back_up_now(counter).made
    (tmp_path / "kense.db").write_bytes(bytes(50_000))
    with pytest.raises(Problem) as told:
        restore(tmp_path, tmp_path / "backups" / name, key=bytes(32))
    assert told.value.code == "312"
    assert recovering.restore_copy(tmp_path, name, KEY).numbers_known is False
    with keyed_counter(tmp_path) as counter:
        assert [case.number for case in counter.store.cases.latest()] == [number]


@pytest.mark.parametrize("seed", range(6))
def test_one_bit_that_fell_over_in_a_protected_backup_is_told(tmp_path: Path, seed: int) -> None:
    with keyed_counter(tmp_path) as counter:
        reception.decide_case(counter, open_ready(counter))
        backup = tmp_path / "backups" / back_up_now(counter).made
    content = bytearray(backup.read_bytes())
    content[random.Random(seed).randrange(len(content))] ^= 1
    backup.write_bytes(content)
    with pytest.raises(Problem) as told:
        restore(tmp_path, backup, key=KEY)
    assert told.value.code == "312"
