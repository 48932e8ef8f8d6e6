"""Cases that look like one application: the same IIN in one service and school year, or near names within days.

Which cases are paired follows from the register as it stands, not from how it came to that: a case that is decided,
corrected, voided or erased is taken out of its groups and put where it then belongs. Nobody looks through many, and
no act may take longer the more often someone came: of a group, each case is paired with its next neighbours in time.
"""

from collections.abc import Iterator
from datetime import date
from typing import Literal, NamedTuple

from desktop.storage.database import Database, Row, Value
from forms.likeness import are_near

TABLES = {
    # Each pair in both directions.
    "likely_duplicates": """
        sequence INTEGER NOT NULL,
        other INTEGER NOT NULL,
        why TEXT NOT NULL,
        PRIMARY KEY (sequence, other)
    """,
    # What a person decided of two cases, in both directions too.
    "judged_duplicates": """
        sequence INTEGER NOT NULL,
        other INTEGER NOT NULL,
        verdict TEXT NOT NULL,
        PRIMARY KEY (sequence, other)
    """,
}
INDEXES = {"cases_by_near_name": "cases (near_key, decided_at) WHERE near_key <> ''"}

# Cases paired and not judged yet.
OPEN = (
    "SELECT likely.sequence FROM likely_duplicates likely LEFT JOIN judged_duplicates judged "
    "ON judged.sequence = likely.sequence AND judged.other = likely.other WHERE judged.sequence IS NULL"
)

# Near names are compared with cases decided so many days before or after.
NEAR_DAYS = 5
SCHOOL_YEAR_STARTS = (9, 1)

Why = Literal["iin", "name"]
# How many neighbours to either side in its group a case is compared with.
_REACH: dict[Why, int] = {"iin": 3, "name": 8}


class _Case(NamedTuple):
    """A case as groups are made of."""

    sequence: int
    service: str
    decided_at: str
    name: str
    iin: str
    near_key: str
    child: str  # its IIN, where the case is about one

    @property
    def day(self) -> date:
        return date.fromisoformat(self.decided_at[:10])


class _Neighbours(NamedTuple):
    """The cases of a group around one, the nearest first."""

    before: list[_Case]
    after: list[_Case]


_COLUMNS = "decided_sequence, service, decided_at, applicant_name, applicant_iin, near_key, child_iin"
_GROUPS = {"iin": "applicant_iin = ?", "name": "near_key = ? AND near_key <> ''"}
# Two questions, not one comparison of (decided_at, decided_sequence): SQLite would read all of one moment for that.
_NEXT = {
    (why, back): tuple(
        f"SELECT {_COLUMNS} FROM cases WHERE {key} AND service = ? AND voided IS NULL AND {where} "
        f"ORDER BY decided_at {direction}, decided_sequence {direction} LIMIT "
        for where in wheres
    )
    for why, key in _GROUPS.items()
    for back, direction, wheres in (
        (True, "DESC", ("decided_at = ? AND decided_sequence < ?", "decided_at < ? AND decided_at >= ?")),
        (False, "ASC", ("decided_at = ? AND decided_sequence > ?", "decided_at > ? AND decided_at < ?")),
    )
}


def part(db: Database, decided: int) -> None:
    """Take a case out of its groups, before what it is known by changes."""
    case = _find(db, decided)
    if case is None:
        return
    for why, around in _groups(db, case):
        # Who stood so far apart that this one was between them are neighbours now.
        for one, other in _spanning(around, _REACH[why] - 1):
            _keep_pair(db, why, one, other)
    for other, kind in db.rows("SELECT other, why FROM likely_duplicates WHERE sequence = ?", (decided,)):
        _drop_pair(db, decided, other, kind)


def pair(db: Database, decided: int) -> None:
    """Put a case into the groups it belongs to, once it is as it is to be known."""
    case = _find(db, decided)
    if case is None:
        return
    for why, around in _groups(db, case):
        for one, other in _spanning(around, _REACH[why] - 1):
            _drop_pair(db, one.sequence, other.sequence, why)
        for other in (*around.before, *around.after):
            _keep_pair(db, why, case, other)


