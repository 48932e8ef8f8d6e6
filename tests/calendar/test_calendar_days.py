"""Working days of Kazakhstan, given and expected; the shipped years held against the ``holidays`` library."""

from datetime import date, timedelta
from itertools import pairwise

import holidays
import pytest
from hypothesis import given
from hypothesis import strategies as st

from forms.calendar import Calendar, load_calendar
from forms.calendar_rules import WorkingWeek

CALENDAR = load_calendar()
YEARS = range(2016, 2028)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + timedelta(days=offset) for offset in range((date(year + 1, 1, 1) - first).days)]


def test_every_year_from_2016_to_2027_has_its_file() -> None:
    assert CALENDAR.years == tuple(YEARS)


# Day, whether it is worked in a week of five days, and in a week of six.
@pytest.mark.parametrize(
    ("day", "five", "six"),
    [
        # ordinary days and the weeks' own rest days
        ("2026-11-20", True, True),
        ("2026-11-21", False, True),
        ("2026-11-22", False, False),
        # moved days: the Saturday is worked, the day between is not; a week of six days has no Saturday to move
        ("2016-03-05", True, True),
        ("2016-03-07", False, True),
        ("2017-03-18", True, True),
        ("2017-03-20", False, True),
        ("2017-07-01", True, True),
        ("2017-07-07", False, True),
        ("2018-03-03", True, True),
        ("2018-03-09", False, True),
        ("2018-04-28", True, True),
        ("2018-04-30", False, True),
        ("2018-05-05", True, True),
        ("2018-05-08", False, True),
        ("2018-08-25", True, True),
        ("2018-08-31", False, True),
        ("2018-12-29", True, True),
        ("2018-12-31", False, True),
        ("2019-05-04", True, True),
        ("2019-05-10", False, True),
        ("2021-07-03", True, True),
        ("2021-07-05", False, True),
        ("2022-03-05", True, True),
        ("2022-03-07", False, True),
        ("2022-08-27", True, True),
        ("2022-08-29", False, True),
        ("2022-10-22", True, True),
        ("2022-10-24", False, True),
        ("2023-07-01", True, True),
        ("2023-07-07", False, True),
        ("2024-05-04", True, True),
        ("2024-05-08", False, True),
        # a Sunday moved is moved in both weeks
        ("2020-01-05", True, True),
        ("2020-01-03", False, False),
        ("2020-12-20", True, True),
        ("2020-12-18", False, False),
        ("2025-01-05", True, True),
        ("2025-01-03", False, False),
        # a shifted day moved on: 9 May 2020 fell on a Saturday
        ("2020-05-11", True, True),
        ("2020-05-08", False, True),
        # shifts: from a Saturday only in a week of five days, from a Sunday in both
        ("2022-01-03", False, False),
        ("2022-01-04", False, True),
        ("2024-03-25", False, True),
        ("2025-03-10", False, True),
        ("2025-03-24", False, False),
        ("2025-03-25", False, True),
        ("2026-03-09", False, False),
        ("2026-03-24", False, False),
        ("2026-03-25", False, True),
        ("2022-05-02", False, False),
        ("2022-05-10", False, True),
        # days that are never shifted: 7 January and the first day of Kurban Ait
        ("2017-01-07", False, False),
        ("2017-01-09", True, True),
        ("2018-01-08", True, True),
        ("2019-08-12", True, True),
        ("2022-07-09", False, False),
        ("2022-07-11", True, True),
        ("2023-01-09", True, True),
        ("2024-06-16", False, False),
        ("2024-06-17", True, True),
        ("2027-05-17", True, True),
        # Kurban Ait
        ("2016-09-12", False, False),
        ("2017-09-01", False, False),
        ("2018-08-21", False, False),
        ("2020-07-31", False, False),
        ("2021-07-20", False, False),
        ("2023-06-28", False, False),
        ("2025-06-06", False, False),
        ("2026-05-27", False, False),
        # holidays that came and went
        ("2021-12-01", False, False),
        ("2022-12-01", True, True),
        ("2021-10-25", True, True),
        ("2023-10-25", False, False),
        ("2021-12-17", False, False),
        ("2022-12-19", True, True),
        ("2025-09-01", False, True),
        ("2026-08-30", False, False),
        ("2026-08-31", True, True),
        ("2027-08-30", True, True),
        ("2026-03-16", True, True),
        ("2027-03-15", False, False),
        ("2026-10-26", False, False),
    ],
)
def test_a_day(day: str, five: bool, six: bool) -> None:
    given_day = date.fromisoformat(day)
    assert (CALENDAR.is_working(given_day, 5), CALENDAR.is_working(given_day, 6)) == (five, six)


# Working days of a year in a week of five days: as the Ministry's yearly balances count them.
@pytest.mark.parametrize(("year", "days"), [(2018, 246), (2022, 246), (2024, 249), (2026, 247)])
def test_the_days_of_a_year(year: int, days: int) -> None:
    assert CALENDAR.count_working_days(date(year, 1, 1), date(year, 12, 31)) == days


