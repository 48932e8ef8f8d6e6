"""What counter and centre say to each other beside batches: the contents of signed documents (forms/signed.py).

Keys and hashes are hex, times ISO 8601 with offset. Every one names the counter it is from or for, so that another
school's is told apart, and what it answers, so that yesterday's is.
"""

from typing import Literal

import msgspec

from forms.batches import LIMITS, BatchLimits
from forms.records import Kind, Part

# docs/exchange.md: the versions of the exchange this program speaks, the best first.
VERSIONS: tuple[int, ...] = (1,)


class Place(Part, frozen=True, kw_only=True):
    """A place in a journal. Sequence 0 with FIRST_HASH is before the first event."""

    sequence: int
    hash: str


class Refusal(Part, frozen=True, kw_only=True):
    """An event the centre holds and does not count: its place, and the Problem with its fields."""

    sequence: int
    hash: str
    problem: str
    fields: dict[str, str] = msgspec.field(default_factory=dict)
    refused_at: str


class Acknowledgement(Kind, frozen=True, kw_only=True, tag="acknowledgement"):
    """The centre holds the journal up to ``upto``, on its disk. ``refusals`` are all that are open, not only new ones.

    ``batch`` is the id of the batch it answers, empty where a question is answered. ``known`` are the latest places of
    each continuation the centre holds of this counter, for a counter that has lost its own.
    """

    version: Literal[1] = 1
    counter: str
    upto: Place
    batch: str = ""
    received_at: str
    refusals: tuple[Refusal, ...] = ()
    more_refusals: bool = False
    known: tuple[Place, ...] = ()
    limits: BatchLimits = LIMITS
    versions: tuple[int, ...] = VERSIONS
    wait_seconds: int = 0  # before the next round of the counter's own accord


class NotTaken(Kind, frozen=True, kw_only=True, tag="not_taken"):
    """Nothing of what was sent is kept: the Problem with its fields, and how long to wait (0: it will not help)."""

    version: Literal[1] = 1
    counter: str
    problem: str
    fields: dict[str, str] = msgspec.field(default_factory=dict)
    batch: str = ""
    upto: Place | None = None  # what is held, where that is the difference
    known: tuple[Place, ...] = ()
    retry_seconds: int = 0
    at: str


class OperatorTold(Part, frozen=True, kw_only=True):
    """Whom an identifier in the events means."""

    id: str
    name: str


class Report(Part, frozen=True, kw_only=True):
    """How the counter stands, for who looks after it: no part of the journal."""

    program: str
    head: Place
    system: str = ""
    clock_doubted: bool = False
    clock_offset_seconds: int = 0
    last_backup_at: str = ""
    operators: tuple[OperatorTold, ...] = ()
    services: dict[str, str] = msgspec.field(default_factory=dict)  # service to edition
    refusals: int = 0


class Question(Kind, frozen=True, kw_only=True, tag="question"):
    """Of a counter: where do I stand, and what is there for me? Sealed to the centre: it names operators.

    ``places`` are some of its journal, the latest first and ever wider apart, so that the centre finds what both have.
    """

    version: Literal[1] = 1
    counter: str
    asked_at: str
    places: tuple[Place, ...]
    has_updates: tuple[
        int, ...
    ] = ()  # the numbers of all it has: a restored store has fewer than its journal once told
    most_bytes: int = 0  # of updates, in all; 0: no limit
    report: Report
    versions: tuple[int, ...] = VERSIONS


UpdateSubject = Literal["edition", "calendar", "roster", "keys", "message", "answer"]


class Update(Kind, frozen=True, kw_only=True, tag="update"):
    """Something the centre publishes. A counter takes each number once, and journals that it did.

    ``content``: the TOML of an edition or a calendar's year, a roster (its CSV, zstandard, base64), the JSON of
    ``CentreKeys``, words, or the JSON of a list of ``CaseAnswer`` for the counter named.
    ``counter`` is empty where it is for all. ``holds_from`` is an ISO date.
    """

    version: Literal[1] = 1
    number: int
    counter: str = ""
    subject: UpdateSubject
    name: str  # of the file, or the title of a message
    content: str
    issued_at: str
    holds_from: str = ""
    replaces: int = 0  # number of the update that no longer holds


class CentreKeys(Part, frozen=True, kw_only=True):
    """The centre's next keys: it signs with one, and batches are sealed to the other."""

    signing: str
    sealing: str


class CaseAnswer(Part, frozen=True, kw_only=True):
    """What a provider says of a case that another counter sent on: its step there is taken with this answer.

    ``number`` is the case's at the counter that took it in, ``step_act`` what is done at the step answered: "register",
    "check" with ``facts`` such as documents_conform, "receive" with the provider's own number of the result.
    """

    number: str
    step_act: str
    facts: dict[str, str | bool] = msgspec.field(default_factory=dict)
    result_number: str = ""
    words: str = ""
    at: str


class Invitation(Kind, frozen=True, kw_only=True, tag="invitation"):
    """The district makes a counter: who it is, and how it reaches the centre. Signed with ``keys.signing`` itself."""

    version: Literal[1] = 1
    counter: str
    centre_name_kk: str
    centre_name_ru: str
    address: str  # of the exchange, https://…
    keys: CentreKeys
    verification_address: str = ""
    profile: str = ""  # TOML, as docs/profile.md says; empty where the counter has one
    token: str = ""  # one time; empty where the code that was typed is it
    made_at: str
    expires_at: str


class Enrolment(Kind, frozen=True, kw_only=True, tag="enrolment"):
    """The counter takes the invitation: its keys, signed with the first of them, sealed to the centre."""

    version: Literal[1] = 1
    counter: str
    token: str
    signing: str
    sealing: str
    program: str
    made_at: str


class Enrolled(Kind, frozen=True, kw_only=True, tag="enrolled"):
    """The centre knows the counter by this key from now on."""

    version: Literal[1] = 1
    counter: str
    signing: str
    at: str


class KeyChange(Kind, frozen=True, kw_only=True, tag="key_change"):
    """A counter's next keys, signed with those it has. ``proof``: the new key's signature over counter, old and new."""

    version: Literal[1] = 1
    counter: str
    signing: str
    sealing: str
    proof: str  # base64
    made_at: str


class KeyTaken(Kind, frozen=True, kw_only=True, tag="key_taken"):
    """The centre takes batches signed with this key; with the first of them the former ends."""

    version: Literal[1] = 1
    counter: str
    signing: str
    at: str


Content = Acknowledgement | NotTaken | Question | Update | Invitation | Enrolment | Enrolled | KeyChange | KeyTaken


def proof_words(counter: str, old: str, new: str) -> bytes:
    """What the proof of a KeyChange signs."""
    return "\n".join(("kense key change 1", counter, old, new)).encode()
