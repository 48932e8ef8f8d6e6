"""The register at a million cases: found as one types, opened, turned, in a protected file, and what it weighs."""

import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path
from tempfile import TemporaryDirectory

from bench.register_store import KEY, register_folder
from bench.register_typing import typed_by_key
from bench.start import run_watched
from bench.table import Result, compare, milliseconds, quantile, short, take_turns
from desktop.operations import reception
from desktop.operations.counter import Counter
from desktop.operations.opening import open_counter, place_demonstration
from desktop.printing.memory import MemoryPrinters
from desktop.storage.register_phases import phases_of
from desktop.storage.register_rows import RegisterQuery
from desktop.storage.store import Store, open_store
from tests.operations.making import open_ready

SUBJECT = "register"
FEW, MANY = 10_000, 1_000_000
TODAY = "2026-11-20"
PAGE = 50
TYPED_MS, BARE_MOST, OPEN_MS, NEXT_MS, MEMORY_MOST = 20.0, 1.5, 100.0, 16.0, 1.2


def measure(quick: bool) -> list[Result]:
    """The rows of this subject."""
    few, many = (500, 2_000) if quick else (FEW, MANY)
    rounds, persons = (3, 2) if quick else (60, 30)
    with ExitStack() as stack:
        short_one, long_one, keyed = (
            stack.enter_context(open_store(register_folder(cases, keyed=key is not None), read_only=True, key=key))
            for cases, key in ((few, None), (many, None), (many, KEY))
        )
        results = [
            *_typed(long_one, persons, f"{many:,} cases"),
            *_typed(keyed, persons, f"{many:,} cases, protected"),
            *_keyed(long_one, keyed, persons),
            *_opened(long_one, short_one, rounds, f"{many:,} cases", f"the same with {few:,}"),
        ]
    return [*results, *_commits(4 if quick else 150), *_weight(few, many, 1 if quick else 3)]


def _typed(store: Store, persons: int, where: str) -> list[Result]:
    """Each key of a search, against the bare query of the index for the same words."""
    ours, bare, counted = [], [], []
    for query in typed_by_key(store.db, persons=persons):
        match = _match(store, query)
        if match is None:
            continue
        one, other = take_turns(1, lambda: milliseconds(lambda: _find(store, query)), lambda: _bare(store, match))  # noqa: B023
        ours += one
        bare += other
        counted.append(milliseconds(lambda: store.register.count(query, today=TODAY)))  # noqa: B023
    also = f"(p50 {short(quantile(ours, 0.5))}, slowest {short(max(ours))})"
    rows = f"bare FTS5 query, its {PAGE} rows read"
    return [
        compare(SUBJECT, f"a key typed, {where}; p95", ours, rows, bare, share=0.95, limit=TYPED_MS, also=also),
        compare(SUBJECT, f"a key typed, {where}; p95", ours, rows, bare, share=0.95, most=BARE_MOST),
        compare(SUBJECT, f"a key typed, {where}; p50", ours, rows, bare),
        compare(SUBJECT, f"how many are found, {where}; p95", counted, rows, bare, share=0.95, limit=TYPED_MS),
    ]


def _find(store: Store, query: RegisterQuery) -> object:
    return store.register.page(query, None, PAGE, today=TODAY)


def _match(store: Store, query: RegisterQuery) -> str | None:
    """What the index is asked for, where it alone is asked."""
    phases = phases_of(store.db, query, TODAY)
    found = [str(phase.values[0]) for phase in phases if phase.where == ("register_text MATCH ?",)]
    if len(found) != len(phases):
        return None
    # A number's own case comes first, then all others: the bare index is asked for both at once.
    return found[0] if len(found) == 1 else f"({found[0]}) OR ({found[1]})"


def _bare(store: Store, match: str) -> float:
    """The bare query, and the rows it names."""
    connection = store.db.connection

    def ask() -> None:
        connection.execute(
            "SELECT c.* FROM (SELECT rowid FROM register_text WHERE register_text MATCH ? ORDER BY rowid DESC LIMIT ?) "
            "found CROSS JOIN cases c ON c.decided_sequence = found.rowid",
            (match, PAGE + 1),
        ).fetchall()

    return milliseconds(ask)


