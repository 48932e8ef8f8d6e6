"""What is past its retention, found in the journal: the particulars still there of cases that are old enough."""

from collections import Counter
from collections.abc import Callable, Sequence

import msgspec

from desktop.storage.database import Database
from forms.events import read_event


class PastRetention(msgspec.Struct, frozen=True, kw_only=True):
    """What would be erased: events with particulars by their sequence, cases by the year they were decided in."""

    sequences: tuple[int, ...]
    years: dict[int, int]
    drafts: tuple[str, ...]  # of cases begun before the day and never finished


def find_past(db: Database, before: str, watch: Callable[[int], None] | None = None) -> PastRetention:
    """Everything of cases decided before ``before`` (ISO date), and of what never came to a decision by then.

    ``watch`` is called with each thousandth sequence read, and may raise to stop. An event of an old case recorded
    lately, such as a correction, goes with its case.
    """
    old: dict[str | None, str] = dict(db.rows("SELECT case_id, decided_at FROM cases WHERE decided_at < ?", (before,)))
    numbers = {number for (number,) in db.stream("SELECT number FROM cases WHERE decided_at < ?", (before,))}
    young = "SELECT 1 FROM cases WHERE case_id = ? AND decided_at >= ?"
    sequences: list[int] = []
    years: Counter[int] = Counter()
    counted: set[str | None] = set()
    for sequence, body in db.stream("SELECT sequence, event FROM journal WHERE salt IS NOT NULL ORDER BY sequence"):
        if watch is not None and sequence % 1000 == 0:
            watch(sequence)
        event = read_event(body)
        case, number = event.case, getattr(event.act, "number", "")
        is_old = case in old or number in numbers
        if not is_old and event.at.wall < before:
            is_old = case is None or db.row(young, (case, before)) is None
        if is_old:
            sequences.append(sequence)
            if case in old and case not in counted:
                counted.add(case)
                years[int(old[case][:4])] += 1
    drafts = tuple(
        case
        for case, opened_at in db.rows("SELECT case_id, opened_at FROM drafts ORDER BY opened_at")
        if opened_at < before
    )
    return PastRetention(sequences=tuple(sequences), years=dict(sorted(years.items())), drafts=drafts)


def find_bare_papers(db: Database, before: str) -> list[str]:
    """Cases of which papers printed before ``before`` still have their bytes though no particulars are left of them.

    An application form printed for a case that never came to a decision names a person too.
    """
    found = db.rows(
        "SELECT DISTINCT case_id FROM printed WHERE bytes IS NOT NULL AND printed_at < ? "
        "AND NOT EXISTS (SELECT 1 FROM cases WHERE cases.case_id = printed.case_id AND cases.decided_at >= ?)",
        (before, before),
    )
    return [case for (case,) in found]


def forget_papers(db: Database, cases: Sequence[str]) -> None:
    """Erase the bytes of these cases' papers."""
    with db.transaction():
        for case in cases:
            db.run("UPDATE printed SET bytes = NULL WHERE case_id = ? AND bytes IS NOT NULL", (case,))


def settle(db: Database) -> None:
    """Nothing of what was erased stays in the log, or on pages no table has."""
    db.rows("PRAGMA wal_checkpoint(TRUNCATE)")
