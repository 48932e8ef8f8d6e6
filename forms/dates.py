"""Dates as a clerk types them: ``21.11.2026``, ``21112026``, ``2026-11-21``, ``1.2.26``."""

import calendar
import re
import unicodedata
from datetime import date

from forms.problems import Problem

EARLIEST_YEAR = 1900
LATEST_YEAR = 2150
# Two digits of a year: 00 to 59 are this century's, since documents expire in it; the rest are of the last one.
_PIVOT = 60

_DAY_FIRST = re.compile(r"(\d{1,2})[.,/\s-]+(\d{1,2})[.,/\s-]+(\d{4}|\d{2})")
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})")
_DIGITS_ALONE = re.compile(r"(\d{2})(\d{2})(\d{4})")


def parse_date(text: str, *, not_after: date | None = None, not_before: date | None = None) -> date:
    """The date typed. Raises Problem 230 to 237.

    ``not_after`` is the last day that may stand there (today, for a document's own date); ``not_before`` the first on
    which a document still holds (today, for the day it expires).
    """
    typed = unicodedata.normalize("NFKC", text).strip().rstrip(".,")
    if not typed:
        raise Problem("230")
    day = _read(typed)
    if not_after is not None and day > not_after:
        raise Problem("235", day=show_date(day))
    if not_before is not None and day < not_before:
        raise Problem("236", day=show_date(day))
    return day


def show_date(day: date) -> str:
    """``21.11.2026``: the same in all languages of the counter."""
    return f"{day.day:02}.{day.month:02}.{day.year:04}"


def _read(typed: str) -> date:
    if found := _YEAR_FIRST.fullmatch(typed):
        year, month, day = (int(part) for part in found.groups())
    elif found := _DAY_FIRST.fullmatch(typed) or _DIGITS_ALONE.fullmatch(typed):
        day, month, year = (int(part) for part in found.groups())
        if len(found[3]) == 2:
            year += 2000 if year < _PIVOT else 1900
    else:
        raise Problem("231", found=typed)
    if not 1 <= month <= 12:
        raise Problem("232", month=month)
    check_year(year)
    if (day, month) == (29, 2) and not calendar.isleap(year):
        raise Problem("234", year=year)
    last = calendar.monthrange(year, month)[1]
    if not 1 <= day <= last:
        raise Problem("233", day=day, year=year, last=last)
    return date(year, month, day)


def check_year(year: int) -> None:
    """Whether a year can be meant. Raises Problem 237."""
    if not EARLIEST_YEAR <= year <= LATEST_YEAR:
        raise Problem("237", year=year)