def _keyed(plain: Store, keyed: Store, persons: int) -> list[Result]:
    ours, theirs = [], []
    for query in typed_by_key(plain.db, persons=persons):
        one, other = take_turns(
            1,
            lambda: milliseconds(lambda: _find(keyed, query)),  # noqa: B023
            lambda: milliseconds(lambda: _find(plain, query)),  # noqa: B023
        )
        ours += one
        theirs += other
    return [
        compare(SUBJECT, "a key typed in a protected file; p50", ours, "in the clear", theirs),
        compare(SUBJECT, "a key typed in a protected file; p95", ours, "in the clear", theirs, share=0.95),
    ]


def _opened(many: Store, few: Store, rounds: int, where: str, against: str) -> list[Result]:
    """What the screen asks for when it is opened, and when it is scrolled."""

    def opened(store: Store) -> float:
        def ask() -> None:
            store.register.choices()
            _find(store, RegisterQuery())
            store.register.count(RegisterQuery(), today=TODAY)

        return milliseconds(ask)

    def turned(query: RegisterQuery) -> Callable[[Store], Callable[[], float]]:
        def side(store: Store) -> Callable[[], float]:
            after = None

            def turn() -> float:
                nonlocal after

                def ask() -> None:
                    nonlocal after
                    after = store.register.page(query, after, PAGE, today=TODAY).next

                return milliseconds(ask)

            return turn

        return side

    results: list[Result] = []
    one, other = take_turns(rounds, lambda: opened(many), lambda: opened(few))
    results.append(
        compare(SUBJECT, f"the register opened, {where}; p95", one, against, other, share=0.95, limit=OPEN_MS)
    )
    results.append(compare(SUBJECT, f"the register opened, {where}; p50", one, against, other))
    sorts = {
        "newest first": RegisterQuery(),
        "by name": RegisterQuery(sort="name"),
        "of one service": RegisterQuery(service="enrolment"),
    }
    turns = min(rounds, 9 if rounds < 10 else rounds)
    for name, query in sorts.items():
        side = turned(query)
        one, other = take_turns(turns, side(many), side(few))
        what = f"the next page {name}, {where}; p95"
        results.append(compare(SUBJECT, what, one, against, other, share=0.95, limit=NEXT_MS))
    return results


def _commits(rounds: int) -> list[Result]:
    """The outcome of a case in a protected file against one in the clear."""
    place = Path(__file__).resolve().parent.parent / "build"
    with ExitStack() as stack:
        counters = []
        for key in (KEY, None):
            folder = Path(stack.enter_context(TemporaryDirectory(dir=place)))
            place_demonstration(folder)
            counters.append(open_counter(folder, MemoryPrinters(), key=key))
            stack.callback(counters[-1].store.close)
        keyed, plain = counters
        ours, theirs = take_turns(rounds, lambda: _decide(keyed), lambda: _decide(plain))
    return [compare(SUBJECT, "an outcome recorded in a protected file; p50", ours, "in the clear", theirs)]


def _decide(counter: Counter) -> float:
    draft = open_ready(counter)
    decided = []
    took = milliseconds(lambda: decided.append(reception.decide_case(counter, draft)))
    reception.hand_over(counter, decided[0])
    return took


def _weight(few: int, many: int, rounds: int) -> list[Result]:
    def weigh(cases: int) -> float:
        call = f"register_child.look_through({str(register_folder(cases))!r})"
        return run_watched(call, os.environ)[1]["looked"] / 1024

    ours, theirs = take_turns(rounds, lambda: weigh(many), lambda: weigh(few))
    what = f"memory after a search through {many:,} cases"
    return [compare(SUBJECT, what, ours, f"through {few:,}", theirs, unit="MB", most=MEMORY_MOST)]
