"""A due date with the working behind it, and its words: short for a paper's line, whole for a screen."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from forms.calendar import Day
from forms.calendar_files import Certainty
from forms.calendar_rules import WorkingWeek, is_weekend
from forms.catalogues import N_, catalogue
from forms.day_words import long_date, short_date, weekday, weekday_and_date
from forms.editions import Term

# More days than this are not named one by one where there is one line for them.
NAMED_ONE_BY_ONE = 7

NOT_COUNTED = N_("not counted: {days}")
COUNTED_TOO = N_("counted too: {days}")
CERTAINTY = {
    "expected": N_("The calendar of these days is expected, not yet confirmed by acts: the date may still change."),
    "library": N_("No file of the calendar covers these days: they come from a library, not from acts. Check them."),
}


@dataclass(frozen=True)
class DueDate:
    """A due date and the working behind it, so that a paper and a screen can show how it was counted.

    ``accepted_on`` is the day the law takes for the acceptance; ``put_off`` says that it is not the day of filing.
    ``days`` are the working days counted, the last of which is ``due``. ``off`` are the rest days and holidays passed
    over. ``certainty`` is the least certain of the years counted through.
    """

    term: Term
    due: date
    accepted_on: date
    put_off: bool
    days: tuple[date, ...]
    off: tuple[Day, ...]
    week: WorkingWeek
    certainty: Certainty


def due_words(due: DueDate, language: str) -> str:
    """The date and its working in a line: “26 ноября 2026 г. (3 рабочих дня: вт, ср, чт)”.

    A long term names its first and last day, and what is not as in any week: weekdays off, rest days worked.
    """
    if len(due.days) <= NAMED_ONE_BY_ONE:
        working = ", ".join(weekday(day, language) for day in due.days)
    else:
        working = f"{short_date(due.days[0])} – {short_date(due.days[-1])}"
        passed = ", ".join(short_date(day.day) for day in due.off if not is_weekend(day.day, due.week))
        if passed:
            working = f"{working}; {_word(NOT_COUNTED, language).format(days=passed)}"
        worked = ", ".join(short_date(day) for day in due.days if is_weekend(day, due.week))
        if worked:
            working = f"{working}; {_word(COUNTED_TOO, language).format(days=worked)}"
    return f"{long_date(due.due, language)} ({count_words(len(due.days), language)}: {working})"


def working_words(due: DueDate, language: str) -> Iterator[str]:
    """The working whole, a sentence at a time: days counted, days passed over, and what is not certain."""
    if due.put_off:
        yield _word(N_("Received on {day}, the next working day."), language).format(
            day=weekday_and_date(due.accepted_on, language)
        )
    elif due.days[0] != due.accepted_on and due.accepted_on not in {day.day for day in due.off}:
        yield _word(N_("{day} is not counted."), language).format(day=weekday_and_date(due.accepted_on, language))
    counted = ", ".join(weekday_and_date(day, language) for day in due.days)
    yield _word(N_("Counted: {days}."), language).format(days=counted)
    if due.off:
        passed = "; ".join(off_words(due.off, language))
        yield _word(N_("Passed over: {days}."), language).format(days=passed)
    if due.certainty != "confirmed":
        yield _word(CERTAINTY[due.certainty], language)


def off_words(off: tuple[Day, ...], language: str) -> Iterator[str]:
    """Days off: the week's own by their date alone, the others with their names."""
    rest = [weekday_and_date(day.day, language) for day in off if day.kind == "rest"]
    if rest:
        yield ", ".join(rest)
    for day in off:
        if day.kind != "rest":
            yield f"{weekday_and_date(day.day, language)} – {why_off_words(day, language)}"


def why_off_words(day: Day, language: str) -> str:
    """Why a day is off: its name, and that it was shifted or is only estimated."""
    name = day.name.in_language(language) if day.name is not None else ""
    if day.kind == "shifted":
        name = _word(N_("{holiday} (shifted)"), language).format(holiday=name)
    if day.estimated:
        name = _word(N_("{holiday} (an estimate)"), language).format(holiday=name)
    return name


def count_words(days: int, language: str) -> str:
    """“3 жұмыс күні”, “3 рабочих дня”, “3 working days”."""
    return say_many("{count} working day", "{count} working days", days, language)


def say_many(one: str, many: str, count: int, language: str) -> str:
    """A message of the ``forms`` catalogue in the right plural; ``{count}`` is filled."""
    return catalogue("forms", language).ngettext(one, many, count).format(count=count)


def _word(message: str, language: str) -> str:
    return catalogue("forms", language).gettext(message)
