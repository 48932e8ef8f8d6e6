"""Whether the counter is within the edition's hours, to the minute."""

from datetime import date, datetime, time

import pytest
from msgspec.structs import replace

from desktop.domain.deadlines import closing_of, terms_of
from desktop.domain.filing import closing_time
from desktop.domain.hours import WEEKDAYS, IntakeState, WorkingHours, judge_intake, read_time, stated_hours
from desktop.ui.wording import say_week
from forms.calendar import load_calendar
from forms.editions import Weekday
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


# the profile's hours

WEEK: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri")
MUSIC_SCHOOL = WorkingHours(days=WEEK, opens=time(9), closes=time(18), lunch=(time(13), time(14)))
SIX_DAYS = WorkingHours(days=(*WEEK, "sat"), opens=time(9), closes=time(18), lunch=(time(13), time(14)))
GENERAL = WorkingHours(days=WEEK, opens=time(8), closes=time(16))


def state_at(
    day: date,
    at: time,
    label: str = "E2020-7",
    own: WorkingHours | None = None,
    organisation: WorkingHours | None = None,
) -> IntakeState:
    moment = datetime.combine(day, at, ZONE)
    return judge_intake(edition_of(label), load_calendar(), moment, own=own, organisation=organisation)


@pytest.mark.parametrize(
    ("at", "by_edition", "by_service"),
    [
        (time(13, 30), "lunch", "lunch"),
        (time(14, 0), "lunch", "open"),
        (time(14, 29), "lunch", "open"),
        (time(17, 30), "late", "open"),
        (time(17, 59), "late", "open"),
        (time(18, 0), "late", "late"),
    ],
)
def test_a_music_schools_own_hours_come_before_the_standards(at: time, by_edition: str, by_service: str) -> None:
    assert state_at(MONDAY, at).kind == by_edition
    state = state_at(MONDAY, at, own=MUSIC_SCHOOL, organisation=GENERAL)
    assert state.kind == by_service
    assert state.whose == "service"
    assert state.hours == MUSIC_SCHOOL


def test_the_general_hours_hold_only_where_the_edition_states_none() -> None:
    state = state_at(MONDAY, time(8, 30), organisation=GENERAL)
    assert (state.kind, state.whose) == ("early", "edition")
    state = state_at(MONDAY, time(8, 30), "E2015", organisation=GENERAL)
    assert (state.kind, state.whose) == ("open", "organisation")
    state = state_at(MONDAY, time(16), "E2015", organisation=GENERAL)
    assert (state.kind, state.hours) == ("late", GENERAL)
    state = state_at(MONDAY, time(16), "E2015")
    assert (state.kind, state.whose, state.hours) == ("unstated", None, None)


def test_saturday_is_worked_by_who_states_it() -> None:
    assert state_at(SATURDAY, time(10), own=SIX_DAYS).kind == "open"
    assert state_at(SATURDAY, time(13, 59), own=SIX_DAYS).kind == "lunch"
    state = state_at(SATURDAY, time(10), own=MUSIC_SCHOOL)
    assert (state.kind, state.whose) == ("day_off", "service")
    assert state.why_off is not None


def test_a_saturday_worked_for_a_moved_day_is_a_working_day_and_the_moved_day_is_not() -> None:
    # 8 May 2024 was made a rest day, worked on Saturday 4 May.
    moved_from, worked = date(2024, 5, 8), date(2024, 5, 4)
    assert load_calendar().day(worked).kind == "worked_instead"
    assert state_at(worked, time(10), own=MUSIC_SCHOOL).kind == "open"
    assert state_at(worked, time(17, 45), own=MUSIC_SCHOOL).kind == "open"
    assert load_calendar().day(moved_from).kind == "moved"
    state = state_at(moved_from, time(10), own=MUSIC_SCHOOL)
    assert state.kind == "day_off"
    assert state.why_off is not None


def test_a_holiday_is_off_whatever_days_are_stated() -> None:
    every_day = WorkingHours(days=WEEKDAYS, opens=time(9), closes=time(18))
    for day in (NEW_YEAR, date(2024, 3, 8), date(2024, 3, 21)):
        assert state_at(day, time(10), own=every_day).kind == "day_off"
    assert state_at(date(2023, 9, 24), time(10), own=every_day).kind == "open"  # a Sunday


