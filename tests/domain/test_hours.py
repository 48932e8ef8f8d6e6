"""Whether the counter is within the edition's hours, to the minute."""

from datetime import date, datetime, time

import pytest

from desktop.domain.hours import judge_intake
from forms.calendar import load_calendar
from tests.domain.making import EDITIONS, ZONE, edition_of

MONDAY = date(2023, 9, 18)
SATURDAY = date(2023, 9, 23)
NEW_YEAR = date(2024, 1, 1)


def kind(label: str, day: date, hour: int, minute: int, second: int = 0) -> str:
    at = datetime.combine(day, time(hour, minute, second), ZONE)
    return judge_intake(edition_of(label), load_calendar(), at).kind


@pytest.mark.parametrize(
    ("hour", "minute", "second", "wanted"),
    [
        (0, 0, 0, "early"),
        (8, 59, 59, "early"),
        (9, 0, 0, "open"),
        (12, 59, 59, "open"),
        (13, 0, 0, "lunch"),
        (14, 29, 59, "lunch"),
        (14, 30, 0, "open"),
        (17, 29, 59, "open"),
        (17, 30, 0, "late"),
        (23, 59, 59, "late"),
    ],
)
def test_intake_of_a_school_to_the_second(hour: int, minute: int, second: int, wanted: str) -> None:
    # The school is open until 18:30, documents are taken until 17:30.
    assert kind("E2020-7", MONDAY, hour, minute, second) == wanted


def test_where_no_intake_hours_are_stated_the_providers_hold() -> None:
    assert kind("EMUS", MONDAY, 13, 30) == "lunch"
    assert kind("EMUS", MONDAY, 14, 0) == "open"
    assert kind("EMUS", MONDAY, 17, 59) == "open"
    assert kind("EMUS", MONDAY, 18, 0) == "late"


def test_days_off_say_why() -> None:
    for day in (SATURDAY, NEW_YEAR):
        state = judge_intake(edition_of("E2020-7"), load_calendar(), datetime.combine(day, time(10), ZONE))
        assert state.kind == "day_off"
        assert state.hours is not None
    assert state.why_off is not None
    assert state.why_off.kk
    assert state.why_off.ru


def test_an_edition_without_hours_forbids_nothing() -> None:
    unstated = [edition.label for edition in EDITIONS if not edition.hours]
    assert "E2015" in unstated
    for label in [*unstated, "E2025"]:
        assert kind(label, SATURDAY, 23, 0) == "unstated"
