"""Charts of a period's figures, drawn once: plain boxes, strokes and words that paper and screen paint alike.

Lengths are points, ``x`` to the right and ``y`` downwards from the upper left corner; a word's ``y`` is its baseline.
A painter chooses colours or greys for the roles and nothing else. With two languages every line is in one of them.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from forms.catalogues import N_
from forms.figures import Classes, Figures

Role = Literal["first", "second", "over", "axis", "grid", "norm", "ink", "quiet"]
Align = Literal["left", "center", "right"]
Say = Callable[[str], str]

ARRIVALS_BY_HOUR = N_("Visitors by hour")
ARRIVALS_BY_DAY = N_("Visitors by day")
ARRIVALS_BY_MONTH = N_("Visitors by month")
CAME = N_("came")
SERVED = N_("served")
WAITING_TIMES = N_("Waiting, minutes")
SERVING_TIMES = N_("Serving, minutes")
NORM = N_("norm {minutes}")

MOST_DAYS = 31
SMALL, HEADING = 8.0, 9.0
_CLASS_MINUTES = 5


class Box(NamedTuple):
    """A filled rectangle with its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    role: Role


class Stroke(NamedTuple):
    """A line; ``dashed`` for a norm."""

    x1: float
    y1: float
    x2: float
    y2: float
    role: Role
    dashed: bool = False


class Words(NamedTuple):
    """A piece of text; ``x`` is its left end, middle or right end as ``align`` says."""

    x: float
    y: float
    text: str
    size: float
    align: Align = "left"
    bold: bool = False
    role: Role = "ink"


@dataclass(slots=True)
class Chart:
    """A drawing of ``width`` by ``height``; ``said`` tells the same in words, for who cannot see it."""

    width: float
    height: float
    boxes: list[Box] = field(default_factory=list)
    strokes: list[Stroke] = field(default_factory=list)
    words: list[Words] = field(default_factory=list)
    said: str = ""


class Bar(NamedTuple):
    """A place on the axis with the values of each series."""

    label: str
    values: tuple[int, ...]


def charts_of(figures: Figures, says: Sequence[Say], width: float, height: float) -> tuple[Chart, Chart, Chart]:
    """Visitors over the period, waiting and serving times. ``says`` translates, one for each language."""
    return (
        load_chart(figures, says, width, height),
        times_chart(figures.waiting_classes, WAITING_TIMES, says, width, height),
        times_chart(figures.serving_classes, SERVING_TIMES, says, width, height),
    )


def load_chart(figures: Figures, says: Sequence[Say], width: float, height: float) -> Chart:
    """Who came and who was served: by hour of a day, by day up to a month, by month beyond."""
    title, bars = _load_bars(figures)
    chart = Chart(width, height)
    top = _add_title(chart, title, says)
    top = _add_legend(chart, [("first", CAME), ("second", SERVED)], says, top)
    _add_bars(chart, bars, top, ("first", "second"))
    chart.said = _tell(title, bars, says[0])
    return chart


def times_chart(times: Classes, title: str, says: Sequence[Say], width: float, height: float) -> Chart:
    """How many took how long; the norm is a dashed line with its words, and what is beyond it is of another role."""
    edges = (0, *times.edges)
    labels = [f"{low}–{high}" for low, high in pairwise(edges)]
    bars = [Bar(label, (count,)) for label, count in zip([*labels, f"> {edges[-1]}"], times.counts, strict=True)]
    chart = Chart(width, height)
    captions = [[say(NORM).format(minutes=minutes) for say in says] for minutes in times.norms]
    top = _add_title(chart, title, says) + (len(says) * (SMALL + 1) + 1 if times.norms else 0)
    norm = min(times.norms, default=None)
    roles: list[Role] = ["over" if norm is not None and low >= norm else "first" for low in edges]
    left, step, floor = _add_bars(chart, bars, top, ("first",), roles)
    for minutes, lines in zip(times.norms, captions, strict=True):
        x = left + step * (minutes / _CLASS_MINUTES)
        chart.strokes.append(Stroke(x, top - len(lines) * (SMALL + 1), x, floor, "norm", dashed=True))
        for place, text in enumerate(reversed(lines)):
            chart.words.append(Words(x - 3, top - 2 - place * (SMALL + 1), text, SMALL, "right", role="norm"))
    chart.said = _tell(title, bars, says[0])
    return chart


