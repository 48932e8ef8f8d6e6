"""A year of holidays and moved days: the typed form of a file under ``forms/calendars``, and its strict reader.

A year that is not lawful is refused: every fault is a Problem that names the file, the key and what is expected.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any, Literal, TypeVar

import msgspec

from forms.calendar_rules import shift_holidays
from forms.problems import Problem
from forms.texts import Text
from forms.toml import place_of, read_toml

Certainty = Literal["confirmed", "expected", "library"]

_Value = TypeVar("_Value")
_STATES = ("confirmed", "expected")


class Holiday(msgspec.Struct, frozen=True, kw_only=True):
    """Days off by law. ``shifts``: one that falls on a rest day makes the next working day off."""

    key: str
    name: Text
    days: tuple[date, ...]
    shifts: bool
    estimated: bool = False  # the day follows the moon and is not announced yet
    source: Text


class Move(msgspec.Struct, frozen=True, kw_only=True):
    """A rest day moved: nobody works on ``rest``, and ``works``, a rest day otherwise, is worked."""

    rest: date
    works: date
    source: Text


class Year(msgspec.Struct, frozen=True, kw_only=True):
    """One year. ``checked`` is the day the file was last held against its sources; a library's year has none."""

    year: int
    certainty: Certainty
    checked: date | None
    holidays: tuple[Holiday, ...]
    moves: tuple[Move, ...] = ()


def read_years(folder: Path) -> dict[int, Year]:
    """Every ``<year>.toml`` of a folder. Raises the first Problem (100 to 108, 115, 140 to 147) found."""
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not files:
        raise Problem("140", file=str(folder), key="folder")
    years: dict[int, Year] = {}
    for file in files:
        year = read_year(file)
        years[year.year] = year
    return years


def read_year(file: Path) -> Year:
    """One file. Its name is its year, so that no two files can speak of the same one."""
    try:
        if file.is_dir():
            raise Problem("144", file=str(file), key="file")
        content = file.read_bytes()
    except OSError as error:
        raise Problem("100", file=str(file), key="file", detail=str(error)) from error
    return read_year_bytes(content, file)


def read_year_bytes(content: bytes, file: Path) -> Year:
    """What the bytes of a file of that name say; the name's stem is the year. Nothing is read from the disk."""
    raw = _parse(content, file)
    table = _Table(file, "", raw)
    table.allow("format", "year", "state", "checked", "sources", "holidays", "moves")
    if table.get("format", _whole) != 1:
        raise table.problem("107", "format", found=_show(raw["format"]), expected="1")
    year = table.get("year", _whole)
    if file.stem != f"{year:04}":
        raise table.problem("141", "year", found=str(year), expected=file.stem)
    sources = {key: table.table("sources").text(key) for key in table.table("sources").raw}
    if not table.get("holidays", _list_of_tables):
        raise table.problem("105", "holidays")
    holidays = tuple(_read_holiday(item, year, sources) for item in table.tables("holidays"))
    moves = tuple(_read_move(item, year, sources) for item in table.tables("moves"))
    _refuse_doubles(table, holidays, moves)
    _refuse_idle_moves(table, year, holidays, moves)
    state = table.one_of("state", _STATES)
    return Year(
        year=year,
        certainty="confirmed" if state == "confirmed" else "expected",
        checked=table.get("checked", _day),
        holidays=holidays,
        moves=moves,
    )


def _read_holiday(table: "_Table", year: int, sources: Mapping[str, Text]) -> Holiday:
    table.allow("key", "name", "days", "shifts", "estimated", "source")
    days = table.get("days", _days)
    for day in days:
        if day.year != year:
            raise table.problem("142", "days", day=day.isoformat(), year=str(year))
    return Holiday(
        key=table.get("key", _words),
        name=table.text("name"),
        days=tuple(days),
        shifts=table.get("shifts", _yes_or_no),
        estimated=table.get("estimated", _yes_or_no) if "estimated" in table.raw else False,
        source=sources[table.one_of("source", tuple(sources))],
    )


def _read_move(table: "_Table", year: int, sources: Mapping[str, Text]) -> Move:
    table.allow("rest", "works", "source")
    rest, works = table.get("rest", _day), table.get("works", _day)
    # A Government may give the last Saturday of a December for a day in January: the file is that of the rest day.
    if rest.year != year:
        raise table.problem("142", "rest", day=rest.isoformat(), year=str(year))
    if rest.weekday() >= 5:
        raise table.problem("143", "rest", day=rest.isoformat())
    if works.year not in (year - 1, year):
        raise table.problem("146", "works", day=works.isoformat(), year=str(year), before=str(year - 1))
    return Move(rest=rest, works=works, source=sources[table.one_of("source", tuple(sources))])


