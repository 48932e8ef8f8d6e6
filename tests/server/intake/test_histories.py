"""Random histories of a counter and its centre: lost, repeated, restored, spoilt; in the end both agree."""

from collections.abc import Callable
from random import Random

import msgspec
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.chain import Link
from forms.events import ParticularsErased
from forms.exchange import Acknowledgement, NotTaken, Place
from forms.exchange_acts import RefusalSettled
from forms.problems import Problem
from forms.signed import read_signed
from server.intake.answering import answer_question
from server.intake.models import Alarm, RefusedEvent
from server.intake.taking import take_batch
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter
from tests.server.intake.sending import held, question, restore, twin_of
from tests.server.making import InventedCounter

_BAD = (b"{}", b"\xff", b'{"act":{"kind":"of_tomorrow"}}', b"")


class History:
    """A counter as its engine is: it believes a place only where its own journal has it."""

    def __init__(self, number: int) -> None:
        self.random = Random(number)
        self.counter = InventedCounter()
        self.acknowledged = 0
        self.sent: list[bytes] = []
        self.backups: list[list[Link]] = [list(self.counter.links)]
        self.erased: set[int] = set()
        self.clones = 0
        self.centre_backups: list[tuple[str, int]] = []

    # -- what happens

    def record(self) -> None:
        """Somebody is served."""
        self.counter.decide()

    def record_badly(self) -> None:
        """A fault of the program writes what nobody can read."""
        self.counter.put(self.random.choice(_BAD))

    def erase(self) -> None:
        """Retention ends for a case."""
        links = self.counter.links
        found = [place for place, link in enumerate(links) if link.particulars is not None]
        if found:
            place = self.random.choice(found)
            links[place] = msgspec.structs.replace(links[place], salt=None, particulars=None)
            self.erased.add(place + 1)
            self.counter.record(ParticularsErased(sequences=(place + 1,), rule="5 years"))

    def settle(self) -> None:
        """A person settles what was refused."""
        told = RefusedEvent.objects.filter(counter=self.counter.row, state="open").order_by("?").first()
        if told is not None and self._has(Place(sequence=told.sequence, hash=told.hash)):
            self.counter.record(
                RefusalSettled(sequence=told.sequence, hash=told.hash, problem=told.problem, how="noted")
            )

    def send(self) -> None:
        """Some of what waits goes out, and the answer comes."""
        self._send(self.acknowledged + 1, answered=True)

    def send_and_lose_the_answer(self) -> None:
        """It arrives, and the line is cut before the answer."""
        self._send(self.acknowledged + 1, answered=False)

    def send_overlapping(self) -> None:
        """From an earlier place, as a second stick does."""
        self._send(self.random.randint(1, self.acknowledged + 1), answered=True)

    def send_with_a_gap(self) -> None:
        """From too late a place."""
        if self.acknowledged + 2 <= len(self.counter.links):
            self._send(self.random.randint(self.acknowledged + 2, len(self.counter.links)), answered=True)

    def replay(self) -> None:
        """Bytes that were sent once come again: a stick found in a drawer."""
        if self.sent:
            before = (Counter.objects.get(pk=self.counter.row.pk).upto_hash, held(self.counter))
            (answer,) = take_batch(self.random.choice(self.sent), way="file")
            told = read_signed(answer, msgspec.Struct, None)
            if isinstance(told, NotTaken):
                assert (Counter.objects.get(pk=self.counter.row.pk).upto_hash, held(self.counter)) == before

    def spoil(self) -> None:
        """A batch is cut or changed on its way."""
        data = bytearray(self.counter.batch())
        data[self.random.randrange(len(data))] ^= 1 << self.random.randrange(8)
        (answer,) = take_batch(bytes(data[: self.random.randint(0, len(data))]), way="network")
        read_signed(answer, NotTaken, None)

    def clone(self) -> None:
        """A copy of the disk goes to work beside the store."""
        twin = twin_of(self.counter)
        twin.decide()
        self.counter.decide()
        self.synchronise()
        (answer,) = take_batch(twin.batch(), way="network")
        assert read_signed(answer, NotTaken, None).problem == "840"
        self.clones += 1

    def back_up(self) -> None:
        """The store is backed up."""
        self.backups.append(list(self.counter.links))

    def restore(self) -> None:
        """The computer broke: on from a backup."""
        self.counter.links[:] = self.random.choice(self.backups)
        restore(self.counter, len(self.counter.links))
        self.acknowledged = min(self.acknowledged, len(self.counter.links) - 1)

    def back_the_centre_up(self) -> None:
        """The centre is backed up."""
        self.centre_backups.append((transaction.savepoint(), self.clones))

    def restore_the_centre(self) -> None:
        """The centre broke: on from its backup."""
        if self.centre_backups:
            saved, self.clones = self.centre_backups.pop()
            transaction.savepoint_rollback(saved)

    # -- how it ends

    def synchronise(self) -> None:
        """Ask, go back where the centre is behind, and send until nothing waits."""
        (answer,) = answer_question(question(self.counter), "network")
        told = read_signed(answer, Acknowledgement, {key_ring().public.signing})
        self.acknowledged = max((place.sequence for place in (told.upto, *told.known) if self._has(place)), default=0)
        while self.acknowledged < len(self.counter.links):
            before = self.acknowledged
            self._send(self.acknowledged + 1, answered=True)
            assert self.acknowledged > before

    def check(self) -> None:
        """Both have the same, to the byte; every bad event is refused, once, and nothing else."""
        mine, theirs = self.counter.links, held(self.counter)
        assert [(link.sequence, link.hash, link.event) for link in theirs] == [
            (link.sequence, link.hash, link.event) for link in mine
        ]
        for own, there in zip(mine, theirs, strict=True):
            same = (own.salt, own.particulars) == (there.salt, there.particulars)
            # A backup from before an erasure has what is gone here for good.
            assert same or (own.sequence in self.erased and there.particulars is None)
        bad = {(link.sequence, link.hash) for link in mine if link.event in _BAD}
        refused = RefusedEvent.objects.filter(counter=self.counter.row).values_list("sequence", "hash")
        assert bad == {place for place in refused if self._has(Place(sequence=place[0], hash=place[1]))}
        row = Counter.objects.get(pk=self.counter.row.pk)
        assert (row.upto, row.upto_hash) == (len(mine), mine[-1].hash)
        assert Alarm.objects.filter(counter=row, kind="fork").exists() == (self.clones > 0)

    def _has(self, place: Place) -> bool:
        if place.sequence == 0:
            return True
        return place.sequence <= len(self.counter.links) and self.counter.links[place.sequence - 1].hash == place.hash

    def _send(self, first: int, *, answered: bool) -> None:
        if first > len(self.counter.links):
            return
        data = self.counter.batch(first, self.random.randint(first, len(self.counter.links)))
        self.sent.append(data)
        (answer,) = take_batch(data, way="network")
        told = read_signed(answer, msgspec.Struct, {key_ring().public.signing})
        if not answered:
            return
        if isinstance(told, Acknowledgement):
            if self._has(told.upto):
                self.acknowledged = told.upto.sequence
        elif isinstance(told, NotTaken):
            assert told.problem == "839", Problem(told.problem, **told.fields).sentence()
            places = [place for place in (told.upto, *told.known) if place is not None and self._has(place)]
            self.acknowledged = max((place.sequence for place in places), default=0)


_ACTS: tuple[Callable[[History], None], ...] = (
    History.record,
    History.record,
    History.record_badly,
    History.erase,
    History.settle,
    History.send,
    History.send,
    History.send_and_lose_the_answer,
    History.send_overlapping,
    History.send_with_a_gap,
    History.replay,
    History.spoil,
    History.clone,
    History.back_up,
    History.restore,
    History.back_the_centre_up,
    History.restore_the_centre,
)


@settings(max_examples=30, deadline=None, suppress_health_check=list(HealthCheck))
@given(number=st.integers(0, 1 << 30), acts=st.lists(st.sampled_from(_ACTS), max_size=25))
def _play(number: int, acts: list[Callable[[History], None]]) -> None:
    before = transaction.savepoint()
    try:
        history = History(number)
        for act in acts:
            act(history)
        history.synchronise()
        history.check()
    finally:
        transaction.savepoint_rollback(before)


def test_any_history_ends_in_agreement(settings: object) -> None:
    settings.EXCHANGE_PER_MINUTE = 1 << 30  # type: ignore[attr-defined]
    _play()
