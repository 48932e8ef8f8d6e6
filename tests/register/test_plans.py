"""A page costs the same however long the register is: no query reads through it, and none sorts it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from bench.register_store import write_register
from desktop.paths import DATABASE_NAME
from desktop.storage.database import Database
from desktop.storage.register import Register
from desktop.storage.register_phases import phases_of
from desktop.storage.register_rows import RegisterQuery
from desktop.storage.timeline import list_events

TODAY = "2026-11-20"
FEW, MANY = 1_000, 8_000
IN_MAY = (date(2026, 5, 4), date(2026, 5, 8))

QUERIES = {
    "everything, newest first": RegisterQuery(),
    "everything, oldest first": RegisterQuery(sort="oldest"),
    "everything, by name": RegisterQuery(sort="name"),
    "everything, by due date": RegisterQuery(sort="due"),
    "a name": RegisterQuery(text="айг сын"),
    "the start of a name": RegisterQuery(text="а"),
    "an IIN": RegisterQuery(text="800101"),
    "a number": RegisterQuery(text="7"),
    "one service": RegisterQuery(service="enrolment"),
    "one service and outcome": RegisterQuery(service="enrolment", outcome="reasoned_refusal"),
    "an edition of long ago": RegisterQuery(edition="E2015"),
    "one operator": RegisterQuery(operator="clerk-0"),
    "void": RegisterQuery(state="void"),
    "void, by name typed": RegisterQuery(state="void", text="а"),
    "corrected": RegisterQuery(state="corrected"),
    "a week": RegisterQuery(first=IN_MAY[0], last=IN_MAY[1]),
    "a week, oldest first": RegisterQuery(first=IN_MAY[0], last=IN_MAY[1], sort="oldest"),
    "tickets": RegisterQuery(kind="tickets"),
    "tickets, oldest first": RegisterQuery(kind="tickets", sort="oldest"),
    "tickets by day and label": RegisterQuery(kind="tickets", sort="name"),
    "tickets by name": RegisterQuery(kind="tickets", text="айг"),
}


@pytest.fixture(scope="module")
def registers(tmp_path_factory: pytest.TempPathFactory) -> dict[int, Path]:
    """A short register and a long one."""
    made = {}
    for cases in (FEW, MANY):
        made[cases] = tmp_path_factory.mktemp(f"cases-{cases}")
        write_register(made[cases], cases)
    return made


def steps(folder: Path, act: Callable[[Database], object]) -> int:
    """How many instructions of SQLite's machine an act takes, in hundreds."""
    db = Database(folder / DATABASE_NAME)
    counted = 0

    def count() -> int:
        nonlocal counted
        counted += 1
        return 0

    try:
        act(db)  # the schema is read once
        db.connection.set_progress_handler(count, 100)
        act(db)
        return counted
    finally:
        db.close()


def two_pages(query: RegisterQuery) -> Callable[[Database], object]:
    """What a screen asks for: rows, and the next rows."""

    def ask(db: Database) -> object:
        register = Register(db)
        page = register.page(query, None, 20, today=TODAY)
        return register.page(query, page.next, 20, today=TODAY) if page.next else page

    return ask


@pytest.mark.parametrize("name", QUERIES)
def test_a_page_of_a_long_register_costs_no_more_than_of_a_short_one(registers: dict[int, Path], name: str) -> None:
    few, many = (steps(registers[cases], two_pages(QUERIES[name])) for cases in (FEW, MANY))
    assert many <= few * 1.5 + 60, (few, many)


@pytest.mark.parametrize("name", QUERIES)
def test_the_plan_neither_sorts_nor_reads_through(registers: dict[int, Path], name: str) -> None:
    db = Database(registers[FEW] / DATABASE_NAME)
    try:
        for phase in phases_of(db, QUERIES[name], TODAY):
            sql = f"SELECT {phase.key} FROM {phase.source} WHERE {phase.condition()} ORDER BY {phase.ordering} LIMIT 20"
            plan = [row[3] for row in db.rows(f"EXPLAIN QUERY PLAN {sql}", phase.values)]
            assert not [line for line in plan if "TEMP B-TREE" in line], plan
            first = plan[0]
            # By the rows' own number until the page is full; few cases have a due date, none is passed over for it.
            in_order = first in ("SCAN c", "SCAN v") and phase.where in ((), ("c.due IS NULL",))
            assert in_order or "INDEX" in first or "PRIMARY KEY" in first, plan
    finally:
        db.close()


@pytest.mark.parametrize("name", QUERIES)
def test_a_count_stops_where_it_was_told_to(registers: dict[int, Path], name: str) -> None:
    query = QUERIES[name]
    few, many = (
        steps(registers[cases], lambda db: Register(db).count(query, 50, today=TODAY)) for cases in (FEW, MANY)
    )
    # A filter may go through the days, of which there are few in a year; never through the cases.
    days = 0 if not any((query.service, query.edition, query.operator)) else MANY * 12 / 100
    assert many <= few * 1.5 + 60 + days, (few, many)


def test_the_next_page_is_sought_not_counted(registers: dict[int, Path]) -> None:
    db = Database(registers[MANY] / DATABASE_NAME)
    try:
        register, query = Register(db), RegisterQuery()
        last = register.page(replace(query, sort="oldest"), None, 40)
        assert last.next is not None
    finally:
        db.close()

    def near_the_end(db: Database) -> object:
        return Register(db).page(query, last.next, 20)

    assert (
        steps(registers[MANY], near_the_end)
        <= steps(registers[MANY], lambda db: Register(db).page(query, None, 20)) + 20
    )


def test_a_case_s_events_are_found_without_the_journal(registers: dict[int, Path]) -> None:
    case = f"{FEW // 2:032x}"
    few, many = (steps(registers[cases], lambda db: list_events(db, case)) for cases in (FEW, MANY))
    assert many <= few + 2
    db = Database(registers[MANY] / DATABASE_NAME)
    try:
        assert len(list_events(db, case)) in (4, 5, 6)
    finally:
        db.close()
