"""Wrong passwords slow down: over restarts, whatever the clock says, and never for ever."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.protection import patience
from desktop.protection.key_file import protect_folder
from desktop.protection.patience import TRIES_NAME, begin_try, end_try, forget_tries, pause_after, seconds_to_wait
from desktop.protection.trying import try_password
from desktop.protection.wrapping import Cost
from forms.problems import Problem


class Machine:
    """The machine's count in the test's hands."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.boot, self.ms = "one", 1_000_000
        monkeypatch.setattr(patience, "count_ms", lambda: self.ms)
        monkeypatch.setattr(patience, "read_boot_name", lambda: self.boot)


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    return Machine(monkeypatch)


def fail(folder: Path, operator: str = "a") -> None:
    begin_try(folder, operator)
    end_try(folder, operator)


def test_each_wrong_try_doubles_the_wait_up_to_a_minute(tmp_path: Path, machine: Machine) -> None:
    waits = []
    for _ in range(9):
        fail(tmp_path)
        waits.append(seconds_to_wait(tmp_path, "a"))
        machine.ms += waits[-1] * 1000
    assert waits == [1, 2, 4, 8, 16, 32, 60, 60, 60]


def test_too_early_is_told_and_costs_nothing(tmp_path: Path, machine: Machine) -> None:
    fail(tmp_path)
    with pytest.raises(Problem) as raised:
        begin_try(tmp_path, "a")
    assert (raised.value.code, raised.value.fields) == ("701", {"seconds": 1})
    machine.ms += 999
    assert seconds_to_wait(tmp_path, "a") == 1
    machine.ms += 1
    assert begin_try(tmp_path, "a") == 1


def test_one_operators_mistakes_do_not_stop_another(tmp_path: Path, machine: Machine) -> None:
    fail(tmp_path)
    assert seconds_to_wait(tmp_path, "b") == 0


def test_success_forgets_and_says_how_many_were_wrong(tmp_path: Path, machine: Machine) -> None:
    for _ in range(3):
        fail(tmp_path)
        machine.ms += 60_000
    assert begin_try(tmp_path, "a") == 3
    forget_tries(tmp_path, "a")
    assert begin_try(tmp_path, "a") == 0


def test_a_try_the_disk_does_not_let_happen_counts_as_none(
    tmp_path: Path, machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    protect_folder(tmp_path, "S1", "a", "алтын қыран", cost=Cost(memory_kib=64, passes=1, lanes=1))
    with pytest.raises(Problem) as wrong:
        try_password(tmp_path, "a", "күміс қыран")
    machine.ms += 1000
    with monkeypatch.context() as patched:

        def fail_to_read(*_: object) -> None:
            raise Problem("307", folder=str(tmp_path))

        patched.setattr("desktop.protection.trying.unlock", fail_to_read)
        with pytest.raises(Problem) as failing:
            try_password(tmp_path, "a", "алтын қыран")
    assert (wrong.value.code, failing.value.code) == ("700", "307")
    assert seconds_to_wait(tmp_path, "a") == 0
    assert try_password(tmp_path, "a", "алтын қыран").failed_before == 1


def test_a_program_killed_in_the_middle_of_a_try_has_tried(tmp_path: Path, machine: Machine) -> None:
    begin_try(tmp_path, "a")
    assert seconds_to_wait(tmp_path, "a") == 1


def test_a_restart_of_the_machine_begins_the_wait_anew_once(tmp_path: Path, machine: Machine) -> None:
    for _ in range(5):
        fail(tmp_path)
        machine.ms += 60_000
    machine.boot, machine.ms = "two", 5_000
    assert seconds_to_wait(tmp_path, "a") == 16
    machine.ms += 16_000
    assert seconds_to_wait(tmp_path, "a") == 0


def test_a_machine_without_a_name_for_its_start_is_known_by_its_count(tmp_path: Path, machine: Machine) -> None:
    machine.boot = ""
    fail(tmp_path)
    machine.ms = 10
    assert seconds_to_wait(tmp_path, "a") == 1


@pytest.mark.parametrize("content", [b"", b"{", b"[1]", b'{"a": {"count": -1, "boot": "", "at_ms": 0}}', b"x" * 99_999])
def test_a_file_that_cannot_be_read_locks_nobody_out(tmp_path: Path, machine: Machine, content: bytes) -> None:
    (tmp_path / TRIES_NAME).write_bytes(content)
    assert seconds_to_wait(tmp_path, "a") == 0
    assert begin_try(tmp_path, "a") == 0


def test_a_folder_that_cannot_be_written_to_still_lets_in(tmp_path: Path, machine: Machine) -> None:
    assert begin_try(tmp_path / "not there", "a") == 0


@given(st.integers(-5, 10**7))
def test_no_wait_is_longer_than_a_minute(count: int) -> None:
    assert 0 <= pause_after(count) <= 60
