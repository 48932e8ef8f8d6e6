"""Words of the house that pages share with the counter: problems, what papers call things, dates, times and numbers.

In templates the filters are called by their short names: ``{{ case.at|moment }}``, ``{{ seconds|minutes }}``,
``{{ 12000|number }}``, ``{{ 0.93|percent }}``, and the function ``{{ ago(counter.last_contact) }}``. None is a dash.
"""

import math
from collections.abc import Callable, Mapping
from datetime import date, datetime, timedelta
from typing import Any, Literal

from babel.dates import format_date, format_timedelta
from babel.numbers import format_decimal, format_percent
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from forms.catalogues import LANGUAGES, catalogue
from forms.problems import Problem
from forms.texts import Text

NOTHING = "—"
_DAYS = {"kk": "dd.MM.y", "ru": "dd.MM.y", "en": "d MMM y"}
_LONG_DAYS = {"kk": "y 'ж'. d MMMM", "ru": "d MMMM y 'г'.", "en": "d MMMM y"}


def page_language() -> str:
    """The language of the page: kk, ru or en."""
    language = (translation.get_language() or "kk")[:2]
    return language if language in LANGUAGES else "kk"


def tell(problem: Problem) -> str:
    """A problem's sentence in the language of the page."""
    return problem.sentence(catalogue("kense", page_language()).gettext)


def word(message: str) -> str:
    """A word that papers and pages share, named in ``forms``."""
    return catalogue("forms", page_language()).gettext(message)


def quote(text: Text) -> str:
    """The law's words; English pages quote them in Kazakh."""
    return text.in_language(page_language())


def day(when: date | datetime | None) -> str:
    """A day in figures: 21.11.2026; 21 Nov 2026 in English. A moment is told by the centre's own clock."""
    return NOTHING if when is None else format_date(_local(when), _DAYS[page_language()], locale=page_language())


def long_day(when: date | datetime | None) -> str:
    """A day with its month in letters: 2026 ж. 21 қараша."""
    return NOTHING if when is None else format_date(_local(when), _LONG_DAYS[page_language()], locale=page_language())


def moment(when: datetime | None) -> str:
    """A day and the time to the minute, by the centre's own clock."""
    return NOTHING if when is None else f"{day(when)}, {hour(when)}"


def hour(when: datetime | None) -> str:
    """The time of day to the minute."""
    return NOTHING if when is None else f"{_local(when):%H:%M}"


def minutes(seconds: float | None) -> str:
    """How long: 45 s; 12 min 30 s; from an hour on 1 h 05 min. It does not break over lines."""
    if seconds is None:
        return NOTHING
    whole = round(abs(seconds))
    sign = "−" if seconds < 0 and whole else ""
    if whole < 60:
        told = _("%(seconds)d s") % {"seconds": whole}
    elif whole < 3600:
        told = _("%(minutes)d min") % {"minutes": whole // 60}
        told += " " + _("%(seconds)d s") % {"seconds": whole % 60} if whole % 60 else ""
    else:
        told = _("%(hours)d h %(minutes)02d min") % {"hours": whole // 3600, "minutes": whole % 3600 // 60}
    return sign + told.replace(" ", "\u00a0")


def number(count: float | None) -> str:
    """A number with its thousands apart, as the language writes it."""
    return NOTHING if count is None else format_decimal(count, locale=page_language())


def percent(share: float | None) -> str:
    """A share of one as whole per cents."""
    return NOTHING if share is None else format_percent(share, locale=page_language())


def ago(when: datetime | None, now: datetime | None = None) -> str:
    """How long ago in words: 3 minutes ago; 2 days ago; “never” for nothing, “in …” for what is to come."""
    if when is None:
        return _("never")
    passed = when - (now or timezone.now())
    if abs(passed) < timedelta(minutes=1):
        return _("just now")
    # Days stay days for two months: who asks how long a counter has been silent wants to know twelve from sixteen.
    units: tuple[tuple[Literal["minute", "hour", "day", "month"], int], ...]
    units = (("minute", 90 * 60), ("hour", 36 * 3600), ("day", 60 * 86400), ("month", 700 * 86400))
    fitting = [unit for unit, until in units if abs(passed).total_seconds() < until]
    unit = fitting[0] if fitting else "year"
    return format_timedelta(passed, granularity=unit, threshold=math.inf, add_direction=True, locale=page_language())


def file_size(size: int | None) -> str:
    """Bytes as people tell them: 812 B, 35 kB, 1.4 MB."""
    if size is None:
        return NOTHING
    if size < 1000:
        return _("%(count)s B") % {"count": number(size)}
    if size < 1_000_000:
        return _("%(count)s kB") % {"count": number(round(size / 1000))}
    return _("%(count)s MB") % {"count": number(round(size / 1_000_000, 1))}


def _local(when: date | datetime) -> date | datetime:
    if isinstance(when, datetime) and timezone.is_aware(when):
        return timezone.localtime(when)
    return when


FILTERS: Mapping[str, Callable[[Any], str]] = {
    "day": day,
    "long_day": long_day,
    "moment": moment,
    "hour": hour,
    "minutes": minutes,
    "number": number,
    "percent": percent,
    "file_size": file_size,
    "word": word,
    "tell": tell,
}
