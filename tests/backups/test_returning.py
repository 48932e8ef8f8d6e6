"""Going back on purpose, and a computer that has nothing: numbers never fork, and the journal tells it."""

import errno
from collections.abc import Generator, Sequence
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import msgspec
import pytest

from desktop.operations import lost_computer, reception, recovering, signing_in
from desktop.operations.backing_up import back_up_now, plan_backup, start_backup, use_stick
from desktop.operations.counter import Counter
from desktop.paths import KEYS_NAME
from desktop.printing.memory import MemoryPrinters
from desktop.storage.aside import list_put_aside
from desktop.storage.copying import copy_store
from desktop.storage.database import Database, Row, Value
from desktop.storage.places import carry, prepare_place
from desktop.storage.recovery import RestoreWish, restore
from desktop.storage.store import open_store
from desktop.storage.verification import find_known, verify
from forms.events import SegmentOpened
from forms.keeping_acts import StoreRestored
from forms.problems import Problem
from forms.register_acts import ReasonParticulars
from tests.operations.making import HandClock, acts, events, open_ready, print_copy, row_of
from tests.protection.making import CHEAP, FOUNDER, OTHER_PASSWORD, PASSWORD, come, found
from tests.storage.test_restore_interrupted import Cut

from .making import KEY, MORNING, keyed_counter

REASON = "Кеше қате іс жүргізілді"


def decide(counter: Counter) -> str:
    """One case more; its number."""
    decided = reception.decide_case(counter, open_ready(counter))
    reception.hand_over(counter, decided)
    return decided.number