@pytest.mark.parametrize(
    ("day", "n", "exclude_first", "week", "counted"),
    [
        # three working days after a Wednesday
        ("2026-11-18", 3, True, 5, "2026-11-19 2026-11-20 2026-11-23"),
        ("2026-11-18", 3, True, 6, "2026-11-19 2026-11-20 2026-11-21"),
        ("2026-11-18", 3, False, 5, "2026-11-18 2026-11-19 2026-11-20"),
        # over a moved Saturday, which counts
        ("2024-05-03", 3, True, 5, "2024-05-04 2024-05-06 2024-05-10"),
        ("2022-10-21", 2, True, 5, "2022-10-22 2022-10-26"),
        ("2025-01-02", 2, True, 5, "2025-01-05 2025-01-06"),
        # over the year's end
        ("2025-12-30", 3, True, 5, "2025-12-31 2026-01-05 2026-01-06"),
        ("2026-12-31", 2, True, 5, "2027-01-05 2027-01-06"),
        ("2018-12-28", 3, True, 5, "2018-12-29 2019-01-03 2019-01-04"),
        # over Nauryz, shifted twice
        ("2026-03-19", 2, True, 5, "2026-03-20 2026-03-26"),
        ("2026-03-19", 3, True, 6, "2026-03-20 2026-03-25 2026-03-26"),
        # over Kurban Ait, which is not shifted
        ("2022-07-08", 1, True, 5, "2022-07-11"),
        ("2026-05-26", 1, True, 5, "2026-05-28"),
        # from a rest day, which is not counted either way
        ("2026-11-21", 1, False, 5, "2026-11-23"),
        ("2026-11-21", 1, True, 5, "2026-11-23"),
        ("2026-11-21", 1, False, 6, "2026-11-21"),
        # seven working days of the State Corporation
        ("2021-12-14", 7, True, 6, "2021-12-15 2021-12-18 2021-12-20 2021-12-21 2021-12-22 2021-12-23 2021-12-24"),
    ],
)
def test_working_days_are_counted(day: str, n: int, exclude_first: bool, week: WorkingWeek, counted: str) -> None:
    found = CALENDAR.add_working_days(date.fromisoformat(day), n, exclude_first=exclude_first, week=week)
    assert [str(one) for one in found.days] == counted.split()
    assert found.due == found.days[-1]


@pytest.mark.parametrize("n", [0, -1])
def test_no_days_cannot_be_counted(n: int) -> None:
    with pytest.raises(ValueError, match="counted from one"):
        CALENDAR.add_working_days(date(2026, 11, 20), n)


@pytest.mark.parametrize(
    ("day", "kk", "ru"),
    [
        ("2026-11-20", None, None),
        ("2024-05-04", None, None),
        ("2026-11-22", "демалыс күні", "выходной день"),
        ("2026-05-27", "Құрбан айттың бірінші күні", "Первый день Курбан-айта"),
        ("2025-03-25", "Наурыз мейрамы", "Наурыз мейрамы"),
        ("2022-10-24", "ауыстырылған демалыс күні", "перенесенный выходной день"),
        ("2025-08-30", "Қазақстан Республикасының Конституциясы күні", "День Конституции Республики Казахстан"),
    ],
)
def test_why_a_day_is_off(day: str, kk: str | None, ru: str | None) -> None:
    why = CALENDAR.why_off(date.fromisoformat(day))
    assert (why.kk if why else None, why.ru if why else None) == (kk, ru)


def test_a_moved_day_names_its_act() -> None:
    moved = CALENDAR.day(date(2022, 10, 22))
    assert moved.kind == "worked_instead"
    assert moved.act is not None
    assert "№ 796" in moved.act.ru
    assert "№ 796" in moved.act.kk


def test_how_certain_a_year_is() -> None:
    assert [CALENDAR.certainty(year) for year in (2015, 2016, 2026, 2027, 2028)] == [
        "library",
        "confirmed",
        "confirmed",
        "expected",
        "library",
    ]
    assert CALENDAR.day(date(2027, 5, 16)).estimated
    assert not CALENDAR.day(date(2026, 5, 27)).estimated


@pytest.mark.parametrize("year", YEARS)
def test_the_shipped_year_agrees_with_the_library(year: int) -> None:
    library = holidays.country_holidays("KZ", years=year)
    differing = [day for day in days_of(year) if CALENDAR.is_working(day) != library.is_working_day(day)]
    assert differing == []


@pytest.mark.parametrize("week", [5, 6])
@pytest.mark.parametrize("year", YEARS)
def test_a_year_from_the_library_is_built_by_the_same_rules(year: int, week: WorkingWeek) -> None:
    without_files = Calendar({})
    for day in days_of(year):
        ours, theirs = CALENDAR.day(day, week), without_files.day(day, week)
        assert (day, ours.kind) == (day, theirs.kind)
        assert theirs.source == "library"
        assert ours.source == "file"


def test_a_year_without_a_file_says_so() -> None:
    may_first = CALENDAR.day(date(2029, 5, 1))
    assert (may_first.kind, may_first.source) == ("holiday", "library")
    assert may_first.name is not None
    assert may_first.name.ru == "Праздник единства народа Казахстана"
    assert CALENDAR.day(date(2029, 5, 3)).source == "library"


@given(day=st.dates(date(2016, 1, 1), date(2027, 12, 1)), n=st.integers(1, 12), week=st.sampled_from([5, 6]))
def test_counting_one_by_one_is_counting_at_once(day: date, n: int, week: WorkingWeek) -> None:
    counted = CALENDAR.add_working_days(day, n, week=week)
    assert len(counted.days) == n
    assert all(CALENDAR.is_working(one, week) for one in counted.days)
    assert all(first < second for first, second in pairwise((day, *counted.days)))
    assert CALENDAR.count_working_days(day + timedelta(days=1), counted.due, week) == n


@given(day=st.dates(date(2016, 1, 1), date(2027, 12, 1)))
def test_the_longer_week_never_ends_later(day: date) -> None:
    assert CALENDAR.add_working_days(day, 5, week=6).due <= CALENDAR.add_working_days(day, 5, week=5).due
