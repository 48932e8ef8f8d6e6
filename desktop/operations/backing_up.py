"""Backups of a counter at work: when one is due, made in a process of its own, and taken to the second place."""

import subprocess
import sys
from dataclasses import dataclass, field
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import msgspec

import desktop
from desktop.domain.permissions import require
from desktop.operations.counter import Counter
from desktop.operations.entries import is_in_doubt
from desktop.storage.backup_files import find_latest
from desktop.storage.backup_process import Answer, Job
from desktop.storage.notes import Why
from desktop.storage.places import FOLDER, find_carriers, lacks_latest, list_sticks, prepare_place
from desktop.storage.settings import FIRST_KEY
from forms.moments import wall_time
from forms.problems import Problem

MODULE = "desktop.storage.backup_process"
BackupWhy = Why  # as the screens know it


@dataclass(frozen=True)
class BackupPlan:
    """What a backup needs, read on the store's thread. ``told``: what keeps it from a second place."""

    job: Job = field(repr=False)  # it holds the key
    told: tuple[Problem, ...] = ()


@dataclass(frozen=True)
class BackupDone:
    """What was done: the backup's name where one was made, the second places it lies at now, what went wrong."""

    made: str
    carried: tuple[str, ...]
    problems: tuple[Problem, ...]


class RunningBackup:
    """A backup under way in a process of its own."""

    def __init__(self, plan: BackupPlan) -> None:
        self._told = plan.told
        self._process = subprocess.Popen(
            [sys.executable, "-m", MODULE],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            cwd=Path(desktop.__file__).resolve().parent.parent,
            start_new_session=True,  # it outlives the program; Windows, which knows no sessions, does so anyway
        )
        assert self._process.stdin is not None
        self._process.stdin.write(write_job(plan))
        self._process.stdin.close()

    def kill(self) -> None:
        """Break it off; the next one clears away what it leaves."""
        self._process.kill()

    def poll(self) -> BackupDone | None:
        """What was done, or None while it is under way."""
        return None if self._process.poll() is None else self._read()

    def wait(self) -> BackupDone:
        """What was done, once it is."""
        self._process.wait()
        return self._read()

    def let_go(self) -> None:
        """The program ends: the backup is finished without it."""
        self._close()
        if self._process.poll() is None:
            self._process.returncode = 0  # nobody is left to ask for it

    def _read(self) -> BackupDone:
        assert self._process.stdout is not None and self._process.stderr is not None
        written, complaint = self._process.stdout.read(), self._process.stderr.read()
        self._close()
        try:
            answer = msgspec.json.decode(written, type=Answer)
        except msgspec.MsgspecError:
            last = complaint.decode("utf-8", "replace").strip().splitlines()[-1:]
            ended = Problem("800", reason="".join(last) or f"{self._process.returncode}.")
            return BackupDone("", (), (*self._told, ended))
        problems = (*self._told, *(told.problem() for told in answer.problems))
        return BackupDone(answer.made, answer.carried, problems)

    def _close(self) -> None:
        for stream in (self._process.stdout, self._process.stderr):
            if stream is not None:
                stream.close()


def plan_backup(counter: Counter, why: Why) -> BackupPlan | None:
    """What is to be done now, or None where nothing is. Call it on the store's thread.

    ``asked`` makes a backup in any case; else one is made where the journal went on since the last, and the last is
    taken to a second place that lacks it. None is given up while the clock is in doubt: it says how old they are.
    """
    store = counter.store
    if store.read_only or counter.practice:  # in practice nothing is real
        return None
    head, now = store.journal.head(), counter.clock.now()
    if head.sequence == 0:
        return None
    moment = wall_time(now)
    latest = find_latest(store.folder, moment)
    kept = None if latest is None else latest.note
    make = why not in ("work", "day_closed") or kept is None or kept.last_hash != head.hash
    places, told = _places(counter)
    if not make:
        name = FOLDER.format(counter=counter.profile.counter)
        places = [place for place in places if lacks_latest(Path(place) / name, store.folder, moment)]
    if not make and not places:
        return None
    job = Job(
        folder=str(store.folder),
        key=None if store.key is None else store.key.hex(),
        why=why,
        now=now.wall,
        version=own_version(),
        counter=counter.profile.counter,
        identity=_identity(counter),
        make=make,
        thin=not is_in_doubt(counter, now),
        places=tuple(places),
    )
    return BackupPlan(job, tuple(told))


def write_job(plan: BackupPlan) -> bytes:
    """A plan as the process reads it. It holds the key."""
    return msgspec.json.encode(plan.job)


def start_backup(plan: BackupPlan) -> RunningBackup:
    """Begin what was planned. Raises Problem 800 where the system gives no process for it."""
    try:
        return RunningBackup(plan)
    except OSError as error:
        raise Problem("800", reason=f"{error.strerror or error}.", detail=str(error)) from error


def back_up_now(counter: Counter, why: Why = "asked") -> BackupDone:
    """Make a backup and wait for it. Raises Problem 720 where the operator has no right to."""
    require(counter.roles, "back_up")
    plan = plan_backup(counter, why)
    return BackupDone("", (), ()) if plan is None else start_backup(plan).wait()


def offered_sticks(counter: Counter) -> list[tuple[str, bool]]:
    """The sticks connected now, and whether each carries a folder for this counter already."""
    sticks = list_sticks()
    carrying = {folder.parent for folder in find_carriers(counter.profile.counter, sticks)}
    return [(str(stick), stick in carrying) for stick in sticks]


def use_stick(counter: Counter, stick: str) -> None:
    """Make the folder for this counter on a stick: backups go there from now on whenever it is connected.

    Raises Problem 720, 803–806, 807 where names would lie open on it, 813 where it is another counter's.
    """
    require(counter.roles, "back_up")
    if not _may_leave(counter):
        raise Problem("807", place=stick)
    prepare_place(Path(stick), counter.profile.counter, _identity(counter))


def own_version() -> str:
    """The program's version, as it was installed."""
    try:
        return version("kense")
    except PackageNotFoundError:
        return ""


def _places(counter: Counter) -> tuple[list[str], list[Problem]]:
    """The roots of second places that are there, and what is to be told of one that is not."""
    chosen = counter.profile.second_place
    roots = [str(folder.parent) for folder in find_carriers(counter.profile.counter, list_sticks())]
    told: list[Problem] = []
    if chosen and not Path(chosen).is_dir():
        told.append(Problem("803", place=chosen))
    elif chosen and chosen not in roots:
        roots.insert(0, chosen)
    if roots and not _may_leave(counter):
        return [], [*told, *(Problem("807", place=root) for root in roots)]
    return roots, told


def _may_leave(counter: Counter) -> bool:
    """Whether a backup may lie where anyone can take it: sealed, or of invented people."""
    return counter.store.key is not None or counter.profile.demonstration


def _identity(counter: Counter) -> str:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    first, key = counter.store.settings.text(FIRST_KEY), counter.store.settings.counter_key
    if first is not None:
        return first
    return "" if key is None else Ed25519PrivateKey.from_private_bytes(key).public_key().public_bytes_raw().hex()
