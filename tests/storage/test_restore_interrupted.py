"""A restore that breaks off at any of its steps: nothing is lost, and it can be done again."""

from contextlib import suppress
from pathlib import Path

import pytest

from desktop.paths import DATABASE_NAME
from desktop.storage.backups import back_up
from desktop.storage.recovery import restore
from desktop.storage.store import open_store
from desktop.storage.verification import verify
from forms.problems import Problem

from .making import decide, fill, new_store, print_paper, tamper


class Cut(BaseException):
    """The power goes."""


@pytest.mark.parametrize("steps", range(5))
def test_a_restore_cut_off_ends_at_the_next_opening(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, steps: int
) -> None:
    """The steps are renames: the restored file made ready, the damaged one and its log away, the restored one in."""
    with new_store(tmp_path) as store:
        fill(store, 2)
        backup = back_up(tmp_path)
        decide(store, "case-3")
        print_paper(store, "case-3", "A12/2026-000003")
    tamper(tmp_path, "DELETE FROM journal WHERE sequence = 10")
    before = (tmp_path / DATABASE_NAME).read_bytes()
    replace, left = Path.replace, steps

    def replace_or_cut(self: Path, target: Path) -> Path:
        nonlocal left
        if left == 0:
            raise Cut
        left -= 1
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", replace_or_cut)
    with suppress(Cut):
        restore(tmp_path, backup.path)
    monkeypatch.undo()
    if steps == 0:
        with pytest.raises(Problem) as told:
            open_store(tmp_path)
        assert told.value.code == "500"
        restore(tmp_path, backup.path)
    with open_store(tmp_path) as store:
        assert verify(store.db).faults == ()
        assert store.journal.head().sequence == 9
        assert store.settings.restored_from == backup.path.name
    assert before in [path.read_bytes() for path in (tmp_path / "damaged").glob(f"*/{DATABASE_NAME}")]
    assert not list(tmp_path.glob(f"{DATABASE_NAME}.*"))
