"""The store as a round of the exchange sees it: each call runs on the store's thread, and is done when it returns."""

import base64
from collections.abc import Callable, Sequence
from typing import Protocol, TypeVar

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey
from msgspec.structs import replace

from desktop.operations.acknowledged_steps import take_acknowledged
from desktop.operations.counter import Counter
from desktop.operations.entries import noted_of, with_doubt
from desktop.operations.exchange_report import make_question
from desktop.storage.exchange import NOWHERE, SEAL_KEY, KeptProblem, NextKeys
from desktop.storage.exchange import Standing as KeptStanding
from desktop.storage.refusals import Delivery
from desktop.storage.settings import COUNTER_KEY, FIRST_KEY
from desktop.storage.witness import keep_witness
from desktop.sync.answers import common_place, told_problem
from desktop.sync.ports import Standing, What
from forms.batches import LIMITS, BatchLimits
from forms.chain import Link
from forms.events import SegmentOpened
from forms.exchange import (
    Acknowledgement,
    Enrolled,
    Enrolment,
    KeyChange,
    KeyTaken,
    NotTaken,
    Place,
    Question,
    Update,
    proof_words,
)
from forms.problems import Problem
from forms.signed import seal_for, sign_document

Result = TypeVar("Result")


class OnStore(Protocol):
    """Runs an operation on the store's thread and gives back what it returned or raised."""

    def __call__(self, operation: Callable[[], Result], /) -> Result:
        """Run it there."""
        ...


def call_here(operation: Callable[[], Result]) -> Result:
    """For who works on the store's thread already."""
    return operation()


# Events looked through at once for where segments begin.
_LOOKED_AT_ONCE = 5000
_LEAST_SEALED = 16 << 10
_MEGABYTE = 1_000_000


def signing_public(private: bytes) -> str:
    """The public key of a raw Ed25519 key, hex."""
    return Ed25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def sealing_public(private: bytes) -> str:
    """The public key of a raw X25519 key, hex."""
    return X25519PrivateKey.from_private_bytes(private).public_key().public_bytes_raw().hex()


def keep_problem(problem: Problem) -> KeptProblem:
    """A Problem as it is kept: its fields as text."""
    return KeptProblem(code=problem.code, fields={name: str(field) for name, field in problem.fields.items()})


def tell_kept(kept: KeptProblem | None) -> Problem | None:
    """A kept Problem as it is told."""
    return None if kept is None else told_problem(kept.code, kept.fields)


