"""Due dates of the channel: 2/6 and 3/7 working days, counted over holidays and in the week of six days."""

from datetime import date, datetime, timedelta, timezone

import pytest

from desktop.domain.case_terms import case_due, resend_due
from desktop.domain.channels import channels_offered, has_channel, norms_of, opened_as
from desktop.domain.hours import judge_intake
from desktop.domain.unclaimed import kept_until, lies
from forms.calendar import load_calendar
from forms.problems import Problem
from tests.domain.making import edition_of, new_draft

CALENDAR = load_calendar()
ZONE = timezone(timedelta(hours=5))


def at(day: str, hour: int = 10) -> datetime:
    """An hour of a day."""
    return datetime.combine(date.fromisoformat(day), datetime.min.time(), ZONE) + timedelta(hours=hour)


@pytest.mark.parametrize(
    ("label", "place", "accepted", "due"),
    [
        # The day of acceptance counts, in the week of five days: the regulation of 2018 says neither.
        ("E2015", "same", "2026-09-14", "2026-09-15"),
        ("E2015", "other", "2026-09-14", "2026-09-21"),
        # It does not count, and Saturday does.
        ("E2020-7", "same", "2026-09-14", "2026-09-17"),
        ("E2020-7", "other", "2026-09-14", "2026-09-22"),
        ("E2020-7", "same", "2026-09-17", "2026-09-21"),  # Friday, Saturday, Monday
        ("E2020-8", "other", "2026-09-17", "2026-09-25"),
        # Republic Day, 25 October 2026, is a Sunday: the Monday after is off.
        ("E2020-7", "same", "2026-10-22", "2026-10-27"),
        ("E2015", "same", "2026-10-23", "2026-10-27"),
        # Nauryz, 21 to 23 March, a Saturday to a Monday.
        ("E2020-7", "other", "2026-03-19", "2026-03-31"),  # 24 March for the Sunday among them
        # 16 December, a Wednesday, and the New Year.
        ("E2020-7", "same", "2026-12-15", "2026-12-19"),
        ("E2020-7", "same", "2026-12-30", "2027-01-05"),
    ],
)
def test_days_are_counted_by_edition_and_place(label: str, place: str, accepted: str, due: str) -> None:
    edition = edition_of(label)
    draft = new_draft(edition)
    draft.channel, draft.side = "state_corporation", "corporation"
    draft.provider_place = "same" if place == "same" else "other"
    found = case_due(edition, draft, at(accepted), CALENDAR)
    assert found is not None
    assert found.due.isoformat() == due


def test_without_the_place_there_is_no_due_date() -> None:
    edition = edition_of("E2020-7")
    draft = new_draft(edition)
    draft.channel, draft.side = "state_corporation", "corporation"
    assert case_due(edition, draft, at("2026-09-14"), CALENDAR) is None


def test_a_package_is_due_from_the_corporations_acceptance() -> None:
    edition = edition_of("E2020-7")
    draft = new_draft(edition)
    draft.channel, draft.package, draft.provider_place = "state_corporation", "118", "same"
    draft.filed_at = "11.09.2026"
    found = case_due(edition, draft, at("2026-09-14"), CALENDAR)
    assert found is not None
    assert found.due == date(2026, 9, 15)  # Saturday, Monday, Tuesday
    draft.filed_at = "15.09.2026"  # still to come
    assert case_due(edition, draft, at("2026-09-14"), CALENDAR) is None


@pytest.mark.parametrize(
    ("asked", "due"),
    [("2026-09-14", "2026-09-14"), ("2026-09-19", "2026-09-21"), ("2026-10-24", "2026-10-27")],
)
def test_the_provider_sends_again_within_a_working_day_of_its_own_week(asked: str, due: str) -> None:
    assert resend_due(edition_of("E2020-7"), at(asked), CALENDAR) == date.fromisoformat(due)


def test_no_edition_without_the_rule_promises_to_send_again() -> None:
    assert resend_due(edition_of("E2015"), at("2026-09-14"), CALENDAR) is None


@pytest.mark.parametrize(
    ("due", "received", "until"),
    [
        ("2026-01-31", "2026-01-20", "2026-02-28"),
        ("2028-01-31", "2028-01-31", "2028-02-29"),
        ("2026-01-28", "2026-01-31", "2026-02-28"),  # it came late: from the day it could be collected
        ("2026-09-17", "2026-09-14", "2026-10-17"),
        ("2026-12-15", "2026-12-15", "2027-01-15"),
        (None, "2026-05-31", "2026-06-30"),
    ],
)
def test_a_result_is_kept_a_month(due: str | None, received: str, until: str) -> None:
    day = None if due is None else date.fromisoformat(due)
    found = kept_until(edition_of("E2020-7"), day, date.fromisoformat(received))
    assert found == date.fromisoformat(until)
    assert lies("", found, date.fromisoformat(until)) == "lying"  # its last day is one of them
    assert lies("", found, date.fromisoformat(until) + timedelta(1)) == "over"


def test_the_regulation_of_2018_keeps_nothing() -> None:
    assert kept_until(edition_of("E2015"), None, date(2026, 9, 14)) is None
    assert lies("", None, date(2030, 1, 1)) == "lying"


@pytest.mark.parametrize("label", ["EMUS", "ENR", "E2024", "E2025"])
def test_an_edition_without_the_channel_opens_nothing_at_the_desk(label: str) -> None:
    with pytest.raises(Problem) as caught:
        opened_as(edition_of(label), "state_corporation", date(2026, 9, 14))
    assert caught.value.code == "1055"
    assert opened_as(edition_of(label), "school", date(2026, 9, 14)) == ("counter", "provider")


def test_the_channel_begins_when_the_regulation_does() -> None:
    edition = edition_of("E2015")
    assert not has_channel(edition, "state_corporation", date(2018, 7, 19))
    assert has_channel(edition, "state_corporation", date(2018, 7, 20))
    assert has_channel(edition, "state_corporation", date(2026, 9, 14))  # still worked by


@pytest.mark.parametrize(
    ("label", "ways"),
    [
        ("E2015", ("counter", "state_corporation")),
        ("E2020-7", ("counter", "state_corporation")),
        ("EMUS", ("counter",)),
        ("E2025", ("counter", "portal", "platform")),
    ],
)
def test_a_school_chooses_among_the_ways_it_has_steps_for(label: str, ways: tuple[str, ...]) -> None:
    assert channels_offered(edition_of(label), "school", date(2026, 9, 14)) == ways


def test_norms_are_of_somebody_served() -> None:
    edition = edition_of("E2020-7")
    draft = new_draft(edition)
    assert norms_of(edition, draft).serving_minutes == 20
    draft.channel = "state_corporation"
    assert norms_of(edition, draft).serving_minutes is None
    draft.side = "corporation"
    assert norms_of(edition, draft).serving_minutes == 20


@pytest.mark.parametrize(
    ("moment", "school", "corporation"),
    [
        ("2026-09-19T11", "day_off", "open"),  # a Saturday
        ("2026-09-14T13", "lunch", "open"),
        ("2026-09-14T19", "late", "open"),
        ("2026-09-14T20", "late", "late"),
        ("2026-09-20T11", "day_off", "day_off"),
        ("2026-10-26T11", "day_off", "day_off"),
    ],
)
def test_the_desk_has_hours_of_its_own(moment: str, school: str, corporation: str) -> None:
    edition = edition_of("E2020-7")
    when = at(moment[:10], int(moment[11:]))
    assert judge_intake(edition, CALENDAR, when).kind == school
    assert judge_intake(edition, CALENDAR, when, corporation=True).kind == corporation
