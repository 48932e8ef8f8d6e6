"""Where the PC's clock stands, folded from the journal. Written only when that changes."""

import msgspec

from desktop.storage.database import Database
from forms.clock_standing import ClockStanding, follow_clock
from forms.day_acts import ClockDoubted, ClockTrusted, MachineRestarted
from forms.events import Event

TABLE = """
    id INTEGER PRIMARY KEY CHECK (id = 1),
    doubted INTEGER NOT NULL,
    since TEXT NOT NULL,
    body BLOB NOT NULL
"""

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(ClockStanding)


def fold_clock(db: Database, event: Event) -> None:
    """Fold an act of the clock; other events leave it as it is."""
    if not isinstance(event.act, ClockDoubted | ClockTrusted | MachineRestarted):
        return
    standing = follow_clock(_read(db), event.act, event.at)
    db.run(
        "INSERT OR REPLACE INTO clock (id, doubted, since, body) VALUES (1, ?, ?, ?)",
        (int(standing.doubted), standing.since, _encoder.encode(standing)),
    )


def _read(db: Database) -> ClockStanding:
    row = db.row("SELECT body FROM clock WHERE id = 1")
    return ClockStanding() if row is None else _decoder.decode(row[0])


class ClockKept:
    """The standing of this counter's clock."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def standing(self) -> ClockStanding:
        """As of the journal's last event; a clock nothing was journalled of is trusted."""
        return _read(self._db)