def _load_bars(figures: Figures) -> tuple[str, list[Bar]]:
    first, last = date.fromisoformat(figures.first), date.fromisoformat(figures.last)
    if first == last:
        return ARRIVALS_BY_HOUR, [Bar(f"{one.hour}", (one.arrivals, one.served)) for one in figures.hours]
    by_day = {one.day: (one.arrivals, one.served) for one in figures.days}
    if (last - first).days < MOST_DAYS:
        days = [date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1)]
        return ARRIVALS_BY_DAY, [Bar(f"{day.day}", by_day.get(day.isoformat(), (0, 0))) for day in days]
    months: dict[str, tuple[int, int]] = {}
    for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
        months[f"{number // 12:04d}-{number % 12 + 1:02d}"] = (0, 0)
    for day, (arrivals, served) in by_day.items():
        before = months[day[:7]]
        months[day[:7]] = (before[0] + arrivals, before[1] + served)
    several = first.year != last.year
    return ARRIVALS_BY_MONTH, [
        Bar(f"{int(month[5:]):02d}.{month[2:4]}" if several else f"{int(month[5:])}", values)
        for month, values in months.items()
    ]


def _tell(title: str, bars: Sequence[Bar], say: Say) -> str:
    told = "; ".join(f"{bar.label}: {', '.join(str(value) for value in bar.values)}" for bar in bars if any(bar.values))
    return f"{say(title)}. {told}" if told else say(title)


def _add_title(chart: Chart, title: str, says: Sequence[Say]) -> float:
    """The title, a line for each language; the depth below it."""
    depth = 0.0
    for say in says:
        depth += HEADING + 2
        chart.words.append(Words(0, depth - 2, say(title), HEADING, bold=True))
    return depth + 3


def _add_legend(chart: Chart, entries: Sequence[tuple[Role, str]], says: Sequence[Say], top: float) -> float:
    """What each kind of bar is: a sample, then its word in each language."""
    room = chart.width / len(entries)
    for place, (role, message) in enumerate(entries):
        x = place * room
        chart.boxes.append(Box(x, top + 1, SMALL, SMALL - 1, role))
        for line, say in enumerate(says):
            chart.words.append(Words(x + SMALL + 4, top + SMALL + line * (SMALL + 1), say(message), SMALL))
    return top + len(says) * (SMALL + 1) + 5


def _add_bars(
    chart: Chart, bars: Sequence[Bar], top: float, series: Sequence[Role], roles: Sequence[Role] = ()
) -> tuple[float, float, float]:
    """Axis, grid and bars below ``top``; the left end of the axis, the width of a place, and the floor."""
    highest = max((value for bar in bars for value in bar.values), default=0)
    mark = _grid_step(highest)
    ceiling = max(mark, -(-highest // mark) * mark)
    left = 4 + SMALL * 0.55 * len(str(ceiling))
    floor = chart.height - SMALL - 3
    head = top + (SMALL + 1)  # room for the figure on the highest bar
    scale = (floor - head) / ceiling
    for value in range(0, ceiling + 1, mark):
        y = floor - value * scale
        chart.strokes.append(Stroke(left, y, chart.width, y, "axis" if value == 0 else "grid"))
        chart.words.append(Words(left - 3, y + SMALL * 0.32, str(value), SMALL, "right", role="quiet"))
    step = (chart.width - left) / max(1, len(bars))
    every = max(1, -(-round(_label_room(bars)) // max(1, int(step))))
    room = step * (0.72 if step > 9 else 0.9)
    width = room / len(series)
    numbered = width >= SMALL * 0.5 * max(1, len(str(highest))) or (len(series) == 1 and step > 12)
    for place, bar in enumerate(bars):
        middle = left + (place + 0.5) * step
        for index, value in enumerate(bar.values):
            if not value:
                continue
            x, y = middle - room / 2 + index * width, floor - value * scale
            role = roles[place] if roles else series[index]
            chart.boxes.append(Box(x, y, width * 0.94, floor - y, role))
            if numbered:
                chart.words.append(Words(x + width * 0.47, y - 1.5, str(value), SMALL, "center"))
        if place % every == 0:
            chart.words.append(Words(middle, floor + SMALL + 1, bar.label, SMALL, "center", role="quiet"))
    return left, step, floor


def _label_room(bars: Sequence[Bar]) -> float:
    return SMALL * 0.55 * max((len(bar.label) for bar in bars), default=1) + 2


def _grid_step(highest: int) -> int:
    """A round step that gives three grid lines or so."""
    step = 1
    while highest > step * 4:
        for factor in (2, 5, 10):
            if highest <= step * factor * 4:
                return step * factor
        step *= 10
    return step
