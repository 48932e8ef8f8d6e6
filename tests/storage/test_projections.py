"""The tables screens read are what the journal says, however they came to be."""

import tempfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.storage import projections
from desktop.storage.store import Store, open_store
from forms.day_acts import ClockDoubted
from forms.editions import Outcome
from forms.events import (
    Act,
    CaseDropped,
    CaseHeld,
    CaseResumed,
    PaperHandedOver,
    PaperPrinted,
    SegmentOpened,
    VisitOpened,
)
from forms.problems import Problem

from .making import IIN, OPERATOR, OTHER_IIN, decision, entry, fill, moment, new_store, particulars, tamper

CASES = st.sampled_from(["case-1", "case-2", "case-3"])
NUMBERS = st.integers(1, 4).map(lambda count: f"A12/2026-{count:06d}")
OUTCOMES: st.SearchStrategy[Outcome] = st.sampled_from(["accepted", "refusal_receipt", "reasoned_refusal"])

# Any order of acts, sensible or not: the fold must give the same in one go as one by one.
ACTS: st.SearchStrategy[Act] = st.one_of(
    st.builds(SegmentOpened, counter_key=st.just("00")),
    st.builds(VisitOpened, service=st.sampled_from(["attestation", "enrolment"])),
    st.builds(CaseHeld, screen=st.just("facts")),
    st.builds(CaseResumed, after=st.sampled_from(["hold", "restart"])),
    st.builds(CaseDropped, reason=st.sampled_from(["applicant_left", "other"])),
    st.builds(decision, NUMBERS, OUTCOMES),
    st.builds(
        PaperPrinted,
        number=NUMBERS,
        paper=st.sampled_from(["receipt", "application"]),
        copy_number=st.integers(1, 3),
        copies=st.integers(1, 2),
        language=st.just("kk"),
        sha256=st.just("0" * 64),
    ),
    st.builds(PaperHandedOver, number=NUMBERS, serving_seconds=st.integers(0, 3000)),
    st.builds(ClockDoubted, jump_seconds=st.integers(-90, 90)),
)


def table_rows(store: Store) -> dict[str, list[tuple[object, ...]]]:
    return {table: store.db.rows(f"SELECT * FROM {table} ORDER BY 1") for table in ("cases", "visits")}


@settings(max_examples=60, deadline=None)
@given(
    acts=st.lists(st.tuples(ACTS, CASES, st.booleans(), st.sampled_from([IIN, OTHER_IIN])), max_size=20),
    erasing=st.booleans(),
)
def test_a_rebuild_equals_the_live_tables(acts: list[tuple[Act, str, bool, str]], erasing: bool) -> None:
    with tempfile.TemporaryDirectory() as folder, new_store(Path(folder)) as store:
        with_particulars = []
        for minute, (act, case, known, iin) in enumerate(acts):
            (recorded,) = store.journal.append(
                [entry(act, case, minute=minute, particulars=particulars(iin) if known else None)]
            )
            if known:
                with_particulars.append(recorded.sequence)
        if erasing and with_particulars:
            store.journal.erase(with_particulars[::2], rule="retention", at=moment(1), operator=OPERATOR)
        live = table_rows(store)
        assert store.rebuild() == []
        assert table_rows(store) == live


def test_a_table_that_differs_is_named_and_put_right(store: Store) -> None:
    fill(store, 2)
    right = table_rows(store)
    store.db.run("UPDATE cases SET applicant_name = 'Басқа' WHERE case_id = 'case-1'")
    assert store.rebuild() == ["cases"]
    store.db.run("DELETE FROM visits WHERE visit_id = 'case-2'")
    store.db.run("DELETE FROM cases WHERE case_id = 'case-2'")
    assert store.rebuild() == ["cases", "visits"]
    store.db.run("DROP TABLE visits")
    assert store.rebuild() == ["visits"]
    assert table_rows(store) == right
    assert store.rebuild() == []


def test_tables_of_another_version_are_drawn_anew_at_opening(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        fill(store, 2)
        right = table_rows(store)
    tamper(tmp_path, "DROP TABLE visits", "ALTER TABLE cases DROP COLUMN sheets", "PRAGMA user_version = 900")
    with open_store(tmp_path, read_only=True) as reading:
        assert table_rows(reading) == right
        assert not projections.is_current(reading.db)
    with open_store(tmp_path) as store:
        assert table_rows(store) == right
        assert projections.is_current(store.db)
        assert store.rebuild() == []


def test_an_unreadable_event_stops_a_rebuild_and_leaves_the_tables(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        fill(store, 2)
        right = table_rows(store)
    tamper(tmp_path, "UPDATE journal SET event = x'00' WHERE sequence = 3")
    with open_store(tmp_path) as store:
        with pytest.raises(Problem) as told:
            store.rebuild()
        assert (told.value.code, told.value.fields["sequence"]) == ("513", 3)
        assert table_rows(store) == right
        with pytest.raises(Problem):
            projections.redraw(store.db)
        assert table_rows(store) == right
