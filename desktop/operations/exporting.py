"""The register leaves the counter as the prescribed book, as a workbook, as CSV: for any period and filter.

``export_register`` runs on any thread over a connection of its own, so that the counter goes on; what left is then
recorded on the store's thread.
"""

import contextlib
import os
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec

from desktop.domain.permissions import require
from desktop.exporting import files
from desktop.operations.counter import Counter
from desktop.operations.entries import noted_of, with_doubt
from desktop.profile.shape import Profile
from desktop.protection.data_key import is_protected
from desktop.storage.journal import Recorded
from desktop.storage.places import list_sticks
from desktop.storage.reading import one_moment
from desktop.storage.recovery import open_read_only
from desktop.storage.register_rows import RegisterQuery
from desktop.storage.store import Store
from forms.catalogues import catalogue
from forms.moments import wall_time
from forms.papers.content import LanguageChoice
from forms.problems import Problem
from forms.reading import Editions
from forms.register_acts import ExportForm, RegisterExported
from forms.register_lines import PRACTICE_SHEET, SHEET, RegisterLine
from forms.register_words import RegisterWords

Form = Literal["book", "xlsx", "csv"]
Progress = Callable[[int, int], None]  # done, of
Cancelled = Callable[[], bool]

ENDINGS = {"book": ".pdf", "xlsx": ".xlsx", "csv": ".csv"}
_TICK = 200  # rows between two looks at whether to go on
_ALL = 1 << 40


@dataclass(frozen=True)
class Access:
    """What an export needs of the counter, to be taken along to another thread."""

    folder: Path
    profile: Profile
    editions: Editions
    operator: str
    clerk: str  # name
    at: datetime  # when it was asked for
    practice: bool = False
    key: bytes | None = field(default=None, repr=False)


@dataclass(frozen=True)
class Exported:
    """A file that left the counter. ``rows`` are the register's; ``sheets`` of a book, else 0."""

    path: Path
    form: ExportForm
    first: str
    last: str
    rows: int
    sheets: int
    sha256: str
    sealed: bool
    size: int
    operator: str  # who asked for it


@dataclass(frozen=True)
class Place:
    """A folder a file could go to; ``stick`` where it can be taken away."""

    folder: Path
    stick: bool


def access_of(counter: Counter) -> Access:
    """What to take along. Raises Problem 720 without the right to export. Call it on any thread."""
    require(counter.roles, "export")
    return Access(
        folder=counter.store.folder,
        profile=counter.profile,
        editions=counter.editions,
        operator=counter.operator.id,
        clerk=counter.operator.name,
        at=wall_time(counter.clock.now()),
        practice=counter.practice,
        key=counter.store.key,
    )


def list_places() -> list[Place]:
    """Where an export could go: the sticks that are connected, then the operator's own documents."""
    found = [Place(stick, stick=True) for stick in list_sticks() if os.access(stick, os.W_OK)]
    return [*found, Place(_documents(), stick=False)]


def suggest_name(
    counter_code: str, query: RegisterQuery, form: Form, *, sealed: bool = False, practice: bool = False
) -> str:
    """A file's name that says whose register it is and of when, in letters every stick takes."""
    days = [day.isoformat() for day in (query.first, query.last) if day is not None]
    span = "_".join(dict.fromkeys(days)) or "all"
    whose = f"practice-{counter_code}" if practice else counter_code
    return f"kense-{whose}-{span}{ENDINGS[form]}" + (".sealed" if sealed else "")


def free_path(folder: Path, name: str) -> Path:
    """A path in the folder that no file has yet."""
    return files.free_name(folder, name)


def district_key(folder: Path) -> bytes | None:
    """The district's public key, where this folder is protected and has one. Raises Problem 702 where it is damaged."""
    if not is_protected(folder):
        return None
    from desktop.protection.key_file import read_keys

    district = read_keys(folder).district
    return None if district is None else district.public


def export_register(
    access: Access,
    query: RegisterQuery,
    form: Form,
    target: Path,
    progress: Progress,
    cancelled: Cancelled,
    *,
    language: LanguageChoice = "kk",
    sealed: bool = False,
) -> Exported:
    """Write what ``query`` finds to ``target``, which is not there yet. Runs on any thread.

    A book has cases in the order of their numbers, and its cover says where not all of a period's are in it; a workbook
    or CSV file in both languages is in Kazakh. ``sealed``: readable by the district alone. Raises Problem 780 once
    ``cancelled`` says so, 781–786 where the place does not allow it, 787 where Excel holds no more rows, 789 where no
    district's key is known. Whatever it raises, no file is left.
    """
    public = district_key(access.folder) if sealed else None
    if sealed and public is None:
        raise Problem("789")
    # The practice lies in the data folder of the counter it practises for.
    files.check_target(target, access.folder.parent if access.practice else access.folder)
    query = _of_cases(query, form)
    today = access.at.date().isoformat()
    store = open_read_only(access.folder, access.key)
    try:
        with one_moment(store.db):
            rows = store.register.count(query, _ALL, today=today)
            tick = _Ticker(rows * (2 if form == "book" else 1), progress, cancelled)
            job = _Job(access, query, form, language, store, rows, tick)
            with contextlib.closing(job), files.writing(target) as stream:
                if public is None:
                    sheets = job.write(stream)
                else:
                    from desktop.exporting.sealed_file import SealedWriter

                    writer = SealedWriter(stream, public, target.name.removesuffix(".sealed"))
                    sheets = job.write(writer)
                    writer.finish()
    finally:
        store.close()
    return Exported(
        path=target,
        form=form,
        first="" if query.first is None else query.first.isoformat(),
        last="" if query.last is None else query.last.isoformat(),
        rows=job.read,
        sheets=sheets,
        sha256=files.checksum(target),
        sealed=sealed,
        size=target.stat().st_size,
        operator=access.operator,
    )


