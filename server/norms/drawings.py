"""The charts of the page of norms, with their words."""

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import groupby
from typing import NamedTuple

from django.utils.translation import gettext as _
from markupsafe import Markup

from forms.figures import Classes
from server.norms.charts import Bar, Line, columns, times, trend
from server.norms.figures import DayLine, NormFigures
from server.pages.words import day, number

MOST_DAYS = 62  # shown one by one; longer periods by week


class Drawings(NamedTuple):
    """What is drawn; ``by_week`` says how the trend is."""

    hours: Markup
    waiting: Markup
    serving: Markup
    trend: Markup
    by_week: bool


def draw(figures: NormFigures) -> Drawings:
    """The charts of these figures, in the language of the page."""
    days = _by_week(figures.days) if len(figures.days) > MOST_DAYS else figures.days
    return Drawings(
        hours=_draw_hours(figures),
        waiting=_draw_times("waiting", _("Waiting, minutes"), figures.waiting_classes),
        serving=_draw_times("serving", _("Serving, minutes"), figures.serving_classes),
        trend=_draw_trend(days),
        by_week=len(days) != len(figures.days),
    )


def class_lines(found: Classes) -> list[tuple[int, int | None, int]]:
    """The classes as lines of a table: more than, up to (None: beyond all), how many."""
    lows = (0, *found.edges)
    return list(zip(lows, (*found.edges, None), found.counts, strict=True))


def _draw_hours(figures: NormFigures) -> Markup:
    bars = [
        Bar(str(line.hour), ((line.arrivals, "second"), (line.serving.many, ""), (line.serving.over, "trouble")))
        for line in figures.hours
    ]
    busiest = max(figures.hours, key=lambda line: line.arrivals, default=None)
    said = (
        _("Most came in the hour from %(hour)s: %(count)s.")
        % {"hour": f"{busiest.hour}:00", "count": number(busiest.arrivals)}
        if busiest
        else _("Nobody came.")
    )
    return columns("chart-hours", _("Visitors by hour"), said, bars)


def _draw_times(name: str, title: str, found: Classes) -> Markup:
    lines = class_lines(found)
    said = "; ".join(f"{low}–{high}: {many}" if high else f"> {low}: {many}" for low, high, many in lines)
    return times(f"chart-{name}", title, said, found, [_("norm %(minutes)s") % {"minutes": one} for one in found.norms])


def _draw_trend(days: Sequence[DayLine]) -> Markup:
    waiting = Line([_share(line.waiting_over, line.waited) for line in days], "second")
    serving = Line([_share(line.serving_over, line.served) for line in days])
    said = (
        _("From %(first)s to %(last)s; the figures are in the table.")
        % {"first": day(days[0].day), "last": day(days[-1].day)}
        if days
        else _("Nobody came.")
    )
    return trend("chart-trend", _("Over the norm"), said, [f"{line.day:%d.%m}" for line in days], [waiting, serving])


def _share(over: int, of: int) -> float | None:
    return over / of if of else None


def _by_week(days: Sequence[DayLine]) -> list[DayLine]:
    """The days of a week together, under its Monday."""

    def monday(line: DayLine) -> date:
        return line.day - timedelta(days=line.day.weekday())

    return [
        DayLine(week, *(sum(column) for column in zip(*(line[1:] for line in lines), strict=True)))
        for week, lines in groupby(days, key=monday)
    ]
