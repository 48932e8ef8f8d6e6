"""From events to figures: what the centre counts of a journal is what the counter counts of it."""

from datetime import date

from desktop.domain.figures import Left, count_figures
from desktop.domain.figures import VisitRow as CountedVisit
from forms.day_acts import Spread
from forms.reading import load_editions
from server.norms.figures import Kept, count_norms, visits_of
from server.organisations.models import Organisation
from server.register.models import VisitRow
from tests.server.making import InventedCounter, make_user, signed_in
from tests.server.register.story import put_in, tell_everything

FIRST, LAST = date(2026, 9, 1), date(2026, 9, 30)
NORMS = {edition.label: edition.norms for edition in load_editions()}


def counted(row: VisitRow) -> CountedVisit:
    """A row of the centre as the counter's figures take it."""
    return CountedVisit(
        visit=row.visit_id,
        day=row.day.isoformat(),
        came_hour=row.came_hour,
        changed_hour=row.changed_hour,
        edition=row.edition,
        operator=row.operator,
        number=1 if row.label else 0,
        called=int(row.called),
        ended_by=row.ended_by,
        ground=row.ground,
        doubted=int(row.doubted),
        waiting_seconds=row.waiting_seconds,
        serving_seconds=row.serving_seconds,
    )


def as_spread(kept: Kept) -> Spread:
    return Spread(
        count=kept.many,
        median_seconds=kept.median_seconds,
        longest_seconds=kept.longest_seconds,
        over_norm=kept.over,
    )


def test_the_centre_counts_as_the_counter_does() -> None:
    counter = InventedCounter()
    tell_everything(counter)
    assert put_in(counter, counter.links) == {}
    ours = count_norms(visits_of(Organisation.objects.all(), FIRST, LAST), NORMS)
    rows = [counted(row) for row in VisitRow.objects.filter(left_behind=False)]
    theirs = count_figures(FIRST.isoformat(), LAST.isoformat(), rows, [], NORMS, numbers=("", ""), left=Left())
    assert ours.visits == theirs.visits > 0
    assert ours.tickets == theirs.totals.tickets > 0
    assert ours.no_shows == theirs.totals.no_shows == 1
    assert ours.doubted == theirs.totals.doubted
    assert as_spread(ours.waiting) == theirs.totals.waiting
    assert as_spread(ours.serving) == theirs.totals.serving
    assert (ours.waiting_classes, ours.serving_classes) == (theirs.waiting_classes, theirs.serving_classes)
    assert [(line.hour, line.arrivals, line.serving.many) for line in ours.hours] == [
        (hour.hour, hour.arrivals, hour.served) for hour in theirs.hours
    ]
    assert [(line.day.isoformat(), line.arrivals, line.served) for line in ours.days] == [
        (day.day, day.arrivals, day.served) for day in theirs.days
    ]
    assert {line.operator: as_spread(line.serving) for line in ours.clerks} == {
        clerk.operator: clerk.serving for clerk in theirs.clerks if clerk.serving.count
    }


def test_the_clerks_reason_comes_from_the_journal_to_the_page() -> None:
    counter = InventedCounter()
    tell_everything(counter)
    put_in(counter, counter.links)
    page = signed_in(make_user("viewer")).get(f"/norms/?from={FIRST}&to={LAST}").content.decode()
    assert "кезек ұзақ" in page