def record_export(counter: Counter, exported: Exported) -> Recorded:
    """Record that a file left the counter, by who asked for it and had the right, whoever is there now, also while the
    counter is locked. On the store's thread.

    Where it cannot be recorded the file is taken back: nothing leaves unseen. Raises Problem 30x.
    """
    act = RegisterExported(
        form=exported.form,
        first=exported.first,
        last=exported.last,
        rows=exported.rows,
        sha256=exported.sha256,
        sealed=exported.sealed,
    )
    try:
        now = counter.clock.now()
        entry = msgspec.structs.replace(noted_of(counter, now, act, None), operator=exported.operator)
        with counter.store.act() as recording:
            return recording.append(*with_doubt(counter, now, entry))[-1]
    except BaseException:
        discard_export(exported)
        raise


def discard_export(exported: Exported) -> None:
    """Take back a file that was not recorded; a stick that is out has it no more than we do."""
    with contextlib.suppress(OSError):
        exported.path.unlink(missing_ok=True)


def open_sealed_export(path: Path, private: bytes, target: Path | None = None) -> Path:
    """Open an export that was sealed to the district; where it lies in the clear then.

    Without ``target`` beside the sealed file, under the name it was given. Raises Problem 783–786, 788 and 789.
    """
    from desktop.exporting.sealed_file import open_sealed_file

    with files.told(path), path.open("rb") as stream:
        name, pieces = open_sealed_file(stream, private)
        # The name was sealed by whoever made the file: never a way out of the folder.
        inside = Path(name.replace("\\", "/").replace("\0", "")).name
        place = target or path.with_name(inside if inside not in ("", "..") else f"{path.name}.opened")
        if place.exists():
            raise Problem("786", file=place.name, place=str(place.parent))
        with files.writing(place) as opened:
            for piece in pieces:
                opened.write(piece)
    return place


def is_extract(query: RegisterQuery) -> bool:
    """Whether more than a period is asked for: a book of it is not the whole register."""
    bare = RegisterQuery(kind=query.kind, first=query.first, last=query.last, sort=query.sort)
    return query != bare


def _of_cases(query: RegisterQuery, form: Form) -> RegisterQuery:
    """Decided cases alone leave the counter; in a book they stand in the order of their numbers."""
    return replace(query, kind="cases", sort="oldest" if form == "book" else query.sort)


class _Ticker:
    """Looks after every few rows whether to go on, and tells how far it is."""

    def __init__(self, of: int, progress: Progress, cancelled: Cancelled) -> None:
        self._of = of
        self._progress = progress
        self._cancelled = cancelled

    def __call__(self, done: int) -> None:
        if done % _TICK and done != self._of:
            return
        if self._cancelled():
            raise Problem("780")
        self._progress(done, self._of)


@dataclass
class _Job:
    """One export while it is written. Close it before the store: a stopped one still has rows coming."""

    access: Access
    query: RegisterQuery
    form: Form
    language: LanguageChoice
    store: Store
    rows: int
    tick: _Ticker
    reading: list[Iterator[RegisterLine]] = field(default_factory=list)
    read: int = 0  # rows, in the last pass

    def close(self) -> None:
        """No more rows are read."""
        for lines in self.reading:
            if isinstance(lines, Generator):
                lines.close()

    def write(self, stream: files.Sink) -> int:
        """Write it all; how many sheets a book has."""
        self.tick(0)
        profile = self.access.profile
        words = RegisterWords(self.access.editions, {one.id: one.name for one in profile.operators})
        if self.form == "book":
            from forms.papers.book import BookPaper, draw_book

            paper = BookPaper(
                language=self.language,
                organisation=profile.organisation,
                counter=profile.counter,
                first=self.query.first,
                last=self.query.last,
                extract=is_extract(self.query),
                clerk=self.access.clerk,
                practice=self.access.practice,
                at=self.access.at,
            )
            return draw_book(paper, words, self._lines, stream, self.tick)
        from forms.register_columns import Columns

        columns = Columns("ru" if self.language == "ru" else "kk", words)
        if self.form == "csv":
            from desktop.exporting.csv_file import write_csv

            write_csv(columns, self._lines(), stream, self.tick)
        else:
            from desktop.exporting.sheet_file import write_sheet

            title = catalogue("forms", columns.language).gettext(PRACTICE_SHEET if self.access.practice else SHEET)
            write_sheet(columns, self._lines(), self.rows, stream, title, self.tick)
        return 0

    def _lines(self) -> Iterator[RegisterLine]:
        lines = self.store.register.lines(self.query, today=self.access.at.date().isoformat())
        self.reading.append(lines)
        self.read = 0
        for line in lines:
            self.read += 1
            yield line


def _documents() -> Path:
    """The operator's own documents, by the name their desktop gives the folder; else their home."""
    home = Path.home()
    settings = Path(os.environ.get("XDG_CONFIG_HOME") or home / ".config") / "user-dirs.dirs"
    try:
        for line in settings.read_text("utf-8").splitlines():
            name, _, value = line.partition("=")
            if name.strip() == "XDG_DOCUMENTS_DIR":
                folder = Path(value.strip().strip('"').replace("$HOME", str(home)))
                if folder.is_dir():
                    return folder
    except (OSError, UnicodeDecodeError):
        pass
    folder = home / "Documents"
    return folder if folder.is_dir() else home
