"""What a counter keeps of its exchange with the centre: whose it is, how far it is acknowledged, when it goes on.

None of it is of the journal, and none of it is believed against the journal: a place counts only where the journal has
that hash there, so that whatever was restored or put in place, nothing is taken for sent that is not.
"""

import msgspec

from desktop.storage.database import Database
from desktop.storage.journal import Journal
from desktop.storage.settings import Settings
from forms.batches import LIMITS, BatchLimits
from forms.chain import FIRST_HASH, Link
from forms.exchange import CentreKeys, Place

SEAL_KEY = "seal_key"  # X25519, 32 raw bytes: what the centre seals to this counter
INVITATION = "exchange_invitation"  # as the centre signed it
ACKNOWLEDGEMENT = "exchange_acknowledgement"  # the latest, as the centre signed it
NEXT_KEYS = "exchange_next_keys"  # until the centre has taken them
_TRUSTED = "exchange_trusted"
_STANDING = "exchange_standing"
_SEGMENTS = "exchange_segments"

NOWHERE = Place(sequence=0, hash=FIRST_HASH)
MOST_PLACES = 64
_MOST_SEGMENTS = 16
_MOST_SIGNERS = 2  # answers signed before the centre's keys rolled may still be on their way
_SAMPLE = 200


class KeptProblem(msgspec.Struct, frozen=True, kw_only=True):
    """A Problem as it is kept."""

    code: str
    fields: dict[str, str] = {}


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """How the exchange stands. Times are ISO 8601 with offset, of this PC but ``acknowledged_at``: the centre's.

    ``token``: of the invitation, until the centre has confirmed the enrolment. ``batch_bytes``: how large the next
    batch may be for this line; 0 until one was sent. ``sent_bytes`` were sent on ``sent_day``.
    """

    place: Place = NOWHERE
    acknowledged_at: str = ""
    contact_at: str = ""
    contact_way: str = ""
    limits: BatchLimits = LIMITS
    next_at: str = ""
    failures: int = 0
    failing: KeptProblem | None = None
    stopped: KeptProblem | None = None
    token: str = ""
    batch_bytes: int = 0
    sent_day: str = ""
    sent_bytes: int = 0


class NextKeys(msgspec.Struct, frozen=True, kw_only=True):
    """Keys the centre has not confirmed yet, raw."""

    signing: bytes
    sealing: bytes


class _Trusted(msgspec.Struct, frozen=True, kw_only=True):
    signing: tuple[str, ...]
    sealing: str


class _Segments(msgspec.Struct, frozen=True, kw_only=True):
    """Where segments begin, as far as the journal was looked through."""

    looked: Place = NOWHERE
    first: tuple[int, ...] = ()