def go_back(counter: Counter, name: str, **wanted: object) -> recovering.Restored:
    given = {"reason": REASON, "typed": "D7", **wanted}
    return recovering.return_to(counter, name, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("bring", [True, False])
def test_going_back_brings_over_what_came_after_or_leaves_it_aside_and_says_so(tmp_path: Path, bring: bool) -> None:
    with keyed_counter(tmp_path) as counter:
        decide(counter)
        name = back_up_now(counter).made
        then = counter.store.journal.head()
        counter.store.settings.keep_pin("clerk-1", b"of now")
        decide(counter)
        after = counter.store.journal.head()
        done = go_back(counter, name, bring=bring)
        (aside,) = list_put_aside(tmp_path)
        assert done.put_aside == aside.name
        brought = after.sequence - then.sequence
        assert (done.events_brought, done.events_left) == ((brought, 0) if bring else (0, brought))
        opened, told = (event for event in events(counter)[-2:])
        assert isinstance(opened.act, SegmentOpened)
        assert opened.act.continues == (after.hash if bring else then.hash)
        assert told.act == StoreRestored(
            why="chosen",
            events=then.sequence,
            brought=done.events_brought,
            left_aside=done.events_left,
            numbers={"reception 2026": 2},
        )
        assert told.operator == counter.operator.id
        assert counter.store.journal.particulars(told.sequence) == ReasonParticulars(reason=REASON)
        assert verify(counter.store.db).faults == ()
        numbers = {case.number for case in counter.store.cases.latest()}
        assert numbers == ({"D7/2026-000001", "D7/2026-000002"} if bring else {"D7/2026-000001"})
        assert decide(counter) == "D7/2026-000003"  # the second stands on a paper
        assert verify(counter.store.db).faults == ()
        assert counter.store.rebuild() == []
    with open_store(tmp_path, key=KEY) as store:
        assert store.settings.restored_from is None
        assert store.settings.pin("clerk-1") == b"of now"
        assert recovering.list_copies(tmp_path)[0].name == name
    left = next(aside.glob("kense.db"))
    assert left.stat().st_size > 0


def test_open_cases_of_an_older_file_put_in_the_place_do_not_come_back(tmp_path: Path) -> None:
    with keyed_counter(tmp_path / "home") as counter:
        draft = open_ready(counter)
        reception.keep_draft(counter, row_of(counter, draft))
        copy_store(tmp_path / "home" / "kense.db", tmp_path / "older.db", KEY)
        draft = reception.decide_case(counter, draft)
        print_copy(counter, draft)
        reception.hand_over(counter, draft)
        name = back_up_now(counter).made
    (tmp_path / "older.db").replace(tmp_path / "home" / "kense.db")
    recovering.restore_copy(tmp_path / "home", name, KEY)
    with keyed_counter(tmp_path / "home") as counter:
        assert counter.store.drafts.all() == []


def test_a_case_decided_after_the_backup_is_not_decided_again_where_the_drafts_are_lost(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with keyed_counter(tmp_path) as counter:
        draft = open_ready(counter)
        reception.keep_draft(counter, row_of(counter, draft))
        name = back_up_now(counter).made
        draft = reception.decide_case(counter, draft)
        print_copy(counter, draft)
        reception.hand_over(counter, draft)
    stream = Database.stream

    def lose_drafts(self: Database, sql: str, parameters: Sequence[Value] = ()) -> Generator[Row, None, None]:
        if "FROM drafts" in sql:
            raise Problem("304", file="kense.db", folder=str(tmp_path))
        return stream(self, sql, parameters)

    monkeypatch.setattr(Database, "stream", lose_drafts)
    recovering.restore_copy(tmp_path, name, KEY)
    monkeypatch.undo()
    with keyed_counter(tmp_path) as counter:
        assert counter.store.drafts.all() == []
        assert len(counter.store.cases.latest()) == 1


def test_a_backup_of_a_wrong_clock_raises_no_alarm_after_going_back(tmp_path: Path) -> None:
    clock = HandClock()
    with keyed_counter(tmp_path, clock) as counter:
        decide(counter)
        name = back_up_now(counter).made
        clock.move_wall(3650 * 86_400)
        decide(counter)
        back_up_now(counter)
        clock.move_wall(-3650 * 86_400)
        clock.wait(60)
        go_back(counter, name, bring=False)
        decide(counter)
        (tmp_path / "backups" / "kense-20261340-000000.db").touch()  # no backup, and in nobody's way
        known = find_known(counter.store.db, tmp_path)
        assert verify(counter.store.db, known=known).faults == ()


def test_a_number_passed_over_and_not_told_of_is_still_a_fault(tmp_path: Path) -> None:
    with keyed_counter(tmp_path) as counter:
        decide(counter)
        name = back_up_now(counter).made
        decide(counter)
        go_back(counter, name, bring=False)
        counter.store.db.run("UPDATE numbers SET last = 7")
        decide(counter)
        assert {fault.kind for fault in verify(counter.store.db).faults} == {"number_gap"}


def test_going_back_asks_for_right_reason_code_and_no_open_case(tmp_path: Path) -> None:
    with keyed_counter(tmp_path) as counter:
        decide(counter)
        name = back_up_now(counter).made
        for wanted, code in (
            ({"typed": "D8"}, "809"),
            ({"reason": "  "}, "809"),
        ):
            with pytest.raises(Problem) as told:
                go_back(counter, name, **wanted)
            assert told.value.code == code
        draft = open_ready(counter)
        with pytest.raises(Problem) as told:
            go_back(counter, name)
        assert told.value.code == "808"
        reception.hold_case(counter, draft)
        counter.roles = ("clerk", "head")
        with pytest.raises(Problem) as told:
            go_back(counter, name)
        assert told.value.code == "720"
        assert "StoreRestored" not in acts(counter)


def test_going_back_to_a_damaged_backup_leaves_the_counter_at_work(tmp_path: Path) -> None:
    with keyed_counter(tmp_path) as counter:
        decide(counter)
        name = back_up_now(counter).made
        (tmp_path / "backups" / name).write_bytes(bytes(9000))
        with pytest.raises(Problem) as told:
            go_back(counter, name)
        assert told.value.code == "819"
        assert name in told.value.sentence()
        assert decide(counter) == "D7/2026-000002"
        assert verify(counter.store.db).faults == ()


@pytest.mark.parametrize("steps", range(4))
def test_going_back_where_a_rename_fails_is_told_as_it_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """The file made ready, the present one away, the new one in: from the first on the opening ends it."""
    with keyed_counter(tmp_path) as counter:
        decide(counter)
        name = back_up_now(counter).made
        decide(counter)
        replace, left = Path.replace, steps

        def replace_or_fail(self: Path, target: Path) -> Path:
            nonlocal left
            left -= 1
            if left == -1 and self.name.startswith("kense.db"):
                raise OSError(errno.EIO, "the disk")
            return replace(self, target)

        monkeypatch.setattr(Path, "replace", replace_or_fail)
        try:
            done = go_back(counter, name, bring=False)
        except Problem as problem:
            assert problem.code == "819"
            assert acts(counter).count("StoreRestored") == 0
            assert {case.number for case in counter.store.cases.latest()} == {"D7/2026-000001", "D7/2026-000002"}
        else:
            assert (done.events_left > 0, acts(counter).count("StoreRestored")) == (True, 1)
            assert done.put_aside in {place.name for place in list_put_aside(tmp_path)}
            assert {case.number for case in counter.store.cases.latest()} == {"D7/2026-000001"}
        monkeypatch.undo()
        assert decide(counter) == "D7/2026-000003"
        assert verify(counter.store.db).faults == ()


@pytest.mark.parametrize("steps", range(5))
def test_going_back_cut_off_is_ended_or_undone_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    with keyed_counter(tmp_path) as counter:
        decide(counter)
        name = back_up_now(counter).made
        decide(counter)
    replace, left = Path.replace, steps

    def replace_or_cut(self: Path, target: Path) -> Path:
        nonlocal left
        if left == 0:
            raise Cut
        left -= 1
        return replace(self, target)

    wish = RestoreWish(why="chosen", operator="clerk-1", reason=REASON, bring=False)
    monkeypatch.setattr(Path, "replace", replace_or_cut)
    with suppress(Cut):
        restore(tmp_path, tmp_path / "backups" / name, now=MORNING, key=KEY, wish=wish)
    monkeypatch.undo()
    with keyed_counter(tmp_path) as counter:
        assert verify(counter.store.db).faults == ()
        assert acts(counter).count("StoreRestored") == (0 if steps == 0 else 1)
        assert decide(counter) == "D7/2026-000003"
        assert verify(counter.store.db).faults == ()


def lose(tmp_path: Path) -> tuple[Path, str]:
    """A stick with the backup of a counter that gave one number more before its computer was lost."""
    home, stick = tmp_path / "home", tmp_path / "stick"
    stick.mkdir()
    with keyed_counter(home) as counter:
        decide(counter)
        name = back_up_now(counter).made
        (home / KEYS_NAME).write_bytes(b"keys")
        carry(home, prepare_place(stick, "D7", "ab" * 32), MORNING)
        decide(counter)
    return stick, name


def test_a_lost_computer_goes_on_from_the_stick_above_the_last_number_on_paper(tmp_path: Path) -> None:
    stick, name = lose(tmp_path)
    (found,) = lost_computer.find_counters([stick, tmp_path / "none"])
    assert (found.counter, found.protected, [copy.name for copy in found.copies]) == ("D7", True, [name])
    assert found.organisation.kk and found.copies[0].verified
    new = tmp_path / "new"
    lost_computer.take_over(new, found, name)
    assert (new / KEYS_NAME).read_bytes() == b"keys"
    with pytest.raises(Problem) as told, keyed_counter(new):
        pass
    assert told.value.code == "310"
    (copy,) = recovering.list_copies(new)
    numbers = recovering.read_last_number(" D7/2026-000014 ", "D7", copy.numbers)
    done = recovering.restore_copy(new, name, KEY, numbers=numbers)
    assert done.put_aside == "" and done.numbers_known
    with keyed_counter(new, HandClock()) as counter:
        told_act = events(counter)[-1].act
        assert isinstance(told_act, StoreRestored)
        assert (told_act.why, told_act.numbers) == (
            "lost",
            {
                "reception 2026": 14,
                "results 2026": 14,
                "complaints 2026": 14,
            },
        )
        assert verify(counter.store.db).faults == ()
        assert decide(counter) == "D7/2026-000015"
        assert verify(counter.store.db).faults == ()
    with pytest.raises(Problem) as told:
        lost_computer.take_over(new, found, name)
    assert told.value.code == "812"


@pytest.mark.parametrize("steps", range(5))
def test_taking_over_cut_off_can_be_done_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int) -> None:
    stick, name = lose(tmp_path)
    found = lost_computer.look_at(stick)
    new = tmp_path / "new"
    replace, left = Path.replace, steps

    def replace_or_cut(self: Path, target: Path) -> Path:
        nonlocal left
        if left == 0:
            raise Cut
        left -= 1
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replace_or_cut)
    with suppress(Cut):
        lost_computer.take_over(new, found, name)
    monkeypatch.undo()
    if steps < 4:
        lost_computer.take_over(new, found, name)
    recovering.restore_copy(new, name, KEY)
    with keyed_counter(new) as counter:
        assert decide(counter) == "D7/2026-000002"


