"""Verify a counter's journal and what must agree with it: the chain, its end, the numbers, papers and attachments, the
counter's code and key, the screens' tables, and what was known of the journal elsewhere."""

from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import cast

import msgspec

from desktop.storage import verified_beside as beside
from desktop.storage.backup_files import list_backups
from desktop.storage.database import Database
from desktop.storage.journal import Journal
from desktop.storage.settings import Settings
from desktop.storage.verified_walk import NumbersGiven, SegmentSeen, Walk
from desktop.storage.witness import read_witness
from forms.chain import Fault, Link, find_faults
from forms.events import ParticularsErased, read_event
from forms.problems import Problem

# What each kind of fault is told as.
FAULT_CODES: dict[str, str] = {
    "gap": "510",
    "broken_link": "511",
    "changed_event": "512",
    "unreadable_event": "513",
    "wrong_place": "514",
    "changed_particulars": "515",
    "lost_particulars": "516",
    "lost_end": "517",
    "other_end": "518",
    "number_gap": "519",
    "number_double": "520",
    "number_unreadable": "521",
    "number_not_last": "522",
    "changed_paper": "523",
    "lost_paper": "524",
    "not_erased": "525",
    "other_history": "792",
    "changed_attachment": "793",
    "lost_attachment": "794",
    "extra_attachment": "795",
    "extra_paper": "796",
    "other_settings": "797",
    "older_than_known": "798",
    "other_table": "799",
}


class Report(msgspec.Struct, frozen=True, kw_only=True):
    """What verification found. ``first`` and ``last`` are the wall times of the first and last readable event.

    ``erased``: events whose particulars an erasure names; ``tables``: whether the screens' tables were compared.
    """

    counter: str | None
    events: int
    first: str | None
    last: str | None
    last_hash: str
    numbers: int
    papers: int
    faults: tuple[Fault, ...]
    numbers_given: tuple[NumbersGiven, ...] = ()
    segments: tuple[SegmentSeen, ...] = ()
    erased: int = 0
    attachments: int = 0
    tables: bool = False


def tell_fault(fault: Fault) -> Problem:
    """The numbered sentence of a fault."""
    return Problem(FAULT_CODES[fault.kind], sequence=fault.sequence, what=fault.detail)


def verify(
    db: Database,
    *,
    known: Iterable[tuple[int, str]] = (),
    tables: bool = False,
    watch: Callable[[int, int], None] | None = None,
) -> Report:
    """Read the whole journal and compare. Raises Problem 304 where the file cannot be read to its end.

    ``known``: sequences and hashes the journal was known to have, see :func:`find_known`. ``tables``: the screens'
    tables are compared too, where all else agrees; that takes memory for a second set of them, and hides the file's own
    from this connection while it lasts. ``watch`` is told how many events are read, of how many; what it raises ends
    the verification.
    """
    journal = Journal(db)
    erased = _find_erased(db)
    known = tuple(known)
    of = db.rows("SELECT count(*) FROM journal")[0][0]

    def note(done: int) -> None:
        if watch is not None:
            watch(done, of)

    walk = Walk(erased, (sequence for sequence, _ in known), note)
    # Where it is stopped there are rows left to read.
    with closing(cast("Generator[Link, None, None]", journal.links())) as links:
        faults = list(find_faults(walk.watch(links), erased))
    faults.extend(_check_end(journal, walk))
    faults.extend(walk.number_faults)
    faults.extend(beside.check_last_numbers(db, walk))
    faults.extend(beside.check_papers(db, walk))
    faults.extend(beside.check_attachments(db, walk, erased))
    faults.extend(beside.check_erased(db, erased))
    faults.extend(beside.check_settings(db, walk))
    faults.extend(beside.check_known(db, walk, known))
    # From a journal that does not agree with itself other tables follow: they would only repeat it.
    tables = tables and not faults
    if tables:
        faults.extend(beside.check_tables(db, walk, lambda: note(of)))
    return Report(
        counter=walk.counter,
        events=walk.events,
        first=walk.first,
        last=walk.last,
        last_hash=walk.last_hash,
        numbers=walk.numbers,
        papers=len(walk.papers),
        faults=tuple(sorted(faults, key=lambda fault: fault.sequence)),
        numbers_given=walk.known_numbers(),
        segments=tuple(walk.segments),
        erased=walk.erasures,
        attachments=len(walk.attached),
        tables=tables,
    )


def find_known(db: Database, folder: Path) -> list[tuple[int, str]]:
    """What is known of the journal's end beside the file: by its witness, and by the note of the latest backup.

    What a restore went back behind on purpose is left out.
    """
    settings = Settings(db)
    found = []
    witness = read_witness(folder, settings.counter, settings.counter_key)
    if witness is not None:
        found.append((witness.sequence, witness.hash))
    restored, now = _restored_at(db), datetime.now().astimezone()
    for backup in list_backups(folder):
        if backup.note is not None and backup.note.counter == settings.counter:
            made_at = datetime.fromisoformat(backup.note.made_at)
            if restored is not None and made_at > max(restored, now):
                continue  # of a wrong clock: nobody can tell whether it was made before the restore
            if restored is None or made_at > restored:
                found.append((backup.note.events, backup.note.last_hash))
            break
    return found


def _restored_at(db: Database) -> datetime | None:
    """When the last segment that continues another was opened."""
    for (event,) in db.rows(
        'SELECT event FROM journal WHERE instr(event, CAST(\'"continues":"\' AS BLOB)) ORDER BY sequence DESC LIMIT 1'
    ):
        try:
            return datetime.fromisoformat(read_event(event).at.wall)
        except (msgspec.MsgspecError, ValueError):
            return None
    return None


def _find_erased(db: Database) -> frozenset[int]:
    """The sequences that erasing events name. Acts hold no free text, so the kind's name is theirs alone."""
    found: set[int] = set()
    for (event,) in db.stream(
        "SELECT event FROM journal WHERE instr(event, CAST('\"particulars_erased\"' AS BLOB)) ORDER BY sequence"
    ):
        try:
            act = read_event(event).act
        except msgspec.MsgspecError:
            continue
        if isinstance(act, ParticularsErased):
            found.update(act.sequences)
    return frozenset(found)


def _check_end(journal: Journal, walk: Walk) -> Iterator[Fault]:
    head = journal.head()
    if head.sequence != walk.last_sequence:
        yield Fault(sequence=walk.last_sequence, kind="lost_end", detail=str(head.sequence))
    elif head.hash != walk.last_hash:
        yield Fault(sequence=walk.last_sequence, kind="other_end")
