"""``kense calendar``: what is wrong with a year's file, and which days of a year are off, and why."""

import argparse
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from desktop.language import Language
from desktop.paths import CALENDARS, data_folder
from forms.calendar import SHIPPED, Calendar, Day, load_calendar
from forms.calendar_files import Certainty, read_year
from forms.calendar_rules import WorkingWeek
from forms.catalogues import LANGUAGES, N_
from forms.day_words import long_date, weekday
from forms.due_dates import why_off_words
from forms.problems import Problem
from forms.texts import Text

CERTAIN: dict[Certainty, str] = {
    "confirmed": N_("confirmed by acts"),
    "expected": N_("expected, not confirmed by acts yet"),
    "library": N_("from a library, without a file: not confirmed by acts"),
}


def add_commands(subparsers: Any) -> None:
    """Add ``calendar`` to the program's commands."""
    calendar = subparsers.add_parser("calendar", help="check the calendar's files, or show a year's days off")
    commands = calendar.add_subparsers(dest="command", required=True)

    checking = commands.add_parser("check", help="find what is wrong in a year's file, or in a folder of them")
    checking.add_argument("path", nargs="?", type=Path, default=SHIPPED, metavar="PATH", help="default: the shipped")
    checking.add_argument("--language", choices=LANGUAGES, default="en", help="language of the sentences")
    checking.set_defaults(run=_run_check)

    showing = commands.add_parser("show", help="show a year: which days are off and why, and how certain it is")
    showing.add_argument("year", type=int, metavar="YEAR")
    showing.add_argument("--week", type=int, choices=(5, 6), default=5, help="working days a week (default: 5)")
    showing.add_argument("--language", choices=LANGUAGES, default="kk", help="language of the text (default: kk)")
    add_data_argument(showing)
    showing.set_defaults(run=_run_show)


def add_data_argument(parser: argparse.ArgumentParser) -> None:
    """Where newer years may lie."""
    parser.add_argument("--data", type=Path, default=None, metavar="FOLDER", help="the data folder")


def calendar_of(args: argparse.Namespace) -> Calendar:
    """The calendar a counter on this data folder counts by."""
    return load_calendar((args.data or data_folder()) / CALENDARS)


def _run_check(args: argparse.Namespace) -> int:
    """Print a sentence for each file with a fault; exit code 1 where there is one."""
    path: Path = args.path
    language = Language(args.language)
    files = sorted(path.glob("*.toml")) if path.is_dir() and path.suffix != ".toml" else [path]
    if not files:
        raise Problem("140", file=str(path), key="folder")
    faults = 0
    for file in files:
        try:
            read_year(file)
        except Problem as problem:
            faults += 1
            print(problem.sentence(language.say))
    if not faults:
        print(language.say_many("{count} year, no faults", "{count} years, no faults", len(files)))
    return 1 if faults else 0


def _run_show(args: argparse.Namespace) -> int:
    if not date.min.year < args.year < date.max.year:
        raise Problem("237", year=args.year)
    language, calendar = Language(args.language), calendar_of(args)
    print("\n".join(_tell(calendar, args.year, args.week, language)))
    for problem in calendar.troubles:
        print(problem.sentence(language.say))
    return 0


def _tell(calendar: Calendar, year: int, week: WorkingWeek, language: Language) -> Iterator[str]:
    say = language.say
    yield f"{year}: {say(CERTAIN[calendar.certainty(year)])}"
    checked = calendar.year(year).checked
    if checked is not None:
        yield say("Held against its sources on {day}", day=long_date(checked, language.code))
    yield say("Week of {days} working days; its own rest days are not listed", days=week)
    yield ""
    days = [calendar.day(day, week) for day in _days_of(year)]
    named = [day for day in days if day.kind not in ("working", "rest")]
    acts: dict[Text, int] = {}
    for day in named:
        sign = "+" if day.is_working else "–"
        number = acts.setdefault(day.act, len(acts) + 1) if day.act is not None else 0
        when = f"{day.day:%d.%m.%Y}  {weekday(day.day, language.code)}"
        yield f"{sign} {when}  {_why(day, language)}" + (f"  [{number}]" if number else "")
    yield ""
    yield say(
        "{worked} days are worked, {off} are off",
        worked=sum(day.is_working for day in days),
        off=sum(not day.is_working for day in days),
    )
    for act, number in acts.items():
        yield f"[{number}] {language.quote(act)}"


def _why(day: Day, language: Language) -> str:
    if day.is_working:
        return language.quote(day.name) if day.name is not None else ""
    return why_off_words(day, language.code)


def _days_of(year: int) -> Iterator[date]:
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(days=1)