def test_what_is_typed_as_the_last_number_is_read_or_told(tmp_path: Path) -> None:
    read = recovering.read_last_number
    assert read("", "S1", {}) == {}
    # Orders and complaints given after the backup are not known either: they go on above the same count.
    every = {"reception 2026": 123, "results 2026": 123, "complaints 2026": 123}
    assert read("№ S1/2026-000123", "S1", {}) == every
    assert read("№ S1/2026-000123", "S1", {"reception 2026": 5, "results 2026": 6}) == every
    assert read("S1/2026-Б000007", "S1", {"reception 2026": 5}) == {"results 2026": 7}
    assert read("S1/2026-Ш000003", "S1", {}) == {"complaints 2026": 3}
    for typed in ("123", "S2/2026-000123", "S1/26-1", "S1/2026-Г000001", "сто"):
        with pytest.raises(Problem) as told:
            read(typed, "S1", {})
        assert told.value.code == "811"
        assert typed in told.value.sentence()


def test_a_folder_without_backups_is_told(tmp_path: Path) -> None:
    with pytest.raises(Problem) as told:
        lost_computer.look_at(tmp_path)
    assert told.value.code == "817"
    assert lost_computer.find_counters([tmp_path]) == []


@pytest.mark.parametrize("way", ["password", "sheet"])
def test_a_protected_counter_is_opened_at_another_computer(tmp_path: Path, way: str) -> None:
    home, stick, new = tmp_path / "home", tmp_path / "stick", tmp_path / "new"
    stick.mkdir()
    code = found(home)
    with come(home).store as store:
        assert store.key is not None
    counter = come(home)
    try:
        use_stick(counter, str(stick))
        number = decide(counter)
        plan = plan_backup(counter, "asked")
        assert plan is not None
        done = start_backup(replace(plan, job=msgspec.structs.replace(plan.job, places=(str(stick),)))).wait()
        assert (done.carried, done.problems) == ((str(stick),), ())
    finally:
        counter.store.close()
    found_there = lost_computer.look_at(stick)
    assert found_there.protected
    lost_computer.take_over(new, found_there, done.made)
    for there in (stick / "Kense-D7", new):
        assert number.encode() not in b"".join(path.read_bytes() for path in there.rglob("*.db"))
    if way == "password":
        signed = signing_in.sign_in(new, FOUNDER, PASSWORD)
    else:
        signed = signing_in.recover(new, code, FOUNDER, OTHER_PASSWORD, cost=CHEAP)
    (copy,) = recovering.known_copies(new, signed.key.store)
    assert copy.verified and copy.problem is None
    recovering.restore_from(new, copy.name, "D7/2026-000009", signed.key.store)
    again = signing_in.open_protected(new, MemoryPrinters(), signed, HandClock())
    try:
        assert again.store.cases.find(number) is not None
        assert decide(again) == "D7/2026-000010"
        assert verify(again.store.db).faults == ()
        assert events(again)[-1].operator == FOUNDER
    finally:
        again.store.close()
