"""Due dates: given and expected in ``deadlines.csv``, held against a printed list of days and against the program."""

import csv
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta, timezone

import pytest

from desktop.domain.deadlines import (
    complaint_dues,
    concerning_terms,
    counter_term,
    due_date,
    procedure_for,
    terms_of,
    week_of,
)
from forms.calendar import load_calendar
from forms.calendar_rules import WorkingWeek
from forms.complaint_terms import complaint_terms
from forms.editions import Edition, Source, Term
from forms.reading import load_editions
from forms.texts import Text
from tests.calendar.oracle import HERE, PUBLISHED, count, listed, read_days, write_days

ZONE = timezone(timedelta(hours=5))
CALENDAR = load_calendar()
EDITIONS = load_editions()


@dataclass(frozen=True)
class Row:
    """A line of the table."""

    edition: str
    term: str
    days: int
    first_counts: bool
    week: WorkingWeek
    closes: time | None
    accepted: datetime
    due: date
    counted: tuple[date, ...]
    why: str

    def __str__(self) -> str:
        return f"{self.edition or 'own'}-{self.term or self.days}-{self.accepted:%Y-%m-%dT%H:%M}-{self.week}"


def read_row(line: dict[str, str]) -> Row:
    accepted = datetime.fromisoformat(line["accepted"])
    assert line["first"] in ("counts", "excluded"), line
    week: WorkingWeek = {"5": 5, "6": 6}[line["week"]]  # type: ignore[assignment]
    return Row(
        edition=line["edition"],
        term=line["term"],
        days=int(line["days"]),
        first_counts=line["first"] == "counts",
        week=week,
        closes=time.fromisoformat(line["closes"]) if line["closes"] else None,
        accepted=accepted.replace(tzinfo=ZONE),
        due=date.fromisoformat(line["due"]),
        counted=tuple(read_days(line["counted"], accepted.date())),
        why=line["why"],
    )


def read_table() -> list[Row]:
    lines = (HERE / "deadlines.csv").read_text(encoding="utf-8").splitlines()
    return [read_row(line) for line in csv.DictReader((x for x in lines if not x.startswith("#")), delimiter=";")]


TABLE = read_table()


def own_term(days: int, *, first_day_excluded: bool = True, **more: object) -> Term:
    given = {"title": Text("мерзім", "срок"), "source": Source(paragraph="3"), **more}
    return Term(key="result", working_days=days, first_day_excluded=first_day_excluded, **given)  # type: ignore[arg-type]


def at(moment: str) -> datetime:
    return datetime.fromisoformat(moment).replace(tzinfo=ZONE)


# the table


@pytest.mark.parametrize("row", TABLE, ids=str)
def test_the_row_is_what_the_printed_list_gives(row: Row) -> None:
    days = count(
        row.accepted.replace(tzinfo=None), row.days, first_counts=row.first_counts, week=row.week, closes=row.closes
    )
    assert tuple(days) == row.counted, write_days(days)
    assert row.due == row.counted[-1]
    assert len(row.counted) == row.days
    assert row.why.strip()


@pytest.mark.parametrize("row", [row for row in TABLE if row.edition], ids=str)
def test_the_editions_term_is_due_then(row: Row) -> None:
    edition = EDITIONS.by_label(row.edition)
    (found,) = [
        due
        for due in terms_of(edition, row.accepted, CALENDAR, week=row.week, closes=row.closes)
        if due.term.key == row.term
    ]
    assert (found.due, found.days) == (row.due, row.counted)
    assert (found.term.working_days, found.term.first_day_excluded) == (row.days, not row.first_counts)
    assert (found.term.after_hours == "next_working_day") == (row.closes is not None)
    assert edition.in_force.covers(row.accepted.date()), "a case of days on which the edition was in force"


@pytest.mark.parametrize("row", [row for row in TABLE if not row.edition], ids=str)
def test_any_other_term_is_due_then(row: Row) -> None:
    after_hours = "same_day" if row.closes is None else "next_working_day"
    term = own_term(row.days, first_day_excluded=not row.first_counts, after_hours=after_hours)
    found = due_date(term, row.accepted, CALENDAR, week=row.week, closes=row.closes)
    assert (found.due, found.days) == (row.due, row.counted)


def test_the_table_has_every_term_of_every_edition() -> None:
    shipped = {
        (edition.label, term.key)
        for edition in EDITIONS
        for term in (*edition.terms, *complaint_terms(edition.complaints))
    }
    assert {(row.edition, row.term) for row in TABLE if row.edition} == shipped


