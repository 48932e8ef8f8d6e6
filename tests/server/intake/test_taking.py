"""A batch is stored once, in its place, by whom the centre knows, or not at all."""

from datetime import timedelta

import pytest
from django.utils import timezone

from forms.batches import write_batch
from forms.chain import FIRST_HASH
from forms.events import SegmentOpened, VisitOpened
from forms.exchange import Acknowledgement, NotTaken
from forms.signed import read_signed
from server.intake.models import Alarm, Branch, Delivery
from server.intake.taking import take_batch
from server.organisations import centre_keys
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter, CounterKey
from tests.server.intake.sending import held, not_taken, place_of, rekey, rename, restore, rows, taken, twin_of
from tests.server.making import InventedCounter


@pytest.fixture
def counter() -> InventedCounter:
    """A counter that has received two people."""
    made = InventedCounter()
    made.decide()
    made.decide()
    return made


def test_a_first_batch_is_stored_to_the_byte(counter: InventedCounter) -> None:
    answer = taken(counter.batch())
    assert answer.upto == place_of(counter.links[-1])
    assert answer.counter == counter.code
    assert held(counter) == counter.links
    row = Counter.objects.get(pk=counter.row.pk)
    assert (row.upto, row.upto_hash, row.branch) == (7, counter.links[-1].hash, 0)
    assert row.last_way == "network"
    assert row.last_event_at is not None


def test_the_same_again_is_already_had(counter: InventedCounter) -> None:
    data = counter.batch()
    first = taken(data)
    again = taken(data)
    assert (again.upto, again.batch) == (first.upto, first.batch)
    written_anew = taken(counter.batch())
    assert written_anew.upto == first.upto
    assert rows(counter) == 7
    assert list(Delivery.objects.order_by("pk").values_list("stored", "known")) == [(7, 0), (0, 7), (0, 7)]


def test_a_batch_that_overlaps_brings_only_what_is_new(counter: InventedCounter) -> None:
    taken(counter.batch(1, 4))
    answer = taken(counter.batch(3))
    assert answer.upto.sequence == 7
    assert held(counter) == counter.links
    assert Delivery.objects.latest("pk").stored == 3


def test_an_older_batch_that_comes_late_changes_nothing(counter: InventedCounter) -> None:
    late = counter.batch(1, 3)
    taken(counter.batch())
    answer = taken(late)
    assert answer.upto.sequence == 3
    assert answer.known == (place_of(counter.links[-1]),)
    assert rows(counter) == 7


def test_a_gap_is_told_with_what_is_held(counter: InventedCounter) -> None:
    taken(counter.batch(1, 2))
    answer = not_taken(counter.batch(5))
    assert answer.problem == "839"
    assert answer.upto == place_of(counter.links[1])
    assert answer.known == (place_of(counter.links[1]),)
    assert rows(counter) == 2
    assert not Alarm.objects.exists()


def test_nothing_can_come_before_the_first_event(counter: InventedCounter) -> None:
    links = [link for link in counter.links if link.sequence > 1]
    data = write_batch(
        links,
        counter=counter.code,
        signing_key=counter.private.private_bytes_raw(),
        recipient=key_ring().public.sealing,
        made_at="2026-09-01T18:00:00+05:00",
    )
    assert not_taken(data).problem == "839"


def test_another_event_in_the_same_place_is_a_fork(counter: InventedCounter) -> None:
    twin = twin_of(counter)
    counter.decide()
    twin.decide(name="Басқа Адам")
    taken(counter.batch())
    answer = not_taken(twin.batch())
    assert answer.problem == "840"
    assert answer.fields["sequence"] == "8"
    assert answer.upto == place_of(counter.links[-1])
    assert held(counter) == counter.links
    alarm = Alarm.objects.get()
    assert (alarm.kind, alarm.counter, alarm.times) == ("fork", counter.row, 1)
    not_taken(twin.batch())
    alarm.refresh_from_db()
    assert alarm.times == 2
    # The store that was first goes on.
    counter.decide()
    taken(counter.batch(8))
    assert held(counter) == counter.links


