"""Every row once and in order, a page at a time, under every filter and sort: against looking at every case."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desktop.storage import register_phases
from desktop.storage.register import Register
from desktop.storage.register_rows import Cursor, RegisterQuery, RegisterRow
from forms.folding import fold_case, is_found, read_typed

from .making import FIRST_DAY, TODAY, Known, Maker, expected, fill, new_register

CASES = 240
STATES = ("", "due", "overdue", "held", "void", "corrected", "not_handed_over")
SORTS = ("newest", "oldest", "name", "due")
TEXTS = ("", "а", "кай", "сын ка", "smi", "8 7", "1", "12", "2026-0000", "А01", "xyz", "айгул", "000")

DATES = st.none() | st.integers(-2, 34).map(lambda gone: FIRST_DAY + timedelta(gone))
QUERIES = st.builds(
    RegisterQuery,
    text=st.sampled_from(TEXTS),
    first=DATES,
    last=DATES,
    service=st.sampled_from(("", "attestation", "enrolment", "other")),
    edition=st.sampled_from(("", "E2020-7", "E2024")),
    outcome=st.sampled_from(("", "accepted", "refusal_receipt")),
    operator=st.sampled_from(("", "clerk-1", "clerk-2")),
    state=st.sampled_from(STATES),
    sort=st.sampled_from(SORTS),
)


@pytest.fixture(scope="module")
def maker(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Maker]:
    """A register nobody changes any more."""
    made = new_register(tmp_path_factory.mktemp("register"))
    fill(made, CASES)
    with made.store:
        yield made


def pages(register: Register, query: RegisterQuery, size: int) -> list[RegisterRow]:
    """Every row, page after page."""
    found: list[RegisterRow] = []
    after: Cursor | None = None
    while True:
        page = register.page(query, after, size, today=TODAY)
        assert len(page.rows) == size or page.next is None
        found.extend(page.rows)
        if page.next is None:
            return found
        after = page.next


def typed(known: list[Known], query: RegisterQuery) -> list[Known]:
    """Of these the ones that what was typed finds, those asked for by their number first."""
    readings = read_typed(query.text)
    if not readings:
        return known
    found_by = {
        one.sequence: fold_case(
            number=one.number, ticket=one.ticket, names=[one.name], iins=[one.iin], phones=[one.phone]
        )
        for one in known
    }
    found = [one for one in known if is_found(readings, found_by[one.sequence])]
    counts = readings[0].wanted[0].counts if len(readings[0].wanted) == 1 else ()
    if counts and query.sort == "newest" and query.state not in ("due", "overdue", "held", "not_handed_over"):
        found.sort(key=lambda one: found_by[one.sequence].count not in counts)
    return found


@settings(max_examples=400, deadline=None)
@given(query=QUERIES, size=st.integers(1, 60))
def test_pages_hold_every_row_once_in_order(maker: Maker, query: RegisterQuery, size: int) -> None:
    wanted = typed(expected(maker.known, query), query)
    register = maker.store.register
    assert [row.sequence for row in pages(register, query, size)] == [one.sequence for one in wanted]
    assert register.count(query, today=TODAY) == len(wanted)
    assert register.count(query, 7, today=TODAY) == min(7, len(wanted))
    assert [line.number for line in register.lines(query, today=TODAY)] == [one.number for one in wanted]


@pytest.mark.parametrize(("state", "sort"), [*product(STATES, SORTS)])
def test_every_state_under_every_sort(maker: Maker, state: str, sort: str) -> None:
    query = RegisterQuery(state=state, sort=sort)  # type: ignore[arg-type]
    wanted = [one.sequence for one in expected(maker.known, query)]
    assert wanted
    assert [row.sequence for row in pages(maker.store.register, query, 17)] == wanted


@settings(max_examples=60, deadline=None)
@given(query=QUERIES.map(lambda query: replace(query, sort="name", text="")))
def test_much_is_read_by_the_index_of_names(maker: Maker, query: RegisterQuery) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(register_phases, "MANY", 5)
        wanted = [one.sequence for one in expected(maker.known, query)]
        assert [row.sequence for row in pages(maker.store.register, query, 13)] == wanted


def test_rows_say_what_is_known(maker: Maker) -> None:
    rows = {row.sequence: row for row in pages(maker.store.register, RegisterQuery(), 50)}
    for one in maker.known:
        row = rows[one.sequence]
        assert (row.id, row.number, row.ticket, row.name, row.iin) == (
            one.case,
            one.number,
            one.ticket,
            one.name,
            one.iin,
        )
        assert (row.service, row.edition, row.outcome, row.operator) == (
            one.service,
            one.edition,
            one.outcome,
            one.operator,
        )
        assert (row.at[:10], row.due, bool(row.handed_over), bool(row.voided)) == (
            one.day,
            one.due,
            one.handed,
            one.voided,
        )
        assert (row.corrected, row.held, row.copies) == (one.corrected, one.held, 2 if one.handed else 0)
        assert row.overdue == (not one.handed and not one.voided and "" < one.due < TODAY)
        assert (row.documents, row.sheets) == (1, 2)


def test_a_row_added_between_two_pages_neither_repeats_nor_hides_another(maker: Maker) -> None:
    register = maker.store.register
    before = [row.sequence for row in pages(register, RegisterQuery(), 50)]
    first = register.page(RegisterQuery(), None, 20)
    maker.store.db.run("SAVEPOINT added")
    try:
        row = "INSERT INTO cases SELECT * FROM added"
        maker.store.db.run(
            "CREATE TEMP TABLE added AS SELECT * FROM main.cases WHERE decided_sequence = ?", (before[0],)
        )
        maker.store.db.run("UPDATE added SET decided_sequence = decided_sequence + 1000")
        maker.store.db.run(row)
        rest = register.page(RegisterQuery(), first.next, 1000)
    finally:
        maker.store.db.run("ROLLBACK TO added")
        maker.store.db.run("RELEASE added")
    assert [row.sequence for row in (*first.rows, *rest.rows)] == before


def test_what_can_be_filtered_by_is_what_occurs(maker: Maker) -> None:
    choices = maker.store.register.choices()
    assert choices.services == ("attestation", "enrolment")
    assert choices.editions == ("E2020-7", "E2024")
    assert choices.operators == ("clerk-1", "clerk-2")
    assert set(choices.outcomes) == {"accepted", "refusal_receipt", "reasoned_refusal"}


def test_tickets_are_listed_by_arrival_and_found_by_label_and_name(maker: Maker) -> None:
    register = maker.store.register
    rows = pages(register, RegisterQuery(kind="tickets"), 50)
    assert [row.sequence for row in rows] == sorted((one.arrived for one in maker.known), reverse=True)
    assert {row.ticket for row in rows} == {one.ticket for one in maker.known}
    one = maker.known[7]
    for text in (one.ticket, one.ticket.lower(), f"{one.ticket[0]}{int(one.ticket[1:])}", str(int(one.ticket[1:]))):
        assert [row.id for row in pages(register, RegisterQuery(kind="tickets", text=text), 5)] == [one.case], text
    named = [known for known in maker.known if known.name.startswith("Сынақов ")]
    found = pages(register, RegisterQuery(kind="tickets", text="сынаков", service="enrolment"), 5)
    starts = {known.case for known in named if known.service == "enrolment"}
    assert starts <= {row.id for row in found}
    day = date.fromisoformat(one.day)
    of_day = pages(register, RegisterQuery(kind="tickets", first=day, last=day, sort="name"), 3)
    by_label = sorted((k for k in maker.known if k.day == one.day), key=lambda k: (k.letter, k.arrived))
    assert [row.id for row in of_day] == [known.case for known in by_label]


@pytest.mark.parametrize("state", [state for state in STATES if state])
@pytest.mark.parametrize("sort", SORTS)
def test_tickets_of_every_state(maker: Maker, state: str, sort: str) -> None:
    cases = pages(maker.store.register, RegisterQuery(state=state), 50)  # type: ignore[arg-type]
    tickets = pages(maker.store.register, RegisterQuery(kind="tickets", state=state, sort=sort), 7)  # type: ignore[arg-type]
    assert sorted(row.id for row in tickets) == sorted(row.id for row in cases)
