"""How a question to the register becomes SQL: from where rows come, under which conditions, in which order.

Three sources, each in the order of its rows: the index of words, for what was typed and for filters; the partial index
of a rare state, whose rows are then asked for the words; the table itself. Dates become bounds on the sequence first.
"""

from dataclasses import dataclass, replace

from desktop.storage import pairing, search
from desktop.storage.database import Database, Row, Value
from desktop.storage.register_rows import RegisterQuery
from forms.folding import letters_like, read_label, read_typed

# From so many rows on, a page by name is read from the index of names and not sorted from what was found.
MANY = 20_000

_FOUND = "register_text"
_FOUND_CASES = "register_text CROSS JOIN cases c ON c.decided_sequence = register_text.rowid"

# Rare states, by the index that holds only their rows. A plus keeps SQLite from another index.
_RARE = {
    "overdue": (
        "cases c INDEXED BY cases_not_handed_over",
        "c.handed_over_at IS NULL AND c.voided IS NULL AND +c.due < ?",
    ),
    "not_handed_over": ("cases c INDEXED BY cases_not_handed_over", "c.handed_over_at IS NULL AND c.voided IS NULL"),
    "due": ("cases c INDEXED BY cases_by_due", "c.due >= ? AND c.due IS NOT NULL AND c.voided IS NULL"),
    "held": ("cases c", "c.case_id IN (SELECT visit_id FROM visits WHERE state = 'held' AND state <> 'ended')"),
    "duplicates": (
        "cases c",
        f"c.decided_sequence IN ({pairing.OPEN})",
    ),
}
_IS_FOUND = "EXISTS (SELECT 1 FROM register_text WHERE register_text MATCH ? AND rowid = c.decided_sequence)"
_ASKS_TODAY = ("due", "overdue")
_SQL_STATES = {"void": "c.voided IS NOT NULL", "corrected": "c.corrected > 0"}
_FILTERS = ("service", "edition", "outcome", "operator")


@dataclass(frozen=True)
class Phase:
    """A part of the answer. ``key`` is what its rows are known by, ``order`` what they are sorted by, all one way."""

    source: str
    where: tuple[str, ...]
    values: tuple[Value, ...]
    key: str
    order: tuple[str, ...]
    direction: str
    with_cases: str

    @property
    def ordering(self) -> str:
        """What stands after ORDER BY."""
        return ", ".join(f"{expression} {self.direction}" for expression in self.order)

    def condition(self, after: Row | None = None) -> str:
        """What stands after WHERE; with a row's key, only what comes after it."""
        parts = list(self.where)
        if after is not None:
            sign = ">" if self.direction == "ASC" else "<"
            left, right = ", ".join(self.order), ", ".join("?" * len(self.order))
            parts.append(f"({left}) {sign} ({right})" if len(self.order) > 1 else f"{left} {sign} {right}")
        return " AND ".join(parts) or "1"


class _Asked:
    """A question in the two languages it can be put in: FTS5's, and SQL on the rows of ``cases``."""

    def __init__(self, query: RegisterQuery) -> None:
        self.readings = read_typed(query.text)
        self.typed = search.match_typed(self.readings)
        marks = [search.mark(field, value) for field in _FILTERS if (value := getattr(query, field))]
        if query.state in _SQL_STATES:
            marks.append(search.mark("state", query.state))
        self.marks = search.match_marks(marks)
        self.match = search.match_both(self.typed, self.marks)

    def count(self) -> int | None:
        """The number a case may be asked for by: its own then comes before all others."""
        if not self.readings or len(self.readings[0].wanted) != 1:
            return None
        counts = self.readings[0].wanted[0].counts
        return counts[0] if counts else None


def phases_of(db: Database, query: RegisterQuery, today: str) -> list[Phase]:
    """The phases of a question, of cases or of tickets. ``today`` is an ISO date."""
    return _tickets(db, query, today) if query.kind == "tickets" else _cases(db, query, today)


