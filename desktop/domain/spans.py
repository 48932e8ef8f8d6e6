"""Periods that days are reported by: a day, a week from Monday, a month, a quarter, a year."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal

SpanKind = Literal["day", "week", "month", "quarter", "year"]
KINDS: tuple[SpanKind, ...] = ("day", "week", "month", "quarter", "year")
_MONTHS = {"month": 1, "quarter": 3, "year": 12}


@dataclass(frozen=True)
class Span:
    """All days from ``first`` to ``last``, both included; ``kind`` is empty where it is none of the usual ones."""

    kind: SpanKind | Literal[""]
    first: date
    last: date

    def shift(self, steps: int) -> "Span":
        """The span of the same kind so many steps later, or earlier; one without a kind moves by its own length."""
        if self.kind in _MONTHS:
            return span_of(self.kind, add_months(self.first, steps * _MONTHS[self.kind]))
        days = (self.last - self.first).days + 1
        return Span(self.kind, self.first + timedelta(days * steps), self.last + timedelta(days * steps))


def span_of(kind: SpanKind | Literal[""], day: date) -> Span:
    """The span of a kind that a day lies in."""
    if kind == "week":
        first = day - timedelta(day.weekday())
        return Span(kind, first, first + timedelta(6))
    if kind in _MONTHS:
        months = _MONTHS[kind]
        first = date(day.year, (day.month - 1) // months * months + 1, 1)
        return Span(kind, first, add_months(first, months) - timedelta(1))
    return Span("day", day, day)


def span_between(first: date, last: date) -> Span:
    """The span from one day to another, named where it is one of the usual ones."""
    for kind in KINDS:
        if span_of(kind, first) == Span(kind, first, last):
            return Span(kind, first, last)
    return Span("", first, last)


def add_months(first: date, months: int) -> date:
    """The first day of a month so many months later, or earlier."""
    year, month = divmod(first.year * 12 + first.month - 1 + months, 12)
    return date(year, month + 1, 1)
