"""A question is answered with what both have and what is waiting, and the counter's report is kept."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.utils import timezone

from forms.exchange import Acknowledgement, NotTaken, OperatorTold, Place, Question, Report
from forms.signed import seal_for, sign_document
from server.intake import answering
from server.intake.answering import answer_question, counter_of, take_file
from server.intake.models import Alarm, Delivery
from server.organisations.centre_keys import key_ring
from server.organisations.models import Counter, CounterKey
from server.register.models import OperatorName
from tests.server.intake.sending import document, place_of, question, rekey, rename, restore, taken, twin_of
from tests.server.making import InventedCounter, make_user


@pytest.fixture
def counter() -> InventedCounter:
    """A counter the centre has four events of."""
    made = InventedCounter()
    made.decide()
    taken(made.batch())
    return made


def asked(data: bytes, way: str = "network") -> Acknowledgement:
    """Ask what must be answered."""
    return document(answer_question(data, way), Acknowledgement)


def refused(data: bytes) -> NotTaken:
    """Ask what must not be answered."""
    return document(answer_question(data, "network"), NotTaken)


def test_where_both_stand(counter: InventedCounter) -> None:
    counter.decide()
    answer = asked(question(counter, [place_of(link) for link in counter.links[::-1]]))
    assert answer.upto == place_of(counter.links[3])
    assert answer.known == (place_of(counter.links[3]),)
    assert answer.wait_seconds == 300


def test_a_restored_counter_is_told_the_place_before(counter: InventedCounter) -> None:
    restore(counter, 2)
    answer = asked(question(counter))
    assert answer.upto == place_of(counter.links[1])


def test_nothing_in_common(counter: InventedCounter) -> None:
    assert asked(question(counter, [])).upto.sequence == 0
    assert asked(question(counter, [Place(sequence=3, hash="ab" * 32)])).upto.sequence == 0
    assert asked(question(InventedCounter())).upto.sequence == 0


def test_the_report_is_kept(counter: InventedCounter) -> None:
    operators = (OperatorTold(id="op1", name="Айша"), OperatorTold(id="op2", name="Берік"))
    asked(question(counter, program="2.3", system="Windows 7", clock_doubted=True, operators=operators))
    row = Counter.objects.get(pk=counter.row.pk)
    assert (row.program, row.clock_doubted, row.head, row.last_way) == ("2.3", True, 4, "network")
    assert abs(row.clock_lag_seconds) <= 2
    assert row.last_contact is not None
    assert row.report["system"] == "Windows 7"
    assert "Айша" not in str(row.report)
    asked(question(counter, operators=(OperatorTold(id="op1", name="Айша Серік"),)))
    assert dict(OperatorName.objects.values_list("operator", "name")) == {"op1": "Айша Серік", "op2": "Берік"}


def test_how_far_its_clock_is_off(counter: InventedCounter) -> None:
    slow = (timezone.now() - timedelta(hours=2)).isoformat()
    asked(question(counter, asked_at=slow))
    assert abs(Counter.objects.get(pk=counter.row.pk).clock_lag_seconds + 7200) <= 2
    # A stick takes its time: that is no lag of the clock.
    later = (timezone.now() - timedelta(hours=1)).isoformat()
    asked(question(counter, asked_at=later), "file")
    row = Counter.objects.get(pk=counter.row.pk)
    assert abs(row.clock_lag_seconds + 7200) <= 2
    assert row.last_way == "file"


def test_a_question_that_was_long_under_way_replaces_no_later_report(counter: InventedCounter) -> None:
    old = question(counter, asked_at="2026-09-01T10:00:00+05:00", program="1.0")
    asked(question(counter, asked_at="2026-09-02T10:00:00+05:00", program="2.0"))
    asked(old, "file")
    assert Counter.objects.get(pk=counter.row.pk).program == "2.0"


@pytest.mark.parametrize("asked_at", ["", "never", "0001-01-01T00:00:00+00:00", "\x00"])
def test_a_question_without_a_time(counter: InventedCounter, asked_at: str) -> None:
    asked(question(counter, asked_at=asked_at or " ", program="x" * 300, system="\x00" * 9, services={"a": "\x00"}))
    assert Counter.objects.get(pk=counter.row.pk).program == "x" * 40


def test_what_waits_for_the_counter_comes_along(counter: InventedCounter, monkeypatch: pytest.MonkeyPatch) -> None:
    given: list[Any] = []

    def updates_for(counter: Counter, *, has: frozenset[int], most_bytes: int) -> list[bytes]:
        given.append((counter.code, has, most_bytes))
        return [b"one", b"two"]

    monkeypatch.setattr(answering, "updates_for", updates_for)
    documents = answer_question(question(counter), "network")
    assert documents[1:] == [b"one", b"two"]
    assert given == [(counter.code, frozenset(), 0)]


def test_who_may_not_ask(counter: InventedCounter) -> None:
    stranger = twin_of(counter)
    rekey(stranger)
    assert refused(question(stranger)).problem == "836"
    assert Alarm.objects.get().kind == "foreign_key"
    rename(stranger, "Z9")
    assert refused(question(stranger)).problem == "835"
    CounterKey.objects.filter(counter=counter.row).update(revoked=True, ended_at=timezone.now())
    answer = refused(question(counter))
    assert (answer.problem, answer.upto) == ("837", None)
    assert Counter.objects.get(pk=counter.row.pk).report == {}


@pytest.mark.parametrize("place", [Place(sequence=-1, hash="0" * 64), Place(sequence=1 << 63, hash="0" * 64)])
def test_places_that_are_none(counter: InventedCounter, place: Place) -> None:
    assert refused(question(counter, [place])).problem == "830"
    assert refused(question(counter, [], head=place)).problem == "830"
    assert refused(question(counter, [Place(sequence=1, hash="0" * 64)] * 300)).problem == "830"


def test_a_question_sealed_to_somebody_else(counter: InventedCounter) -> None:
    asking = Question(
        counter=counter.code, asked_at="", places=(), report=Report(program="", head=place_of(counter.links[0]))
    )
    signed = sign_document(asking, counter.private.private_bytes_raw())
    assert refused(seal_for(signed, counter.sealing_public)).problem == "825"
    assert refused(signed).problem == "830"
    assert refused(b"").problem == "830"
    assert refused(seal_for(b"nothing", key_ring().public.sealing)).problem == "830"
    assert refused(question(counter)[:-1]).problem == "825"


def test_one_counter_cannot_ask_without_end(counter: InventedCounter, settings: Any) -> None:
    settings.EXCHANGE_PER_MINUTE = 2
    asked(question(counter))
    answer = refused(question(counter))
    assert (answer.problem, answer.retry_seconds) == ("851", 30)


# -- files


def test_a_file_is_what_its_bytes_are(counter: InventedCounter) -> None:
    user = make_user()
    counter.decide()
    batch = take_file("x.txt", counter.batch(5), user)
    assert (batch.counter, batch.problem) == (counter.code, None)
    assert document(batch.documents, Acknowledgement).upto == place_of(counter.links[-1])
    asking = take_file("x.kense-question", question(counter), user)
    assert document(asking.documents, Acknowledgement).upto == place_of(counter.links[-1])
    assert list(Delivery.objects.order_by("-pk").values_list("way", "user")[:2]) == [("file", user.pk)] * 2
    assert [counter_of(data) for data in (counter.batch(), question(counter), b"", b"KENSE-BATCH-9\n")] == [
        counter.code,
        counter.code,
        "",
        "",
    ]


@pytest.mark.parametrize(
    ("content", "problem"),
    [
        (b"", "853"),
        (b"PK\x03\x04", "853"),
        (b"KENSE-ANSWER-1\n", "853"),
        (b"KENSE-BATCH-2\nwhatever", "822"),
        (b"KENSE-BATCH-1\n", "821"),
        (b"KENSE-BA", "821"),
        (b"KENSE-SEALED-1\nxx", "830"),
        (b"KENSE-SIGNED-1\nxx", "830"),
        (b"KENSE-SIGNED-1\nxx\nyy\nzz", "830"),
    ],
)
def test_files_that_are_none(content: bytes, problem: str) -> None:
    taken_file = take_file("any.kense-batch", content, make_user())
    assert taken_file.problem is not None
    assert taken_file.problem.code == problem
    assert taken_file.problem.sentence()
    assert counter_of(content) == ""


def test_the_counters_day_is_not_the_centres(counter: InventedCounter) -> None:
    answer = asked(question(counter))
    assert datetime.fromisoformat(answer.received_at).utcoffset() == timedelta(hours=5)


def test_questions_are_forgotten_after_a_month(counter: InventedCounter) -> None:
    asked(question(counter))
    Delivery.objects.update(at=timezone.now() - timedelta(days=40))
    asked(question(counter))
    assert list(Delivery.objects.order_by("pk").values_list("what", flat=True)) == ["batch", "question"]
