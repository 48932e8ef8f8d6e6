"""The centre's register in PostgreSQL at a million cases (and ten with ``--large``) beside one of ten thousand.

Every search goes through the code of the register's page; the whole page is rendered by Django's own client.
"""

from functools import partial

from bench.centre import Asked
from bench.centre_rows import kept_centres
from bench.table import Result, compare, quantile, short, take_turns

SUBJECT = "centre_search"
FEW, MANY, LARGE = 10_000, 1_000_000, 10_000_000
FOUND_MS, PAGE_MS = 100.0, 300.0
SEARCHES = (
    "no words, newest first",
    "no words, newest first, of one school",
    "IIN, whole",
    "IIN, its first six",
    "surname and given name, four letters each",
    "surname and given name, whole",
    "surname and given name, whole, of one school",
    "number, whole",
    "number, its count alone",
    "three letters that are common",
    "three letters that are common, of one school",
    "nobody's name",
)
PAGES = (SEARCHES[0], SEARCHES[1], "IIN, whole", "three letters that are common")


def measure(quick: bool, large: bool = False) -> list[Result]:
    """The rows of this subject."""
    few, many = (300, 1_000) if quick else (FEW, LARGE if large else MANY)
    rounds = 2 if quick else 40
    results: list[Result] = []
    with kept_centres(few, many) as (short_one, long_one):
        call = "centre_search_child.answer()"
        with long_one.asked(call) as ours, short_one.asked(call) as theirs:
            ours.ask("warm")
            for kind in SEARCHES:
                results += _compare(ours, theirs, "found", kind, (few, many), rounds, FOUND_MS)
            for kind in ("no words, newest first", "three letters that are common", "IIN, whole"):
                results += _compare(ours, theirs, "counted", kind, (few, many), rounds, None)
            for kind in PAGES:
                results += _compare(ours, theirs, "page", kind, (few, many), rounds, PAGE_MS)
    return results


_TOLD = {"found": "its first page found", "counted": "counted up to 1,001", "page": "the page rendered"}


def _compare(
    ours: Asked, theirs: Asked, act: str, kind: str, sizes: tuple[int, int], rounds: int, limit: float | None
) -> list[Result]:
    one, other = take_turns(rounds, partial(ours.ask, act, kind), partial(theirs.ask, act, kind))
    also = f"(p50 {short(quantile(one, 0.5))})"
    return [
        compare(
            SUBJECT,
            f"{kind}: {_TOLD[act]}, {sizes[1]:,} cases; p95",
            one,
            f"the same with {sizes[0]:,}",
            other,
            share=0.95,
            limit=limit,
            also=also,
        )
    ]
