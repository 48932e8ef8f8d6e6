"""Words nobody can type, beside those a case is found by: for filters and for the count of its number."""

from functools import lru_cache

_MARK = "\ue000"  # of the private use area: no fold yields it


@lru_cache(maxsize=4096)
def mark(field: str, value: str) -> str:
    """The mark of a filter: one word, whatever the value is made of."""
    return f"{_MARK}{field[:2]}{value.encode().hex()}"


def mark_count(count: int) -> str:
    """The mark of a registration number's count."""
    return f"{_MARK}{count}"