def _refuse_doubles(table: "_Table", holidays: tuple[Holiday, ...], moves: tuple[Move, ...]) -> None:
    seen: dict[object, str] = {}
    places: list[tuple[str, object]] = []
    for place, holiday in enumerate(holidays):
        places.append((f"holidays[{place}].key", holiday.key))
        places.extend((f"holidays[{place}].days", day) for day in holiday.days)
    for place, move in enumerate(moves):
        places.append((f"moves[{place}].rest", move.rest))
        places.append((f"moves[{place}].works", move.works))
    for key, found in places:
        if found in seen:
            raise table.problem("115", key, found=str(found), first=seen[found])
        seen[found] = key


def _refuse_idle_moves(table: "_Table", year: int, holidays: tuple[Holiday, ...], moves: tuple[Move, ...]) -> None:
    """A move gives a working day for a day off; where it does neither, one of its dates is wrong."""
    off = {day for holiday in holidays for day in holiday.days} | set(shift_holidays(holidays, 5))
    for place, move in enumerate(moves):
        if move.rest in off:
            raise table.problem("147", f"moves[{place}].rest", day=move.rest.isoformat())
        if move.works.weekday() < 5 and move.works not in off:
            raise table.problem("145", f"moves[{place}].works", day=move.works.isoformat())


def _parse(content: bytes, file: Path) -> dict[str, Any]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        raise Problem("101", file=str(file), key=f"line {line}", detail=str(error)) from error
    try:
        return read_toml(text)
    except tomllib.TOMLDecodeError as error:
        raise Problem("102", file=str(file), key=place_of(error, text), reason=str(error)) from error


class _UnexpectedError(ValueError):
    """The value is of another kind; carries what is expected."""


class _Table:
    """A table of a file with its place, so that every fault can name it."""

    def __init__(self, file: Path, place: str, raw: Mapping[str, Any]) -> None:
        self._file = file
        self._place = place
        self.raw = raw

    def allow(self, *keys: str) -> None:
        for key in self.raw:
            if key not in keys:
                raise self.problem("104", key, expected=", ".join(keys))

    def get(self, key: str, read: Callable[[Any], _Value]) -> _Value:
        if key not in self.raw:
            raise self.problem("105", key)
        try:
            return read(self.raw[key])
        except _UnexpectedError as error:
            raise self.problem("108", key, found=_show(self.raw[key]), expected=str(error)) from None

    def one_of(self, key: str, allowed: tuple[str, ...]) -> str:
        found = self.get(key, _words)
        if found not in allowed:
            raise self.problem("107", key, found=found, expected=", ".join(allowed))
        return found

    def text(self, key: str) -> Text:
        table = self.table(key)
        table.allow("kk", "ru", "unofficial")
        for language in ("kk", "ru"):
            if language not in table.raw:
                raise table.problem("106", language)
        unofficial = table.raw.get("unofficial", [])
        if not isinstance(unofficial, list) or not all(language in ("kk", "ru") for language in unofficial):
            raise table.problem("108", "unofficial", found=_show(unofficial), expected='["ru"]')
        return Text(table.get("kk", _words), table.get("ru", _words), tuple(unofficial))

    def table(self, key: str) -> "_Table":
        return _Table(self._file, self._join(key), self.get(key, _mapping))

    def tables(self, key: str) -> list["_Table"]:
        items = self.get(key, _list_of_tables) if key in self.raw else []
        return [_Table(self._file, f"{self._join(key)}[{place}]", item) for place, item in enumerate(items)]

    def problem(self, code: str, key: str, **fields: str) -> Problem:
        return Problem(code, file=str(self._file), key=self._join(key), **fields)

    def _join(self, key: str) -> str:
        if not self._place or key.startswith(self._place):
            return key
        return f"{self._place}.{key}"


def _whole(raw: Any) -> int:
    if type(raw) is not int:
        raise _UnexpectedError("a whole number")
    return raw


def _words(raw: Any) -> str:
    if not isinstance(raw, str) or not raw.strip():
        raise _UnexpectedError("a text in quotes")
    return raw


def _yes_or_no(raw: Any) -> bool:
    if not isinstance(raw, bool):
        raise _UnexpectedError("true or false")
    return raw


def _day(raw: Any) -> date:
    if type(raw) is not date:  # a datetime is a date in Python, not in a calendar
        raise _UnexpectedError("a date such as 2026-05-27")
    return raw


def _days(raw: Any) -> list[date]:
    if not isinstance(raw, list) or not raw:
        raise _UnexpectedError("a list of dates such as [2026-05-27]")
    return [_day(item) for item in raw]


def _mapping(raw: Any) -> Mapping[str, Any]:
    if not isinstance(raw, Mapping):
        raise _UnexpectedError("a table")
    return raw


def _list_of_tables(raw: Any) -> list[Mapping[str, Any]]:
    if not isinstance(raw, list):
        raise _UnexpectedError("a list of tables")
    return [_mapping(item) for item in raw]


def _show(raw: Any) -> str:
    shown = str(raw).lower() if isinstance(raw, bool) else str(raw)
    return shown if len(shown) <= 60 else shown[:57] + "…"