class Exchange:
    """The exchange's part of the store; each change is durable when the call returns, or with the act it is part of."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._settings = Settings(db)
        self._journal = Journal(db)

    # whose counter it is

    def invitation(self) -> bytes | None:
        """The invitation that was taken up, as the centre signed it."""
        return self._settings.value(INVITATION)

    def keep_invitation(self, document: bytes, keys: CentreKeys, token: str) -> None:
        """Belong to this centre from now on. What was acknowledged stays where the centre is the same."""
        with self._db.transaction():
            same = keys.signing in self.signers()
            self._settings.keep(INVITATION, document)
            self._settings.keep(_TRUSTED, msgspec.json.encode(_Trusted(signing=(keys.signing,), sealing=keys.sealing)))
            before = self.standing() if same else Standing()
            self.keep(msgspec.structs.replace(before, token=token, next_at="", failures=0, failing=None, stopped=None))
            if not same:
                self._settings.drop(ACKNOWLEDGEMENT)
                # What another centre refused is none of this one's.
                self._db.run("DELETE FROM refusals")

    def trust(self, keys: CentreKeys) -> None:
        """The centre's next keys: it may sign with either for a while, and batches are sealed to the new one."""
        before = self._trusted()
        signing = (keys.signing, *(key for key in before.signing if key != keys.signing))[:_MOST_SIGNERS]
        self._settings.keep(_TRUSTED, msgspec.json.encode(_Trusted(signing=signing, sealing=keys.sealing)))

    def signers(self) -> tuple[str, ...]:
        """The keys an answer of the centre may be signed with, hex; none before the enrolment."""
        return self._trusted().signing

    def sealing(self) -> str:
        """The centre's key that batches are sealed to, hex."""
        return self._trusted().sealing

    def _trusted(self) -> _Trusted:
        kept = self._settings.value(_TRUSTED)
        return _Trusted(signing=(), sealing="") if kept is None else msgspec.json.decode(kept, type=_Trusted)

    def seal_key(self) -> bytes | None:
        """The counter's X25519 private key, 32 raw bytes."""
        return self._settings.value(SEAL_KEY)

    def next_keys(self) -> NextKeys | None:
        """Keys that were made and not confirmed by the centre yet."""
        kept = self._settings.value(NEXT_KEYS)
        return None if kept is None else msgspec.msgpack.decode(kept, type=NextKeys)

    def keep_next_keys(self, keys: NextKeys | None) -> None:
        """Keep them until they are confirmed; None: they are, or are given up."""
        if keys is None:
            self._settings.drop(NEXT_KEYS)
        else:
            self._settings.keep(NEXT_KEYS, msgspec.msgpack.encode(keys))

    # how it stands

    def standing(self) -> Standing:
        """How the exchange stands, its place verified against the journal."""
        kept = self._settings.value(_STANDING)
        standing = Standing() if kept is None else msgspec.json.decode(kept, type=Standing)
        # Settings are brought over at a restore; what they say of the journal may not be so any more.
        return standing if self.has(standing.place) else msgspec.structs.replace(standing, place=NOWHERE)

    def keep(self, standing: Standing) -> None:
        """Keep how it stands."""
        self._settings.keep(_STANDING, msgspec.json.encode(standing))

    def keep_acknowledgement(self, document: bytes) -> None:
        """Keep the latest acknowledgement as the centre signed it: it is a proof."""
        self._settings.keep(ACKNOWLEDGEMENT, document)

    def acknowledgement(self) -> bytes | None:
        """The latest acknowledgement as the centre signed it."""
        return self._settings.value(ACKNOWLEDGEMENT)

    # the journal, as the exchange asks for it

    def has(self, place: Place) -> bool:
        """Whether the journal has this hash at this place."""
        return place == NOWHERE or self._hash_at(place.sequence) == place.hash

    def waiting(self) -> int:
        """How many events come after the place acknowledged."""
        return self._journal.head().sequence - self.standing().place.sequence

    def bytes_an_event(self) -> int:
        """About how many bytes an event is before it is packed, by the latest ones."""
        row = self._db.row(
            "SELECT avg(size) FROM (SELECT length(event) + coalesce(length(particulars) + 20, 2) AS size FROM journal "
            "ORDER BY sequence DESC LIMIT ?)",
            (_SAMPLE,),
        )
        return 0 if row is None or row[0] is None else round(row[0])

    def links(self, after: int, most: int, up_to: int = 0) -> list[Link]:
        """At most ``most`` rows after a sequence, no further than ``up_to`` where it is given."""
        rows = self._db.rows(
            "SELECT sequence, previous, hash, event, salt, particulars FROM journal "
            "WHERE sequence > ? AND (? = 0 OR sequence <= ?) ORDER BY sequence LIMIT ?",
            (after, up_to, up_to, most),
        )
        return [
            Link(sequence=row[0], previous=row[1], hash=row[2], event=row[3], salt=row[4], particulars=row[5])
            for row in rows
        ]

    def look_for_segments(self, most: int) -> bool:
        """Look through the next events for where segments begin; False while some are left to look through."""
        known, head = self._segments(), self._journal.head()
        until = min(known.looked.sequence + most, head.sequence)
        if until > known.looked.sequence:
            rows = self._db.rows(
                "SELECT sequence FROM journal WHERE sequence > ? AND sequence <= ? "
                'AND instr(event, CAST(\'"kind":"segment_opened"\' AS BLOB)) ORDER BY sequence',
                (known.looked.sequence, until),
            )
            first = (*known.first, *(row[0] for row in rows))
            looked = Place(sequence=until, hash=self._hash_at(until))
            self._settings.keep(_SEGMENTS, msgspec.json.encode(_Segments(looked=looked, first=first)))
        return until == head.sequence

    def places(self) -> tuple[Place, ...]:
        """Some of the journal's places, the latest first: ever wider apart, where segments begin, and before it."""
        head, step, wanted = self._journal.head().sequence, 1, set[int]()
        place = head
        while place > 0:
            wanted.add(place)
            place, step = head - step, step * 2
        for first in self._segments().first[-_MOST_SEGMENTS:]:
            wanted |= {first, first - 1}
        wanted |= {self.standing().place.sequence}
        chosen = sorted(wanted - {0}, reverse=True)[:MOST_PLACES]
        return tuple(Place(sequence=one, hash=self._hash_at(one)) for one in chosen)

    def first_of(self, day: str) -> int:
        """The first event of a day (ISO) or later, one after the last where there is none; by the PC's clock then."""
        low, high = 1, self._journal.head().sequence + 1
        while low < high:
            middle = (low + high) // 2
            (link,) = self.links(middle - 1, 1)
            if _day_of(link.event) < day:
                low = middle + 1
            else:
                high = middle
        return low

    def _segments(self) -> _Segments:
        kept = self._settings.value(_SEGMENTS)
        known = _Segments() if kept is None else msgspec.json.decode(kept, type=_Segments)
        return known if self.has(known.looked) else _Segments()

    def _hash_at(self, sequence: int) -> str:
        if not sequence:
            return FIRST_HASH
        row = self._db.row("SELECT hash FROM journal WHERE sequence = ?", (sequence,))
        return "" if row is None else row[0]


class _Where(msgspec.Struct):
    wall: str


class _When(msgspec.Struct):
    at: _Where


def _day_of(event: bytes) -> str:
    return msgspec.json.decode(event, type=_When).at.wall[:10]
