"""Dates and hours as screens say them. Qt's own locale data, so that nothing heavy is loaded for a date."""

from datetime import date, datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QDate, QLocale

from desktop.domain.hours import WEEKDAYS

if TYPE_CHECKING:
    from desktop.domain.hours import WorkingHours
    from forms.editions import Source, Weekday

_LOCALES = {"kk": "kk_KZ", "ru": "ru_RU", "en": "en_GB"}


def say_date(day: date, language: str) -> str:
    """A day in the language's long form, without the weekday: “2026 ж. 21 қараша”."""
    if language == "kk":
        month = QLocale("kk_KZ").monthName(day.month, QLocale.FormatType.LongFormat)
        return f"{day.year} ж. {day.day} {month}"
    locale = QLocale(_LOCALES[language])
    text = locale.toString(QDate(day.year, day.month, day.day), "d MMMM yyyy")
    return f"{text} г." if language == "ru" else text


def say_time(at: datetime) -> str:
    """Hours and minutes."""
    return f"{at:%H:%M}"


def say_hours(hours: "WorkingHours") -> str:
    """Opening hours in figures: “09:00–17:30, 13:00–14:30”, the second span being lunch."""
    span = f"{hours.opens:%H:%M}–{hours.closes:%H:%M}"
    if hours.lunch is None:
        return span
    return f"{span} ({hours.lunch[0]:%H:%M}–{hours.lunch[1]:%H:%M})"


def say_week(week: "tuple[WorkingHours, ...]", language: str) -> str:
    """The hours of a week: “09:00–18:00”, or “Mon–Fri 09:00–18:00; Sat 10:00–14:00” where days are told apart."""
    if len(week) == 1:
        return say_hours(week[0])
    return "; ".join(f"{_say_days(hours.days, language)} {say_hours(hours)}" for hours in week)


def _say_days(days: "tuple[Weekday, ...]", language: str) -> str:
    locale = QLocale(_LOCALES[language])
    places = sorted(WEEKDAYS.index(day) + 1 for day in days)
    names = [locale.dayName(place, QLocale.FormatType.ShortFormat) for place in places]
    if len(places) > 2 and places[-1] - places[0] == len(places) - 1:
        return f"{names[0]}–{names[-1]}"
    return ", ".join(names)


def say_time_of(wall: str) -> str:
    """Hours and minutes of an ISO time."""
    return say_time(datetime.fromisoformat(wall))


def say_source(source: "Source", language: str) -> str:
    """Where a rule is written: “8-тармақ, 3)”, “п. 8, 3)”, “para. 8, 3)”."""
    item = f", {source.item}" if source.item else ""
    if language == "kk":
        return f"{source.paragraph}-тармақ{item}"
    return f"{'п.' if language == 'ru' else 'para.'} {source.paragraph}{item}"


def say_size(size: int, language: str) -> str:
    """A file's size as the language writes it: “1,2 МБ”."""
    return QLocale(_LOCALES[language]).formattedDataSize(size, 1, QLocale.DataSizeFormat.DataSizeSIFormat)
