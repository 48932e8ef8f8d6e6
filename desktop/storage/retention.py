"""What is past its retention, found in the journal: the particulars still there of cases that are old enough."""

import sys
from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from desktop.storage.complaints import ended_before
from desktop.storage.database import Database
from desktop.storage.numbering import split_number
from desktop.storage.timeline import list_events
from forms.events import read_event


class PastRetention(msgspec.Struct, frozen=True, kw_only=True):
    """What would be erased: events with particulars by their sequence, cases by the year they were decided in."""

    sequences: tuple[int, ...]
    years: dict[int, int]
    drafts: tuple[str, ...]  # of cases begun before the day and never finished
    complaints: int = 0
    papers: tuple[str, ...] = ()  # cases with a paper from before the day, a form of one never finished among them


def find_past(db: Database, before: str, watch: Callable[[int], None] | None = None) -> PastRetention:
    """Everything of cases decided before ``before`` (ISO date, the first of a year), and of what never came to a
    decision by then.

    ``watch`` is called with each thousandth sequence read, and may raise to stop. An event of an old case recorded
    lately, such as a correction, goes with its case. A complaint is past by the day it was answered or forwarded; one
    that still waits for its answer is kept.
    """
    year, first_kept = int(before[:4]), _first_kept(db, before)
    # A case decided under a wall in doubt is of the year of its number: one of today may be dated years ago.
    rows = db.rows("SELECT case_id, number, decided_at FROM cases WHERE decided_at < ? OR clock_doubted", (before,))
    decided = [(case, number, _year_of(number, at)) for case, number, at in rows]
    # What is still under way is not past, however long ago it was accepted.
    going = {case for (case,) in db.rows("SELECT case_id FROM proceedings WHERE step > 0")}
    decided = [(case, number, year if case in going else of) for case, number, of in decided]
    old = {case: of for case, _, of in decided if of < year}
    numbers = {number for _, number, of in decided if of < year}
    complaints = ended_before(db, before)
    sequences: list[int] = []
    erased_of: set[str] = set()
    years: Counter[int] = Counter()
    counted: set[str | None] = set()
    for sequence, body in db.stream("SELECT sequence, event FROM journal WHERE salt IS NOT NULL ORDER BY sequence"):
        if watch is not None and sequence % 1000 == 0:
            watch(sequence)
        event = read_event(body)
        case, number = event.case, getattr(event.act, "number", "")
        is_old = case in old or number in numbers or complaints.get(case or "", False)
        if not is_old and case not in complaints and event.at.wall < before and sequence < first_kept:
            is_old = case is None or db.row("SELECT 1 FROM cases WHERE case_id = ?", (case,)) is None
        if is_old:
            sequences.append(sequence)
            if case in complaints:
                erased_of.add(case)
            if case in old and case not in counted:
                counted.add(case)
                years[old[case]] += 1
    drafts = tuple(
        case
        for case, opened_at in db.rows("SELECT case_id, opened_at FROM drafts ORDER BY opened_at")
        if opened_at < before and _is_past(db, case, year, first_kept)
    )
    printed = db.rows("SELECT DISTINCT case_id FROM printed WHERE bytes IS NOT NULL AND printed_at < ?", (before,))
    papers = tuple(case for (case,) in printed if _is_past(db, case, year, first_kept))
    return PastRetention(
        sequences=tuple(sequences),
        years=dict(sorted(years.items())),
        drafts=drafts,
        complaints=len(erased_of),
        papers=papers,
    )


def last_erasure(db: Database) -> int:
    """The sequence of the last event that erased particulars; 0 where there is none."""
    found = "SELECT max(sequence) FROM journal WHERE instr(event, CAST('\"particulars_erased\"' AS BLOB))"
    return db.rows(found)[0][0] or 0


def _first_kept(db: Database, before: str) -> int:
    """The first decision that is kept: whatever was recorded after it is not past, however far back the wall was."""
    kept = "SELECT decided_sequence FROM cases WHERE decided_at >= ? AND NOT clock_doubted ORDER BY 1 LIMIT 1"
    found = [sequence for (sequence,) in db.rows(kept, (before,))]
    for sequence, number, at in db.rows("SELECT decided_sequence, number, decided_at FROM cases WHERE clock_doubted"):
        if _year_of(number, at) >= int(before[:4]):
            found.append(sequence)
    return min(found, default=sys.maxsize)


def _year_of(number: str, decided_at: str) -> int:
    split = split_number(number)
    return int(decided_at[:4]) if split is None else split[0]


def _is_past(db: Database, case: str, year: int, first_kept: int) -> bool:
    """Whether a case with an old draft or paper is past: by its decision, else by when it was begun."""
    complaint = ended_before(db, f"{year}-01-01", case).get(case)
    if complaint is not None:
        return complaint
    if db.row("SELECT 1 FROM proceedings WHERE case_id = ? AND step > 0", (case,)) is not None:
        return False
    decided = db.rows("SELECT number, decided_at FROM cases WHERE case_id = ?", (case,))
    if decided:
        return all(_year_of(number, at) < year for number, at in decided)
    return min(list_events(db, case), default=0) < first_kept


def forget_papers(db: Database, cases: Sequence[str]) -> None:
    """Erase the bytes of these cases' papers."""
    with db.transaction():
        for case in cases:
            db.run("UPDATE printed SET bytes = NULL WHERE case_id = ? AND bytes IS NOT NULL", (case,))


def settle(db: Database) -> None:
    """Nothing of what was erased stays in the log, or on pages no table has."""
    db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
