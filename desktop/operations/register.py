"""The register as screens ask for it: rows found, what can be filtered by, one case with everything of it.

Called on the store's thread.
"""

from desktop.domain.permissions import require
from desktop.operations.case_records import (
    CaseRecord,
    Correction,
    PrintedCopy,
    RecordedDocument,
    TimeLineEntry,
    case_record,
)
from desktop.operations.counter import Counter
from desktop.operations.duplicates import LikelyDuplicate, find_duplicates, judge_duplicate
from desktop.operations.open_cases import list_open, page_of_open
from desktop.storage.register_rows import Cursor, FilterChoices, RegisterPage, RegisterQuery, RegisterRow

__all__ = [
    "CaseRecord",
    "Correction",
    "Cursor",
    "FilterChoices",
    "LikelyDuplicate",
    "PrintedCopy",
    "RecordedDocument",
    "RegisterPage",
    "RegisterQuery",
    "RegisterRow",
    "TimeLineEntry",
    "case_record",
    "count_rows",
    "filter_choices",
    "find_duplicates",
    "find_rows",
    "judge_duplicate",
]


def find_rows(counter: Counter, query: RegisterQuery, after: Cursor | None = None, limit: int = 50) -> RegisterPage:
    """The next rows of a query, ``limit`` at most. Raises Problem 720 without the right to search."""
    require(counter.roles, "search")
    if query.kind == "open":
        return page_of_open(list_open(counter, query), query, after, limit)
    return counter.store.register.page(query, after, limit, today=_today(counter))


def count_rows(counter: Counter, query: RegisterQuery, at_most: int = 1000) -> int:
    """How many rows a query has, counted no further than ``at_most``."""
    require(counter.roles, "search")
    if query.kind == "open":
        return min(len(list_open(counter, query)), at_most)
    return counter.store.register.count(query, at_most, today=_today(counter))


def filter_choices(counter: Counter) -> FilterChoices:
    """What occurs in the register, for its filters."""
    require(counter.roles, "search")
    return counter.store.register.choices()


def _today(counter: Counter) -> str:
    return counter.clock.now().wall[:10]
