"""A roster from an office's file: read beside the work, taken into use in one act, listed, taken out of use."""

import csv
import hashlib
import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from desktop.domain.permissions import require
from desktop.exporting import files
from desktop.operations.counter import Counter
from desktop.operations.entries import entry_of, with_doubt
from desktop.storage.rosters import KeptRoster
from forms.cells import neutralise
from forms.contacts import check_words
from forms.moments import wall_time
from forms.problems import Problem
from forms.procedure_acts import RosterTaken
from forms.rosters import RefusedRow, Roster, read_roster

__all__ = [
    "MOST_NAME",
    "KeptRoster",
    "ReadFile",
    "check_may_take",
    "keep_roster",
    "list_rosters",
    "read_file",
    "refused_name",
    "remove_roster",
    "save_refused",
    "today_of",
]

MOST_BYTES = 48 << 20
MOST_NAME = 120

Progress = Callable[[int, int], None]  # done, of
Cancelled = Callable[[], bool]


@dataclass(frozen=True)
class ReadFile:
    """A file that was read and is not in use yet. ``file`` is its name, ``sha256`` of its bytes."""

    file: str
    roster: Roster
    sha256: str


def check_may_take(counter: Counter, name: str) -> None:
    """Whether people may be named in this counter's store. Raises Problem 720 without the right, and 980.

    A demonstration and the practice have invented people.
    """
    require(counter.roles, "directories")
    if not (counter.is_protected or counter.practice or counter.profile.demonstration):
        raise Problem("980", name=name)


def read_file(path: Path, today: date, progress: Progress, cancelled: Cancelled) -> ReadFile:
    """What an office's file says, line by line. On any thread.

    Raises Problem 970 to 975, 928, 931, 932, 934 and 1157 for a file that cannot be used at all, and 984 once
    ``cancelled`` says so.
    """

    def told(done: int, of: int) -> None:
        if cancelled():
            raise Problem("984")
        progress(done, of)

    content = _read_bytes(path)
    roster = read_roster(content, path.name, others=True, today=today, told=told)
    if roster.unusable is not None:
        raise roster.unusable
    return ReadFile(path.name, roster, hashlib.sha256(content).hexdigest())


def today_of(counter: Counter) -> date:
    """The date nobody can be born after."""
    return wall_time(counter.clock.now()).date()


def keep_roster(counter: Counter, read: ReadFile, name: str) -> KeptRoster:
    """Take a file's people into use, all that can be used in one act, and record it. On the store's thread.

    Without a ``name`` it is called as its file. A file's roster of the same name is replaced. Raises Problem 720, 980,
    981, 560, 313, and 301–307 where the disk does not take it; then nothing is changed.
    """
    called = check_words(" ".join(name.split()) or Path(read.file).stem)[:MOST_NAME]
    check_may_take(counter, called)
    if not read.roster.rows:
        raise Problem("981", file=read.file)
    rosters, now = counter.store.rosters, counter.clock.now()
    refused = len(read.roster.refused)
    act = RosterTaken(name=called, rows=len(read.roster.rows), refused=refused, sha256=read.sha256)
    entry = entry_of(counter, now, act, None)
    with counter.store.act() as recording:
        for before in rosters.all():
            if before.source == "file" and before.name.casefold() == called.casefold():
                rosters.remove(before.id)
        kept = rosters.keep(
            read.roster.rows, name=called, source="file", taken_at=now.wall, refused=refused, sha256=read.sha256
        )
        recording.append(*with_doubt(counter, now, entry))
    return kept


def list_rosters(counter: Counter) -> list[KeptRoster]:
    """The rosters in use, the one taken last first."""
    return counter.store.rosters.all()


def remove_roster(counter: Counter, identifier: int) -> None:
    """Take a file's roster out of use with everybody it names. On the store's thread.

    Recorded as a roster of that name without anybody. Raises Problem 720, 982 for one of the district's, 983 where it
    is gone, 313 and 301–307.
    """
    kept = counter.store.rosters.of_id(identifier)
    if kept is None:
        raise Problem("983")
    if kept.source == "centre":
        raise Problem("982", name=kept.name)
    now = counter.clock.now()
    act = RosterTaken(name=kept.name, rows=0, refused=0, sha256=kept.sha256)
    entry = entry_of(counter, now, act, None)
    with counter.store.act() as recording:
        counter.store.rosters.remove(identifier)
        recording.append(*with_doubt(counter, now, entry))


def refused_name(file: str) -> str:
    """A file's name for the list of what was refused of it."""
    return f"{Path(file).stem}-refused.csv"


def save_refused(
    refused: tuple[RefusedRow, ...],
    target: Path,
    protected: Path,
    heads: tuple[str, str, str],
    say: Callable[[str], str],
) -> Path:
    """Write all that was refused as a CSV file: the line, what stands there, why. On any thread.

    ``heads`` are its columns' names, ``say`` translates sentences, ``protected`` is the data folder. Raises Problem 781
    to 786.
    """
    files.check_target(target, protected)
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=";", lineterminator="\r\n")
    writer.writerow(heads)
    for row in refused:
        writer.writerow((neutralise(row.place), neutralise(row.what), neutralise(row.problem.sentence(say))))
    with files.writing(target) as stream:
        stream.write(out.getvalue().encode("utf-8-sig"))
    return target


def _read_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            content = file.read(MOST_BYTES + 1)
            size = max(path.stat().st_size, len(content))
    except (OSError, ValueError) as error:
        raise Problem("970", file=path.name or str(path), detail=str(error)) from error
    if size > MOST_BYTES:
        raise Problem("971", file=path.name, size=size >> 20, most=MOST_BYTES >> 20)
    return content
