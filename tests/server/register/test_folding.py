"""The fold gives the same rows however the events come, and what it gives is what the counter shows."""

from itertools import pairwise

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from server.register.models import Case, DayMark, Trail, VisitRow
from server.register.rebuilding import rebuild
from server.register.rows import CaseRow, MarkLine, TrailLine, VisitLine
from tests.server.making import InventedCounter

from .story import IINS, Story, put_in, rows_of, tell_everything


@pytest.mark.parametrize(
    ("line", "model"), [(CaseRow, Case), (VisitLine, VisitRow), (TrailLine, Trail), (MarkLine, DayMark)]
)
def test_the_lines_have_the_columns_of_their_tables(line: type[CaseRow], model: type[Case]) -> None:
    assert set(line.__struct_fields__) == {field.column for field in model._meta.concrete_fields}


def test_what_the_register_shows_after_a_story() -> None:
    counter = InventedCounter()
    tell_everything(counter)
    assert put_in(counter, counter.links) == {}
    first, second, third, fourth, fifth = Case.objects.filter(counter=counter.row).order_by("sequence")
    assert first.erased and not first.applicant_name and not first.applicant_phone and first.corrected == 1
    assert "сеииткали" not in first.words and first.copies == 4 and first.duplicates == 1
    assert second.applicant_name == "Сейітқали Ақмарал" and second.ticket == "А001" and second.handed_over_at
    assert second.applicant_iin == IINS[0] and second.representative_iin == IINS[1]
    assert " сеииткали " in second.words and second.documents == 1 and second.sheets == 2
    # The correction of the third was erased, the case itself was not.
    assert third.applicant_name == "Сейітқали Ақмарал" and third.corrected == 2
    assert third.representative_name == "Әлия Үркер" and third.outcome == "refusal_receipt"
    assert third.due is not None and third.overrun and third.overrun_reason == "кезек ұзақ"
    assert fourth.voided == "entered_twice"
    # Its visit came while the second day was open, though the wall was at the third.
    visit = VisitRow.objects.get(counter=counter.row, visit_id=fifth.case_id)
    assert str(visit.day) == "2026-09-02" and str(fifth.day) == "2026-09-03"
    assert visit.state == "ended" and visit.number == fifth.number and visit.serving_seconds > 0
    held = VisitRow.objects.get(counter=counter.row, visit_id=third.case_id)
    assert held.called and held.waiting_seconds == 120 and held.label == "А002"
    no_show = VisitRow.objects.get(counter=counter.row, ended_by="no_show")
    assert no_show.waiting_seconds == 60
    assert VisitRow.objects.filter(counter=counter.row, ground="disability", ended_by="applicant_left").exists()


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(cuts=st.sets(st.integers(1, 48), max_size=12))
def test_any_split_gives_the_rows_of_a_rebuild(cuts: set[int]) -> None:
    counter = InventedCounter()
    links = tell_everything(counter).counter.links
    places = [0, *sorted(cut for cut in cuts if cut < len(links)), len(links)]
    for first, last in pairwise(places):
        assert put_in(counter, links[first:last]) == {}
    before = rows_of(counter)
    assert rebuild(counter.row) == len(links)
    assert rows_of(counter) == before
    assert len(before["Case"]) == 5


def test_one_event_at_a_time_gives_the_same() -> None:
    counter = InventedCounter()
    for link in tell_everything(counter).counter.links:
        put_in(counter, [link])
    before = rows_of(counter)
    rebuild(counter.row)
    assert rows_of(counter) == before


def test_folding_again_changes_nothing() -> None:
    from server.register.folding import fold

    from .story import arrive

    counter = InventedCounter()
    tell_everything(counter)
    put_in(counter, counter.links)
    before = rows_of(counter)
    fold(counter.row, arrive(counter, counter.links[:20]))
    assert rows_of(counter) == before


def test_the_first_continuation_has_no_left_parts() -> None:
    counter = InventedCounter()
    story = Story(counter)
    story.whole()
    put_in(counter, counter.links)
    assert rows_of(counter)["LeftPart"] == []
