"""Health and metrics."""

from datetime import UTC, datetime, timedelta

import pytest
from django.test import Client

from server.intake.models import Alarm, Delivery
from tests.server.making import InventedCounter


def test_the_process_answers() -> None:
    assert Client().get("/alive").content == b"alive\n"


def test_all_is_well() -> None:
    answer = Client().get("/health")
    assert (answer.status_code, answer.json()) == (
        200,
        {"database": "ok", "tables": "ok", "keys": "ok", "disk": "ok"},
    )


@pytest.mark.expects_log("Service Unavailable")
def test_keys_that_cannot_be_read_are_told(settings: pytest.FixtureRequest) -> None:
    folder = settings.DATA  # type: ignore[attr-defined]
    folder.mkdir(parents=True)
    (folder / "keys.json").write_text("{")
    answer = Client().get("/health")
    assert (answer.status_code, answer.json()["keys"]) == (503, "cannot be read")


def test_metrics_tell_what_is_there() -> None:
    counter = InventedCounter()
    counter.row.last_contact = datetime.now(UTC) - timedelta(days=9)
    counter.row.head, counter.row.upto = 70, 50
    counter.row.save()
    Delivery.objects.create(counter=counter.row, way="file", what="batch", problem="842")
    Alarm.objects.create(counter=counter.row, kind="fork")
    lines = Client().get("/metrics").content.decode().splitlines()
    for line in (
        'kense_counters{state="active"} 1',
        "kense_counters_silent 1",
        "kense_events_waiting 20",
        'kense_deliveries_total{way="file",what="batch"} 1',
        'kense_deliveries_not_taken_total{problem="842"} 1',
        "kense_alarms_open 1",
    ):
        assert line in lines
    assert counter.code not in "\n".join(lines)


def test_metrics_are_for_this_machine_or_who_has_the_token(settings: pytest.FixtureRequest) -> None:
    assert Client(REMOTE_ADDR="203.0.113.9").get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"X-Forwarded-For": "203.0.113.9"}).status_code == 404
    settings.METRICS_TOKEN = "a-token"  # type: ignore[attr-defined]
    assert Client().get("/metrics").status_code == 404
    assert Client().get("/metrics", headers={"Authorization": "Bearer a-token"}).status_code == 200
