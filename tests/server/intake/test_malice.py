"""A counter whose program is not ours, and strangers who speak in a counter's name: what they do harms nobody else."""

from typing import Any

import pytest
from django.test import Client

from server.intake.models import Alarm, Delivery, RefusedEvent
from server.register.models import Case
from tests.server.intake.sending import not_taken, rekey, taken, twin_of
from tests.server.making import InventedCounter, make_district, make_user, signed_in

PAGES = ("/", "/register/", "/norms/", "/norms/over/", "/norms/overdue/", "/intake/refused/", "/places/counters/")


@pytest.fixture
def counter() -> InventedCounter:
    """A counter of a school."""
    return InventedCounter()


@pytest.fixture
def client() -> Client:
    """Somebody of the district, who may see everything."""
    return signed_in(make_user(at=make_district()))


def test_strangers_do_not_use_up_a_counters_pace(counter: InventedCounter, settings: Any) -> None:
    settings.EXCHANGE_PER_MINUTE = 3
    counter.decide()
    stranger = twin_of(counter)
    rekey(stranger)
    for _again in range(5):
        assert not_taken(stranger.batch()).problem == "836"
    assert Delivery.objects.filter(counter=counter.row, problem="836").count() == 5
    taken(counter.batch())


def test_strangers_raise_one_alarm_however_much_they_send(counter: InventedCounter) -> None:
    counter.decide()
    for _again in range(4):
        stranger = twin_of(counter)
        rekey(stranger)
        assert not_taken(stranger.batch()).problem == "836"
    assert Alarm.objects.get().times == 4


@pytest.mark.parametrize(
    "shape", ["{code}/a b/<b>", "{code}/2026-1x", "{code}/", "{code}/2026-1\n", "{code}/2026-" + "9" * 60]
)
def test_a_number_is_a_year_and_a_count(counter: InventedCounter, shape: str) -> None:
    counter.decide(number=shape.format(code=counter.code))
    taken(counter.batch())
    assert RefusedEvent.objects.get(kind="case_decided").problem == "909"
    assert not Case.objects.exists()


@pytest.mark.parametrize(
    "name", ["<script>alert(1)</script>", "a\x00b\x1b\u202e\ufffe\x0b", "=cmd|' /C calc'!A0", "А" * 100_000]
)
def test_whatever_a_name_is_made_of_the_pages_and_files_stand(
    counter: InventedCounter, client: Client, name: str
) -> None:
    counter.decide(name=name)
    taken(counter.batch())
    assert len(Case.objects.get().applicant_name) <= 400
    for address in (*PAGES, f"/register/{counter.code}-2026-000001/"):
        page = client.get(address)
        assert page.status_code == 200, address
        assert b"<script>alert" not in page.content
    for form in ("csv", "xlsx", "pdf"):
        file = client.get(f"/register/?export={form}")
        content = b"".join(file)
        assert file.status_code == 200 and content
        if form == "csv":
            assert b";=cmd" not in content


def test_particulars_larger_than_any_case_has_are_held(counter: InventedCounter, client: Client) -> None:
    counter.decide(name="А" * 300_000)
    taken(counter.batch())
    refused = RefusedEvent.objects.get(kind="case_decided")
    assert refused.problem == "843"
    assert len(client.get(f"/intake/refused/{refused.pk}/").content) < 100_000


@pytest.mark.parametrize(
    "event",
    [
        b'{"a":' * 900 + b"1" + b"}" * 900,
        b'{"a":"\\ud800"}',
        b'{"a":' + b"9" * 5000 + b"}",
        b'{"documents":[{"key":["x"],"finding":["y"]},1]}',
        b'{"act":{"documents":[{"key":{},"finding":{}}]}}',
        b'{"k":[' + b"1," * 200_000 + b"1]}",
        b"[]",
    ],
)
def test_whatever_stands_in_a_refused_event_its_page_stands(
    counter: InventedCounter, client: Client, event: bytes
) -> None:
    counter.put(event)
    taken(counter.batch())
    page = client.get(f"/intake/refused/{RefusedEvent.objects.get().pk}/")
    assert page.status_code == 200
    assert len(page.content) < 500_000
