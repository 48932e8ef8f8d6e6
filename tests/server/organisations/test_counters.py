"""The table of counters, its filters, and the page of one."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.intake.models import Alarm, Branch, Delivery, RefusedEvent
from server.organisations.counter_pages import ON_A_PAGE
from server.organisations.models import Counter
from tests.server.making import InventedCounter, make_school, make_user, signed_in

LIST = "/places/counters/"


def counter(code: str, **changes: Any) -> Counter:
    row = InventedCounter(code).row
    Counter.objects.filter(pk=row.pk).update(**changes)
    row.refresh_from_db()
    return row


def refuse(row: Counter, sequence: int = 3) -> None:
    RefusedEvent.objects.create(
        organisation=row.organisation,
        counter=row,
        branch=0,
        sequence=sequence,
        hash="ab" * 32,
        kind="case_decided",
        problem="907",
        fields={"number": "S1/2026-000001", "other": "2"},
        refused_at=datetime.now(UTC),
    )


@pytest.fixture
def six() -> None:
    counter("A1", head=500, upto=10)
    counter("A2", clock_doubted=True)
    counter("A3", clock_lag_seconds=-4000)
    refuse(counter("A4", last_way="file"))
    row = counter("A5", state="revoked", last_way="network")
    Alarm.objects.create(organisation=row.organisation, counter=row, kind="fork")
    counter("A6", state="invited")


@pytest.mark.usefixtures("six")
@pytest.mark.parametrize(
    ("asked", "found"),
    [
        ("", "A1 A2 A3 A4 A5 A6"),
        ("trouble=lag", "A1"),
        ("trouble=clock", "A2 A3"),
        ("trouble=refused", "A4"),
        ("trouble=alarms", "A5"),
        ("state=invited", "A6"),
        ("state=active&trouble=clock", "A2 A3"),
        ("way=file", "A4"),
        ("q=a4", "A4"),
        ("trouble=nonsense&state=nonsense&way=nonsense", "A1 A2 A3 A4 A5 A6"),
    ],
)
def test_filters(asked: str, found: str) -> None:
    page = signed_in(make_user()).get(f"{LIST}?{asked}").content.decode()
    shown = [code for code in ("A1", "A2", "A3", "A4", "A5", "A6") if f"{LIST}{code}/" in page]
    assert shown == found.split()


def test_pages_go_there_and_back() -> None:
    school = make_school()
    Counter.objects.bulk_create(Counter(code=f"B{n:03}", organisation=school) for n in range(ON_A_PAGE * 2 + 5))
    client = signed_in(make_user())

    def page(query: str) -> str:
        return client.get(f"{LIST}{query}").content.decode()

    assert f"after=B{ON_A_PAGE - 1:03}" in page("")
    assert 'rel="prev"' not in page("")
    second = page(f"?after=B{ON_A_PAGE - 1:03}")
    assert f"B{ON_A_PAGE:03}" in second
    assert f"before=B{ON_A_PAGE:03}" in second
    back = page(f"?before=B{ON_A_PAGE:03}")
    assert "B000" in back
    assert 'rel="prev"' not in back
    assert 'rel="next"' not in page(f"?after=B{ON_A_PAGE * 2 - 1:03}")


def test_an_export_holds_what_the_filters_chose() -> None:
    counter("A1", head=500, upto=10)
    counter("A2", clock_doubted=True)
    client = signed_in(make_user())
    text = b"".join(client.get(f"{LIST}?trouble=lag&export=csv")).decode("utf-8-sig")
    assert text.splitlines()[1].startswith("A1;")
    assert ";490;" in text
    assert "A2" not in text
    assert b"".join(client.get(f"{LIST}?export=xlsx"))[:2] == b"PK"
    assert b"".join(client.get(f"{LIST}?export=pdf"))[:5] == b"%PDF-"


@pytest.mark.parametrize("language", ["kk", "ru", "en"])
def test_the_page_of_one_tells_everything(language: str) -> None:
    row = counter(
        "S7",
        last_contact=datetime.now(UTC) - timedelta(hours=3),
        last_way="file",
        report={"system": "Debian 12", "services": {"attestation": "E2020-7"}, "last_backup_at": "2026-09-01T10:00:00"},
    )
    refuse(row)
    Alarm.objects.create(organisation=row.organisation, counter=row, kind="fork", about={"key": "ab12"}, times=3)
    Delivery.objects.create(counter=row, way="network", what="batch", first=1, last=4, bytes=3000, stored=4, refused=1)
    Delivery.objects.create(
        counter=row, way="file", what="batch", problem="839", fields={"found": 1}, user=make_user(name="opener")
    )
    Branch.objects.create(counter=row, number=0, first=1, previous="0" * 64, last=40, last_hash="ab" * 32)
    Branch.objects.create(counter=row, number=1, parent=0, first=31, previous="cd" * 32, last=35, last_hash="ef" * 32)
    page = signed_in(make_user(), language).get(f"{LIST}S7/").content.decode()
    for told in ("Debian 12", ", E2020-7", "2026-09-01 10:00", "1–4", "30", row.keys.get().signing[:16]):
        assert told in page, told
