"""What a round of the exchange needs: somebody who keeps, and a way to the centre."""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field
from typing import Literal, Protocol

from forms.batches import BatchLimits
from forms.chain import Link
from forms.exchange import Acknowledgement, Enrolled, KeyTaken, NotTaken, Place, Question, Update
from forms.problems import Problem

Cancelled = Callable[[], bool]
Told = Callable[[int, int], None]  # events delivered in this round, of
What = Literal["question", "batch", "enrolment", "keys"]


class Failed(Exception):  # noqa: N818 - a way that did not work, no fault of ours
    """Nothing of ours was answered. ``too_large``: what was sent was too much at once; ``slow``: it took too long."""

    def __init__(
        self, problem: Problem, *, retry_seconds: float = 0, too_large: bool = False, slow: bool = False
    ) -> None:
        super().__init__(problem)
        self.problem = problem
        self.retry_seconds = retry_seconds
        self.too_large = too_large
        self.slow = slow


class Broken(Exception):  # noqa: N818 - what was asked for
    """Somebody asked to end."""


@dataclass(frozen=True)
class Standing:
    """How the counter stands at the beginning of a round.

    Keys are the counter's, raw; ``signers`` and ``sealing`` the centre's public ones, hex. ``batch_bytes`` is how large
    the next batch may be for this line. ``left_bytes``: how much may still be sent today; None: no limit.
    """

    counter: str
    signing: bytes = field(repr=False)
    seals: dict[str, bytes] = field(repr=False)  # private by public
    signers: Collection[str]
    sealing: str
    place: Place
    head: int
    limits: BatchLimits
    batch_bytes: int
    left_bytes: int | None = None


class Ledger(Protocol):
    """Who keeps. Each call is done, and durable, when it returns."""

    def standing(self) -> Standing:
        """How the counter stands now."""
        ...

    def enrolment(self) -> bytes | None:
        """The enrolment that is still to be confirmed, signed and sealed, or None."""
        ...

    def key_change(self) -> bytes | None:
        """The change of keys that is still to be confirmed, signed, or None."""
        ...

    def question(self, most_bytes: int) -> Question:
        """What to ask the centre; updates of no more than so many bytes, 0 for no limit."""
        ...

    def links(self, after: int, most: int) -> Sequence[Link]:
        """The next rows of the journal, at most so many."""
        ...

    def acknowledge(self, document: bytes, content: Acknowledgement) -> Place:
        """Keep what the centre acknowledged; the place that is believed of it."""
        ...

    def go_back(self, said: NotTaken) -> Place:
        """The centre lacks what comes before: the place from which it is to be sent."""
        ...

    def enrolled(self, content: Enrolled) -> None:
        """The centre knows the counter."""
        ...

    def keys_taken(self, content: KeyTaken) -> None:
        """The centre knows the counter's next keys."""
        ...

    def give_up_keys(self) -> None:
        """The centre does not take the counter's next keys: it goes on with those it has."""
        ...

    def take_update(self, document: bytes, content: Update) -> bool:
        """Keep something the centre published; whether it was new. Raises Problem where it cannot be used."""
        ...

    def note_sent(
        self, what: What, size: int, first: int, last: int, problem: Problem | None, *, answered: bool
    ) -> None:
        """Note a try: whether the centre answered, and what was wrong."""
        ...

    def note_line(self, batch_bytes: int) -> None:
        """How large the next batch may be for this line."""
        ...


class Transport(Protocol):
    """A way to the centre. Each returns the answer's bytes, of which nothing is known but their form.

    Raises Failed, and Broken once somebody asked to end.
    """

    def send(self, what: What, body: bytes) -> bytes:
        """Send something and wait for what comes back."""
        ...


@dataclass(frozen=True)
class Round:
    """What a round came to. ``wait_seconds``: what the centre asked to wait before the next one."""

    outcome: Literal["done", "cancelled", "failed", "stopped", "metered"]
    events: int = 0  # acknowledged in this round
    bytes: int = 0  # sent, counted by their contents
    updates: int = 0
    problem: Problem | None = None
    wait_seconds: float = 0
