"""Nothing personal lies in the clear in any file the program leaves; a copied folder opens for nobody without a secret.

What CUPS is given is CUPS's: its spool belongs to the system, is readable by root alone, and is emptied when a job is
done; the tests of printing have a scheduler of their own, and here nothing is sent to one. What the operator exported
is the operator's.
"""

import os
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest
from sqlcipher3 import dbapi2

from desktop.operations.signing_in import open_protected, recover, sign_in
from desktop.paths import DATABASE_NAME, KEYS_NAME
from desktop.printing.memory import MemoryPrinters
from desktop.storage.recovery import open_read_only
from desktop.storage.store import open_store
from forms.problems import Problem
from forms.procedure_acts import ResultSigned
from tests.clear_text import words
from tests.clear_text.scanning import find_words
from tests.operations.making import HandClock, counter_at, events, open_ready
from tests.power.disk import ROOT
from tests.ui.signing import HEAD, PASSWORDS, QUICK, protect

pytestmark = pytest.mark.slow


class Left(NamedTuple):
    """Where a child worked, with folders of its own for everything."""

    top: Path
    status: int
    core: bool

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.top / "data"

    def words(self) -> list[str]:
        """What was found in every file but the exports."""
        return find_words(self.top / name for name in ("data", "home", "temporary", "runtime"))


def work(top: Path, what: str) -> Left:
    """Let a child work, with its own home and temporary folder."""
    for name in ("home", "temporary", "runtime"):
        (top / name).mkdir()
    (top / "runtime").chmod(0o700)
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "KENSE_"))},
        "HOME": str(top / "home"),
        "TMPDIR": str(top / "temporary"),
        "XDG_RUNTIME_DIR": str(top / "runtime"),
        "PYTHONPATH": str(ROOT),
        "CUPS_SERVER": str(top / "no-cups.sock"),
        "QT_QPA_PLATFORM": "offscreen",
    }
    command = [sys.executable, "-m", "tests.clear_text.working", str(top / "data"), what]
    with subprocess.Popen(
        command, env=environment, cwd=top / "home", stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    ) as child:
        assert child.stdout is not None
        said = child.stdout.read().decode()
        _, status = os.waitpid(child.pid, 0)
        child.returncode = os.waitstatus_to_exitcode(status)
    assert child.returncode in (0, -signal.SIGKILL, -signal.SIGABRT), said[-3000:]
    told = find_words_in_output(said)
    assert not told, f"told on the terminal: {told}"
    return Left(top, child.returncode, os.WCOREDUMP(status))


def find_words_in_output(said: str) -> list[str]:
    return [word for word in (words.IIN, words.NAME, words.PHONE, words.WRONG_MESSAGE) if word in said]


@pytest.mark.parametrize(
    ("what", "status"),
    [
        ("day", 0),
        ("killed", -signal.SIGKILL),
        ("crashed", -signal.SIGABRT),
        ("exporting", -signal.SIGKILL),
        ("window", -signal.SIGKILL),
    ],
)
def test_no_file_the_program_left_holds_a_word_of_the_person(tmp_path: Path, what: str, status: int) -> None:
    left = work(tmp_path, what)
    assert left.status == status
    assert not left.core, "the system wrote a picture of the memory"
    assert left.words() == []
    names = {path.name for path in left.data.rglob("*") if path.is_file()}
    assert {DATABASE_NAME, KEYS_NAME} <= names
    assert any(name.endswith(".pdf.sealed") for name in names), "papers were printed to the folder"
    if what != "window":
        assert list(left.data.glob("backups/*.db"))
        assert "ValueError" in (left.data / "kense.log").read_text("utf-8")
        exported = {path.name for path in (tmp_path / "exported").iterdir()}
        assert {"wanted.pdf", "wanted.xlsx", "wanted.csv"} <= exported
        assert not {"stopped.pdf", "stopped.xlsx", "stopped.csv"} & exported
        # The search has eyes: what was exported on purpose is found.
        assert len(find_words([tmp_path / "exported"])) > 3
    if status:
        assert (left.data / f"{DATABASE_NAME}-wal").stat().st_size > 0, "the log was there to be looked into"


def test_a_notification_signed_with_a_key_leaves_no_word_of_the_essay_or_the_password(tmp_path: Path) -> None:
    left = work(tmp_path, "electronic")
    assert left.status == -signal.SIGKILL
    assert left.words() == []
    assert "load_key" in (left.data / "kense.log").read_text("utf-8"), "a wrong password was told in the log"
    signed = sign_in(left.data, HEAD, PASSWORDS[HEAD])
    opened = open_protected(left.data, MemoryPrinters(), signed, HandClock())
    try:
        (event,) = [one for one in events(opened) if isinstance(one.act, ResultSigned)]
        assert isinstance(event.act, ResultSigned) and event.case is not None
        assert event.act.signed_by == "eds"
        assert event.act.result_number in {paper.number for paper in opened.store.printed.of_case(event.case)}
    finally:
        opened.store.close()


def test_the_search_finds_them_in_a_folder_in_the_clear(tmp_path: Path) -> None:
    with counter_at(tmp_path) as counter:
        open_ready(counter, iin=words.IIN)
        found = find_words([tmp_path])
    assert any(words.IIN in said for said in found)
    assert any("a database in the clear" in said for said in found)


def test_a_copy_of_a_running_store_opens_by_a_password_or_the_recovery_code_alone(tmp_path: Path) -> None:
    running = tmp_path / "running"
    code = protect(running)
    counter = open_protected(running, MemoryPrinters(), sign_in(running, HEAD, PASSWORDS[HEAD]), HandClock())
    try:
        draft = open_ready(counter, iin=words.IIN)
        copy = tmp_path / "copy"
        shutil.copytree(running, copy, ignore=shutil.ignore_patterns("*.lock"))
    finally:
        counter.store.close()

    assert find_words([copy]) == []
    for opening in (open_store, open_read_only):
        with pytest.raises(Problem) as told:
            opening(copy)
        assert told.value.code == "703"
        with pytest.raises(Problem) as told:
            opening(copy, key=bytes(32))
        assert told.value.code in ("704", "706")
    plain = dbapi2.connect(str(copy / DATABASE_NAME))
    with pytest.raises(dbapi2.DatabaseError, match="not a database"):
        plain.execute("SELECT * FROM sqlite_schema").fetchall()
    plain.close()
    with pytest.raises(Problem) as told:
        sign_in(copy, HEAD, "not this one")
    assert told.value.code == "700"
    (copy / "kense.tries").unlink()
    wrong = code[:-1] + ("A" if code[-1] != "A" else "B")
    with pytest.raises(Problem) as told:
        recover(copy, wrong, HEAD, "вересковый мёд 5", cost=QUICK)
    assert told.value.code in ("709", "710")

    for signed in (
        sign_in(copy, HEAD, PASSWORDS[HEAD]),
        recover(copy, code, HEAD, "вересковый мед 5", cost=QUICK),
    ):
        opened = open_protected(copy, MemoryPrinters(), signed, HandClock())
        try:
            kept = opened.store.drafts.find(draft.case)
            assert kept is not None
            assert words.IIN.encode() in kept.body
        finally:
            opened.store.close()
