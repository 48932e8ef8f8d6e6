"""Rows of the register for figures, made directly: nothing but what figures read is filled."""

from datetime import UTC, date, datetime
from itertools import count
from typing import Any

from server.organisations.models import Counter, Organisation
from server.register.models import Case, OperatorName, VisitRow
from tests.server.making import make_school

_numbers = count(1)


def make_counter(school: Organisation | None = None, *, heard: datetime | None = None) -> Counter:
    """A counter at work."""
    return Counter.objects.create(
        code=f"N{next(_numbers)}", organisation=school or make_school(), state="active", last_contact=heard
    )


def make_visit(counter: Counter, **changes: Any) -> VisitRow:
    """A visit whose paper was handed over after ten minutes of waiting and ten of serving."""
    return VisitRow.objects.create(**visit_fields(counter, **changes))


def visit_fields(counter: Counter, **changes: Any) -> dict[str, Any]:
    """What such a row is made of."""
    day = changes.get("day", date(2026, 9, 1))
    hour = changes.get("came_hour", 10)
    return {
        "organisation_id": counter.organisation_id,
        "counter": counter,
        "branch": 0,
        "visit_id": f"v{next(_numbers)}",
        "day": day,
        "came_at": datetime(day.year, day.month, day.day, hour, tzinfo=UTC),
        "came_hour": hour,
        "changed_hour": hour,
        "service": "attestation",
        "edition": "E2020-7",
        "operator": "op1",
        "label": "A001",
        "called": True,
        "state": "ended",
        "ended_by": "handed_over",
        "waiting_seconds": 600.0,
        "serving_seconds": 600.0,
        "body": b"",
        **changes,
    }


def make_case(counter: Counter, **changes: Any) -> Case:
    """A decided case of this counter."""
    number = next(_numbers)
    day = changes.get("day", date(2026, 9, 1))
    fields: dict[str, Any] = {
        "organisation_id": counter.organisation_id,
        "counter": counter,
        "branch": 0,
        "sequence": number,
        "case_id": f"c{number}",
        "number": f"{counter.code}/{day.year}-{number:06}",
        "service": "attestation",
        "edition": "E2020-7",
        "outcome": "accepted",
        "operator": "op1",
        "decided_at": datetime(day.year, day.month, day.day, 6, 12, tzinfo=UTC),
        "day": day,
        "applicant_name": "Сейітқали Ақмарал",
        "applicant_phone": "+77010000000",
        "status_code": f"C{number:08}"[:9],
        **changes,
    }
    return Case.objects.create(**fields)


def name_operator(counter: Counter, name: str, operator: str = "op1") -> None:
    """What an operator is called."""
    OperatorName.objects.create(counter=counter, operator=operator, name=name)
