"""Figures over many counters: against a plain count of the same rows, and at their edges."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from forms.day_acts import Spread
from forms.editions import Norms
from forms.figures import Classes
from forms.figures_counting import Measured, classes, in_milliseconds, spread
from forms.reading import load_editions
from server.norms.figures import Kept, NormFigures, count_norms, visits_of
from server.organisations.models import Counter, Organisation
from server.register.models import VisitRow
from tests.server.making import make_district
from tests.server.norms.rows import make_counter, make_visit, visit_fields

FIRST = date(2026, 9, 1)
NORMS: Mapping[str, Norms] = {edition.label: edition.norms for edition in load_editions()}


def figures(organisations: Any = None, days: int = 30, service: str = "") -> NormFigures:
    within = Organisation.objects.all() if organisations is None else organisations
    return count_norms(visits_of(within, FIRST, FIRST + timedelta(days=days - 1), service), NORMS)


def as_spread(kept: Kept) -> Spread:
    return Spread(
        count=kept.many,
        median_seconds=kept.median_seconds,
        longest_seconds=kept.longest_seconds,
        over_norm=kept.over,
    )


seconds = st.integers(0, 3_600_000).map(lambda milliseconds: milliseconds / 1000) | st.sampled_from(
    [1199.999, 1200.0, 1200.001, 1800.0, 1800.001, 0.0]
)
visits = st.fixed_dictionaries(
    {
        "counter": st.integers(0, 2),
        "day": st.integers(0, 40).map(lambda days: FIRST + timedelta(days=days)),
        "came_hour": st.integers(8, 18),
        "changed_hour": st.integers(8, 18),
        "edition": st.sampled_from(["E2020-7", "E2024", "ENR", "E2025", "E1999", ""]),
        "operator": st.sampled_from(["op1", "op2"]),
        "label": st.sampled_from(["", "A001"]),
        "called": st.booleans(),
        "ended_by": st.sampled_from(["", "handed_over", "no_show", "left"]),
        "doubted": st.booleans(),
        "left_behind": st.booleans(),
        "waiting_seconds": seconds,
        "serving_seconds": seconds,
    }
)


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=st.lists(visits, max_size=40))
def test_the_database_counts_what_a_plain_count_counts(db: None, rows: list[dict[str, Any]]) -> None:
    VisitRow.objects.all().delete()
    while Counter.objects.count() < 3:
        make_counter()
    counters = list(Counter.objects.order_by("pk"))
    VisitRow.objects.bulk_create(
        VisitRow(
            **visit_fields(
                counters[row["counter"]], **{name: value for name, value in row.items() if name != "counter"}
            )
        )
        for row in rows
    )
    told = figures()

    counted = [row for row in rows if row["day"] < FIRST + timedelta(days=30) and not row["left_behind"]]
    waited = [row for row in counted if row["called"] and row["label"]]
    served = [row for row in counted if row["ended_by"] == "handed_over"]

    def waiting(chosen: list[dict[str, Any]]) -> list[Measured]:
        return [_measured(row, "waiting") for row in chosen]

    def serving(chosen: list[dict[str, Any]]) -> list[Measured]:
        return [_measured(row, "serving") for row in chosen]

    assert told.visits == len(counted)
    assert told.tickets == sum(bool(row["label"]) for row in counted)
    assert told.doubted == sum(row["doubted"] for row in counted)
    assert told.no_shows == sum(row["ended_by"] == "no_show" for row in counted)
    assert as_spread(told.waiting) == spread(waiting(waited))
    assert as_spread(told.serving) == spread(serving(served))
    assert told.waiting.measured == sum(time.norm is not None for time in waiting(waited))
    assert told.waiting_classes == classes(waiting(waited))
    assert told.serving_classes == classes(serving(served))
    by_school = {line.organisation: line for line in told.schools}
    assert set(by_school) == {counters[row["counter"]].organisation_id for row in counted}
    for place, counter in enumerate(counters):
        if counter.organisation_id not in by_school:
            continue
        line = by_school[counter.organisation_id]
        assert line.visits == sum(row["counter"] == place for row in counted)
        assert line.doubted == sum(row["doubted"] for row in counted if row["counter"] == place)
        assert as_spread(line.waiting) == spread(waiting([row for row in waited if row["counter"] == place]))
        assert as_spread(line.serving) == spread(serving([row for row in served if row["counter"] == place]))
    clerks = {(line.counter, line.operator): as_spread(line.serving) for line in told.clerks}
    assert clerks == {
        (counters[place].pk, operator): spread(serving(chosen))
        for place in range(3)
        for operator in ("op1", "op2")
        if (chosen := [row for row in served if row["counter"] == place and row["operator"] == operator])
    }
    for hour in told.hours:
        assert hour.arrivals == sum(row["came_hour"] == hour.hour for row in counted)
        assert as_spread(hour.waiting) == spread(waiting([row for row in waited if row["came_hour"] == hour.hour]))
        assert as_spread(hour.serving) == spread(serving([row for row in served if row["changed_hour"] == hour.hour]))
    assert sum(hour.arrivals for hour in told.hours) == len(counted)
    assert sum(hour.serving.many for hour in told.hours) == len(served)
    assert [line.day for line in told.days] == sorted({row["day"] for row in counted})
    for day in told.days:
        assert day.arrivals == sum(row["day"] == day.day for row in counted)
        assert day.served == sum(row["day"] == day.day for row in served)
        assert day.waited == sum(row["day"] == day.day for row in waited)
        assert day.serving_over == sum(_measured(row, "serving").over for row in served if row["day"] == day.day)
        assert day.waiting_over == sum(_measured(row, "waiting").over for row in waited if row["day"] == day.day)


def _measured(row: dict[str, Any], what: str) -> Measured:
    norms = NORMS.get(row["edition"])
    norm = None if norms is None else norms.waiting_minutes if what == "waiting" else norms.serving_minutes
    return Measured(in_milliseconds(row[f"{what}_seconds"]), norm)


def test_nobody_came() -> None:
    make_counter()
    told = figures()
    assert (told.visits, told.waiting, told.serving.share, told.hours, told.days) == (0, Kept(), None, (), ())
    assert told.serving_classes == Classes(edges=(5, 10, 15, 20), counts=(0,) * 5)


def test_exactly_the_norm_is_not_over_it() -> None:
    counter = make_counter()
    make_visit(counter, serving_seconds=1200.0)
    make_visit(counter, serving_seconds=1200.001)
    told = figures()
    assert (told.serving.over, told.serving.share) == (1, 0.5)
    assert told.serving_classes.counts == (0, 0, 0, 1, 1)
    assert told.days[0].serving_over == 1


def test_only_the_organisations_asked_for_are_counted() -> None:
    mine, other = make_counter(), make_counter()
    make_visit(mine)
    make_visit(other, serving_seconds=5000.0)
    told = figures(Organisation.objects.filter(pk=mine.organisation_id))
    assert (told.visits, told.serving.over, [line.organisation for line in told.schools]) == (
        1,
        0,
        [mine.organisation_id],
    )
    assert figures(Organisation.objects.filter(path__startswith=make_district().path)).visits == 2


def test_a_service_is_counted_alone() -> None:
    counter = make_counter()
    make_visit(counter)
    make_visit(counter, service="enrolment", edition="ENR", serving_seconds=1801.0)
    told = figures(service="enrolment")
    assert (told.visits, told.serving.over, told.serving_classes.norms) == (1, 1, (30,))
    assert told.serving_classes.edges == (5, 10, 15, 20, 25, 30)