def test_the_table_covers_what_the_law_may_ask() -> None:
    assert len(TABLE) >= 80
    assert {row.accepted.year for row in TABLE} == set(range(2016, 2028))
    assert {row.days for row in TABLE} >= {1, 2, 3, 5, 6, 7, 15, 30}
    assert {row.week for row in TABLE} == {5, 6}
    assert len({(row.edition, row.term, row.days, row.week, row.accepted) for row in TABLE}) == len(TABLE)


@pytest.mark.parametrize("week", [5, 6])
@pytest.mark.parametrize("year", [int(year) for year in PUBLISHED])
def test_the_calendar_is_the_printed_list(year: int, week: WorkingWeek) -> None:
    """Day by day, so that what no row touches is right as well."""
    suffix = "_six" if week == 6 else ""
    ours = [day for offset in range(366) if (day := date(year, 1, 1) + timedelta(days=offset)).year == year]
    rest_days = {day for day in ours if day.weekday() >= week}
    working = {day for day in ours if CALENDAR.is_working(day, week)}
    assert working == set(ours) - rest_days - listed(year, f"off{suffix}") | listed(year, f"worked{suffix}")


# what stands around the arithmetic


@pytest.mark.parametrize(
    ("filed", "accepted_on", "put_off"),
    [
        ("2026-11-18 18:29", "2026-11-18", False),
        ("2026-11-18 18:30", "2026-11-19", True),
        ("2026-11-20 20:00", "2026-11-23", True),  # Friday evening
        ("2026-11-21 10:00", "2026-11-23", True),  # Saturday
        ("2025-12-31 20:00", "2026-01-05", True),  # over the year's end
        ("2025-01-05 10:00", "2025-01-05", False),  # a Sunday that was worked
        ("2026-10-25 10:00", "2026-10-27", True),  # a holiday on a Sunday and its shifted day
    ],
)
def test_what_is_filed_after_hours_is_received_on_the_next_working_day(
    filed: str, accepted_on: str, put_off: bool
) -> None:
    one_day = own_term(1, first_day_excluded=False, after_hours="next_working_day")
    found = due_date(one_day, at(filed), CALENDAR, closes=time(18, 30))
    assert (str(found.accepted_on), found.put_off) == (accepted_on, put_off)


def test_without_an_end_of_work_only_days_off_move() -> None:
    one_day = own_term(1, first_day_excluded=False, after_hours="next_working_day")
    assert not due_date(one_day, at("2026-11-20 23:59"), CALENDAR).put_off
    assert due_date(one_day, at("2026-11-21 00:00"), CALENDAR).put_off


def test_the_working_behind_a_due_date_is_given() -> None:
    found = due_date(own_term(3), at("2026-03-19 10:00"), CALENDAR)
    assert [str(day) for day in found.days] == ["2026-03-20", "2026-03-26", "2026-03-27"]
    assert [(str(day.day), day.kind, day.name.ru if day.name else "") for day in found.off] == [
        ("2026-03-21", "holiday", "Наурыз мейрамы"),
        ("2026-03-22", "holiday", "Наурыз мейрамы"),
        ("2026-03-23", "holiday", "Наурыз мейрамы"),
        ("2026-03-24", "shifted", "Наурыз мейрамы"),
        ("2026-03-25", "shifted", "Наурыз мейрамы"),
    ]
    assert (found.term.key, found.week, found.accepted_on) == ("result", 5, date(2026, 3, 19))


@pytest.mark.parametrize(
    ("accepted", "certainty"),
    [("2026-11-18 10:00", "confirmed"), ("2026-12-31 10:00", "expected"), ("2027-12-31 10:00", "library")],
)
def test_a_due_date_is_as_certain_as_its_least_certain_year(accepted: str, certainty: str) -> None:
    assert due_date(own_term(3), at(accepted), CALENDAR).certainty == certainty


# which terms concern whom


def keys(edition: Edition, outcome: str, moment: str = "2026-11-20 10:00") -> list[str]:
    return [due.term.key for due in concerning_terms(edition, outcome, at(moment), CALENDAR)]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("label", "outcome", "expected"),
    [
        # the counter has minutes only: nothing is promised by a day
        ("E2020-7", "accepted", []),
        ("E2015", "accepted", []),
        ("E2024", "accepted", []),
        ("ENR", "accepted", []),
        # a refusal may be complained of, where the edition says how long that takes
        ("E2015", "reasoned_refusal", ["complaint_provider", "complaint_authority"]),
        ("E2024", "refusal_receipt", ["complaint_provider", "complaint_forward", "complaint_authority"]),
        ("E2020-7", "refusal_receipt", []),
        # without a counter the applicant goes to the platform
        ("E2025", "accepted", ["service"]),
        ("E2025", "reasoned_refusal", ["service"]),
    ],
)
def test_terms_that_concern_the_applicant(label: str, outcome: str, expected: list[str]) -> None:
    assert keys(EDITIONS.by_label(label), outcome) == expected


