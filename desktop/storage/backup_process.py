"""A backup in a process of its own, at low priority, so that the clerk feels nothing of it.

What is to be done comes as JSON on standard input, the key with it: on a command line anyone could read it. What was
done goes out as JSON on standard output. Run as ``python -m desktop.storage.backup_process``.
"""

import contextlib
import os
import sys
from datetime import datetime
from pathlib import Path

import msgspec

from desktop.storage.backups import back_up
from desktop.storage.copying import PAUSE_SECONDS
from desktop.storage.notes import Why
from desktop.storage.places import carry, prepare_place
from forms.problems import Problem


class Job(msgspec.Struct, frozen=True, kw_only=True):
    """What is to be done. It holds the key, and shows it to nobody.

    ``make``: a backup, else only what is there is carried. ``places`` are second places' roots.
    """

    folder: str
    key: str | None  # hex
    why: Why
    now: str  # ISO 8601 with offset
    version: str
    counter: str
    identity: str
    make: bool = True
    thin: bool = True
    places: tuple[str, ...] = ()

    def __repr__(self) -> str:
        return f"Job(why={self.why!r}, make={self.make})"


class Told(msgspec.Struct, frozen=True, kw_only=True):
    """A Problem between processes."""

    code: str
    fields: dict[str, str | int] = {}
    detail: str = ""

    def problem(self) -> Problem:
        """The Problem again."""
        return Problem(self.code, detail=self.detail, **self.fields)


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """What was done: the backup's name where one was made, the places it went to, what went wrong."""

    made: str = ""
    faults: int = 0  # of the register, found while the backup was verified
    carried: tuple[str, ...] = ()
    problems: tuple[Told, ...] = ()


def carry_out(job: Job, *, pause: float = 0) -> Answer:
    """Make the backup and take it to its places. Every Problem is part of the answer: one place stops no other."""
    folder, now = Path(job.folder), datetime.fromisoformat(job.now)
    made, faults, carried, problems = "", 0, list[str](), list[Told]()
    if job.make:
        key = None if job.key is None else bytes.fromhex(job.key)
        try:
            backup = back_up(folder, now=now, key=key, why=job.why, version=job.version, thin=job.thin, pause=pause)
        except Problem as problem:
            return Answer(problems=(_tell(problem),))
        made, faults = backup.path.name, 0 if backup.note is None else backup.note.faults
        if faults:
            problems.append(_tell(Problem("802", count=faults)))
    for root in job.places:
        try:
            place = prepare_place(Path(root), job.counter, job.identity)
            if carry(folder, place, now, thin=job.thin) is not None:
                carried.append(root)
        except Problem as problem:
            problems.append(_tell(problem))
    return Answer(made=made, faults=faults, carried=tuple(carried), problems=tuple(problems))


def _tell(problem: Problem) -> Told:
    fields = {name: value if isinstance(value, int) else str(value) for name, value in problem.fields.items()}
    return Told(code=problem.code, fields=fields, detail=problem.detail)


def main() -> int:
    """Do one job."""
    if hasattr(os, "nice"):
        os.nice(19)
    job = msgspec.json.decode(sys.stdin.buffer.read(), type=Job)
    answer = carry_out(job, pause=PAUSE_SECONDS)
    # The program may have been closed meanwhile: the backup is made all the same.
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.buffer.write(msgspec.json.encode(answer))
        sys.stdout.buffer.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
