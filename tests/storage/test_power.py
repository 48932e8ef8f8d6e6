"""What a power cut leaves: the log cut off at any byte gives a whole earlier state, and nothing waits for later."""

import random
from pathlib import Path

import pytest

from desktop.paths import DATABASE_NAME
from desktop.storage.store import Store, open_store
from desktop.storage.verification import verify

from .making import decide, new_store, print_paper


def test_every_commit_waits_for_the_disk(store: Store) -> None:
    """With less than FULL a power cut loses acknowledged acts."""
    assert store.db.rows("PRAGMA synchronous") == [(2,)]
    assert store.db.rows("PRAGMA journal_mode") == [("wal",)]
    assert store.db.rows("PRAGMA foreign_keys") == [(1,)]
    assert store.db.rows("PRAGMA recursive_triggers") == [(1,)]
    assert store.db.rows("PRAGMA secure_delete") == [(1,)]
    # sqlite-utils sets pragmas of its own when it looks at the connection.
    assert store.db.tables.conn is store.db.connection
    assert store.db.rows("PRAGMA synchronous") == [(2,)]
    assert store.db.rows("PRAGMA recursive_triggers") == [(1,)]


@pytest.mark.parametrize("torn", [False, True])
def test_a_log_cut_anywhere_gives_a_whole_earlier_state(tmp_path: Path, torn: bool) -> None:
    """``torn``: the last bytes before the cut are noise, as a torn sector leaves them."""
    chance = random.Random(20260914)
    source = tmp_path / "source"
    ends = []  # the log's length when each act was acknowledged
    with new_store(source) as store:
        log = source / f"{DATABASE_NAME}-wal"
        for index in range(12):
            case = f"case-{index}"
            decide(store, case)
            print_paper(store, case, f"A12/2026-{index + 1:06d}", content=chance.randbytes(9000))
            ends.append((log.stat().st_size, store.journal.head().sequence))
        whole, logged = (source / DATABASE_NAME).read_bytes(), log.read_bytes()
    assert ends[-1][0] == len(logged)
    for attempt in range(40):
        folder = tmp_path / str(attempt)
        folder.mkdir()
        cut = chance.randrange(len(logged) + 1)
        part = bytearray(logged[:cut])
        if torn and cut > 512:
            part[-chance.randrange(1, 512) :] = chance.randbytes(512)[:1]
        (folder / DATABASE_NAME).write_bytes(whole)
        (folder / f"{DATABASE_NAME}-wal").write_bytes(part)
        with open_store(folder) as store:
            assert verify(store.db).faults == ()
            assert store.rebuild() == []
            acknowledged = max((sequence for end, sequence in ends if end <= cut - 512), default=0)
            assert store.journal.head().sequence >= acknowledged
            assert len(store.drafts.all()) == len(store.cases.latest())
