"""Days in words, without Babel: due dates stand on screens, and a screen does not wait for a library.

Names of months and weekdays are the languages' own, so they are data here and not messages to translate.
"""

from collections.abc import Mapping
from datetime import date

_MONTHS: Mapping[str, tuple[str, ...]] = {
    "kk": (
        *("қаңтар", "ақпан", "наурыз", "сәуір", "мамыр", "маусым"),
        *("шілде", "тамыз", "қыркүйек", "қазан", "қараша", "желтоқсан"),
    ),
    # In the case a date asks for.
    "ru": (
        *("января", "февраля", "марта", "апреля", "мая", "июня"),
        *("июля", "августа", "сентября", "октября", "ноября", "декабря"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
_WEEKDAYS: Mapping[str, tuple[str, ...]] = {
    "kk": ("дс", "сс", "ср", "бс", "жм", "сб", "жс"),
    "ru": ("пн", "вт", "ср", "чт", "пт", "сб", "вс"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_LONG_DATES: Mapping[str, str] = {
    "kk": "{year} ж. {day} {month}",
    "ru": "{day} {month} {year} г.",
    "en": "{day} {month} {year}",
}


def long_date(day: date, language: str) -> str:
    """“2026 ж. 26 қараша”, “26 ноября 2026 г.”, “26 November 2026”."""
    return _LONG_DATES[language].format(year=day.year, month=_MONTHS[language][day.month - 1], day=day.day)


def weekday(day: date, language: str) -> str:
    """“бс”, “чт”, “Thu”."""
    return _WEEKDAYS[language][day.weekday()]


def short_date(day: date) -> str:
    """“26.11”: where the year is plain."""
    return f"{day.day}.{day.month:02}"


def weekday_and_date(day: date, language: str) -> str:
    """“чт 26.11”, never broken between two lines."""
    return f"{weekday(day, language)}\N{NO-BREAK SPACE}{short_date(day)}"