def test_a_weekday_not_stated_is_off_and_no_holiday_is_named() -> None:
    without_monday = WorkingHours(days=("tue", "wed", "thu", "fri"), opens=time(9), closes=time(18))
    state = state_at(MONDAY, time(10), own=without_monday)
    assert (state.kind, state.why_off) == ("day_off", None)


# a week whose days differ

SHORTER = edition_of("EMUS")
SHORTER = replace(
    SHORTER,
    hours=(
        replace(SHORTER.hours[0], who="provider", days=("mon", "tue", "thu", "fri"), closes=time(18), lunch=None),
        replace(SHORTER.hours[0], who="provider", days=("sat",), opens=time(10), closes=time(14), lunch=None),
    ),
)


@pytest.mark.parametrize(
    ("day", "at", "wanted"),
    [
        (MONDAY, time(9, 30), "open"),
        (MONDAY, time(17, 59), "open"),
        (SATURDAY, time(9, 30), "early"),
        (SATURDAY, time(13, 59), "open"),
        (SATURDAY, time(14), "late"),
        (date(2023, 9, 20), time(12), "day_off"),  # a Wednesday
        (date(2023, 9, 24), time(12), "day_off"),
        (NEW_YEAR, time(12), "day_off"),
    ],
)
def test_the_hours_are_those_of_the_weekday(day: date, at: time, wanted: str) -> None:
    state = judge_intake(SHORTER, load_calendar(), datetime.combine(day, at, ZONE))
    assert (state.kind, state.whose, len(state.week)) == (wanted, "edition", 2)
    assert state.hours is not None
    assert state.hours.closes == (time(14) if day == SATURDAY else time(18))


@pytest.mark.parametrize(
    ("day", "closes"),
    [(MONDAY, time(18)), (SATURDAY, time(14)), (date(2023, 9, 20), time()), (date(2023, 9, 24), time(18))],
)
def test_the_end_of_work_is_that_of_the_weekday(day: date, closes: time) -> None:
    assert closing_of(SHORTER, day) == closes
    assert closing_time(SHORTER, day, organisation=GENERAL) == closes
    assert closing_of(edition_of("E2015"), day) is None


def test_a_filing_after_a_short_saturday_or_on_a_day_off_counts_from_the_next_working_day() -> None:
    (term,) = edition_of("E2025").terms[:1]
    edition = replace(SHORTER, terms=(replace(term, after_hours="next_working_day", channels=(), since=None),))
    for day, at, counted in (
        (SATURDAY, time(13, 59), SATURDAY),
        (SATURDAY, time(14), date(2023, 9, 25)),
        (date(2023, 9, 20), time(9), date(2023, 9, 21)),
        (MONDAY, time(17, 59), MONDAY),
    ):
        due = terms_of(edition, datetime.combine(day, at, ZONE), load_calendar())[0]
        assert due.accepted_on == counted


@pytest.mark.parametrize(
    ("language", "told"),
    [
        ("kk", "дс, сс, бс, жм 09:00–18:00; сб 10:00–14:00"),
        ("en", "Mon, Tue, Thu, Fri 09:00–18:00; Sat 10:00–14:00"),
    ],
)
def test_a_week_of_unlike_days_is_told_by_its_days(language: str, told: str) -> None:
    week = stated_hours(SHORTER, "provider")
    assert say_week(week, language) == told
    assert say_week(week[:1], language) == "09:00–18:00"
    assert say_week((replace(week[0], days=WEEK), week[1]), "en").startswith("Mon–Fri 09:00")


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("09:00", time(9)),
        ("9:00", time(9)),
        ("9.05", time(9, 5)),
        ("0930", time(9, 30)),
        ("930", time(9, 30)),
        ("9", time(9)),
        (" 18 30 ", time(18, 30)),
        ("24:00", None),
        ("9:60", None),
        ("9:00:00", None),
        ("", None),
        ("тоғыз", None),
        ("-9:00", None),
        ("99999", None),
    ],
)
def test_times_are_read_as_people_type_them(typed: str, read: time | None) -> None:
    assert read_time(typed) == read