def test_a_restored_store_opens_a_branch(counter: InventedCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[tuple[int, int]] = []
    monkeypatch.setattr(
        "server.register.folding.leave_behind", lambda counter, branch, since: left.append((branch, since))
    )
    taken(counter.batch())
    before = list(counter.links)
    restore(counter, 4)
    counter.decide()
    answer = taken(counter.batch(5))
    assert answer.upto == place_of(counter.links[-1])
    assert set(answer.known) == {place_of(counter.links[-1]), place_of(before[-1])}
    assert held(counter) == counter.links
    assert rows(counter) == 7 + 4
    assert left == [(0, 5)]
    branch = Branch.objects.get(counter=counter.row, number=1)
    assert (branch.parent, branch.first, branch.previous) == (0, 5, before[3].hash)
    assert not Alarm.objects.exists()


def test_a_restored_store_may_send_from_before_its_segment(counter: InventedCounter) -> None:
    taken(counter.batch())
    restore(counter, 4)
    counter.decide()
    taken(counter.batch(2, 5))
    taken(counter.batch(2))
    assert held(counter) == counter.links
    assert rows(counter) == 7 + 4


def test_restored_again_and_again(counter: InventedCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    left: list[tuple[int, int]] = []
    monkeypatch.setattr(
        "server.register.folding.leave_behind", lambda counter, branch, since: left.append((branch, since))
    )
    taken(counter.batch())
    restore(counter, 4)
    counter.decide()
    taken(counter.batch(5))
    restore(counter, 6)
    counter.decide()
    restore(counter, 8)
    taken(counter.batch(4))
    assert held(counter) == counter.links
    restore(counter, 2)
    taken(counter.batch())
    assert held(counter) == counter.links
    assert [branch.number for branch in Branch.objects.order_by("number")] == [0, 1, 2, 3]
    assert left == [(0, 5), (1, 7), (0, 3), (1, 5), (2, 7)]


def test_a_store_restored_from_what_the_centre_has_needs_no_branch(counter: InventedCounter) -> None:
    taken(counter.batch())
    restore(counter, 7)
    taken(counter.batch(8))
    assert Branch.objects.count() == 1
    assert held(counter) == counter.links


def test_the_computer_that_was_left_does_not_go_on(counter: InventedCounter) -> None:
    old = twin_of(counter)
    taken(counter.batch())
    restore(counter, 4)
    taken(counter.batch(5))
    old.decide()
    assert not_taken(old.batch(8)).problem == "840"
    assert Alarm.objects.get().kind == "fork"
    # What it had already sent is known for ever.
    assert taken(old.batch(1, 7)).upto == place_of(old.links[6])


def test_a_restored_store_that_repeats_what_both_have_gets_on(counter: InventedCounter) -> None:
    taken(counter.batch())
    restore(counter, 4)
    answer = taken(counter.batch(1, 2))
    assert answer.upto == place_of(counter.links[1])  # not the end of what the store no longer has
    taken(counter.batch(3))
    assert held(counter) == counter.links


def test_a_backup_of_the_line_that_was_left_may_be_restored(counter: InventedCounter) -> None:
    old = twin_of(counter)
    taken(counter.batch())
    restore(counter, 4)
    taken(counter.batch(5))
    restore(old, 7)
    old.decide()
    taken(old.batch(6))
    assert held(old) == old.links


def test_a_segment_that_continues_something_else_is_a_fork(counter: InventedCounter) -> None:
    taken(counter.batch())
    del counter.links[4:]
    counter.record(SegmentOpened(counter_key=counter.public, continues="ab" * 32))
    assert not_taken(counter.batch(5)).problem == "840"


def test_a_store_begun_anew_with_a_key_of_its_own_is_taken(counter: InventedCounter) -> None:
    taken(counter.batch())
    anew = twin_of(counter)
    rekey(anew)
    anew.links.clear()
    CounterKey.objects.create(counter=counter.row, signing=anew.public, sealing=anew.sealing_public)
    anew.record(SegmentOpened(counter_key=anew.public))
    anew.decide()
    taken(anew.batch())
    assert held(anew) == anew.links
    assert rows(counter) == 7 + 4


def test_a_store_begun_anew_with_the_same_key_is_a_fork(counter: InventedCounter) -> None:
    taken(counter.batch())
    counter.links.clear()
    counter.record(SegmentOpened(counter_key=counter.public))
    counter.record(VisitOpened(service="attestation"), case="1")
    # The first event is the same bytes, so the second is where they part.
    assert not_taken(counter.batch()).problem == "840"


def test_a_centre_restored_from_an_older_backup_gets_everything_again(counter: InventedCounter) -> None:
    taken(counter.batch(1, 3))
    counter.decide()
    answer = not_taken(counter.batch(8))
    assert answer.upto is not None
    taken(counter.batch(answer.upto.sequence + 1))
    assert held(counter) == counter.links


# -- who


def test_a_counter_nobody_knows(counter: InventedCounter) -> None:
    rename(counter, "Z9")
    answer = not_taken(counter.batch())
    assert (answer.problem, answer.counter, answer.upto, answer.known) == ("835", "Z9", None, ())
    delivery = Delivery.objects.get()
    assert (delivery.counter, delivery.problem, delivery.fields["said"]) == (None, "835", "Z9")


@pytest.mark.parametrize("code", ["a\x00b", "ж", "x" * 300, "", "'; DROP TABLE journal_event; --"])
def test_a_code_that_is_none(counter: InventedCounter, code: str) -> None:
    rename(counter, code)
    assert not_taken(counter.batch()).problem == "835"


def test_a_key_that_is_not_the_counters(counter: InventedCounter) -> None:
    taken(counter.batch())
    other = twin_of(counter)
    rekey(other)
    answer = not_taken(other.batch())
    assert (answer.problem, answer.upto, answer.known) == ("836", None, ())  # nothing is told to a stranger
    assert Alarm.objects.get().kind == "foreign_key"


def test_another_counters_key_and_another_counters_events(counter: InventedCounter) -> None:
    other = InventedCounter()
    rename(other, counter.code)
    assert not_taken(other.batch()).problem == "836"


def test_what_a_revoked_counter_sends(counter: InventedCounter) -> None:
    taken(counter.batch(1, 3))
    CounterKey.objects.filter(counter=counter.row).update(revoked=True, ended_at=timezone.now())
    answer = not_taken(counter.batch())
    assert (answer.problem, answer.upto) == ("837", None)
    assert Alarm.objects.get().kind == "revoked_key"
    assert rows(counter) == 3


def test_the_first_batch_by_a_newer_key_ends_the_former(counter: InventedCounter) -> None:
    taken(counter.batch(1, 3))
    late = counter.batch(1, 5)
    old = CounterKey.objects.get(counter=counter.row)
    rekey(counter)
    CounterKey.objects.create(counter=counter.row, signing=counter.public, sealing=counter.sealing_public)
    taken(counter.batch())
    old.refresh_from_db()
    assert old.ended_at is not None
    assert not_taken(late).problem == "838"
    assert not Alarm.objects.exists()  # it was merely under way
    CounterKey.objects.filter(pk=old.pk).update(ended_at=timezone.now() - timedelta(days=900))
    assert not_taken(late).problem == "838"
    assert Alarm.objects.get().kind == "ended_key"


def test_a_batch_sealed_to_an_earlier_key_is_opened_and_answered_by_it(counter: InventedCounter) -> None:
    first = key_ring().public
    data = counter.batch()
    centre_keys.add_pair()
    assert key_ring().public != first
    (answer,) = take_batch(data, way="file")
    assert read_signed(answer, Acknowledgement, {first.signing}).upto.sequence == 7
    taken(counter.batch())


def test_a_batch_for_another_centre(counter: InventedCounter) -> None:
    foreign = InventedCounter().sealing_public
    data = write_batch(
        counter.links,
        counter=counter.code,
        signing_key=counter.private.private_bytes_raw(),
        recipient=foreign,
        made_at="2026-09-01T18:00:00+05:00",
    )
    assert not_taken(data).problem == "825"


# -- what is spoilt


def test_a_batch_spoilt_on_its_way_changes_nothing(counter: InventedCounter) -> None:
    whole = counter.batch()
    for place in range(0, len(whole), 37):
        spoilt = bytearray(whole)
        spoilt[place] ^= 1
        assert isinstance(read_signed(take_batch(bytes(spoilt), way="network")[0], NotTaken, None), NotTaken)
        cut = whole[:place]
        assert read_signed(take_batch(cut, way="network")[0], NotTaken, None).problem in ("820", "821")
    assert rows(counter) == 0
    taken(whole)
    assert held(counter) == counter.links


def test_too_many_events_at_once(counter: InventedCounter, settings: object) -> None:
    from forms.batches import BatchLimits

    settings.EXCHANGE_LIMITS = BatchLimits(events=5)  # type: ignore[attr-defined]
    answer = not_taken(counter.batch())
    assert (answer.problem, answer.fields["count"]) == ("824", "7")
    assert taken(counter.batch(1, 5)).limits.events == 5


def test_a_journal_longer_than_any(counter: InventedCounter) -> None:
    link = counter.links[0]
    far = type(link)(
        sequence=(1 << 63) - 1,
        previous=FIRST_HASH,
        hash=link.hash,
        event=link.event,
        salt=None,
        particulars=None,
    )
    data = write_batch(
        [far],
        counter=counter.code,
        signing_key=counter.private.private_bytes_raw(),
        recipient=key_ring().public.sealing,
        made_at="2026-09-01T18:00:00+05:00",
    )
    assert not_taken(data).problem == "820"


def test_one_counter_cannot_keep_the_centre_busy(counter: InventedCounter, settings: object) -> None:
    settings.EXCHANGE_PER_MINUTE = 3  # type: ignore[attr-defined]
    for _ in range(3):
        taken(counter.batch())
    answer = not_taken(counter.batch())
    assert (answer.problem, answer.retry_seconds) == ("851", 30)
    assert Delivery.objects.count() == 3
    taken(InventedCounter().batch())  # others are not held up
    assert read_signed(take_batch(counter.batch(), way="file")[0], Acknowledgement, None)  # nor a stick
