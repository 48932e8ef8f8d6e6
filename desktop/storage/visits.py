"""Visits as the queue and the figures ask for them, folded from the journal one event at a time."""

import msgspec

from desktop.storage.database import Database, Value
from forms.day_acts import MachineRestarted
from forms.events import Event
from forms.visits import Visit, begin_visit, carry_over, follow_visit, measure_periods

TABLE = """
    visit_id TEXT PRIMARY KEY NOT NULL,
    arrived INTEGER NOT NULL,
    day TEXT NOT NULL,
    service TEXT NOT NULL,
    edition TEXT NOT NULL,
    operator TEXT NOT NULL,
    letter TEXT NOT NULL,
    number INTEGER NOT NULL,
    state TEXT NOT NULL,
    head_since INTEGER NOT NULL,
    recalls INTEGER NOT NULL,
    holds INTEGER NOT NULL,
    hold_reason TEXT NOT NULL,
    ground TEXT NOT NULL,
    passed_over INTEGER NOT NULL,
    case_opened INTEGER NOT NULL,
    called INTEGER NOT NULL,
    opened_at TEXT NOT NULL,
    changed_at TEXT NOT NULL,
    ended_by TEXT NOT NULL,
    waiting_seconds REAL NOT NULL,
    serving_seconds REAL NOT NULL,
    held_seconds REAL NOT NULL,
    doubted INTEGER NOT NULL,
    body BLOB NOT NULL
"""

INDEXES = {
    "visits_not_ended": "visits (state, head_since, arrived) WHERE state <> 'ended'",
    "visits_by_day": "visits (day, letter, arrived)",
    "visits_served": "visits (service, arrived) WHERE ended_by = 'handed_over'",
    "visits_by_arrival": "visits (arrived)",
    "visits_by_number": "visits (number, arrived) WHERE number > 0",
    "visits_by_call": "visits (called) WHERE called > 0",
}

# What changes while a visit lasts; an update that names no column of an index leaves the index alone.
_CHANGING = (
    "service, edition, operator, state, head_since, recalls, holds, hold_reason, ground, passed_over, case_opened, "
    "called, changed_at, ended_by, waiting_seconds, serving_seconds, held_seconds, doubted, body"
)
_PLACES = ", ".join("?" * len(_CHANGING.split(",")))
_BEGIN = f"""
INSERT INTO visits ({_CHANGING}, visit_id, arrived, day, letter, number, opened_at)
VALUES ({_PLACES}, ?, ?, ?, ?, ?, ?)
"""
_CHANGE = f"UPDATE visits SET ({_CHANGING}) = ({_PLACES}) WHERE visit_id = ?"

# Said twice so that the partial index is seen to hold: SQLite does not conclude the second from the first.
_WAITS = "state = 'waiting' AND state <> 'ended'"

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(Visit)


def fold_visit(db: Database, event: Event) -> Visit | None:
    """Fold one event into the visits it concerns; the event's own visit as it stands after it."""
    if isinstance(event.act, MachineRestarted):
        for (body,) in db.rows("SELECT body FROM visits WHERE state <> 'ended'"):
            _change(db, carry_over(_decoder.decode(body), event.act, event.at), event)
        return None
    if event.case is None:
        return None
    row = db.row("SELECT body FROM visits WHERE visit_id = ?", (event.case,))
    if row is not None:
        before = _decoder.decode(row[0])
        after = follow_visit(before, event)
        if after is not before:
            _change(db, after, event)
        return after
    begun = begin_visit(event)
    if begun is not None:
        if not begun.number:
            # Without a ticket nothing names the working day. It is the one that is open: the wall may be moved.
            opened = db.row("SELECT max(day) FROM days WHERE closed_at IS NULL")
            begun = msgspec.structs.replace(begun, day=(opened and opened[0]) or begun.day)
        begins = (begun.id, begun.arrived, begun.day, begun.letter, begun.number, begun.periods[0].start.wall)
        db.run(_BEGIN, (*_changing(begun, event), *begins))
    return begun


def _change(db: Database, visit: Visit, event: Event) -> None:
    db.run(_CHANGE, (*_changing(visit, event), visit.id))