class StoreLedger:
    """What a round keeps, in the store of a counter.

    ``way`` and ``place`` (a host, a stick's folder) go to the log; a round ``by_hand`` minds no metered line: whoever
    began it saw how much it is.
    """

    def __init__(
        self, counter: Counter, on_store: OnStore, *, by_hand: bool = False, way: str = "network", place: str = ""
    ) -> None:
        self._counter = counter
        self._on_store = on_store
        self._by_hand = by_hand
        self._way = way
        self._place = place

    def standing(self) -> Standing:
        """How the counter stands now. Raises Problem 860 where it belongs to no centre."""
        return self._on_store(self._standing)

    def _standing(self) -> Standing:
        store = self._counter.store
        exchange, kept = store.exchange, store.exchange.standing()
        key, seal_key, following = store.settings.counter_key, exchange.seal_key(), exchange.next_keys()
        if not exchange.signers() or key is None or seal_key is None:
            raise Problem("860")
        seals = [seal_key] if following is None else [seal_key, following.sealing]
        return Standing(
            counter=self._counter.profile.counter,
            signing=key,
            seals={sealing_public(one): one for one in seals},
            signers=exchange.signers(),
            sealing=exchange.sealing(),
            place=kept.place,
            head=store.journal.head().sequence,
            limits=kept.limits,
            batch_bytes=kept.batch_bytes,
            left_bytes=self._left(kept),
        )

    def _left(self, kept: KeptStanding) -> int | None:
        most = self._counter.profile.exchange.metered_megabytes_a_day * _MEGABYTE
        if self._by_hand or not most:
            return None
        today = self._counter.clock.now().wall[:10]
        return max(0, most - (kept.sent_bytes if kept.sent_day == today else 0))

    def enrolment(self) -> bytes | None:
        """The enrolment that is still to be confirmed, signed and sealed to the centre, or None."""
        return self._on_store(self._enrolment)

    def _enrolment(self) -> bytes | None:
        from desktop.operations.backing_up import own_version

        counter, exchange = self._counter, self._counter.store.exchange
        token, key, seal_key = exchange.standing().token, counter.store.settings.counter_key, exchange.seal_key()
        if not token or key is None or seal_key is None:
            return None
        content = Enrolment(
            counter=counter.profile.counter,
            token=token,
            signing=signing_public(key),
            sealing=sealing_public(seal_key),
            program=own_version(),
            made_at=counter.clock.now().wall,
        )
        return seal_for(sign_document(content, key), exchange.sealing())

    def key_change(self) -> bytes | None:
        """The change of keys that is still to be confirmed, signed with the key the centre knows, or None."""
        return self._on_store(self._key_change)

    def _key_change(self) -> bytes | None:
        counter, key = self._counter, self._counter.store.settings.counter_key
        following = counter.store.exchange.next_keys()
        if following is None or key is None:
            return None
        public = signing_public(following.signing)
        words = proof_words(counter.profile.counter, signing_public(key), public)
        proof = Ed25519PrivateKey.from_private_bytes(following.signing).sign(words)
        content = KeyChange(
            counter=counter.profile.counter,
            signing=public,
            sealing=sealing_public(following.sealing),
            proof=base64.b64encode(proof).decode(),
            made_at=counter.clock.now().wall,
        )
        return sign_document(content, key)

    def question(self, most_bytes: int) -> Question:
        """What to ask the centre."""
        while not self._on_store(lambda: self._counter.store.exchange.look_for_segments(_LOOKED_AT_ONCE)):
            pass  # each look is short; who works at the counter comes in between
        return self._on_store(lambda: make_question(self._counter, most_bytes))

    def links(self, after: int, most: int) -> Sequence[Link]:
        """The next rows of the journal."""
        return self._on_store(lambda: self._counter.store.exchange.links(after, most))

    def acknowledge(self, document: bytes, content: Acknowledgement) -> Place:
        """Keep what the centre acknowledged, as far as our journal has it; the place believed."""
        return self._on_store(lambda: self._acknowledge(document, content))

    def _acknowledge(self, document: bytes, content: Acknowledgement) -> Place:
        store, now = self._counter.store, self._counter.clock.now().wall
        with store.act():
            # An answer that came late, on a stick for one, ends earlier than what the centre says that it holds by now.
            place = self._believe((content.upto, *content.known)) or NOWHERE
            store.exchange.keep_acknowledgement(document)
            store.exchange.keep(
                replace(
                    store.exchange.standing(),
                    place=place,
                    acknowledged_at=content.received_at,
                    contact_at=now,
                    contact_way=self._way,
                    limits=_sane(content.limits),
                )
            )
            store.refusals.take(content.refusals, more=content.more_refusals, now=now)
        take_acknowledged(self._counter, place.sequence)
        return place

    def _believe(self, places: Sequence[Place]) -> Place | None:
        found = common_place(places, self._counter.store.exchange.has, Place(sequence=-1, hash=""))
        return None if found.sequence < 0 else found

    def go_back(self, said: NotTaken) -> Place:
        """The greatest place both have, by what the centre says it holds; the beginning where it says nothing."""
        return self._on_store(lambda: self._go_back(said))

    def _go_back(self, said: NotTaken) -> Place:
        store = self._counter.store
        named = said.known if said.upto is None else (said.upto, *said.known)
        place = self._believe(named) or NOWHERE
        store.exchange.keep(replace(store.exchange.standing(), place=place))
        return place

    def enrolled(self, content: Enrolled) -> None:
        """The centre knows the counter by its key."""
        self._on_store(lambda: self._enrolled(content))

    def _enrolled(self, content: Enrolled) -> None:
        store = self._counter.store
        key = store.settings.counter_key
        if key is not None and signing_public(key) == content.signing:
            now = self._counter.clock.now().wall
            store.exchange.keep(
                replace(store.exchange.standing(), token="", contact_at=now, contact_way=self._way, stopped=None)
            )

    def keys_taken(self, content: KeyTaken) -> None:
        """The centre takes the next keys: from the next event on they are the counter's."""
        self._on_store(lambda: self._keys_taken(content))

    def _keys_taken(self, content: KeyTaken) -> None:
        following = self._counter.store.exchange.next_keys()
        if following is not None and signing_public(following.signing) == content.signing:
            use_keys(self._counter, following)

    def give_up_keys(self) -> None:
        """The centre does not take the next keys: the counter goes on with those it has."""
        self._on_store(lambda: self._counter.store.exchange.keep_next_keys(None))

    def take_update(self, document: bytes, content: Update) -> bool:
        """Keep something the centre published; whether it was new. Raises Problem where it cannot be used."""
        return self._on_store(lambda: self._take_update(document, content))

    def _take_update(self, document: bytes, content: Update) -> bool:
        from desktop.operations.updates import receive

        before = self._counter.store.updates.of_number(content.number)
        receive(self._counter, document)
        return before is None or before.taken_at is None

    def note_sent(
        self, what: What, size: int, first: int, last: int, problem: Problem | None, *, answered: bool
    ) -> None:
        """Note a try, and how much was sent today."""
        outcome = "failed" if not answered else "taken" if problem is None else "refused"
        self._on_store(lambda: self._note_sent(what, size, first, last, outcome, problem))

    def _note_sent(self, what: What, size: int, first: int, last: int, outcome: str, problem: Problem | None) -> None:
        store, now = self._counter.store, self._counter.clock.now().wall
        with store.act():
            note_delivery(self._counter, self._way, what, size, first, last, outcome, problem, self._place)
            kept = store.exchange.standing()
            before = kept.sent_bytes if kept.sent_day == now[:10] else 0
            store.exchange.keep(replace(kept, sent_day=now[:10], sent_bytes=before + size))

    def note_line(self, batch_bytes: int) -> None:
        """How large the next batch may be for this line."""

        def note() -> None:
            exchange = self._counter.store.exchange
            exchange.keep(replace(exchange.standing(), batch_bytes=batch_bytes))

        self._on_store(note)