def judge(db: Database, decided: int, other: int, verdict: str) -> None:
    """Someone judged two cases; judged again, the last verdict stands."""
    for one, two in ((decided, other), (other, decided)):
        db.run(
            "INSERT INTO judged_duplicates (sequence, other, verdict) VALUES (?, ?, ?) "
            "ON CONFLICT DO UPDATE SET verdict = excluded.verdict",
            (one, two, verdict),
        )


def _find(db: Database, decided: int) -> _Case | None:
    """The case as it stands; None where it is void."""
    row = db.row(f"SELECT {_COLUMNS} FROM cases WHERE decided_sequence = ? AND voided IS NULL", (decided,))
    return None if row is None else _case(row)


def _case(row: Row) -> _Case:
    sequence, service, decided_at, name, iin, near, child = row
    return _Case(sequence, service, decided_at, name or "", iin or "", near, child or "")


def _groups(db: Database, case: _Case) -> Iterator[tuple[Why, _Neighbours]]:
    if case.iin:
        yield "iin", _around(db, "iin", case.iin, case, *_school_year(case.day))
    if case.near_key:
        first, end = _moved(case.day, -NEAR_DAYS), _moved(case.day, NEAR_DAYS + 1)
        yield "name", _around(db, "name", case.near_key, case, first, end)


def _around(db: Database, why: Why, key: str, case: _Case, first: str, end: str) -> _Neighbours:
    return _Neighbours(_next(db, why, key, case, first, back=True), _next(db, why, key, case, end, back=False))


def _next(db: Database, why: Why, key: str, case: _Case, bound: str, *, back: bool) -> list[_Case]:
    """The nearest of a group before or after a case, up to the bound."""
    found: list[Row] = []
    lasts: tuple[Value, Value] = (case.sequence, bound)
    for sql, last in zip(_NEXT[why, back], lasts, strict=True):
        left = _REACH[why] - len(found)
        # The limit stands in the text: for a bound one SQLite plans the statement anew each time.
        found += db.rows(f"{sql}{left}", (key, case.service, case.decided_at, last)) if left else []
    return [_case(row) for row in found]


def _spanning(around: _Neighbours, between: int) -> Iterator[tuple[_Case, _Case]]:
    """The cases before and after with exactly so many others between them, the one in the middle not counted."""
    for place, one in enumerate(around.before):
        other = between - place
        if 0 <= other < len(around.after):
            yield one, around.after[other]


def _keep_pair(db: Database, why: Why, one: _Case, other: _Case) -> None:
    if why == "name" and not _are_near(one, other):
        return
    if one.child and other.child and one.child != other.child:
        return  # a parent applies for each of the children
    for sequence, second in ((one.sequence, other.sequence), (other.sequence, one.sequence)):
        db.run(
            "INSERT INTO likely_duplicates (sequence, other, why) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            (sequence, second, why),
        )


def _are_near(one: _Case, other: _Case) -> bool:
    within = one.decided_at[:10] == other.decided_at[:10] or abs((one.day - other.day).days) <= NEAR_DAYS
    return one.iin != other.iin and within and are_near(one.name, other.name)


def _drop_pair(db: Database, one: int, other: int, why: str) -> None:
    for sequence, second in ((one, other), (other, one)):
        db.run("DELETE FROM likely_duplicates WHERE sequence = ? AND other = ? AND why = ?", (sequence, second, why))


def _school_year(day: date) -> tuple[str, str]:
    """First day of the school year of a day, and of the next one."""
    year = day.year if (day.month, day.day) >= SCHOOL_YEAR_STARTS else day.year - 1
    return date(max(year, 1), *SCHOOL_YEAR_STARTS).isoformat(), date(
        min(year + 1, 9999), *SCHOOL_YEAR_STARTS
    ).isoformat()


def _moved(day: date, days: int) -> str:
    """So many days on, within what a calendar knows: a PC's clock may show any year."""
    return date.fromordinal(min(max(day.toordinal() + days, 1), date.max.toordinal())).isoformat()
