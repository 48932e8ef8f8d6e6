"""Periods one can ask for: by name, or from a day to a day."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.translation import gettext_lazy as _

PRESETS: Mapping[str, object] = {
    "today": _("Today"),
    "week": _("This week"),
    "month": _("This month"),
    "last_month": _("Last month"),
    "quarter": _("This quarter"),
    "year": _("This year"),
    "days365": _("The last 365 days"),
}
USUAL = "month"
_EARLIEST = date(2015, 1, 1)


@dataclass(frozen=True)
class Span:
    """Days from ``first`` to ``last``, both included; ``preset`` is empty where they were given one by one."""

    first: date
    last: date
    preset: str = ""

    @property
    def days(self) -> int:
        """How many days it has."""
        return (self.last - self.first).days + 1


def span_of(preset: str, today: date) -> Span:
    """A named period that holds today, or the month before. Raises KeyError for a name that is none."""
    month = today.replace(day=1)
    first, last = {
        "today": (today, today),
        "week": (today - timedelta(days=today.weekday()), today),
        "month": (month, today),
        "last_month": ((month - timedelta(days=1)).replace(day=1), month - timedelta(days=1)),
        "quarter": (today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1), today),
        "year": (today.replace(month=1, day=1), today),
        "days365": (today - timedelta(days=364), today),
    }[preset]
    return Span(first, last, preset)


def read_span(preset: str, first: str, last: str, today: date) -> Span:
    """What was asked for; a preset goes before days. What cannot be read, or lies the wrong way round, is mended."""
    if preset in PRESETS:
        return span_of(preset, today)
    since, until = _read(first), _read(last)
    if since is None and until is None:
        return span_of(USUAL, today)
    since, until = since or until or today, until or max(today, since or today)
    since, until = max(since, _EARLIEST), max(until, _EARLIEST)
    return Span(min(since, until), max(since, until))


def _read(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