def use_keys(counter: Counter, keys: NextKeys) -> None:
    """Work with other keys from now on: the journal's next segment names them, in the same act."""
    store, now = counter.store, counter.clock.now()
    before = store.settings.counter_key
    with store.act() as act:
        if before is not None and store.settings.text(FIRST_KEY) is None:
            # Backups on sticks know the counter by its first key.
            store.settings.keep_text(FIRST_KEY, signing_public(before))
        store.settings.keep(COUNTER_KEY, keys.signing)
        store.settings.keep(SEAL_KEY, keys.sealing)
        store.exchange.keep_next_keys(None)
        opened = SegmentOpened(counter_key=signing_public(keys.signing))
        act.append(*with_doubt(counter, now, noted_of(counter, now, opened, None)))
    keep_witness(store.db)  # sealed with the counter's key


def note_delivery(
    counter: Counter,
    way: str,
    what: str,
    size: int,
    first: int,
    last: int,
    outcome: str,
    problem: Problem | None,
    place: str,
) -> None:
    """Write a line into the log of deliveries."""
    kept = None if problem is None else keep_problem(problem)
    counter.store.deliveries.note(
        Delivery(
            at=counter.clock.now().wall,
            way=way,
            what=what,
            first=first,
            last=last,
            bytes=size,
            outcome=outcome,
            problem="" if kept is None else kept.code,
            fields={} if kept is None else kept.fields,
            place=place,
        )
    )


def _sane(limits: BatchLimits) -> BatchLimits:
    """The centre's limits, none so small that nothing would ever fit, none larger than any reader takes."""
    return BatchLimits(
        events=max(1, min(limits.events, LIMITS.events)),
        sealed=max(_LEAST_SEALED, min(limits.sealed, LIMITS.sealed)),
        plain=max(_LEAST_SEALED, min(limits.plain, LIMITS.plain)),
    )
