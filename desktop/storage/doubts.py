"""Every time the wall clock was found moved, under the working day it happened on."""

from desktop.storage.database import Database
from forms.day_acts import ClockDoubted
from forms.events import Event

TABLE = """
    sequence INTEGER PRIMARY KEY,
    day TEXT NOT NULL,
    at TEXT NOT NULL,
    jump_seconds INTEGER NOT NULL
"""

INDEXES = {"doubts_by_day": "doubts (day)"}


def fold_doubt(db: Database, event: Event) -> None:
    """Fold a doubt. Its own wall clock is the one not to be trusted, so the day that is open tells the day."""
    if isinstance(event.act, ClockDoubted):
        db.run(
            "INSERT INTO doubts VALUES (?, coalesce((SELECT max(day) FROM days WHERE closed_at IS NULL), ?), ?, ?)",
            (event.sequence, event.at.wall[:10], event.at.wall, event.act.jump_seconds),
        )
