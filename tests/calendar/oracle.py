"""Counting by the printed list alone: apart from the program's calendar and its rules, so that they can be compared."""

import tomllib
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from pathlib import Path

HERE = Path(__file__).resolve().parent
PUBLISHED = tomllib.loads((HERE / "published_days.toml").read_text(encoding="utf-8"))
DAY = timedelta(days=1)


def listed(year: int, name: str) -> set[date]:
    """The days of one line of the list."""
    return {date(year, int(token[3:]), int(token[:2])) for token in PUBLISHED[str(year)][name].split()}


def worked(day: date, week: int) -> bool:
    """Whether people are at work, as the wall calendar has it."""
    six = "_six" if week == 6 else ""
    if day in listed(day.year, f"worked{six}"):
        return True
    rests = day.isoweekday() == 7 or (week == 5 and day.isoweekday() == 6)
    return not rests and day not in listed(day.year, f"off{six}")


def count(accepted: datetime, days: int, *, first_counts: bool, week: int, closes: time | None) -> list[date]:
    """The working days of a term. ``closes`` only where what comes later counts as of the next working day."""
    day = accepted.date()
    if closes is not None and (accepted.time() >= closes or not worked(day, week)):
        day += DAY
        while not worked(day, week):
            day += DAY
    if not first_counts:
        day += DAY
    counted: list[date] = []
    while len(counted) < days:
        if worked(day, week):
            counted.append(day)
        day += DAY
    return counted


def read_days(tokens: str, accepted: date) -> Iterator[date]:
    """“28.12 31.12 03-04.01”: days from ``accepted`` on, spans within a month; an earlier month is the next year's."""
    year, month_before = accepted.year, accepted.month
    for token in tokens.split():
        days, _, month = token.rpartition(".")
        if int(month) < month_before:
            year += 1
        month_before = int(month)
        first, _, last = days.partition("-")
        for day in range(int(first), int(last or first) + 1):
            yield date(year, int(month), day)


def write_days(days: list[date]) -> str:
    """The same the other way, for whoever adds a row."""
    spans: list[list[date]] = []
    for day in days:
        if spans and day - spans[-1][-1] == DAY and day.month == spans[-1][-1].month:
            spans[-1].append(day)
        else:
            spans.append([day])
    return " ".join(f"{span[0]:%d.%m}" if len(span) == 1 else f"{span[0]:%d}-{span[-1]:%d.%m}" for span in spans)