def _changing(visit: Visit, event: Event) -> tuple[Value, ...]:
    waiting, serving, held = (measure_periods(visit.periods, kind) for kind in ("waiting", "serving", "held"))
    last = visit.periods[-1]  # in doubt while it lasts, too
    return (
        visit.service,
        visit.edition,
        visit.operator,
        visit.state,
        visit.head_since,
        visit.recalls,
        visit.holds,
        visit.hold_reason,
        visit.ground,
        visit.passed_over,
        int(visit.case_opened),
        visit.called,
        event.at.wall,
        visit.ended_by,
        waiting.seconds,
        serving.seconds,
        held.seconds,
        int(waiting.doubted or serving.doubted or (last.doubted and last.kind != "held")),
        _encoder.encode(visit),
    )


class Visits:
    """The visits of this counter."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def find(self, visit: str) -> Visit | None:
        """One visit, whole."""
        row = self._db.row("SELECT body FROM visits WHERE visit_id = ?", (visit,))
        return None if row is None else _decoder.decode(row[0])

    def next_waiting(self) -> Visit | None:
        """Whose turn it is: who came back from a hold first, then who came first."""
        for rule in ("head_since > 0 ORDER BY head_since", "head_since = 0 ORDER BY arrived"):
            row = self._db.row(f"SELECT body FROM visits WHERE {_WAITS} AND {rule} LIMIT 1")
            if row is not None:
                return _decoder.decode(row[0])
        return None

    def at_counter(self) -> Visit | None:
        """The visit called or served now, the latest if there are several."""
        row = self._db.row(
            "SELECT body FROM visits WHERE state IN ('called', 'serving') AND state <> 'ended' "
            "ORDER BY called DESC, arrived DESC LIMIT 1"
        )
        return None if row is None else _decoder.decode(row[0])

    def count_waiting(self) -> int:
        """How many wait."""
        return self._count(_WAITS)

    def count_returned(self) -> int:
        """How many wait at the head, back from a hold."""
        return self._count(f"{_WAITS} AND head_since > 0")

    def count_before(self, visit: Visit) -> int:
        """How many waiting would be called before this one, were it kept to the order."""
        if visit.head_since:
            return self._count(f"{_WAITS} AND head_since > 0 AND head_since < ?", visit.head_since)
        before = self._count(f"{_WAITS} AND head_since = 0 AND arrived < ?", visit.arrived)
        return self.count_returned() + before

    def last_number(self, day: str, letter: str) -> int:
        """The last ticket number given with a letter on a day; 0 before the first."""
        row = self._db.row(
            "SELECT number FROM visits WHERE day = ? AND letter = ? ORDER BY arrived DESC LIMIT 1", (day, letter)
        )
        return 0 if row is None else row[0]

    def usual_serving_seconds(self, service: str, *, among: int = 20) -> float | None:
        """The median serving time of the last visits handed over; None before there are any."""
        rows = self._db.rows(
            "SELECT serving_seconds FROM visits WHERE service = ? AND ended_by = 'handed_over' "
            "ORDER BY arrived DESC LIMIT ?",
            (service, among),
        )
        ordered = sorted(seconds for (seconds,) in rows)
        return ordered[len(ordered) // 2] if ordered else None

    def waiting(self, most: int = 200) -> list[Visit]:
        """Who waits, in the order they will be called."""
        return self._list(
            f"WHERE {_WAITS} ORDER BY head_since = 0, head_since, arrived LIMIT ?",
            most,
        )

    def held(self) -> list[Visit]:
        """Who was put aside, the earliest first."""
        return self._list("WHERE state = 'held' AND state <> 'ended' ORDER BY arrived")

    def not_ended(self) -> list[Visit]:
        """Every visit that goes on, the earliest first."""
        return self._list("WHERE state <> 'ended' ORDER BY arrived")

    def last_called(self, most: int) -> list[Visit]:
        """The tickets called last, the latest first."""
        return self._list("WHERE called > 0 AND number > 0 ORDER BY called DESC LIMIT ?", most)

    def not_ended_until(self, day: str) -> list[str]:
        """Visits of a day, or of one before it, that wait or were called and not served; without those put aside."""
        rows = self._db.rows(
            "SELECT visit_id FROM visits WHERE state IN ('waiting', 'called') AND state <> 'ended' AND day <= ? "
            "ORDER BY arrived",
            (day,),
        )
        return [visit for (visit,) in rows]

    def _count(self, condition: str, *values: int) -> int:
        row = self._db.row(f"SELECT count(*) FROM visits WHERE {condition}", values)
        return 0 if row is None else int(row[0])

    def _list(self, condition: str, *values: int | str) -> list[Visit]:
        return [_decoder.decode(body) for (body,) in self._db.rows(f"SELECT body FROM visits {condition}", values)]
