"""A centre of an earlier program goes on under this one: its database is brought up with what is in it."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.core.management import call_command
from django.db import DatabaseError, connection, connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.state import StateApps

from server.complaints.models import Complaint, ComplaintStep
from server.register.models import Case

NAME = "earlier"
NOW = datetime(2026, 11, 20, 10, tzinfo=UTC)
# What the program before this one had, as it was landed.
BEFORE = [(app, "0001_initial") for app in ("organisations", "publishing", "register", "complaints", "intake")]


@pytest.fixture
def earlier(db: None, tmp_path: Path) -> Iterator[StateApps]:
    """A database of its own with the tables of the program before this one; its models."""
    on_server = connection.vendor == "postgresql"
    name = f"earlier_{uuid4().hex}" if on_server else str(tmp_path / "earlier.db")
    if on_server:
        with connection._nodb_cursor() as cursor:
            cursor.execute(f"CREATE DATABASE {name}")
    connections.databases[NAME] = {**connection.settings_dict, "NAME": name, "ATOMIC_REQUESTS": False}
    try:
        connections[NAME].connect()  # Django lets tests use one that is open
        executor = MigrationExecutor(connections[NAME])
        executor.migrate(BEFORE)
        yield executor.loader.project_state(BEFORE).apps
    finally:
        connections[NAME].close()
        del connections[NAME]
        del connections.databases[NAME]
        if on_server:
            with connection._nodb_cursor() as cursor:
                cursor.execute(f"DROP DATABASE {name}")


def make(apps: StateApps, model: str, **fields: Any) -> Any:
    return apps.get_model(model)._default_manager.using(NAME).create(**fields)


def record(apps: StateApps) -> tuple[Any, dict[str, Any]]:
    """A school with its counter, a complaint with its step; the step, and what a case there has."""
    user = make(apps, "accounts.User", username="someone")
    district = make(apps, "organisations.Organisation", code="aq", path="aq/", kind="office")
    school = make(apps, "organisations.Organisation", code="s1", path="aq/s1/", above=district)
    counter = make(apps, "organisations.Counter", code="S1", organisation=school)
    complaint = make(
        apps,
        "complaints.Complaint",
        district=district,
        organisation=school,
        year=2026,
        number=1,
        received_on=NOW.date(),
        way="paper",
        name="Серікова Алма",
        accepted_by=user,
    )
    step = make(apps, "complaints.ComplaintStep", complaint=complaint, by=user, what="registered", words="келді")
    case = {
        "organisation_id": school.pk,
        "counter_id": counter.pk,
        "branch": 0,
        "service": "attestation",
        "edition": "E2020-7",
        "outcome": "accepted",
        "decided_at": NOW,
        "day": NOW.date(),
    }
    return step, case


def found(word: str) -> list[int]:
    """The cases SQLite's full-text table finds."""
    with connections[NAME].cursor() as cursor:
        cursor.execute("SELECT rowid FROM register_words WHERE register_words MATCH %s", [word])
        return [pk for (pk,) in cursor.fetchall()]


def test_what_was_recorded_stays_and_is_kept_as_before(earlier: StateApps) -> None:
    step, case = record(earlier)
    make(earlier, "register.Case", **case, sequence=1, case_id="one", number="S1/2026-000001", words=" alma ")
    call_command("migrate", database=NAME, verbosity=0)
    assert Complaint.objects.using(NAME).get().label == "aq-2026-00001"
    kept = ComplaintStep.objects.using(NAME).filter(pk=step.pk)
    assert kept.get().words == "келді"
    with pytest.raises(DatabaseError):
        kept.update(words="")
    with pytest.raises(DatabaseError):
        kept._raw_delete(NAME)
    first = Case.objects.using(NAME).get()
    assert (first.number, first.step, first.subject_name) == ("S1/2026-000001", None, "")
    second = Case.objects.using(NAME).create(
        **case, sequence=2, case_id="two", number="S1/2026-000002", words=" berik "
    )
    if connection.vendor == "sqlite":
        assert (found("alma"), found("berik")) == ([first.pk], [second.pk])
        Case.objects.using(NAME).filter(pk=first.pk).update(words=" asel ")
        second.delete()
        assert (found("alma"), found("asel"), found("berik")) == ([], [first.pk], [])


def test_nothing_is_left_to_migrate() -> None:
    call_command("makemigrations", check=True, dry_run=True, verbosity=0)
