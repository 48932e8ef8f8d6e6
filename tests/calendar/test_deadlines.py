"""Due dates: an edition's term, the moment of acceptance, and the date the law makes of them."""

from datetime import date, datetime, time, timedelta, timezone

import pytest

from desktop.domain.deadlines import due_date
from forms.calendar import WorkingWeek, load_calendar
from forms.editions import Source, Term
from forms.texts import Text

ZONE = timezone(timedelta(hours=5))


def term(days: int, *, first_day_excluded: bool = True) -> Term:
    return Term(
        key="result",
        title=Text("мерзім", "срок"),
        working_days=days,
        first_day_excluded=first_day_excluded,
        source=Source(paragraph="3"),
    )


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZONE)


@pytest.mark.parametrize(
    ("days", "excluded", "accepted", "week", "due"),
    [
        # the State Corporation's three and seven days (order 202, para. 3): the day of acceptance is not counted
        (3, True, "2021-03-18 10:00", 6, "2021-03-25"),
        (7, True, "2021-04-28 10:00", 6, "2021-05-08"),
        (3, True, "2022-10-20 10:00", 5, "2022-10-26"),
        # two and six days (regulation of 2018, para. 5): the day of acceptance is counted
        (2, False, "2018-12-28 16:00", 5, "2018-12-29"),
        (6, False, "2018-12-28 16:00", 5, "2019-01-09"),
        # over Kurban Ait that fell on a Sunday
        (1, True, "2024-06-14 10:00", 5, "2024-06-17"),
        # late in the day changes nothing where the edition does not say so
        (3, True, "2026-11-18 23:30", 5, "2026-11-23"),
    ],
)
def test_a_due_date(days: int, excluded: bool, accepted: str, week: WorkingWeek, due: str) -> None:
    found = due_date(term(days, first_day_excluded=excluded), at(accepted), load_calendar(), week=week)
    assert str(found.due) == due
    assert found.days[-1] == found.due
    assert len(found.days) == days
    assert not found.put_off


@pytest.mark.parametrize(
    ("filed", "accepted_on", "due", "put_off"),
    [
        ("2026-11-18 18:29", "2026-11-18", "2026-11-18", False),
        ("2026-11-18 18:30", "2026-11-19", "2026-11-19", True),
        ("2026-11-20 20:00", "2026-11-23", "2026-11-23", True),  # Friday evening
        ("2026-11-21 10:00", "2026-11-23", "2026-11-23", True),  # Saturday
        ("2025-12-31 20:00", "2026-01-05", "2026-01-05", True),  # over the year's end
        ("2025-01-05 10:00", "2025-01-05", "2025-01-05", False),  # a Sunday that was worked
        ("2026-10-25 10:00", "2026-10-27", "2026-10-27", True),  # a holiday on a Sunday and its shifted day
    ],
)
def test_what_is_filed_after_hours_counts_from_the_next_working_day(
    filed: str, accepted_on: str, due: str, put_off: bool
) -> None:
    one_day = term(1, first_day_excluded=False)
    found = due_date(one_day, at(filed), load_calendar(), next_day_after=time(18, 30))
    assert (str(found.accepted_on), str(found.due), found.put_off) == (accepted_on, due, put_off)


def test_the_working_behind_a_due_date_is_given() -> None:
    found = due_date(term(3), at("2026-03-19 10:00"), load_calendar())
    assert [str(day) for day in found.days] == ["2026-03-20", "2026-03-26", "2026-03-27"]
    assert [(str(day), name.ru) for day, name in found.off] == [
        ("2026-03-21", "Наурыз мейрамы"),
        ("2026-03-22", "Наурыз мейрамы"),
        ("2026-03-23", "Наурыз мейрамы"),
        ("2026-03-24", "Наурыз мейрамы"),
        ("2026-03-25", "Наурыз мейрамы"),
    ]
    assert (found.term, found.week, found.accepted_on) == ("result", 5, date(2026, 3, 19))


@pytest.mark.parametrize(
    ("accepted", "certainty"),
    [("2026-11-18 10:00", "confirmed"), ("2026-12-31 10:00", "expected"), ("2027-12-31 10:00", "library")],
)
def test_a_due_date_is_as_certain_as_its_least_certain_year(accepted: str, certainty: str) -> None:
    assert due_date(term(3), at(accepted), load_calendar()).certainty == certainty
