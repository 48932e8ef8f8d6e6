"""Dates as state papers write them."""

from datetime import date, datetime
from functools import lru_cache

# The month is in the case the phrase asks for: CLDR's "MMMM" is genitive in Russian, lower case in both.
_PATTERNS = {"kk": "«dd» MMMM y 'жыл'", "ru": "«dd» MMMM y 'года'"}

# The month in the case of when it was, which CLDR does not have in Kazakh.
_IN_MONTH = (
    *("қаңтарда", "ақпанда", "наурызда", "сәуірде", "мамырда", "маусымда"),
    *("шілдеде", "тамызда", "қыркүйекте", "қазанда", "қарашада", "желтоқсанда"),
)


@lru_cache(maxsize=64)
def date_in_words(day: date, language: str) -> str:
    """«21» қараша 2026 жыл; «21» ноября 2026 года."""
    from babel.dates import format_date

    return format_date(day, _PATTERNS[language], locale=language)


def on_day(day: date, language: str) -> str:
    """Within a sentence, when something was: 2026 жылғы 21 қарашада; 21 ноября 2026 года."""
    if language == "kk":
        return f"{day.year} жылғы {day.day} {_IN_MONTH[day.month - 1]}"
    return f"{day.day} {date_in_words(day, language).partition(' ')[2]}"


def moment_in_words(at: datetime, language: str) -> str:
    """The date in words and the organisation's wall time to the minute."""
    return f"{date_in_words(at.date(), language)}, {at:%H:%M}"


def moment_in_figures(at: datetime) -> str:
    """21.11.2026, 14:05: where one line serves both languages."""
    return f"{at:%d.%m.%Y, %H:%M}"