def _cases(db: Database, query: RegisterQuery, today: str) -> list[Phase]:
    asked = _Asked(query)
    within = _within(db, query)
    if within is None:
        return []
    if query.state in _RARE:
        return _rare(query, asked, today, *within)
    if query.sort == "name":
        return [_by_name(db, query, asked, *within)]
    if query.sort == "due":
        return [_by_due(query, asked, *within), _found(asked.match, "DESC", ("c.due IS NULL", *within[0]), within[1])]
    direction = "DESC" if query.sort == "newest" else "ASC"
    count = asked.count() if query.sort == "newest" else None
    if count is None:
        return [_found(asked.match, direction, *within)]
    numbered = search.match_marks([search.mark_count(count)])
    others = search.match_without(asked.typed, numbered)
    return [_found(search.match_both(match, asked.marks), direction, *within) for match in (numbered, others)]


def _within(db: Database, query: RegisterQuery) -> tuple[tuple[str, ...], tuple[Value, ...]] | None:
    """The dates as conditions: the first and last event that can be meant, and the dates themselves. None where
    nothing was decided on them."""
    if query.first is None and query.last is None:
        return (), ()
    first = "" if query.first is None else query.first.isoformat()
    last = "9999-12-31" if query.last is None else query.last.isoformat()
    row = db.row(
        "SELECT min(first_sequence), max(last_sequence) FROM register_days WHERE day BETWEEN ? AND ?", (first, last)
    )
    if row is None or row[0] is None:
        return None
    # Cut out of the time, the date is no reason to leave the order of the sequence.
    return ("c.decided_sequence BETWEEN ? AND ?", "substr(c.decided_at, 1, 10) BETWEEN ? AND ?"), (*row, first, last)


def _found(match: str, direction: str, where: tuple[str, ...], values: tuple[Value, ...]) -> Phase:
    """Rows in the order of their sequence: from the index of words, or from the table where nothing is asked of it."""
    if not match:
        key = "c.decided_sequence"
        return Phase("cases c", where, values, key, (key,), direction, "cases c")
    key = "register_text.rowid"
    where = tuple(part.replace("c.decided_sequence", key) for part in where)
    source = _FOUND_CASES if where else _FOUND
    return Phase(source, ("register_text MATCH ?", *where), (match, *values), key, (key,), direction, _FOUND_CASES)


def _rare(
    query: RegisterQuery, asked: _Asked, today: str, where: tuple[str, ...], values: tuple[Value, ...]
) -> list[Phase]:
    source, state = _RARE[query.state]
    conditions = [state, *where]
    asked_values: list[Value] = [*([today] if query.state in _ASKS_TODAY else []), *values]
    filters, filtered = _in_sql(query)
    conditions += filters
    asked_values += filtered
    if asked.typed:
        conditions.append(
            "EXISTS (SELECT 1 FROM register_text WHERE register_text MATCH ? AND rowid = c.decided_sequence)"
        )
        asked_values.append(asked.typed)
    orders: dict[str, list[tuple[tuple[str, ...], str, tuple[str, ...]]]] = {
        "newest": [(("c.decided_sequence",), "DESC", ())],
        "oldest": [(("c.decided_sequence",), "ASC", ())],
        "name": [(("c.name_key", "c.decided_sequence"), "ASC", ())],
        "due": [
            (("c.due", "c.decided_sequence"), "ASC", ("c.due IS NOT NULL",)),
            (("c.decided_sequence",), "DESC", ("c.due IS NULL",)),
        ],
    }
    return [
        Phase(source, (*conditions, *more), tuple(asked_values), "c.decided_sequence", order, direction, source)
        for order, direction, more in orders[query.sort]
    ]


def _by_name(
    db: Database, query: RegisterQuery, asked: _Asked, where: tuple[str, ...], values: tuple[Value, ...]
) -> Phase:
    """By name: what is found is sorted; where that is much, the index of names is read and asked for the rest."""
    order, key = ("c.name_key", "c.decided_sequence"), "c.decided_sequence"
    found = _found(asked.match, "ASC", where, values)
    if (asked.match or where) and (asked.typed or _count(db, found) < MANY):
        return Phase(found.with_cases, found.where, found.values, found.key, order, "ASC", found.with_cases)
    filters, filtered = _in_sql(query)
    # The plus keeps the bounds of the sequence from choosing the order.
    plain = tuple(part.replace("c.decided_sequence", "+c.decided_sequence") for part in where)
    source = "cases c INDEXED BY cases_by_name"
    return Phase(source, (*plain, *filters), (*values, *filtered), key, order, "ASC", source)


