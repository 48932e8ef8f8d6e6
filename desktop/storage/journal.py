"""The journal: append-only, numbered from 1 without gaps, each event bound to the one before it."""

from collections.abc import Iterator, Sequence

import msgspec

from desktop.storage import projections
from desktop.storage.database import Database
from forms.chain import FIRST_HASH, Link, link_hash
from forms.events import (
    Act,
    Event,
    Particulars,
    ParticularsErased,
    canonical_bytes,
    digest_particulars,
    make_salt,
    read_event,
    read_particulars,
)
from forms.moments import Moment
from forms.problems import Problem
from forms.register_acts import ReasonParticulars


class Entry(msgspec.Struct, frozen=True, kw_only=True):
    """What an operation has to record; the journal adds its place."""

    act: Act
    at: Moment
    operator: str
    case: str | None = None
    particulars: Particulars | None = None


class Recorded(msgspec.Struct, frozen=True, kw_only=True):
    """An event in its place."""

    sequence: int
    hash: str
    event: Event


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """Where the journal ends; sequence 0 while it is empty."""

    sequence: int
    hash: str


_INSERT = "INSERT INTO journal (sequence, previous, hash, event, salt, particulars) VALUES (?, ?, ?, ?, ?, ?)"


class Journal:
    """The counter's journal."""

    def __init__(self, db: Database) -> None:
        self._db = db

    def append(self, entries: Sequence[Entry]) -> list[Recorded]:
        """Record events, all or none, and fold them into the projections. Durable when the call returns, or with
        the act it is part of. Raises ValueError before the counter has a code."""
        recorded = []
        with self._db.transaction():
            found = self._db.row(
                "SELECT head.sequence, head.hash, settings.value FROM head "
                "LEFT JOIN settings ON settings.name = 'counter'"
            )
            if found is None or found[2] is None:
                raise ValueError("keep the counter's code in the settings before its first event")
            sequence, previous, counter = found[0], found[1], found[2].decode("utf-8")
            for entry in entries:
                sequence += 1
                one = self._append_one(entry, counter, sequence, previous)
                previous = one.hash
                recorded.append(one)
            if recorded:
                self._db.run("UPDATE head SET sequence = ?, hash = ?", (sequence, previous))
        return recorded

    def _append_one(self, entry: Entry, counter: str, sequence: int, previous: str) -> Recorded:
        salt = particulars = digest = None
        if entry.particulars is not None:
            salt, particulars = make_salt(), canonical_bytes(entry.particulars)
            digest = digest_particulars(particulars, salt)
        event = Event(
            counter=counter,
            sequence=sequence,
            at=entry.at,
            operator=entry.operator,
            case=entry.case,
            act=entry.act,
            particulars_digest=digest,
        )
        written = canonical_bytes(event)
        hashed = link_hash(previous, written)
        self._db.run(_INSERT, (sequence, previous, hashed, written, salt, particulars))
        projections.apply(self._db, event, entry.particulars)
        return Recorded(sequence=sequence, hash=hashed, event=event)

    def erase(self, sequences: Sequence[int], *, rule: str, at: Moment, operator: str, reason: str = "") -> Recorded:
        """Erase the particulars of these events and the archived papers that show them, and record that.

        The salted digests stay, so the chain still verifies. ``reason`` is the operator's words.
        Raises ValueError for an event without particulars.
        """
        with self._db.transaction():
            for sequence in sequences:
                if self._db.row("SELECT 1 FROM journal WHERE sequence = ? AND salt IS NOT NULL", (sequence,)) is None:
                    raise ValueError(f"event {sequence} has no particulars to erase")
            forget(self._db, sequences)
            act = ParticularsErased(sequences=tuple(sequences), rule=rule)
            why = ReasonParticulars(reason=reason) if reason else None
            return self.append([Entry(act=act, at=at, operator=operator, particulars=why)])[0]

    def head(self) -> Head:
        """Where the journal ends, as kept."""
        row = self._db.row("SELECT sequence, hash FROM head")
        return Head(sequence=0, hash=FIRST_HASH) if row is None else Head(sequence=row[0], hash=row[1])

    def last(self) -> Recorded | None:
        """The last event, or None while there is none."""
        row = self._db.row("SELECT sequence, hash, event FROM journal ORDER BY sequence DESC LIMIT 1")
        return None if row is None else Recorded(sequence=row[0], hash=row[1], event=read_event(row[2]))

    def events(self, since: int = 1) -> Iterator[Recorded]:
        """The events from sequence ``since`` on, in order."""
        for sequence, hashed, event in self._db.stream(
            "SELECT sequence, hash, event FROM journal WHERE sequence >= ? ORDER BY sequence", (since,)
        ):
            yield Recorded(sequence=sequence, hash=hashed, event=read_event(event))

    def links(self, since: int = 1) -> Iterator[Link]:
        """The rows as kept from sequence ``since`` on, for verification and for batches."""
        for sequence, previous, hashed, event, salt, particulars in self._db.stream(
            "SELECT sequence, previous, hash, event, salt, particulars FROM journal "
            "WHERE sequence >= ? ORDER BY sequence",
            (since,),
        ):
            yield Link(
                sequence=sequence, previous=previous, hash=hashed, event=event, salt=salt, particulars=particulars
            )

    def particulars(self, sequence: int) -> Particulars | None:
        """The particulars of an event, or None where it has none or they were erased."""
        row = self._db.row("SELECT event, particulars FROM journal WHERE sequence = ?", (sequence,))
        return None if row is None or row[1] is None else read_particulars(row[1], read_event(row[0]).act)

    def check_head(self) -> None:
        """Compare the journal's end with what was kept of it. Raises Problem 500 where they differ."""
        head = self.head()
        row = self._db.row("SELECT sequence, hash FROM journal ORDER BY sequence DESC LIMIT 1") or (0, FIRST_HASH)
        if row != (head.sequence, head.hash):
            raise Problem("500", expected=head.sequence, found=row[0])


def forget(db: Database, sequences: Sequence[int]) -> None:
    """Erase the particulars of these events, and the bytes of the papers printed for their cases."""
    with db.transaction():
        for sequence in sequences:
            row = db.row("SELECT event FROM journal WHERE sequence = ?", (sequence,))
            if row is None:
                continue
            db.run("UPDATE journal SET salt = NULL, particulars = NULL WHERE sequence = ?", (sequence,))
            db.run("UPDATE attachments SET name = '', bytes = NULL WHERE sequence = ?", (sequence,))
            case = read_event(row[0]).case
            if case is not None:
                db.run("UPDATE printed SET bytes = NULL WHERE case_id = ? AND bytes IS NOT NULL", (case,))
