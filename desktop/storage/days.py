"""Working days as they were opened and closed."""

import msgspec

from desktop.storage.database import Database
from forms.day_acts import DayClosed, DayOpened, DayTotals
from forms.events import Event

TABLE = """
    day TEXT PRIMARY KEY NOT NULL,
    opened_at TEXT NOT NULL,
    closed_at TEXT,
    late INTEGER NOT NULL DEFAULT 0,
    totals BLOB
"""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(DayTotals)


class WorkedDay(msgspec.Struct, frozen=True, kw_only=True):
    """A working day; ``closed_at`` and ``totals`` are empty while it is open."""

    day: str
    opened_at: str
    closed_at: str | None
    late: bool
    totals: DayTotals | None


def fold_day(db: Database, event: Event) -> None:
    """Fold the opening or the closing of a day."""
    act = event.act
    if isinstance(act, DayOpened):
        db.run(
            "INSERT INTO days (day, opened_at) VALUES (?, ?) "
            "ON CONFLICT (day) DO UPDATE SET closed_at = NULL, totals = NULL",
            (act.day, event.at.wall),
        )
    elif isinstance(act, DayClosed):
        db.run(
            "UPDATE days SET closed_at = ?, late = ?, totals = ? WHERE day = ?",
            (event.at.wall, int(act.late), _encoder.encode(act.totals), act.day),
        )


class Days:
    """The working days of this counter."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def open_day(self) -> str | None:
        """The day that is open, ISO date; the latest if there are several."""
        row = self._db.row("SELECT day FROM days WHERE closed_at IS NULL ORDER BY day DESC LIMIT 1")
        return None if row is None else row[0]

    def find(self, day: str) -> WorkedDay | None:
        """One day."""
        row = self._db.row("SELECT day, opened_at, closed_at, late, totals FROM days WHERE day = ?", (day,))
        if row is None:
            return None
        day, opened_at, closed_at, late, totals = row
        return WorkedDay(
            day=day,
            opened_at=opened_at,
            closed_at=closed_at,
            late=bool(late),
            totals=None if totals is None else _decoder.decode(totals),
        )