def _by_due(query: RegisterQuery, asked: _Asked, where: tuple[str, ...], values: tuple[Value, ...]) -> Phase:
    order, key = ("c.due", "c.decided_sequence"), "c.decided_sequence"
    if asked.typed:
        found = _found(asked.match, "ASC", ("c.due IS NOT NULL", *where), values)
        return Phase(found.with_cases, found.where, found.values, found.key, order, "ASC", found.with_cases)
    filters, filtered = _in_sql(query)
    plain = tuple(part.replace("c.decided_sequence", "+c.decided_sequence") for part in where)
    source = "cases c INDEXED BY cases_by_due"
    return Phase(source, ("c.due IS NOT NULL", *plain, *filters), (*values, *filtered), key, order, "ASC", source)


def _in_sql(query: RegisterQuery) -> tuple[list[str], list[Value]]:
    """The filters as conditions on rows."""
    chosen = [field for field in _FILTERS if getattr(query, field)]
    state = [_SQL_STATES[query.state]] if query.state in _SQL_STATES else []
    return [*(f"c.{field} = ?" for field in chosen), *state], [getattr(query, field) for field in chosen]


def _count(db: Database, phase: Phase) -> int:
    inner = f"SELECT 1 FROM {phase.source} WHERE {phase.condition()} LIMIT {MANY:d}"
    row = db.row(f"SELECT count(*) FROM ({inner})", phase.values)
    return 0 if row is None else int(row[0])


def _tickets(db: Database, query: RegisterQuery, today: str) -> list[Phase]:
    where, values = _visit_conditions(query)
    label = read_label(query.text)
    if (read_typed(query.text) and label is None) or query.state not in ("", "held"):
        asked = replace(query, kind="cases", first=None, last=None, service="", edition="", outcome="", operator="")
        asked = replace(asked, text="" if label else query.text, state="" if query.state == "held" else query.state)
        last = "c.decided_sequence = (SELECT max(decided_sequence) FROM cases WHERE case_id = v.visit_id)"
        return [
            replace(
                phase,
                source=f"{phase.with_cases} CROSS JOIN visits v ON v.visit_id = c.case_id",
                where=(*phase.where, last, *where),
                values=(*phase.values, *values),
                key="v.arrived",
            )
            for phase in _cases(db, asked, today)
        ]
    key = "v.arrived"
    order, direction = {
        "oldest": ((key,), "ASC"),
        "name": (("v.day", "v.letter", key), "ASC"),
    }.get(query.sort, ((key,), "DESC"))
    return [Phase("visits v", tuple(where), tuple(values), key, order, direction, "visits v")]


def _visit_conditions(query: RegisterQuery) -> tuple[list[str], list[Value]]:
    where: list[str] = []
    values: list[Value] = []
    for condition, value in (
        ("v.day >= ?", query.first and query.first.isoformat()),
        ("v.day <= ?", query.last and query.last.isoformat()),
        ("v.service = ?", query.service),
        ("v.edition = ?", query.edition),
        ("v.operator = ?", query.operator),
        ("EXISTS (SELECT 1 FROM cases WHERE case_id = v.visit_id AND outcome = ?)", query.outcome),
    ):
        if value:
            where.append(condition)
            values.append(value)
    if query.state == "held":
        where.append("v.state = 'held' AND v.state <> 'ended'")
    label = read_label(query.text)
    if label is not None:
        letters = letters_like(label[0]) if label[0] else ()
        where.append("v.number = ? AND v.number > 0")
        values.append(label[1])
        if letters:
            where.append(f"v.letter IN ({', '.join('?' * len(letters))})")
            values.extend(letters)
    return where, values
