"""The power goes at any moment: every acknowledged act is there, the chain is whole, no number is given twice.

What reached the disk is recorded under the real program (``disk.c``), the disk is rebuilt as it may be after the cut
(``rebuilding.py``), and the program opens it (``checking.py``).
"""

import random
import sys
from pathlib import Path

import pytest

from tests.power.disk import read_stream
from tests.power.rebuilding import Disk
from tests.power.running import cut, record

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform != "linux", reason="the disk is put before the C library by LD_PRELOAD"),
]


def test_every_call_that_changes_the_folder_is_recorded(tmp_path: Path) -> None:
    """The record played to its end is the folder, byte for byte: nothing reaches the disk unseen."""
    folder = tmp_path / "data"
    ops = read_stream(record(folder, rounds=1, kind="protected"))
    disk = Disk(str(folder))
    for op in ops:
        disk.follow(op)
    told = {path: content for path, content in disk.contents().items() if not path.endswith("-shm")}
    found = {
        str(path): path.read_bytes() for path in folder.rglob("*") if path.is_file() and not path.name.endswith("-shm")
    }
    assert told.keys() == found.keys()
    assert [path for path in told if told[path] != found[path]] == []
    assert {op.kind for op in ops} >= set("CWSDRUMK")


@pytest.mark.parametrize(("kind", "cuts"), [("protected", 1000), ("clear", 300)])
def test_no_power_cut_loses_what_was_acknowledged(tmp_path: Path, kind: str, cuts: int) -> None:
    seed = random.SystemRandom().getrandbits(32)
    folder = tmp_path / "data"
    log = record(folder, rounds=6, kind=kind)
    found = cut(folder, log, kind=kind, cuts=cuts, seed=seed)
    wrong = [one for one in found if one.wrong]
    print(f"seed {seed}: {len(found)} cuts in {len(read_stream(log))} calls, {len(wrong)} wrong")
    assert len(found) == cuts
    assert not wrong, f"seed {seed}: {wrong[:5]}"


@pytest.mark.parametrize(
    ("how", "words"),
    [("normal", "acknowledged event"), ("names_unsynced", "backups/")],
    ids=["synchronous = NORMAL", "names not synced"],
)
def test_saving_less_carefully_is_found_out(tmp_path: Path, how: str, words: str) -> None:
    """The harness has teeth: what would lose acknowledged acts on a real disk loses them here."""
    folder = tmp_path / "data"
    log = record(folder, rounds=3, kind="protected", how=how)
    found = cut(folder, log, kind="protected", cuts=80, seed=20260914)
    lost = [one for one in found if any(words in said and "lost" in said for said in one.wrong)]
    assert len(lost) > 5, found