def with_counter_term(label: str, days: int) -> Edition:
    """An edition as a lawyer may write one: with a term for the counter."""
    from msgspec.structs import replace

    edition = EDITIONS.by_label(label)
    return replace(edition, terms=(*edition.terms, own_term(days, channels=("counter",))))


def test_a_term_of_the_counter_is_promised() -> None:
    edition = with_counter_term("E2020-7", 30)
    found = counter_term(edition, at("2026-11-23 10:00"), CALENDAR)
    assert found is not None
    assert str(found.due) == "2027-01-08"
    assert keys(edition, "accepted") == ["result"]
    assert counter_term(EDITIONS.by_label("E2020-7"), at("2026-11-23 10:00"), CALENDAR) is None


def test_a_term_of_every_channel_is_due_at_the_counter_too() -> None:
    from msgspec.structs import replace

    edition = replace(EDITIONS.by_label("E2020-7"), terms=(own_term(3),))
    found = counter_term(edition, at("2026-11-20 10:00"), CALENDAR)
    assert found is not None
    assert (found.week, str(found.due)) == (5, "2026-11-25")


def test_nothing_is_promised_where_the_law_knows_no_counter() -> None:
    assert counter_term(EDITIONS.by_label("E2025"), at("2026-11-20 10:00"), CALENDAR) is None


def test_a_term_begins_with_its_own_date() -> None:
    edition = EDITIONS.by_label("E2015")
    assert [due.term.key for due in terms_of(edition, at("2018-07-19 10:00"), CALENDAR)] == [
        "complaint_provider",
        "complaint_authority",
    ]
    assert len(terms_of(edition, at("2018-07-20 10:00"), CALENDAR)) == 4


def test_one_channel_has_its_own_terms_and_those_of_all() -> None:
    edition = EDITIONS.by_label("E2020-7")
    assert [due.term.key for due in terms_of(edition, at("2022-03-04 10:00"), CALENDAR, channel="counter")] == []
    of_corporation = terms_of(edition, at("2022-03-04 10:00"), CALENDAR, channel="state_corporation")
    assert [due.term.key for due in of_corporation] == [
        "corporation_same_place",
        "corporation_other_place",
        "resend_unclaimed",
    ]


def test_whose_week_a_term_is_counted_in() -> None:
    edition = EDITIONS.by_label("E2020-7")
    assert (week_of(edition, "counter"), week_of(edition, "state_corporation")) == (5, 6)
    assert week_of(EDITIONS.by_label("E2015"), "state_corporation") == 5  # its hours are not stated
    weeks = {due.term.key: due.week for due in terms_of(edition, at("2022-03-04 10:00"), CALENDAR)}
    # sending unclaimed documents again is the school's own duty
    assert weeks == {"corporation_same_place": 6, "corporation_other_place": 6, "resend_unclaimed": 5}


def test_the_day_of_a_complaints_registration_is_counted_unless_the_edition_excludes_it() -> None:
    from msgspec.structs import replace

    edition = EDITIONS.by_label("E2015")
    assert edition.complaints is not None
    excluding = replace(edition, complaints=replace(edition.complaints, first_day_excluded=True))
    monday = at("2026-11-23 10:00")
    assert [str(due.due) for due in complaint_dues(edition, monday, CALENDAR)] == ["2026-11-27", "2026-12-11"]
    assert [str(due.due) for due in complaint_dues(excluding, monday, CALENDAR)] == ["2026-11-30", "2026-12-14"]


# prescribed steps


@pytest.mark.parametrize(
    ("label", "day", "steps"),
    [
        ("E2015", date(2018, 7, 19), None),  # the regulation came later than the standard
        ("E2015", date(2018, 7, 20), [20]),
        ("E2015", date(2020, 5, 14), [20]),
        ("E2015", date(2026, 11, 20), [20]),  # still worked by: as on its last day
        ("ENR", date(2026, 11, 20), [None] * 5),
        ("E2020-7", date(2022, 1, 10), None),
        ("E2025", date(2026, 11, 20), None),
    ],
)
def test_the_steps_prescribed_for_the_counter(label: str, day: date, steps: list[int | None] | None) -> None:
    found = procedure_for(EDITIONS.by_label(label), day)
    assert (None if found is None else [step.minutes for step in found.steps]) == steps
    assert found is None or found.channels == ("counter",)
